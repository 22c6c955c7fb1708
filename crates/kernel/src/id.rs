//! Typed identifiers: passing a product's id where a variant's is wanted does not compile.

use uuid::Uuid;

use crate::clock::Clock;

/// A new time-ordered identifier (UUID version 7, RFC 9562) for the moment of `clock`.
///
/// Time order keeps an index's newest entries together, and lets large tables be partitioned on the id itself.
#[must_use]
pub fn new_uuid(clock: &dyn Clock) -> Uuid {
    let now = clock.now();
    let milliseconds = u64::try_from(now.as_millisecond()).unwrap_or(0);
    uuid::Builder::from_unix_timestamp_millis(milliseconds, &rand::random()).into_uuid()
}

/// Defines an identifier: a UUID that knows what it identifies.
#[macro_export]
macro_rules! typed_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(uuid::Uuid);

        impl $name {
            /// A new id, ordered by the time of `clock`.
            #[must_use]
            pub fn new(clock: &dyn $crate::clock::Clock) -> Self {
                Self($crate::id::new_uuid(clock))
            }

            /// The id as the database stores it.
            #[must_use]
            pub const fn as_uuid(self) -> uuid::Uuid {
                self.0
            }
        }

        impl From<uuid::Uuid> for $name {
            fn from(value: uuid::Uuid) -> Self {
                Self(value)
            }
        }

        impl From<$name> for uuid::Uuid {
            fn from(value: $name) -> Self {
                value.0
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                uuid::Uuid::from_str(text).map(Self)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0)
            }
        }
    };
}

typed_id!(
    /// A product: what a product page shows.
    ProductId
);
typed_id!(
    /// A variant of a product: the thing with a SKU, a price and a stock.
    VariantId
);
typed_id!(
    /// A node of the category tree.
    CategoryId
);
typed_id!(
    /// A brand.
    BrandId
);
typed_id!(
    /// A stored picture.
    MediaId
);
typed_id!(
    /// One run of an import.
    ImportRunId
);
typed_id!(
    /// One event of the log.
    EventId
);
typed_id!(
    /// A person's account, a shopper's or one of staff.
    AccountId
);
typed_id!(
    /// One log-in of an account on one device, until it logs out.
    SessionId
);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::ManualClock;

    #[test]
    fn ids_made_later_sort_later() {
        let clock = ManualClock::at("2026-01-01T00:00:00Z");
        let first = ProductId::new(&clock);
        clock.advance_ms(1);
        assert!(first < ProductId::new(&clock));
    }

    #[test]
    fn an_id_survives_its_text_form() {
        let id = VariantId::new(&ManualClock::at("2026-01-01T00:00:00Z"));
        assert_eq!(id.to_string().parse::<VariantId>().ok(), Some(id));
    }
}
