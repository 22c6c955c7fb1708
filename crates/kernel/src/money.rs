//! Money in integer minor units. No float ever holds an amount.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A currency by its ISO 4217 code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Currency {
    /// Vietnamese đồng; it has no minor unit, so an amount counts đồng.
    #[default]
    Vnd,
    /// United States dollar; an amount counts cents.
    Usd,
}

impl Currency {
    /// The ISO 4217 code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Vnd => "VND",
            Self::Usd => "USD",
        }
    }

    /// The currency of an ISO 4217 code, if it is one of ours.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Vnd, Self::Usd].into_iter().find(|currency| currency.code() == code)
    }

    /// Decimal places of the minor unit.
    const fn decimals(self) -> u32 {
        match self {
            Self::Vnd => 0,
            Self::Usd => 2,
        }
    }
}

/// A rate in basis points: 10,000 is the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct BasisPoints(pub u32);

impl BasisPoints {
    /// The whole.
    pub const ONE: Self = Self(10_000);

    /// Whole percents, cut off.
    #[must_use]
    pub const fn percent(self) -> u32 {
        self.0 / 100
    }
}

/// An amount of money: minor units and a currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    minor: i64,
    currency: Currency,
}

/// Why an amount could not be computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// The result does not fit into 64 bits.
    #[error("amount is too large")]
    Overflow,
    /// The two amounts are of different currencies.
    #[error("amounts are of different currencies")]
    CurrencyMismatch,
    /// There is nothing to allocate to.
    #[error("no parts to allocate to")]
    NothingToAllocate,
}

impl Money {
    /// An amount in đồng.
    #[must_use]
    pub const fn vnd(dong: i64) -> Self {
        Self { minor: dong, currency: Currency::Vnd }
    }

    /// An amount in minor units of `currency`.
    #[must_use]
    pub const fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// The amount in minor units.
    #[must_use]
    pub const fn minor(self) -> i64 {
        self.minor
    }

    /// The currency.
    #[must_use]
    pub const fn currency(self) -> Currency {
        self.currency
    }

    /// The sum.
    pub fn plus(self, other: Self) -> Result<Self, MoneyError> {
        self.combine(other, i64::checked_add)
    }

    /// The difference; it may be negative.
    pub fn minus(self, other: Self) -> Result<Self, MoneyError> {
        self.combine(other, i64::checked_sub)
    }

    /// The amount taken `count` times.
    pub fn times(self, count: u32) -> Result<Self, MoneyError> {
        let minor = self.minor.checked_mul(i64::from(count)).ok_or(MoneyError::Overflow)?;
        Ok(Self { minor, ..self })
    }

    /// The share `rate` of the amount, rounded half away from zero.
    pub fn share(self, rate: BasisPoints) -> Result<Self, MoneyError> {
        let product = i128::from(self.minor) * i128::from(rate.0);
        let half = i128::from(BasisPoints::ONE.0 / 2) * product.signum();
        let rounded = (product + half) / i128::from(BasisPoints::ONE.0);
        let minor = i64::try_from(rounded).map_err(|_too_large| MoneyError::Overflow)?;
        Ok(Self { minor, ..self })
    }

    /// Splits the amount in proportion to `weights` so that the parts add up to the whole.
    ///
    /// Every part is rounded towards zero and the remainder goes, one minor unit each, to the parts that lost most
    /// by it (largest remainder), earlier parts first. All weights zero means equal weights.
    pub fn allocate(self, weights: &[u32]) -> Result<Vec<Self>, MoneyError> {
        if weights.is_empty() {
            return Err(MoneyError::NothingToAllocate);
        }
        let equal = weights.iter().all(|weight| *weight == 0);
        let weight_of = |weight: u32| if equal { 1 } else { i128::from(weight) };
        let total: i128 = weights.iter().map(|weight| weight_of(*weight)).sum();
        let mut parts = Vec::with_capacity(weights.len());
        let mut losses = Vec::with_capacity(weights.len());
        for (index, weight) in weights.iter().enumerate() {
            let exact = i128::from(self.minor) * weight_of(*weight);
            parts.push(exact / total);
            losses.push(((exact % total).abs(), index));
        }
        let mut rest = i128::from(self.minor) - parts.iter().sum::<i128>();
        losses.sort_by(|left, right| right.0.cmp(&left.0).then(left.1.cmp(&right.1)));
        for (_, index) in losses {
            if rest == 0 {
                break;
            }
            parts[index] += rest.signum();
            rest -= rest.signum();
        }
        parts
            .into_iter()
            .map(|minor| {
                i64::try_from(minor).map(|minor| Self { minor, ..self }).map_err(|_too_large| MoneyError::Overflow)
            })
            .collect()
    }

    /// How much lower this price is than `list_price`; `None` when it is not lower.
    #[must_use]
    pub fn discount_from(self, list_price: Self) -> Option<BasisPoints> {
        if self.currency != list_price.currency || self.minor >= list_price.minor || self.minor < 0 {
            return None;
        }
        let saved = i128::from(list_price.minor) - i128::from(self.minor);
        let rate = saved * i128::from(BasisPoints::ONE.0) / i128::from(list_price.minor);
        u32::try_from(rate).ok().map(BasisPoints)
    }

    fn combine(self, other: Self, operation: fn(i64, i64) -> Option<i64>) -> Result<Self, MoneyError> {
        if self.currency != other.currency {
            return Err(MoneyError::CurrencyMismatch);
        }
        let minor = operation(self.minor, other.minor).ok_or(MoneyError::Overflow)?;
        Ok(Self { minor, ..self })
    }
}

impl fmt::Display for Money {
    /// As Vietnamese shops write it: `1.234.000 ₫` with a no-break space before the sign.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = 10_u64.pow(self.currency.decimals());
        let absolute = self.minor.unsigned_abs();
        let sign = if self.minor < 0 { "-" } else { "" };
        let whole = grouped(absolute / unit);
        match self.currency {
            Currency::Vnd => write!(f, "{sign}{whole}\u{a0}₫"),
            Currency::Usd => write!(f, "{sign}${whole},{:02}", absolute % unit),
        }
    }
}

/// Digits in groups of three, separated by dots.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push('.');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn dong_is_shown_in_groups_of_three() {
        let cases = [(0, "0\u{a0}₫"), (999, "999\u{a0}₫"), (1_234_000, "1.234.000\u{a0}₫"), (-5_000, "-5.000\u{a0}₫")];
        for (dong, text) in cases {
            assert_eq!(Money::vnd(dong).to_string(), text);
        }
    }

    #[test]
    fn a_share_is_rounded_half_away_from_zero() {
        assert_eq!(Money::vnd(15).share(BasisPoints(1_000)), Ok(Money::vnd(2)));
        assert_eq!(Money::vnd(-15).share(BasisPoints(1_000)), Ok(Money::vnd(-2)));
        assert_eq!(Money::vnd(14).share(BasisPoints(1_000)), Ok(Money::vnd(1)));
    }

    #[test]
    fn currencies_do_not_mix() {
        let dollars = Money::new(1, Currency::Usd);
        assert_eq!(Money::vnd(1).plus(dollars), Err(MoneyError::CurrencyMismatch));
    }

    proptest! {
        #[test]
        fn allocated_parts_add_up(minor in any::<i64>(), weights in prop::collection::vec(any::<u32>(), 1..20)) {
            let parts = Money::vnd(minor).allocate(&weights).expect("parts of an amount that fits fit");
            let sum: i128 = parts.iter().map(|part| i128::from(part.minor())).sum();
            prop_assert_eq!(sum, i128::from(minor));
        }

        #[test]
        fn a_discount_is_never_above_the_whole(price in 0_i64.., list in 1_i64..) {
            if let Some(rate) = Money::vnd(price).discount_from(Money::vnd(list)) {
                prop_assert!(rate <= BasisPoints::ONE);
            }
        }
    }
}
