//! Errors told to people: a page with a search box instead of a bare status.

use std::sync::Arc;

use askama::Template as _;
use cholon_webkit::Failure;

use crate::Storefront;
use crate::view::page::Page;
use crate::view::templates::ErrorTemplate;
use crate::visit::local_year;

/// Statuses that have words of their own; others borrow those of their class.
const TOLD: [u16; 6] = [400, 404, 410, 429, 500, 503];

impl Storefront {
    /// The page for a problem. It asks nobody: what failed may be what would be asked.
    #[must_use]
    pub fn error_page(&self, failure: &Failure<'_>) -> String {
        let (locale, request_id) = (failure.locale, failure.request_id);
        let status = failure.problem.code().status().as_u16();
        let mut page = Page::new(locale, Arc::clone(&self.shop), self.remembered_menu(locale), "/");
        page.year = local_year(self.from.clock.now());
        render(page, status, Some(request_id)).unwrap_or_else(|_failed| failure.problem.message(locale).to_owned())
    }
}

/// The page for a status in the frame `page`.
pub(crate) fn render(mut page: Page, status: u16, request_id: Option<&str>) -> Result<String, askama::Error> {
    let told = told_as(status);
    let heading = page.text(&format!("error-{told}-heading"));
    let text = page.text(&format!("error-{told}-text"));
    page = page.titled(&heading);
    page.is_indexed = false;
    // Staff find a failure by its request; for a missing page the number would only puzzle.
    let request_id = request_id.filter(|_| status >= 500).map(str::to_owned);
    ErrorTemplate { page, status, heading, text, request_id }.render()
}

const fn told_as(status: u16) -> u16 {
    let mut at = 0;
    while at < TOLD.len() {
        if TOLD[at] == status {
            return status;
        }
        at += 1;
    }
    if status >= 500 { 500 } else { 400 }
}

#[cfg(test)]
mod tests {
    use cholon_i18n::texts;
    use cholon_kernel::Locale;

    use super::*;

    #[test]
    fn every_status_has_words() {
        for (status, told) in [(404, 404), (405, 400), (410, 410), (502, 500), (503, 503)] {
            assert_eq!(told_as(status), told);
        }
        for locale in Locale::ALL {
            for status in TOLD {
                assert!(texts(locale).has(&format!("error-{status}-heading")));
                assert!(texts(locale).has(&format!("error-{status}-text")));
            }
        }
    }
}
