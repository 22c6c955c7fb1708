//! `/admin/toi`: one's own account.

use axum::extract::Path;
use cholon_identity::model::Account;
use cholon_identity::{PasswordChange, Profile};
use cholon_kernel::Locale;
use cholon_webkit::form::{Choice, Draft, Field, Form};
use http::StatusCode;
use secrecy::SecretString;

use super::{id, refusal};
use crate::desk::{Answer, Desk, Sent, drawn};
use crate::view::page::{Page, Section};
use crate::view::paths;
use crate::view::person::SessionView;
use crate::view::templates::{MeTemplate, Select};

/// `/admin/toi`
pub(crate) async fn page(desk: Desk) -> Answer {
    let account = desk.identity().account(desk.visitor()?.account).await?;
    let draft = desk.draft().with("name", account.name.clone());
    draw(&desk, &account, &draft, &desk.draft(), StatusCode::OK).await
}

async fn draw(desk: &Desk, account: &Account, own: &Draft, password: &Draft, status: StatusCode) -> Answer {
    let me = desk.visitor()?;
    let sessions = desk.identity().sessions(me.account).await?;
    let mut page = desk.page_with_news(Section::Me, "admin-me", "");
    paths::ME.clone_into(&mut page.here);
    let sessions = SessionView::all(&page, &sessions, me.session, desk.now(), paths::ME);
    let template = MeTemplate {
        form: own_form(&page, own),
        language: language(&page, account.locale),
        password: password_form(&page, password),
        has_second_factor: account.has_second_factor,
        has_others: sessions.iter().any(|session| !session.is_this),
        sessions,
        page,
    };
    drawn(&template, status)
}

fn own_form(page: &Page, draft: &Draft) -> Form {
    Form::new(draft, vec![Field::text(page, draft, "name", "admin-name").filled_by("name").at_most(120)])
}

fn language(page: &Page, chosen: Locale) -> Select {
    let choices = Choice::all([("vi", "Tiếng Việt"), ("en", "English")], chosen.tag());
    Select { name: "language", label: page.text("profile-language"), hint: None, choices }
}

fn password_form(page: &Page, draft: &Draft) -> Form {
    let current = Field::password(page, draft, "current", "admin-password-current").filled_by("current-password");
    let new = Field::password(page, draft, "password", "admin-password-new").filled_by("new-password");
    Form::new(draft, vec![current, new.hinted(page, "admin-password-hint")])
}

/// Changes name and language.
pub(crate) async fn save(desk: Desk, sent: Sent) -> Answer {
    let account = desk.identity().account(desk.visitor()?.account).await?;
    let profile = Profile {
        name: sent.field("name").to_owned(),
        birthday: account.birthday,
        locale: sent.field("language").parse().unwrap_or(account.locale),
        topics: account.topics.clone(),
    };
    match desk.identity().change_profile(account.id, &profile, &desk.caller).await {
        Ok(()) => Ok(Desk::told(paths::ME, "admin-me-saved")),
        Err(error) => {
            let (field, key) = refusal(error)?;
            let text = desk.page(Section::Me, "admin-me").text(key);
            let own = desk.draft().with("name", profile.name).refused(field, text);
            draw(&desk, &account, &own, &desk.draft(), StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

/// Changes the password of who knows the present one.
pub(crate) async fn change_password(desk: Desk, sent: Sent) -> Answer {
    let me = desk.visitor()?;
    let secret = |name| SecretString::from(sent.field(name).to_owned());
    let change = PasswordChange { current: secret("current"), new: secret("password") };
    match desk.identity().change_password(me.account, me.session, change, &desk.caller).await {
        Ok(()) => Ok(Desk::told(paths::ME, "admin-password-saved")),
        Err(error) => {
            let (field, key) = refusal(error)?;
            let account = desk.identity().account(me.account).await?;
            let text = desk.page(Section::Me, "admin-me").text(key);
            let (own, password) = (desk.draft().with("name", account.name.clone()), desk.draft().refused(field, text));
            draw(&desk, &account, &own, &password, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

/// Ends one of one's own sessions.
pub(crate) async fn end_session(desk: Desk, Path(session): Path<String>, _sent: Sent) -> Answer {
    desk.identity().end_session_of(desk.visitor()?.account, id(&session)?, &desk.change()?).await?;
    Ok(Desk::told(paths::ME, "admin-session-ended"))
}

/// Ends all of one's own sessions but this one.
pub(crate) async fn end_others(desk: Desk, _sent: Sent) -> Answer {
    let me = desk.visitor()?;
    desk.identity().end_other_staff_sessions(me.account, me.session, &desk.caller).await?;
    Ok(Desk::told(paths::ME, "admin-sessions-others-ended"))
}
