//! What every handler starts from: who works here, the frame of their pages, and how it ends.

use askama::Template;
use axum::extract::{Form, FromRequest, FromRequestParts, Request};
use axum::response::{IntoResponse, Response};
use cholon_crypto::Token;
use cholon_identity::model::{Caller, Permission};
use cholon_identity::{Change, Identity, IdentityError, Visitor};
use cholon_kernel::clock::Timestamp;
use cholon_notification::NotificationError;
use cholon_webkit::flash::{Flash, FlashKind};
use cholon_webkit::form::Draft;
use cholon_webkit::{
    ClientInfo, Code, Cookies, Problem, Rendered, RequestLocale, local_path, pairs, redirect, with_query,
};
use http::StatusCode;
use http::request::Parts;

use crate::BackOffice;
use crate::cookies::{FORM_COOKIE, Theme};
use crate::guard::Passed;
use crate::problem::{identity_problem, message_problem};
use crate::view::page::{Me, Page, Section};
use crate::view::paths;

/// The key of a query under which a redirect says what was done.
const NEWS_KEY: &str = "xong";
/// What a redirect may say: keys of texts. Nothing else in a query is ever shown.
const NEWS: [&str; 17] = [
    "admin-log-in-needed",
    "admin-log-in-ended",
    "admin-log-in-out",
    "admin-users-added",
    "admin-person-roles-saved",
    "admin-person-block-done",
    "admin-person-unblock-done",
    "admin-person-unlock-done",
    "admin-person-reset-second-factor-done",
    "admin-session-ended",
    "admin-sessions-others-ended",
    "admin-role-saved",
    "admin-role-removed",
    "admin-me-saved",
    "admin-password-saved",
    "admin-second-factor-saved",
    "admin-last-administrator",
];
/// News of these kinds are no good ones.
const WARNINGS: [&str; 3] = ["admin-log-in-needed", "admin-log-in-ended", "admin-last-administrator"];

/// What a handler answers.
pub(crate) type Answer = Result<Response, Stop>;

/// An answer that ends a handler early.
pub(crate) struct Stop(Box<Response>);

impl IntoResponse for Stop {
    fn into_response(self) -> Response {
        *self.0
    }
}

impl From<Problem> for Stop {
    fn from(problem: Problem) -> Self {
        Self(Box::new(problem.into_response()))
    }
}

impl From<IdentityError> for Stop {
    fn from(error: IdentityError) -> Self {
        identity_problem(error).into()
    }
}

impl From<NotificationError> for Stop {
    fn from(error: NotificationError) -> Self {
        message_problem(error).into()
    }
}

/// A request at the back office, and whoever sends it.
#[derive(Clone)]
pub(crate) struct Desk {
    pub(crate) office: BackOffice,
    pub(crate) caller: Caller,
    visitor: Option<Visitor>,
    locale: cholon_kernel::Locale,
    theme: Theme,
    form_token: Option<String>,
    /// Path and query of the request.
    here: String,
    query: Vec<(String, String)>,
}

impl FromRequestParts<BackOffice> for Desk {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, office: &BackOffice) -> Result<Self, Problem> {
        // Without the guard nobody knows who it is: an address that is mounted past it answers nothing.
        let unguarded = || Problem::internal("an address without a guard");
        let Passed(visitor) = parts.extensions.get::<Passed>().cloned().ok_or_else(unguarded)?;
        let Ok(cookies) = Cookies::from_request_parts(parts, office).await;
        let Ok(client) = ClientInfo::from_request_parts(parts, office).await;
        let Ok(RequestLocale(locale)) = RequestLocale::from_request_parts(parts, office).await;
        Ok(Self {
            office: office.clone(),
            caller: Caller::new(client.address.to_string(), &client.user_agent),
            visitor,
            locale,
            theme: Theme::of(&cookies),
            form_token: cookies.get(FORM_COOKIE).filter(|token| Token::parse(token).is_some()).map(str::to_owned),
            here: parts.uri.path_and_query().map_or(paths::HOME, |whole| whole.as_str()).to_owned(),
            query: pairs(parts.uri.query().unwrap_or_default()).collect(),
        })
    }
}

/// A form that was drawn for whoever sends it: its fields by name.
pub(crate) struct Sent(Vec<(String, String)>);

impl FromRequest<BackOffice> for Sent {
    type Rejection = Stop;

    async fn from_request(request: Request, office: &BackOffice) -> Result<Self, Stop> {
        let (mut parts, body) = request.into_parts();
        let desk = Desk::from_request_parts(&mut parts, office).await?;
        let sent = Unchecked::from_request(Request::from_parts(parts, body), office).await?.0;
        if desk.is_own_form(sent.field("csrf")) { Ok(sent) } else { Err(Problem::new(Code::ForeignForm).into()) }
    }
}

/// A form whose token its handler checks, because it has more to say than that it was wrong.
pub(crate) struct Unchecked(pub(crate) Sent);

impl FromRequest<BackOffice> for Unchecked {
    type Rejection = Stop;

    async fn from_request(request: Request, office: &BackOffice) -> Result<Self, Stop> {
        let fields = Form::<Vec<(String, String)>>::from_request(request, office).await;
        let Form(fields) = fields.map_err(|refused| Stop(Box::new(refused.into_response())))?;
        Ok(Self(Sent(fields)))
    }
}

impl Sent {
    /// What stands in a field.
    pub(crate) fn field(&self, name: &str) -> &str {
        self.0.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value)
    }

    /// Every value that a name was sent with.
    pub(crate) fn all<'s>(&'s self, name: &'s str) -> impl Iterator<Item = &'s str> {
        self.0.iter().filter(move |(field, _)| field == name).map(|(_, value)| value.as_str())
    }
}

impl Desk {
    /// Who works here. Only handlers of pages for anybody meet nobody.
    pub(crate) fn visitor(&self) -> Result<&Visitor, Problem> {
        self.visitor.as_ref().ok_or_else(|| Problem::new(Code::Unauthorized))
    }

    /// Who works here, or nobody.
    pub(crate) const fn anybody(&self) -> Option<&Visitor> {
        self.visitor.as_ref()
    }

    /// Whether whoever works here may do something.
    pub(crate) fn may(&self, permission: Permission) -> bool {
        self.visitor.as_ref().is_some_and(|visitor| visitor.may(permission))
    }

    /// Accounts, roles, the audit log.
    pub(crate) const fn identity(&self) -> &Identity {
        &self.office.from.identity
    }

    /// The language of the request.
    pub(crate) const fn locale(&self) -> cholon_kernel::Locale {
        self.locale
    }

    /// The time.
    pub(crate) fn now(&self) -> Timestamp {
        self.office.from.clock.now()
    }

    /// Who changes something, and from where.
    pub(crate) fn change(&self) -> Result<Change<'_>, Problem> {
        Ok(Change { actor: self.visitor()?.actor(), caller: &self.caller })
    }

    /// A value of the query.
    pub(crate) fn asked(&self, key: &str) -> &str {
        self.query.iter().find(|(name, _)| name == key).map_or("", |(_, value)| value)
    }

    /// Where somebody wanted to go: a page of the back office and nowhere else.
    pub(crate) fn next(wish: &str) -> &str {
        let path = local_path(wish);
        let folder = path.split(['?', '#']).next().unwrap_or_default();
        if cholon_webkit::is_below(folder, paths::HOME) { path } else { paths::HOME }
    }

    /// Whether a form was drawn for whoever sends it: by the session's token, or before a log-in by a cookie's.
    pub(crate) fn is_own_form(&self, csrf: &str) -> bool {
        match (&self.visitor, &self.form_token) {
            (Some(visitor), _) => visitor.is_own_form(csrf),
            (None, Some(token)) => cholon_crypto::is_same(token.as_bytes(), csrf.as_bytes()),
            (None, None) => false,
        }
    }

    /// The token that forms carry: the session's, or the cookie's before a log-in; `None` when there is no cookie yet.
    pub(crate) fn csrf(&self) -> Option<&str> {
        self.visitor.as_ref().map(|visitor| visitor.csrf.as_str()).or(self.form_token.as_deref())
    }

    /// A form nobody has filled in yet.
    pub(crate) fn draft(&self) -> Draft {
        Draft::new(self.csrf().unwrap_or_default())
    }

    /// The frame of a page with the text at `title` as its title.
    pub(crate) fn page(&self, section: Section, title: &str) -> Page {
        let mut page = Page::new(self.locale, self.office.info.clone(), section);
        page.theme = self.theme;
        page.here.clone_from(&self.here);
        self.csrf().unwrap_or_default().clone_into(&mut page.csrf);
        page.me = self.visitor.as_ref().filter(|visitor| is_through(visitor)).map(Me::of);
        let title = page.text(title);
        page.titled(&title)
    }

    /// The frame with the news that a redirect brought; `name` is who or what it speaks of.
    pub(crate) fn page_with_news(&self, section: Section, title: &str, name: &str) -> Page {
        let mut page = self.page(section, title);
        page.flash = self.news(&page, name);
        page
    }

    fn news(&self, page: &Page, name: &str) -> Option<Flash> {
        let key = NEWS.into_iter().find(|key| *key == self.asked(NEWS_KEY))?;
        let kind = if WARNINGS.contains(&key) { FlashKind::Warning } else { FlashKind::Done };
        Some(Flash { kind, text: page.ts(key, "name", name) })
    }

    /// The way to a page, with one of [`NEWS`] to tell there.
    pub(crate) fn told(path: &str, key: &'static str) -> Response {
        debug_assert!(NEWS.contains(&key), "{key} would not be shown");
        redirect(StatusCode::SEE_OTHER, &with_query(path, &[(NEWS_KEY, key)]))
    }

    /// The same about a thing, which the page there looks up by its id to name it.
    pub(crate) fn told_of(path: &str, key: &'static str, id: &str) -> Response {
        debug_assert!(NEWS.contains(&key), "{key} would not be shown");
        redirect(StatusCode::SEE_OTHER, &with_query(path, &[(NEWS_KEY, key), ("ve", id)]))
    }
}

fn is_through(visitor: &Visitor) -> bool {
    use cholon_identity::SecondFactor::{Given, NotNeeded};
    matches!(visitor.second_factor, Given | NotNeeded)
}

/// A page with a status.
pub(crate) fn drawn(template: &impl Template, status: StatusCode) -> Answer {
    let page = template.render().map_err(Problem::internal)?;
    Ok(Rendered::html(page).with_status(status).into_response())
}

#[cfg(test)]
mod tests {
    use cholon_i18n::texts;
    use cholon_kernel::Locale;

    use super::*;

    #[test]
    fn all_news_have_words() {
        for locale in Locale::ALL {
            assert!(NEWS.iter().all(|key| texts(locale).has(key)));
        }
    }

    #[test]
    fn nobody_is_sent_out_of_the_back_office() {
        for (wish, next) in [
            ("/admin/vai-tro?a=1", "/admin/vai-tro?a=1"),
            ("/admin", "/admin"),
            ("/gio-hang", "/admin"),
            ("//evil.example/admin", "/admin"),
            ("/admin.evil", "/admin"),
            ("https://evil.example", "/admin"),
        ] {
            assert_eq!(Desk::next(wish), next, "{wish}");
        }
    }
}
