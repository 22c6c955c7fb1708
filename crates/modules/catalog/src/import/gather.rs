//! Neighbouring rows of one product become one group; SKUs and products that come twice are found out.

use std::collections::{BTreeSet, HashMap, HashSet};

use cholon_kernel::text::slugify;
use sha2::{Digest as _, Sha256};

use super::cell::Cell;
use super::fields::scalar_text;
use super::parse::{ParsedRow, VARIANTS_MAX, parse_further_row, parse_row};
use super::patch::{ProductPatch, VariantPatch};
use super::read::RawRow;
use super::row_error::{RowError, RowErrorCode};

/// Unknown columns that a report names at most.
const UNKNOWN_COLUMNS_MAX: usize = 50;

/// All rows of one product.
#[derive(Debug, Default)]
pub(crate) struct Group {
    pub(crate) product: ProductPatch,
    pub(crate) rows: u32,
    pub(crate) errors: Vec<RowError>,
}

/// A text's fingerprint: what is remembered of every SKU, so that memory does not depend on their length.
type Fingerprint = [u8; 16];

/// Gathers rows into groups.
#[derive(Default)]
pub(crate) struct Gatherer {
    open: Option<Group>,
    skus: HashSet<Fingerprint>,
    slugs: HashSet<Fingerprint>,
    derived_slugs: HashSet<Fingerprint>,
    pub(crate) unknown: BTreeSet<String>,
}

impl Gatherer {
    /// Takes a row; answers the group that it ends, if it does.
    pub(crate) fn push(&mut self, row: RawRow) -> Option<Group> {
        let mut errors = Vec::new();
        let cells = match row.cells {
            Ok(cells) => cells,
            Err(error) => {
                let product = ProductPatch { row: row.number, ..ProductPatch::default() };
                return self.open.replace(Group { product, rows: 1, errors: vec![error] });
            }
        };
        if self.open.as_ref().is_some_and(|open| belongs(open, &cells)) {
            let variants = parse_further_row(row.number, cells, &mut errors);
            self.find_duplicate_skus(&variants, &mut errors);
            if let Some(open) = &mut self.open {
                join(open, row.number, variants, errors);
            }
            return None;
        }
        let ParsedRow { product, unknown } = parse_row(row.number, cells, &mut errors);
        let room = UNKNOWN_COLUMNS_MAX.saturating_sub(self.unknown.len());
        self.unknown.extend(unknown.into_iter().take(room));
        self.find_duplicate_skus(&product.variants, &mut errors);
        self.find_duplicate_slug(&product, &mut errors);
        self.open.replace(Group { product, rows: 1, errors })
    }

    /// The last group.
    pub(crate) fn finish(&mut self) -> Option<Group> {
        self.open.take()
    }

    fn find_duplicate_skus(&mut self, variants: &[VariantPatch], errors: &mut Vec<RowError>) {
        for variant in variants {
            if !self.skus.insert(fingerprint(&variant.sku)) {
                errors.push(RowError::new(variant.row, "sku", RowErrorCode::DuplicateSku, &variant.sku));
            }
        }
    }

    /// A slug written in the file must not be one that an earlier row without a slug would get from its name.
    fn find_duplicate_slug(&mut self, product: &ProductPatch, errors: &mut Vec<RowError>) {
        let Some(slug) = &product.slug else {
            self.derived_slugs.extend(product.name.as_deref().map(|name| fingerprint(&slugify(name))));
            return;
        };
        let mark = fingerprint(slug);
        if self.derived_slugs.contains(&mark) {
            errors.push(RowError::new(product.row, "product", RowErrorCode::SlugTaken, slug));
        } else if !self.slugs.insert(mark) {
            // First, because the other errors of such a row only follow from it.
            errors.insert(0, RowError::new(product.row, "product", RowErrorCode::ProductSplit, slug));
        }
    }
}

fn belongs(open: &Group, cells: &HashMap<String, Cell>) -> bool {
    let slug = open.product.slug.as_deref();
    slug.is_some() && cells.get("product").and_then(scalar_text).as_deref().map(str::trim) == slug
}

/// The first row speaks for the product; the others add their variants.
fn join(open: &mut Group, row: u32, variants: Vec<VariantPatch>, errors: Vec<RowError>) {
    open.rows += 1;
    open.errors.extend(errors);
    open.product.variants.extend(variants);
    if open.product.variants.len() > VARIANTS_MAX {
        open.product.variants.truncate(VARIANTS_MAX);
        open.errors.push(RowError::new(row, "product", RowErrorCode::TooLong, ""));
    }
}

fn fingerprint(text: &str) -> Fingerprint {
    let digest = Sha256::digest(text.as_bytes());
    let mut mark = Fingerprint::default();
    mark.copy_from_slice(&digest[..16]);
    mark
}
