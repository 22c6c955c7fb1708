//! `cholon keys`: the keys that sign tokens of the API.

use std::process::ExitCode;

use cholon_identity::IdentityError;

use crate::operator::say;
use crate::shop::{Place, Shop};

/// Prints the keys whose tokens count.
pub(crate) async fn list(place: &Place) -> anyhow::Result<ExitCode> {
    let shop = Shop::open(place).await?;
    let prepared = shop.shopping.identity.prepare().await;
    let keys = shop.shopping.identity.key_set();
    shop.close().await?;
    prepared?;
    for key in keys["keys"].as_array().into_iter().flatten() {
        say(format_args!("{}", key["kid"].as_str().unwrap_or_default()));
    }
    Ok(ExitCode::SUCCESS)
}

/// Ends a key.
pub(crate) async fn revoke(place: &Place, id: &str) -> anyhow::Result<ExitCode> {
    let shop = Shop::open(place).await?;
    let outcome = shop.shopping.identity.revoke_key(id).await;
    shop.close().await?;
    match outcome {
        Err(IdentityError::NotFound(_)) => anyhow::bail!("{id} is no key in force; see `keys list`"),
        other => other?,
    }
    say(format_args!("{id} no longer counts; a new key signs"));
    Ok(ExitCode::SUCCESS)
}
