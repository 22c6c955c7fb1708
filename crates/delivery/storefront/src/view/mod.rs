//! What templates see: plain texts, links and flags, made from the modules' models in one language.

pub(crate) mod account;
pub(crate) mod card;
pub(crate) mod cart;
pub(crate) mod compare;
pub(crate) mod facets;
pub(crate) mod listing;
pub(crate) mod menu;
pub(crate) mod page;
pub(crate) mod picture;
pub(crate) mod product;
pub(crate) mod templates;

/// A link with its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Link {
    /// What the shopper reads.
    pub(crate) name: String,
    /// Where it leads.
    pub(crate) href: String,
}

/// A step of the way from the home page to this one; the last one is no link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Crumb {
    /// What the shopper reads.
    pub(crate) name: String,
    /// Where it leads.
    pub(crate) href: Option<String>,
}
