//! Logging in with a password, and out.

use axum::extract::{Form, Query, State};
use axum::response::{IntoResponse as _, Response};
use cholon_identity::IdentityError;
use cholon_identity::model::{Channel, Contact};
use cholon_webkit::{ClientInfo, Cookies, Problem, Rendered, local_path};
use http::StatusCode;
use secrecy::SecretString;
use serde::Deserialize;

use crate::links;
use crate::pages::listing::render;
use crate::session::{
    COOKIE_LIFETIME, COUNT_COOKIE, SESSION_COOKIE, caller, check_form, identity_problem, redirect_with,
};
use crate::view::account::access::{LoginTemplate, login_form};
use crate::view::account::provider;
use crate::visit::Visit;
use cholon_webkit::flash::{Flash, FlashKind};
use cholon_webkit::form::Draft;

/// Where somebody wants to go, and what just happened.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Wish {
    #[serde(default)]
    pub(super) next: String,
    /// The key of news, one of those known here.
    #[serde(default)]
    pub(super) xong: String,
}

/// News that the page tells.
const NEWS: [&str; 3] = ["login-done-out", "reset-done", "privacy-deleted"];

pub(super) async fn page(
    State(visit): State<Visit>,
    cookies: Cookies,
    Query(wish): Query<Wish>,
) -> Result<Response, Problem> {
    if visit.visitor(&cookies).await?.is_some() {
        return Ok(redirect_with(local_path(&links::localized(visit.locale, "/tai-khoan")), []));
    }
    let news = NEWS.into_iter().find(|key| *key == wish.xong).map(|key| (FlashKind::Done, key));
    let news = news.or((!wish.next.is_empty()).then_some((FlashKind::Warning, "login-required")));
    Ok(draw(&visit, &Draft::default(), &wish.next, news).await?.into_response())
}

/// The page with what was typed before and news.
pub(super) async fn draw(
    visit: &Visit,
    draft: &Draft,
    next: &str,
    news: Option<(FlashKind, &'static str)>,
) -> Result<Rendered, Problem> {
    let page = visit.access_page("/dang-nhap", "login-title").await?;
    let (ready, down) = visit.offered();
    let flash = news.map(|(kind, key)| Flash { kind, text: page.text(key) });
    let providers = provider::buttons(&page, &ready, &down, next);
    let outage = provider::outage(&page, &ready, &down);
    let form = login_form(&page, draft);
    render(&LoginTemplate { page, flash, form, next: next.to_owned(), providers, outage })
}

/// What somebody types to log in.
#[derive(Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    destination: String,
    #[serde(default)]
    password: SecretString,
    #[serde(default)]
    next: String,
}

pub(super) async fn enter(
    State(visit): State<Visit>,
    cookies: Cookies,
    client: ClientInfo,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let identity = &visit.front.from.shopping.identity;
    let entered = match Contact::parse(&typed.destination) {
        Ok(contact) => identity.log_in(&contact, typed.password, Channel::Web, &caller(&client)).await,
        Err(malformed) => Err(malformed),
    };
    match entered {
        Ok(entered) => {
            let home = links::localized(visit.locale, "/tai-khoan");
            let next = if typed.next.is_empty() { home } else { typed.next };
            visit.let_in(&entered, &cookies, &next).await
        }
        Err(error) => refused(&visit, &typed.destination, &typed.next, error).await,
    }
}

async fn refused(visit: &Visit, destination: &str, next: &str, error: IdentityError) -> Result<Response, Problem> {
    let page = visit.access_page("/dang-nhap", "login-title").await?;
    let (field, key) = match &error {
        IdentityError::ContactMalformed => ("destination", "form-bad-destination"),
        // One text for every reason: nobody learns whether there is an account.
        IdentityError::LogInRefused => ("", "login-error-wrong"),
        _ => return Err(identity_problem(error)),
    };
    let draft = Draft::default().with("destination", destination).refused(field, page.text(key));
    let drawn = draw(visit, &draft, next, None).await?;
    Ok(drawn.with_status(StatusCode::UNPROCESSABLE_ENTITY).into_response())
}

/// The button that logs out.
#[derive(Deserialize)]
pub(super) struct Leaving {
    #[serde(default)]
    csrf: String,
}

/// Ends the session. The cart stays with the account; this device begins a new one.
pub(super) async fn leave(
    State(visit): State<Visit>,
    cookies: Cookies,
    Form(leaving): Form<Leaving>,
) -> Result<Response, Problem> {
    if let Some(visitor) = visit.visitor(&cookies).await? {
        check_form(&visitor, &leaving.csrf)?;
        let identity = &visit.front.from.shopping.identity;
        identity.log_out(visitor.account, visitor.session).await.map_err(identity_problem)?;
    }
    let gone = [SESSION_COOKIE, COUNT_COOKIE].map(|name| visit.cookie(name, "", COOKIE_LIFETIME));
    let log_in = links::with_query(&links::localized(visit.locale, "/dang-nhap"), &[("xong", "login-done-out")]);
    Ok(redirect_with(&log_in, gone))
}
