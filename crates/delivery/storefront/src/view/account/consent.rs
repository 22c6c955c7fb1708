//! Consents: one box for each purpose, none of the free ones ticked for the shopper.

use crate::policies::Policy;
use crate::view::Link;
use crate::view::page::Page;
use cholon_webkit::form::{Check, Draft};

/// What personal data is used for. The names are those of the records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// The terms of the shop are accepted.
    Terms,
    /// Orders are taken, sent and repaired.
    Service,
    /// News and offers are sent.
    Marketing,
    /// What was bought and seen changes what is suggested.
    Personalisation,
}

impl Purpose {
    /// Those asked for at the registration.
    pub(crate) const AT_REGISTRATION: [Self; 3] = [Self::Terms, Self::Service, Self::Marketing];

    /// The name in records, forms and keys of texts.
    pub(crate) const fn key(self) -> &'static str {
        match self {
            Self::Terms => "terms",
            Self::Service => "service",
            Self::Marketing => "marketing",
            Self::Personalisation => "personalisation",
        }
    }

    /// Whether there is no account without it.
    pub(crate) const fn is_required(self) -> bool {
        matches!(self, Self::Terms | Self::Service)
    }

    /// The words beside its box.
    pub(crate) fn title(self, page: &Page) -> String {
        page.text(&format!("consent-{}", self.key()))
    }

    /// What it means.
    pub(crate) fn note(self, page: &Page) -> String {
        page.text(&format!("consent-{}-note", self.key()))
    }

    /// The page that says it in full.
    pub(crate) fn policy(self, page: &Page) -> Link {
        let policy = if self == Self::Terms { Policy::Terms } else { Policy::Privacy };
        Link { name: page.text(policy.title_key()), href: page.link(policy.path()) }
    }

    /// Its box on a form; ticked only when the shopper had ticked it before.
    pub(crate) fn check(self, page: &Page, draft: &Draft) -> Check {
        Check {
            id: format!("f-{}", self.key()),
            name: self.key().to_owned(),
            value: "1".to_owned(),
            label: self.title(page),
            note: Some(self.note(page)),
            error: draft.error(self.key()),
            is_ticked: draft.value(self.key()) == "1",
            is_required: self.is_required(),
        }
    }
}

#[cfg(test)]
mod tests {
    use cholon_kernel::Locale;

    use super::*;
    use crate::samples::page;

    #[test]
    fn nothing_is_ticked_for_the_shopper() {
        let page = page(Locale::Vi, "/dang-ky");
        let checks = Purpose::AT_REGISTRATION.map(|purpose| purpose.check(&page, &Draft::new("t")));
        assert!(checks.iter().all(|check| !check.is_ticked));
        assert!(!checks[2].is_required, "offers are free to choose");
    }
}
