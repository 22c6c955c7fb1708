//! `/tai-khoan/rieng-tu`: consents with their dates, and the end of an account.

use std::time::Duration;

use axum::Form;
use cholon_identity::model::ConsentPurpose;
use cholon_identity::{Consent, Field, IdentityError};
use cholon_kernel::{Locale, text};
use cholon_shopping::ShoppingError;
use cholon_webkit::{Problem, When};
use http::StatusCode;
use secrecy::SecretString;
use serde::Deserialize;

use super::member::{Answer, Member, drawn};
use crate::links;
use crate::session::{COUNT_COOKIE, SESSION_COOKIE, redirect_with};
use crate::view::account::Section;
use crate::view::account::consent::Purpose;
use crate::view::account::privacy::{ConsentView, PrivacyTemplate, deletion_form};

/// The purposes with identity's names for them. The terms are no use of data: the account itself stands for them.
const PURPOSES: [(Purpose, ConsentPurpose); 3] = [
    (Purpose::Service, ConsentPurpose::Service),
    (Purpose::Marketing, ConsentPurpose::Marketing),
    (Purpose::Personalisation, ConsentPurpose::Personalisation),
];

/// `/tai-khoan/rieng-tu`
pub(super) async fn page(member: Member) -> Answer {
    let has_password = member.person().await?.has_password;
    draw(&member, has_password, None).await
}

/// The page; `refused` is a field of the deletion with the key of what to say.
async fn draw(member: &Member, has_password: bool, refused: Option<(&'static str, &'static str)>) -> Answer {
    let decided = member.identity().consents(member.id()).await?;
    let (page, account) = member.page(Section::Privacy).await?;
    let draft = match refused {
        Some((field, key)) => member.draft().refused(field, page.text(key)),
        None => member.draft(),
    };
    let consents = PURPOSES
        .map(|(shown, purpose)| view(shown, decided.iter().find(|consent| consent.purpose == purpose), page.locale));
    let form = deletion_form(&page, &draft, has_password);
    let status = if refused.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    drawn(&PrivacyTemplate { account, consents: consents.to_vec(), form, page }, status)
}

fn view(purpose: Purpose, consent: Option<&Consent>, locale: Locale) -> ConsentView {
    let decided = |consent: &Consent| (When::exact(consent.decided_at, locale), consent.text_version.clone());
    ConsentView { purpose, is_given: consent.is_some_and(|consent| consent.is_given), decided: consent.map(decided) }
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct DecisionForm {
    csrf: String,
    purpose: String,
    given: String,
}

/// Writes a decision down.
pub(super) async fn decide(member: Member, Form(form): Form<DecisionForm>) -> Answer {
    member.check(&form.csrf)?;
    let purpose = ConsentPurpose::named(&form.purpose).ok_or_else(Problem::not_found)?;
    member.identity().decide(member.id(), purpose, form.given == "1").await?;
    Ok(member.told(Section::Privacy, "privacy-consent-saved"))
}

#[derive(Deserialize)]
pub(super) struct DeletionForm {
    #[serde(default)]
    csrf: String,
    #[serde(default)]
    password: SecretString,
    #[serde(default)]
    confirm: String,
}

/// Deletes the account of somebody who gives its password, or types the word that is asked for where there is none.
pub(super) async fn delete(member: Member, Form(form): Form<DeletionForm>) -> Answer {
    member.check(&form.csrf)?;
    let has_password = member.person().await?.has_password;
    if !has_password && !is_confirmed(&form.confirm) {
        return draw(&member, has_password, Some(("confirm", "form-bad-confirm"))).await;
    }
    let shopping = &member.visit.front.from.shopping;
    match shopping.delete_account(member.id(), form.password, &member.caller).await {
        Ok(()) => {
            let home = links::localized(member.visit.locale, "/");
            let gone = |name| member.visit.cookie(name, "", Duration::ZERO);
            Ok(redirect_with(&home, [SESSION_COOKIE, COUNT_COOKIE].map(gone)))
        }
        Err(ShoppingError::Identity(IdentityError::Field(Field::CurrentPassword))) => {
            draw(&member, has_password, Some(("password", "form-bad-current"))).await
        }
        Err(other) => Err(other.into()),
    }
}

/// Whether the word of either language was typed; the tone of `xóa` is written over either vowel, or left out.
fn is_confirmed(typed: &str) -> bool {
    matches!(text::fold(typed.trim()).as_str(), "xoa" | "delete")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_may_be_written_in_many_ways() {
        for word in ["xóa", "xoá", "XÓA ", "xoa", "Delete"] {
            assert!(is_confirmed(word), "{word}");
        }
        for word in ["", "xó", "không xóa"] {
            assert!(!is_confirmed(word), "{word}");
        }
    }
}
