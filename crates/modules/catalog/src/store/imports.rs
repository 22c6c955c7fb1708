//! SQL of imports and exports: whole sets of products at a time.

use cholon_kernel::ProductId;
use sqlx::PgConnection;
use sqlx::types::Json;

use super::documents::{parse, uuids};
use crate::document::{ProductDocument, StoredProduct, StoredVariant};
use crate::error::CatalogError;

/// Ids of the products that have one of the SKUs or slugs.
pub(crate) async fn product_ids(
    connection: &mut PgConnection,
    skus: &[String],
    slugs: &[String],
) -> Result<Vec<ProductId>, CatalogError> {
    let ids = sqlx::query_scalar!(
        r#"SELECT product_id AS "id!" FROM catalog.variants WHERE sku = ANY($1)
        UNION SELECT id FROM catalog.products WHERE slug = ANY($2)"#,
        skus,
        slugs
    )
    .fetch_all(connection)
    .await?;
    Ok(ids.into_iter().map(ProductId::from).collect())
}

/// Locks products in one order, so that two writers wait for each other and never in a circle.
pub(crate) async fn lock(connection: &mut PgConnection, ids: &[ProductId]) -> Result<(), CatalogError> {
    sqlx::query!("SELECT id FROM catalog.products WHERE id = ANY($1) ORDER BY id FOR UPDATE", &uuids(ids))
        .fetch_all(connection)
        .await?;
    Ok(())
}

/// Products of any status.
pub(crate) async fn documents(
    connection: &mut PgConnection,
    ids: &[ProductId],
) -> Result<Vec<ProductDocument>, CatalogError> {
    let rows = sqlx::query_scalar!(
        r#"SELECT document::text AS "document!" FROM catalog.product_documents WHERE id = ANY($1)"#,
        &uuids(ids)
    )
    .fetch_all(connection)
    .await?;
    rows.iter().map(|json| parse(json)).collect()
}

/// The next products of any status, by slug.
pub(crate) async fn next_documents(
    connection: &mut PgConnection,
    after_slug: &str,
    limit: u32,
) -> Result<Vec<ProductDocument>, CatalogError> {
    let rows = sqlx::query_scalar!(
        r#"SELECT document::text AS "document!" FROM catalog.product_documents
        WHERE slug > $1 ORDER BY slug LIMIT $2"#,
        after_slug,
        i64::from(limit)
    )
    .fetch_all(connection)
    .await?;
    rows.iter().map(|json| parse(json)).collect()
}

/// Which of the slugs are taken now, or lead to a renamed product.
pub(crate) async fn taken_slugs(connection: &mut PgConnection, wanted: &[String]) -> Result<Vec<String>, CatalogError> {
    let slugs = sqlx::query_scalar!(
        r#"SELECT slug AS "slug!" FROM catalog.products WHERE slug = ANY($1)
        UNION SELECT slug FROM catalog.slug_history WHERE kind = 'product' AND slug = ANY($1)"#,
        wanted
    )
    .fetch_all(connection)
    .await?;
    Ok(slugs)
}

/// Says who changes prices, for the history that the database keeps.
pub(crate) async fn set_actor(
    connection: &mut PgConnection,
    actor: &str,
    moment: cholon_kernel::clock::Timestamp,
) -> Result<(), CatalogError> {
    sqlx::query!(
        "SELECT set_config('catalog.actor', $1, true) AS actor, set_config('catalog.moment', $2, true) AS moment",
        actor,
        moment.to_string()
    )
    .fetch_one(connection)
    .await?;
    Ok(())
}

/// Writes products, new ones and changed ones.
pub(crate) async fn write_products(
    connection: &mut PgConnection,
    products: &[&StoredProduct],
) -> Result<(), CatalogError> {
    sqlx::query!(
        "INSERT INTO catalog.products
            SELECT * FROM jsonb_populate_recordset(NULL::catalog.products, $1)
            ON CONFLICT (id) DO UPDATE SET slug = excluded.slug, category_id = excluded.category_id,
                brand_id = excluded.brand_id, name = excluded.name, name_en = excluded.name_en,
                short_description = excluded.short_description, short_description_en = excluded.short_description_en,
                description_html = excluded.description_html, description_html_en = excluded.description_html_en,
                status = excluded.status, is_featured = excluded.is_featured, condition = excluded.condition,
                price_unit = excluded.price_unit, tags = excluded.tags, seo_title = excluded.seo_title,
                seo_description = excluded.seo_description, specs = excluded.specs, attributes = excluded.attributes,
                notes = excluded.notes, rating_hundredths = excluded.rating_hundredths,
                review_count = excluded.review_count, sold_count = excluded.sold_count,
                published_at = excluded.published_at, updated_at = excluded.updated_at",
        Json(products) as _
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Writes variants, new ones and changed ones.
pub(crate) async fn write_variants(
    connection: &mut PgConnection,
    variants: &[&StoredVariant],
) -> Result<(), CatalogError> {
    sqlx::query!(
        "INSERT INTO catalog.variants SELECT * FROM jsonb_populate_recordset(NULL::catalog.variants, $1)
        ON CONFLICT (id) DO UPDATE SET attributes = excluded.attributes, price = excluded.price,
            list_price = excluded.list_price, barcode = excluded.barcode, weight_g = excluded.weight_g,
            length_mm = excluded.length_mm, width_mm = excluded.width_mm, height_mm = excluded.height_mm,
            available = excluded.available, is_active = excluded.is_active",
        Json(variants) as _
    )
    .execute(connection)
    .await?;
    Ok(())
}
