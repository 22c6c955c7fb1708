//! A product as rows of a table: one a variant, the product's own columns in the first.

use serde::Serialize;
use serde_json::Value;

use crate::sheet::{COLUMNS, ProductSheet};

/// Columns that speak of the product.
pub(crate) const PRODUCT_COLUMNS: usize = 23;

/// Columns that a spreadsheet holds as numbers.
pub(crate) const NUMBER_COLUMNS: [&str; 6] =
    ["review_count", "sold_count", "price_vnd", "list_price_vnd", "weight_g", "available"];

/// A row in the order of [`COLUMNS`].
pub(crate) type TableRow = [String; COLUMNS.len()];

/// The rows of a product. Its slug stands in each, so that they are known to belong together.
pub(crate) fn rows(sheet: &ProductSheet) -> Result<Vec<TableRow>, serde_json::Error> {
    let mut product = fields(sheet)?;
    product.insert("category".to_owned(), Value::String(sheet.category.join(" > ")));
    let mut rows = Vec::with_capacity(sheet.variants.len());
    for (index, variant) in sheet.variants.iter().enumerate() {
        let variant = fields(variant)?;
        let mut row = TableRow::default();
        for (place, column) in COLUMNS.iter().enumerate() {
            let is_shown = index == 0 || place == 0 || place >= PRODUCT_COLUMNS;
            let value = if place < PRODUCT_COLUMNS { product.get(*column) } else { variant.get(*column) };
            row[place] = value.filter(|_| is_shown).map(text).unwrap_or_default();
        }
        rows.push(row);
    }
    Ok(rows)
}

fn fields(value: &impl Serialize) -> Result<serde_json::Map<String, Value>, serde_json::Error> {
    match serde_json::to_value(value)? {
        Value::Object(fields) => Ok(fields),
        _ => Ok(serde_json::Map::new()),
    }
}

/// A value as the text of a cell; lists and maps as JSON, empty ones as nothing.
fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(entries) if entries.is_empty() => String::new(),
        Value::Object(entries) if entries.is_empty() => String::new(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, HashMap};

    use proptest::prelude::*;

    use super::*;
    use crate::import::{Cell, parse_row};
    use crate::model::{Condition, PriceUnit, ProductStatus, Spec, VariantAttribute};
    use crate::sheet::VariantSheet;

    /// Text as the catalogue holds it: trimmed, without control characters, not empty.
    fn text() -> impl Strategy<Value = String> {
        "[ -~\n\tàáâđêơưằợỹ₫“”🎧;,\"'=]{1,40}"
            .prop_map(|text| text.trim().to_owned())
            .prop_filter("empty", |t| !t.is_empty())
    }

    fn sheet() -> impl Strategy<Value = ProductSheet> {
        let variant = (text(), text(), 0_i64..1_000_000_000, 0_i64..1_000_000, 0_u32..1_000, any::<bool>());
        let variant = variant.prop_map(|(name, value, price_vnd, discount, available, is_active)| VariantSheet {
            sku: "A 1".to_owned(),
            attributes: vec![VariantAttribute { name, value }],
            price_vnd,
            list_price_vnd: price_vnd + discount,
            barcode: None,
            weight_g: Some(available + 1),
            dimensions_mm: is_active.then_some([1, available + 1, 3]),
            available,
            is_active,
        });
        let texts = (text(), text(), text(), text(), proptest::option::of(text()));
        (texts, variant, any::<bool>()).prop_map(|((name, tag, group, value, unit), variant, is_featured)| {
            ProductSheet {
                product: "a-b".to_owned(),
                name: name.clone(),
                name_en: unit.clone(),
                category: vec!["Máy".to_owned(), "Quạt".to_owned()],
                brand: unit.clone(),
                status: ProductStatus::Active,
                condition: Condition::GradeB,
                price_unit: PriceUnit::Day,
                is_featured,
                tags: vec![tag.clone()],
                short_description: value.clone(),
                short_description_en: None,
                description_html: String::new(),
                description_html_en: None,
                seo_title: unit.clone(),
                seo_description: None,
                attrs: BTreeMap::from([(name.clone(), Value::String(tag))]),
                specs: vec![Spec { group, name, value, unit }],
                notes: BTreeMap::new(),
                rating_avg: None,
                review_count: variant.available,
                sold_count: 0,
                published_at: None,
                variants: vec![variant],
            }
        })
    }

    proptest! {
        #[test]
        fn what_a_csv_row_says_is_read_back(sheet in sheet()) {
            let mut writer = csv::Writer::from_writer(Vec::new());
            rows(&sheet).unwrap().iter().for_each(|row| writer.write_record(row).unwrap());
            let bytes = writer.into_inner().unwrap();
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(bytes.as_slice());
            let record = reader.records().next().unwrap().unwrap();
            let cells: HashMap<String, Cell> =
                COLUMNS.iter().zip(&record).map(|(column, value)| ((*column).to_owned(), Cell::Text(value.to_owned()))).collect();
            let mut errors = Vec::new();
            let read = parse_row(2, cells, &mut errors).product;
            prop_assert_eq!(errors, []);
            prop_assert_eq!(read.name.as_ref(), Some(&sheet.name));
            prop_assert_eq!(read.category, Some(sheet.category));
            prop_assert_eq!(read.tags, Some(sheet.tags));
            prop_assert_eq!(read.specs, Some(sheet.specs));
            prop_assert_eq!(read.attributes, Some(sheet.attrs));
            prop_assert_eq!(read.seo_title, Some(sheet.seo_title));
            prop_assert_eq!(read.is_featured, Some(sheet.is_featured));
            let (read, written) = (&read.variants[0], &sheet.variants[0]);
            prop_assert_eq!(read.attributes.as_ref(), Some(&written.attributes));
            prop_assert_eq!((read.price, read.list_price), (Some(written.price_vnd), Some(written.list_price_vnd)));
            prop_assert_eq!(read.dimensions_mm, Some(written.dimensions_mm));
            prop_assert_eq!((read.available, read.is_active), (Some(written.available), Some(written.is_active)));
        }
    }
}
