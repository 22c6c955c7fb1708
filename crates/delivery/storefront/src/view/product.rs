//! The product page: one variant chosen, pictures, data sheet.

use cholon_catalog::model::{PriceUnit, ProductDetail, Spec, Variant};

use cholon_kernel::BasisPoints;

use crate::links;
use crate::view::Link;
use crate::view::card::{RatingView, brand_link, condition_key, short_count, unbroken};
use crate::view::cart::QUANTITY_MAX;
use crate::view::menu::icon;
use crate::view::page::Page;
use crate::view::picture::PictureView;

/// Up to so many pieces the page says how few are left.
const FEW_LEFT_MAX: u32 = 5;

/// A product with one of its variants chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ProductView {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) brand: Option<Link>,
    pub(crate) condition: String,
    pub(crate) rating: Option<RatingView>,
    pub(crate) sold: Option<String>,
    pub(crate) pictures: Vec<PictureView>,
    /// The symbol that stands for missing pictures.
    pub(crate) icon: &'static str,
    pub(crate) price: String,
    pub(crate) list_price: Option<String>,
    pub(crate) discount: Option<u32>,
    /// How much the discount is.
    pub(crate) saved: Option<String>,
    pub(crate) is_daily: bool,
    pub(crate) sku: String,
    /// The id of the variant, for the cart.
    pub(crate) variant_id: String,
    /// The most pieces that can be put into the cart at once; 0 when there are none, or when it is rented out.
    pub(crate) quantity_max: u32,
    /// `many`, `few` or `none`.
    pub(crate) stock_class: &'static str,
    pub(crate) stock_text: String,
    pub(crate) variants: Vec<VariantView>,
    pub(crate) short_description: String,
    /// Sanitised by the catalogue.
    pub(crate) description_html: String,
    pub(crate) specs: Vec<SpecGroup>,
}

/// A variant to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct VariantView {
    pub(crate) name: String,
    pub(crate) href: String,
    pub(crate) price: String,
    pub(crate) is_selected: bool,
    pub(crate) is_in_stock: bool,
}

/// Lines of the data sheet that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SpecGroup {
    pub(crate) name: String,
    /// Names and values.
    pub(crate) rows: Vec<(String, String)>,
}

/// The variant of `sku`; otherwise the cheapest that can be bought, otherwise the first.
pub(crate) fn chosen<'p>(product: &'p ProductDetail, sku: Option<&str>) -> Option<&'p Variant> {
    let asked = product.variants.iter().find(|variant| Some(variant.sku.as_str()) == sku);
    let buyable = || product.variants.iter().filter(|variant| !variant.available.is_zero());
    asked.or_else(|| buyable().min_by_key(|variant| variant.price.minor())).or_else(|| product.variants.first())
}

impl ProductView {
    /// The product with `variant` chosen.
    pub(crate) fn new(product: &ProductDetail, variant: &Variant, page: &Page) -> Self {
        let card = &product.card;
        let discount = variant.price.discount_from(variant.list_price);
        let saved = discount.and_then(|_| variant.list_price.minus(variant.price).ok());
        let is_daily = card.price_unit == PriceUnit::Day;
        let (stock_class, stock_text) = stock(variant.available.get(), page);
        Self {
            id: card.id.to_string(),
            name: card.name_in(page.locale).to_owned(),
            brand: card
                .brand
                .as_ref()
                .map(|brand| Link { name: brand.name.to_string(), href: brand_link(page.locale, &brand.slug) }),
            condition: page.text(condition_key(card.condition)),
            rating: card.rating.map(|rating| RatingView::new(rating, card.review_count, page.locale)),
            sold: (card.sold_count > 0)
                .then(|| page.ts("sold-count", "count", &short_count(card.sold_count, page.locale))),
            pictures: product.pictures.iter().map(PictureView::from).collect(),
            icon: icon(&card.category.slug),
            price: variant.price.to_string(),
            list_price: discount.map(|_| variant.list_price.to_string()),
            discount: discount.map(BasisPoints::percent).filter(|percent| *percent > 0),
            saved: saved.map(|saved| saved.to_string()),
            is_daily,
            sku: variant.sku.clone(),
            variant_id: variant.id.to_string(),
            quantity_max: if is_daily { 0 } else { variant.available.get().min(QUANTITY_MAX) },
            stock_class,
            stock_text,
            variants: product.variants.iter().map(|each| variant_view(product, each, variant, page)).collect(),
            short_description: product.short_description_in(page.locale).to_owned(),
            description_html: product.description_html_in(page.locale).to_owned(),
            specs: spec_groups(&product.specs),
        }
    }

    /// Whether there is anything to say about it.
    pub(crate) fn is_described(&self) -> bool {
        !self.short_description.is_empty() || !self.description_html.trim().is_empty()
    }
}

fn stock(available: u32, page: &Page) -> (&'static str, String) {
    match available {
        0 => ("none", page.text("out-of-stock")),
        1..=FEW_LEFT_MAX => ("few", page.t1("stock-few", "count", available)),
        _ => ("many", page.text("in-stock")),
    }
}

fn variant_view(product: &ProductDetail, variant: &Variant, chosen: &Variant, page: &Page) -> VariantView {
    let values: Vec<String> = variant.attributes.iter().map(|attribute| unbroken(&attribute.value)).collect();
    let path = page.link(&product.card.path());
    VariantView {
        name: if values.is_empty() { variant.sku.clone() } else { values.join(" · ") },
        href: links::with_query(&path, &[("phien-ban", variant.sku.as_str())]),
        price: variant.price.to_string(),
        is_selected: variant.id == chosen.id,
        is_in_stock: !variant.available.is_zero(),
    }
}

/// The data sheet by group; groups stand where their first line stood.
pub(crate) fn spec_groups(specs: &[Spec]) -> Vec<SpecGroup> {
    let mut groups: Vec<SpecGroup> = Vec::new();
    for spec in specs {
        let row = (spec.name.clone(), spec.display());
        match groups.iter_mut().find(|group| group.name == spec.group) {
            Some(group) => group.rows.push(row),
            None => groups.push(SpecGroup { name: spec.group.clone(), rows: vec![row] }),
        }
    }
    groups
}
