//! The words everyone uses: typed ids, money, quantities, pages, locales, actors, time and the event envelope.
//!
//! Invariants: no IO, no async, no database or HTTP type; compiles in seconds; every floor above may use it.

pub mod actor;
pub mod clock;
pub mod event;
pub mod id;
pub mod locale;
pub mod money;
pub mod page;
pub mod quantity;
pub mod text;

pub use actor::Actor;
pub use clock::{Clock, ManualClock, SystemClock};
pub use event::{Event, EventEnvelope, EventPosition};
pub use id::{AccountId, BrandId, CategoryId, EventId, ImportRunId, MediaId, ProductId, SessionId, VariantId};
pub use locale::Locale;
pub use money::{BasisPoints, Currency, Money, MoneyError};
pub use page::{Cursor, CursorError, Page, PageSize};
pub use quantity::{Quantity, QuantityError};
