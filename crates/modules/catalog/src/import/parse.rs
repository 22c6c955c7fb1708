//! From the values of a row to what it says about a product and its variants.

use std::collections::{BTreeMap, HashMap};

use cholon_kernel::Quantity;
use serde_json::Value;

use super::cell::Cell;
use super::fields::{ENTRIES_MAX, Fields, Patch, SHORT_TEXT_MAX, scalar_text};
use super::patch::{ProductPatch, VariantPatch};
use super::row_error::{RowError, RowErrorCode};
use crate::barcode::is_barcode;
use crate::model::{Rating, Spec, VariantAttribute};
use crate::rich_text;
use crate::slug::is_slug;

/// The group of specs that come as a flat list.
const FLAT_SPEC_GROUP: &str = "Thông số";
/// What separates the names of a category path in one text.
const PATH_SEPARATOR: &str = " > ";

const NAME_LENGTH_MAX: usize = 500;
const CATEGORY_NAME_LENGTH_MAX: usize = 200;
const CATEGORY_LEVELS_MAX: usize = 12;
/// Descriptions fit into a cell of a spreadsheet, which holds 32,767 letters.
const DESCRIPTION_LENGTH_MAX: usize = 30_000;
const SKU_LENGTH_MAX: usize = 64;
const SLUG_LENGTH_MAX: usize = 160;
/// The highest price: a hundred trillion đồng, exact also in a spreadsheet's numbers.
const PRICE_MAX: i64 = 100_000_000_000_000;
const COUNT_MAX: i64 = 1_000_000_000;
const MEASURE_MAX: i64 = 100_000_000;
/// Variants of one product.
pub(crate) const VARIANTS_MAX: usize = 500;

/// Columns of marketplace crawls that say where a row is from.
const NOTE_COLUMNS: [&str; 4] = ["image_url", "source", "crawled", "brand_source"];

/// A row read: what it says, and the columns that nobody knows.
pub(crate) struct ParsedRow {
    pub(crate) product: ProductPatch,
    pub(crate) unknown: Vec<String>,
}

/// Reads a row; what is wrong with it goes to `errors`.
pub(crate) fn parse_row(row: u32, cells: HashMap<String, Cell>, errors: &mut Vec<RowError>) -> ParsedRow {
    let mut fields = Fields::new(row, cells, errors);
    let mut product = parse_product(row, &mut fields);
    product.variants = parse_variants(row, &mut fields);
    let unknown = fields.rest().collect();
    ParsedRow { product, unknown }
}

/// Reads a further row of a product whose first row has spoken: only its variants count.
pub(crate) fn parse_further_row(
    row: u32,
    cells: HashMap<String, Cell>,
    errors: &mut Vec<RowError>,
) -> Vec<VariantPatch> {
    parse_variants(row, &mut Fields::new(row, cells, errors))
}

fn parse_variants(row: u32, fields: &mut Fields<'_>) -> Vec<VariantPatch> {
    match fields.structure("variants") {
        None => parse_variant(row, fields).into_iter().collect(),
        Some(Cell::List(entries)) if !entries.is_empty() && entries.len() <= VARIANTS_MAX => {
            entries.into_iter().filter_map(|entry| parse_nested(row, entry, fields)).collect()
        }
        Some(_) => {
            fields.refuse("variants", RowErrorCode::Malformed, "");
            Vec::new()
        }
    }
}

fn parse_product(row: u32, fields: &mut Fields<'_>) -> ProductPatch {
    let name = fields.text("name", NAME_LENGTH_MAX);
    if name == Some(None) && !fields.is_refused("name") {
        fields.refuse("name", RowErrorCode::Missing, "");
    }
    ProductPatch {
        row,
        slug: parse_slug(fields),
        name: name.flatten(),
        name_en: fields.text("name_en", NAME_LENGTH_MAX),
        category: parse_category(fields),
        brand: fields.text("brand", CATEGORY_NAME_LENGTH_MAX),
        status: fields.word("status").flatten(),
        condition: fields.word("condition").map(Option::unwrap_or_default),
        price_unit: fields.word("price_unit").map(Option::unwrap_or_default),
        is_featured: fields.boolean("is_featured").map(Option::unwrap_or_default),
        tags: parse_tags(fields),
        short_description: fields.text("short_description", DESCRIPTION_LENGTH_MAX).map(Option::unwrap_or_default),
        short_description_en: fields.text("short_description_en", DESCRIPTION_LENGTH_MAX),
        description_html: parse_description(fields),
        description_html_en: parse_html(fields, "description_html_en"),
        seo_title: fields.text("seo_title", NAME_LENGTH_MAX),
        seo_description: fields.text("seo_description", SHORT_TEXT_MAX),
        specs: parse_specs(fields),
        attributes: fields.map("attrs"),
        notes: parse_notes(fields),
        rating: fields.hundredths("rating_avg", Rating::MAX.0).map(|rating| rating.map(Rating)),
        review_count: count(fields, "review_count"),
        sold_count: count(fields, "sold_count"),
        published_at: fields.parsed("published_at"),
        variants: Vec::new(),
    }
}

fn parse_slug(fields: &mut Fields<'_>) -> Option<String> {
    let slug = fields.text("product", SLUG_LENGTH_MAX)??;
    if !is_slug(&slug) {
        fields.refuse("product", RowErrorCode::SlugMalformed, &slug);
    }
    Some(slug)
}

fn parse_category(fields: &mut Fields<'_>) -> Option<Vec<String>> {
    let names: Vec<String> = match fields.structure("category")? {
        Cell::List(entries) => entries.iter().filter_map(scalar_text).collect(),
        Cell::Text(text) => text.split(PATH_SEPARATOR).map(str::to_owned).collect(),
        _ => Vec::new(),
    };
    let names: Vec<String> =
        names.iter().filter_map(|name| fields.clean("category", name, CATEGORY_NAME_LENGTH_MAX)).collect();
    if names.is_empty() {
        fields.refuse("category", RowErrorCode::Missing, "");
    } else if names.len() > CATEGORY_LEVELS_MAX {
        fields.refuse("category", RowErrorCode::TooLong, &names.join(PATH_SEPARATOR));
    } else if names.iter().any(|name| name.contains(PATH_SEPARATOR)) {
        fields.refuse("category", RowErrorCode::Malformed, &names.join(PATH_SEPARATOR));
    }
    Some(names)
}

fn parse_tags(fields: &mut Fields<'_>) -> Option<Vec<String>> {
    let tags: Vec<String> = match fields.structure("tags")? {
        Cell::List(entries) => entries.iter().filter_map(scalar_text).collect(),
        Cell::Text(text) => text.split(',').map(str::to_owned).collect(),
        _ => Vec::new(),
    };
    if tags.len() > ENTRIES_MAX {
        fields.refuse("tags", RowErrorCode::TooLong, "");
    }
    Some(tags.iter().filter_map(|tag| fields.clean("tags", tag, CATEGORY_NAME_LENGTH_MAX)).collect())
}

/// HTML as it is written, else plain text made into paragraphs.
fn parse_description(fields: &mut Fields<'_>) -> Option<String> {
    let plain = fields.text("description", DESCRIPTION_LENGTH_MAX);
    let html = parse_html(fields, "description_html");
    let from_plain = plain.map(|text| text.map(|text| rich_text::from_plain(&text)));
    html.or(from_plain).map(Option::unwrap_or_default)
}

fn parse_html(fields: &mut Fields<'_>, column: &str) -> Patch<String> {
    let html = fields.text(column, DESCRIPTION_LENGTH_MAX)?;
    Some(html.map(|html| rich_text::sanitise(&html).trim().to_owned()).filter(|html| !html.is_empty()))
}

fn parse_specs(fields: &mut Fields<'_>) -> Option<Vec<Spec>> {
    let cell = fields.structure("specs")?;
    let specs: Vec<Option<Spec>> = match cell {
        Cell::Map(entries) => entries.iter().map(|(name, value)| flat_spec(fields, name, value)).collect(),
        Cell::List(entries) => entries.into_iter().map(|entry| grouped_spec(fields, entry)).collect(),
        cell if cell.is_empty() => Vec::new(),
        _ => vec![None],
    };
    if specs.len() > ENTRIES_MAX {
        fields.refuse("specs", RowErrorCode::TooLong, "");
    } else if specs.iter().any(Option::is_none) {
        fields.refuse("specs", RowErrorCode::Malformed, "");
    }
    Some(specs.into_iter().flatten().collect())
}

fn flat_spec(fields: &mut Fields<'_>, name: &str, value: &Cell) -> Option<Spec> {
    let name = fields.clean("specs", name, SHORT_TEXT_MAX)?;
    let value = fields.clean("specs", &scalar_text(value)?, SHORT_TEXT_MAX)?;
    Some(Spec { group: FLAT_SPEC_GROUP.to_owned(), name, value, unit: None })
}

fn grouped_spec(fields: &mut Fields<'_>, entry: Cell) -> Option<Spec> {
    let entry: BTreeMap<String, Cell> = match entry {
        Cell::Map(entries) => entries.into_iter().collect(),
        _ => return None,
    };
    let mut text = |key: &str| fields.clean("specs", &scalar_text(entry.get(key)?)?, SHORT_TEXT_MAX);
    let group = text("group").unwrap_or_else(|| FLAT_SPEC_GROUP.to_owned());
    Some(Spec { group, name: text("name")?, value: text("value")?, unit: text("unit") })
}

fn parse_notes(fields: &mut Fields<'_>) -> Option<BTreeMap<String, Value>> {
    let mut notes = fields.map("notes");
    for column in NOTE_COLUMNS {
        if let Some(note) = fields.text(column, SHORT_TEXT_MAX) {
            let notes = notes.get_or_insert_default();
            notes.extend(note.map(|note| (column.to_owned(), Value::String(note))));
        }
    }
    notes
}

fn count(fields: &mut Fields<'_>, column: &str) -> Option<u32> {
    let number = fields.integer(column, (0, COUNT_MAX))?.unwrap_or_default();
    u32::try_from(number).ok()
}

fn parse_nested(row: u32, entry: Cell, fields: &mut Fields<'_>) -> Option<VariantPatch> {
    let Cell::Map(entries) = entry else {
        fields.refuse("variants", RowErrorCode::Malformed, "");
        return None;
    };
    let mut errors = Vec::new();
    let patch = parse_variant(row, &mut Fields::new(row, entries.into_iter().collect(), &mut errors));
    for error in errors {
        fields.refuse(&format!("variants.{}", error.column), error.code, &error.value);
    }
    patch
}

/// What a row says about a variant; `None`, with an error, when it does not say about which.
fn parse_variant(row: u32, fields: &mut Fields<'_>) -> Option<VariantPatch> {
    let Some(sku) = fields.text("sku", SKU_LENGTH_MAX).flatten() else {
        if !fields.is_refused("sku") {
            fields.refuse("sku", RowErrorCode::Missing, "");
        }
        return None;
    };
    let price = price(fields, "price_vnd");
    let list_price = price_or_none(fields, "list_price_vnd").flatten();
    if price.zip(list_price).is_some_and(|(price, list_price)| price > list_price) {
        fields.refuse("price_vnd", RowErrorCode::PriceAboveListPrice, &price.unwrap_or_default().to_string());
    }
    Some(VariantPatch {
        row,
        sku,
        attributes: parse_attributes(fields),
        price,
        list_price,
        barcode: parse_barcode(fields),
        weight_g: measure(fields, "weight_g"),
        dimensions_mm: parse_dimensions(fields),
        available: available(fields),
        is_active: fields.boolean("is_active").map(|is_active| is_active.unwrap_or(true)),
    })
}

fn price_or_none(fields: &mut Fields<'_>, column: &str) -> Patch<i64> {
    fields.integer(column, (0, PRICE_MAX))
}

fn price(fields: &mut Fields<'_>, column: &str) -> Option<i64> {
    let price = price_or_none(fields, column)?;
    if price.is_none() && !fields.is_refused(column) {
        fields.refuse(column, RowErrorCode::Missing, "");
    }
    price
}

fn available(fields: &mut Fields<'_>) -> Option<u32> {
    let count = fields.integer("available", (0, i64::from(Quantity::MAX.get())))?.unwrap_or_default();
    u32::try_from(count).ok()
}

fn measure(fields: &mut Fields<'_>, column: &str) -> Patch<u32> {
    Some(fields.integer(column, (1, MEASURE_MAX))?.and_then(|number| u32::try_from(number).ok()))
}

fn parse_attributes(fields: &mut Fields<'_>) -> Option<Vec<VariantAttribute>> {
    let cell = fields.structure("attributes")?;
    let pairs: Vec<Option<(String, String)>> = match cell {
        Cell::Map(entries) => entries.into_iter().map(|(name, value)| Some((name, scalar_text(&value)?))).collect(),
        Cell::List(entries) => entries.into_iter().map(attribute_pair).collect(),
        cell if cell.is_empty() => Vec::new(),
        _ => vec![None],
    };
    let mut clean = |text: &str| fields.clean("attributes", text, SHORT_TEXT_MAX);
    let attributes: Vec<Option<VariantAttribute>> = pairs
        .into_iter()
        .map(|pair| {
            pair.and_then(|(name, value)| Some(VariantAttribute { name: clean(&name)?, value: clean(&value)? }))
        })
        .collect();
    if attributes.len() > ENTRIES_MAX || attributes.iter().any(Option::is_none) {
        fields.refuse("attributes", RowErrorCode::Malformed, "");
    }
    Some(attributes.into_iter().flatten().collect())
}

fn attribute_pair(entry: Cell) -> Option<(String, String)> {
    let Cell::Map(entries) = entry else { return None };
    let text = |key: &str| entries.iter().find(|(name, _)| name == key).and_then(|(_, value)| scalar_text(value));
    Some((text("name")?, text("value")?))
}

fn parse_barcode(fields: &mut Fields<'_>) -> Patch<String> {
    let barcode = fields.text("barcode", SHORT_TEXT_MAX)?;
    if let Some(wrong) = barcode.as_deref().filter(|code| !is_barcode(code)) {
        let wrong = wrong.to_owned();
        fields.refuse("barcode", RowErrorCode::BarcodeMalformed, &wrong);
    }
    Some(barcode)
}

/// Length, width and height: `[160, 80, 8]` or `160x80x8`.
fn parse_dimensions(fields: &mut Fields<'_>) -> Patch<[u32; 3]> {
    let cell = fields.structure("dimensions_mm")?;
    if cell.is_empty() {
        return Some(None);
    }
    let texts: Vec<String> = match &cell {
        Cell::List(entries) => entries.iter().filter_map(scalar_text).collect(),
        other => scalar_text(other).unwrap_or_default().split(['x', '×']).map(|part| part.trim().to_owned()).collect(),
    };
    let numbers: Vec<u32> = texts.iter().filter_map(|text| text.parse().ok()).filter(|number| *number > 0).collect();
    let is_in_range = numbers.iter().all(|number| i64::from(*number) <= MEASURE_MAX);
    match <[u32; 3]>::try_from(numbers) {
        Ok(dimensions) if texts.len() == 3 && is_in_range => Some(Some(dimensions)),
        _ => {
            fields.refuse("dimensions_mm", RowErrorCode::Malformed, &texts.join("x"));
            None
        }
    }
}
