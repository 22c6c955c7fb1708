//! Categories and brands by name, for imports that create what is missing.

use cholon_kernel::{BrandId, CategoryId};
use sqlx::PgConnection;

use crate::error::CatalogError;

/// A category as imports look it up.
pub(crate) struct CategoryKey {
    pub(crate) id: CategoryId,
    pub(crate) parent_id: Option<CategoryId>,
    pub(crate) name: String,
    pub(crate) slug: String,
}

/// All categories, hidden ones too.
pub(crate) async fn categories(connection: &mut PgConnection) -> Result<Vec<CategoryKey>, CatalogError> {
    let rows = sqlx::query!("SELECT id, parent_id, name, slug FROM catalog.categories").fetch_all(connection).await?;
    let keys = rows.into_iter().map(|row| CategoryKey {
        id: row.id.into(),
        parent_id: row.parent_id.map(Into::into),
        name: row.name,
        slug: row.slug,
    });
    Ok(keys.collect())
}

/// All brands: id, name, slug.
pub(crate) async fn brands(connection: &mut PgConnection) -> Result<Vec<(BrandId, String, String)>, CatalogError> {
    let rows = sqlx::query!("SELECT id, name, slug FROM catalog.brands").fetch_all(connection).await?;
    Ok(rows.into_iter().map(|row| (row.id.into(), row.name, row.slug)).collect())
}

/// Slugs that once led to a category or brand.
pub(crate) async fn old_slugs(connection: &mut PgConnection) -> Result<Vec<String>, CatalogError> {
    let rows = sqlx::query_scalar!("SELECT slug FROM catalog.slug_history WHERE kind IN ('category', 'brand')");
    Ok(rows.fetch_all(connection).await?)
}

/// Adds a category.
pub(crate) async fn insert_category(connection: &mut PgConnection, key: &CategoryKey) -> Result<(), CatalogError> {
    sqlx::query!(
        "INSERT INTO catalog.categories (id, parent_id, name, slug, level, path) VALUES ($1, $2, $3, $4, 0, '{}')",
        key.id.as_uuid(),
        key.parent_id.map(CategoryId::as_uuid),
        key.name,
        key.slug
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Adds a brand.
pub(crate) async fn insert_brand(
    connection: &mut PgConnection,
    id: BrandId,
    name: &str,
    slug: &str,
) -> Result<(), CatalogError> {
    sqlx::query!("INSERT INTO catalog.brands (id, name, slug) VALUES ($1, $2, $3)", id.as_uuid(), name, slug)
        .execute(connection)
        .await?;
    Ok(())
}
