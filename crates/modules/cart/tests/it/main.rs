//! Carts against a real database.

mod clock;
mod live;
mod parallel;
mod support;
mod view;
