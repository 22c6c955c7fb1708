//! What shoppers think of a product, in one line.

use cholon_catalog::model::ProductCard;
use serde::Serialize;
use utoipa::ToSchema;

/// A summary of a product's reviews.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ToSchema)]
pub(crate) struct ReviewSummary {
    /// Average of the stars given, with two decimals; `null` without reviews.
    #[schema(minimum = 0, maximum = 5, example = 4.56, required)]
    average: Option<f64>,
    /// Number of reviews.
    #[schema(example = 128)]
    count: u32,
}

/// Steps of a rating in one star.
const STEPS_PER_STAR: f64 = 100.0;

impl From<&ProductCard> for ReviewSummary {
    fn from(card: &ProductCard) -> Self {
        Self { average: card.rating.map(|rating| f64::from(rating.0) / STEPS_PER_STAR), count: card.review_count }
    }
}
