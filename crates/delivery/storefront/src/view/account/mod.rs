//! The shopper's own pages: getting in, and everything under `/tai-khoan`. Plain data; handlers fill it in.

pub(crate) mod access;
pub(crate) mod addresses;
pub(crate) mod consent;
pub(crate) mod devices;
pub(crate) mod overview;
pub(crate) mod privacy;
pub(crate) mod profile;
pub(crate) mod provider;

use crate::view::page::Page;
use cholon_webkit::flash::Flash;

/// Letters of a name that stand for a missing picture.
const INITIALS_MAX: usize = 2;

/// What every page of an account shows around its content.
#[derive(Clone)]
pub(crate) struct AccountFrame {
    /// The token of the session, for every form of the page.
    pub(crate) csrf: String,
    pub(crate) flash: Option<Flash>,
    /// The name of the person.
    pub(crate) name: String,
    pub(crate) section: Section,
}

/// The pages of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Section {
    /// Where they start.
    Overview,
    /// Name, contacts, password, log-ins at others.
    Profile,
    /// Where things are sent.
    Addresses,
    /// Where the account is open.
    Devices,
    /// Consents, own data, deletion.
    Privacy,
}

impl Section {
    const ALL: [Self; 5] = [Self::Overview, Self::Profile, Self::Addresses, Self::Devices, Self::Privacy];

    /// Its path, the Vietnamese one.
    pub(crate) const fn path(self) -> &'static str {
        match self {
            Self::Overview => "/tai-khoan",
            Self::Profile => "/tai-khoan/ho-so",
            Self::Addresses => "/tai-khoan/dia-chi",
            Self::Devices => "/tai-khoan/thiet-bi",
            Self::Privacy => "/tai-khoan/rieng-tu",
        }
    }

    /// The key of its title.
    pub(crate) const fn title_key(self) -> &'static str {
        match self {
            Self::Overview => "account-overview",
            Self::Profile => "account-profile",
            Self::Addresses => "account-addresses",
            Self::Devices => "account-devices",
            Self::Privacy => "account-privacy",
        }
    }

    const fn icon(self) -> &'static str {
        match self {
            Self::Overview => "home",
            Self::Profile => "user",
            Self::Addresses => "pin",
            Self::Devices => "laptop",
            Self::Privacy => "shield",
        }
    }
}

/// A step of the account's menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NavItem {
    pub(crate) name: String,
    pub(crate) href: String,
    pub(crate) icon: &'static str,
    pub(crate) is_current: bool,
}

impl AccountFrame {
    /// The menu of the account.
    pub(crate) fn nav(&self, page: &Page) -> Vec<NavItem> {
        let item = |section: Section| NavItem {
            name: page.text(section.title_key()),
            href: page.link(section.path()),
            icon: section.icon(),
            is_current: section == self.section,
        };
        Section::ALL.into_iter().map(item).collect()
    }

    /// The first letters of the last words of the name: Vietnamese given names stand last.
    pub(crate) fn initials(&self) -> String {
        let words: Vec<&str> = self.name.split_whitespace().collect();
        let last = words.len().saturating_sub(INITIALS_MAX);
        words[last..].iter().filter_map(|word| word.chars().next()).flat_map(char::to_uppercase).collect()
    }
}

/// The frame of a private page: no search engine lists it.
pub(crate) fn private(mut page: Page, title: &str) -> Page {
    let title = page.text(title);
    page = page.titled(&title);
    page.is_indexed = false;
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_those_of_the_given_name() {
        let initials = |name: &str| {
            AccountFrame { csrf: String::new(), flash: None, name: name.to_owned(), section: Section::Overview }
                .initials()
        };
        assert_eq!(initials("Nguyễn Thị Ánh Đào"), "ÁĐ");
        assert_eq!(initials("lan"), "L");
        assert_eq!(initials(""), "");
    }
}
