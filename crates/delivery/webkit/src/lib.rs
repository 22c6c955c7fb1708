//! The axum kit of the delivery floor: server, response cache, middleware, problems, extractors, assets, health.
//!
//! Invariants: an answer that is kept is the same for everybody; every error leaves as a problem with a code of one
//! registry; errors are logged once, here; whatever comes from outside has a bound.

pub mod assets;
mod client;
mod code;
mod cookies;
mod edge;
pub mod health;
mod live;
mod local_path;
mod locale;
mod memory;
mod problem;
mod rendered;
mod representation;
pub mod server;

pub use client::ClientInfo;
pub use code::Code;
pub use cookies::{Cookies, NewCookie};
pub use edge::{Answer, AnswerBody, Edge, EdgeParts, EdgeSettings, ErrorPage};
pub use live::live;
pub use local_path::local_path;
pub use locale::RequestLocale;
pub use memory::ResponseCache;
pub use problem::{Detail, Problem};
pub use rendered::{CachePolicy, Rendered, redirect};
