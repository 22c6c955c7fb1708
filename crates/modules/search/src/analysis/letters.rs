//! Letters: one normal form, the folding of marks, and a key that ignores where the tone mark stands.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Composed lower-case text in which every look-alike of `đ` is a `đ` and invisible characters are gone.
///
/// Compatibility composition also turns the bold and full-width letters of shouting sellers into plain ones.
pub(crate) fn readable(text: &str) -> String {
    text.nfkc().filter(|letter| !is_invisible(*letter)).flat_map(char::to_lowercase).map(plain_d).nfc().collect()
}

fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}' | '™' | '®')
}

fn plain_d(letter: char) -> char {
    if letter == 'ð' { 'đ' } else { letter }
}

/// The text of [`readable`] without marks, `đ` as `d`.
pub(crate) fn fold(readable: &str) -> String {
    if readable.is_ascii() {
        return readable.to_owned();
    }
    readable
        .nfd()
        .filter(|letter| !is_combining_mark(*letter))
        .map(|letter| if letter == 'đ' { 'd' } else { letter })
        .collect()
}

/// A key for comparing syllables with their marks: the tone moves to the end, so `hòa` and `hoà` have one key.
pub(crate) fn exact_key(readable: &str) -> String {
    if readable.is_ascii() {
        return readable.to_owned();
    }
    let mut tone = None;
    let mut key: String = readable
        .nfd()
        .filter(|letter| match tone_digit(*letter) {
            Some(digit) => {
                tone = Some(digit);
                false
            }
            None => true,
        })
        .nfc()
        .collect();
    key.extend(tone);
    key
}

fn tone_digit(letter: char) -> Option<char> {
    match letter {
        '\u{301}' => Some('1'),
        '\u{300}' => Some('2'),
        '\u{309}' => Some('3'),
        '\u{303}' => Some('4'),
        '\u{323}' => Some('5'),
        _ => None,
    }
}

/// A 32-bit hash of a token (FNV-1a): what the columns hold instead of words. Stable across builds.
pub(crate) fn hash(token: &str) -> u32 {
    token.bytes().fold(0x811c_9dc5, |state, byte| (state ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_d_with_a_stroke_becomes_d() {
        assert_eq!(fold(&readable("Điện đÐð ĐIỆN")), "dien ddd dien");
    }

    #[test]
    fn decomposed_and_composed_text_are_one() {
        assert_eq!(readable("đie\u{323}\u{302}n thoa\u{323}i"), readable("điện thoại"));
        assert_eq!(fold(&readable("die\u{323}\u{302}n")), "dien");
    }

    #[test]
    fn the_place_of_the_tone_does_not_matter() {
        for (old, new) in [("hòa", "hoà"), ("khóa", "khoá"), ("thủy", "thuỷ"), ("hoè", "hòe")] {
            assert_eq!(exact_key(old), exact_key(new));
        }
        assert_ne!(exact_key("hòa"), exact_key("hóa"));
        assert_ne!(exact_key("hoa"), exact_key("hòa"));
    }

    #[test]
    fn decorated_letters_become_plain() {
        assert_eq!(readable("𝗧𝗮𝗶 Ｎghe\u{200b}"), "tai nghe");
    }
}
