//! The sample shop: a category tree, products with variants, an answer of the index.

use std::sync::Arc;

use cholon_catalog::CategoryTree;
use cholon_catalog::model::{
    Category, Condition, NamedLink, Picture, PriceUnit, ProductCard, ProductDetail, ProductStatus, Rating, Spec,
    Variant, VariantAttribute,
};
use cholon_kernel::{BrandId, Locale, Money, Quantity};
use cholon_search::model::{Facet, FacetCount, SearchResponse, Understood};
use uuid::Uuid;

use crate::shop::ShopInfo;
use crate::view::menu::menu;
use crate::view::page::Page;

/// An id made of a number.
pub(crate) fn id<Id: From<Uuid>>(number: u128) -> Id {
    Uuid::from_u128(0x0190_a000_0000_7000_8000_0000_0000_0000 + number).into()
}

fn link<Id: From<Uuid>>(number: u128, slug: &str, name: &str) -> NamedLink<Id> {
    NamedLink { id: id(number), slug: slug.into(), name: name.into() }
}

/// Roots of the sample tree: slug, Vietnamese and English name.
const ROOTS: [(&str, &str, &str); 12] = [
    ("dien-thoai", "Điện thoại", "Phones"),
    ("laptop", "Laptop", "Laptops"),
    ("may-tinh-bang", "Máy tính bảng", "Tablets"),
    ("dong-ho-thong-minh", "Đồng hồ thông minh", "Smartwatches"),
    ("am-thanh", "Âm thanh", "Audio"),
    ("tivi", "Tivi", "TVs"),
    ("tu-lanh", "Tủ lạnh", "Refrigerators"),
    ("may-giat", "Máy giặt", "Washing machines"),
    ("may-lanh", "Máy lạnh", "Air conditioners"),
    ("do-gia-dung", "Đồ gia dụng", "Home appliances"),
    ("phu-kien", "Phụ kiện", "Accessories"),
    ("thue", "Cho thuê", "Rental"),
];

fn node(number: usize, slug: &str, name: &str, name_en: &str) -> Category {
    Category {
        link: link(number as u128, slug, name),
        name_en: Some(name_en.into()),
        parent: None,
        level: 0,
        children: Vec::new(),
        product_count: 120,
        picture: None,
        spec_template: Vec::new(),
    }
}

/// Twelve roots; the first has two children.
pub(crate) fn tree() -> CategoryTree {
    let mut tree = CategoryTree::default();
    let children = [(101, "dien-thoai-android", "Android", "Android"), (102, "iphone", "iPhone", "iPhone")];
    for (number, (slug, name, name_en)) in ROOTS.into_iter().enumerate() {
        let mut root = node(number, slug, name, name_en);
        if number == 0 {
            root.children = children.iter().map(|(number, ..)| id(*number)).collect();
        }
        tree.roots.push(root.link.id);
        tree.by_slug.insert(slug.into(), root.link.id);
        tree.nodes.insert(root.link.id, root);
    }
    for (number, slug, name, name_en) in children {
        let mut child = node(usize::try_from(number).unwrap(), slug, name, name_en);
        (child.parent, child.level) = (Some(id(0)), 1);
        tree.by_slug.insert(slug.into(), child.link.id);
        tree.nodes.insert(child.link.id, child);
    }
    tree
}

/// The frame of a page at `path`.
pub(crate) fn page(locale: Locale, path: &str) -> Page {
    crate::assets::publish();
    let shop = ShopInfo {
        name: "Chợ Lớn".to_owned(),
        public_url: "https://shop.example".to_owned(),
        company: Some("Công ty TNHH Chợ Lớn Mẫu".to_owned()),
        tax_code: Some("0312345678".to_owned()),
        address: Some("57 Tháp Mười, phường Bình Tây, TP. Hồ Chí Minh".to_owned()),
        hotline: Some("1900 0000".to_owned()),
        email: Some("hotro@shop.example".to_owned()),
    };
    let mut page = Page::new(locale, Arc::new(shop), Arc::new(menu(&tree(), locale)), path);
    page.year = 2026;
    page
}

/// Sample products: name, brand, price and list price in thousands of đồng, highlights.
const PRODUCTS: [(&str, &str, i64, i64, &[&str]); 12] = [
    ("Điện thoại Galaxy A56 5G 8GB/128GB", "Samsung", 9_490, 10_990, &["6.7 inch", "8 GB", "128 GB", "5G"]),
    ("iPhone 16 128GB", "Apple", 19_490, 22_990, &["6.1 inch", "8 GB", "128 GB"]),
    ("Laptop Vivobook 14 OLED Core Ultra 5 16GB/512GB", "ASUS", 18_990, 18_990, &["14 inch", "16 GB", "512 GB"]),
    ("Tủ lạnh Inverter 300 lít ngăn đá dưới", "Panasonic", 11_290, 14_990, &["300 lít", "Inverter"]),
    ("Máy giặt cửa trước Inverter 10 kg AI DD", "LG", 8_790, 11_490, &["10 kg", "Inverter"]),
    ("Máy lạnh Inverter 1 HP tiết kiệm điện", "Daikin", 9_990, 9_990, &["1 HP", "Inverter"]),
    ("Google Tivi 4K 55 inch viền mỏng", "TCL", 8_490, 13_990, &["55 inch", "4K"]),
    ("Tai nghe chống ồn không dây WH-CH720N", "Sony", 2_290, 2_990, &["Bluetooth 5.2", "35 giờ"]),
    ("Nồi chiên không dầu 6,2 lít", "Philips", 1_890, 2_790, &["6.2 lít", "2000 W"]),
    ("Đồng hồ thông minh Watch 5 Active", "Xiaomi", 790, 990, &["2 inch", "18 ngày"]),
    ("Sạc nhanh GaN 65W 3 cổng", "Anker", 690, 890, &["65 W", "3 cổng"]),
    ("Quạt đứng 5 cánh điều khiển từ xa", "Senko", 459, 459, &["65 W"]),
];

fn picture(number: u128) -> Picture {
    Picture {
        id: id(500 + number),
        hash: format!("{number:08x}aabbccdd").into(),
        alt: "Hình sản phẩm nhìn từ phía trước".into(),
        width: 960,
        height: 960,
        has_avif: true,
    }
}

/// The sample product of a number.
pub(crate) fn card(number: usize) -> ProductCard {
    let (name, brand, price, list_price, highlights) = PRODUCTS[number % PRODUCTS.len()];
    let (slug, category, _) = ROOTS[number % ROOTS.len()];
    ProductCard {
        id: id(1_000 + number as u128),
        slug: cholon_kernel::text::slugify(name).into(),
        name: name.into(),
        name_en: None,
        category: link((number % ROOTS.len()) as u128, slug, category),
        brand: Some(link(200 + number as u128, &cholon_kernel::text::slugify(brand), brand)),
        price: Money::vnd(price * 1_000),
        list_price: Money::vnd(list_price * 1_000),
        price_unit: if number % 12 == 11 { PriceUnit::Day } else { PriceUnit::Piece },
        price_varies: number % 4 == 1,
        picture: (number % 12 != 10).then(|| picture(number as u128)),
        rating: (number % 5 != 4).then_some(Rating(460)),
        review_count: 1_284,
        sold_count: 3_250,
        in_stock: number % 7 != 6,
        condition: if number % 6 == 5 { Condition::GradeA } else { Condition::New },
        highlights: highlights.iter().map(|highlight| (*highlight).into()).collect(),
    }
}

/// The first sample products.
pub(crate) fn cards(count: usize) -> Vec<ProductCard> {
    (0..count).map(card).collect()
}

fn variant(number: u128, colour: &str, storage: &str, price: i64, available: u32) -> Variant {
    let attribute = |name: &str, value: &str| VariantAttribute { name: name.to_owned(), value: value.to_owned() };
    Variant {
        id: id(3_000 + number),
        sku: format!("A56-{number:02}"),
        attributes: vec![attribute("Màu sắc", colour), attribute("Dung lượng", storage)],
        price: Money::vnd(price * 1_000),
        list_price: Money::vnd(10_990_000),
        barcode: None,
        weight_g: Some(198),
        dimensions_mm: None,
        available: Quantity::new(available).unwrap(),
    }
}

/// The sample product of a number with everything its page shows.
pub(crate) fn product(number: usize) -> ProductDetail {
    let spec = |group: &str, name: &str, value: &str, unit: Option<&str>| Spec {
        group: group.to_owned(),
        name: name.to_owned(),
        value: value.to_owned(),
        unit: unit.map(str::to_owned),
    };
    let ram = if number == 0 { "8" } else { "12" };
    ProductDetail {
        card: card(number),
        status: ProductStatus::Active,
        short_description: "Màn hình 120 Hz sáng rõ ngoài trời, pin 5.000 mAh và sạc nhanh 45 W.".to_owned(),
        short_description_en: None,
        description_html:
            "<p>Máy mỏng 7,4 mm, khung kim loại, kháng nước IP67. Màn hình lớn cho việc đọc và xem phim, \
            camera chính chống rung quang học chụp tốt khi thiếu sáng.</p><ul><li>Cập nhật hệ điều hành dài hạn</li>\
            <li>Hai SIM, hỗ trợ eSIM</li></ul>"
                .to_owned(),
        description_html_en: None,
        variants: vec![
            variant(1, "Xám", "128 GB", 9_490, 12),
            variant(2, "Hồng", "128 GB", 9_490, 3),
            variant(3, "Xanh ô liu", "256 GB", 10_490, 0),
        ],
        pictures: (0..4).map(|shot| picture(number as u128 + shot)).collect(),
        specs: vec![
            spec("Màn hình", "Kích thước", "6.7", Some("inch")),
            spec("Màn hình", "Công nghệ", "Super AMOLED", None),
            spec("Màn hình", "Tần số quét", "120", Some("Hz")),
            spec("Cấu hình", "RAM", ram, Some("GB")),
            spec("Cấu hình", "Bộ nhớ", "128", Some("GB")),
            spec("Pin", "Dung lượng", if number == 0 { "5000" } else { "4500" }, Some("mAh")),
        ],
        tags: Vec::new(),
        seo_title: None,
        seo_description: None,
        published_at: None,
        updated_at: "2026-11-01T00:00:00Z".parse().unwrap(),
    }
}

/// Brands by name.
pub(crate) fn brands() -> Vec<NamedLink<BrandId>> {
    ["Samsung", "Apple", "Xiaomi", "OPPO", "vivo", "realme", "Nokia", "HONOR", "TECNO", "Sony"]
        .into_iter()
        .enumerate()
        .map(|(number, name)| link(200 + number as u128, &cholon_kernel::text::slugify(name), name))
        .collect()
}

/// An answer of the index with facets.
pub(crate) fn response(total: u32) -> SearchResponse {
    let count = |token: &str, label: &str, count: u32| FacetCount {
        token: token.to_owned(),
        label: label.to_owned(),
        count,
        is_selected: false,
    };
    let facet = |key: &str, label: &str, values: Vec<FacetCount>| Facet {
        key: key.to_owned(),
        label: label.to_owned(),
        values,
    };
    let brand = |(at, brand): (u32, NamedLink<BrandId>)| count(&brand.id.to_string(), &brand.name, 42 - at);
    SearchResponse {
        hits: Vec::new(),
        total,
        facets: vec![
            facet("brand", "", (0..).zip(brands()).map(brand).collect()),
            facet(
                "price",
                "",
                vec![count("-5000000", "", 21), count("5000000-10000000", "", 33), count("10000000-", "", 9)],
            ),
            facet("rating", "", vec![count("450", "", 30), count("400", "", 51)]),
            facet("condition", "", vec![count("new", "", 80), count("grade-a", "", 4)]),
            facet("stock", "", vec![count("1", "", 80)]),
            facet("ram", "RAM", vec![count("4-gb", "4 GB", 8), count("8-gb", "8 GB", 31), count("12-gb", "12 GB", 12)]),
        ],
        understood: Vec::new(),
        notice: None,
        next: cholon_kernel::Cursor::new("next").ok(),
    }
}

/// Two parts of a text taken as filters.
pub(crate) fn understood() -> Vec<Understood> {
    let part = |token: &str, kind, label: &str| Understood { token: token.to_owned(), kind, label: label.to_owned() };
    vec![part("price", "price", "≤ 10.000.000\u{a0}₫"), part("brand:samsung", "brand", "Samsung")]
}
