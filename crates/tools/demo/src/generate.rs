//! Made-up products in any number, for measuring imports and search.

use cholon_catalog::model::{Spec, VariantAttribute};
use cholon_catalog::sheet::ProductSheet;
use cholon_kernel::text::slugify;

use crate::expand::{blank, hash, variant};
use crate::texts;

const KINDS: [(&str, &str); 12] = [
    ("Điện thoại", "Điện thoại"),
    ("Laptop", "Laptop"),
    ("Tivi", "Tivi"),
    ("Tủ lạnh", "Điện lạnh"),
    ("Máy giặt", "Điện lạnh"),
    ("Điều hòa", "Điện lạnh"),
    ("Tai nghe", "Âm thanh"),
    ("Loa", "Âm thanh"),
    ("Nồi cơm điện", "Gia dụng"),
    ("Quạt đứng", "Gia dụng"),
    ("Sạc dự phòng", "Phụ kiện"),
    ("Chuột không dây", "Phụ kiện"),
];
const BRANDS: [&str; 16] = [
    "Samsung",
    "Apple",
    "Xiaomi",
    "OPPO",
    "LG",
    "Sony",
    "Panasonic",
    "Toshiba",
    "Casper",
    "Sunhouse",
    "Kangaroo",
    "Logitech",
    "Anker",
    "Sharp",
    "ASUS",
    "Lenovo",
];
const COLOURS: [&str; 4] = ["Đen", "Trắng", "Xanh dương", "Bạc"];
const GRADES: [&str; 8] = ["Pro", "Max", "Lite", "Plus", "Ultra", "Mini", "Neo", "Air"];
const RAM_GB: [u64; 4] = [4, 8, 12, 16];

/// `count` products with two variants each, the same for the same `seed`.
pub fn generate(count: usize, seed: u64) -> impl Iterator<Item = ProductSheet> {
    (0..count).map(move |number| product(number, seed))
}

fn product(number: usize, seed: u64) -> ProductSheet {
    let random = hash(&format!("{seed}-{number}"));
    let (kind, root) = pick(&KINDS, random);
    let brand = pick(&BRANDS, random >> 8);
    let grade = pick(&GRADES, random >> 16);
    let name = format!("{kind} {brand} {grade} {}{number}", char::from(b'A' + u8::try_from(random % 26).unwrap_or(0)));
    let slug = slugify(&name);
    let category = if root == kind { vec![root.to_owned()] } else { vec![root.to_owned(), kind.to_owned()] };
    let mut sheet = blank(&slug, &name, category, brand);
    let spec = |name: &str, value: u64, unit: &str| Spec {
        group: "Thông số".to_owned(),
        name: name.to_owned(),
        value: value.to_string(),
        unit: Some(unit.to_owned()),
    };
    let specs = vec![spec("RAM", pick(&RAM_GB, random >> 24), "GB"), spec("Công suất", random % 2_000 + 5, "W")];
    texts::describe(&mut sheet, &specs);
    sheet.specs = specs;
    let price = i64::try_from(random % 30_000).unwrap_or(0) * 1_000 + 90_000;
    sheet.variants = (0..2)
        .map(|place| {
            let colour = pick(&COLOURS, (random >> 32) + place);
            let attribute = VariantAttribute { name: "Màu sắc".to_owned(), value: colour.to_owned() };
            let mut made = variant(
                &format!("{slug}-{colour}"),
                price,
                i64::try_from(random % 4).unwrap_or(0) * 5,
                vec![attribute],
            );
            made.sku = format!("GEN-{number}-{place}");
            made
        })
        .collect();
    sheet
}

fn pick<T: Copy>(choices: &[T], random: u64) -> T {
    choices[usize::try_from(random % choices.len() as u64).unwrap_or(0)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_makes_the_same_products() {
        let first: Vec<ProductSheet> = generate(50, 7).collect();
        assert_eq!(first, generate(50, 7).collect::<Vec<_>>());
        assert_ne!(first, generate(50, 8).collect::<Vec<_>>());
    }
}
