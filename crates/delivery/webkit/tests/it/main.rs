//! The web kit from outside: the edge over a small router, and the server over real connections.

mod edge;
mod server;
mod shop;
