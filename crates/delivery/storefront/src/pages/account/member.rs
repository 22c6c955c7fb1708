//! What every handler of an account starts from: who is logged in, the frame of their pages, and how it ends.

use askama::Template;
use axum::extract::FromRequestParts;
use axum::response::{IntoResponse, Response};
use cholon_identity::model::{Account, Caller};
use cholon_identity::{Identity, IdentityError, Visitor};
use cholon_kernel::AccountId;
use cholon_shopping::ShoppingError;
use cholon_webkit::{ClientInfo, Cookies, Problem, pairs, redirect};
use http::StatusCode;
use http::request::Parts;

use crate::links;
use crate::pages::cart::shopping_problem;
use crate::pages::listing::render;
use crate::session::{caller, check_form, identity_problem};
use crate::view::account::{AccountFrame, Section, private};
use crate::view::page::Page;
use crate::visit::Visit;
use cholon_webkit::flash::{Flash, FlashKind};
use cholon_webkit::form::Draft;

/// The key of a query under which a redirect says what was done.
const NEWS_KEY: &str = "xong";
/// What a redirect may say: keys of texts. Nothing else in a query is ever shown.
const NEWS: [(&str, FlashKind); 8] = [
    ("profile-saved", FlashKind::Done),
    ("profile-password-saved", FlashKind::Done),
    ("profile-unlink-last", FlashKind::Failed),
    ("address-saved", FlashKind::Done),
    ("address-deleted", FlashKind::Done),
    ("devices-revoked", FlashKind::Done),
    ("devices-others-revoked", FlashKind::Done),
    ("privacy-consent-saved", FlashKind::Done),
];

/// What a handler of an account answers.
pub(super) type Answer = Result<Response, Stop>;

/// An answer that ends a handler early.
pub(super) struct Stop(Box<Response>);

impl IntoResponse for Stop {
    fn into_response(self) -> Response {
        *self.0
    }
}

impl From<Response> for Stop {
    fn from(response: Response) -> Self {
        Self(Box::new(response))
    }
}

impl From<Problem> for Stop {
    fn from(problem: Problem) -> Self {
        problem.into_response().into()
    }
}

impl From<IdentityError> for Stop {
    fn from(error: IdentityError) -> Self {
        identity_problem(error).into()
    }
}

impl From<ShoppingError> for Stop {
    fn from(error: ShoppingError) -> Self {
        shopping_problem(error).into()
    }
}

/// Somebody who is logged in and asks for a page of their account; everybody else is sent to the log-in.
pub(super) struct Member {
    pub(super) visit: Visit,
    pub(super) visitor: Visitor,
    pub(super) caller: Caller,
    news: Option<(&'static str, FlashKind)>,
}

impl FromRequestParts<Visit> for Member {
    type Rejection = Stop;

    async fn from_request_parts(parts: &mut Parts, visit: &Visit) -> Result<Self, Stop> {
        let Ok(cookies) = Cookies::from_request_parts(parts, visit).await;
        let Ok(client) = ClientInfo::from_request_parts(parts, visit).await;
        // What was sent is lost at the log-in: behind it the account starts anew.
        let path = if parts.method.is_safe() { parts.uri.path() } else { Section::Overview.path() };
        let visitor = visit.account(&cookies, path).await?;
        let news = news(parts.uri.query().unwrap_or_default());
        Ok(Self { visit: visit.clone(), visitor, caller: caller(&client), news })
    }
}

impl Member {
    /// The account that the page is about.
    pub(super) const fn id(&self) -> AccountId {
        self.visitor.account
    }

    /// The accounts.
    pub(super) const fn identity(&self) -> &Identity {
        &self.visit.front.from.shopping.identity
    }

    /// What the account holds now.
    pub(super) async fn person(&self) -> Result<Account, Stop> {
        Ok(self.identity().account(self.id()).await?)
    }

    /// Refuses a form that was not drawn for this session.
    pub(super) fn check(&self, csrf: &str) -> Result<(), Stop> {
        Ok(check_form(&self.visitor, csrf)?)
    }

    /// A form nobody has filled in yet.
    pub(super) fn draft(&self) -> Draft {
        Draft::new(self.visitor.csrf.clone())
    }

    /// The frame of a section's page, with the news that a redirect brought.
    pub(super) async fn page(&self, section: Section) -> Result<(Page, AccountFrame), Stop> {
        let tree = self.visit.tree().await?;
        let page = private(self.visit.frame(&tree, section.path()), section.title_key());
        let flash = self.news.map(|(key, kind)| Flash { kind, text: page.text(key) });
        let (csrf, name) = (self.visitor.csrf.clone(), self.visitor.name.clone());
        Ok((page, AccountFrame { csrf, flash, name, section }))
    }

    /// The way to a section, with one of [`NEWS`] to tell there.
    pub(super) fn told(&self, section: Section, key: &'static str) -> Response {
        redirect(StatusCode::SEE_OTHER, &self.path_told(section, key))
    }

    /// The path of a section in the language of the visit, with one of [`NEWS`].
    pub(super) fn path_told(&self, section: Section, key: &'static str) -> String {
        debug_assert!(NEWS.iter().any(|(known, _)| *known == key), "{key} would not be shown");
        links::with_query(&links::localized(self.visit.locale, section.path()), &[(NEWS_KEY, key)])
    }
}

/// A page with a status; a private one, so nobody keeps it.
pub(super) fn drawn(template: &impl Template, status: StatusCode) -> Answer {
    Ok(render(template)?.with_status(status).into_response())
}

fn news(query: &str) -> Option<(&'static str, FlashKind)> {
    let (_, told) = pairs(query).find(|(key, _)| key == NEWS_KEY)?;
    NEWS.into_iter().find(|(key, _)| *key == told)
}

#[cfg(test)]
mod tests {
    use cholon_i18n::texts;
    use cholon_kernel::Locale;

    use super::*;

    #[test]
    fn only_known_news_are_told() {
        assert_eq!(news("a=1&xong=address-saved"), Some(("address-saved", FlashKind::Done)));
        assert_eq!(news("xong=delete-confirm-word"), None);
        assert_eq!(news(""), None);
    }

    #[test]
    fn all_news_have_words() {
        for locale in Locale::ALL {
            assert!(NEWS.iter().all(|(key, _)| texts(locale).has(key)));
        }
    }
}
