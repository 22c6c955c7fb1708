//! The cart as pages and fragments show it. Every number comes from the server; nothing is added up here or in scripts.

use askama::Template;

use crate::view::page::Page;
use crate::view::picture::PictureView;
use cholon_webkit::flash::Flash;

/// Pieces of one thing that a form lets people type; the cart has the last word.
pub(crate) const QUANTITY_MAX: u32 = 99;
/// Letters of a note.
pub(crate) const NOTE_LENGTH_MAX: u16 = 300;
/// Lines that the small cart shows; the rest is counted.
pub(crate) const MINI_LINES_MAX: usize = 6;

/// The page of the cart.
#[derive(Template)]
#[template(path = "pages/cart.html")]
pub(crate) struct CartTemplate {
    pub(crate) page: Page,
    pub(crate) flash: Option<Flash>,
    pub(crate) cart: CartView,
}

/// The changing part of the page of the cart, for scripts: `/manh/gio-hang-trang`.
#[derive(Template)]
#[template(path = "fragments/cart.html")]
pub(crate) struct CartFragment {
    pub(crate) page: Page,
    pub(crate) flash: Option<Flash>,
    pub(crate) cart: CartView,
}

/// The small cart at the side of other pages, for scripts: `/manh/gio-hang`.
#[derive(Template)]
#[template(path = "fragments/mini_cart.html")]
pub(crate) struct MiniCartFragment {
    pub(crate) page: Page,
    pub(crate) flash: Option<Flash>,
    pub(crate) cart: CartView,
}

impl MiniCartFragment {
    /// Lines that are not shown.
    pub(crate) fn hidden_lines(&self) -> usize {
        self.cart.lines.len().saturating_sub(MINI_LINES_MAX)
    }
}

/// A cart.
#[derive(Clone, Default)]
pub(crate) struct CartView {
    /// The token of the session or of the guest's cart.
    pub(crate) csrf: String,
    /// Grows with every change; scripts leave a picture of the same version alone.
    pub(crate) version: u64,
    /// Pieces in it, without those put aside.
    pub(crate) count: u32,
    pub(crate) lines: Vec<LineView>,
    /// What was put aside for later.
    pub(crate) saved: Vec<LineView>,
    /// The sum of the lines.
    pub(crate) subtotal: String,
    /// The value added tax in it.
    pub(crate) vat: String,
    /// How much less it is than the list prices; `None` when it is not.
    pub(crate) saving: Option<String>,
    /// Whether a guest sees that a log-in would keep the cart on every device.
    pub(crate) is_guest: bool,
}

impl CartView {
    /// Whether a price or the stock changed since a line was put in.
    pub(crate) fn has_news(&self) -> bool {
        self.lines.iter().any(|line| line.news.is_some())
    }
}

/// One line of a cart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LineView {
    /// The id of the variant, which names the line.
    pub(crate) variant: String,
    pub(crate) href: String,
    pub(crate) name: String,
    /// Colour, size and what else tells variants apart; empty when there is one only.
    pub(crate) variant_name: String,
    pub(crate) picture: Option<PictureView>,
    /// The symbol that stands for a missing picture.
    pub(crate) icon: &'static str,
    pub(crate) quantity: u32,
    /// How many are wanted, whatever can be had.
    pub(crate) wanted: u32,
    /// The most that can be had: the stock, or the limit of a line.
    pub(crate) quantity_max: u32,
    /// The price of one piece.
    pub(crate) price: String,
    pub(crate) list_price: Option<String>,
    /// The price of all pieces.
    pub(crate) total: String,
    pub(crate) note: String,
    pub(crate) news: Option<LineNews>,
}

impl LineView {
    /// Whether a piece more can be had.
    pub(crate) const fn can_grow(&self) -> bool {
        self.quantity < self.quantity_max
    }

    /// Whether it can be bought at all.
    pub(crate) const fn is_available(&self) -> bool {
        self.quantity_max > 0
    }

    /// The largest number its form takes; an input without room for one piece would refuse to be sent.
    pub(crate) fn input_max(&self) -> u32 {
        self.quantity_max.clamp(1, QUANTITY_MAX)
    }
}

/// What changed since a line was put into the cart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum LineNews {
    /// The price is another one: the old one, the new one, and whether it fell.
    Price { old: String, new: String, is_lower: bool },
    /// There are fewer than were wanted; the quantity was lowered to what there is.
    Clamped { wanted: u32, left: u32 },
    /// There is nothing left, or it is not sold any more.
    Gone,
}

impl LineNews {
    /// The sentence about it.
    pub(crate) fn text(&self, page: &Page) -> String {
        match self {
            Self::Price { old, new, is_lower } => {
                let key = if *is_lower { "cart-price-fell" } else { "cart-price-rose" };
                page.format(key, &[("old", old.as_str().into()), ("new", new.as_str().into())])
            }
            Self::Clamped { wanted, left } => {
                page.format("cart-clamped", &[("wanted", (*wanted).into()), ("left", (*left).into())])
            }
            Self::Gone => page.text("cart-gone"),
        }
    }

    /// The end of its class.
    pub(crate) const fn class(&self) -> &'static str {
        match self {
            Self::Price { is_lower: true, .. } => "good",
            Self::Price { .. } | Self::Clamped { .. } => "change",
            Self::Gone => "gone",
        }
    }
}

#[cfg(test)]
mod tests {
    use cholon_kernel::Locale;

    use super::*;
    use crate::samples::page;

    #[test]
    fn news_tell_both_numbers() {
        let page = page(Locale::Vi, "/gio-hang");
        let price = LineNews::Price { old: "10 ₫".to_owned(), new: "12 ₫".to_owned(), is_lower: false };
        assert_eq!(price.text(&page), "Giá đã tăng từ 10 ₫ lên 12 ₫ kể từ khi bạn thêm vào giỏ.");
        let clamped = LineNews::Clamped { wanted: 5, left: 2 };
        assert!(clamped.text(&page).contains('5') && clamped.text(&page).contains('2'));
    }
}
