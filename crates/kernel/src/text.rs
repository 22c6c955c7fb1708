//! Vietnamese text: normal form, folding of marks, slugs.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The longest slug that is made; longer texts are cut at a word.
pub const SLUG_LENGTH_MAX: usize = 120;

/// Canonical composition (Unicode NFC): what macOS and iOS keyboards send decomposed becomes comparable.
#[must_use]
pub fn compose(text: &str) -> String {
    text.nfc().collect()
}

/// Lower case without marks: `Điện Thoại` becomes `dien thoai`.
///
/// Handles what decomposition leaves: `đ` and the look-alikes `Ð`, `ð` have no decomposition and map to `d`.
/// Other Latin letters keep their base; letters of other scripts pass unchanged.
#[must_use]
pub fn fold(text: &str) -> String {
    text.nfd().filter(|letter| !is_combining_mark(*letter)).flat_map(char::to_lowercase).map(fold_letter).collect()
}

fn fold_letter(letter: char) -> char {
    match letter {
        'đ' | 'ð' => 'd',
        other => other,
    }
}

/// An ASCII slug: `Điện thoại Samsung` becomes `dien-thoai-samsung`.
///
/// Everything that is not an ASCII letter or digit after folding separates words. The result can be empty.
#[must_use]
pub fn slugify(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for letter in fold(text).chars() {
        if letter.is_ascii_alphanumeric() {
            slug.push(letter);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    if slug.len() > SLUG_LENGTH_MAX {
        slug.truncate(SLUG_LENGTH_MAX + 1);
        let cut = slug.rfind('-').unwrap_or(SLUG_LENGTH_MAX);
        slug.truncate(cut);
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn vietnamese_becomes_ascii() {
        let cases = [
            ("Điện thoại Samsung", "dien-thoai-samsung"),
            ("  Tủ lạnh -- 300 lít! ", "tu-lanh-300-lit"),
            ("ĐÐđð", "dddd"),
            ("Tai nghe (bản 2026) 🎧", "tai-nghe-ban-2026"),
            ("漢字", ""),
        ];
        for (text, slug) in cases {
            assert_eq!(slugify(text), slug);
        }
    }

    #[test]
    fn decomposed_text_folds_like_composed_text() {
        assert_eq!(fold("điện thoại"), fold("đie\u{323}\u{302}n thoa\u{323}i"));
    }

    proptest! {
        #[test]
        fn a_slug_is_a_slug(text in ".{0,400}") {
            let slug = slugify(&text);
            prop_assert!(slug.len() <= SLUG_LENGTH_MAX);
            prop_assert!(!slug.starts_with('-') && !slug.ends_with('-') && !slug.contains("--"));
            prop_assert!(slug.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'));
            prop_assert_eq!(slugify(&slug), slug);
        }
    }
}
