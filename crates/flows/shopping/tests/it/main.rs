//! Where modules meet, against a real database.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod privacy;
mod reminders;
mod support;
