//! Accounts, sessions and what can be done to them.

use cholon_identity::model::{AccountKind, AccountState, Channel};
use cholon_identity::{PersonRecord, SessionRecord};
use cholon_kernel::clock::Timestamp;
use cholon_kernel::{AccountId, SessionId};
use cholon_webkit::{DeviceKind, When, described};

use crate::view::page::{Page, initials};
use crate::view::{Badge, paths, role_name};

/// An account in a list.
pub(crate) struct PersonRow {
    pub(crate) href: String,
    pub(crate) name: String,
    pub(crate) initials: String,
    pub(crate) email: Option<String>,
    pub(crate) phone: Option<String>,
    pub(crate) is_staff: bool,
    pub(crate) kind: String,
    pub(crate) roles: String,
    pub(crate) state: Badge,
    pub(crate) has_second_factor: bool,
    pub(crate) since: When,
}

impl PersonRow {
    /// An account as a page shows it.
    pub(crate) fn of(page: &Page, person: &PersonRecord, now: Timestamp) -> Self {
        let is_staff = person.kind == AccountKind::Staff;
        let kind = if is_staff { "admin-kind-staff" } else { "admin-kind-customer" };
        let roles: Vec<_> = person.roles.iter().map(|role| role_name(page, role)).collect();
        let name = called(person);
        Self {
            href: paths::below(paths::PEOPLE, person.id),
            initials: initials(&name),
            name,
            email: person.email.clone(),
            phone: person.phone.clone(),
            is_staff,
            kind: page.text(kind),
            roles: roles.join(", "),
            state: state(page, person, now),
            has_second_factor: person.has_second_factor,
            since: When::exact(person.created_at, page.locale),
        }
    }
}

/// What to call somebody: by name, else by how they are reached, else by the account.
pub(crate) fn called(person: &PersonRecord) -> String {
    let named = (!person.name.is_empty()).then(|| person.name.clone());
    let reached = named.or_else(|| person.email.clone()).or_else(|| person.phone.clone());
    reached.unwrap_or_else(|| person.id.to_string())
}

/// Whether failures keep somebody out now.
pub(crate) fn locked(person: &PersonRecord, now: Timestamp) -> Option<Timestamp> {
    person.locked_until.filter(|until| *until > now)
}

fn state(page: &Page, person: &PersonRecord, now: Timestamp) -> Badge {
    match (person.state, locked(person, now)) {
        (AccountState::Blocked, _) => Badge::of(page, "bad", "admin-state-blocked"),
        (AccountState::Deleted, _) => Badge::of(page, "quiet", "admin-state-deleted"),
        (AccountState::Active, Some(until)) => {
            let text = page.ts("admin-state-locked", "when", &When::exact(until, page.locale).text);
            Badge { tone: "busy", text }
        }
        (AccountState::Active, None) => Badge::of(page, "good", "admin-state-active"),
    }
}

/// A session of an account.
pub(crate) struct SessionView {
    pub(crate) device: String,
    pub(crate) kind: DeviceKind,
    pub(crate) address: String,
    pub(crate) seen: When,
    pub(crate) opened: When,
    pub(crate) is_this: bool,
    /// Where its end is asked for.
    pub(crate) end: String,
}

impl SessionView {
    /// Sessions of an account, this one first; `below` is the page they are on.
    pub(crate) fn all(
        page: &Page,
        sessions: &[SessionRecord],
        this: SessionId,
        now: Timestamp,
        below: &str,
    ) -> Vec<Self> {
        let view = |session: &SessionRecord| {
            let (device, kind) = described(&session.user_agent, session.channel == Channel::MiniApp.name());
            Self {
                device,
                kind,
                address: session.address.clone(),
                seen: When::ago(session.last_seen_at, now, page.locale),
                opened: When::exact(session.created_at, page.locale),
                is_this: session.id == this,
                end: format!("{below}/phien/{}/dang-xuat", session.id),
            }
        };
        let mut views: Vec<_> = sessions.iter().map(view).collect();
        // The sort is stable: behind this session those used last stay first.
        views.sort_by_key(|view| !view.is_this);
        views
    }
}

/// What staff can do to an account, each with a page that asks first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Action {
    /// Shut it.
    Block,
    /// Open it again.
    Unblock,
    /// End the lock after failures.
    Unlock,
    /// Take the second factor off.
    ResetSecondFactor,
}

impl Action {
    /// All of them in the order in which they are offered.
    pub(crate) const ALL: [Self; 4] = [Self::Unlock, Self::ResetSecondFactor, Self::Unblock, Self::Block];

    /// The end of its path.
    pub(crate) const fn slug(self) -> &'static str {
        match self {
            Self::Block => "khoa",
            Self::Unblock => "mo-khoa",
            Self::Unlock => "mo-tam-khoa",
            Self::ResetSecondFactor => "dat-lai-hai-lop",
        }
    }

    /// The action of a path.
    pub(crate) fn of(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.slug() == slug)
    }

    /// What it is called.
    pub(crate) const fn name_key(self) -> &'static str {
        match self {
            Self::Block => "admin-person-block",
            Self::Unblock => "admin-person-unblock",
            Self::Unlock => "admin-person-unlock",
            Self::ResetSecondFactor => "admin-person-reset-second-factor",
        }
    }

    /// What it is for.
    pub(crate) const fn note_key(self) -> &'static str {
        match self {
            Self::Block => "admin-person-block-note",
            Self::Unblock => "admin-person-unblock-note",
            Self::Unlock => "admin-person-unlock-note",
            Self::ResetSecondFactor => "admin-person-reset-second-factor-note",
        }
    }

    /// What else happens, where something does.
    pub(crate) const fn then_key(self) -> Option<&'static str> {
        match self {
            Self::Block => Some("admin-person-block-then"),
            Self::ResetSecondFactor => Some("admin-person-reset-second-factor-then"),
            Self::Unblock | Self::Unlock => None,
        }
    }

    /// The question before it.
    pub(crate) const fn sure_key(self) -> &'static str {
        match self {
            Self::Block => "admin-person-block-sure",
            Self::Unblock => "admin-person-unblock-sure",
            Self::Unlock => "admin-person-unlock-sure",
            Self::ResetSecondFactor => "admin-person-reset-second-factor-sure",
        }
    }

    /// What is told after it.
    pub(crate) const fn done_key(self) -> &'static str {
        match self {
            Self::Block => "admin-person-block-done",
            Self::Unblock => "admin-person-unblock-done",
            Self::Unlock => "admin-person-unlock-done",
            Self::ResetSecondFactor => "admin-person-reset-second-factor-done",
        }
    }

    /// Whether it takes something away from somebody.
    pub(crate) const fn is_grave(self) -> bool {
        matches!(self, Self::Block | Self::ResetSecondFactor)
    }

    /// Whether it makes sense for an account as it is, seen by `viewer`.
    pub(crate) fn suits(self, person: &PersonRecord, viewer: AccountId, now: Timestamp) -> bool {
        match self {
            Self::Block => person.state == AccountState::Active && person.id != viewer,
            Self::Unblock => person.state == AccountState::Blocked,
            Self::Unlock => locked(person, now).is_some(),
            Self::ResetSecondFactor => person.has_second_factor && person.state != AccountState::Deleted,
        }
    }
}
