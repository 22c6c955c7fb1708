//! Categories, brands, facet values and conditions that the indexed products have.

use std::collections::HashMap;

use cholon_kernel::{BrandId, CategoryId};
use uuid::Uuid;

use super::schema::SEPARATOR;
use super::segment::NONE;
use crate::analysis::{Token, fold, readable, tokenize};

/// A category with products.
#[derive(Debug, Clone)]
pub(crate) struct CategoryNode {
    /// The category.
    pub(crate) id: CategoryId,
    /// Its name.
    pub(crate) name: String,
    /// Its name and, when that joins several (`Bao Da - Ốp Lưng`), each of them.
    pub(crate) parts: Vec<NamePart>,
    /// The category above, by number.
    pub(crate) parent: u32,
    /// Steps from the root.
    pub(crate) depth: u32,
    parent_id: Option<CategoryId>,
    /// Products in it or below.
    pub(crate) products: u32,
}

/// A name, or one of several joined in a name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct NamePart {
    /// Its tokens, folded, with single blanks.
    pub(crate) folded: String,
    /// Its tokens with their marks, as [`Token::exact`] gives them.
    pub(crate) marks: Vec<String>,
}

/// A brand with products.
#[derive(Debug, Clone)]
pub(crate) struct BrandNode {
    /// The brand.
    pub(crate) id: BrandId,
    /// Its name.
    pub(crate) name: String,
    /// Its name, folded.
    pub(crate) folded: String,
    /// Products of it.
    pub(crate) products: u32,
}

/// A filterable value.
#[derive(Debug, Clone)]
pub(crate) struct FacetNode {
    /// The facet's slug.
    pub(crate) key: String,
    /// The value's slug.
    pub(crate) slug: String,
    /// The facet's name.
    pub(crate) label: String,
    /// The value as shown.
    pub(crate) value: String,
}

/// All names of one snapshot; segments map their local numbers to the numbers here.
#[derive(Debug, Default)]
pub(crate) struct Taxonomy {
    /// Categories.
    pub(crate) categories: Vec<CategoryNode>,
    /// Brands.
    pub(crate) brands: Vec<BrandNode>,
    /// Facet values.
    pub(crate) facets: Vec<FacetNode>,
    /// Condition codes.
    pub(crate) conditions: Vec<String>,
    category_numbers: HashMap<CategoryId, u32>,
    brand_numbers: HashMap<BrandId, u32>,
    facet_numbers: HashMap<(String, String), u32>,
}

fn number(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(NONE)
}

/// One word of a list (`Dây, Cáp Nối`) is too little to be a name.
fn parts_of(name: &str) -> Vec<NamePart> {
    let part = |text: &str| {
        let tokens = tokenize(text);
        let folded: Vec<&str> = tokens.iter().map(|token| token.folded.as_str()).collect();
        NamePart { folded: folded.join(" "), marks: tokens.iter().map(Token::exact).collect() }
    };
    let joint = name.split(" - ").map(part);
    let listed = name.split([',', '&', '/']).map(part).filter(|part| part.marks.len() > 1);
    let mut parts: Vec<NamePart> = joint.chain(listed).collect();
    parts.push(part(name));
    parts.retain(|part| part.folded.len() > 1);
    parts.sort();
    parts.dedup();
    parts
}

impl Taxonomy {
    /// The number of a category term.
    pub(super) fn add_category(&mut self, term: &str) -> u32 {
        let mut parts = term.split(SEPARATOR);
        let depth = parts.next().and_then(|depth| depth.parse().ok()).unwrap_or(0);
        let Some(id) = parts.next().and_then(|id| id.parse::<CategoryId>().ok()) else { return NONE };
        let parent_id = parts.next().and_then(|id| id.parse::<CategoryId>().ok());
        let name = parts.next().unwrap_or_default().to_owned();
        if let Some(&known) = self.category_numbers.get(&id) {
            return known;
        }
        let new = number(self.categories.len());
        let parts = parts_of(&name);
        self.categories.push(CategoryNode { id, name, parts, parent: NONE, depth, parent_id, products: 0 });
        self.category_numbers.insert(id, new);
        new
    }

    /// The number of a brand term.
    pub(super) fn add_brand(&mut self, term: &str) -> u32 {
        let Some((id, name)) = term.split_once(SEPARATOR) else { return NONE };
        let Ok(id) = id.parse::<Uuid>() else { return NONE };
        let id = BrandId::from(id);
        if let Some(&known) = self.brand_numbers.get(&id) {
            return known;
        }
        let new = number(self.brands.len());
        let folded = fold(&readable(name));
        self.brands.push(BrandNode { id, name: name.to_owned(), folded, products: 0 });
        self.brand_numbers.insert(id, new);
        new
    }

    /// The number of a facet term.
    pub(super) fn add_facet(&mut self, term: &str) -> u32 {
        let mut parts = term.splitn(4, SEPARATOR).map(str::to_owned);
        let (Some(key), Some(slug), Some(label), Some(value)) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return NONE;
        };
        let pair = (key.clone(), slug.clone());
        if let Some(&known) = self.facet_numbers.get(&pair) {
            return known;
        }
        let new = number(self.facets.len());
        self.facets.push(FacetNode { key, slug, label, value });
        self.facet_numbers.insert(pair, new);
        new
    }

    /// The number of a condition.
    pub(super) fn add_condition(&mut self, term: &str) -> u32 {
        if let Some(known) = self.conditions.iter().position(|condition| condition == term) {
            return number(known);
        }
        self.conditions.push(term.to_owned());
        number(self.conditions.len() - 1)
    }

    /// Connects categories with their parents once all are known.
    pub(super) fn connect(&mut self) {
        for at in 0..self.categories.len() {
            let parent = self.categories[at].parent_id.and_then(|id| self.category_numbers.get(&id));
            self.categories[at].parent = parent.copied().unwrap_or(NONE);
        }
    }

    /// The number of a category.
    pub(crate) fn category(&self, id: CategoryId) -> Option<u32> {
        self.category_numbers.get(&id).copied()
    }

    /// The number of a brand.
    pub(crate) fn brand(&self, id: BrandId) -> Option<u32> {
        self.brand_numbers.get(&id).copied()
    }

    /// The number of a facet value.
    pub(crate) fn facet(&self, key: &str, slug: &str) -> Option<u32> {
        self.facet_numbers.get(&(key.to_owned(), slug.to_owned())).copied()
    }
}
