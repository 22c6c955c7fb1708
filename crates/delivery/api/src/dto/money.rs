//! Amounts of money as `/v1` writes them.

use cholon_kernel as kernel;
use serde::Serialize;
use utoipa::ToSchema;

/// An amount of money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[schema(example = json!({"amount": 12_490_000, "currency": "VND"}))]
pub(crate) struct Money {
    /// The amount in minor units of the currency; the Vietnamese đồng has none, so it counts đồng.
    #[schema(minimum = 0, example = 12_490_000)]
    amount: i64,
    /// The currency by its ISO 4217 code.
    currency: Currency,
}

/// A currency by its ISO 4217 code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "UPPERCASE")]
enum Currency {
    Vnd,
    Usd,
}

impl From<kernel::Money> for Money {
    fn from(money: kernel::Money) -> Self {
        let currency = match money.currency() {
            kernel::Currency::Vnd => Currency::Vnd,
            kernel::Currency::Usd => Currency::Usd,
        };
        Self { amount: money.minor(), currency }
    }
}
