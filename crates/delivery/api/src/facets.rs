//! Facets: what the index counts, with the query parameters that switch each value on.

use cholon_i18n::{Value, texts};
use cholon_kernel::{Locale, Money};
use cholon_search::model;

use crate::dto::listing::{Facet, FacetParameter, FacetValue};
use crate::names::Names;
use crate::params::filters::Stars;
use crate::query::SpecFilter;

/// Facets of the index as the API shows them, in the shop's language.
pub(crate) fn shown(names: &Names, facets: &[model::Facet]) -> Vec<Facet> {
    let shown = facets.iter().map(|facet| Facet {
        key: facet.key.clone(),
        label: facet_label(facet),
        values: facet.values.iter().filter_map(|count| value(names, &facet.key, count)).collect(),
    });
    shown.filter(|facet| !facet.values.is_empty()).collect()
}

/// Spec filters of a request, values of one spec together, as the index takes them.
pub(crate) fn from_specs(specs: &[SpecFilter]) -> Vec<(String, Vec<String>)> {
    let mut facets: Vec<(String, Vec<String>)> = Vec::new();
    for spec in specs {
        match facets.iter_mut().find(|(key, _)| *key == spec.key) {
            Some((_, values)) => values.push(spec.value.clone()),
            None => facets.push((spec.key.clone(), vec![spec.value.clone()])),
        }
    }
    facets
}

/// The facet's name; the index names only those of specs.
fn facet_label(facet: &model::Facet) -> String {
    let key = match facet.key.as_str() {
        "brand" => "api-facet-brand",
        "category" => "api-facet-category",
        "price" => "api-facet-price",
        "rating" => "api-facet-rating",
        "condition" => "api-facet-condition",
        "stock" => "api-facet-stock",
        _ => return facet.label.clone(),
    };
    texts(Locale::Vi).get(key).to_owned()
}

/// The value; none when its name is not known any more.
fn value(names: &Names, key: &str, count: &model::FacetCount) -> Option<FacetValue> {
    let (label, parameters) = match key {
        "brand" => named("brand", &names.brand_by_id(count.token.parse().ok()?)?.slug, count),
        "category" => named("category", &names.category_by_id(count.token.parse().ok()?)?.link.slug, count),
        "price" => price(&count.token)?,
        "rating" => rating(&count.token)?,
        "condition" => (condition_label(&count.token), vec![parameter("condition", &count.token)]),
        "stock" => (in_stock_label(), vec![parameter("inStock", "true")]),
        spec => (count.label.clone(), vec![parameter("spec", &format!("{spec}:{}", count.token))]),
    };
    Some(FacetValue { label, count: count.count, selected: count.is_selected, parameters })
}

/// A label with the query parameters that it stands for.
type Labelled = (String, Vec<FacetParameter>);

fn parameter(name: &'static str, value: &str) -> FacetParameter {
    FacetParameter { name, value: value.to_owned() }
}

fn named(name: &'static str, slug: &str, count: &model::FacetCount) -> Labelled {
    (count.label.clone(), vec![parameter(name, slug)])
}

/// A band of prices, written `min-max` in đồng with either end open. The bands of the index leave out their upper end.
fn price(token: &str) -> Option<Labelled> {
    let (min, max) = token.split_once('-')?;
    let bound = |bound: &str| bound.parse::<i64>().ok();
    let shown = |bound: i64| Value::from(Money::vnd(bound).to_string());
    let texts = texts(Locale::Vi);
    let label = match (bound(min), bound(max)) {
        (Some(min), Some(max)) => texts.format("api-facet-price-between", &[("min", shown(min)), ("max", shown(max))]),
        (Some(min), None) => texts.format("api-facet-price-from", &[("min", shown(min))]),
        (None, Some(max)) => texts.format("api-facet-price-to", &[("max", shown(max))]),
        (None, None) => return None,
    };
    let ends = [("minPrice", min), ("maxPrice", max)].into_iter().filter(|(_, end)| !end.is_empty());
    Some((label, ends.map(|(name, end)| parameter(name, end)).collect()))
}

fn rating(token: &str) -> Option<Labelled> {
    let stars = Stars::from_hundredths(token.parse().ok()?)?.text();
    let shown = stars.replace('.', ",");
    let label = texts(Locale::Vi).format("api-facet-rating-from", &[("stars", shown.into())]);
    Some((label, vec![parameter("minRating", stars)]))
}

fn condition_label(code: &str) -> String {
    let key = match code {
        "new" => "api-facet-condition-new",
        "grade-a" => "api-facet-condition-grade-a",
        "grade-b" => "api-facet-condition-grade-b",
        "grade-c" => "api-facet-condition-grade-c",
        _ => return code.to_owned(),
    };
    texts(Locale::Vi).get(key).to_owned()
}

fn in_stock_label() -> String {
    texts(Locale::Vi).get("api-facet-stock-available").to_owned()
}
