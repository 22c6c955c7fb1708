//! Archiving and renaming: what was at a slug keeps being answered.

use cholon_kernel::ProductId;

use crate::error::CatalogError;
use crate::events::CategoriesChanged;
use crate::facade::Catalog;
use crate::import::now;
use crate::model::{ProductStatus, SpecTemplate};
use crate::publish;
use crate::slug::is_slug;
use crate::store;

impl Catalog {
    /// Takes a product out of the offer; its page answers 410 from now on.
    pub async fn archive(&self, id: ProductId) -> Result<(), CatalogError> {
        self.set_status(id, ProductStatus::Archived).await
    }

    /// Puts a product on sale, out of sale or back to its preparation.
    pub async fn set_status(&self, id: ProductId, status: ProductStatus) -> Result<(), CatalogError> {
        let clock = &*self.inner.clock;
        let mut tx = self.inner.database.begin().await?;
        let changed = store::changes::set_status(&mut tx, id, status, now(clock)).await?;
        publish::products_changed(&mut tx, clock, &[changed.ok_or(CatalogError::NotFound("product"))?]).await?;
        tx.commit().await?;
        self.invalidate();
        Ok(())
    }

    /// Gives a product another slug; the old one answers 301 from now on.
    pub async fn rename_product(&self, id: ProductId, slug: &str) -> Result<(), CatalogError> {
        check_slug(slug)?;
        let clock = &*self.inner.clock;
        let mut tx = self.inner.database.begin().await?;
        let changed = store::changes::rename_product(&mut tx, id, slug, now(clock)).await?;
        publish::products_changed(&mut tx, clock, &[changed.ok_or(CatalogError::NotFound("product"))?]).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Gives the category at `slug` another one; the old one answers 301 from now on.
    pub async fn rename_category(&self, slug: &str, new_slug: &str) -> Result<(), CatalogError> {
        check_slug(new_slug)?;
        let mut tx = self.inner.database.begin().await?;
        if !store::changes::rename_category(&mut tx, slug, new_slug).await? {
            return Err(CatalogError::NotFound("category"));
        }
        cholon_events::publish(&mut tx, &*self.inner.clock, &CategoriesChanged {}).await?;
        tx.commit().await?;
        self.invalidate();
        Ok(())
    }

    /// Describes the category at `slug`: its English name, its place among its siblings, the specs of its products.
    pub async fn describe_category(
        &self,
        slug: &str,
        name_en: Option<&str>,
        sort_order: i32,
        spec_template: &[SpecTemplate],
    ) -> Result<(), CatalogError> {
        let mut tx = self.inner.database.begin().await?;
        if !store::changes::describe_category(&mut tx, slug, name_en, sort_order, spec_template).await? {
            return Err(CatalogError::NotFound("category"));
        }
        cholon_events::publish(&mut tx, &*self.inner.clock, &CategoriesChanged {}).await?;
        tx.commit().await?;
        self.invalidate();
        Ok(())
    }
}

fn check_slug(slug: &str) -> Result<(), CatalogError> {
    if is_slug(slug) { Ok(()) } else { Err(CatalogError::SlugMalformed) }
}
