//! SQL of identity, one file a subject.

pub(crate) mod accounts;
pub(crate) mod addresses;
pub(crate) mod audit;
pub(crate) mod challenges;
pub(crate) mod consents;
pub(crate) mod deletions;
pub(crate) mod keys;
pub(crate) mod logins;
pub(crate) mod people;
pub(crate) mod refresh;
pub(crate) mod roles;
pub(crate) mod second_factors;
pub(crate) mod sessions;
