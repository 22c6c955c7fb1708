//! Why the catalogue refuses; named constraints of the database become named errors here.

use cholon_database::DatabaseError;
use cholon_events::EventError;

/// Why the catalogue could not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum CatalogError {
    /// The database's answer.
    #[error("catalogue request failed")]
    Database(#[source] DatabaseError),
    /// An event could not be written.
    #[error("catalogue event could not be written")]
    Event(#[from] EventError),
    /// Another product has the SKU.
    #[error("another variant has this SKU")]
    SkuTaken,
    /// Another product, category or brand has the slug.
    #[error("the slug is taken")]
    SlugTaken,
    /// The text is no slug: lower-case ASCII letters, digits and single hyphens.
    #[error("not a slug")]
    SlugMalformed,
    /// The check digit or the length of the barcode is wrong.
    #[error("not an EAN-13 or UPC-A barcode")]
    BarcodeMalformed,
    /// A price below zero or above the list price.
    #[error("a price must lie between zero and the list price")]
    PriceOutOfRange,
    /// The product would be left without a variant.
    #[error("a product needs a variant")]
    VariantRequired,
    /// The category would stand below itself.
    #[error("a category cannot stand below itself")]
    CategoryCycle,
    /// There is no such product, variant or category.
    #[error("no such {0}")]
    NotFound(&'static str),
}

impl From<DatabaseError> for CatalogError {
    fn from(error: DatabaseError) -> Self {
        let named = match error.constraint() {
            Some("variants_sku_key") => Self::SkuTaken,
            Some("products_slug_key" | "categories_slug_key" | "brands_slug_key") => Self::SlugTaken,
            Some("products_slug_check" | "categories_slug_check" | "brands_slug_check") => Self::SlugMalformed,
            Some("variants_barcode_check") => Self::BarcodeMalformed,
            Some("variants_price_check" | "variants_list_price_check") => Self::PriceOutOfRange,
            Some("products_variants_required") => Self::VariantRequired,
            Some("categories_parent_id_cycle") => Self::CategoryCycle,
            _ => return Self::Database(error),
        };
        tracing::debug!(%error, "the database refused a change");
        named
    }
}

impl From<sqlx::Error> for CatalogError {
    fn from(error: sqlx::Error) -> Self {
        DatabaseError::from(error).into()
    }
}
