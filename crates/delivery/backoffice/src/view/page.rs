//! What the frame of every page needs: who works here, where they are, where they may go, and the texts.

use std::fmt::Write as _;
use std::sync::Arc;

use cholon_i18n::{Texts, Value, texts};
use cholon_identity::Visitor;
use cholon_identity::model::{Permission, Permissions};
use cholon_kernel::Locale;
use cholon_webkit::assets::asset_url;
use cholon_webkit::flash::Flash;
use cholon_webkit::form::Words;

use crate::OfficeInfo;
use crate::cookies::Theme;
use crate::view::{Link, Tab, paths, role_name};

/// Letters of a name that stand for it.
const INITIALS: usize = 2;

/// Part of the back office, as the menu has them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Section {
    /// What is going on.
    Dashboard,
    /// Accounts.
    People,
    /// Roles.
    Roles,
    /// The audit log.
    Audit,
    /// Messages.
    Outbox,
    /// One's own account.
    Me,
    /// None of them.
    None,
}

/// A group of the menu: the key of its title, and its entries with what they need.
type MenuGroup = (Option<&'static str>, &'static [(Section, Option<Permission>)]);

/// The menu: groups with their titles, and who sees each entry.
const MENU: [MenuGroup; 3] = [
    (None, &[(Section::Dashboard, None)]),
    (
        Some("admin-nav-people"),
        &[(Section::People, Some(Permission::UsersRead)), (Section::Roles, Some(Permission::RolesRead))],
    ),
    (
        Some("admin-nav-system"),
        &[(Section::Outbox, Some(Permission::MessagesRead)), (Section::Audit, Some(Permission::AuditRead))],
    ),
];

impl Section {
    /// The path of its first page.
    pub(crate) const fn path(self) -> &'static str {
        match self {
            Self::Dashboard | Self::None => paths::HOME,
            Self::People => paths::PEOPLE,
            Self::Roles => paths::ROLES,
            Self::Audit => paths::AUDIT,
            Self::Outbox => paths::OUTBOX,
            Self::Me => paths::ME,
        }
    }

    /// The key of its title.
    pub(crate) const fn title_key(self) -> &'static str {
        match self {
            Self::Dashboard | Self::None => "admin-dashboard",
            Self::People => "admin-users",
            Self::Roles => "admin-roles",
            Self::Audit => "admin-audit",
            Self::Outbox => "admin-outbox",
            Self::Me => "admin-me",
        }
    }

    /// Its symbol.
    const fn icon(self) -> &'static str {
        match self {
            Self::Dashboard | Self::None => "home",
            Self::People => "people",
            Self::Roles => "key",
            Self::Audit => "log",
            Self::Outbox => "mail",
            Self::Me => "user",
        }
    }
}

/// Whoever works here.
#[derive(Debug, Clone)]
pub(crate) struct Me {
    pub(crate) name: String,
    pub(crate) email: String,
    roles: Vec<String>,
    permissions: Permissions,
}

impl Me {
    /// Whoever a session belongs to.
    pub(crate) fn of(visitor: &Visitor) -> Self {
        Self {
            name: visitor.name.clone(),
            email: visitor.email.clone().unwrap_or_default(),
            roles: visitor.roles.clone(),
            permissions: visitor.permissions.clone(),
        }
    }

    /// The letters that stand for the name: of the last two words, as Vietnamese names are called by their end.
    pub(crate) fn initials(&self) -> String {
        initials(&self.name)
    }
}

/// A part of the menu.
pub(crate) struct NavGroup {
    pub(crate) title: Option<String>,
    pub(crate) items: Vec<NavItem>,
}

/// An entry of the menu.
pub(crate) struct NavItem {
    pub(crate) name: String,
    pub(crate) href: &'static str,
    pub(crate) icon: &'static str,
    pub(crate) is_current: bool,
}

/// The frame of a page.
#[derive(Clone)]
pub(crate) struct Page {
    pub(crate) locale: Locale,
    texts: &'static Texts,
    pub(crate) info: Arc<OfficeInfo>,
    /// The title of the page.
    pub(crate) title: String,
    pub(crate) theme: Theme,
    /// The token of forms.
    pub(crate) csrf: String,
    /// `None` on pages before the log-in and on errors of nobody in particular.
    pub(crate) me: Option<Me>,
    section: Section,
    /// The pages above this one.
    pub(crate) crumbs: Vec<Link>,
    pub(crate) flash: Option<Flash>,
    /// What stands in the search box.
    pub(crate) query: String,
    /// Path and query of this page, to come back to.
    pub(crate) here: String,
}

impl Page {
    /// The frame of a page of a section.
    pub(crate) fn new(locale: Locale, info: Arc<OfficeInfo>, section: Section) -> Self {
        Self {
            locale,
            texts: texts(locale),
            info,
            title: String::new(),
            theme: Theme::default(),
            csrf: String::new(),
            me: None,
            section,
            crumbs: Vec::new(),
            flash: None,
            query: String::new(),
            here: paths::HOME.to_owned(),
        }
    }

    /// The page with a title.
    pub(crate) fn titled(mut self, title: &str) -> Self {
        title.clone_into(&mut self.title);
        self
    }

    /// The page below the first one of its section, and below more.
    pub(crate) fn below(mut self, more: impl IntoIterator<Item = Link>) -> Self {
        self.crumbs = vec![Link::to(self.text(self.section.title_key()), self.section.path())];
        self.crumbs.extend(more);
        self
    }

    /// The title of the window.
    pub(crate) fn window(&self) -> String {
        format!("{} | {}", self.title, self.ts("admin-window", "shop", &self.info.shop_name))
    }

    /// A text; what templates use.
    pub(crate) fn t<'a>(&'a self, key: &'a str) -> &'a str {
        self.texts.get(key)
    }

    /// A text of its own.
    pub(crate) fn text(&self, key: &str) -> String {
        self.t(key).to_owned()
    }

    /// A text with a number in it.
    pub(crate) fn t1(&self, key: &str, name: &'static str, value: impl Into<Value<'static>>) -> String {
        self.texts.format(key, &[(name, value.into())])
    }

    /// A text with another text in it.
    pub(crate) fn ts(&self, key: &str, name: &'static str, value: &str) -> String {
        self.texts.format(key, &[(name, value.into())])
    }

    /// A number as people read it.
    pub(crate) fn number(&self, count: i64) -> String {
        self.t1("admin-number", "count", count)
    }

    /// Whether whoever looks at it may do something.
    pub(crate) fn may(&self, permission: Permission) -> bool {
        self.me.as_ref().is_some_and(|me| me.permissions.has(permission))
    }

    /// Whether the search box is shown: it finds accounts.
    pub(crate) fn can_search(&self) -> bool {
        self.may(Permission::UsersRead)
    }

    /// The roles of whoever works here.
    pub(crate) fn my_roles(&self) -> String {
        let roles = self.me.iter().flat_map(|me| &me.roles).map(|role| role_name(self, role));
        roles.collect::<Vec<_>>().join(", ")
    }

    /// Where they may go.
    pub(crate) fn nav(&self) -> Vec<NavGroup> {
        let is_seen = |permission: &Option<Permission>| permission.is_none_or(|needed| self.may(needed));
        let group = |(title, items): MenuGroup| NavGroup {
            title: title.map(|key| self.text(key)),
            items: items
                .iter()
                .filter(|(_, permission)| is_seen(permission))
                .map(|(section, _)| self.nav_item(*section))
                .collect(),
        };
        MENU.into_iter().map(group).filter(|group| !group.items.is_empty()).collect()
    }

    fn nav_item(&self, section: Section) -> NavItem {
        let is_current = section == self.section;
        NavItem { name: self.text(section.title_key()), href: section.path(), icon: section.icon(), is_current }
    }

    /// The themes to choose from.
    pub(crate) fn themes(&self) -> Vec<(Theme, String, &'static str)> {
        let words = |theme| match theme {
            Theme::Light => ("admin-theme-light", "sun"),
            Theme::Dark => ("admin-theme-dark", "moon"),
            Theme::Auto => ("admin-theme-auto", "device"),
        };
        Theme::ALL.into_iter().map(|theme| (theme, self.text(words(theme).0), words(theme).1)).collect()
    }

    /// The language this page is not in.
    pub(crate) const fn other_language(&self) -> &'static str {
        match self.locale {
            Locale::Vi => Locale::En.tag(),
            Locale::En => Locale::Vi.tag(),
        }
    }

    /// The path of a file that is part of the program.
    #[expect(clippy::unused_self, reason = "templates reach functions through their values")]
    pub(crate) fn asset(&self, name: &str) -> String {
        asset_url(name)
    }

    /// A symbol as markup.
    pub(crate) fn icon(&self, name: &str) -> String {
        let mut markup = String::with_capacity(128);
        let file = self.asset("admin.svg");
        let written = write!(
            markup,
            r#"<svg class="icon" aria-hidden="true" focusable="false"><use href="{file}#{name}"/></svg>"#
        );
        debug_assert!(written.is_ok(), "a string takes every text");
        markup
    }

    /// Tabs of these names and paths; the one at `current` is where this page is.
    pub(crate) fn tabs<'t>(&self, tabs: impl IntoIterator<Item = (&'t str, String)>, current: &str) -> Vec<Tab> {
        let tab = |(key, href): (&str, String)| {
            let is_current = href == current;
            Tab { name: self.text(key), href, is_current }
        };
        tabs.into_iter().map(tab).collect()
    }
}

impl Words for Page {
    fn texts(&self) -> &'static Texts {
        self.texts
    }
}

/// The letters that stand for a name.
pub(crate) fn initials(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    let last = words.iter().skip(words.len().saturating_sub(INITIALS));
    last.filter_map(|word| word.chars().next()).flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_short_by_its_end() {
        assert_eq!(initials("Nguyễn Thị Ánh"), "TÁ");
        assert_eq!(initials("an"), "A");
        assert_eq!(initials(""), "");
    }
}
