//! The page on which the code of a new address or number is typed.

use std::time::Duration;

use cholon_identity::Sent;
use cholon_identity::model::Contact;
use http::StatusCode;

use super::member::{Answer, Member, drawn};
use crate::view::account::access::{CodeTemplate, code_form};
use crate::view::account::{Section, private};
use crate::view::page::Page;
use cholon_webkit::flash::{Flash, FlashKind};
use cholon_webkit::form::Draft;

/// Where a code is checked.
pub(super) const CODE_PATH: &str = "/tai-khoan/ho-so/lien-he/ma";
/// Where another one is asked for.
pub(super) const RESEND_PATH: &str = "/tai-khoan/ho-so/lien-he/gui-lai";
/// Tries of a new code.
pub(super) const TRIES: u8 = 5;
/// Waits up to this are told in seconds.
const SHORT_WAIT_MAX: Duration = Duration::from_mins(1);

/// What is told to who asks for codes too often: short waits in seconds, others in words.
pub(super) fn too_often(page: &Page, wait: Duration) -> String {
    if wait > SHORT_WAIT_MAX {
        return page.text("code-error-many");
    }
    format!("{} {} {}", page.t("code-resend-wait"), seconds(wait), page.t("code-resend-seconds"))
}

/// Whole seconds of a wait.
pub(super) fn seconds(wait: Duration) -> u32 {
    u32::try_from(wait.as_secs()).unwrap_or(u32::MAX)
}

/// What the page of a code says beside its field.
pub(super) enum News {
    /// Nothing.
    None,
    /// Another code is on its way.
    Resent,
    /// The code was wrong, or no longer counts.
    Refused,
    /// Another one has to wait so long.
    TooOften(Duration),
}

/// The page on which a code is typed.
pub(super) struct CodePage {
    pub(super) challenge: String,
    pub(super) contact: Contact,
    /// Seconds until another code may be asked for.
    pub(super) wait_s: u32,
    pub(super) tries_left: u8,
    pub(super) news: News,
}

impl CodePage {
    /// The page behind a code that was just sent.
    pub(super) fn new(sent: &Sent, contact: Contact) -> Self {
        let (challenge, wait_s) = (sent.challenge.to_string(), sent.resend_seconds);
        Self { challenge, contact, wait_s, tries_left: TRIES, news: News::None }
    }

    /// The page; refusals have a status of their own.
    pub(super) async fn draw(self, member: &Member) -> Answer {
        let (page, _) = member.page(Section::Profile).await?;
        let page = private(page, "code-title");
        let status = match self.news {
            News::None | News::Resent => StatusCode::OK,
            News::Refused | News::TooOften(_) => StatusCode::UNPROCESSABLE_ENTITY,
        };
        let template = CodeTemplate {
            form: code_form(&self.draft(member, &page), &page),
            action: CODE_PATH,
            resend_action: RESEND_PATH,
            back: Section::Profile.path(),
            destination: self.contact.masked(),
            next: self.contact.as_str().to_owned(),
            flash: self.flash(&page),
            challenge: self.challenge,
            resend_in_s: self.wait_s,
            tries_left: self.tries_left,
            page,
        };
        drawn(&template, status)
    }

    fn draft(&self, member: &Member, page: &Page) -> Draft {
        let key = if self.tries_left == 0 { "code-error-expired" } else { "code-error-wrong" };
        match self.news {
            News::Refused => member.draft().refused("code", page.text(key)),
            News::None | News::Resent | News::TooOften(_) => member.draft(),
        }
    }

    fn flash(&self, page: &Page) -> Option<Flash> {
        match self.news {
            News::Resent => Some(Flash { kind: FlashKind::Done, text: page.text("code-resent") }),
            News::TooOften(wait) => Some(Flash { kind: FlashKind::Failed, text: too_often(page, wait) }),
            News::None | News::Refused => None,
        }
    }
}
