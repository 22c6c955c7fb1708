//! The query parameters of every operation: how the document describes them and how a request's are read.

pub(crate) mod admin;
pub(crate) mod brands;
pub(crate) mod compare;
pub(crate) mod docs;
pub(crate) mod filters;
pub(crate) mod moment;
pub(crate) mod paging;
pub(crate) mod places;
pub(crate) mod products;
pub(crate) mod search;
pub(crate) mod suggest;

#[cfg(test)]
mod contract;
