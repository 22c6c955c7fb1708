//! What staff may do.

use std::collections::BTreeSet;

/// Defines the permissions with their table.
macro_rules! permissions {
    ($($(#[$doc:meta])* $variant:ident => ($name:literal, $is_super:literal),)+) => {
        /// Something that staff may do. Each handler of the back office states the one it takes.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Permission {
            $($(#[$doc])* $variant,)+
        }

        impl Permission {
            /// Every permission.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stable name, as roles keep it.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// Whether only the super-administrator has it.
            #[must_use]
            pub const fn is_for_super(self) -> bool {
                match self { $(Self::$variant => $is_super,)+ }
            }
        }
    };
}

permissions! {
    /// See staff and customers.
    UsersRead => ("users:read", false),
    /// Block, unlock, end sessions, give roles.
    UsersWrite => ("users:write", false),
    /// See who may do what.
    RolesRead => ("roles:read", false),
    /// Change what roles may do.
    RolesWrite => ("roles:write", true),
    /// See what staff changed.
    AuditRead => ("audit:read", true),
    /// See messages that were sent.
    MessagesRead => ("messages:read", false),
    /// See what became of carts and sales.
    ReportsRead => ("reports:read", false),
}

impl Permission {
    /// The permission with a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|permission| permission.name() == name)
    }
}

/// A set of permissions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Permissions(BTreeSet<Permission>);

impl Permissions {
    /// All of them.
    #[must_use]
    pub fn all() -> Self {
        Self(Permission::ALL.iter().copied().collect())
    }

    /// Those with these names; names that no longer exist are passed over.
    pub fn named<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        Self(names.into_iter().filter_map(Permission::named).collect())
    }

    /// Whether it is among them.
    #[must_use]
    pub fn has(&self, permission: Permission) -> bool {
        self.0.contains(&permission)
    }

    /// They in order.
    pub fn iter(&self) -> impl Iterator<Item = Permission> + '_ {
        self.0.iter().copied()
    }

    /// Their names in order.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        self.iter().map(|permission| permission.name().to_owned()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back_to_their_permission() {
        for permission in Permission::ALL {
            assert_eq!(Permission::named(permission.name()), Some(*permission));
        }
        assert_eq!(Permissions::named(["users:read", "gone:long-ago"]).names(), ["users:read"]);
    }
}
