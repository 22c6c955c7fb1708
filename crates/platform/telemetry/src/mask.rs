//! Hiding personal data in texts that are logged.

use std::borrow::Cow;

/// The fewest digits that can be a phone number.
const PHONE_DIGITS_MIN: usize = 9;
/// Digits of a phone number that stay visible, so that support can recognise the caller's own.
const PHONE_DIGITS_SHOWN: usize = 3;

/// The text with phone numbers and e-mail addresses hidden: `0901234567` becomes `*******567`, `an@example.vn`
/// becomes `a***@example.vn`. A text without any is returned as it is.
#[must_use]
pub fn mask(text: &str) -> Cow<'_, str> {
    let may_hold = text.contains('@') || text.contains("%40") || longest_digit_run(text) >= PHONE_DIGITS_MIN;
    if !may_hold {
        return Cow::Borrowed(text);
    }
    Cow::Owned(mask_phones(&mask_mails(text)))
}

fn is_phone_separator(letter: char) -> bool {
    matches!(letter, ' ' | '.' | '-')
}

/// Digits in a row, single separators between them allowed.
fn longest_digit_run(text: &str) -> usize {
    let (mut longest, mut run) = (0, 0);
    for letter in text.chars() {
        if letter.is_ascii_digit() {
            run += 1;
            longest = longest.max(run);
        } else if !is_phone_separator(letter) {
            run = 0;
        }
    }
    longest
}

fn mask_phones(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let mut masked = String::with_capacity(text.len());
    let mut index = 0;
    while index < letters.len() {
        let end = run_end(&letters, index);
        let digits = letters[index..end].iter().filter(|letter| letter.is_ascii_digit()).count();
        if digits < PHONE_DIGITS_MIN {
            let end = end.max(index + 1);
            masked.extend(&letters[index..end]);
            index = end;
            continue;
        }
        let mut hidden = digits - PHONE_DIGITS_SHOWN;
        for letter in &letters[index..end] {
            let hides = letter.is_ascii_digit() && hidden > 0;
            hidden -= usize::from(hides);
            masked.push(if hides { '*' } else { *letter });
        }
        index = end;
    }
    masked
}

/// Where the run of digits and separators that begins at `start` ends.
fn run_end(letters: &[char], start: usize) -> usize {
    let mut end = start;
    for (index, letter) in letters.iter().enumerate().skip(start) {
        if letter.is_ascii_digit() {
            end = index + 1;
        } else if index == start || !is_phone_separator(*letter) {
            break;
        }
    }
    end
}

fn mask_mails(text: &str) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((at, sign)) = next_at(rest) {
        let (before, after) = rest.split_at(at);
        let start = before.rfind(|letter: char| !is_mail_letter(letter)).map_or(0, |index| index + 1);
        // The letter found may be longer than a byte; the name starts at the next letter's boundary.
        let start = (start..=before.len()).find(|index| before.is_char_boundary(*index)).unwrap_or(before.len());
        let (lead, name) = before.split_at(start);
        masked.push_str(lead);
        masked.extend(name.chars().take(1));
        if !name.is_empty() {
            masked.push_str("***");
        }
        masked.push_str(sign);
        rest = after.split_at(sign.len()).1;
    }
    masked.push_str(rest);
    masked
}

/// The next at sign, plain or percent-encoded.
fn next_at(text: &str) -> Option<(usize, &'static str)> {
    let plain = text.find('@').map(|at| (at, "@"));
    let encoded = text.find("%40").map(|at| (at, "%40"));
    match (plain, encoded) {
        (Some(plain), Some(encoded)) => Some(if plain.0 < encoded.0 { plain } else { encoded }),
        (plain, encoded) => plain.or(encoded),
    }
}

fn is_mail_letter(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '.' | '_' | '-' | '+')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phones_and_mails_are_hidden_and_the_rest_stays() {
        let cases = [
            ("/dien-thoai/iphone-15", "/dien-thoai/iphone-15"),
            ("gọi 0901234567 nhé", "gọi *******567 nhé"),
            ("+84 901 234 567", "+** *** *** 567"),
            ("090.123.4567, 12", "***.***.*567, 12"),
            ("size 12345678", "size 12345678"),
            ("an.nguyen@example.vn", "a***@example.vn"),
            ("mail=lan%40example.vn&x=1", "mail=l***%40example.vn&x=1"),
            ("ảnh @ nhà", "ảnh @ nhà"),
            ("(ở)a@b.vn", "(ở)a***@b.vn"),
        ];
        for (text, expected) in cases {
            assert_eq!(mask(text), expected);
        }
    }
}
