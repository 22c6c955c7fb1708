//! An account and the words around it.

use cholon_kernel::clock::Timestamp;
use cholon_kernel::{AccountId, Locale};
use jiff::civil::Date;

use crate::error::{Field, IdentityError};
use crate::model::Contact;

/// Letters of a name at most.
pub const NAME_LENGTH_MAX: usize = 120;

/// Defines an enum that is kept as text.
macro_rules! named {
    ($(#[$doc:meta])* $type:ident { $($(#[$variant_doc:meta])* $variant:ident => $name:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $type {
            $($(#[$variant_doc])* $variant,)+
        }

        impl $type {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stable name.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// The one with a name.
            #[must_use]
            pub fn named(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.name() == name)
            }
        }
    };
}

named!(
    /// Whose account it is.
    AccountKind {
        /// A shopper's.
        Customer => "customer",
        /// One of staff.
        Staff => "staff",
    }
);
named!(
    /// Whether an account can be used.
    AccountState {
        /// It can.
        Active => "active",
        /// Staff has shut it.
        Blocked => "blocked",
        /// Its owner has had it deleted; nothing personal is left.
        Deleted => "deleted",
    }
);
named!(
    /// What personal data is used for (Decree 13/2023, article 11): each is agreed to by itself.
    ConsentPurpose {
        /// Keeping the account and fulfilling orders.
        Service => "service",
        /// News and offers.
        Marketing => "marketing",
        /// Recommendations from what was looked at and bought.
        Personalisation => "personalisation",
    }
);
named!(
    /// What a person wants to hear of, and how.
    Topic {
        /// Orders by e-mail.
        OrdersByEmail => "orders:email",
        /// Orders by SMS.
        OrdersBySms => "orders:sms",
        /// Orders by Zalo.
        OrdersByZns => "orders:zns",
        /// Orders on the device.
        OrdersByPush => "orders:push",
        /// Offers by e-mail.
        OffersByEmail => "offers:email",
        /// Offers by SMS.
        OffersBySms => "offers:sms",
        /// Offers by Zalo.
        OffersByZns => "offers:zns",
        /// Offers on the device.
        OffersByPush => "offers:push",
        /// A cart that waits, by e-mail.
        CartByEmail => "cart:email",
    }
);

named!(
    /// What became of a provider's wish to erase somebody.
    Erasure {
        /// The login opened no account.
        Nothing => "nothing",
        /// The login no longer opens the account, which has other ways in.
        Unlinked => "unlinked",
        /// The login was the only way in: the account is gone.
        Deleted => "deleted",
    }
);

/// An account as its owner and staff see it.
#[derive(Clone, PartialEq, Eq)]
pub struct Account {
    /// The account.
    pub id: AccountId,
    /// Whose it is.
    pub kind: AccountKind,
    /// Whether it can be used.
    pub state: AccountState,
    /// The person's name; empty where none was given.
    pub name: String,
    /// The confirmed e-mail address.
    pub email: Option<String>,
    /// The confirmed phone number.
    pub phone: Option<String>,
    /// Whether a password opens it.
    pub has_password: bool,
    /// The day of birth.
    pub birthday: Option<Date>,
    /// The language of messages.
    pub locale: Locale,
    /// What the person wants to hear of.
    pub topics: Vec<Topic>,
    /// Until when log-ins are refused.
    pub locked_until: Option<Timestamp>,
    /// Whether a second factor is set up.
    pub has_second_factor: bool,
    /// Since when there is the account.
    pub created_at: Timestamp,
}

impl Account {
    /// Where the person is written to: the e-mail address first, then the number.
    pub fn contacts(&self) -> impl Iterator<Item = Contact> + use<> {
        let email = self.email.clone().map(Contact::Email);
        email.into_iter().chain(self.phone.clone().map(Contact::Phone))
    }
}

impl std::fmt::Debug for Account {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Account").field("id", &self.id).field("kind", &self.kind).finish_non_exhaustive()
    }
}

/// A person's name: 1 to [`NAME_LENGTH_MAX`] letters, spaces put in order.
pub fn checked_name(text: &str) -> Result<String, IdentityError> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let name = cholon_kernel::text::compose(&words.join(" "));
    let is_name = !name.is_empty() && name.chars().count() <= NAME_LENGTH_MAX && !name.chars().any(char::is_control);
    if is_name { Ok(name) } else { Err(IdentityError::Field(Field::Name)) }
}
