//! Names brought to the one form in which they are compared (section 4.3 of the notes on administrative units), and the
//! order in which Vietnamese readers look for them.

use cholon_kernel::text::compose;
pub(crate) use cholon_kernel::text::fold;

/// Two vowels with the tone on the first, as most write it, and on the second, as school books do: `hòa`, `hoà`.
const TONES: [(char, &str, char, &str); 3] =
    [('o', "òóỏõọ", 'a', "àáảãạ"), ('o', "òóỏõọ", 'e', "èéẻẽẹ"), ('u', "ùúủũụ", 'y', "ỳýỷỹỵ")];
/// The letters in the order of the Vietnamese alphabet, without tones.
const ALPHABET: &str = " 0123456789aăâbcdđeêfghijklmnoôơpqrstuưvwxyz'";
/// The tones in the order of dictionaries: none, `huyền`, `hỏi`, `ngã`, `sắc`, `nặng`.
const TONE_MARKS: [char; 5] = ['\u{300}', '\u{309}', '\u{303}', '\u{301}', '\u{323}'];

/// A name in one form: composed, lower case, one kind of apostrophe, one placing of tones, words parted by one space,
/// numbers without leading zeros.
pub(crate) fn tidy(text: &str) -> String {
    let lower: String = compose(text).chars().flat_map(char::to_lowercase).map(plain_sign).collect();
    let mut name = String::with_capacity(lower.len());
    for word in lower.split_whitespace() {
        // `H' Neng` and `H'Neng` are one name.
        if !name.is_empty() && !name.ends_with('\'') {
            name.push(' ');
        }
        push_word(&mut name, word);
    }
    name
}

fn plain_sign(letter: char) -> char {
    match letter {
        '’' | '‘' | 'ʼ' | '`' | '´' => '\'',
        '.' | ',' | ';' | '-' | '–' | '—' | '_' | '/' | '(' | ')' => ' ',
        other => other,
    }
}

fn push_word(name: &mut String, word: &str) {
    if word.bytes().all(|byte| byte.is_ascii_digit()) {
        let number = word.trim_start_matches('0');
        name.push_str(if number.is_empty() { "0" } else { number });
        return;
    }
    for letter in word.chars() {
        match name.chars().next_back().and_then(|before| tone_on_first(before, letter)) {
            Some((first, second)) => {
                name.pop();
                name.extend([first, second]);
            }
            None => name.push(letter),
        }
    }
}

fn tone_on_first(before: char, letter: char) -> Option<(char, char)> {
    TONES.iter().filter(|pair| pair.0 == before).find_map(|(_, first, bare, second)| {
        let tone = second.chars().position(|marked| marked == letter)?;
        Some((first.chars().nth(tone)?, *bare))
    })
}

/// What names are sorted by: numbers by their value, then letters by the Vietnamese alphabet (`đ` behind `d`, `ơ` behind
/// `ô`), then tones.
pub(crate) fn order(name: &str) -> (u32, Vec<u8>, Vec<u8>) {
    let name = tidy(name);
    let number = name.parse().unwrap_or(u32::MAX);
    name.chars().fold((number, Vec::new(), Vec::new()), |(number, mut letters, mut tones), letter| {
        let (bare, tone) = parted(letter);
        letters.push(place(ALPHABET.chars().position(|known| known == bare)));
        tones.push(tone);
        (number, letters, tones)
    })
}

/// A letter without its tone, and the place of the tone.
fn parted(letter: char) -> (char, u8) {
    use unicode_normalization::char::{compose as joined, decompose_canonical};
    let (mut bare, mut tone) = (None, 0);
    decompose_canonical(letter, |part| match TONE_MARKS.iter().position(|mark| *mark == part) {
        Some(mark) => tone = place(Some(mark + 1)),
        None => bare = Some(bare.map_or(part, |base| joined(base, part).unwrap_or(base))),
    });
    (bare.unwrap_or(letter), tone)
}

fn place(position: Option<usize>) -> u8 {
    position.and_then(|place| u8::try_from(place).ok()).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn people_write_names_in_many_ways() {
        let cases = [
            ("Phường 01", "phường 1"),
            ("P.12", "p 12"),
            ("Hoà Minh", "hòa minh"),
            ("Xã Thuỷ Xuân", "xã thủy xuân"),
            ("Khoẻ", "khỏe"),
            ("Xã Đắk N’Drung", "xã đắk n'drung"),
            ("H' Neng", "h'neng"),
            ("Phan Rang-Tháp  Chàm", "phan rang tháp chàm"),
            ("Ho\u{300}a", "hòa"),
            ("0", "0"),
            (" . ", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(tidy(text), expected, "{text}");
        }
    }

    #[test]
    fn names_stand_in_the_order_of_the_vietnamese_alphabet() {
        let sorted = ["2", "10", "An", "Ăn", "Ân", "Du", "Đu", "Hoa", "Hòa", "Hoạ", "Hồ", "Hơ", "Quận", "Ửng"];
        assert!(sorted.is_sorted_by_key(|name| order(name)), "{sorted:?}");
    }

    proptest! {
        #[test]
        fn one_form_is_the_form_of_itself(text in "[a-zA-ZàáảãạèéẻẽẹỳýỷỹỵÒóđăâơưĐ0-9 '’.,-]{0,40}") {
            let once = tidy(&text);
            prop_assert_eq!(tidy(&once), once);
        }
    }
}
