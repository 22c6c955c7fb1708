//! Single changes of products, variants and categories. The product's row is always locked before its variants'.

use cholon_kernel::clock::Timestamp;
use cholon_kernel::{Money, ProductId, Quantity, VariantId};
use jiff_sqlx::ToSqlx as _;
use sqlx::PgConnection;
use sqlx::types::Json;
use uuid::Uuid;

use crate::error::CatalogError;
use crate::model::{ProductStatus, SpecTemplate};
use crate::pricing::PriceRecord;
use crate::publish::Changed;

fn changed(product_id: Uuid, category_id: Uuid) -> Changed {
    Changed { product: product_id.into(), category: category_id.into(), old_category: None }
}

/// Locks the product of a SKU and says that it changed.
pub(crate) async fn touch_by_sku(
    connection: &mut PgConnection,
    sku: &str,
    now: Timestamp,
) -> Result<Option<Changed>, CatalogError> {
    let row = sqlx::query!(
        "UPDATE catalog.products SET updated_at = $2
        WHERE id = (SELECT product_id FROM catalog.variants WHERE sku = $1) RETURNING id, category_id",
        sku,
        now.to_sqlx() as _
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.map(|row| changed(row.id, row.category_id)))
}

/// The variant whose price changed and what it cost.
pub(crate) struct Repriced {
    pub(crate) variant_id: VariantId,
    pub(crate) old_price: i64,
}

/// Sets a price; `None` when price and list price were so already.
pub(crate) async fn set_price(
    connection: &mut PgConnection,
    sku: &str,
    price: i64,
    list_price: Option<i64>,
) -> Result<Option<Repriced>, CatalogError> {
    let row = sqlx::query!(
        "WITH old AS (SELECT id, price, list_price FROM catalog.variants WHERE sku = $1 FOR UPDATE)
        UPDATE catalog.variants v SET price = $2, list_price = coalesce($3, greatest(old.list_price, $2))
        FROM old WHERE v.id = old.id
            AND (old.price, old.list_price) IS DISTINCT FROM ($2, coalesce($3, greatest(old.list_price, $2)))
        RETURNING v.id, old.price AS old_price",
        sku,
        price,
        list_price
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.map(|row| Repriced { variant_id: row.id.into(), old_price: row.old_price }))
}

/// Sets the pieces that can be bought; answers whether that changed.
pub(crate) async fn set_available(
    connection: &mut PgConnection,
    sku: &str,
    available: Quantity,
) -> Result<bool, CatalogError> {
    let count = i32::try_from(available.get()).unwrap_or(i32::MAX);
    let done =
        sqlx::query!("UPDATE catalog.variants SET available = $2 WHERE sku = $1 AND available <> $2", sku, count);
    Ok(done.execute(connection).await?.rows_affected() > 0)
}

/// Sets where a product is in its life.
pub(crate) async fn set_status(
    connection: &mut PgConnection,
    id: ProductId,
    status: ProductStatus,
    now: Timestamp,
) -> Result<Option<Changed>, CatalogError> {
    let word = match status {
        ProductStatus::Draft => "draft",
        ProductStatus::Active => "active",
        ProductStatus::Archived => "archived",
    };
    let row = sqlx::query!(
        "UPDATE catalog.products SET status = $2, updated_at = $3,
            published_at = CASE WHEN $2 = 'draft' THEN published_at ELSE coalesce(published_at, $3) END
        WHERE id = $1 RETURNING id, category_id",
        id.as_uuid(),
        word,
        now.to_sqlx() as _
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.map(|row| changed(row.id, row.category_id)))
}

/// Gives a product another slug.
pub(crate) async fn rename_product(
    connection: &mut PgConnection,
    id: ProductId,
    slug: &str,
    now: Timestamp,
) -> Result<Option<Changed>, CatalogError> {
    let row = sqlx::query!(
        "UPDATE catalog.products SET slug = $2, updated_at = $3 WHERE id = $1 RETURNING id, category_id",
        id.as_uuid(),
        slug,
        now.to_sqlx() as _
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.map(|row| changed(row.id, row.category_id)))
}

/// Gives a category another slug; answers whether there was one.
pub(crate) async fn rename_category(
    connection: &mut PgConnection,
    slug: &str,
    new_slug: &str,
) -> Result<bool, CatalogError> {
    let done = sqlx::query!("UPDATE catalog.categories SET slug = $2 WHERE slug = $1", slug, new_slug);
    Ok(done.execute(connection).await?.rows_affected() > 0)
}

/// Describes a category; answers whether there was one.
pub(crate) async fn describe_category(
    connection: &mut PgConnection,
    slug: &str,
    name_en: Option<&str>,
    sort_order: i32,
    spec_template: &[SpecTemplate],
) -> Result<bool, CatalogError> {
    let done = sqlx::query!(
        "UPDATE catalog.categories SET name_en = $2, sort_order = $3, spec_template = $4 WHERE slug = $1",
        slug,
        name_en,
        sort_order,
        Json(spec_template) as _
    );
    Ok(done.execute(connection).await?.rows_affected() > 0)
}

/// The price history of a variant, the latest change first.
pub(crate) async fn history(
    connection: &mut PgConnection,
    sku: &str,
    limit: u32,
) -> Result<Vec<PriceRecord>, CatalogError> {
    let rows = sqlx::query!(
        r#"SELECT h.actor, h.changed_at AS "changed_at: jiff_sqlx::Timestamp", h.old_price, h.new_price, h.new_list_price
        FROM catalog.price_changes h JOIN catalog.variants v ON v.id = h.variant_id
        WHERE v.sku = $1 ORDER BY h.id DESC LIMIT $2"#,
        sku,
        i64::from(limit)
    )
    .fetch_all(connection)
    .await?;
    let records = rows.into_iter().map(|row| PriceRecord {
        actor: row.actor,
        changed_at: row.changed_at.to_jiff(),
        old_price: row.old_price.map(Money::vnd),
        new_price: Money::vnd(row.new_price),
        new_list_price: Money::vnd(row.new_list_price),
    });
    Ok(records.collect())
}
