//! The units as others use them: lists, addresses, typing, and conversion.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod addresses;
mod conversion;
mod names;
mod typing;
mod vectors;
