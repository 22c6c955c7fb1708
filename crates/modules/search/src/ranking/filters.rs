//! Filters of a listing, made ready for one snapshot.

use crate::index::{Row, SegmentView, Taxonomy};
use crate::model::Filters;
use crate::query::PriceRange;

/// The dimension of a facet's filter; facets of specs follow from [`FIRST_SPEC`] on.
pub(crate) const CATEGORY: u32 = 0;
/// Brand.
pub(crate) const BRAND: u32 = 1;
/// Price.
pub(crate) const PRICE: u32 = 2;
/// Rating.
pub(crate) const RATING: u32 = 3;
/// Condition.
pub(crate) const CONDITION: u32 = 4;
/// Stock.
pub(crate) const STOCK: u32 = 5;
/// Discount.
const DISCOUNT: u32 = 6;
/// Where the dimensions of specs begin.
pub(crate) const FIRST_SPEC: u32 = 7;
/// Filters on specs that one request may carry.
const SPECS_MAX: usize = 24;

/// A set of numbers of the taxonomy.
#[derive(Debug, Clone, Default)]
struct Set(Vec<bool>);

impl Set {
    fn of(numbers: impl IntoIterator<Item = u32>, length: usize) -> Self {
        let mut set = vec![false; length];
        for number in numbers {
            if let Some(entry) = set.get_mut(number as usize) {
                *entry = true;
            }
        }
        Self(set)
    }

    fn has(&self, number: u32) -> bool {
        self.0.get(number as usize).copied().unwrap_or(false)
    }
}

/// Filters as numbers.
#[derive(Debug, Clone, Default)]
pub(crate) struct Compiled {
    category: Option<Set>,
    brands: Option<Set>,
    conditions: Option<Set>,
    /// Price limits set by the shopper or found in the text.
    pub(crate) price: PriceRange,
    rating_min: u16,
    in_stock: bool,
    discounted: bool,
    specs: Vec<(String, Set)>,
}

impl Compiled {
    /// Makes `filters` ready; an unknown id or slug matches nothing.
    pub(crate) fn new(filters: &Filters, found_price: Option<PriceRange>, taxonomy: &Taxonomy) -> Self {
        let found_price = found_price.unwrap_or_default();
        let brands = filters.brands.iter().filter_map(|brand| taxonomy.brand(*brand));
        let conditions = taxonomy.conditions.iter().enumerate().filter(|(_, code)| filters.conditions.contains(code));
        let conditions = conditions.filter_map(|(at, _)| u32::try_from(at).ok());
        let specs = filters.facets.iter().take(SPECS_MAX).filter(|(_, slugs)| !slugs.is_empty());
        Self {
            category: filters.category.map(|category| Set::of(taxonomy.category(category), taxonomy.categories.len())),
            brands: (!filters.brands.is_empty()).then(|| Set::of(brands, taxonomy.brands.len())),
            conditions: (!filters.conditions.is_empty()).then(|| Set::of(conditions, taxonomy.conditions.len())),
            price: PriceRange {
                min: filters.price_min.max(found_price.min),
                max: [filters.price_max, found_price.max].into_iter().flatten().min(),
            },
            rating_min: filters.rating_min.unwrap_or(0),
            in_stock: filters.in_stock,
            discounted: filters.discounted,
            specs: specs
                .map(|(key, slugs)| {
                    let numbers = slugs.iter().filter_map(|slug| taxonomy.facet(key, slug));
                    (key.clone(), Set::of(numbers, taxonomy.facets.len()))
                })
                .collect(),
        }
    }

    /// The dimension of a spec's filter, if it is filtered by.
    pub(crate) fn spec_dimension(&self, key: &str) -> Option<u32> {
        let at = self.specs.iter().position(|(known, _)| known == key)?;
        u32::try_from(at).ok().map(|at| FIRST_SPEC + at)
    }

    /// Whether a brand, category … of the taxonomy is filtered by.
    pub(crate) fn is_selected(&self, dimension: u32, number: u32) -> bool {
        let set = match dimension {
            CATEGORY => self.category.as_ref(),
            BRAND => self.brands.as_ref(),
            CONDITION => self.conditions.as_ref(),
            spec => self.specs.get((spec.wrapping_sub(FIRST_SPEC)) as usize).map(|(_, set)| set),
        };
        set.is_some_and(|set| set.has(number))
    }

    /// Whether only what can be bought is wanted.
    pub(crate) fn wants_stock(&self) -> bool {
        self.in_stock
    }

    /// The least rating wanted.
    pub(crate) fn rating_min(&self) -> u16 {
        self.rating_min
    }

    /// Whether every product passes.
    pub(crate) fn is_open(&self) -> bool {
        let has_set = self.category.is_some() || self.brands.is_some() || self.conditions.is_some();
        let has_bound = self.price != PriceRange::default() || self.rating_min > 0;
        !has_set && !has_bound && !self.in_stock && !self.discounted && self.specs.is_empty()
    }

    /// The dimensions in which a product fails, as bits; 0 means it passes.
    pub(crate) fn failures(&self, segment: &SegmentView, document: u32, row: &Row) -> u32 {
        let mut failed = 0;
        let mut check = |passes: bool, dimension: u32| failed |= u32::from(!passes) << dimension;
        if let Some(categories) = &self.category {
            let path = segment.data.categories.of(document).iter();
            check(path.map(|local| segment.categories[*local as usize]).any(|number| categories.has(number)), CATEGORY);
        }
        if let Some(brands) = &self.brands {
            check(brands.has(segment.brand(row)), BRAND);
        }
        if let Some(conditions) = &self.conditions {
            let condition = segment.conditions.get(row.condition as usize);
            check(condition.is_some_and(|condition| conditions.has(*condition)), CONDITION);
        }
        let price = self.price;
        check(price.min.is_none_or(|min| row.price >= min) && price.max.is_none_or(|max| row.price <= max), PRICE);
        check(row.rating >= self.rating_min, RATING);
        check(!self.in_stock || row.in_stock(), STOCK);
        check(!self.discounted || row.price < row.list_price, DISCOUNT);
        for (dimension, (_, wanted)) in (FIRST_SPEC..).zip(&self.specs) {
            let facets = segment.data.facets.of(document).iter();
            check(facets.map(|local| segment.facets[*local as usize]).any(|number| wanted.has(number)), dimension);
        }
        failed
    }
}
