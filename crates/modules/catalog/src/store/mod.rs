//! SQL of the catalogue, and nothing but SQL.

pub(crate) mod categories;
pub(crate) mod documents;
pub(crate) mod lists;
