//! Accounts and carts for a shop of a test; messages stay in the outbox.

use std::sync::Arc;

use cholon_cart::{Carts, JoinRule};
use cholon_catalog::Catalog;
use cholon_crypto::MasterKey;
use cholon_database::Database;
use cholon_identity::providers::Providers;
use cholon_identity::{Identity, IdentityParts, IdentitySettings};
use cholon_kernel::Clock;
use cholon_notification::Notifications;
use cholon_shopping::{Letters, Shopping, ShoppingSettings};

/// Opens them over a database.
pub(crate) async fn open(
    database: &Database,
    catalog: &Catalog,
    clock: Arc<dyn Clock>,
    providers: Providers,
) -> Shopping {
    let notifications = Notifications::new(database.clone(), Arc::clone(&clock), None);
    let identity = Identity::new(IdentityParts {
        database: database.clone(),
        clock: Arc::clone(&clock),
        master: MasterKey::new([5; 32]),
        messenger: Arc::new(Letters::new(notifications.clone(), "Cholon", "https://shop.example")),
        providers,
        settings: IdentitySettings {
            issuer: "https://shop.example".to_owned(),
            shop_name: "Cholon".to_owned(),
            hashing_workers: 2,
        },
    });
    identity.prepare().await.unwrap();
    let carts = Carts::new(database.clone(), clock);
    let settings = ShoppingSettings { join_rule: JoinRule::Sum, vat_basis_points: 800 };
    Shopping { identity, carts, catalog: catalog.clone(), notifications, settings }
}
