//! SQL that finds what should never be found.

use sqlx::PgConnection;

use crate::error::CatalogError;

/// Things that do not agree with each other, as (what, which), at most `limit`.
pub(crate) async fn differences(
    connection: &mut PgConnection,
    limit: u32,
) -> Result<Vec<(String, String)>, CatalogError> {
    let rows = sqlx::query!(
        r#"SELECT 'product without a variant' AS "what!", p.slug AS "which!" FROM catalog.products p
            WHERE NOT EXISTS (SELECT FROM catalog.variants v WHERE v.product_id = p.id)
        UNION ALL
        SELECT 'price differs from the last line of its history', v.sku FROM catalog.variants v
            LEFT JOIN LATERAL (SELECT h.new_price, h.new_list_price FROM catalog.price_changes h
                WHERE h.variant_id = v.id ORDER BY h.id DESC LIMIT 1) AS last ON true
            WHERE (v.price, v.list_price) IS DISTINCT FROM (last.new_price, last.new_list_price)
        UNION ALL
        SELECT 'price history has a gap', v.sku FROM catalog.variants v JOIN (
                SELECT variant_id, old_price, lag(new_price) OVER (PARTITION BY variant_id ORDER BY id) AS previous
                FROM catalog.price_changes) AS line ON line.variant_id = v.id
            WHERE line.old_price IS DISTINCT FROM line.previous
        UNION ALL
        SELECT 'category does not stand where its parent says', c.slug FROM catalog.categories c
            LEFT JOIN catalog.categories a ON a.id = c.parent_id
            WHERE c.path IS DISTINCT FROM (coalesce(a.path, '{}') || c.id) OR c.level <> cardinality(c.path) - 1
        UNION ALL
        SELECT 'old slug leads nowhere', h.slug FROM catalog.slug_history h
            WHERE NOT EXISTS (SELECT FROM catalog.products p WHERE p.id = h.target_id)
                AND NOT EXISTS (SELECT FROM catalog.categories c WHERE c.id = h.target_id)
                AND NOT EXISTS (SELECT FROM catalog.brands b WHERE b.id = h.target_id)
        LIMIT $1"#,
        i64::from(limit)
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(|row| (row.what, row.which)).collect())
}
