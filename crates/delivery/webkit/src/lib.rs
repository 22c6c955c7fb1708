//! The axum kit of the delivery floor: server, response cache, middleware, problems, extractors, assets, health.
//!
//! Invariants: an answer that is kept is the same for everybody; every error leaves as a problem with a code of one
//! registry; errors are logged once, here; whatever comes from outside has a bound.

pub mod assets;
mod client;
mod code;
mod cookies;
mod csv;
mod declared;
pub mod design;
mod device;
mod edge;
pub mod flash;
pub mod form;
pub mod health;
mod live;
mod local_path;
mod locale;
mod memory;
mod pairs;
mod problem;
mod rendered;
mod representation;
pub mod server;
mod when;

pub use client::ClientInfo;
pub use code::Code;
pub use cookies::{Cookies, NewCookie};
pub use csv::csv_table;
pub use declared::{Access, Declared};
pub use device::{DeviceKind, described};
pub use edge::{Answer, AnswerBody, Edge, EdgeParts, EdgeSettings, ErrorPage, Failure, RequestName};
pub use live::live;
pub use local_path::local_path;
pub use locale::{OFFICE_LANGUAGE_COOKIE, OFFICE_PREFIX, RequestLocale, is_below};
pub use memory::ResponseCache;
pub use pairs::{PAIRS_MAX, escape, pairs, with_query};
pub use problem::{Detail, Problem, ToldAlready};
pub use rendered::{CachePolicy, Rendered, redirect};
pub use when::{When, local, moment};
