//! Facets: how many matching products have each value, each facet without its own filter.

use std::collections::BTreeMap;

use super::filters::{BRAND, CATEGORY, CONDITION, Compiled, PRICE, RATING, STOCK};
use crate::index::{Row, SegmentView, Snapshot, Taxonomy};
use crate::model::{Facet, FacetCount};

/// Values shown of one facet; selected ones are always among them.
const VALUES_MAX: usize = 60;
/// Facets of specs that one answer carries.
const FACETS_MAX: usize = 24;
/// Upper ends of price bands in đồng; the last band is open.
const PRICE_BANDS: &[u64] = &[
    100_000, 300_000, 500_000, 1_000_000, 2_000_000, 3_000_000, 5_000_000, 7_000_000, 10_000_000, 15_000_000,
    20_000_000, 30_000_000, 50_000_000,
];
/// Least ratings that are offered, in hundredths of a star.
const RATINGS: &[u16] = &[450, 400, 300];

/// Products of one facet in all, and of each of its values by number.
type Counted = (u32, Vec<(usize, u32)>);

/// Counts while documents go by.
#[derive(Debug, Clone)]
pub(crate) struct Counts {
    categories: Vec<u32>,
    brands: Vec<u32>,
    conditions: Vec<u32>,
    facets: Vec<u32>,
    prices: Vec<u32>,
    ratings: Vec<u32>,
    stock: u32,
    /// For each facet value, the bit of its own filter, 0 when not filtered by.
    own_filter: Vec<u32>,
    /// For each segment, its own numbers of categories and facets: most of the work, in one look-up a value.
    segments: Vec<InSegment>,
}

/// What passes all filters in one segment, by its own numbers.
#[derive(Debug, Clone)]
struct InSegment {
    categories: Vec<u32>,
    facets: Vec<u32>,
}

impl Counts {
    /// Nothing counted yet.
    pub(crate) fn new(snapshot: &Snapshot, filters: &Compiled) -> Self {
        let taxonomy = &snapshot.taxonomy;
        let in_segment = |view: &SegmentView| InSegment {
            categories: vec![0; view.categories.len()],
            facets: vec![0; view.facets.len()],
        };
        let own = |key: &str| filters.spec_dimension(key).map_or(0, |dimension| 1_u32 << dimension);
        Self {
            categories: vec![0; taxonomy.categories.len()],
            brands: vec![0; taxonomy.brands.len()],
            conditions: vec![0; taxonomy.conditions.len()],
            facets: vec![0; taxonomy.facets.len()],
            prices: vec![0; PRICE_BANDS.len() + 1],
            ratings: vec![0; RATINGS.len()],
            stock: 0,
            own_filter: taxonomy.facets.iter().map(|facet| own(&facet.key)).collect(),
            segments: snapshot.segments.iter().map(in_segment).collect(),
        }
    }

    /// Counts a product of segment `number` that fails at most the filter bits `failed`; a value counts when only its own
    /// filter failed.
    pub(crate) fn add(&mut self, (number, segment): (usize, &SegmentView), document: u32, row: &Row, failed: u32) {
        let counts = |dimension: u32| failed & !(1_u32 << dimension) == 0;
        if counts(BRAND) {
            bump(&mut self.brands, segment.brand(row));
        }
        if counts(CONDITION)
            && let Some(condition) = segment.conditions.get(row.condition as usize)
        {
            bump(&mut self.conditions, *condition);
        }
        if counts(PRICE) {
            // Filters hold both their ends, so a price between two bands belongs to both.
            let band = PRICE_BANDS.iter().filter(|end| row.price > **end).count();
            self.prices[band] += 1;
            if PRICE_BANDS.get(band) == Some(&row.price) {
                self.prices[band + 1] += 1;
            }
        }
        if counts(RATING) {
            for (at, least) in RATINGS.iter().enumerate() {
                self.ratings[at] += u32::from(row.rating >= *least);
            }
        }
        self.stock += u32::from(counts(STOCK) && row.in_stock());
        if failed == 0 {
            let locals = &mut self.segments[number];
            segment.data.categories.of(document).iter().for_each(|local| bump(&mut locals.categories, *local));
            segment.data.facets.of(document).iter().for_each(|local| bump(&mut locals.facets, *local));
        } else {
            self.add_failed(segment, document, failed);
        }
    }

    /// Counts categories and facets of a product that fails one filter.
    fn add_failed(&mut self, segment: &SegmentView, document: u32, failed: u32) {
        if failed == 1 << CATEGORY {
            for local in segment.data.categories.of(document) {
                bump(&mut self.categories, segment.categories[*local as usize]);
            }
        }
        for local in segment.data.facets.of(document) {
            let number = segment.facets[*local as usize];
            let own = self.own_filter.get(number as usize).copied().unwrap_or(0);
            if failed & !own == 0 {
                bump(&mut self.facets, number);
            }
        }
    }

    /// Adds up the segments.
    fn sum(&mut self, snapshot: &Snapshot) {
        for (view, counted) in snapshot.segments.iter().zip(&self.segments) {
            add_up(&mut self.categories, &view.categories, &counted.categories);
            add_up(&mut self.facets, &view.facets, &counted.facets);
        }
    }

    /// The facets of the answer.
    pub(crate) fn finish(mut self, snapshot: &Snapshot, filters: &Compiled) -> Vec<Facet> {
        self.sum(snapshot);
        let names = &snapshot.taxonomy;
        let mut found = vec![
            built_in(
                "category",
                Self::values(numbered(&self.categories), filters, CATEGORY, |at| {
                    let category = &names.categories[at];
                    (category.id.to_string(), category.name.clone())
                }),
            ),
            built_in(
                "brand",
                Self::values(numbered(&self.brands), filters, BRAND, |at| {
                    let brand = &names.brands[at];
                    (brand.id.to_string(), brand.name.clone())
                }),
            ),
            built_in("price", self.price_values(filters)),
            built_in("rating", self.rating_values(filters)),
            built_in(
                "condition",
                Self::values(numbered(&self.conditions), filters, CONDITION, |at| {
                    (names.conditions[at].clone(), names.conditions[at].clone())
                }),
            ),
            built_in("stock", stock_value(self.stock, filters)),
        ];
        found.retain(|facet| !facet.values.is_empty());
        found.extend(self.spec_facets(names, filters));
        found
    }

    fn values(
        counts: impl IntoIterator<Item = (usize, u32)>,
        filters: &Compiled,
        dimension: u32,
        name: impl Fn(usize) -> (String, String),
    ) -> Vec<FacetCount> {
        let wanted = counts.into_iter().filter_map(|(at, count)| {
            let is_selected = filters.is_selected(dimension, u32::try_from(at).ok()?);
            (count > 0 || is_selected).then_some((at, count, is_selected))
        });
        let mut wanted: Vec<(usize, u32, bool)> = wanted.collect();
        wanted.sort_unstable_by_key(|(at, count, is_selected)| (!is_selected, std::cmp::Reverse(*count), *at));
        wanted.truncate(VALUES_MAX);
        wanted.sort_unstable_by_key(|(at, count, _)| (std::cmp::Reverse(*count), *at));
        let value = |(at, count, is_selected): (usize, u32, bool)| {
            let (token, label) = name(at);
            FacetCount { token, label, count, is_selected }
        };
        wanted.into_iter().map(value).collect()
    }

    fn price_values(&self, filters: &Compiled) -> Vec<FacetCount> {
        let value = |at: usize, count: u32| {
            let min = at.checked_sub(1).map(|before| PRICE_BANDS[before]);
            let max = PRICE_BANDS.get(at).copied();
            let text = |end: Option<u64>| end.map(|end| end.to_string()).unwrap_or_default();
            let token = format!("{}-{}", text(min), text(max));
            let is_selected = filters.price.min == min && filters.price.max == max;
            FacetCount { label: token.clone(), token, count, is_selected }
        };
        let counted = self.prices.iter().enumerate().filter(|(_, count)| **count > 0);
        counted.map(|(at, count)| value(at, *count)).collect()
    }

    fn rating_values(&self, filters: &Compiled) -> Vec<FacetCount> {
        let counted = RATINGS.iter().zip(&self.ratings).filter(|(_, count)| **count > 0);
        let value = |(least, count): (&u16, &u32)| {
            let token = least.to_string();
            FacetCount { label: token.clone(), token, count: *count, is_selected: filters.rating_min() == *least }
        };
        counted.map(value).collect()
    }

    fn spec_facets(&self, names: &Taxonomy, filters: &Compiled) -> Vec<Facet> {
        let mut by_key: BTreeMap<&str, Counted> = BTreeMap::new();
        for (at, count) in self.facets.iter().enumerate() {
            let key = names.facets[at].key.as_str();
            let number = u32::try_from(at).unwrap_or(u32::MAX);
            let selected = filters.spec_dimension(key).is_some_and(|dimension| filters.is_selected(dimension, number));
            if *count > 0 || selected {
                let entry = by_key.entry(key).or_default();
                entry.0 += count;
                entry.1.push((at, *count));
            }
        }
        let mut keys: Vec<(&str, Counted)> = by_key.into_iter().collect();
        keys.sort_by_key(|(_, (products, _))| std::cmp::Reverse(*products));
        keys.truncate(FACETS_MAX);
        keys.into_iter().map(|(key, (_, values))| Self::spec_facet(names, filters, key, values)).collect()
    }

    fn spec_facet(names: &Taxonomy, filters: &Compiled, key: &str, values: Vec<(usize, u32)>) -> Facet {
        let dimension = filters.spec_dimension(key).unwrap_or(u32::MAX);
        let label = values.first().map(|(at, _)| names.facets[*at].label.clone());
        let values = Self::values(values, filters, dimension, |at| {
            let facet = &names.facets[at];
            (facet.slug.clone(), facet.value.clone())
        });
        Facet { key: key.to_owned(), label: label.unwrap_or_default(), values }
    }
}

fn numbered(counts: &[u32]) -> impl Iterator<Item = (usize, u32)> {
    counts.iter().copied().enumerate()
}

fn bump(counts: &mut [u32], number: u32) {
    if let Some(count) = counts.get_mut(number as usize) {
        *count += 1;
    }
}

/// Adds `counted`, by numbers of a segment, to `counts`, by those of the taxonomy.
fn add_up(counts: &mut [u32], numbers: &[u32], counted: &[u32]) {
    for (number, count) in numbers.iter().zip(counted) {
        if let Some(sum) = counts.get_mut(*number as usize) {
            *sum += count;
        }
    }
}

fn built_in(key: &str, values: Vec<FacetCount>) -> Facet {
    Facet { key: key.to_owned(), label: String::new(), values }
}

fn stock_value(count: u32, filters: &Compiled) -> Vec<FacetCount> {
    let value = FacetCount { token: "1".to_owned(), label: String::new(), count, is_selected: filters.wants_stock() };
    if count > 0 || value.is_selected { vec![value] } else { Vec::new() }
}
