//! Records of pictures and where they are shown.

use cholon_kernel::clock::Timestamp;
use cholon_kernel::{MediaId, ProductId};
use jiff_sqlx::ToSqlx as _;
use sqlx::PgConnection;
use uuid::Uuid;

use super::documents::uuids;
use crate::error::CatalogError;
use crate::media::Attachment;
use crate::publish::Changed;

/// A picture to record.
pub(crate) struct NewMedia<'a> {
    pub(crate) id: MediaId,
    pub(crate) hash: &'a str,
    pub(crate) alt: &'a str,
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) now: Timestamp,
}

/// The picture of a hash.
pub(crate) async fn by_hash(connection: &mut PgConnection, hash: &str) -> Result<Option<MediaId>, CatalogError> {
    let id = sqlx::query_scalar!("SELECT id FROM catalog.media WHERE hash = $1", hash);
    Ok(id.fetch_optional(connection).await?.map(MediaId::from))
}

/// Records a picture; answers the id of the one that was first.
pub(crate) async fn insert(connection: &mut PgConnection, media: &NewMedia<'_>) -> Result<MediaId, CatalogError> {
    let id = sqlx::query_scalar!(
        "INSERT INTO catalog.media (id, hash, alt, width, height, created_at) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT ON CONSTRAINT media_hash_key DO UPDATE SET hash = excluded.hash RETURNING id",
        media.id.as_uuid(),
        media.hash,
        media.alt,
        i32::try_from(media.width).unwrap_or(i32::MAX),
        i32::try_from(media.height).unwrap_or(i32::MAX),
        media.now.to_sqlx() as _
    )
    .fetch_one(connection)
    .await?;
    Ok(id.into())
}

/// Puts pictures on products.
pub(crate) async fn attach(connection: &mut PgConnection, attachments: &[Attachment]) -> Result<(), CatalogError> {
    let products: Vec<Uuid> = attachments.iter().map(|attachment| attachment.product_id.as_uuid()).collect();
    let media: Vec<Uuid> = attachments.iter().map(|attachment| attachment.media_id.as_uuid()).collect();
    let variants: Vec<Option<Uuid>> =
        attachments.iter().map(|attachment| attachment.variant_id.map(Into::into)).collect();
    let positions: Vec<i32> =
        attachments.iter().map(|attachment| i32::try_from(attachment.position).unwrap_or(i32::MAX)).collect();
    let alts: Vec<String> = attachments.iter().map(|attachment| attachment.alt.clone()).collect();
    sqlx::query!(
        "INSERT INTO catalog.product_media (product_id, media_id, variant_id, position, alt)
        SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::integer[], $5::text[])
        ON CONFLICT ON CONSTRAINT product_media_pkey DO UPDATE
            SET variant_id = excluded.variant_id, position = excluded.position, alt = excluded.alt",
        &products,
        &media,
        &variants as &[Option<Uuid>],
        &positions,
        &alts
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Says that products changed.
pub(crate) async fn touch(
    connection: &mut PgConnection,
    ids: &[ProductId],
    now: Timestamp,
) -> Result<Vec<Changed>, CatalogError> {
    let rows = sqlx::query!(
        "UPDATE catalog.products SET updated_at = $2 WHERE id = ANY($1) RETURNING id, category_id",
        &uuids(ids),
        now.to_sqlx() as _
    )
    .fetch_all(connection)
    .await?;
    let changed = rows.into_iter().map(|row| Changed {
        product: row.id.into(),
        category: row.category_id.into(),
        old_category: None,
    });
    Ok(changed.collect())
}

/// Gives a category its picture; answers whether there was one.
pub(crate) async fn set_category_picture(
    connection: &mut PgConnection,
    slug: &str,
    media_id: MediaId,
) -> Result<bool, CatalogError> {
    let done = sqlx::query!("UPDATE catalog.categories SET media_id = $2 WHERE slug = $1", slug, media_id.as_uuid());
    Ok(done.execute(connection).await?.rows_affected() > 0)
}
