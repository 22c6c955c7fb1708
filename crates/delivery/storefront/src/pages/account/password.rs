//! `/tai-khoan/ho-so/mat-khau`: another password, or the first one of an account that others open.

use axum::Form;
use cholon_identity::{Field, IdentityError, PasswordChange};
use http::StatusCode;
use secrecy::SecretString;
use serde::Deserialize;

use super::member::{Answer, Member};
use super::profile::Sheet;
use crate::view::account::Section;

#[derive(Deserialize)]
pub(super) struct PasswordForm {
    #[serde(default)]
    csrf: String,
    #[serde(default)]
    current: SecretString,
    #[serde(default)]
    password: SecretString,
}

/// Changes the password; the other devices are logged out.
pub(super) async fn change(member: Member, Form(form): Form<PasswordForm>) -> Answer {
    member.check(&form.csrf)?;
    let change = PasswordChange { current: form.current, new: form.password };
    let (account, session) = (member.id(), member.visitor.session);
    match member.identity().change_password(account, session, change, &member.caller).await {
        Ok(()) => Ok(member.told(Section::Profile, "profile-password-saved")),
        Err(IdentityError::Field(field)) => {
            let sheet = Sheet { password_error: Some(fault(field)), ..Sheet::of(member.person().await?) };
            sheet.draw(&member, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(other) => Err(other.into()),
    }
}

/// The field of the form that breaks its rule, and the key of what to say.
const fn fault(field: Field) -> (&'static str, &'static str) {
    match field {
        Field::CurrentPassword => ("current", "form-bad-current"),
        Field::PasswordLong => ("password", "form-too-long"),
        Field::PasswordCommon => ("password", "form-password-common"),
        _ => ("password", "form-password-short"),
    }
}
