//! A cart as it can be ordered now: what is wanted, cut to what there is, with what it costs (CART-1, CART-4).

use cholon_kernel::{Money, MoneyError, VariantId};

use crate::model::{Cart, LINE_QUANTITY_MAX, Line};

/// What the shop offers of a variant now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offer {
    /// What one costs.
    pub price: Money,
    /// What it costs without the discount.
    pub list_price: Money,
    /// Pieces that can be bought.
    pub available: u32,
}

/// Why less can be ordered than is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clamp {
    /// It is no longer sold.
    Gone,
    /// There is none left.
    SoldOut,
    /// There are fewer left.
    Stock,
    /// One order takes no more.
    Limit,
}

/// A line with what the shop offers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineView {
    /// What somebody wants.
    pub line: Line,
    /// Pieces that can be ordered now.
    pub quantity: u32,
    /// Why they are fewer than wanted.
    pub clamp: Option<Clamp>,
    /// What the shop offers; `None` when it is no longer sold.
    pub offer: Option<Offer>,
    /// What one cost when it was added, if that differs from now.
    pub price_before: Option<Money>,
    /// What the line costs.
    pub total: Money,
}

/// What the cart costs. Coupons, delivery and points have their place here and are added by who knows them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Totals {
    /// The lines at list prices.
    pub list: Money,
    /// What is saved on them.
    pub saved: Money,
    /// The lines at their prices.
    pub subtotal: Money,
    /// The value added tax in it.
    pub vat_included: Money,
    /// What is to be paid so far.
    pub total: Money,
}

/// A cart as it can be ordered now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CartView {
    /// The version it shows.
    pub version: i64,
    /// The newest stamp in it, in milliseconds.
    pub clock_ms: i64,
    /// What is to be ordered.
    pub lines: Vec<LineView>,
    /// What is put aside for later.
    pub saved: Vec<LineView>,
    /// Pieces to be ordered.
    pub pieces: u32,
    /// What they cost.
    pub totals: Totals,
}

/// Looks at a cart with the shop's offers: `offer` answers `None` for what is no longer sold. Prices include the value
/// added tax of `vat_basis_points`.
pub fn view(
    cart: &Cart,
    offer: impl Fn(VariantId) -> Option<Offer>,
    vat_basis_points: u32,
) -> Result<CartView, MoneyError> {
    let mut lines = Vec::with_capacity(cart.lines.len());
    for line in &cart.lines {
        lines.push(line_view(line, offer(line.variant))?);
    }
    let (saved, lines): (Vec<_>, Vec<_>) = lines.into_iter().partition(|line| line.line.is_saved);
    let (mut list, mut subtotal) = (Money::vnd(0), Money::vnd(0));
    for line in &lines {
        subtotal = subtotal.plus(line.total)?;
        let price = line.offer.map_or(Money::vnd(0), |offer| offer.list_price);
        list = list.plus(price.times(line.quantity)?)?;
    }
    let totals = Totals {
        list,
        saved: list.minus(subtotal)?,
        subtotal,
        vat_included: vat_in(subtotal, vat_basis_points),
        total: subtotal,
    };
    let pieces = lines.iter().map(|line| line.quantity).sum();
    Ok(CartView { version: cart.version, clock_ms: cart.clock_ms, lines, saved, pieces, totals })
}

fn line_view(line: &Line, offer: Option<Offer>) -> Result<LineView, MoneyError> {
    let available = offer.map_or(0, |offer| offer.available);
    let quantity = line.wanted.min(available).min(LINE_QUANTITY_MAX);
    let clamp = match offer {
        None => Some(Clamp::Gone),
        Some(_) if quantity == line.wanted => None,
        Some(_) if available == 0 => Some(Clamp::SoldOut),
        Some(_) if quantity == available => Some(Clamp::Stock),
        Some(_) => Some(Clamp::Limit),
    };
    let price = offer.map_or(Money::vnd(0), |offer| offer.price);
    let before = line.price_at_add.map(Money::vnd).filter(|before| offer.is_some() && *before != price);
    let total = price.times(quantity)?;
    Ok(LineView { line: line.clone(), quantity, clamp, offer, price_before: before, total })
}

/// The tax in a gross amount: gross × rate ÷ (1 + rate), rounded half up to whole units.
fn vat_in(gross: Money, basis_points: u32) -> Money {
    let (gross, rate) = (i128::from(gross.minor()), i128::from(basis_points));
    let tax = (gross * rate * 2 + 10_000 + rate) / (2 * (10_000 + rate));
    Money::vnd(i64::try_from(tax).unwrap_or(0))
}
