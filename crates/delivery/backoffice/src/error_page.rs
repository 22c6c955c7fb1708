//! Errors told to staff: in the frame that they know, or in a plain one where nobody knows who asked.

use askama::Template as _;
use axum::response::{IntoResponse as _, Response};
use cholon_identity::model::Permission;
use cholon_webkit::{Failure, Problem, Rendered};
use http::StatusCode;

use crate::BackOffice;
use crate::cookies::Theme;
use crate::desk::Desk;
use crate::view::page::{Page, Section};
use crate::view::permission_key;
use crate::view::templates::ErrorTemplate;

/// Statuses that have words of their own; others borrow those of their class.
const TOLD: [(u16, &str, &str); 6] = [
    (400, "admin-error-400", "admin-error-400-text"),
    (403, "admin-error-403", "admin-error-403-text"),
    (404, "admin-error-404", "admin-error-404-text"),
    (429, "admin-error-429", "admin-error-429-text"),
    (500, "admin-error-500", "admin-error-500-text"),
    (503, "admin-error-503", "admin-error-503-text"),
];

impl BackOffice {
    /// The page for a problem of a request that no handler saw. It asks nobody: what failed may be what would be asked.
    #[must_use]
    pub fn error_page(&self, failure: &Failure<'_>) -> String {
        let mut page = Page::new(failure.locale, self.info.clone(), Section::None);
        page.theme = Theme::of(failure.cookies);
        let drawn = template(page, failure.problem.code().status(), Some(failure.request_id), None).render();
        drawn.unwrap_or_else(|_failed| failure.problem.message(failure.locale).to_owned())
    }
}

impl Desk {
    /// The page for a problem of a handler.
    pub(crate) fn error_page(&self, problem: &Problem, request: &str) -> Option<String> {
        let status = problem.code().status();
        // Of a form that somebody else made the frame must not look like a lack of rights.
        let status = if status == StatusCode::FORBIDDEN { StatusCode::BAD_REQUEST } else { status };
        template(self.page(Section::None, "admin-word"), status, Some(request), None).render().ok()
    }

    /// The page for who lacks a permission.
    pub(crate) fn forbidden(&self, permission: Permission) -> Response {
        let page = self.page(Section::None, "admin-word");
        match template(page, StatusCode::FORBIDDEN, None, Some(permission)).render() {
            Ok(page) => Rendered::html(page).with_status(StatusCode::FORBIDDEN).into_response(),
            Err(error) => Problem::internal(error).into_response(),
        }
    }
}

fn template(page: Page, status: StatusCode, request: Option<&str>, missing: Option<Permission>) -> ErrorTemplate {
    let (heading, text) = told_as(status.as_u16());
    let (heading, text) = (page.text(heading), page.text(text));
    let missing = missing.map(|permission| page.text(permission_key(permission)));
    let request = request.filter(|_| missing.is_none()).map(str::to_owned);
    ErrorTemplate { page: page.titled(&heading), status: status.as_u16(), heading, text, missing, request }
}

/// The words of a status.
fn told_as(status: u16) -> (&'static str, &'static str) {
    let class = if status >= 500 { 500 } else { 400 };
    let of = |wanted: u16| TOLD.iter().find(|(known, ..)| *known == wanted);
    of(status).or_else(|| of(class)).map_or(("", ""), |(_, heading, text)| (heading, text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_status_has_words() {
        for (status, told) in [(400, 400), (405, 400), (409, 400), (404, 404), (502, 500), (503, 503)] {
            assert_eq!(told_as(status).0, format!("admin-error-{told}"));
        }
    }
}
