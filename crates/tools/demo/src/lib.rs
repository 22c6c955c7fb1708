//! Demo goods: what a newcomer finds in the shop after the first start, and made-up products for measuring.
//!
//! The tables in `demo/catalog` hold facts of well-known models; this crate makes products, texts and pictures of them.
//! Everything is deterministic: two machines get the same shop.

mod accessories;
mod categories;
mod colours;
mod drawing;
mod expand;
mod generate;
mod seed;
mod table;
mod texts;

pub use generate::generate;
pub use seed::{Summary, seed};
