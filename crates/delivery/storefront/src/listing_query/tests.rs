//! Reading and writing of listing URLs: examples, hostile texts and the round trip.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use super::*;

#[test]
fn every_key_is_read() {
    let query = ListingQuery::parse(
        "q=m%C3%A1y+l%E1%BA%A1nh&hang=lg&hang=daikin&gia=5000000-10.000.000&danh-gia=4.5&tinh-trang=new&con-hang=1\
         &cong-suat=1-hp&cong-suat=2-hp&sap-xep=gia-tang&sau=abc",
    );
    assert_eq!(query.text, "máy lạnh");
    assert_eq!(query.brands, ["lg", "daikin"]);
    assert_eq!((query.price_min, query.price_max), (Some(5_000_000), Some(10_000_000)));
    assert_eq!((query.rating_min, query.in_stock), (Some(450), true));
    assert_eq!(query.facets, [("cong-suat".to_owned(), vec!["1-hp".to_owned(), "2-hp".to_owned()])]);
    assert_eq!(query.sort, Some(Sort::PriceAscending));
    assert_eq!(query.after.map(|cursor| cursor.to_string()), Some("abc".to_owned()));
}

#[test]
fn what_is_not_understood_is_left_out() {
    for text in [
        "",
        "&&&",
        "=",
        "utm_source=x",
        "fbclid=1",
        "gia=-",
        "gia=x-y",
        "danh-gia=9",
        "sap-xep=?",
        "hang=%00",
        "hang=A",
    ] {
        assert_eq!(ListingQuery::parse(text), ListingQuery::default(), "{text}");
    }
}

#[test]
fn a_form_without_scripts_sends_two_prices() {
    let query = ListingQuery::parse("gia-tu=2.000.000&gia-den=1000000");
    assert_eq!(query.price(), Some("1000000-2000000".to_owned()));
    assert_eq!(query.price_label(), Some("1.000.000\u{a0}₫ – 2.000.000\u{a0}₫".to_owned()));
}

fn slug() -> impl Strategy<Value = String> {
    "[a-z0-9]{1,8}(-[a-z0-9]{1,8})?"
}

prop_compose! {
    fn listing_query()(
        text in "[^\\s\\p{C}]{0,20}",
        brands in vec(slug(), 0..3),
        bounds in option::of((0_u64..1_000_000, 1_000_000_u64..9_000_000_000)),
        rating_min in option::of((1_u16..=50).prop_map(|tenths| tenths * 10)),
        in_stock in any::<bool>(),
        facets in vec((slug().prop_filter("a facet", |key| is_facet_key(key)), vec(slug(), 1..3)), 0..3),
        sort in option::of(proptest::sample::select(SORTS.map(|(sort, _)| sort).to_vec())),
    ) -> ListingQuery {
        let (price_min, price_max) = bounds.unzip();
        ListingQuery { text, brands, price_min, price_max, rating_min, in_stock, facets, sort, ..ListingQuery::default() }
    }
}

proptest! {
    #[test]
    fn a_link_leads_back_to_its_listing(query in listing_query()) {
        // Reading merges what stands twice; after one reading nothing changes any more.
        let link = query.link("/x");
        let read = ListingQuery::parse(link.strip_prefix("/x").unwrap().trim_start_matches('?'));
        let again = ListingQuery::parse(read.link("/x").strip_prefix("/x").unwrap().trim_start_matches('?'));
        prop_assert_eq!(&read, &again);
        prop_assert_eq!(&read.text, &query.text);
        prop_assert_eq!(read.price(), query.price());
        prop_assert_eq!(read.sort, query.sort);
        prop_assert!(query.facets.iter().all(|(key, _)| read.facets.iter().any(|(known, _)| known == key)));
    }

    #[test]
    fn no_text_breaks_the_reader(text in "\\PC{0,300}|[\\x00-\\xff]{0,100}|(%[0-9a-f]{2}|&|=|gia|hang){0,80}") {
        let read = ListingQuery::parse(&text);
        prop_assert!(read.link("/x").is_ascii());
    }
}
