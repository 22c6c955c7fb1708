//! Slugs for what has none yet: the name, on collision the name and what tells it apart.

use cholon_kernel::text::slugify;
use sha2::{Digest as _, Sha256};

/// Slugs that are routes of the shop and therefore cannot be categories.
const RESERVED: [&str; 31] = [
    "admin",
    "api",
    "assets",
    "chinh-sach",
    "dang-ky",
    "dang-nhap",
    "dang-xuat",
    "dat-lai-mat-khau",
    "en",
    "gio-hang",
    "gioi-thieu",
    "health",
    "khuyen-mai",
    "manh",
    "media",
    "metrics",
    "quen-mat-khau",
    "ready",
    "robots",
    "search",
    "sitemap",
    "so-sanh",
    "static",
    "tai-che",
    "tai-khoan",
    "thanh-toan",
    "thue",
    "thu-cu-doi-moi",
    "tim-kiem",
    "v1",
    "xoa-du-lieu",
];

/// Letters of a SKU that go into a slug.
const SKU_PART_LENGTH_MAX: usize = 30;

/// The longest slug: that of a long name and what tells it apart.
const LENGTH_MAX: usize = 160;

/// Whether a slug is the beginning of an address of the shop, so that no category can have it.
#[must_use]
pub fn is_reserved_slug(slug: &str) -> bool {
    RESERVED.contains(&slug)
}

/// Whether `text` is a slug: lower-case ASCII letters and digits in words separated by single hyphens.
pub(crate) fn is_slug(text: &str) -> bool {
    let is_word =
        |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    text.len() <= LENGTH_MAX && text.split('-').all(is_word)
}

/// What a new product's slug may be, the wanted one first. The same product always gets the same proposals.
pub(crate) fn product_slugs(name: &str, sku: &str) -> [String; 3] {
    let base = Some(slugify(name)).filter(|slug| !slug.is_empty()).unwrap_or_else(|| "san-pham".to_owned());
    let part: String = slugify(sku).chars().take(SKU_PART_LENGTH_MAX).collect();
    let with_sku = format!("{base}-{}", part.trim_end_matches('-')).trim_end_matches('-').to_owned();
    let with_hash = format!("{base}-{}", short_hash(sku));
    [base, with_sku, with_hash]
}

/// A slug for a category or brand that `is_taken` does not know: the name, the name within `context`, a numbered one.
pub(crate) fn free_slug(name: &str, context: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let base =
        Some(slugify(name)).filter(|slug| !slug.is_empty()).unwrap_or_else(|| format!("muc-{}", short_hash(name)));
    let within = slugify(&format!("{context} {name}"));
    let hashed = format!("{base}-{}", short_hash(&format!("{context}\n{name}")));
    let is_free = |slug: &String| !slug.is_empty() && !is_reserved_slug(slug) && !is_taken(slug);
    [base, within].into_iter().find(is_free).unwrap_or(hashed)
}

fn short_hash(text: &str) -> String {
    hex::encode(&Sha256::digest(text.as_bytes())[..6])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_collision_is_resolved_the_same_way_every_time() {
        let [first, second, third] = product_slugs("Ốp lưng", "TK 1_2");
        assert_eq!([first.as_str(), second.as_str()], ["op-lung", "op-lung-tk-1-2"]);
        assert_eq!(third.len(), "op-lung-".len() + 12);
        assert_eq!(free_slug("Thuê", "", |_| false), format!("thue-{}", short_hash("\nThuê")));
        assert_eq!(free_slug("Khác", "Âm thanh", |slug| slug == "khac"), "am-thanh-khac");
    }
}
