//! A forgotten password: asking for a new one, and setting it by code or link.

use axum::extract::{Form, Query, State};
use axum::response::{IntoResponse as _, Response};
use cholon_identity::model::Contact;
use cholon_identity::{Field, IdentityError};
use cholon_webkit::{ClientInfo, Problem, Rendered};
use http::StatusCode;
use secrecy::SecretString;
use serde::Deserialize;

use crate::links;
use crate::pages::listing::render;
use crate::session::{caller, identity_problem, redirect_with};
use crate::view::account::access::{ForgotTemplate, ResetProof, ResetTemplate, forgot_form, reset_form};
use crate::visit::Visit;
use cholon_webkit::form::Draft;

pub(super) async fn ask(State(visit): State<Visit>) -> Result<Rendered, Problem> {
    draw_question(&visit, &Draft::default()).await
}

async fn draw_question(visit: &Visit, draft: &Draft) -> Result<Rendered, Problem> {
    let page = visit.access_page("/quen-mat-khau", "forgot-title").await?;
    let form = forgot_form(&page, draft);
    render(&ForgotTemplate { page, form })
}

/// Whose password is forgotten.
#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    destination: String,
}

/// Sends the way to a new password, if there is an account; the page is the same if there is none.
pub(super) async fn send(State(visit): State<Visit>, Form(asked): Form<Asked>) -> Result<Response, Problem> {
    let sent = match Contact::parse(&asked.destination) {
        Ok(contact) => {
            let identity = &visit.front.from.shopping.identity;
            identity.forgot_password(&contact, visit.locale).await.map(|sent| (sent, contact.masked()))
        }
        Err(malformed) => Err(malformed),
    };
    let key = match sent {
        Ok((sent, destination)) => {
            let proof = ResetProof::Code { challenge: sent.challenge.to_string(), destination };
            return Ok(draw(&visit, &Draft::default(), proof).await?.into_response());
        }
        Err(IdentityError::ContactMalformed) => "form-bad-destination",
        Err(IdentityError::CodesTooOften { .. }) => "code-error-many",
        Err(error) => return Err(identity_problem(error)),
    };
    let page = visit.access_page("/quen-mat-khau", "forgot-title").await?;
    let draft = Draft::default().with("destination", asked.destination).refused("destination", page.text(key));
    let drawn = draw_question(&visit, &draft).await?;
    Ok(drawn.with_status(StatusCode::UNPROCESSABLE_ENTITY).into_response())
}

/// The secret of a link.
#[derive(Deserialize)]
pub(super) struct Opened {
    #[serde(default)]
    ma: String,
}

pub(super) async fn page(State(visit): State<Visit>, Query(opened): Query<Opened>) -> Result<Rendered, Problem> {
    let proof = if opened.ma.is_empty() { ResetProof::Expired } else { ResetProof::Link(opened.ma) };
    draw(&visit, &Draft::default(), proof).await
}

async fn draw(visit: &Visit, draft: &Draft, proof: ResetProof) -> Result<Rendered, Problem> {
    let page = visit.access_page("/dat-lai-mat-khau", "reset-title").await?;
    let form = reset_form(&page, draft, &proof);
    render(&ResetTemplate { page, form, proof })
}

/// A new password with what allows it.
#[derive(Deserialize)]
pub(super) struct Chosen {
    #[serde(default)]
    token: String,
    #[serde(default)]
    challenge: String,
    #[serde(default)]
    destination: String,
    #[serde(default)]
    code: String,
    #[serde(default)]
    password: SecretString,
}

pub(super) async fn set(
    State(visit): State<Visit>,
    client: ClientInfo,
    Form(chosen): Form<Chosen>,
) -> Result<Response, Problem> {
    let (identity, from) = (&visit.front.from.shopping.identity, caller(&client));
    let is_link = !chosen.token.is_empty();
    let outcome = if is_link {
        identity.reset_by_link(&chosen.token, chosen.password, &from).await
    } else {
        let challenge = chosen.challenge.parse().map_err(|_text| Problem::not_found())?;
        identity.reset_by_code(challenge, &chosen.code, chosen.password, &from).await
    };
    let (field, key, is_over) = match outcome {
        Ok(()) => {
            let log_in = links::localized(visit.locale, "/dang-nhap");
            return Ok(redirect_with(&links::with_query(&log_in, &[("xong", "reset-done")]), []));
        }
        Err(IdentityError::Field(Field::PasswordCommon)) => ("password", "form-password-common", false),
        Err(IdentityError::Field(_)) => ("password", "form-password-short", false),
        Err(IdentityError::CodeRefused { tries_left }) => ("code", "code-error-wrong", is_link || tries_left == 0),
        Err(error) => return Err(identity_problem(error)),
    };
    let page = visit.access_page("/dat-lai-mat-khau", "reset-title").await?;
    let proof = match (is_over, is_link) {
        (true, _) => ResetProof::Expired,
        (false, true) => ResetProof::Link(chosen.token),
        (false, false) => ResetProof::Code { challenge: chosen.challenge, destination: chosen.destination },
    };
    let draft = if is_over { Draft::default() } else { Draft::default().refused(field, page.text(key)) };
    let drawn = draw(&visit, &draft, proof).await?;
    Ok(drawn.with_status(StatusCode::UNPROCESSABLE_ENTITY).into_response())
}
