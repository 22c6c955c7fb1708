//! The catalogue against a real database.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod changes;
mod guards;
mod import;
mod media;
mod reads;
mod support;
