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
