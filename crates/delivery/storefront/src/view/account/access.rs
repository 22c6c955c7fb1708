//! Getting in: log-in, registration, codes, forgotten passwords.

use askama::Template;
use cholon_identity::model::Erasure;
use cholon_webkit::When;

use crate::links;
use crate::view::account::consent::Purpose;
use crate::view::account::provider::ProviderButton;
use crate::view::page::Page;
use cholon_webkit::flash::Flash;
use cholon_webkit::form::{Draft, Field, Form};

/// Letters of an e-mail address or a telephone number; see RFC 5321.
const DESTINATION_LENGTH_MAX: u16 = 254;
/// Letters of a password.
const PASSWORD_LENGTH_MAX: u16 = 200;
/// Letters of a name.
const NAME_LENGTH_MAX: u16 = 120;

/// The log-in.
#[derive(Template)]
#[template(path = "pages/account/login.html")]
pub(crate) struct LoginTemplate {
    pub(crate) page: Page,
    pub(crate) flash: Option<Flash>,
    pub(crate) form: Form,
    /// Where the shopper wanted to go, a path of ours.
    pub(crate) next: String,
    pub(crate) providers: Vec<ProviderButton>,
    /// What is told about providers that do not answer.
    pub(crate) outage: Option<String>,
}

impl LoginTemplate {
    /// The registration that leads to the same page afterwards.
    pub(crate) fn register_href(&self) -> String {
        with_next(&self.page, "/dang-ky", &self.next)
    }
}

/// The fields of the log-in: `destination`, `password`.
pub(crate) fn login_form(page: &Page, draft: &Draft) -> Form {
    let password = Field::password(page, draft, "password", "login-password").filled_by("current-password");
    Form::new(draft, vec![destination(page, draft, "username"), password.at_most(PASSWORD_LENGTH_MAX)])
}

/// The first step of the registration.
#[derive(Template)]
#[template(path = "pages/account/register.html")]
pub(crate) struct RegisterTemplate {
    pub(crate) page: Page,
    pub(crate) form: Form,
    pub(crate) next: String,
    pub(crate) providers: Vec<ProviderButton>,
}

impl RegisterTemplate {
    /// The log-in that leads to the same page afterwards.
    pub(crate) fn login_href(&self) -> String {
        with_next(&self.page, "/dang-nhap", &self.next)
    }
}

/// The fields of the registration: `name`, `destination`, `password` and a box for each purpose.
pub(crate) fn register_form(page: &Page, draft: &Draft) -> Form {
    let name = Field::text(page, draft, "name", "register-name").filled_by("name").at_most(NAME_LENGTH_MAX);
    let destination = destination(page, draft, "username").hinted(page, "register-destination-hint");
    let checks = Purpose::AT_REGISTRATION.map(|purpose| purpose.check(page, draft));
    Form::new(draft, vec![name, destination, new_password(page, draft)]).with_checks(checks.to_vec())
}

/// The code that confirms an address: at the registration, or when contacts change.
#[derive(Template)]
#[template(path = "pages/account/code.html")]
pub(crate) struct CodeTemplate {
    pub(crate) page: Page,
    pub(crate) form: Form,
    /// Where the code is sent to be checked, the Vietnamese path.
    pub(crate) action: &'static str,
    /// Where another code is asked for, the Vietnamese path.
    pub(crate) resend_action: &'static str,
    /// Where the address can be changed, the Vietnamese path.
    pub(crate) back: &'static str,
    /// The id of the challenge.
    pub(crate) challenge: String,
    /// The address as it may be shown: `+84•••••789`.
    pub(crate) destination: String,
    /// Seconds until another code can be asked for; 0 when it can be now.
    pub(crate) resend_in_s: u32,
    /// Wrong codes that are still allowed.
    pub(crate) tries_left: u8,
    pub(crate) next: String,
    pub(crate) flash: Option<Flash>,
}

impl CodeTemplate {
    /// Whether this is the second step of a registration.
    pub(crate) fn is_registration(&self) -> bool {
        self.action == "/dang-ky/ma"
    }
}

/// The field of a code: `code`.
pub(crate) fn code_form(draft: &Draft, page: &Page) -> Form {
    Form::new(draft, vec![code(page, draft)])
}

/// Asking for a new password. The page is the same whether there is such an account or not.
#[derive(Template)]
#[template(path = "pages/account/forgot.html")]
pub(crate) struct ForgotTemplate {
    pub(crate) page: Page,
    pub(crate) form: Form,
}

/// The field of the question: `destination`.
pub(crate) fn forgot_form(page: &Page, draft: &Draft) -> Form {
    Form::new(draft, vec![destination(page, draft, "username")])
}

/// Choosing a new password with a link or a code.
#[derive(Template)]
#[template(path = "pages/account/reset.html")]
pub(crate) struct ResetTemplate {
    pub(crate) page: Page,
    pub(crate) form: Form,
    pub(crate) proof: ResetProof,
}

/// What shows that the password may be changed.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum ResetProof {
    /// The secret of a link that was opened.
    Link(String),
    /// A code is asked for on this page; the id of its challenge and the address as it may be shown.
    Code { challenge: String, destination: String },
    /// The link or the code is used or too old.
    Expired,
}

/// What became of a wish to be erased.
#[derive(Template)]
#[template(path = "pages/account/erasure.html")]
pub(crate) struct ErasureTemplate {
    pub(crate) page: Page,
    pub(crate) outcome: Erasure,
    pub(crate) code: String,
    pub(crate) done: When,
}

impl ErasureTemplate {
    const fn outcome_key(&self) -> &'static str {
        match self.outcome {
            Erasure::Nothing => "erasure-nothing",
            Erasure::Unlinked => "erasure-unlinked",
            Erasure::Deleted => "erasure-deleted",
        }
    }
}

/// The fields of the new password: `code` unless a link was opened, `password`.
pub(crate) fn reset_form(page: &Page, draft: &Draft, proof: &ResetProof) -> Form {
    let code = matches!(proof, ResetProof::Code { .. }).then(|| code(page, draft));
    Form::new(draft, code.into_iter().chain([new_password(page, draft)]).collect())
}

fn destination(page: &Page, draft: &Draft, filled_by: &'static str) -> Field {
    Field::text(page, draft, "destination", "login-destination").filled_by(filled_by).at_most(DESTINATION_LENGTH_MAX)
}

/// The field of a password that is being chosen.
pub(crate) fn new_password(page: &Page, draft: &Draft) -> Field {
    let field = Field::password(page, draft, "password", "register-password").filled_by("new-password");
    field.hinted(page, "register-password-hint").at_most(PASSWORD_LENGTH_MAX)
}

fn code(page: &Page, draft: &Draft) -> Field {
    // Spaces between the digits are allowed for; the server drops them.
    const LENGTH_MAX: u16 = 12;
    let field = Field::text(page, draft, "code", "code-label").filled_by("one-time-code").of_kind("text", "numeric");
    Field { value: String::new(), ..field.at_most(LENGTH_MAX) }
}

fn with_next(page: &Page, path: &str, next: &str) -> String {
    let link = page.link(path);
    if next.is_empty() { link } else { links::with_query(&link, &[("next", next)]) }
}
