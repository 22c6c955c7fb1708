//! The category tree as flat rows.

use cholon_database::Connection;
use sqlx::types::Json;

use crate::error::CatalogError;
use crate::model::{Category, NamedLink, Picture, SpecTemplate};
use crate::tree::CategoryRow;

/// All active categories, parents first, siblings in order of display.
pub(crate) async fn all(connection: &mut Connection) -> Result<Vec<CategoryRow>, CatalogError> {
    let rows = sqlx::query!(
        r#"SELECT c.id, c.parent_id, c.level, c.slug, c.name, c.name_en,
            c.spec_template AS "spec_template: Json<Vec<SpecTemplate>>",
            CASE WHEN m.id IS NOT NULL THEN jsonb_build_object('id', m.id, 'hash', m.hash, 'alt', m.alt,
                'width', m.width, 'height', m.height, 'has_avif', m.has_avif)
            END AS "picture: Json<Picture>",
            (SELECT count(*) FROM catalog.products p
                WHERE p.category_id = c.id AND p.status = 'active')::integer AS "product_count!",
            ARRAY(SELECT h.slug FROM catalog.slug_history h
                WHERE h.kind = 'category' AND h.target_id = c.id) AS "old_slugs!"
        FROM catalog.categories c LEFT JOIN catalog.media m ON m.id = c.media_id
        WHERE c.is_active ORDER BY c.level, c.sort_order, c.name"#
    )
    .fetch_all(&mut **connection)
    .await?;
    let rows = rows.into_iter().map(|row| CategoryRow {
        category: Category {
            link: NamedLink { id: row.id.into(), slug: row.slug.into(), name: row.name.into() },
            name_en: row.name_en.map(Into::into),
            parent: row.parent_id.map(Into::into),
            level: u16::try_from(row.level).unwrap_or_default(),
            children: Vec::new(),
            product_count: u32::try_from(row.product_count).unwrap_or_default(),
            picture: row.picture.map(|Json(picture)| picture),
            spec_template: row.spec_template.0,
        },
        old_slugs: row.old_slugs,
    });
    Ok(rows.collect())
}
