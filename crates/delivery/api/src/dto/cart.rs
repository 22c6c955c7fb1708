//! Shapes of carts and of what devices do to them.

use std::collections::HashMap;

use cholon_cart as cart;
use cholon_shopping::CartPicture;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::money::Money;
use super::whole::Whole;

/// Either what a device brings, with `device`: operations that were not answered yet, in order; with nothing to bring it
/// is a read. Or a whole cart, with `cart`, from a client that keeps no operations.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({
    "device": "0190a000-0000-7000-8000-000000000001",
    "operations": [{"number": 1, "at": 1_795_000_000_000_u64, "sku": "DT-001", "kind": "add", "quantity": 2}],
    "seenVersion": 7,
}))]
pub(crate) struct SyncBody {
    /// The id that the device made for itself.
    pub(crate) device: Option<Uuid>,
    /// The operations of the device.
    #[serde(default)]
    #[schema(max_items = 500)]
    pub(crate) operations: Vec<SyncOperation>,
    /// Instead of device and operations: the lines that the cart is to hold, and no others.
    #[schema(max_items = 200)]
    pub(crate) cart: Option<Vec<ReplaceLine>>,
    /// The version that the client had seen. A whole cart is refused when the cart was changed since; operations merge
    /// whatever was seen.
    #[schema(value_type = Option<i64>, minimum = 0, maximum = 4_503_599_627_370_496_i64)]
    pub(crate) seen_version: Option<Whole>,
    /// Not looked at: whose cart it is says the token alone.
    #[schema(max_length = 200)]
    #[expect(dead_code, reason = "clients send it; nothing may depend on it")]
    user: Option<String>,
}

/// One change of one line.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct SyncOperation {
    /// Its number among the operations of the device, from 1 without a gap.
    #[schema(value_type = i64, minimum = 1, maximum = 4_503_599_627_370_496_i64)]
    pub(crate) number: Whole,
    /// The device's time in milliseconds since 1970, not before `clock` of the last answer.
    #[schema(value_type = i64, minimum = 0, maximum = 4_503_599_627_370_496_i64)]
    pub(crate) at: Whole,
    /// The variant, by its id.
    pub(crate) variant: Option<Uuid>,
    /// The variant, by its SKU, where the id is not known.
    #[schema(min_length = 1, max_length = 64)]
    pub(crate) sku: Option<String>,
    /// What is done: `add` with `quantity` (less when negative), `remove`, or `describe` with `note` and `savedForLater`.
    pub(crate) kind: OperationKind,
    /// Pieces more, or less when negative.
    #[schema(value_type = Option<i32>, minimum = -999, maximum = 999)]
    pub(crate) quantity: Option<Whole>,
    /// A note to the shop.
    #[schema(max_length = 200)]
    pub(crate) note: Option<String>,
    /// Whether it is put aside for later.
    pub(crate) saved_for_later: Option<bool>,
}

/// What an operation does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum OperationKind {
    /// More pieces, or less.
    Add,
    /// Away with it.
    Remove,
    /// Note and place.
    Describe,
}

/// A whole cart at once, for clients that keep no operations.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({"user": "0912345678", "cart": [{"sku": "DT-001", "qty": 2}]}))]
pub(crate) struct ReplaceBody {
    /// The lines that the cart is to hold, and no others.
    #[schema(max_items = 200)]
    pub(crate) cart: Vec<ReplaceLine>,
    /// The version that the client had seen; when the cart was changed since, nothing is done.
    #[schema(value_type = Option<i64>, minimum = 0, maximum = 4_503_599_627_370_496_i64)]
    pub(crate) seen_version: Option<Whole>,
    /// Not looked at: whose cart it is says the token alone.
    #[schema(max_length = 200)]
    #[expect(dead_code, reason = "clients send it; nothing may depend on it")]
    user: Option<String>,
}

/// A line of a whole cart.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct ReplaceLine {
    /// The variant's SKU.
    #[schema(min_length = 1, max_length = 64)]
    pub(crate) sku: String,
    /// Pieces.
    #[schema(value_type = u32, minimum = 1, maximum = 999)]
    pub(crate) qty: Whole,
}

/// Something that is put into the cart, named by `variant` or by `sku`.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({"sku": "DT-001", "quantity": 2}))]
pub(crate) struct NewItem {
    /// The variant, by its id.
    pub(crate) variant: Option<Uuid>,
    /// The variant, by its SKU.
    #[schema(min_length = 1, max_length = 64)]
    pub(crate) sku: Option<String>,
    /// Pieces more.
    #[schema(value_type = u32, minimum = 1, maximum = 999)]
    pub(crate) quantity: Whole,
}

/// What is changed of a line; what is left out stays.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({"quantity": 3, "seenQuantity": 2, "note": "Gói quà"}))]
pub(crate) struct ItemChange {
    /// Pieces that there are to be.
    #[schema(value_type = Option<u32>, minimum = 1, maximum = 999)]
    pub(crate) quantity: Option<Whole>,
    /// Pieces that the client showed (`wanted`) when the quantity was chosen: what another device added since stays.
    #[schema(value_type = Option<u32>, minimum = 0, maximum = 1_000_000)]
    pub(crate) seen_quantity: Option<Whole>,
    /// A note to the shop; empty to take it away.
    #[schema(max_length = 200)]
    pub(crate) note: Option<String>,
    /// Whether it is put aside for later.
    pub(crate) saved_for_later: Option<bool>,
}

/// An event of the stream.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the stream is written event by event; this type only documents it")]
pub(crate) struct CartEvent {
    /// What happened: `cart`.
    #[schema(example = "cart")]
    event: String,
    /// JSON with the cart's `version`.
    #[schema(example = r#"{"version":7}"#)]
    data: String,
}

/// A guest's new cart.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct GuestCart {
    /// Send it as `X-Cart-Token`, and at log-in as `cartToken`.
    pub(crate) cart_token: String,
}

/// A cart after a change, or as it is.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CartBody {
    /// Grows with every change.
    version: i64,
    /// The newest time in the cart, in milliseconds since 1970: a device's next operation is not earlier.
    clock: i64,
    /// The highest operation applied of each device, by the device's id.
    heard: HashMap<Uuid, u64>,
    /// What is to be ordered.
    lines: Vec<CartLine>,
    /// What is put aside for later.
    saved: Vec<CartLine>,
    /// Pieces to be ordered.
    pieces: u32,
    /// What they cost.
    totals: CartTotals,
    /// Operations that were not applied, and why.
    refused: Vec<RefusedOperation>,
}

/// A line of a cart.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CartLine {
    /// The variant.
    variant: Uuid,
    /// Its SKU; none when it is no longer sold.
    sku: Option<String>,
    /// The product's name.
    name: Option<String>,
    /// What sets the variant apart.
    variant_name: Option<String>,
    /// Pieces that are wanted.
    wanted: u32,
    /// Pieces that can be ordered now.
    quantity: u32,
    /// Why they are fewer: `gone`, `sold-out`, `stock`, `limit`.
    clamped: Option<&'static str>,
    /// What one costs now.
    price: Option<Money>,
    /// What one cost when it was added, if that differs.
    price_before: Option<Money>,
    /// What the line costs.
    total: Money,
    /// A note to the shop.
    note: String,
}

/// What a cart costs.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CartTotals {
    /// The lines at their prices.
    subtotal: Money,
    /// What is saved against list prices.
    saved: Money,
    /// The value added tax in it.
    vat_included: Money,
    /// What is to be paid so far.
    total: Money,
}

/// An operation that was not applied.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RefusedOperation {
    /// Its number.
    number: u64,
    /// Why: `too-many-lines`.
    reason: &'static str,
}

impl CartBody {
    /// A cart with what the shop offers, and what was refused of the operations that led to it.
    pub(crate) fn new(cart: &cart::Cart, picture: &CartPicture, refused: &[(u64, cart::Refusal)]) -> Self {
        let view = &picture.view;
        let line = |line: &cart::LineView| CartLine::new(line, picture);
        let reason = |refusal: cart::Refusal| match refusal {
            cart::Refusal::TooManyLines => "too-many-lines",
        };
        Self {
            version: view.version,
            clock: view.clock_ms,
            heard: cart.heard.iter().map(|(device, number)| (device.as_uuid(), *number)).collect(),
            lines: view.lines.iter().map(line).collect(),
            saved: view.saved.iter().map(line).collect(),
            pieces: view.pieces,
            totals: CartTotals {
                subtotal: view.totals.subtotal.into(),
                saved: view.totals.saved.into(),
                vat_included: view.totals.vat_included.into(),
                total: view.totals.total.into(),
            },
            refused: refused
                .iter()
                .map(|(number, why)| RefusedOperation { number: *number, reason: reason(*why) })
                .collect(),
        }
    }
}

impl CartLine {
    fn new(line: &cart::LineView, picture: &CartPicture) -> Self {
        let offer = picture.offers.get(&line.line.variant);
        let clamped = line.clamp.map(|clamp| match clamp {
            cart::Clamp::Gone => "gone",
            cart::Clamp::SoldOut => "sold-out",
            cart::Clamp::Stock => "stock",
            cart::Clamp::Limit => "limit",
        });
        Self {
            variant: line.line.variant.as_uuid(),
            sku: offer.map(|offer| offer.sku.clone()),
            name: offer.map(|offer| offer.name.to_string()),
            variant_name: offer.map(|offer| offer.variant_name.clone()),
            wanted: line.line.wanted,
            quantity: line.quantity,
            clamped,
            price: line.offer.map(|offer| offer.price.into()),
            price_before: line.price_before.map(Money::from),
            total: line.total.into(),
            note: line.line.note.clone(),
        }
    }
}
