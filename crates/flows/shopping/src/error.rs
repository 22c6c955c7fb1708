//! Why shopping could not go on.

use cholon_cart::CartError;
use cholon_catalog::CatalogError;
use cholon_identity::IdentityError;
use cholon_kernel::MoneyError;
use cholon_notification::NotificationError;

/// Why shopping could not go on.
#[derive(Debug, thiserror::Error)]
pub enum ShoppingError {
    /// The cart refused.
    #[error(transparent)]
    Cart(#[from] CartError),
    /// The catalogue did not answer.
    #[error(transparent)]
    Catalog(#[from] CatalogError),
    /// Identity refused.
    #[error(transparent)]
    Identity(#[from] IdentityError),
    /// A message could not be written or erased.
    #[error(transparent)]
    Notification(#[from] NotificationError),
    /// The cart costs more than can be counted.
    #[error("the cart costs more than can be counted")]
    Money(#[from] MoneyError),
}
