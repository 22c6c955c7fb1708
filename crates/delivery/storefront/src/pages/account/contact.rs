//! `/tai-khoan/ho-so/lien-he`: another e-mail address or number, which counts once the code sent there was typed.
//!
//! The pages of the code carry the new contact along in `next`, so that another code can be asked for: it is what the
//! person typed themselves, and a changed one only leads to another code.

use axum::Form;
use cholon_identity::model::Contact;
use cholon_identity::{ChallengeId, IdentityError, Sent};
use cholon_webkit::redirect;
use http::StatusCode;
use serde::Deserialize;

use super::code_page::{CodePage, News, TRIES, seconds, too_often};
use super::member::{Answer, Member, Stop};
use super::profile::{RefusedContact, Sheet};
use crate::links;
use crate::view::account::Section;
use crate::view::page::Page;

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct BeginForm {
    csrf: String,
    kind: String,
    destination: String,
}

/// Sends a code to a new address or number.
pub(super) async fn begin(member: Member, Form(form): Form<BeginForm>) -> Answer {
    member.check(&form.csrf)?;
    let kind = if form.kind == "phone" { "phone" } else { "email" };
    let Some(contact) = parsed(kind, &form.destination) else {
        return refuse(&member, kind, form.destination, |page| page.text(malformed(kind))).await;
    };
    match send(&member, &contact).await {
        Ok(sent) => CodePage::new(&sent, contact).draw(&member).await,
        Err(IdentityError::CodesTooOften { retry_after }) => {
            refuse(&member, kind, form.destination, |page| too_often(page, retry_after)).await
        }
        Err(other) => Err(other.into()),
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct CodeForm {
    csrf: String,
    challenge: String,
    code: String,
    next: String,
}

/// Takes the new address or number over when the code is right.
pub(super) async fn confirm(member: Member, Form(form): Form<CodeForm>) -> Answer {
    member.check(&form.csrf)?;
    let contact = carried(&member, &form)?;
    let code: String = form.code.split_whitespace().collect();
    let confirmed = match form.challenge.parse::<ChallengeId>() {
        Ok(id) => member.identity().confirm_contact_change(member.id(), id, &code).await.map(drop),
        Err(_malformed) => Err(IdentityError::CodeRefused { tries_left: 0 }),
    };
    let tries_left = match confirmed {
        Ok(()) => return Ok(member.told(Section::Profile, "profile-saved")),
        Err(IdentityError::CodeRefused { tries_left }) => tries_left,
        // Somebody else confirmed it in the meantime: this code leads nowhere any more.
        Err(IdentityError::ContactTaken(_)) => 0,
        Err(other) => return Err(other.into()),
    };
    let page = CodePage { challenge: form.challenge, contact, wait_s: 0, tries_left, news: News::Refused };
    page.draw(&member).await
}

/// Sends another code.
pub(super) async fn resend(member: Member, Form(form): Form<CodeForm>) -> Answer {
    member.check(&form.csrf)?;
    let contact = carried(&member, &form)?;
    match send(&member, &contact).await {
        Ok(sent) => CodePage { news: News::Resent, ..CodePage::new(&sent, contact) }.draw(&member).await,
        Err(IdentityError::CodesTooOften { retry_after }) => {
            let wait_s = seconds(retry_after);
            let news = News::TooOften(retry_after);
            CodePage { challenge: form.challenge, contact, wait_s, tries_left: TRIES, news }.draw(&member).await
        }
        Err(other) => Err(other.into()),
    }
}

async fn send(member: &Member, contact: &Contact) -> Result<Sent, IdentityError> {
    member.identity().begin_contact_change(member.id(), contact, member.visit.locale).await
}

fn parsed(kind: &str, text: &str) -> Option<Contact> {
    let contact = Contact::parse(text).ok()?;
    let is_asked_for = matches!((kind, &contact), ("email", Contact::Email(_)) | ("phone", Contact::Phone(_)));
    is_asked_for.then_some(contact)
}

/// The contact that the page of a code carried along; without one there is nothing to go on with.
fn carried(member: &Member, form: &CodeForm) -> Result<Contact, Stop> {
    Contact::parse(&form.next).map_err(|_malformed| {
        let profile = links::localized(member.visit.locale, Section::Profile.path());
        redirect(StatusCode::SEE_OTHER, &profile).into()
    })
}

fn malformed(kind: &str) -> &'static str {
    if kind == "phone" { "form-bad-phone" } else { "form-bad-email" }
}

/// The profile with what was typed and why it is refused.
async fn refuse(
    member: &Member,
    kind: &'static str,
    typed: String,
    message: impl FnOnce(&Page) -> String + Send,
) -> Answer {
    let (page, _) = member.page(Section::Profile).await?;
    let contact = Some(RefusedContact { kind, typed, message: message(&page) });
    let sheet = Sheet { contact, ..Sheet::of(member.person().await?) };
    sheet.draw(member, StatusCode::UNPROCESSABLE_ENTITY).await
}
