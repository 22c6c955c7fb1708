//! `/admin/dang-nhap`: getting in with a password, and out again.

use std::time::Duration;

use askama::Template as _;
use axum::response::{IntoResponse as _, Response};
use cholon_crypto::Token;
use cholon_identity::IdentityError;
use cholon_identity::model::Contact;
use cholon_webkit::flash::{Flash, FlashKind};
use cholon_webkit::form::{Draft, Field, Form};
use cholon_webkit::{Problem, Rendered, redirect, with_query};
use http::StatusCode;
use secrecy::SecretString;

use crate::cookies::with_cookies;
use crate::desk::{Answer, Desk, Sent, Unchecked};
use crate::view::page::{Page, Section};
use crate::view::paths;
use crate::view::templates::LogInTemplate;

/// Seconds in a minute: up to as many a wait is told in seconds.
const MINUTE_S: u64 = 60;

/// `/admin/dang-nhap`; who is in goes on.
pub(crate) async fn page(desk: Desk) -> Answer {
    if desk.anybody().is_some() {
        return Ok(redirect(StatusCode::SEE_OTHER, Desk::next(desk.asked("next"))));
    }
    let page = desk.page_with_news(Section::None, "admin-log-in", "");
    let next = desk.asked("next").to_owned();
    Ok(draw(&desk, page, desk.draft(), &next, StatusCode::OK)?)
}

/// The form. A browser that has no token for it yet gets one.
fn draw(desk: &Desk, mut page: Page, mut draft: Draft, next: &str, status: StatusCode) -> Result<Response, Problem> {
    let token = desk.csrf().is_none().then(Token::random);
    if let Some(token) = &token {
        token.reveal().clone_into(&mut draft.csrf);
        token.reveal().clone_into(&mut page.csrf);
    }
    // The switches of language and light lead back here, not to where a form was sent.
    page.here = if next.is_empty() { paths::LOG_IN.to_owned() } else { with_query(paths::LOG_IN, &[("next", next)]) };
    let form = form(&page, &draft);
    let drawn = LogInTemplate { page, form, next: next.to_owned() }.render().map_err(Problem::internal)?;
    let response = Rendered::html(drawn).with_status(status).into_response();
    Ok(with_cookies(response, token.map(|token| desk.office.form_cookie(token.reveal()))))
}

fn form(page: &Page, draft: &Draft) -> Form {
    let email = Field::text(page, draft, "email", "admin-email").of_kind("email", "email").filled_by("username");
    let password = Field::password(page, draft, "password", "admin-log-in-password").filled_by("current-password");
    Form::new(draft, vec![email, password])
}

/// Lets somebody of staff in: a new session with a new cookie, whatever the browser had before.
pub(crate) async fn enter(desk: Desk, Unchecked(sent): Unchecked) -> Answer {
    let (email, next) = (sent.field("email"), sent.field("next"));
    let draft = desk.draft().with("email", email);
    if !desk.is_own_form(sent.field("csrf")) {
        return Ok(refused(&desk, draft, "", "admin-log-in-expired", next)?);
    }
    let password = SecretString::from(sent.field("password").to_owned());
    let entered = match Contact::parse(email) {
        Ok(contact) => desk.identity().log_in_staff(&contact, password, &desk.caller).await,
        Err(malformed) => Err(malformed),
    };
    match entered {
        Ok(entered) => {
            let token = entered.cookie.as_ref().map(Token::reveal).unwrap_or_default();
            // The guard at the next page asks for the second factor where one is missing.
            let response = redirect(StatusCode::SEE_OTHER, Desk::next(next));
            Ok(with_cookies(response, [desk.office.session_cookie(token), desk.office.form_cookie("")]))
        }
        // One text for every reason: nobody learns whether there is an account.
        Err(IdentityError::LogInRefused) => Ok(refused(&desk, draft, "", "admin-log-in-wrong", next)?),
        Err(IdentityError::ContactMalformed) => Ok(refused(&desk, draft, "email", "form-bad-email", next)?),
        Err(IdentityError::TooManyFailures { retry_after }) => Ok(throttled(&desk, draft, retry_after, next)?),
        Err(error) => Err(error.into()),
    }
}

fn refused(desk: &Desk, draft: Draft, field: &'static str, key: &str, next: &str) -> Result<Response, Problem> {
    let page = desk.page(Section::None, "admin-log-in");
    let draft = draft.refused(field, page.text(key));
    draw(desk, page, draft, next, StatusCode::UNPROCESSABLE_ENTITY)
}

fn throttled(desk: &Desk, draft: Draft, wait: Duration, next: &str) -> Result<Response, Problem> {
    let mut page = desk.page(Section::None, "admin-log-in");
    let seconds = wait.as_secs().max(1);
    let (key, count) = match seconds {
        ..=MINUTE_S => ("admin-log-in-many-seconds", seconds),
        _ => ("admin-log-in-many-minutes", seconds.div_ceil(MINUTE_S)),
    };
    let text = page.t1(key, "count", i64::try_from(count).unwrap_or(i64::MAX));
    page.flash = Some(Flash { kind: FlashKind::Failed, text });
    draw(desk, page, draft, next, StatusCode::TOO_MANY_REQUESTS)
}

/// Ends the session.
pub(crate) async fn leave(desk: Desk, _sent: Sent) -> Answer {
    let visitor = desk.visitor()?;
    desk.identity().log_out(visitor.account, visitor.session).await?;
    Ok(with_cookies(Desk::told(paths::LOG_IN, "admin-log-in-out"), [desk.office.session_cookie("")]))
}
