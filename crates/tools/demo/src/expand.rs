//! Models become products with variants.

use cholon_catalog::model::{Condition, PriceUnit, ProductStatus, Spec, VariantAttribute};
use cholon_catalog::sheet::{ProductSheet, VariantSheet};
use cholon_kernel::text::slugify;
use jiff::Timestamp;

use crate::accessories;
use crate::categories::{SECTIONS, Section};
use crate::table::{self, Model};
use crate::texts;

/// When the newest demo product came out; earlier ones follow at steps.
const NEWEST: &str = "2026-11-01T02:00:00Z";
/// Hours between the publishing of two products.
const PUBLISHING_STEP_HOURS: i64 = 7;
/// One product in so many is put forward.
const FEATURED_EVERY: usize = 29;
/// One variant in so many is sold out.
const SOLD_OUT_EVERY: u64 = 23;

/// A product with what its picture needs.
#[derive(Debug, Clone)]
pub(crate) struct DemoProduct {
    pub(crate) sheet: ProductSheet,
    /// The colours of its variants, each once.
    pub(crate) colours: Vec<String>,
}

/// All products of the demo shop.
pub(crate) fn products() -> anyhow::Result<Vec<DemoProduct>> {
    let mut products = Vec::new();
    for section in &SECTIONS {
        for model in table::read(section.table)? {
            products.extend(of_model(section, &model));
        }
    }
    let devices = products.clone();
    products.extend(accessories::for_devices(&devices));
    products.extend(accessories::second_hand(&devices));
    for (place, product) in products.iter_mut().enumerate() {
        date(&mut product.sheet, place)?;
    }
    Ok(products)
}

fn of_model(section: &Section, model: &Model) -> Vec<DemoProduct> {
    let is_split = section.is_option_a_product || model.name.contains("{}");
    if !is_split {
        return vec![product(section, model, &model.name, &model.options)];
    }
    let name = |option: &str| {
        if model.name.contains("{}") { model.name.replace("{}", option) } else { format!("{} {option}", model.name) }
    };
    let of_option = |option: &(String, i64)| product(section, model, &name(&option.0), std::slice::from_ref(option));
    model.options.iter().map(of_option).collect()
}

fn product(section: &Section, model: &Model, name: &str, options: &[(String, i64)]) -> DemoProduct {
    let leaf = section.leaf.or_else(|| section.is_leaf_first_spec.then(|| model.specs[0].as_str()));
    let category: Vec<String> = [Some(section.root), leaf].into_iter().flatten().map(ToOwned::to_owned).collect();
    let is_rental = section.root == "Thuê";
    let shown = if name.starts_with(&model.brand) || name.contains(&model.brand) || section.root != "Điện thoại" {
        name.to_owned()
    } else {
        format!("{} {name}", model.brand)
    };
    let specs = specs(section, model, options);
    let slug = slug_of(&shown);
    let mut sheet = blank(&slug, &shown, category, &model.brand);
    sheet.price_unit = if is_rental { PriceUnit::Day } else { PriceUnit::Piece };
    texts::describe(&mut sheet, &specs);
    sheet.specs = specs;
    sheet.sold_count = u32::try_from(hash(&slug) % 480).unwrap_or(0);
    sheet.variants = variants(section, model, &slug, options);
    DemoProduct { sheet, colours: model.colours.clone() }
}

/// The slug of a name in which a plus tells models apart.
pub(crate) fn slug_of(name: &str) -> String {
    slugify(&name.replace('+', " plus"))
}

/// A product with everything that does not depend on its kind.
pub(crate) fn blank(slug: &str, name: &str, category: Vec<String>, brand: &str) -> ProductSheet {
    ProductSheet {
        product: slug.to_owned(),
        name: name.to_owned(),
        name_en: None,
        category,
        brand: Some(brand.to_owned()),
        status: ProductStatus::Active,
        condition: Condition::New,
        price_unit: PriceUnit::Piece,
        is_featured: false,
        tags: Vec::new(),
        short_description: String::new(),
        short_description_en: None,
        description_html: String::new(),
        description_html_en: None,
        seo_title: None,
        seo_description: None,
        specs: Vec::new(),
        attrs: std::collections::BTreeMap::new(),
        notes: std::collections::BTreeMap::new(),
        rating_avg: None,
        review_count: 0,
        sold_count: 0,
        published_at: None,
        variants: Vec::new(),
    }
}

fn specs(section: &Section, model: &Model, options: &[(String, i64)]) -> Vec<Spec> {
    let mut specs: Vec<Spec> = section
        .specs
        .iter()
        .zip(&model.specs)
        .filter(|(_, value)| *value != "0")
        .map(|((group, name, unit, _), value)| Spec {
            group: (*group).to_owned(),
            name: (*name).to_owned(),
            value: value.clone(),
            unit: (!unit.is_empty()).then(|| (*unit).to_owned()),
        })
        .collect();
    if let [(option, _)] = options
        && option != "Tiêu chuẩn"
        && section.root != "Thuê"
    {
        let group = section.specs.first().map_or("Thông tin", |(group, ..)| group);
        specs.insert(
            0,
            Spec { group: group.to_owned(), name: section.option_name.to_owned(), value: option.clone(), unit: None },
        );
    }
    specs
}

fn variants(section: &Section, model: &Model, slug: &str, options: &[(String, i64)]) -> Vec<VariantSheet> {
    let mut variants = Vec::new();
    for (option, price) in options {
        for colour in &model.colours {
            let mut attributes = Vec::new();
            if options.len() > 1 {
                attributes.push(VariantAttribute { name: section.option_name.to_owned(), value: option.clone() });
            }
            if model.colours.len() > 1 {
                attributes.push(VariantAttribute { name: "Màu sắc".to_owned(), value: colour.clone() });
            }
            let key = slugify(&format!("{slug} {option} {colour}"));
            variants.push(variant(&key, *price, model.discount, attributes));
        }
    }
    variants
}

/// A variant with a SKU made from `key`, a list price `discount` percent above, and some stock.
pub(crate) fn variant(key: &str, price: i64, discount: i64, attributes: Vec<VariantAttribute>) -> VariantSheet {
    let number = hash(key);
    let list = price * 100 / (100 - discount);
    VariantSheet {
        sku: format!("CL-{:010X}", number & 0xff_ffff_ffff),
        attributes,
        price_vnd: price,
        list_price_vnd: if discount == 0 { price } else { list / 10_000 * 10_000 + 10_000 },
        barcode: Some(barcode(number)),
        weight_g: None,
        dimensions_mm: None,
        available: if number.is_multiple_of(SOLD_OUT_EVERY) { 0 } else { u32::try_from(number % 60).unwrap_or(0) + 2 },
        is_active: true,
    }
}

/// An EAN-13 of the range for use within a shop (prefix 2), which no maker's goods carry.
fn barcode(number: u64) -> String {
    let digits = format!("2{:011}", number % 100_000_000_000);
    let weigh = |(place, digit): (usize, u8)| u32::from(digit - b'0') * if place % 2 == 0 { 1 } else { 3 };
    let sum: u32 = digits.bytes().enumerate().map(weigh).sum();
    format!("{digits}{}", (10 - sum % 10) % 10)
}

fn date(sheet: &mut ProductSheet, place: usize) -> anyhow::Result<()> {
    let newest: Timestamp = NEWEST.parse()?;
    let order = hash(&sheet.product) % 1_500;
    let hours = i64::try_from(order)? * PUBLISHING_STEP_HOURS;
    sheet.published_at = Some(newest.checked_sub(jiff::Span::new().hours(hours))?);
    sheet.is_featured = place.is_multiple_of(FEATURED_EVERY);
    Ok(())
}

/// FNV-1a: the same number for the same text on every machine.
pub(crate) fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn the_shop_is_full_and_sound() {
        let products = products().expect("readable tables");
        assert!((1_300..=1_700).contains(&products.len()), "{} products", products.len());
        let mut skus = HashSet::new();
        let mut slugs = HashSet::new();
        for DemoProduct { sheet, .. } in &products {
            assert!(slugs.insert(sheet.product.clone()), "{} stands twice", sheet.product);
            assert!(!sheet.variants.is_empty() && !sheet.description_html.is_empty(), "{}", sheet.name);
            assert_eq!(cholon_kernel::text::compose(&sheet.name), sheet.name);
            for variant in &sheet.variants {
                assert!(skus.insert(variant.sku.clone()), "{} stands twice", variant.sku);
                assert!(variant.price_vnd > 0 && variant.list_price_vnd >= variant.price_vnd, "{}", sheet.name);
                assert!(variant.barcode.as_deref().is_some_and(cholon_catalog::barcode::is_barcode));
            }
        }
    }

    #[test]
    fn every_model_has_the_specs_of_its_section() {
        for section in &SECTIONS {
            for model in table::read(section.table).expect("a readable table") {
                assert_eq!(model.specs.len(), section.specs.len(), "{}", model.name);
            }
        }
    }
}
