//! Log-ins at others: Google, Facebook and Zalo, as far as the shop has them and they answer.

use crate::links;
use crate::view::page::Page;

/// Somebody else's log-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Provider {
    /// Google accounts.
    Google,
    /// Facebook accounts.
    Facebook,
    /// Zalo accounts.
    Zalo,
}

impl Provider {
    /// All of them in order of display.
    pub(crate) const ALL: [Self; 3] = [Self::Zalo, Self::Google, Self::Facebook];

    /// The name in paths and classes.
    pub(crate) const fn key(self) -> &'static str {
        match self {
            Self::Google => "google",
            Self::Facebook => "facebook",
            Self::Zalo => "zalo",
        }
    }

    /// The name people know.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Google => "Google",
            Self::Facebook => "Facebook",
            Self::Zalo => "Zalo",
        }
    }
}

/// A button that leads to a provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ProviderButton {
    pub(crate) key: &'static str,
    pub(crate) label: String,
    pub(crate) href: String,
    /// Whether the provider does not answer at the moment: its breaker is open.
    pub(crate) is_down: bool,
}

/// The buttons of the providers that the shop is set up for; `down` are those whose breaker is open.
pub(crate) fn buttons(page: &Page, ready: &[Provider], down: &[Provider], next: &str) -> Vec<ProviderButton> {
    let button = |provider: Provider| ProviderButton {
        key: provider.key(),
        label: page.ts("login-with", "provider", provider.name()),
        href: links::with_query(&page.link(&format!("/dang-nhap/{}", provider.key())), &[("next", next)]),
        is_down: down.contains(&provider),
    };
    Provider::ALL.into_iter().filter(|provider| ready.contains(provider)).map(button).collect()
}

/// What is told when providers do not answer: which, and what still works.
pub(crate) fn outage(page: &Page, ready: &[Provider], down: &[Provider]) -> Option<String> {
    let named = |is_down: bool| {
        let names = Provider::ALL.into_iter().filter(|provider| ready.contains(provider));
        names.filter(|provider| down.contains(provider) == is_down).map(Provider::name).collect::<Vec<_>>().join(", ")
    };
    let (broken, working) = (named(true), named(false));
    if broken.is_empty() {
        return None;
    }
    let first = page.ts("login-outage", "provider", &broken);
    let rest = match working.as_str() {
        "" => page.text("login-outage-password"),
        others => page.ts("login-outage-others", "providers", others),
    };
    Some(format!("{first} {rest}"))
}

#[cfg(test)]
mod tests {
    use cholon_kernel::Locale;

    use super::*;
    use crate::samples::page;

    #[test]
    fn an_outage_names_what_still_works() {
        let page = page(Locale::Vi, "/dang-nhap");
        assert_eq!(outage(&page, &Provider::ALL, &[]), None);
        let text = outage(&page, &[Provider::Zalo, Provider::Google], &[Provider::Zalo]).unwrap();
        assert!(
            text.contains("Zalo đang gián đoạn") && text.contains("Google") && !text.contains("Facebook"),
            "{text}"
        );
    }

    #[test]
    fn a_provider_that_is_not_set_up_has_no_button() {
        let page = page(Locale::En, "/dang-nhap");
        let buttons = buttons(&page, &[Provider::Google], &[], "/gio-hang?a=1");
        assert_eq!(buttons.len(), 1);
        assert_eq!(buttons[0].href, "/en/dang-nhap/google?next=%2Fgio-hang%3Fa%3D1");
    }
}
