//! The profile: who the person is, how to reach them, how they get in.

use askama::Template;

use cholon_webkit::When;

use crate::view::account::AccountFrame;
use crate::view::account::access::new_password;
use crate::view::page::Page;
use cholon_webkit::form::{Check, Choice, Draft, Field, Form};

/// Letters of a name.
const NAME_LENGTH_MAX: u16 = 120;

/// The profile.
#[derive(Template)]
#[template(path = "pages/account/profile.html")]
pub(crate) struct ProfileTemplate {
    pub(crate) page: Page,
    pub(crate) account: AccountFrame,
    pub(crate) form: Form,
    /// The languages of mails and messages, under `locale`.
    pub(crate) languages: Vec<Choice>,
    pub(crate) contacts: Vec<ContactView>,
    pub(crate) password: Form,
    /// Whether there is a password to be changed; otherwise one is set.
    pub(crate) has_password: bool,
    pub(crate) logins: Vec<LoginView>,
    pub(crate) topics: Vec<TopicView>,
}

/// The fields of the person: `name`, `birthday` as `2000-12-31`.
pub(crate) fn profile_form(page: &Page, draft: &Draft) -> Form {
    let name = Field::text(page, draft, "name", "register-name").filled_by("name").at_most(NAME_LENGTH_MAX);
    let birthday = Field::text(page, draft, "birthday", "profile-birthday").of_kind("date", "").filled_by("bday");
    Form::new(draft, vec![name, birthday.hinted(page, "profile-birthday-hint").optional()])
}

/// The fields of a new password: `current` where there is one, `password`.
pub(crate) fn password_form(page: &Page, draft: &Draft, has_password: bool) -> Form {
    let current = || Field::password(page, draft, "current", "profile-password-current").filled_by("current-password");
    Form::new(draft, has_password.then(current).into_iter().chain([new_password(page, draft)]).collect())
}

/// An e-mail address or a telephone number.
#[derive(Clone)]
pub(crate) struct ContactView {
    /// `email` or `phone`.
    pub(crate) kind: &'static str,
    /// The confirmed one, masked; `None` when there is none.
    pub(crate) confirmed: Option<String>,
    /// The field of a new one, named `destination`.
    pub(crate) field: Field,
}

impl ContactView {
    /// The e-mail address.
    pub(crate) fn email(page: &Page, confirmed: Option<String>, draft: &Draft) -> Self {
        let field = Field::text(page, draft, "destination", "profile-email-new").of_kind("email", "email");
        Self { kind: "email", confirmed, field: with_id(field.filled_by("email"), "f-email") }
    }

    /// The telephone number.
    pub(crate) fn phone(page: &Page, confirmed: Option<String>, draft: &Draft) -> Self {
        let field = Field::text(page, draft, "destination", "profile-phone-new").of_kind("tel", "tel");
        Self { kind: "phone", confirmed, field: with_id(field.filled_by("tel"), "f-phone") }
    }

    /// Its symbol.
    pub(crate) fn icon(&self) -> &'static str {
        if self.kind == "email" { "mail" } else { "phone-call" }
    }

    /// The key of its name.
    pub(crate) fn label(&self) -> &'static str {
        if self.kind == "email" { "profile-email" } else { "profile-phone" }
    }
}

fn with_id(field: Field, id: &str) -> Field {
    Field { id: id.to_owned(), ..field }
}

/// A log-in at others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LoginView {
    pub(crate) key: &'static str,
    pub(crate) name: &'static str,
    /// Since when it opens the account; `None` when it does not.
    pub(crate) linked: Option<When>,
    /// Whether it may be unlinked: not when nothing else opens the account.
    pub(crate) is_removable: bool,
    /// Whether the provider does not answer at the moment.
    pub(crate) is_down: bool,
}

/// A topic with the ways in which the person wants to hear of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TopicView {
    pub(crate) name: String,
    pub(crate) ways: Vec<Check>,
}

/// A topic's row: boxes named `topic` with values such as `orders.email`, ticked when they are in `chosen`.
pub(crate) fn topic(page: &Page, key: &str, ways: &[&str], chosen: &[&str]) -> TopicView {
    let way = |way: &&str| {
        let value = format!("{key}.{way}");
        Check {
            id: format!("f-{key}-{way}"),
            name: "topic".to_owned(),
            label: page.text(&format!("way-{way}")),
            note: None,
            error: None,
            is_ticked: chosen.contains(&value.as_str()),
            is_required: false,
            value,
        }
    };
    TopicView { name: page.text(&format!("topic-{key}")), ways: ways.iter().map(way).collect() }
}
