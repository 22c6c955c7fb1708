//! `GET /v1/brands`: the brands with products for sale.

use axum::extract::{RawQuery, State};
use cholon_catalog::model::NamedLink;
use cholon_kernel::BrandId;
use cholon_webkit::{Problem, Rendered};

use super::responses::{Failures, ReadHeaders};
use crate::ApiState;
use crate::caching;
use crate::dto::link::{Brand, BrandPage};
use crate::failure;
use crate::params::brands::BrandParams;
use crate::query::Query;

/// List brands
///
/// Brands with products for sale, in the order of their slugs.
#[utoipa::path(
    get,
    path = "/v1/brands",
    tag = "brands",
    params(BrandParams, ReadHeaders),
    responses(
        (status = OK, description = "One page of brands.", body = BrandPage),
        Failures,
    )
)]
pub(super) async fn list_brands(State(state): State<ApiState>, RawQuery(raw): RawQuery) -> Result<Rendered, Problem> {
    let mut query = Query::parse(raw.as_deref());
    let params = BrandParams::read(&mut query);
    query.finish()?;
    let brands = state.catalog.brands().await.map_err(failure::from_catalog)?;
    let page = page(&brands, &params);
    Ok(Rendered::json(&page)?.cached(caching::TREE_TTL, caching::brand_tags()))
}

/// The brands whose slugs come after the cursor, which is the last slug of the page before.
fn page(brands: &[NamedLink<BrandId>], params: &BrandParams) -> BrandPage {
    let mut ordered: Vec<&NamedLink<BrandId>> = brands.iter().collect();
    ordered.sort_unstable_by(|left, right| left.slug.cmp(&right.slug));
    let after = params.cursor.as_ref().map_or("", |cursor| cursor.as_str());
    let start = ordered.partition_point(|brand| *brand.slug <= *after);
    let rest = &ordered[start..];
    let shown = &rest[..rest.len().min(params.size.get())];
    let last = if shown.len() < rest.len() { shown.last() } else { None };
    BrandPage {
        items: shown.iter().map(|brand| Brand::from(*brand)).collect(),
        total: u32::try_from(brands.len()).unwrap_or(u32::MAX),
        next_cursor: last.map(|brand| brand.slug.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use cholon_kernel::{Cursor, PageSize};

    use super::*;

    #[test]
    fn pages_follow_each_other_without_gap_or_repetition() {
        let brand = |slug: &str| NamedLink { id: uuid::Uuid::nil().into(), slug: slug.into(), name: slug.into() };
        let brands: Vec<_> = ["c", "a", "e", "b", "d"].into_iter().map(brand).collect();
        let (mut slugs, mut cursor) = (String::new(), None);
        for _ in 0..3 {
            let page = page(&brands, &BrandParams { size: PageSize::new(2).unwrap(), cursor });
            slugs += &serde_json::to_value(&page.items)
                .unwrap()
                .as_array()
                .unwrap()
                .iter()
                .fold(String::new(), |slugs, item| slugs + item["slug"].as_str().unwrap());
            cursor = page.next_cursor.map(|next| Cursor::new(next).unwrap());
        }
        assert_eq!((slugs.as_str(), cursor), ("abcde", None));
    }
}
