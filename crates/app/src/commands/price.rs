//! `cholon price set`: a price changes; history and events follow by themselves.

use std::process::ExitCode;

use cholon_kernel::Money;

use crate::operator::{actor, say};
use crate::shop::{Place, Shop};

/// Sets the price of a variant in đồng.
pub(crate) async fn set(place: &Place, sku: &str, dong: i64) -> anyhow::Result<ExitCode> {
    let shop = Shop::open(place).await?;
    let outcome = shop.catalog.change_price(sku, Money::vnd(dong), None, &actor()).await;
    shop.close().await?;
    match outcome? {
        Some(change) => say(format_args!("{sku}: {} → {}", change.old_price, change.new_price)),
        None => say(format_args!("{sku} costs {} already", Money::vnd(dong))),
    }
    Ok(ExitCode::SUCCESS)
}
