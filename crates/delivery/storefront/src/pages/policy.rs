//! The policy pages.

use std::time::Duration;

use axum::extract::State;
use cholon_cache::Tag;
use cholon_webkit::{Problem, Rendered};

use crate::json_ld;
use crate::pages::listing::render;
use crate::policies::Policy;
use crate::view::Crumb;
use crate::view::templates::PolicyTemplate;
use crate::visit::Visit;

const TTL: Duration = Duration::from_hours(1);

/// The page of `policy`.
pub(crate) async fn page(State(visit): State<Visit>, policy: Policy) -> Result<Rendered, Problem> {
    let tree = visit.tree().await?;
    let frame = visit.frame(&tree, policy.path());
    let heading = frame.text(policy.title_key());
    let mut page = frame.titled(&heading);
    let crumbs = vec![Crumb { name: heading.clone(), href: None }];
    page.push_json_ld(&json_ld::breadcrumb(&page, &crumbs));
    let body = policy.body(visit.locale, &visit.front.shop).map_err(Problem::internal)?;
    Ok(render(&PolicyTemplate { page, crumbs, heading, body })?.cached(TTL, [Tag::categories()]))
}
