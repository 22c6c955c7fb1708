//! `cholon synonyms`: the shop's own words, in force at once in every server.

use std::process::ExitCode;
use std::sync::Arc;

use cholon_search::{Rule, Synonyms};

use crate::operator::say;
use crate::shop::{Place, Shop};

/// Prints the rules with their ids.
pub(crate) async fn list(place: &Place) -> anyhow::Result<ExitCode> {
    let shop = Shop::open(place).await?;
    let rules = of(&shop).list().await;
    shop.close().await?;
    for (id, rule) in rules? {
        say(format_args!("{id}  {rule}"));
    }
    Ok(ExitCode::SUCCESS)
}

/// Adds a rule.
pub(crate) async fn add(place: &Place, rule: &Rule) -> anyhow::Result<ExitCode> {
    let shop = Shop::open(place).await?;
    let added = of(&shop).add(rule).await;
    shop.close().await?;
    say(format_args!("{}  {rule}", added?));
    Ok(ExitCode::SUCCESS)
}

/// Removes a rule.
pub(crate) async fn remove(place: &Place, id: uuid::Uuid) -> anyhow::Result<ExitCode> {
    let shop = Shop::open(place).await?;
    let removed = of(&shop).remove(id).await;
    shop.close().await?;
    anyhow::ensure!(removed?, "{id} is no rule; see `synonyms list`");
    say(format_args!("{id} removed"));
    Ok(ExitCode::SUCCESS)
}

fn of(shop: &Shop) -> Synonyms {
    Synonyms::new(shop.database.clone(), Arc::clone(&shop.clock))
}
