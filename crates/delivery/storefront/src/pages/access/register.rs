//! Registering: a form, a code, an account.

use axum::extract::{Form, Query, State};
use axum::response::{IntoResponse as _, Response};
use cholon_identity::model::{Channel, ConsentPurpose, Contact};
use cholon_identity::{Field, IdentityError, Registration, Sent};
use cholon_webkit::{ClientInfo, Cookies, Problem, Rendered};
use http::StatusCode;
use secrecy::SecretString;
use serde::Deserialize;

use super::log_in::Wish;
use crate::links;
use crate::pages::listing::render;
use crate::session::{caller, identity_problem};
use crate::view::account::access::{CodeTemplate, RegisterTemplate, code_form, register_form};
use crate::view::account::provider;
use crate::visit::Visit;
use cholon_webkit::flash::{Flash, FlashKind};
use cholon_webkit::form::Draft;

/// Tries that a fresh code has.
const TRIES: u8 = 5;

pub(super) async fn page(State(visit): State<Visit>, Query(wish): Query<Wish>) -> Result<Rendered, Problem> {
    draw(&visit, &Draft::default(), &wish.next).await
}

async fn draw(visit: &Visit, draft: &Draft, next: &str) -> Result<Rendered, Problem> {
    let page = visit.access_page("/dang-ky", "register-title").await?;
    let (ready, down) = visit.offered();
    let providers = provider::buttons(&page, &ready, &down, next);
    let form = register_form(&page, draft);
    render(&RegisterTemplate { page, form, next: next.to_owned(), providers })
}

/// What somebody types to register.
#[derive(Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    name: String,
    #[serde(default)]
    destination: String,
    #[serde(default)]
    password: SecretString,
    #[serde(default)]
    terms: String,
    #[serde(default)]
    service: String,
    #[serde(default)]
    marketing: String,
    #[serde(default)]
    next: String,
}

impl Typed {
    fn draft(&self) -> Draft {
        let draft = Draft::default().with("name", &*self.name).with("destination", &*self.destination);
        draft.with("terms", &*self.terms).with("service", &*self.service).with("marketing", &*self.marketing)
    }
}

pub(super) async fn begin(State(visit): State<Visit>, Form(typed): Form<Typed>) -> Result<Response, Problem> {
    let draft = typed.draft();
    for (name, value) in [("terms", &typed.terms), ("service", &typed.service)] {
        if value != "1" {
            return again(&visit, draft, &typed.next, name, "consent-required").await;
        }
    }
    let contact = match Contact::parse(&typed.destination) {
        Ok(contact) => contact,
        Err(_malformed) => return again(&visit, draft, &typed.next, "destination", "form-bad-destination").await,
    };
    let consents = (typed.marketing == "1").then_some(ConsentPurpose::Marketing).into_iter().collect();
    let registration = Registration {
        contact: contact.clone(),
        name: typed.name,
        password: typed.password,
        consents,
        locale: visit.locale,
    };
    match visit.front.from.shopping.identity.begin_registration(registration).await {
        Ok(sent) => Ok(code(&visit, &Asked::fresh(&sent, contact.masked(), typed.next)).await?.into_response()),
        Err(error) => match told(&error) {
            Some((field, key)) => again(&visit, draft, &typed.next, field, key).await,
            None => Err(identity_problem(error)),
        },
    }
}

/// The field that an error speaks of, and its words.
fn told(error: &IdentityError) -> Option<(&'static str, &'static str)> {
    match error {
        IdentityError::Field(Field::Name) => Some(("name", "form-missing")),
        IdentityError::Field(Field::PasswordShort) => Some(("password", "form-password-short")),
        IdentityError::Field(Field::PasswordLong) => Some(("password", "form-too-long")),
        IdentityError::Field(Field::PasswordCommon) => Some(("password", "form-password-common")),
        IdentityError::CodesTooOften { .. } => Some(("destination", "code-error-many")),
        _ => None,
    }
}

async fn again(
    visit: &Visit,
    draft: Draft,
    next: &str,
    field: &'static str,
    key: &'static str,
) -> Result<Response, Problem> {
    let page = visit.access_page("/dang-ky", "register-title").await?;
    let drawn = draw(visit, &draft.refused(field, page.text(key)), next).await?;
    Ok(drawn.with_status(StatusCode::UNPROCESSABLE_ENTITY).into_response())
}

/// What the page of the code shows.
struct Asked {
    challenge: String,
    destination: String,
    resend_in_s: u32,
    tries_left: u8,
    next: String,
    error: Option<&'static str>,
    news: Option<&'static str>,
}

impl Asked {
    fn fresh(sent: &Sent, destination: String, next: String) -> Self {
        let challenge = sent.challenge.to_string();
        Self {
            challenge,
            destination,
            resend_in_s: sent.resend_seconds,
            tries_left: TRIES,
            next,
            error: None,
            news: None,
        }
    }
}

async fn code(visit: &Visit, asked: &Asked) -> Result<Rendered, Problem> {
    let page = visit.access_page("/dang-ky", "code-title").await?;
    let draft = asked.error.map_or_else(Draft::default, |key| Draft::default().refused("code", page.text(key)));
    let flash = asked.news.map(|key| Flash { kind: FlashKind::Done, text: page.text(key) });
    let form = code_form(&draft, &page);
    render(&CodeTemplate {
        page,
        form,
        action: "/dang-ky/ma",
        resend_action: "/dang-ky/gui-lai",
        back: "/dang-ky",
        challenge: asked.challenge.clone(),
        destination: asked.destination.clone(),
        resend_in_s: asked.resend_in_s,
        tries_left: asked.tries_left,
        next: asked.next.clone(),
        flash,
    })
}

/// A code that somebody typed, or another that is asked for.
#[derive(Deserialize)]
pub(super) struct TypedCode {
    #[serde(default)]
    challenge: String,
    #[serde(default)]
    code: String,
    #[serde(default)]
    destination: String,
    #[serde(default)]
    next: String,
}

pub(super) async fn confirm(
    State(visit): State<Visit>,
    cookies: Cookies,
    client: ClientInfo,
    Form(typed): Form<TypedCode>,
) -> Result<Response, Problem> {
    let challenge = typed.challenge.parse().map_err(|_text| Problem::not_found())?;
    let identity = &visit.front.from.shopping.identity;
    match identity.confirm_registration(challenge, &typed.code, Channel::Web, &caller(&client)).await {
        Ok(entered) => {
            let home = links::localized(visit.locale, "/tai-khoan");
            visit.let_in(&entered, &cookies, if typed.next.is_empty() { &home } else { &typed.next }).await
        }
        Err(IdentityError::CodeRefused { tries_left }) => {
            let error = if tries_left == 0 { "code-error-expired" } else { "code-error-wrong" };
            let asked = Asked {
                challenge: typed.challenge,
                destination: typed.destination,
                resend_in_s: 0,
                tries_left,
                next: typed.next,
                error: Some(error),
                news: None,
            };
            Ok(code(&visit, &asked).await?.with_status(StatusCode::UNPROCESSABLE_ENTITY).into_response())
        }
        Err(error) => Err(identity_problem(error)),
    }
}

pub(super) async fn resend(State(visit): State<Visit>, Form(typed): Form<TypedCode>) -> Result<Response, Problem> {
    let challenge = typed.challenge.parse().map_err(|_text| Problem::not_found())?;
    let (asked, status) = match visit.front.from.shopping.identity.resend_registration(challenge).await {
        Ok(sent) => {
            let fresh = Asked::fresh(&sent, typed.destination, typed.next);
            (Asked { news: Some("code-resent"), ..fresh }, StatusCode::OK)
        }
        Err(error) => {
            let (key, wait) = match error {
                IdentityError::CodesTooOften { retry_after } => ("code-error-many", retry_after.as_secs()),
                IdentityError::CodeRefused { .. } => ("code-error-expired", 0),
                other => return Err(identity_problem(other)),
            };
            let resend_in_s = u32::try_from(wait).unwrap_or(u32::MAX);
            let asked = Asked {
                challenge: typed.challenge,
                destination: typed.destination,
                resend_in_s,
                tries_left: TRIES,
                next: typed.next,
                error: Some(key),
                news: None,
            };
            (asked, StatusCode::UNPROCESSABLE_ENTITY)
        }
    };
    Ok(code(&visit, &asked).await?.with_status(status).into_response())
}
