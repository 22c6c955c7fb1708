//! The back office over a real database, behind the edge.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod access;
mod audit;
mod getting_in;
mod pages;
mod people;
mod support;
mod texts;
