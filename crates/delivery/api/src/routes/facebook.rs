//! `/v1/webhooks/facebook/…`: Facebook tells of people who removed the app or want to be erased. What it signed counts,
//! whoever brings it.

use axum::extract::rejection::{FormRejection, PathRejection};
use axum::extract::{Form, Path, State};
use cholon_webkit::{Code, Detail, Problem, Rendered};

use super::path_name;
use super::responses::{ReadHeaders, WriteFailures};
use crate::ApiState;
use crate::dto::facebook::{ErasureState, ErasureTaken, SignedForm};
use crate::failure::{from_identity, from_shopping};

/// The code in a path.
#[derive(utoipa::IntoParams)]
#[into_params(parameter_in = Path)]
#[expect(dead_code, reason = "handlers take the code itself; this type only documents it")]
struct CodePath {
    /// The code of the erasure.
    #[param(pattern = "^[0-9A-F]{20}$")]
    code: String,
}

/// Hear that somebody removed the app
///
/// The log-in at Facebook no longer opens the account. It stays where it is the last way in.
#[utoipa::path(
    post,
    path = "/v1/webhooks/facebook/deauthorize",
    tag = "webhooks",
    request_body(content = SignedForm, content_type = "application/x-www-form-urlencoded"),
    responses((status = OK, description = "It was heard.", body = serde_json::Value), WriteFailures)
)]
pub(super) async fn deauthorize_facebook(
    State(state): State<ApiState>,
    form: Result<Form<SignedForm>, FormRejection>,
) -> Result<Rendered, Problem> {
    state.shopping.identity.deauthorise(&signed(form)?).await.map_err(from_identity)?;
    Rendered::json(&serde_json::json!({}))
}

/// Hear that somebody wants to be erased
///
/// What came from Facebook is erased at once: the link, and the account when it was the only way in.
#[utoipa::path(
    post,
    path = "/v1/webhooks/facebook/data-deletion",
    tag = "webhooks",
    request_body(content = SignedForm, content_type = "application/x-www-form-urlencoded"),
    responses((status = OK, description = "It was done.", body = ErasureTaken), WriteFailures)
)]
pub(super) async fn erase_for_facebook(
    State(state): State<ApiState>,
    form: Result<Form<SignedForm>, FormRejection>,
) -> Result<Rendered, Problem> {
    let confirmation_code = state.shopping.erase_for_facebook(&signed(form)?).await.map_err(from_shopping)?;
    let shop = state.shopping.identity.public_url();
    // Facebook shows it to the person, so it is a page.
    let url = format!("{shop}/xoa-du-lieu/{confirmation_code}");
    Rendered::json(&ErasureTaken { url, confirmation_code })
}

/// Ask what became of an erasure
///
/// Open to whoever holds the code; it says nothing about whom.
#[utoipa::path(
    get,
    path = "/v1/webhooks/facebook/deletions/{code}",
    tag = "webhooks",
    params(CodePath, ReadHeaders),
    responses((status = OK, description = "What became of it.", body = ErasureState), WriteFailures)
)]
pub(super) async fn read_erasure(
    State(state): State<ApiState>,
    code: Result<Path<String>, PathRejection>,
) -> Result<Rendered, Problem> {
    let (outcome, done_at) = state.shopping.identity.erasure(&path_name(code)?).await.map_err(from_identity)?;
    Rendered::json(&ErasureState { outcome: outcome.name(), done_at })
}

/// What was signed.
fn signed(form: Result<Form<SignedForm>, FormRejection>) -> Result<String, Problem> {
    form.map(|Form(form)| form.signed_request).map_err(|rejection| match rejection {
        FormRejection::InvalidFormContentType(_) => Problem::new(Code::UnsupportedMediaType),
        _ => Problem::bad_request(vec![Detail::plain("signed_request", "detail-malformed")]),
    })
}
