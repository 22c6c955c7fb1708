//! Who may ask for an address: declared where the address is, so that a test can walk all of them.

use http::Method;

/// Who may ask for an address; `P` is what a person can be allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access<P> {
    /// Anybody.
    Public,
    /// Who has given the password; the second factor may still be missing.
    HalfWay,
    /// Whoever is let in.
    Entered,
    /// Who is let in and allowed this.
    Needs(P),
}

/// An address as it was declared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declared<P> {
    /// How it is asked.
    pub method: Method,
    /// Where, with its parameters in braces.
    pub path: &'static str,
    /// Who may.
    pub access: Access<P>,
}
