//! Consents with their dates, the shopper's own data, the end of an account.

use askama::Template;

use cholon_webkit::When;

use crate::view::account::AccountFrame;
use crate::view::account::consent::Purpose;
use crate::view::page::Page;
use cholon_webkit::form::{Draft, Field, Form};

/// The page of consents and data.
#[derive(Template)]
#[template(path = "pages/account/privacy.html")]
pub(crate) struct PrivacyTemplate {
    pub(crate) page: Page,
    pub(crate) account: AccountFrame,
    pub(crate) consents: Vec<ConsentView>,
    pub(crate) form: Form,
}

/// What was decided about a purpose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ConsentView {
    pub(crate) purpose: Purpose,
    /// Whether it is given.
    pub(crate) is_given: bool,
    /// When it was decided, with the version of the text; `None` when it never was.
    pub(crate) decided: Option<(When, String)>,
}

impl ConsentView {
    /// The sentence about the decision.
    pub(crate) fn history(&self, page: &Page) -> String {
        let Some((when, version)) = &self.decided else { return page.text("consent-never") };
        let key = if self.is_given { "consent-given" } else { "consent-withdrawn" };
        format!("{} {}", page.ts(key, "when", &when.text), page.ts("consent-version", "version", version))
    }
}

/// The fields of the deletion: `password` where there is one, otherwise `confirm`, the word asked for.
pub(crate) fn deletion_form(page: &Page, draft: &Draft, has_password: bool) -> Form {
    let field = if has_password {
        Field::password(page, draft, "password", "login-password").filled_by("current-password")
    } else {
        Field::text(page, draft, "confirm", "delete-confirm-word")
    };
    Form::new(draft, vec![field])
}
