//! What the façade promises, on a handful of products.

#![expect(clippy::unwrap_used, reason = "a test stops at what it cannot make")]

use std::path::Path;
use std::sync::LazyLock;

use cholon_kernel::{BrandId, CategoryId, EventPosition, PageSize, ProductId};
use cholon_search::model::{
    FacetValue, Filters, IndexDocument, Notice, SearchRequest, SearchResponse, Sort, Suggestion,
};
use cholon_search::{Rebuild, Rule, RuleKind, Search, SearchError};
use proptest::prelude::*;
use tempfile::TempDir;
use uuid::Uuid;

fn product(number: u128) -> ProductId {
    Uuid::from_u128(number).into()
}

fn category(number: u128) -> CategoryId {
    Uuid::from_u128(1_000 + number).into()
}

fn brand(number: u128) -> BrandId {
    Uuid::from_u128(2_000 + number).into()
}

/// A product: number, name, brand, leaf category, price in thousands of đồng, RAM.
fn document(number: u128, name: &str, brand_name: &str, leaf: &str, price: u64) -> IndexDocument {
    let brand_number = u128::from(brand_name.bytes().map(u64::from).sum::<u64>());
    let leaf_number = u128::from(leaf.bytes().map(u64::from).sum::<u64>());
    IndexDocument {
        id: product(number),
        name: name.to_owned(),
        skus: vec![format!("SKU-{number}")],
        brand: Some((brand(brand_number), brand_name.to_owned())),
        category_path: vec![(category(0), "Điện máy".to_owned()), (category(leaf_number), leaf.to_owned())],
        specs: Vec::new(),
        facets: Vec::new(),
        tags: Vec::new(),
        description: String::new(),
        price_vnd: price * 1_000,
        list_price_vnd: price * 1_200,
        in_stock: !number.is_multiple_of(4),
        condition: "new".to_owned(),
        rating: 450,
        review_count: 3,
        sold_count: u32::try_from(number).unwrap(),
        published_at: "2026-01-01T00:00:00Z".parse().unwrap(),
        is_featured: false,
    }
}

fn with_ram(mut document: IndexDocument, ram: &str) -> IndexDocument {
    let value = FacetValue { key: "ram".to_owned(), label: "RAM".to_owned(), value: ram.to_owned() };
    document.facets.push(value);
    document
}

fn documents() -> Vec<IndexDocument> {
    vec![
        with_ram(document(1, "Điện thoại Samsung Galaxy A54 8GB/128GB", "Samsung", "Điện thoại", 8_000), "8 GB"),
        with_ram(document(2, "Điện thoại Samsung Galaxy S24 Ultra", "Samsung", "Điện thoại", 30_000), "12 GB"),
        with_ram(document(3, "Điện thoại iPhone 15 128GB", "Apple", "Điện thoại", 20_000), "6 GB"),
        document(4, "Ốp lưng dành cho điện thoại Samsung Galaxy A54", "Ringke", "Ốp lưng", 200),
        document(5, "Tủ lạnh Samsung Inverter 300 lít", "Samsung", "Tủ lạnh", 9_000),
        document(6, "Tủ lạnh LG Inverter 350 lít", "LG", "Tủ lạnh", 11_000),
        document(7, "Máy lạnh Daikin Inverter 1 HP", "Daikin", "Máy lạnh", 10_500),
        with_ram(document(8, "Laptop Dell Inspiron 15 16GB", "Dell", "Laptop", 18_000), "16 GB"),
        document(9, "Máy giặt LG 9 kg", "LG", "Máy giặt", 7_500),
        document(10, "Bàn phím cơ Akko không dây", "Akko", "Bàn phím", 1_500),
        document(11, "Nồi cơm điện Sharp 1.8 lít", "Sharp", "Nồi cơm điện", 900),
        document(12, "Bô vệ sinh cho bé hình hà mã", "Royalcare", "Bô vệ sinh", 250),
    ]
}

fn build(folder: &Path, documents: &[IndexDocument]) {
    let rebuild = Rebuild::start(folder).unwrap();
    for document in documents {
        rebuild.add(document).unwrap();
    }
    rebuild.publish(EventPosition { transaction: 7, number: 3 }).unwrap();
}

fn shop() -> (TempDir, Search) {
    let folder = tempfile::tempdir().unwrap();
    build(folder.path(), &documents());
    let search = Search::open(folder.path()).unwrap();
    (folder, search)
}

fn ask(search: &Search, text: &str) -> SearchResponse {
    let request = SearchRequest { text: Some(text.to_owned()), with_facets: true, ..SearchRequest::default() };
    search.search(&request).unwrap()
}

fn first(search: &Search, text: &str) -> Option<ProductId> {
    ask(search, text).hits.first().map(|hit| hit.id)
}

fn ids(response: &SearchResponse) -> Vec<ProductId> {
    response.hits.iter().map(|hit| hit.id).collect()
}

#[test]
fn every_way_of_typing_finds_the_same_thing() {
    let (_folder, search) = shop();
    let cases = [
        ("tủ lạnh lg", 6),
        ("tu lanh lg", 6),
        ("TỦ LẠNH LG", 6),
        ("tu\u{309} la\u{323}nh lg", 6),
        ("tur lanhj lg", 6),
        ("tu3 lanh5 lg", 6),
        ("tủ lạh lg", 6),
        ("tl lg", 6),
        ("điều hòa daikin", 7),
        ("dieu hoa", 7),
        ("đieàu hòa 1 ngựa", 7),
        ("máy lạnh 9000btu", 7),
        ("dt ss a54 8/128", 1),
        ("sam sung a54", 1),
        ("samsungg galaxy s24", 2),
        ("ip15", 3),
        ("ai phôn 15", 3),
        ("laptop dell ram 16g", 8),
        ("laptop del", 8),
        ("máy giặt 9 ký", 9),
        ("may giat 9kg", 9),
        ("phím cơ", 10),
        ("Ðiện thoại iphone", 3),
        ("laptop dưới 20tr", 8),
        ("điện thoại từ 5 đến 10 triệu", 1),
        ("SKU-11", 11),
        ("bo ha ma", 12),
    ];
    for (text, number) in cases {
        assert_eq!(first(&search, text), Some(product(number)), "{text}");
    }
}

#[test]
fn a_device_comes_before_its_accessory() {
    let (_folder, search) = shop();
    assert_eq!(ids(&ask(&search, "samsung galaxy a54"))[..2], [product(1), product(4)]);
    assert_eq!(first(&search, "ốp lưng a54"), Some(product(4)));
}

#[test]
fn what_was_understood_is_told_and_can_be_taken_back() {
    let (_folder, search) = shop();
    let response = ask(&search, "tủ lạnh samsung dưới 10 triệu");
    let kinds: Vec<&str> = response.understood.iter().map(|part| part.kind).collect();
    assert_eq!(kinds, ["price", "category"]);
    assert_eq!(response.understood[0].label, "≤ 10.000.000 ₫");
    assert_eq!(ids(&response), [product(5)]);
    let without = SearchRequest {
        text: Some("tủ lạnh dưới 10 triệu".to_owned()),
        without: vec!["price".to_owned()],
        ..SearchRequest::default()
    };
    assert_eq!(search.search(&without).unwrap().total, 2);
}

#[test]
fn no_text_leads_to_an_empty_page() {
    let (_folder, search) = shop();
    for text in ["xyzzy qwrt", "🎧🎧🎧", "tủ lạnh dưới 500k", "' OR 1=1 --", "+name:(a AND b)^2~", "!!!"] {
        let response = ask(&search, text);
        assert!(!response.hits.is_empty(), "{text}");
        assert!(response.notice.is_some() || response.total > 0, "{text}");
    }
    assert_eq!(ask(&search, "xyzzy qwrtz").notice, Some(Notice::Popular));
}

#[test]
fn corrections_are_told_and_the_literal_text_is_a_click_away() {
    let (_folder, search) = shop();
    let corrected = Some(Notice::Corrected { text: "laptop dell".to_owned() });
    assert_eq!(ask(&search, "laptop del").notice, corrected);
    let literal = SearchRequest { text: Some("laptop del".to_owned()), literal: true, ..SearchRequest::default() };
    let notice = search.search(&literal).unwrap().notice;
    assert_eq!(notice, Some(Notice::DidYouMean { text: "laptop dell".to_owned() }));
}

#[test]
fn a_facet_counts_without_its_own_filter() {
    let (_folder, search) = shop();
    let request = SearchRequest {
        text: Some("điện thoại".to_owned()),
        filters: Filters { facets: vec![("ram".to_owned(), vec!["8-gb".to_owned()])], ..Filters::default() },
        with_facets: true,
        ..SearchRequest::default()
    };
    let response = search.search(&request).unwrap();
    assert_eq!(ids(&response), [product(1)]);
    let ram = response.facets.iter().find(|facet| facet.key == "ram").unwrap();
    let counts: Vec<(&str, u32, bool)> =
        ram.values.iter().map(|value| (value.token.as_str(), value.count, value.is_selected)).collect();
    assert_eq!(counts.len(), 3, "{counts:?}");
    assert!(counts.contains(&("8-gb", 1, true)) && counts.contains(&("12-gb", 1, false)));
    let brands = response.facets.iter().find(|facet| facet.key == "brand").unwrap();
    assert_eq!(brands.values.iter().map(|value| value.label.as_str()).collect::<Vec<_>>(), ["Samsung"]);
}

#[test]
fn a_price_band_counts_what_its_filter_shows() {
    let (_folder, search) = shop();
    let all = search.search(&SearchRequest { with_facets: true, ..SearchRequest::default() }).unwrap();
    let prices = all.facets.iter().find(|facet| facet.key == "price").unwrap();
    assert!(prices.values.iter().any(|band| band.token.ends_with("-20000000")), "a price lies between two bands");
    for band in &prices.values {
        let (min, max) = band.token.split_once('-').unwrap();
        let filters = Filters { price_min: min.parse().ok(), price_max: max.parse().ok(), ..Filters::default() };
        let shown = search.search(&SearchRequest { filters, ..SearchRequest::default() }).unwrap();
        assert_eq!(shown.total, band.count, "{}", band.token);
    }
}

#[test]
fn a_listing_filters_sorts_and_pages_without_loss() {
    let (_folder, search) = shop();
    for sort in [
        Sort::Relevance,
        Sort::Newest,
        Sort::PriceAscending,
        Sort::PriceDescending,
        Sort::BestSelling,
        Sort::Rating,
        Sort::Discount,
    ] {
        let mut seen = Vec::new();
        let mut request = SearchRequest { sort, size: PageSize::new(5).unwrap(), ..SearchRequest::default() };
        loop {
            let response = search.search(&request).unwrap();
            assert_eq!(response.total, 12);
            seen.extend(ids(&response));
            let Some(next) = response.next else { break };
            request.after = Some(next);
        }
        let mut unique = seen.clone();
        unique.sort_unstable();
        unique.dedup();
        assert_eq!((seen.len(), unique.len()), (12, 12), "{sort:?}");
    }
    let cheapest = SearchRequest { sort: Sort::PriceAscending, ..SearchRequest::default() };
    assert_eq!(search.search(&cheapest).unwrap().hits[0].id, product(4));
    let filters =
        Filters { category: Some(category(0)), price_max: Some(1_000_000), in_stock: true, ..Filters::default() };
    let request = SearchRequest { filters, ..SearchRequest::default() };
    assert_eq!(search.search(&request).unwrap().hits.iter().map(|hit| hit.id).collect::<Vec<_>>(), [product(11)]);
}

#[test]
fn a_cursor_of_another_order_is_refused() {
    let (_folder, search) = shop();
    let request = SearchRequest { size: PageSize::new(2).unwrap(), ..SearchRequest::default() };
    let next = search.search(&request).unwrap().next;
    let other = SearchRequest { sort: Sort::Newest, after: next, ..request };
    assert!(matches!(search.search(&other), Err(SearchError::Cursor)));
}

#[test]
fn one_syllable_brings_suggestions_of_every_kind() {
    let (_folder, search) = shop();
    let found = search.suggest("tu", 10);
    assert!(found.iter().any(|one| matches!(one, Suggestion::Category { name, .. } if name == "Tủ lạnh")), "{found:?}");
    assert!(found.iter().any(|one| matches!(one, Suggestion::Product { .. })), "{found:?}");
    assert!(found.iter().any(|one| matches!(one, Suggestion::Query { text } if text == "tủ lạnh")), "{found:?}");
    let brands = search.suggest("sam", 10);
    assert!(brands.iter().any(|one| matches!(one, Suggestion::Brand { name, .. } if name == "Samsung")), "{brands:?}");
    search.set_popular(vec!["máy lạnh tiết kiệm điện".to_owned()]);
    assert_eq!(search.suggest("", 5), [Suggestion::Query { text: "máy lạnh tiết kiệm điện".to_owned() }]);
}

#[test]
fn what_is_made_for_a_product_goes_with_it_and_not_with_its_bigger_sister() {
    let folder = tempfile::tempdir().unwrap();
    let phone = |number, name| document(number, name, "Apple", "Điện thoại", 20_000);
    let case = |number, name| document(number, name, "Ringke", "Ốp lưng", 200);
    let documents = [
        phone(1, "Apple iPhone 15"),
        phone(2, "Apple iPhone 15 Plus"),
        phone(3, "Apple iPhone 15 cũ, như mới"),
        case(5, "Ốp lưng silicone cho Apple iPhone 15"),
        case(6, "Ốp lưng da cho Apple iPhone 15 Plus"),
        case(7, "Ốp lưng da cho Apple iPhone 15"),
        case(9, "Ốp lưng trong suốt cho Apple iPhone 15"),
        document(10, "Dán kính cường lực cho Apple iPhone 15", "Ringke", "Miếng dán", 100),
        document(11, "Apple iPhone 15 hộp quà", "Apple", "Quà tặng", 300),
    ];
    build(folder.path(), &documents);
    let search = Search::open(folder.path()).unwrap();
    let of_fifteen = [product(10), product(9), product(7)];
    assert_eq!(search.goes_with(product(1), 5), of_fifteen, "at most two of one kind, what sells best first");
    assert_eq!(search.goes_with(product(3), 5), of_fifteen, "a used one is the same model");
    assert_eq!(search.goes_with(product(2), 5), [product(6)]);
    assert_eq!(search.goes_with(product(5), 5), []);
    assert_eq!(search.goes_with(product(99), 5), []);
}

#[test]
fn related_products_are_of_the_same_category() {
    let (_folder, search) = shop();
    assert_eq!(search.related(product(5), 3), [product(6)]);
    assert_eq!(search.related(product(99), 3), []);
}

#[test]
fn a_rule_of_staff_works_at_once() {
    let (_folder, search) = shop();
    assert_ne!(first(&search, "tủ bà ngoại"), Some(product(11)));
    search.set_rules(&[Rule::new(RuleKind::Means, vec!["tủ bà ngoại".to_owned(), "nồi cơm điện".to_owned()]).unwrap()]);
    assert_eq!(first(&search, "tủ bà ngoại"), Some(product(11)));
}

#[test]
fn the_position_lies_in_the_index_and_a_new_one_is_noticed() {
    let (folder, search) = shop();
    assert_eq!(search.status().position, EventPosition { transaction: 7, number: 3 });
    build(folder.path(), &documents()[..3]);
    assert_eq!(search.status().documents, 12);
    search.refresh().unwrap();
    assert_eq!(search.status().documents, 3);
}

#[test]
fn a_damaged_or_missing_index_asks_for_a_rebuild() {
    let (folder, search) = shop();
    drop(search);
    let generation = folder.path().join("index-1");
    for entry in std::fs::read_dir(&generation).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "fast" || extension == "term") {
            std::fs::write(path, b"damaged").unwrap();
        }
    }
    let search = Search::open(folder.path()).unwrap();
    assert!(search.status().needs_rebuild);
    assert_eq!(ask(&search, "tủ lạnh").total, 0);
    let empty = tempfile::tempdir().unwrap();
    assert!(matches!(Search::open_read_only(empty.path()), Err(SearchError::Missing)));
}

/// One shop for all cases: building an index takes longer than asking it.
static SHARED: LazyLock<(TempDir, Search)> = LazyLock::new(shop);

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn hostile_text_is_answered(
        text in "\\PC{0,80}|[\\x00-\\x7f]{0,200}|(tủ|lanh|5tr|-|\"|'|<b>|;--|\\u{301}|🎧| |a54|\\u{200b}){0,40}",
        literal in any::<bool>(),
    ) {
        let (_folder, search) = &*SHARED;
        for text in [text.clone(), text.repeat(60)] {
            let request = SearchRequest { text: Some(text.clone()), literal, with_facets: true, ..SearchRequest::default() };
            prop_assert!(!search.search(&request).unwrap().hits.is_empty());
            let _ = search.suggest(&text, 8);
        }
    }
}
