//! Ids of products for home pages, and lines of the sitemap.

use std::collections::HashMap;

use cholon_database::Connection;
use cholon_kernel::{BrandId, ProductId, VariantId};
use uuid::Uuid;

use crate::error::CatalogError;
use crate::model::{NamedLink, SitemapEntry};

/// Active products staff put forward, newest first.
pub(crate) async fn featured(connection: &mut Connection, limit: u32) -> Result<Vec<ProductId>, CatalogError> {
    let ids = sqlx::query_scalar!(
        "SELECT id FROM catalog.products WHERE status = 'active' AND is_featured
        ORDER BY published_at DESC, id DESC LIMIT $1",
        i64::from(limit)
    )
    .fetch_all(&mut **connection)
    .await?;
    Ok(ids.into_iter().map(ProductId::from).collect())
}

/// Active products, newest first.
pub(crate) async fn newest(connection: &mut Connection, limit: u32) -> Result<Vec<ProductId>, CatalogError> {
    let ids = sqlx::query_scalar!(
        "SELECT id FROM catalog.products WHERE status = 'active' ORDER BY published_at DESC, id DESC LIMIT $1",
        i64::from(limit)
    )
    .fetch_all(&mut **connection)
    .await?;
    Ok(ids.into_iter().map(ProductId::from).collect())
}

/// The next lines of the sitemap, by id.
pub(crate) async fn sitemap(
    connection: &mut Connection,
    after: Option<ProductId>,
    limit: u32,
) -> Result<Vec<SitemapEntry>, CatalogError> {
    let rows = sqlx::query!(
        r#"SELECT p.id, p.slug, c.slug AS category_slug, p.updated_at AS "updated_at: jiff_sqlx::Timestamp"
        FROM catalog.products p JOIN catalog.categories c ON c.id = p.category_id
        WHERE p.status = 'active' AND p.id > $1 ORDER BY p.id LIMIT $2"#,
        after.map_or(Uuid::nil(), ProductId::as_uuid),
        i64::from(limit)
    )
    .fetch_all(&mut **connection)
    .await?;
    let entries = rows.into_iter().map(|row| SitemapEntry {
        id: row.id.into(),
        category_slug: row.category_slug,
        slug: row.slug,
        updated_at: row.updated_at.to_jiff(),
    });
    Ok(entries.collect())
}

/// The last product of every `every` active ones, by id: where a long list is split into parts of that length.
pub(crate) async fn sitemap_starts(connection: &mut Connection, every: u32) -> Result<Vec<ProductId>, CatalogError> {
    let ids = sqlx::query_scalar!(
        "SELECT id FROM (
            SELECT id, row_number() OVER (ORDER BY id) AS number FROM catalog.products WHERE status = 'active'
        ) numbered WHERE number % $1 = 0 ORDER BY id",
        i64::from(every.max(1))
    )
    .fetch_all(&mut **connection)
    .await?;
    Ok(ids.into_iter().map(ProductId::from).collect())
}

/// Brands with active products, by name.
pub(crate) async fn brands(connection: &mut Connection) -> Result<Vec<NamedLink<BrandId>>, CatalogError> {
    let rows = sqlx::query!(
        "SELECT b.id, b.slug, b.name FROM catalog.brands b
        WHERE EXISTS (SELECT FROM catalog.products p WHERE p.brand_id = b.id AND p.status = 'active') ORDER BY b.name"
    )
    .fetch_all(&mut **connection)
    .await?;
    let link = |id: Uuid, slug: String, name: String| NamedLink { id: id.into(), slug: slug.into(), name: name.into() };
    Ok(rows.into_iter().map(|row| link(row.id, row.slug, row.name)).collect())
}

/// The products of active variants, each once.
pub(crate) async fn products_of(
    connection: &mut Connection,
    ids: &[VariantId],
) -> Result<Vec<ProductId>, CatalogError> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.as_uuid()).collect();
    let products =
        sqlx::query_scalar!("SELECT DISTINCT product_id FROM catalog.variants WHERE id = ANY($1) AND is_active", &ids)
            .fetch_all(&mut **connection)
            .await?;
    Ok(products.into_iter().map(ProductId::from).collect())
}

/// The active variants with these SKUs.
pub(crate) async fn variants_by_sku(
    connection: &mut Connection,
    skus: &[String],
) -> Result<HashMap<String, VariantId>, CatalogError> {
    let rows = sqlx::query!("SELECT sku, id FROM catalog.variants WHERE sku = ANY($1) AND is_active", skus)
        .fetch_all(&mut **connection)
        .await?;
    Ok(rows.into_iter().map(|row| (row.sku, row.id.into())).collect())
}

/// The active variants of a product, in order of display.
pub(crate) async fn variants_of(
    connection: &mut Connection,
    product: ProductId,
) -> Result<Vec<VariantId>, CatalogError> {
    let ids = sqlx::query_scalar!(
        "SELECT id FROM catalog.variants WHERE product_id = $1 AND is_active ORDER BY position, id",
        product.as_uuid()
    )
    .fetch_all(&mut **connection)
    .await?;
    Ok(ids.into_iter().map(VariantId::from).collect())
}
