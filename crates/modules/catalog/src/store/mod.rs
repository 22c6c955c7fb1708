//! SQL of the catalogue, and nothing but SQL.

pub(crate) mod categories;
pub(crate) mod changes;
pub(crate) mod directory;
pub(crate) mod documents;
pub(crate) mod imports;
pub(crate) mod lists;
pub(crate) mod media;
pub(crate) mod runs;
pub(crate) mod verify;
