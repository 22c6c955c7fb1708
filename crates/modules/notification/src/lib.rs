//! Messages to people: promised in the transaction that causes them, delivered once it is committed.
//!
//! Owns the PostgreSQL schema `notification`. Invariants: a message goes out when, and only when, its cause is true; at
//! least once, with its id as Message-ID so that a repetition can be told; what is secret in it, also in its subject, is
//! forgotten once it is delivered, and after an hour where it is not. With nothing configured no message leaves the machine: staff read them in the outbox.
//! Leaves to others: why a message is sent, and whether the person wants it.

mod deliver;
mod error;
mod facade;
mod forget;
mod html;
mod model;
mod sender;
mod smtp;
mod store;

pub use error::NotificationError;
pub use facade::{MessageId, NewMessage, Notifications, OUTBOX_PAGE_MAX};
pub use forget::EXPORT_MAX;
pub use model::{Channel, MessageRecord, MessageState};
pub use sender::{Outgoing, SendError, Sender, SenderState};
pub use smtp::{SmtpSender, SmtpSettings, SmtpTls};
