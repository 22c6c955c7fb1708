//! `cholon audit verify`: whether the log of what staff changed is what was written.

use std::process::ExitCode;

use cholon_identity::audit::ChainState;

use crate::operator::say;
use crate::shop::{Place, Shop};

/// Checks the chain; fails when it is broken.
pub(crate) async fn verify(place: &Place) -> anyhow::Result<ExitCode> {
    let shop = Shop::open(place).await?;
    let state = shop.shopping.identity.verify_audit().await;
    shop.close().await?;
    match state? {
        ChainState::Whole { lines, head } => {
            say(format_args!("the audit log is whole: {lines} lines, the last one is {head}"));
            Ok(ExitCode::SUCCESS)
        }
        ChainState::Broken { at } => {
            say(format_args!(
                "the audit log was altered: line {at} is not what was written, or is missing. Lines before it hold. \
                 Keep a copy of the database, find out who could write to it, and compare with a backup."
            ));
            Ok(ExitCode::FAILURE)
        }
    }
}
