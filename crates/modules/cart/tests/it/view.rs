//! A cart as it can be ordered: clamped, priced, told what changed.

use cholon_cart::{Clamp, FormChange, Offer, view};
use cholon_kernel::Money;

use crate::support::{add, owner, shop, variant};

#[tokio::test]
async fn what_is_wanted_is_cut_to_what_there_is_and_kept() {
    let shop = shop().await;
    for (line, pieces) in [(0, 2), (1, 5), (2, 1), (3, 2_000), (4, 1), (5, 1)] {
        shop.carts.change(&owner(1), "web", add(line, pieces), None).await.unwrap();
        shop.clock.advance_ms(1000);
    }
    let aside = FormChange::Describe { variant: variant(5), note: None, is_saved: Some(true) };
    shop.carts.change(&owner(1), "web", aside, None).await.unwrap();
    let offer = |price, available| Offer { price: Money::vnd(price), list_price: Money::vnd(60_000), available };
    let offers = |id| match id {
        id if id == variant(0) => Some(offer(50_000, 10)),
        id if id == variant(1) => Some(offer(45_000, 3)),
        id if id == variant(2) => Some(offer(50_000, 0)),
        id if id == variant(3) => Some(offer(50_000, 5_000)),
        id if id == variant(5) => Some(offer(50_000, 9)),
        _ => None,
    };
    let cart = shop.carts.read(&owner(1)).await.unwrap();
    let seen = view(&cart, offers, 800).unwrap();
    let lines: Vec<_> = seen.lines.iter().map(|line| (line.quantity, line.clamp)).collect();
    let expected = [
        (2, None),
        (3, Some(Clamp::Stock)),
        (0, Some(Clamp::SoldOut)),
        (999, Some(Clamp::Limit)),
        (0, Some(Clamp::Gone)),
    ];
    assert_eq!(lines, expected);
    assert_eq!(seen.lines[1].price_before, Some(Money::vnd(50_000)));
    assert_eq!(seen.lines[0].price_before, None);
    let subtotal = 2 * 50_000 + 3 * 45_000 + 999 * 50_000;
    assert_eq!(seen.totals.subtotal, Money::vnd(subtotal));
    assert_eq!(seen.totals.saved, Money::vnd(1_004 * 60_000 - subtotal));
    assert_eq!(seen.totals.vat_included, Money::vnd((subtotal * 2 * 800 + 10_800) / (2 * 10_800)));
    assert_eq!((seen.pieces, seen.saved.len(), cart.lines[1].wanted), (1_004, 1, 5));
}
