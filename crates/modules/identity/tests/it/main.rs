//! Identity against a real database.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod audit;
mod codes;
mod log_in;
mod passwords;
mod people;
mod privacy;
mod second_factor;
mod sessions;
mod support;
