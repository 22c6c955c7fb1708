//! A product as lists show it, in one language.

use cholon_catalog::model::{Condition, PriceUnit, ProductCard, Rating};
use cholon_kernel::{BasisPoints, Locale};

use crate::links;
use crate::view::menu::icon;
use crate::view::page::Page;
use crate::view::picture::PictureView;

/// A product on a shelf.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CardView {
    pub(crate) id: String,
    pub(crate) href: String,
    pub(crate) name: String,
    pub(crate) brand: Option<String>,
    pub(crate) price: String,
    pub(crate) list_price: Option<String>,
    /// Whole percents off the list price.
    pub(crate) discount: Option<u32>,
    /// Whether the price is the lowest of several.
    pub(crate) is_from: bool,
    /// Whether the price pays for a day.
    pub(crate) is_daily: bool,
    pub(crate) picture: Option<PictureView>,
    /// The symbol that stands for a missing picture.
    pub(crate) icon: &'static str,
    pub(crate) rating: Option<RatingView>,
    pub(crate) sold: Option<String>,
    pub(crate) is_in_stock: bool,
    /// The condition of used goods.
    pub(crate) condition: Option<String>,
    pub(crate) highlights: Vec<String>,
}

/// An average with its weight.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RatingView {
    /// `4,7` in Vietnamese, `4.7` in English.
    pub(crate) average: String,
    /// Number of reviews.
    pub(crate) count: u32,
    /// The number in few letters.
    pub(crate) short: String,
}

impl CardView {
    /// The card of a product on `page`.
    pub(crate) fn new(card: &ProductCard, page: &Page) -> Self {
        let discount = card.discount();
        Self {
            id: card.id.to_string(),
            href: page.link(&card.path()),
            name: card.name_in(page.locale).to_owned(),
            brand: card.brand.as_ref().map(|brand| brand.name.to_string()),
            price: card.price.to_string(),
            list_price: discount.map(|_| card.list_price.to_string()),
            discount: discount.map(BasisPoints::percent).filter(|percent| *percent > 0),
            is_from: card.price_varies,
            is_daily: card.price_unit == PriceUnit::Day,
            picture: card.picture.as_ref().map(PictureView::from),
            icon: icon(&card.category.slug),
            rating: card.rating.map(|rating| RatingView::new(rating, card.review_count, page.locale)),
            sold: (card.sold_count > 0)
                .then(|| page.ts("sold-count", "count", &short_count(card.sold_count, page.locale))),
            is_in_stock: card.in_stock,
            condition: (card.condition != Condition::New).then(|| page.text(condition_key(card.condition))),
            highlights: card.highlights.iter().map(|highlight| unbroken(highlight)).collect(),
        }
    }

    /// The cards of products on `page`.
    pub(crate) fn all<'c>(cards: impl IntoIterator<Item = &'c ProductCard>, page: &Page) -> Vec<Self> {
        cards.into_iter().map(|card| Self::new(card, page)).collect()
    }
}

impl RatingView {
    /// The average of `count` reviews.
    pub(crate) fn new(rating: Rating, count: u32, locale: Locale) -> Self {
        let tenths = (u32::from(rating.0) + 5) / 10;
        Self {
            average: format!("{}{}{}", tenths / 10, decimal_mark(locale), tenths % 10),
            count,
            short: short_count(count, locale),
        }
    }
}

const fn decimal_mark(locale: Locale) -> char {
    match locale {
        Locale::Vi => ',',
        Locale::En => '.',
    }
}

/// A count in few letters: `850`, `1,2k`, `35k`.
pub(crate) fn short_count(count: u32, locale: Locale) -> String {
    match count {
        0..1_000 => count.to_string(),
        1_000..10_000 if count % 1_000 >= 100 => {
            format!("{}{}{}k", count / 1_000, decimal_mark(locale), count % 1_000 / 100)
        }
        _ => format!("{}k", count / 1_000),
    }
}

/// A value and its unit stay on one line.
pub(crate) fn unbroken(text: &str) -> String {
    text.replace(' ', "\u{a0}")
}

/// The text for a condition.
pub(crate) const fn condition_key(condition: Condition) -> &'static str {
    match condition {
        Condition::New => "condition-new",
        Condition::GradeA => "condition-grade-a",
        Condition::GradeB => "condition-grade-b",
        Condition::GradeC => "condition-grade-c",
    }
}

/// The link to what a brand makes.
pub(crate) fn brand_link(locale: Locale, slug: &str) -> String {
    links::with_query(&links::localized(locale, "/tim-kiem"), &[("hang", slug)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_short() {
        let cases = [(0, "0"), (999, "999"), (1_000, "1k"), (1_250, "1,2k"), (35_900, "35k")];
        for (count, text) in cases {
            assert_eq!(short_count(count, Locale::Vi), text);
        }
    }

    #[test]
    fn an_average_is_rounded_to_a_tenth() {
        assert_eq!(RatingView::new(Rating(465), 3, Locale::Vi).average, "4,7");
        assert_eq!(RatingView::new(Rating(500), 3, Locale::En).average, "5.0");
    }
}
