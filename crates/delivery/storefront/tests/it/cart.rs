//! Forms of the cart, as a browser with and without scripts sends them.

use http::StatusCode;
use http::header::SET_COOKIE;

use crate::support::{Answer, Shop};

/// The cookie of a guest's cart.
const GUEST_COOKIE: &str = "gio";
/// An article with eleven pieces.
const SKU: &str = "T11";

/// A guest with a cart of two pieces.
struct Guest {
    shop: Shop,
    cookie: String,
    variant: String,
}

impl Guest {
    async fn with_two_pieces() -> Self {
        let shop = Shop::open().await;
        let known = shop.catalog.variants_by_sku(&[SKU.to_owned()]).await.unwrap();
        let variant = known[SKU].to_string();
        let added = shop.post("/gio-hang/them", "", &[("variant", &variant), ("quantity", "2")]).await;
        assert_eq!((added.status, added.location()), (StatusCode::SEE_OTHER, "/gio-hang"));
        let cookie = cookie(&added);
        Self { shop, cookie, variant }
    }

    async fn line(&self, fields: &[(&str, &str)]) -> Answer {
        let fields = [fields, &[("variant", self.variant.as_str())]].concat();
        self.shop.post("/gio-hang/dong", &self.cookie, &fields).await
    }

    async fn add(&self, fields: &[(&str, &str)]) -> Answer {
        let fields = [fields, &[("variant", self.variant.as_str())]].concat();
        self.shop.post("/gio-hang/them", &self.cookie, &fields).await
    }

    /// The quantity that the cart's page shows; 0 without a line.
    async fn quantity(&self) -> u32 {
        let page = self.shop.get_with("/gio-hang", &self.cookie).await.text;
        let value =
            page.split(r#"inputmode="numeric" name="quantity" value=""#).nth(1).and_then(|rest| rest.split('"').next());
        value.map_or(0, |value| value.parse().unwrap())
    }
}

fn cookie(answer: &Answer) -> String {
    let mut cookies = answer.headers.get_all(SET_COOKIE).iter().map(|cookie| cookie.to_str().unwrap());
    let own = cookies.find(|cookie| cookie.starts_with(&format!("{GUEST_COOKIE}="))).unwrap();
    own.split(';').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_form_whose_answer_was_lost_counts_once_when_it_is_sent_again() {
    let guest = Guest::with_two_pieces().await;
    for _ in 0..2 {
        guest.add(&[("quantity", "3"), ("key", "form 1")]).await;
    }
    assert_eq!(guest.quantity().await, 5);
    guest.add(&[("quantity", "1"), ("key", "form 2")]).await;
    guest.add(&[]).await;
    assert_eq!(guest.quantity().await, 7, "other forms count");
}

#[tokio::test]
async fn what_another_page_added_stays_when_a_quantity_is_typed() {
    let guest = Guest::with_two_pieces().await;
    guest.add(&[("quantity", "4")]).await;
    // This page was drawn before and shows two; one of them is enough.
    guest.line(&[("do", "quantity"), ("quantity", "1"), ("seen", "2")]).await;
    assert_eq!(guest.quantity().await, 5);
    guest.line(&[("do", "more"), ("quantity", "2"), ("seen", "2")]).await;
    assert_eq!(guest.quantity().await, 6);
    guest.line(&[("do", "less")]).await;
    guest.line(&[("do", "quantity"), ("quantity", "3")]).await;
    assert_eq!(guest.quantity().await, 3, "a form that does not say what it saw means what is there");
    guest.line(&[("do", "remove")]).await;
    assert_eq!(guest.quantity().await, 0);
}

#[tokio::test]
async fn forms_that_cannot_be_lose_nothing() {
    let guest = Guest::with_two_pieces().await;
    for quantity in ["0", "-3", "1.5", "viele", "99999999999999999999", ""] {
        let told = guest.line(&[("do", "quantity"), ("quantity", quantity)]).await;
        assert!(told.status == StatusCode::SEE_OTHER, "{quantity}: {}", told.status);
        assert!(guest.quantity().await >= 1, "{quantity}");
    }
    let strange = "0190a000-0000-7000-8000-000000000009";
    for variant in ["", "x", strange] {
        let told = guest.shop.post("/gio-hang/them", &guest.cookie, &[("variant", variant)]).await;
        assert_eq!(told.status, StatusCode::NOT_FOUND, "{variant}");
    }
    let unknown = guest.shop.post("/gio-hang/dong", &guest.cookie, &[("variant", "x"), ("do", "remove")]).await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    let nobody = guest.shop.post("/gio-hang/dong", "", &[("variant", &guest.variant), ("do", "remove")]).await;
    assert_eq!(nobody.status, StatusCode::NOT_FOUND, "a cart is found by its own cookie alone");
    assert!(guest.quantity().await >= 1);
}
