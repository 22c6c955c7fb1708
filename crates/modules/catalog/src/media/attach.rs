//! Which pictures a product or category shows, in which order.

use cholon_kernel::{MediaId, ProductId, VariantId};

use crate::error::CatalogError;
use crate::events::CategoriesChanged;
use crate::facade::Catalog;
use crate::import::now;
use crate::publish;
use crate::store;

/// Attachments of one call at most.
const ATTACHMENTS_MAX: usize = 10_000;

/// A picture on a product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// The product.
    pub product_id: ProductId,
    /// The picture.
    pub media_id: MediaId,
    /// The one variant that it shows, if it shows one.
    pub variant_id: Option<VariantId>,
    /// Its place; the lowest is the primary picture that lists show.
    pub position: u32,
    /// What it shows, for people who do not see it.
    pub alt: String,
}

impl Catalog {
    /// Puts a picture on a product, or changes its place and text.
    pub async fn attach_picture(&self, attachment: Attachment) -> Result<(), CatalogError> {
        self.attach_pictures(std::slice::from_ref(&attachment)).await
    }

    /// Puts pictures on products in one statement; at most 10,000.
    pub async fn attach_pictures(&self, attachments: &[Attachment]) -> Result<(), CatalogError> {
        let attachments = attachments.get(..ATTACHMENTS_MAX).unwrap_or(attachments);
        if attachments.is_empty() {
            return Ok(());
        }
        let clock = &*self.inner.clock;
        let mut tx = self.inner.database.begin().await?;
        let mut ids: Vec<ProductId> = attachments.iter().map(|attachment| attachment.product_id).collect();
        ids.sort_unstable();
        ids.dedup();
        store::imports::lock(&mut tx, &ids).await?;
        store::media::attach(&mut tx, attachments).await?;
        let changed = store::media::touch(&mut tx, &ids, now(clock)).await?;
        publish::products_changed(&mut tx, clock, &changed).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Gives the category at `slug` its picture.
    pub async fn set_category_picture(&self, slug: &str, media_id: MediaId) -> Result<(), CatalogError> {
        let mut tx = self.inner.database.begin().await?;
        if !store::media::set_category_picture(&mut tx, slug, media_id).await? {
            return Err(CatalogError::NotFound("category"));
        }
        cholon_events::publish(&mut tx, &*self.inner.clock, &CategoriesChanged {}).await?;
        tx.commit().await?;
        self.invalidate();
        Ok(())
    }
}
