//! Messages against a real database and a mail server that does what it is told.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod authority;
mod delivery;
mod mail_server;
mod patience;
mod privacy;
mod support;
