//! Products read in one piece, by slug, by id and page by page.

use cholon_database::Connection;
use cholon_kernel::ProductId;
use uuid::Uuid;

use crate::document::ProductDocument;
use crate::error::CatalogError;

/// The product that has or had the slug.
pub(crate) async fn by_slug(connection: &mut Connection, slug: &str) -> Result<Option<ProductDocument>, CatalogError> {
    let found = sqlx::query_scalar!(
        r#"SELECT document::text AS "document!" FROM catalog.product_documents
        WHERE id = coalesce(
            (SELECT p.id FROM catalog.products p WHERE p.slug = $1),
            (SELECT h.target_id FROM catalog.slug_history h WHERE h.kind = 'product' AND h.slug = $1))"#,
        slug
    )
    .fetch_optional(&mut **connection)
    .await?;
    found.map(|json| parse(&json)).transpose()
}

/// Active products in the order asked, without what only their own pages show.
pub(crate) async fn for_cards(
    connection: &mut Connection,
    ids: &[ProductId],
) -> Result<Vec<ProductDocument>, CatalogError> {
    let rows = sqlx::query_scalar!(
        r#"SELECT (d.document - ARRAY['description_html', 'description_html_en', 'notes'])::text AS "document!"
        FROM unnest($1::uuid[]) WITH ORDINALITY AS asked (id, place)
        JOIN catalog.product_documents d ON d.id = asked.id
        WHERE d.status = 'active' ORDER BY asked.place"#,
        &uuids(ids)
    )
    .fetch_all(&mut **connection)
    .await?;
    rows.iter().map(|json| parse(json)).collect()
}

/// Active products in the order asked.
pub(crate) async fn active(
    connection: &mut Connection,
    ids: &[ProductId],
) -> Result<Vec<ProductDocument>, CatalogError> {
    let rows = sqlx::query_scalar!(
        r#"SELECT d.document::text AS "document!" FROM unnest($1::uuid[]) WITH ORDINALITY AS asked (id, place)
        JOIN catalog.product_documents d ON d.id = asked.id
        WHERE d.status = 'active' ORDER BY asked.place"#,
        &uuids(ids)
    )
    .fetch_all(&mut **connection)
    .await?;
    rows.iter().map(|json| parse(json)).collect()
}

/// The next active products with a price, by id.
pub(crate) async fn next_active(
    connection: &mut Connection,
    after: Option<ProductId>,
    limit: u32,
) -> Result<Vec<ProductDocument>, CatalogError> {
    let rows = sqlx::query_scalar!(
        r#"SELECT d.document::text AS "document!" FROM catalog.product_documents d
        WHERE d.id > $1 AND d.status = 'active'
            AND EXISTS (SELECT FROM catalog.variants v WHERE v.product_id = d.id AND v.is_active)
        ORDER BY d.id LIMIT $2"#,
        after.map_or(Uuid::nil(), ProductId::as_uuid),
        i64::from(limit)
    )
    .fetch_all(&mut **connection)
    .await?;
    rows.iter().map(|json| parse(json)).collect()
}

pub(crate) fn uuids(ids: &[ProductId]) -> Vec<Uuid> {
    ids.iter().map(|id| id.as_uuid()).collect()
}

pub(crate) fn parse(json: &str) -> Result<ProductDocument, CatalogError> {
    ProductDocument::parse(json).map_err(|error| sqlx::Error::Decode(Box::new(error)).into())
}
