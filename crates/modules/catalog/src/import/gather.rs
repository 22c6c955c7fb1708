//! Neighbouring rows of one product become one group; SKUs and products that come twice are found out.

use std::collections::{BTreeSet, HashSet};

use cholon_kernel::text::slugify;
use sha2::{Digest as _, Sha256};

use super::parse::{VARIANTS_MAX, parse_row};
use super::patch::ProductPatch;
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
        let number = row.number;
        let mut errors = Vec::new();
        let product = match row.cells {
            Err(error) => {
                errors.push(error);
                ProductPatch { row: number, ..ProductPatch::default() }
            }
            Ok(cells) => {
                let parsed = parse_row(number, cells, &mut errors);
                let room = UNKNOWN_COLUMNS_MAX.saturating_sub(self.unknown.len());
                self.unknown.extend(parsed.unknown.into_iter().take(room));
                parsed.product
            }
        };
        self.find_duplicate_skus(&product, &mut errors);
        if let Some(open) = self.open.as_mut().filter(|open| belongs(&open.product, &product)) {
            join(open, product, errors);
            return None;
        }
        self.find_duplicate_slug(&product, &mut errors);
        self.open.replace(Group { product, rows: 1, errors })
    }

    /// The last group.
    pub(crate) fn finish(&mut self) -> Option<Group> {
        self.open.take()
    }

    fn find_duplicate_skus(&mut self, product: &ProductPatch, errors: &mut Vec<RowError>) {
        for variant in &product.variants {
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
            errors.push(RowError::new(product.row, "product", RowErrorCode::ProductSplit, slug));
        }
    }
}

fn belongs(open: &ProductPatch, next: &ProductPatch) -> bool {
    open.slug.is_some() && open.slug == next.slug
}

/// The first row speaks for the product; the others add their variants.
fn join(open: &mut Group, next: ProductPatch, errors: Vec<RowError>) {
    open.rows += 1;
    open.errors.extend(errors);
    open.product.variants.extend(next.variants);
    if open.product.variants.len() > VARIANTS_MAX {
        open.product.variants.truncate(VARIANTS_MAX);
        open.errors.push(RowError::new(next.row, "product", RowErrorCode::TooLong, ""));
    }
}

fn fingerprint(text: &str) -> Fingerprint {
    let digest = Sha256::digest(text.as_bytes());
    let mut mark = Fingerprint::default();
    mark.copy_from_slice(&digest[..16]);
    mark
}
