//! Prices in words: `dưới 20tr`, `5tr-10tr`, `từ 5 đến 7 triệu`, `500k`, `tầm 10 củ`.

use crate::analysis::fold;

/// Limits in đồng, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct PriceRange {
    /// At least.
    pub(crate) min: Option<u64>,
    /// At most.
    pub(crate) max: Option<u64>,
}

/// Pieces of a query that are looked at for prices.
const PIECES_MAX: usize = 64;
/// How far `tầm` and `khoảng` reach, in percent of the amount.
const ABOUT_PERCENT: u64 = 20;
/// Below this many thousands `k` means a resolution (`4k`), not money.
const THOUSANDS_MIN: u64 = 10;
/// A bare number after a price word is an amount from here on.
const BARE_AMOUNT_MIN: u64 = 10_000;

const BELOW: &[&str] =
    &["duoi", "<", "khong qua", "toi da", "nho hon", "re hon", "thap hon", "it hon", "chua toi", "duoi muc"];
const ABOVE: &[&str] = &["tren", ">", "toi thieu", "hon", "lon hon", "cao hon", "it nhat", "tu"];
const ABOUT: &[&str] = &["tam", "khoang", "co", "tam khoang", "khoang tam", "loanh quanh", "xap xi", "gan"];
const BELOW_AFTER: &[&str] = &["tro xuong", "do xuong", "do lai", "quay dau", "tro lai"];
const ABOVE_AFTER: &[&str] = &["tro len", "do len"];
const BETWEEN: &[&str] = &["-", "den", "toi", "~"];
/// Words around an amount that only say that it is a price.
const PRICE_WORDS: &[&str] =
    &["gia", "tam gia", "khoang gia", "muc gia", "gia tien", "ngan sach", "phan khuc", "co gia"];

/// A word, number or sign of the query, folded, and where it ends and starts in the text.
#[derive(Debug, Clone)]
struct Piece {
    text: String,
    start: usize,
    end: usize,
}

impl Piece {
    fn is_number(&self) -> bool {
        self.text.starts_with(|letter: char| letter.is_ascii_digit())
    }
}

/// An amount: its value, whether it names a unit, and how many pieces it takes.
#[derive(Debug, Clone, Copy)]
struct Amount {
    thousandths: u64,
    scale: Option<u64>,
    pieces: usize,
}

impl Amount {
    fn dong(self, fallback_scale: Option<u64>) -> Option<u64> {
        let scale = self.scale.or(fallback_scale)?;
        Some(self.thousandths.saturating_mul(scale) / 1000)
    }
}

/// The price limits in a readable text, and the text without them.
pub(crate) fn take_price(text: &str) -> (Option<PriceRange>, String) {
    let pieces = pieces(text);
    for at in 0..pieces.len() {
        if let Some((range, first, last)) = price_at(&pieces, at) {
            let first = skip_words_before(&pieces, first);
            let mut rest = text[..pieces[first].start].to_owned();
            rest.push(' ');
            rest.push_str(&text[pieces[last].end..]);
            return (Some(range), rest);
        }
    }
    (None, text.to_owned())
}

fn pieces(text: &str) -> Vec<Piece> {
    let mut found: Vec<Piece> = Vec::new();
    let mut kind_before = ' ';
    for (start, letter) in text.char_indices() {
        let kind = match letter {
            _ if letter.is_ascii_digit() => '0',
            '.' | ',' if kind_before == '0' && text[start + 1..].starts_with(|next: char| next.is_ascii_digit()) => '0',
            _ if letter.is_alphabetic() => 'a',
            '-' | '–' | '~' | '<' | '>' | '≤' | '≥' => '-',
            _ => ' ',
        };
        let end = start + letter.len_utf8();
        if kind != ' ' && kind == kind_before && kind != '-' {
            if let Some(last) = found.last_mut() {
                last.text.push(letter);
                last.end = end;
            }
        } else if kind != ' ' && found.len() < PIECES_MAX {
            found.push(Piece { text: sign(letter), start, end });
        }
        kind_before = kind;
    }
    for piece in &mut found {
        piece.text = fold(&piece.text);
    }
    found
}

fn sign(letter: char) -> String {
    match letter {
        '–' => "-".to_owned(),
        '≤' => "<".to_owned(),
        '≥' => ">".to_owned(),
        other => other.to_string(),
    }
}

fn scale_of(word: &str) -> Option<u64> {
    match word {
        "tr" | "trieu" | "cu" | "trd" | "trieudong" => Some(1_000_000),
        "k" | "nghin" | "ngan" | "ng" | "nghindong" => Some(1_000),
        "ty" | "ti" => Some(1_000_000_000),
        "d" | "dong" | "vnd" | "vnđ" => Some(1),
        _ => None,
    }
}

/// `12.5` in thousandths; a group of three digits after a point is a thousands group.
fn thousandths(text: &str) -> Option<u64> {
    let groups: Vec<&str> = text.split(['.', ',']).collect();
    let whole_groups = groups.len() > 1 && groups[1..].iter().all(|group| group.len() == 3);
    if groups.len() == 1 || whole_groups {
        return groups.concat().parse::<u64>().ok()?.checked_mul(1000);
    }
    let [whole, fraction] = groups.as_slice() else { return None };
    let padded: String = fraction.chars().chain("000".chars()).take(3).collect();
    whole.parse::<u64>().ok()?.checked_mul(1000)?.checked_add(padded.parse().ok()?)
}

fn amount_at(pieces: &[Piece], at: usize) -> Option<Amount> {
    let number = pieces.get(at).filter(|piece| piece.is_number())?;
    let mut amount = Amount { thousandths: thousandths(&number.text)?, scale: None, pieces: 1 };
    let Some(scale) = pieces.get(at + 1).and_then(|unit| scale_of(&unit.text)) else { return Some(amount) };
    if scale == 1_000 && amount.thousandths < THOUSANDS_MIN * 1000 {
        return None;
    }
    (amount.scale, amount.pieces) = (Some(scale), 2);
    let unit_end = pieces[at + 1].end;
    match pieces.get(at + 2) {
        Some(rest) if rest.is_number() && rest.start == unit_end && rest.text.len() <= 3 => {
            let padded: String = rest.text.chars().chain("000".chars()).take(3).collect();
            amount.thousandths += padded.parse::<u64>().unwrap_or(0);
            amount.pieces = 3;
        }
        Some(half) if half.text == "ruoi" => {
            amount.thousandths += 500;
            amount.pieces = 3;
        }
        _ => {}
    }
    if pieces.get(at + amount.pieces).is_some_and(|word| matches!(word.text.as_str(), "dong" | "vnd" | "d")) {
        amount.pieces += 1;
    }
    Some(amount)
}

/// Whether the pieces that end before `at` are one of `phrases`; how many pieces it takes.
fn phrase_before(pieces: &[Piece], at: usize, phrases: &[&str]) -> Option<usize> {
    (1..=2.min(at)).rev().find(|length| {
        let words: Vec<&str> = pieces[at - length..at].iter().map(|piece| piece.text.as_str()).collect();
        phrases.contains(&words.join(" ").as_str())
    })
}

fn phrase_after(pieces: &[Piece], at: usize, phrases: &[&str]) -> Option<usize> {
    (1..=2).rev().find(|length| {
        let Some(words) = pieces.get(at..at + length) else { return false };
        let words: Vec<&str> = words.iter().map(|piece| piece.text.as_str()).collect();
        phrases.contains(&words.join(" ").as_str())
    })
}

/// The limits that an amount starting at `at` expresses, and the pieces they take, first and last.
fn price_at(pieces: &[Piece], at: usize) -> Option<(PriceRange, usize, usize)> {
    let first = amount_at(pieces, at)?;
    let behind = at + first.pieces;
    if let Some(found) = between(pieces, at, first) {
        return Some(found);
    }
    let named = [BELOW, ABOVE, ABOUT, PRICE_WORDS].iter().any(|words| phrase_before(pieces, at, words).is_some());
    let bare = named && first.thousandths >= BARE_AMOUNT_MIN * 1000;
    let dong = first.dong(bare.then_some(1))?;
    if let Some(length) = phrase_after(pieces, behind, BELOW_AFTER) {
        return Some((PriceRange { min: None, max: Some(dong) }, at, behind + length - 1));
    }
    if let Some(length) = phrase_after(pieces, behind, ABOVE_AFTER) {
        let from = at - phrase_before(pieces, at, &["tu"]).unwrap_or(0);
        return Some((PriceRange { min: Some(dong), max: None }, from, behind + length - 1));
    }
    if let Some(length) = phrase_before(pieces, at, BELOW) {
        return Some((PriceRange { min: None, max: Some(dong) }, at - length, behind - 1));
    }
    if let Some(length) = phrase_before(pieces, at, ABOVE) {
        return Some((PriceRange { min: Some(dong), max: None }, at - length, behind - 1));
    }
    let slack = dong / 100 * ABOUT_PERCENT;
    let length = phrase_before(pieces, at, ABOUT).unwrap_or(0);
    let range = PriceRange { min: Some(dong.saturating_sub(slack)), max: Some(dong.saturating_add(slack)) };
    Some((range, at - length, behind - 1))
}

fn between(pieces: &[Piece], at: usize, first: Amount) -> Option<(PriceRange, usize, usize)> {
    let behind = at + first.pieces;
    let middle = phrase_after(pieces, behind, BETWEEN)?;
    let second_at = behind + middle;
    let second = amount_at(pieces, second_at)?;
    let max = second.dong(first.scale)?;
    let min = first.dong(second.scale)?;
    let from = at - phrase_before(pieces, at, &["tu", "khoang", "tam", "tam tu", "khoang tu"]).unwrap_or(0);
    let (min, max) = (min.min(max), min.max(max));
    Some((PriceRange { min: Some(min), max: Some(max) }, from, second_at + second.pieces - 1))
}

fn skip_words_before(pieces: &[Piece], at: usize) -> usize {
    at - phrase_before(pieces, at, PRICE_WORDS).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn range(min: impl Into<Option<u64>>, max: impl Into<Option<u64>>) -> PriceRange {
        PriceRange { min: min.into(), max: max.into() }
    }

    #[test]
    fn prices_in_words_are_understood() {
        const M: u64 = 1_000_000;
        let cases = [
            ("laptop dưới 20tr", range(None, 20 * M), "laptop"),
            ("laptop dưới 20 triệu đồng", range(None, 20 * M), "laptop"),
            ("điện thoại 5tr-10tr", range(5 * M, 10 * M), "điện thoại"),
            ("laptop hp 15-20tr", range(15 * M, 20 * M), "laptop hp"),
            ("laptop hp từ 15 đến 20 triệu", range(15 * M, 20 * M), "laptop hp"),
            ("laptop 15-20 củ", range(15 * M, 20 * M), "laptop"),
            ("tai nghe 500k", range(400_000, 600_000), "tai nghe"),
            ("tai nghe giá dưới 500 nghìn", range(None, 500_000), "tai nghe"),
            ("máy giặt tầm 10 triệu", range(8 * M, 12 * M), "máy giặt"),
            ("loa dưới 1tr5", range(None, 1_500_000), "loa"),
            ("loa dưới 1 triệu rưỡi", range(None, 1_500_000), "loa"),
            ("tivi trên 20tr", range(20 * M, None), "tivi"),
            ("tivi từ 20tr trở lên", range(20 * M, None), "tivi"),
            ("tivi 10 triệu trở xuống", range(None, 10 * M), "tivi"),
            ("loa dưới 2.000.000đ", range(None, 2 * M), "loa"),
            ("loa < 2,5tr", range(None, 2_500_000), "loa"),
            ("dưới 300k quần jean", range(None, 300_000), "quần jean"),
        ];
        for (text, expected, rest) in cases {
            let (found, left) = take_price(text);
            assert_eq!(found, Some(expected), "{text}");
            assert_eq!(left.trim(), rest, "{text}");
        }
    }

    #[test]
    fn what_is_no_price_stays() {
        for text in ["tivi 4k 55 inch", "iphone 13 128gb", "màn hình 24-27 inch", "máy giặt 9kg", "cáp 5m"] {
            assert_eq!(take_price(text), (None, text.to_owned()), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_survived(text in "\\PC{0,200}") {
            let (_, rest) = take_price(&text);
            prop_assert!(rest.len() <= text.len() + 1);
        }

        #[test]
        fn amounts_of_every_size_are_survived(number in "[0-9.,]{1,40}", unit in "(tr|k|củ|tỷ|đ)?") {
            let _ = take_price(&format!("dưới {number}{unit} - {number}{unit}"));
        }
    }
}
