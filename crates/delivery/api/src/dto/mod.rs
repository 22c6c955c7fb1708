//! The shapes of `/v1`: what a caller reads, kept apart from the modules' types so that either can change alone.

pub(crate) mod admin;
pub(crate) mod auth;
pub(crate) mod cart;
pub(crate) mod category;
pub(crate) mod comparison;
pub(crate) mod facebook;
pub(crate) mod index;
pub(crate) mod link;
pub(crate) mod listing;
pub(crate) mod me;
pub(crate) mod money;
pub(crate) mod picture;
pub(crate) mod place;
pub(crate) mod problem;
pub(crate) mod product_detail;
pub(crate) mod product_summary;
pub(crate) mod rating;
pub(crate) mod search;
pub(crate) mod spec;
pub(crate) mod suggestion;
pub(crate) mod variant;
pub(crate) mod whole;
