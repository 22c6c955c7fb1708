//! Who left a cart is reminded after an hour and after a day, if they agreed.

use std::sync::Arc;
use std::time::Duration;

use cholon_events::{Consumer as _, EventLog, run_consumer};
use cholon_identity::model::ConsentPurpose;
use cholon_kernel::{Locale, SystemClock};
use cholon_shopping::Reminders;
use tokio_util::sync::CancellationToken;

use crate::support::Shop;

const HOUR_MS: i64 = 3_600_000;

impl Shop {
    /// Looks for carts that wait, and hands what is published to a consumer until it has heard of everything.
    async fn remind(&self) {
        self.shopping.carts.find_waiting().await.unwrap();
        let reminders = Reminders::new(self.shopping.clone(), self.letters.clone());
        let (database, log, stop) =
            (self.test.database(), EventLog::new(self.test.database()), CancellationToken::new());
        let name = reminders.name();
        let run = run_consumer(database, log, Arc::new(reminders), Arc::new(SystemClock), stop.clone());
        let running = tokio::spawn(run);
        let is_done = "SELECT EXISTS (SELECT FROM events.consumers c, events.log l WHERE c.name = $1
            GROUP BY c.transaction_id, c.number HAVING max(l.number) <= c.number)";
        let heard = async {
            loop {
                let mut connection = self.test.database().read().await.unwrap();
                if sqlx::query_scalar::<_, bool>(is_done).bind(name).fetch_one(&mut *connection).await.unwrap() {
                    return;
                }
                drop(connection);
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(20), heard).await.expect("everything is heard of");
        stop.cancel();
        running.await.unwrap();
    }

    /// Reminders that an address got.
    async fn reminders_to(&self, address: &str) -> Vec<String> {
        let messages = self.messages_to(address).await;
        messages
            .into_iter()
            .map(|message| message.subject)
            .filter(|text| text.contains("cart") || text.contains("Giỏ"))
            .collect()
    }
}

#[tokio::test]
async fn who_agreed_is_reminded_once_a_stage_in_their_language() {
    let shop = Shop::open().await;
    let agreed = vec![ConsentPurpose::Marketing];
    let an = shop.person("an@example.vn", agreed.clone(), Locale::Vi).await;
    let ben = shop.person("ben@example.vn", agreed, Locale::En).await;
    let chi = shop.person("chi@example.vn", Vec::new(), Locale::Vi).await;
    for (person, pieces) in [(an, 2), (ben, 1), (chi, 1)] {
        shop.add(person, "G0", pieces).await;
    }
    shop.remind().await;
    assert!(shop.reminders_to("an@example.vn").await.is_empty(), "an hour has not passed");
    shop.clock.advance_ms(HOUR_MS + 1);
    shop.remind().await;
    shop.remind().await;
    assert_eq!(shop.reminders_to("an@example.vn").await, ["Giỏ hàng của bạn tại Cholon vẫn còn 2 sản phẩm"]);
    assert_eq!(shop.reminders_to("ben@example.vn").await, ["One item is waiting in your cart at Cholon"]);
    let message = shop.messages_to("ben@example.vn").await.remove(0);
    assert!(message.body.contains("https://shop.example/en/gio-hang"), "{}", message.body);
    shop.clock.advance_ms(24 * HOUR_MS);
    shop.remind().await;
    assert_eq!(shop.reminders_to("an@example.vn").await.len(), 2);
    assert!(shop.reminders_to("chi@example.vn").await.is_empty(), "who did not agree hears nothing");
}

#[tokio::test]
async fn nobody_is_reminded_of_what_cannot_be_bought_or_after_changing_their_mind() {
    let shop = Shop::open().await;
    let sold_out = shop.person("an@example.vn", vec![ConsentPurpose::Marketing], Locale::Vi).await;
    shop.add(sold_out, "G2", 1).await;
    let changed = shop.person("ben@example.vn", vec![ConsentPurpose::Marketing], Locale::Vi).await;
    shop.add(changed, "G0", 1).await;
    shop.clock.advance_ms(1);
    shop.shopping.identity.decide(changed, ConsentPurpose::Marketing, false).await.unwrap();
    shop.clock.advance_ms(HOUR_MS + 1);
    shop.remind().await;
    for address in ["an@example.vn", "ben@example.vn"] {
        assert!(shop.reminders_to(address).await.is_empty(), "{address}");
    }
}
