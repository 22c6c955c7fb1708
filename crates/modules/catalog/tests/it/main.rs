//! The catalogue against a real PostgreSQL.

mod changes;
mod guards;
mod import;
mod media;
mod reads;
mod support;
