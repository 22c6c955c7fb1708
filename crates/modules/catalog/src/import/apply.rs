//! One batch into the database: one short transaction with everything that belongs to it.

use cholon_database::Tx;
use cholon_kernel::{Clock, ImportRunId};

use super::ImportMode;
use super::directory::Directory;
use super::error::ImportError;
use super::gather::Group;
use super::merge::{Placement, Write, merge, now};
use super::resolve::{Resolved, Slugs};
use crate::document::{StoredProduct, StoredVariant};
use crate::error::CatalogError;
use crate::events::{CategoriesChanged, PriceChange};
use crate::publish::{self, Changed};
use crate::slug::product_slugs;
use crate::store;
use crate::store::runs::Advance;

/// What stays the same for all batches of a run.
pub(crate) struct Applier<'a> {
    pub(crate) clock: &'a dyn Clock,
    pub(crate) actor: String,
    pub(crate) mode: ImportMode,
    pub(crate) run: ImportRunId,
    pub(crate) directory: Directory,
}

impl Applier<'_> {
    /// Applies `groups` within `tx`, which the caller commits: products, history, events and progress at once.
    pub(crate) async fn apply(&mut self, tx: &mut Tx, groups: Vec<Group>) -> Result<Advance, ImportError> {
        let mut advance = Advance { products: u32::try_from(groups.len()).unwrap_or(u32::MAX), ..Advance::default() };
        advance.rows = groups.iter().map(|group| group.rows).sum();
        store::imports::set_actor(tx, &self.actor, now(self.clock)).await?;
        let resolved = Resolved::load(tx, &groups, true).await?;
        let groups = self.applicable(&resolved, groups)?;
        let writes = self.merge_all(tx, &resolved, groups).await?;
        let (created, updated) = self.write(tx, &writes).await?;
        (advance.created, advance.updated) = (created, updated);
        store::runs::advance(tx, self.run, advance, now(self.clock)).await?;
        Ok(advance)
    }

    /// Groups that nothing speaks against. What the check before let pass and the database no longer does was
    /// overtaken by somebody else's change.
    fn applicable(&self, resolved: &Resolved, groups: Vec<Group>) -> Result<Vec<Group>, ImportError> {
        let mut applicable = Vec::with_capacity(groups.len());
        for group in groups {
            let is_good = group.errors.is_empty() && resolved.conflicts(&group).is_empty();
            match (is_good, self.mode) {
                (true, _) => applicable.push(group),
                (false, ImportMode::SkipBadRows) => {}
                (false, ImportMode::AllOrNothing) => return Err(ImportError::Overtaken { row: group.product.row }),
            }
        }
        Ok(applicable)
    }

    async fn merge_all(
        &mut self,
        tx: &mut Tx,
        resolved: &Resolved,
        groups: Vec<Group>,
    ) -> Result<Vec<Write>, CatalogError> {
        let proposals: Vec<Option<[String; 3]>> = groups.iter().map(|group| proposals(resolved, group)).collect();
        let wanted: Vec<String> = proposals.iter().flatten().flatten().cloned().collect();
        let mut slugs = Slugs::load(tx, &wanted).await?;
        groups.iter().filter_map(|group| group.product.slug.as_deref()).for_each(|slug| slugs.reserve(slug));
        let mut writes = Vec::new();
        for (group, proposals) in groups.into_iter().zip(proposals) {
            let slug = proposals.map(|proposals| slugs.take(proposals).ok_or(CatalogError::SlugTaken)).transpose()?;
            let placement = self.place(tx, resolved, &group, slug).await?;
            writes.extend(merge(resolved.current(&group), group.product, placement, self.clock));
        }
        Ok(writes)
    }

    async fn place(
        &mut self,
        tx: &mut Tx,
        resolved: &Resolved,
        group: &Group,
        new_slug: Option<String>,
    ) -> Result<Placement, CatalogError> {
        let current = resolved.current(group).map(|document| &document.product);
        let named = match &group.product.category {
            Some(path) => self.directory.category(tx, path, self.clock).await?,
            None => None,
        };
        let category_id = named.or(current.map(|product| product.category_id));
        let brand_id = match &group.product.brand {
            None => None,
            Some(None) => Some(None),
            Some(Some(name)) => Some(Some(self.directory.brand(tx, name, self.clock).await?)),
        };
        let kept = || current.map(|product| product.slug.to_string());
        let slug = group.product.slug.clone().or_else(kept).or(new_slug);
        Ok(Placement {
            slug: slug.ok_or(CatalogError::NotFound("slug"))?,
            category_id: category_id.ok_or(CatalogError::NotFound("category"))?,
            brand_id,
        })
    }

    async fn write(&mut self, tx: &mut Tx, writes: &[Write]) -> Result<(u32, u32), CatalogError> {
        if self.directory.take_created() {
            cholon_events::publish(tx, self.clock, &CategoriesChanged {}).await?;
        }
        if writes.is_empty() {
            return Ok((0, 0));
        }
        let products: Vec<&StoredProduct> = writes.iter().map(|write| &write.product).collect();
        let variants: Vec<&StoredVariant> = writes.iter().flat_map(|write| &write.variants).collect();
        store::imports::write_products(tx, &products).await?;
        store::imports::write_variants(tx, &variants).await?;
        let changed: Vec<Changed> = writes.iter().map(changed).collect();
        publish::products_changed(tx, self.clock, &changed).await?;
        let prices: Vec<PriceChange> = writes.iter().flat_map(|write| write.prices.iter().cloned()).collect();
        publish::prices_changed(tx, self.clock, &prices).await?;
        let created = writes.iter().filter(|write| write.old_category_id.is_none()).count();
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        Ok((count(created), count(writes.len() - created)))
    }
}

/// Slugs for a product that is new and that the file gives none.
fn proposals(resolved: &Resolved, group: &Group) -> Option<[String; 3]> {
    if group.product.slug.is_some() || resolved.current(group).is_some() {
        return None;
    }
    let sku = group.product.variants.first().map_or("", |variant| variant.sku.as_str());
    Some(product_slugs(group.product.name.as_deref().unwrap_or_default(), sku))
}

fn changed(write: &Write) -> Changed {
    Changed { product: write.product.id, category: write.product.category_id, old_category: write.old_category_id }
}
