//! Filterable values of a product: from its category's spec template and from the attributes it came with.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use cholon_kernel::text::slugify;
use serde_json::Value;

use crate::index_record::IndexFacet;
use crate::model::{Spec, SpecTemplate, VariantAttribute};

/// Telling values that a card shows at most.
const HIGHLIGHTS_MAX: usize = 4;

/// Values of one product that become facets at most.
const FACETS_MAX: usize = 64;

/// Attributes that imports know: key, name, unit; the most telling first.
const KNOWN_ATTRIBUTES: [(&str, &str, &str); 15] = [
    ("screen_inch", "Màn hình", "inch"),
    ("ram_gb", "RAM", "GB"),
    ("storage_gb", "Bộ nhớ", "GB"),
    ("cpu", "CPU", ""),
    ("gpu", "Card đồ họa", ""),
    ("hp", "Công suất lạnh", "HP"),
    ("capacity_l", "Dung tích", "lít"),
    ("capacity_kg", "Khối lượng", "kg"),
    ("battery_mah", "Pin", "mAh"),
    ("power_w", "Công suất", "W"),
    ("network", "Mạng", ""),
    ("inverter", "Inverter", ""),
    ("wireless", "Không dây", ""),
    ("length_m", "Chiều dài", "m"),
    ("color", "Màu sắc", ""),
];

const YES: &str = "Có";
const GIGABYTES_PER_TERABYTE: u64 = 1024;

/// What a product is filtered by, before its variants' differences.
pub(crate) struct FacetSource<'a> {
    pub(crate) specs: &'a [Spec],
    pub(crate) template: &'a [SpecTemplate],
    pub(crate) attributes: &'a BTreeMap<String, Value>,
}

impl FacetSource<'_> {
    /// All facets with those of `variants`; each value once.
    pub(crate) fn facets<'v>(&self, variants: impl Iterator<Item = &'v VariantAttribute>) -> Vec<IndexFacet> {
        let differing = variants.map(|attribute| facet(&attribute.name, attribute.value.clone()));
        let mut seen = HashSet::new();
        self.own()
            .into_iter()
            .chain(differing)
            .filter(|facet| !facet.key.is_empty() && seen.insert((facet.key.clone(), slugify(&facet.value))))
            .take(FACETS_MAX)
            .collect()
    }

    /// Up to four telling values: `6.7 inch`, `8 GB`; of a yes or no only the yes, by its name.
    pub(crate) fn highlights(&self) -> Vec<Arc<str>> {
        let mut keys = HashSet::new();
        self.own()
            .into_iter()
            .filter(|facet| facet.key != "mau-sac" && keys.insert(facet.key.clone()))
            .map(|facet| if facet.value == YES { facet.label } else { facet.value })
            .map(Arc::from)
            .take(HIGHLIGHTS_MAX)
            .collect()
    }

    fn own(&self) -> Vec<IndexFacet> {
        let templated = self.template.iter().filter(|entry| entry.is_filter).flat_map(|entry| {
            let matching = self.specs.iter().filter(|spec| spec.name == entry.name && spec.group == entry.group);
            matching.map(|spec| facet(&spec.name, spec.display().replace('\u{a0}', " ")))
        });
        let known = KNOWN_ATTRIBUTES.iter().filter_map(|(key, name, unit)| {
            self.attributes.get(*key).and_then(|value| attribute_text(value, unit)).map(|text| facet(name, text))
        });
        let is_known = |key: &str| KNOWN_ATTRIBUTES.iter().any(|(known, ..)| *known == key);
        let free = self.attributes.iter().filter(|(key, _)| !is_known(key));
        let free = free.filter_map(|(key, value)| attribute_text(value, "").map(|text| facet(key, text)));
        templated.chain(known).chain(free).collect()
    }
}

fn facet(label: &str, value: String) -> IndexFacet {
    IndexFacet { key: slugify(label), label: label.to_owned(), value }
}

fn attribute_text(value: &Value, unit: &str) -> Option<String> {
    let text = match value {
        Value::Bool(true) => YES.to_owned(),
        Value::Number(number) => number.to_string().trim_end_matches(".0").to_owned(),
        Value::String(text) if !text.trim().is_empty() => text.trim().to_owned(),
        _ => return None,
    };
    let gigabytes = text.parse::<u64>().ok().filter(|count| unit == "GB" && *count >= GIGABYTES_PER_TERABYTE);
    if let Some(terabytes) = gigabytes.filter(|count| count % GIGABYTES_PER_TERABYTE == 0) {
        return Some(format!("{} TB", terabytes / GIGABYTES_PER_TERABYTE));
    }
    Some(if unit.is_empty() { text } else { format!("{text} {unit}") })
}
