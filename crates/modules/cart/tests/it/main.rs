//! Carts against a real database.

mod clock;
mod live;
mod overtaken;
mod parallel;
mod support;
mod view;
