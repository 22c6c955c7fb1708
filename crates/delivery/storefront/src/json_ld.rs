//! Structured data after schema.org: what search engines read of the shop, the way to a page and a product.

use cholon_catalog::model::{Condition, PriceUnit, ProductDetail, Variant};
use serde_json::{Value, json};

use crate::links;
use crate::view::Crumb;
use crate::view::page::Page;

const CONTEXT: &str = "https://schema.org";
/// The width of pictures that search engines are shown.
const PICTURE_WIDTH: u32 = 960;

/// The shop itself.
pub(crate) fn organization(page: &Page) -> Value {
    let shop = &page.shop;
    let mut value = json!({
        "@context": CONTEXT,
        "@type": "Organization",
        "name": shop.name,
        "legalName": shop.legal_name(),
        "url": page.absolute("/"),
        "logo": page.absolute_file(&page.asset("icon-512.png")),
    });
    if let Some(hotline) = &shop.hotline {
        value["contactPoint"] =
            json!({"@type": "ContactPoint", "contactType": "customer service", "telephone": hotline});
    }
    if let Some(address) = &shop.address {
        value["address"] = json!(address);
    }
    value
}

/// The website with its search.
pub(crate) fn website(page: &Page) -> Value {
    json!({
        "@context": CONTEXT,
        "@type": "WebSite",
        "name": page.shop.name,
        "url": page.absolute("/"),
        "inLanguage": page.locale.tag(),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": format!("{}?q={{q}}", page.absolute("/tim-kiem"))},
            "query-input": "required name=q",
        },
    })
}

/// The way from the home page.
pub(crate) fn breadcrumb(page: &Page, crumbs: &[Crumb]) -> Value {
    let home = json!({"@type": "ListItem", "position": 1, "name": page.t("home"), "item": page.absolute("/")});
    let steps = crumbs.iter().enumerate().map(|(index, crumb)| {
        let mut step = json!({"@type": "ListItem", "position": index + 2, "name": crumb.name});
        if let Some(href) = &crumb.href {
            step["item"] = json!(page.absolute_file(href));
        }
        step
    });
    let items: Vec<Value> = std::iter::once(home).chain(steps).collect();
    json!({"@context": CONTEXT, "@type": "BreadcrumbList", "itemListElement": items})
}

/// A product with an offer per variant.
pub(crate) fn product(page: &Page, product: &ProductDetail) -> Value {
    let card = &product.card;
    let pictures = product.pictures.iter().map(|picture| page.absolute_file(&picture.url(PICTURE_WIDTH, "jpg")));
    let offers: Vec<Value> = product.variants.iter().map(|variant| offer(page, product, variant)).collect();
    let mut value = json!({
        "@context": CONTEXT,
        "@type": "Product",
        "name": card.name_in(page.locale),
        "description": product.short_description_in(page.locale),
        "category": card.category.name.as_ref(),
        "image": pictures.collect::<Vec<_>>(),
        "url": page.absolute(&card.path()),
        "offers": offers,
    });
    if let Some(brand) = &card.brand {
        value["brand"] = json!({"@type": "Brand", "name": brand.name.as_ref()});
    }
    if let Some(variant) = product.variants.first() {
        value["sku"] = json!(variant.sku);
        if let Some(barcode) = &variant.barcode {
            value["gtin"] = json!(barcode);
        }
    }
    if let Some(rating) = card.rating.filter(|_| card.review_count > 0) {
        value["aggregateRating"] = json!({
            "@type": "AggregateRating",
            "ratingValue": format!("{}.{:02}", rating.0 / 100, rating.0 % 100),
            "reviewCount": card.review_count,
        });
    }
    value
}

fn offer(page: &Page, product: &ProductDetail, variant: &Variant) -> Value {
    let path = links::with_query(&product.card.path(), &[("phien-ban", variant.sku.as_str())]);
    let availability = if variant.available.is_zero() { "OutOfStock" } else { "InStock" };
    let condition = if product.card.condition == Condition::New { "NewCondition" } else { "UsedCondition" };
    let mut value = json!({
        "@type": "Offer",
        "sku": variant.sku,
        "url": page.absolute(&path),
        "price": variant.price.minor().to_string(),
        "priceCurrency": variant.price.currency().code(),
        "availability": format!("{CONTEXT}/{availability}"),
        "itemCondition": format!("{CONTEXT}/{condition}"),
        "seller": {"@type": "Organization", "name": page.shop.name},
    });
    if product.card.price_unit == PriceUnit::Day {
        value["businessFunction"] = json!("http://purl.org/goodrelations/v1#LeaseOut");
        value["priceSpecification"] = json!({
            "@type": "UnitPriceSpecification",
            "price": variant.price.minor().to_string(),
            "priceCurrency": variant.price.currency().code(),
            "unitCode": "DAY",
        });
    }
    value
}
