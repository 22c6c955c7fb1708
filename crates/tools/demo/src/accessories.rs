//! Products that follow from devices: cases, screen protectors, straps, and second-hand pieces.

use cholon_catalog::model::{Condition, Spec, VariantAttribute};
use cholon_catalog::sheet::ProductSheet;
use cholon_kernel::text::slugify;

use crate::expand::{DemoProduct, blank, hash, slug_of, variant};
use crate::texts;

/// A kind of accessory: leaf category, name before the device's, brand, price in đồng, colours, material.
struct Kind {
    device: &'static str,
    leaf: &'static str,
    name: &'static str,
    brand: &'static str,
    price: i64,
    colours: &'static [&'static str],
    material: &'static str,
}

const KINDS: [Kind; 12] = [
    Kind {
        device: "Điện thoại",
        leaf: "Ốp lưng",
        name: "Ốp lưng trong suốt chống ố cho",
        brand: "UNIQ",
        price: 190_000,
        colours: &["Trắng"],
        material: "TPU",
    },
    Kind {
        device: "Điện thoại",
        leaf: "Ốp lưng",
        name: "Ốp lưng nam châm cho",
        brand: "Mipow",
        price: 450_000,
        colours: &["Xanh lá", "Tím", "Đen"],
        material: "Silicone",
    },
    Kind {
        device: "Điện thoại",
        leaf: "Ốp lưng",
        name: "Ốp lưng silicone mềm cho",
        brand: "Ugreen",
        price: 150_000,
        colours: &["Đen", "Hồng", "Xanh dương"],
        material: "Silicone",
    },
    Kind {
        device: "Điện thoại",
        leaf: "Ốp lưng",
        name: "Ốp lưng chống sốc cho",
        brand: "Spigen",
        price: 390_000,
        colours: &["Đen", "Xanh navy"],
        material: "Polycarbonate",
    },
    Kind {
        device: "Điện thoại",
        leaf: "Ốp lưng",
        name: "Ốp lưng da cho",
        brand: "Pitaka",
        price: 690_000,
        colours: &["Nâu", "Đen"],
        material: "Da",
    },
    Kind {
        device: "Điện thoại",
        leaf: "Ốp lưng",
        name: "Bao da nắp gập cho",
        brand: "Nillkin",
        price: 250_000,
        colours: &["Đen", "Đỏ"],
        material: "Da PU",
    },
    Kind {
        device: "Điện thoại",
        leaf: "Dán màn hình",
        name: "Kính cường lực cho",
        brand: "Mipow",
        price: 190_000,
        colours: &["Trắng"],
        material: "Kính",
    },
    Kind {
        device: "Điện thoại",
        leaf: "Dán màn hình",
        name: "Kính chống nhìn trộm cho",
        brand: "Mipow",
        price: 290_000,
        colours: &["Đen"],
        material: "Kính",
    },
    Kind {
        device: "Điện thoại",
        leaf: "Dán màn hình",
        name: "Kính dán camera cho",
        brand: "Mipow",
        price: 150_000,
        colours: &["Trắng"],
        material: "Kính",
    },
    Kind {
        device: "Máy tính bảng",
        leaf: "Ốp lưng",
        name: "Bao da kèm chân đế cho",
        brand: "Nillkin",
        price: 490_000,
        colours: &["Đen", "Xanh dương", "Hồng"],
        material: "Da PU",
    },
    Kind {
        device: "Máy tính bảng",
        leaf: "Dán màn hình",
        name: "Kính cường lực cho",
        brand: "Mipow",
        price: 290_000,
        colours: &["Trắng"],
        material: "Kính",
    },
    Kind {
        device: "Đồng hồ thông minh",
        leaf: "Dây đeo",
        name: "Dây silicone cho",
        brand: "Spigen",
        price: 250_000,
        colours: &["Đen", "Be", "Xanh lá"],
        material: "Silicone",
    },
];

/// Categories whose devices are also sold second-hand, and what is left of the price in percent per grade.
const SECOND_HAND: [&str; 3] = ["Điện thoại", "Laptop", "Máy tính bảng"];
const GRADES: [(Condition, &str, i64); 2] = [(Condition::GradeA, "như mới", 78), (Condition::GradeB, "trầy nhẹ", 66)];
/// Features of these phones are too plain for accessories and for a second life.
const PLAIN_PRICE_MAX: i64 = 1_000_000;

fn of_category<'a>(devices: &'a [DemoProduct], category: &'a str) -> impl Iterator<Item = &'a ProductSheet> {
    devices.iter().map(|device| &device.sheet).filter(move |sheet| {
        sheet.category.first().is_some_and(|root| root == category)
            && sheet.variants.first().is_some_and(|variant| variant.price_vnd > PLAIN_PRICE_MAX)
    })
}

/// Accessories that fit the devices.
pub(crate) fn for_devices(devices: &[DemoProduct]) -> Vec<DemoProduct> {
    KINDS.iter().flat_map(|kind| of_category(devices, kind.device).map(move |device| accessory(kind, device))).collect()
}

fn accessory(kind: &Kind, device: &ProductSheet) -> DemoProduct {
    let name = format!("{} {}", kind.name, device.name);
    let slug = slug_of(&name);
    let category = vec!["Phụ kiện".to_owned(), kind.leaf.to_owned()];
    let mut sheet = blank(&slug, &name, category, kind.brand);
    let spec = |name: &str, value: &str| Spec {
        group: "Thông tin".to_owned(),
        name: name.to_owned(),
        value: value.to_owned(),
        unit: None,
    };
    let specs =
        vec![spec("Loại sản phẩm", kind.leaf), spec("Tương thích", &device.name), spec("Chất liệu", kind.material)];
    texts::describe(&mut sheet, &specs);
    sheet.specs = specs;
    sheet.sold_count = u32::try_from(hash(&slug) % 300).unwrap_or(0);
    let discount = i64::try_from(hash(&slug) % 4).unwrap_or(0) * 5;
    sheet.variants = kind
        .colours
        .iter()
        .map(|colour| {
            let attribute = VariantAttribute { name: "Màu sắc".to_owned(), value: (*colour).to_owned() };
            let attributes = if kind.colours.len() > 1 { vec![attribute] } else { Vec::new() };
            variant(&slugify(&format!("{slug} {colour}")), kind.price, discount, attributes)
        })
        .collect();
    DemoProduct { sheet, colours: kind.colours.iter().map(|colour| (*colour).to_owned()).collect() }
}

/// Used pieces of the devices, graded.
pub(crate) fn second_hand(devices: &[DemoProduct]) -> Vec<DemoProduct> {
    let used = devices.iter().filter(|device| {
        device.sheet.category.first().is_some_and(|root| SECOND_HAND.contains(&root.as_str()))
            && device.sheet.variants.first().is_some_and(|variant| variant.price_vnd > PLAIN_PRICE_MAX)
    });
    let graded = used.flat_map(|device| GRADES.iter().map(move |grade| (device, grade)));
    graded.map(|(device, grade)| piece(device, grade)).collect()
}

fn piece(device: &DemoProduct, (condition, words, share): &(Condition, &str, i64)) -> DemoProduct {
    let mut sheet = device.sheet.clone();
    sheet.name = format!("{} cũ, {words}", sheet.name);
    sheet.product = slug_of(&sheet.name);
    sheet.condition = *condition;
    sheet.sold_count = u32::try_from(hash(&sheet.product) % 20).unwrap_or(0);
    let Some(first) = sheet.variants.first().cloned() else { return device.clone() };
    let price = first.price_vnd * share / 100 / 10_000 * 10_000;
    let mut only = variant(&slugify(&sheet.product), price, 0, Vec::new());
    only.available = only.available.min(2);
    sheet.variants = vec![only];
    let specs = sheet.specs.clone();
    texts::describe(&mut sheet, &specs);
    DemoProduct { sheet, colours: device.colours.iter().take(1).cloned().collect() }
}
