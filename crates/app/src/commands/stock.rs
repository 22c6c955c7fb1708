//! `cholon stock set`: how many pieces of a variant can be bought.

use std::process::ExitCode;

use cholon_kernel::Quantity;

use crate::operator::say;
use crate::shop::{Place, Shop};

/// Sets the pieces that can be bought.
pub(crate) async fn set(place: &Place, sku: &str, pieces: u32) -> anyhow::Result<ExitCode> {
    let shop = Shop::open(place).await?;
    let outcome = shop.catalog.set_available(sku, Quantity::new(pieces)?).await;
    shop.close().await?;
    say(if outcome? { format!("{sku}: {pieces} pieces can be bought") } else { format!("{sku} had {pieces} already") });
    Ok(ExitCode::SUCCESS)
}
