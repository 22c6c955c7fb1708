//! Whether the catalogue agrees with itself.

use std::fmt;

use crate::error::CatalogError;
use crate::facade::Catalog;
use crate::store;

/// Differences that are listed at most.
const DIFFERENCES_MAX: u32 = 1_000;

/// Something that does not agree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// What does not agree with what.
    pub what: String,
    /// Of which product, variant, category or picture.
    pub which: String,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.what, self.which)
    }
}

impl Catalog {
    /// What does not agree within the catalogue: variants, price history, tree, slugs, pictures. Empty when all is
    /// well; at most 1,000 lines.
    pub async fn verify(&self) -> Result<Vec<Difference>, CatalogError> {
        let found = store::verify::differences(&mut *self.inner.database.read().await?, DIFFERENCES_MAX).await?;
        Ok(found.into_iter().map(|(what, which)| Difference { what, which }).collect())
    }
}
