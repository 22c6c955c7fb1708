//! What a batch meets in the database: the products its SKUs and slugs belong to, and what speaks against it.

use std::collections::{HashMap, HashSet};

use cholon_kernel::ProductId;
use sqlx::PgConnection;

use super::gather::Group;
use super::row_error::{RowError, RowErrorCode};
use crate::document::{ProductDocument, StoredVariant};
use crate::error::CatalogError;
use crate::store;

/// The products that a batch is about.
pub(crate) struct Resolved {
    documents: HashMap<ProductId, ProductDocument>,
    owner_of_sku: HashMap<String, ProductId>,
    owner_of_slug: HashMap<String, ProductId>,
}

impl Resolved {
    /// Looks them up; with `is_writing` they are locked until the transaction ends.
    pub(crate) async fn load(
        connection: &mut PgConnection,
        groups: &[Group],
        is_writing: bool,
    ) -> Result<Self, CatalogError> {
        let variants = groups.iter().flat_map(|group| &group.product.variants);
        let skus: Vec<String> = variants.map(|variant| variant.sku.clone()).collect();
        let slugs: Vec<String> = groups.iter().filter_map(|group| group.product.slug.clone()).collect();
        let ids = store::imports::product_ids(connection, &skus, &slugs).await?;
        if is_writing && !ids.is_empty() {
            store::imports::lock(connection, &ids).await?;
        }
        let documents = if ids.is_empty() { Vec::new() } else { store::imports::documents(connection, &ids).await? };
        Ok(Self::index(documents))
    }

    fn index(documents: Vec<ProductDocument>) -> Self {
        let variants = documents.iter().flat_map(|document| &document.with.variants);
        let owner_of_sku = variants.map(|variant| (variant.sku.clone(), variant.product_id)).collect();
        let products = documents.iter().map(|document| &document.product);
        let owner_of_slug = products.map(|product| (product.slug.to_string(), product.id)).collect();
        let documents = documents.into_iter().map(|document| (document.product.id, document)).collect();
        Self { documents, owner_of_sku, owner_of_slug }
    }

    /// The product as it is now that the group speaks of, by its SKUs or else by its slug.
    pub(crate) fn current(&self, group: &Group) -> Option<&ProductDocument> {
        let by_sku = group.product.variants.iter().find_map(|variant| self.owner_of_sku.get(&variant.sku));
        let id = by_sku.or_else(|| group.product.slug.as_ref().and_then(|slug| self.owner_of_slug.get(slug)))?;
        self.documents.get(id)
    }

    /// What speaks against the group.
    pub(crate) fn conflicts(&self, group: &Group) -> Vec<RowError> {
        let product = &group.product;
        let current = self.current(group);
        let id = current.map(|document| document.product.id);
        let mut errors = Vec::new();
        if current.is_none() && product.name.is_none() {
            errors.push(RowError::new(product.row, "name", RowErrorCode::Missing, ""));
        }
        if current.is_none() && product.category.is_none() {
            errors.push(RowError::new(product.row, "category", RowErrorCode::Missing, ""));
        }
        let owner = product.slug.as_ref().and_then(|slug| self.owner_of_slug.get(slug));
        if let Some(slug) = product.slug.as_ref().filter(|_| owner.is_some() && owner.copied() != id) {
            errors.push(RowError::new(product.row, "product", RowErrorCode::SlugTaken, slug));
        }
        let known: HashMap<&str, &StoredVariant> = current
            .map(|document| document.with.variants.iter().map(|variant| (variant.sku.as_str(), variant)).collect())
            .unwrap_or_default();
        for variant in &product.variants {
            let owner = self.owner_of_sku.get(&variant.sku).copied();
            let code = match known.get(variant.sku.as_str()) {
                _ if owner.is_some() && owner != id => Some(("sku", RowErrorCode::SkuOfOtherProduct)),
                None if variant.price.is_none() => Some(("price_vnd", RowErrorCode::Missing)),
                Some(stored) if variant.price.unwrap_or(stored.price) > variant.list_price.unwrap_or(i64::MAX) => {
                    Some(("price_vnd", RowErrorCode::PriceAboveListPrice))
                }
                _ => None,
            };
            errors.extend(code.map(|(column, code)| RowError::new(variant.row, column, code, &variant.sku)));
        }
        errors
    }
}

/// Slugs that are taken, in the database or by this batch.
pub(crate) struct Slugs {
    taken: HashSet<String>,
}

impl Slugs {
    /// Looks up which of the slugs that the batch may want are taken.
    pub(crate) async fn load(connection: &mut PgConnection, wanted: &[String]) -> Result<Self, CatalogError> {
        let taken =
            if wanted.is_empty() { Vec::new() } else { store::imports::taken_slugs(connection, wanted).await? };
        Ok(Self { taken: taken.into_iter().collect() })
    }

    /// Takes the first free one.
    pub(crate) fn take(&mut self, wanted: [String; 3]) -> Option<String> {
        let free = wanted.into_iter().find(|slug| !self.taken.contains(slug))?;
        self.taken.insert(free.clone());
        Some(free)
    }

    /// Marks a slug that the file itself names.
    pub(crate) fn reserve(&mut self, slug: &str) {
        self.taken.insert(slug.to_owned());
    }
}
