//! `/admin/xac-thuc`: giving the second factor, or setting it up.

use cholon_identity::{IdentityError, SecondFactor};
use cholon_webkit::form::{Draft, Field, Form};
use cholon_webkit::redirect;
use http::StatusCode;
use secrecy::ExposeSecret as _;

use crate::desk::{Answer, Desk, Sent, drawn};
use crate::view::page::{Page, Section};
use crate::view::templates::{CodeTemplate, EnrolTemplate};
use crate::view::{paths, qr};

/// Letters of the code that are taken; people type a space in its middle.
const CODE_LENGTH_MAX: u16 = 8;
/// Letters of the secret that stand together, so that people find their place while typing.
const SECRET_GROUP: usize = 4;

/// `/admin/xac-thuc`; who has given it goes on.
pub(crate) async fn page(desk: Desk) -> Answer {
    draw(&desk, desk.draft(), desk.asked("next"), StatusCode::OK).await
}

async fn draw(desk: &Desk, draft: Draft, next: &str, status: StatusCode) -> Answer {
    match desk.visitor()?.second_factor {
        SecondFactor::Given => Ok(redirect(StatusCode::SEE_OTHER, Desk::next(next))),
        SecondFactor::ToGive => ask(desk, &draft, next, status),
        SecondFactor::ToSetUp | SecondFactor::NotNeeded => enrol(desk, &draft, next, status).await,
    }
}

fn ask(desk: &Desk, draft: &Draft, next: &str, status: StatusCode) -> Answer {
    let page = plain(desk, "admin-code-title");
    let visitor = desk.visitor()?;
    let email = visitor.email.clone().unwrap_or_else(|| visitor.name.clone());
    let form = code_form(&page, draft);
    drawn(&CodeTemplate { page, form, next: next.to_owned(), email }, status)
}

async fn enrol(desk: &Desk, draft: &Draft, next: &str, status: StatusCode) -> Answer {
    let visitor = desk.visitor()?;
    let enrolment = desk.identity().enrol_second_factor(visitor).await?;
    let page = plain(desk, "admin-enrol-title");
    let link = enrolment.link.expose_secret();
    let template = EnrolTemplate {
        form: code_form(&page, draft),
        next: next.to_owned(),
        code: qr::svg(link, page.t("admin-enrol-code")),
        secret: grouped(enrolment.secret.expose_secret()),
        link: link.to_owned(),
        is_needed: visitor.second_factor == SecondFactor::ToSetUp,
        page,
    };
    drawn(&template, status)
}

/// A page between the password and the back office; the switches of language and light lead back to it.
fn plain(desk: &Desk, title: &str) -> Page {
    let mut page = desk.page(Section::None, title);
    paths::SECOND_FACTOR.clone_into(&mut page.here);
    page
}

fn code_form(page: &Page, draft: &Draft) -> Form {
    let code = Field::text(page, draft, "code", "admin-code").of_kind("text", "numeric");
    Form::new(draft, vec![code.filled_by("one-time-code").at_most(CODE_LENGTH_MAX)])
}

/// The secret in groups.
fn grouped(secret: &str) -> String {
    let letters: Vec<char> = secret.chars().collect();
    letters.chunks(SECRET_GROUP).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

/// Takes the second factor.
pub(crate) async fn give(desk: Desk, sent: Sent) -> Answer {
    let visitor = desk.visitor()?;
    let given = desk.identity().give_second_factor(visitor, sent.field("code"), &desk.caller).await;
    let key = match given {
        Ok(()) if visitor.second_factor == SecondFactor::NotNeeded => {
            return Ok(Desk::told(paths::ME, "admin-second-factor-saved"));
        }
        Ok(()) => return Ok(redirect(StatusCode::SEE_OTHER, Desk::next(sent.field("next")))),
        Err(IdentityError::SecondFactorWrong) => "admin-code-wrong",
        Err(IdentityError::Locked) => "admin-log-in-locked",
        Err(error) => return Err(error.into()),
    };
    let draft = desk.draft().refused("code", desk.page(Section::None, "admin-code").text(key));
    draw(&desk, draft, sent.field("next"), StatusCode::UNPROCESSABLE_ENTITY).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_typed_in_groups() {
        assert_eq!(grouped("GEZDGNBVGY"), "GEZD GNBV GY");
    }
}
