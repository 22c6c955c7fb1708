//! Facets: what the index counts, with the query parameters that switch each value on.

use std::str::FromStr;

use cholon_i18n::{Texts, texts};
use cholon_kernel::{BrandId, CategoryId, Locale};
use cholon_search::model;

use crate::dto::listing::{Facet, FacetParameter, FacetValue};
use crate::names::Names;
use crate::query::SpecFilter;

/// Facets of the index as the API shows them.
pub(crate) fn shown(names: &Names, facets: &[model::Facet]) -> Vec<Facet> {
    let texts = texts(Locale::Vi);
    let shown = facets.iter().map(|facet| Facet {
        key: facet.key.clone(),
        label: label(texts, facet),
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

fn label(texts: &Texts, facet: &model::Facet) -> String {
    let key = match facet.key.as_str() {
        "brand" => "api-facet-brand",
        "category" => "api-facet-category",
        "price" => "api-facet-price",
        "rating" => "api-facet-rating",
        "condition" => "api-facet-condition",
        "stock" => "api-facet-stock",
        _ => return facet.label.clone(),
    };
    texts.get(key).to_owned()
}

fn value(names: &Names, key: &str, count: &model::FacetCount) -> Option<FacetValue> {
    let parameters = parameters(names, key, &count.token);
    let shown = || FacetValue {
        label: count.label.clone(),
        count: count.count,
        selected: count.is_selected,
        parameters: Vec::new(),
    };
    if parameters.is_empty() { None } else { Some(FacetValue { parameters, ..shown() }) }
}

/// The query parameters for a facet's value; none when the value's name is not known any more.
fn parameters(names: &Names, key: &str, token: &str) -> Vec<FacetParameter> {
    let parameter = |name: &'static str, value: &str| FacetParameter { name, value: value.to_owned() };
    match key {
        "brand" => brand_slug(names, token).map(|slug| parameter("brand", slug)).into_iter().collect(),
        "category" => category_slug(names, token).map(|slug| parameter("category", slug)).into_iter().collect(),
        "price" => {
            let (min, max) = token.split_once('-').unwrap_or((token, ""));
            let bounds = [("minPrice", min), ("maxPrice", max)].into_iter();
            bounds.filter(|(_, bound)| !bound.is_empty()).map(|(name, bound)| parameter(name, bound)).collect()
        }
        "rating" => vec![parameter("minRating", token)],
        "condition" => vec![parameter("condition", token)],
        "stock" => vec![parameter("inStock", "true")],
        spec => vec![parameter("spec", &format!("{spec}:{token}"))],
    }
}

fn brand_slug<'a>(names: &'a Names, token: &'a str) -> Option<&'a str> {
    match BrandId::from_str(token) {
        Ok(id) => names.brand_by_id(id).map(|brand| &*brand.slug),
        Err(_) => Some(token),
    }
}

fn category_slug<'a>(names: &'a Names, token: &'a str) -> Option<&'a str> {
    match CategoryId::from_str(token) {
        Ok(id) => names.category_by_id(id).map(|category| &*category.link.slug),
        Err(_) => Some(token),
    }
}
