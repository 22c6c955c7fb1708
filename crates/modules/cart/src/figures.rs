//! How many carts are left behind, by channel and day (CART-5).

use jiff::civil::Date;

use crate::error::CartError;
use crate::facade::Carts;
use crate::store_clock;

/// Rows of one answer at most: a year of ten channels.
const ROWS_MAX: i64 = 3_660;
/// One, in basis points.
const ONE_IN_BASIS_POINTS: i64 = 10_000;

/// What became of the carts that were started on one day in one channel. A cart whose owner comes back and leaves it again
/// counts again in `left`, and in `recovered` when they come back once more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayOfCarts {
    /// The day, by the clocks of Viet Nam.
    pub day: Date,
    /// Where they were started.
    pub channel: String,
    /// Carts that were started.
    pub started: i64,
    /// Times that one with something in it was left alone for an hour.
    pub left: i64,
    /// Times that one that was left was changed again.
    pub recovered: i64,
    /// Carts that were removed with something in them after [`crate::CARTS_KEPT`] days.
    pub abandoned: i64,
}

impl DayOfCarts {
    /// The share of started carts that are left now, in basis points; none when nothing was started.
    #[must_use]
    pub fn abandonment_basis_points(&self) -> Option<i64> {
        let left = self.left.saturating_sub(self.recovered).max(0);
        left.saturating_mul(ONE_IN_BASIS_POINTS).checked_div(self.started)
    }
}

impl Carts {
    /// What became of the carts that were started from one day to another, both included, by day and channel. At most
    /// 3,660 rows, the oldest first. One statement.
    pub async fn figures(&self, from: Date, to: Date) -> Result<Vec<DayOfCarts>, CartError> {
        let mut connection = self.inner.database.read().await?;
        store_clock::days(&mut connection, from, to, ROWS_MAX).await
    }
}
