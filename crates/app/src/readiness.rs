//! What this process depends on, for `/ready`.

use std::time::Duration;

use cholon_search::Search;
use cholon_webkit::health::Readiness;

use crate::shop::Shop;

/// How long a dependency may take to answer.
const DEADLINE: Duration = Duration::from_secs(2);

/// Database, its disk, and the search index.
pub(crate) fn of(shop: &Shop, search: &Search) -> Readiness {
    let database = shop.database.clone();
    let trouble = shop.trouble();
    let search = search.clone();
    Readiness::new()
        .with("database", DEADLINE, move || {
            let (database, trouble) = (database.clone(), trouble.clone());
            async move {
                cholon_database::health(&database).await?;
                trouble().map_or(Ok(()), Err)
            }
        })
        .with("search", DEADLINE, move || {
            let needs_rebuild = search.status().needs_rebuild;
            async move { if needs_rebuild { Err("the index is being built".to_owned()) } else { Ok(()) } }
        })
}
