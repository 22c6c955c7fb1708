//! `cholon check`: do database, price history and search index agree?

use std::collections::HashMap;
use std::process::ExitCode;

use cholon_catalog::{Catalog, WALK_PAGE_MAX};
use cholon_kernel::ProductId;
use cholon_search::{IndexedOffer, Search};

use crate::operator::say;
use crate::shop::{Place, Shop};

/// Differences that are printed; the rest is counted.
const DIFFERENCES_SHOWN_MAX: usize = 100;

/// Compares and lists differences; any is a failure. The index is brought up to date first, as a server would.
pub(crate) async fn run(place: &Place) -> anyhow::Result<ExitCode> {
    let shop = Shop::open(place).await?;
    let outcome = differences(&shop, place).await;
    shop.close().await?;
    let (products, differences) = outcome?;
    for difference in differences.iter().take(DIFFERENCES_SHOWN_MAX) {
        say(difference);
    }
    say(format_args!("{products} products compared, {} differences", differences.len()));
    Ok(if differences.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn differences(shop: &Shop, place: &Place) -> anyhow::Result<(usize, Vec<String>)> {
    let search = shop.search(place).await?;
    let within = shop.catalog.verify().await?;
    let mut found: Vec<String> = within.iter().map(|line| format!("{}: {}", line.which, line.what)).collect();
    let offers = offers(&shop.catalog).await?;
    found.extend(compare(&offers, &search));
    Ok((offers.len(), found))
}

/// Price and stock of every product for sale, as the database has them.
async fn offers(catalog: &Catalog) -> anyhow::Result<HashMap<ProductId, IndexedOffer>> {
    let mut offers = HashMap::new();
    let mut after = None;
    loop {
        let records = catalog.next_index_records(after, WALK_PAGE_MAX).await?;
        let Some(last) = records.last() else { return Ok(offers) };
        after = Some(last.id);
        offers.extend(records.iter().map(|record| {
            let price_vnd = u64::try_from(record.price.minor()).unwrap_or(0);
            (record.id, IndexedOffer { price_vnd, in_stock: record.in_stock })
        }));
    }
}

fn compare(offers: &HashMap<ProductId, IndexedOffer>, search: &Search) -> Vec<String> {
    let mut found = Vec::new();
    for id in search.product_ids().into_iter().filter(|id| !offers.contains_key(id)) {
        found.push(format!("{id}: in the search index, but not for sale"));
    }
    for (id, offer) in offers {
        match search.indexed_offer(*id) {
            None => found.push(format!("{id}: for sale, but not in the search index")),
            Some(indexed) if indexed != *offer => {
                found.push(format!("{id}: the index has {indexed:?}, the database {offer:?}"));
            }
            Some(_) => {}
        }
    }
    found
}
