//! The pages of an account over a real database.

mod addresses;
mod house;
mod person;
mod privacy;
mod walk;
