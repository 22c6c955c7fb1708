//! Facets in the words of the page: tokens of the index become slugs of URLs, built-in facets get their names.

use cholon_catalog::CategoryTree;
use cholon_catalog::model::{Category, NamedLink};
use cholon_kernel::{BrandId, Locale};
use cholon_search::model::{Facet, FacetCount};

use crate::listing_query::{ListingQuery, is_facet_key, stars};
use crate::view::page::Page;

/// Values of a facet that the page offers at most.
const VALUES_MAX: usize = 40;
/// Facets that the page offers at most.
const FACETS_MAX: usize = 12;
/// Values of a facet that are shown without opening the rest.
const VALUES_SHOWN: usize = 8;
/// Conditions that have a text.
pub(crate) const CONDITIONS: [&str; 4] = ["new", "grade-a", "grade-b", "grade-c"];

/// A facet with its values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FacetView {
    /// The key of the URL.
    pub(crate) key: String,
    pub(crate) name: String,
    pub(crate) values: Vec<FacetValueView>,
    /// Whether only one value can be chosen.
    pub(crate) is_single: bool,
}

impl FacetView {
    /// Whether a value of the hidden rest is chosen.
    pub(crate) fn is_open(&self) -> bool {
        self.values.iter().skip(VALUES_SHOWN).any(|value| value.is_selected)
    }
}

/// A value of a facet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FacetValueView {
    /// The value of the URL.
    pub(crate) token: String,
    pub(crate) name: String,
    pub(crate) count: u32,
    pub(crate) is_selected: bool,
}

/// Price ranges that the page offers at most.
const BANDS_MAX: usize = 6;

/// A price range with the products in it: lower end, upper end, count.
pub(crate) type Range = (Option<u64>, Option<u64>, u32);

/// Neighbouring ranges joined until a handful is left, each with about as many products as the next.
pub(crate) fn joined(ranges: &[Range]) -> Vec<Range> {
    if ranges.len() <= BANDS_MAX {
        return ranges.to_vec();
    }
    let total: u32 = ranges.iter().map(|(.., count)| count).sum();
    let share = total.div_ceil(u32::try_from(BANDS_MAX).unwrap_or(1));
    let mut bands: Vec<Range> = Vec::new();
    for &(min, max, count) in ranges {
        match bands.last_mut() {
            Some((_, end, sum)) if *sum + count / 2 < share || *sum == 0 => (*end, *sum) = (max, *sum + count),
            _ => bands.push((min, max, count)),
        }
    }
    bands
}

/// A price range to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Band {
    pub(crate) name: String,
    pub(crate) href: String,
    pub(crate) count: u32,
    pub(crate) is_selected: bool,
}

/// Knows the names behind the index's tokens.
pub(crate) struct FacetReader<'a> {
    pub(crate) page: &'a Page,
    pub(crate) query: &'a ListingQuery,
    pub(crate) tree: &'a CategoryTree,
    pub(crate) brands: &'a [NamedLink<BrandId>],
    /// Whether categories can be chosen; a category's own page has its tabs instead.
    pub(crate) with_categories: bool,
}

impl FacetReader<'_> {
    /// The facets to offer: those with a choice, or with one made.
    pub(crate) fn facets(&self, facets: &[Facet]) -> Vec<FacetView> {
        let views = facets.iter().filter_map(|facet| self.facet(facet));
        let is_useful = |view: &FacetView| view.values.len() > 1 || view.values.iter().any(|value| value.is_selected);
        views.filter(is_useful).take(FACETS_MAX).collect()
    }

    fn facet(&self, facet: &Facet) -> Option<FacetView> {
        let (key, name, is_single) = match facet.key.as_str() {
            "price" | "stock" => return None,
            "category" if !self.with_categories => return None,
            "category" => ("danh-muc", self.page.text("category"), true),
            "brand" => ("hang", self.page.text("brand"), false),
            "rating" => ("danh-gia", self.page.text("rating"), true),
            "condition" => ("tinh-trang", self.page.text("condition"), false),
            other if is_facet_key(other) => (other, facet.label.clone(), false),
            _ => return None,
        };
        let values = facet.values.iter().filter(|value| value.count > 0 || value.is_selected);
        let values = values.filter_map(|value| self.value(&facet.key, value)).take(VALUES_MAX).collect();
        Some(FacetView { key: key.to_owned(), name, values, is_single })
    }

    fn value(&self, facet: &str, value: &FacetCount) -> Option<FacetValueView> {
        let (token, name) = match facet {
            "category" => {
                let category = self.category(&value.token)?;
                (category.link.slug.to_string(), category.name_in(self.page.locale).to_owned())
            }
            "brand" => {
                let brand = self.brand(&value.token)?;
                (brand.slug.to_string(), brand.name.to_string())
            }
            "rating" => {
                let rating: u16 = value.token.parse().ok()?;
                (stars(rating), rating_name(self.page, rating))
            }
            "condition" => (value.token.clone(), self.condition_name(&value.token)?),
            _ => (value.token.clone(), value.label.clone()),
        };
        let is_selected = self.is_selected(facet, &token);
        Some(FacetValueView { token, name, count: value.count, is_selected })
    }

    fn is_selected(&self, facet: &str, token: &str) -> bool {
        match facet {
            "category" => self.query.category.as_deref() == Some(token),
            "brand" => self.query.brands.iter().any(|brand| brand == token),
            "rating" => self.query.rating_min.is_some_and(|rating| stars(rating) == token),
            "condition" => self.query.conditions.iter().any(|code| code == token),
            key => self.query.facets.iter().any(|(known, values)| known == key && values.iter().any(|v| v == token)),
        }
    }

    fn category(&self, token: &str) -> Option<&Category> {
        let by_id = token.parse().ok().and_then(|id| self.tree.nodes.get(&id));
        by_id.or_else(|| self.tree.at(token))
    }

    fn brand(&self, token: &str) -> Option<&NamedLink<BrandId>> {
        let id: Option<BrandId> = token.parse().ok();
        self.brands.iter().find(|brand| Some(brand.id) == id || *brand.slug == *token)
    }

    fn condition_name(&self, code: &str) -> Option<String> {
        CONDITIONS.contains(&code).then(|| self.page.text(&format!("condition-{code}")))
    }

    /// The name of the category at a slug.
    pub(crate) fn category_name(&self, slug: &str) -> String {
        self.category(slug).map_or_else(|| slug.to_owned(), |category| category.name_in(self.page.locale).to_owned())
    }

    /// The name of the brand at a slug.
    pub(crate) fn brand_name(&self, slug: &str) -> String {
        self.brand(slug).map_or_else(|| slug.to_owned(), |brand| brand.name.to_string())
    }

    /// The words of a chosen value: `RAM: 8 GB`.
    #[expect(clippy::unused_self, reason = "belongs to the names this reader knows")]
    pub(crate) fn facet_label(&self, facets: &[Facet], key: &str, value: &str) -> String {
        let Some(facet) = facets.iter().find(|facet| facet.key == key) else { return value.to_owned() };
        let label = facet.values.iter().find(|count| count.token == value).map_or(value, |count| &count.label);
        format!("{}: {label}", facet.label)
    }
}

/// The words for a least rating.
pub(crate) fn rating_name(page: &Page, rating: u16) -> String {
    let mark = if page.locale == Locale::Vi { "," } else { "." };
    page.ts("filter-stars", "stars", &stars(rating).replace('.', mark))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn joined_ranges_hold_every_product(counts in proptest::collection::vec(0_u32..500, 0..20)) {
            let ranges: Vec<Range> =
                (0..).zip(&counts).map(|(at, count)| (Some(at * 10), Some(at * 10 + 10), *count)).collect();
            let bands = joined(&ranges);
            prop_assert_eq!(bands.iter().map(|(.., count)| count).sum::<u32>(), counts.iter().sum::<u32>());
            prop_assert!(bands.windows(2).all(|pair| pair[0].1 == pair[1].0), "no gap between two");
            prop_assert!(bands.len() <= BANDS_MAX * 2);
        }
    }
}
