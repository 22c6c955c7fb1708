//! Products like a given one.

use cholon_kernel::ProductId;

use crate::index::{NONE, Row, SegmentView, Snapshot};

/// Products that are asked for at most.
const LIMIT_MAX: usize = 60;

/// Same leaf category first, then the same brand, the price close, what can be bought before what cannot.
pub(crate) fn related(snapshot: &Snapshot, id: ProductId, limit: usize) -> Vec<ProductId> {
    let Some((home, document)) = snapshot.find(id) else { return Vec::new() };
    let row = &home.data.rows[document as usize];
    let (leaf, brand) = (home.leaf(row), home.brand(row));
    let mut found: Vec<(u64, u128)> = Vec::new();
    for segment in &snapshot.segments {
        let alike = (0_u32..).zip(&segment.data.rows).filter(|(other, candidate)| {
            candidate.id != row.id && segment.leaf(candidate) == leaf && !segment.is_deleted(*other)
        });
        found.extend(alike.map(|(_, candidate)| (distance(row, candidate, segment, brand), candidate.id)));
    }
    found.sort_unstable();
    found.truncate(limit.min(LIMIT_MAX));
    found.into_iter().map(|(_, id)| uuid::Uuid::from_u128(id).into()).collect()
}

/// How far a product is from another, in thousandths of its price plus steps for brand and stock.
fn distance(row: &Row, other: &Row, segment: &SegmentView, brand: u32) -> u64 {
    let price = row.price.abs_diff(other.price).saturating_mul(1000) / row.price.max(1);
    let brand_step = if brand != NONE && segment.brand(other) == brand { 0 } else { 250 };
    let stock_step = if other.in_stock() { 0 } else { 10_000 };
    price.min(5_000) + brand_step + stock_step
}
