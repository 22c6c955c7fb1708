//! `cholon outbox`: messages to people, for who has no mail server yet.

use std::process::ExitCode;

use cholon_notification::MessageRecord;

use crate::operator::say;
use crate::shop::{Place, Shop};

/// Prints the newest messages, the newest last, so that it stands where the eyes are.
pub(crate) async fn run(place: &Place, limit: u32) -> anyhow::Result<ExitCode> {
    let shop = Shop::open(place).await?;
    let messages = shop.shopping.notifications.outbox(None, limit).await;
    shop.close().await?;
    messages?.iter().rev().for_each(print);
    Ok(ExitCode::SUCCESS)
}

fn print(message: &MessageRecord) {
    let body = if message.body.is_empty() { "(its text was secret and is forgotten)" } else { &message.body };
    let (created_at, to, state) = (message.created_at, &message.recipient, message.state.name());
    say(format_args!("{created_at}  to {to}  {state}\n  {}\n", message.subject));
    for line in body.lines() {
        say(format_args!("  {line}"));
    }
    say(format_args!(""));
}
