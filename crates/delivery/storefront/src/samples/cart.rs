//! Carts drawn from the sample products: full, with news, empty.

use askama::Template;
use cholon_kernel::Locale;

use super::shop::{card, page};
use crate::view::account::private;
use crate::view::cart::{CartFragment, CartTemplate, CartView, LineNews, LineView, MiniCartFragment};
use crate::view::menu::icon;
use crate::view::page::Page;
use crate::view::picture::PictureView;
use cholon_webkit::flash::{Flash, FlashKind};

/// Name and markup of every page.
pub(crate) fn pages(locale: Locale) -> Vec<(String, String)> {
    let page = private(page(locale, "/gio-hang"), "cart");
    let news_of = |kind, key| Some(Flash { kind, text: page.text(key) });
    let flash = || news_of(FlashKind::Done, "cart-added");
    let full = |flash, cart| CartTemplate { page: page.clone(), flash, cart }.render().unwrap();
    let part =
        CartFragment { page: page.clone(), flash: news_of(FlashKind::Warning, "cart-merged"), cart: cart(&page, 3) }
            .render()
            .unwrap();
    let mini =
        |count| MiniCartFragment { page: page.clone(), flash: flash(), cart: cart(&page, count) }.render().unwrap();
    vec![
        ("cart".to_owned(), full(flash(), cart(&page, 5))),
        ("cart-empty".to_owned(), full(news_of(FlashKind::Failed, "cart-full"), cart(&page, 0))),
        ("manh-cart".to_owned(), part),
        ("manh-mini-cart".to_owned(), mini(8)),
        ("manh-mini-cart-empty".to_owned(), mini(0)),
    ]
}

fn cart(page: &Page, count: usize) -> CartView {
    let mut lines: Vec<LineView> = (0..count).map(|number| line(page, number)).collect();
    for (line, news) in lines.iter_mut().skip(1).zip(news()) {
        line.quantity_max = match &news {
            LineNews::Gone => 0,
            LineNews::Clamped { left, .. } => *left,
            LineNews::Price { .. } => 10,
        };
        line.news = Some(news);
    }
    CartView {
        csrf: "mau-0123456789".to_owned(),
        version: 7,
        count: lines.iter().map(|line| line.quantity).sum(),
        saved: if count > 3 { vec![line(page, 8), line(page, 10)] } else { Vec::new() },
        lines,
        subtotal: "62.840.000\u{a0}₫".to_owned(),
        vat: "5.712.727\u{a0}₫".to_owned(),
        saving: (count > 0).then(|| "4.300.000\u{a0}₫".to_owned()),
        is_guest: count == 5,
    }
}

fn news() -> [LineNews; 4] {
    let price = |old: &str, new: &str, is_lower| LineNews::Price { old: old.to_owned(), new: new.to_owned(), is_lower };
    [
        price("19.990.000\u{a0}₫", "19.490.000\u{a0}₫", true),
        price("18.490.000\u{a0}₫", "18.990.000\u{a0}₫", false),
        LineNews::Clamped { wanted: 4, left: 2 },
        LineNews::Gone,
    ]
}

fn line(page: &Page, number: usize) -> LineView {
    let card = card(number);
    let quantity = if number == 3 { 2 } else { 1 };
    LineView {
        variant: format!("0190a000-0000-7000-8000-00000000030{number}"),
        href: page.link(&card.path()),
        name: card.name.to_string(),
        variant_name: if number.is_multiple_of(3) { "Xám · 128\u{a0}GB".to_owned() } else { String::new() },
        picture: card.picture.as_ref().map(PictureView::from),
        icon: icon(&card.category.slug),
        quantity,
        wanted: quantity,
        quantity_max: 12,
        price: card.price.to_string(),
        list_price: card.discount().map(|_| card.list_price.to_string()),
        total: card.price.to_string(),
        note: if number == 0 { "Gói quà giúp tôi nhé".to_owned() } else { String::new() },
        news: None,
    }
}
