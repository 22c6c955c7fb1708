//! Numbers with units: every writing of a measure becomes one token.

use super::letters::fold;
use super::tokens::{Gap, Kind, Piece, Token};

/// Units and their writings, folded. A writing in the third column counts only when it touches its number.
const UNITS: &[(&str, &[&str], &[&str])] = &[
    ("kg", &["kg", "kgs", "ky", "ki", "kilogram", "kilogam", "kilo"], &[]),
    ("g", &["gram", "gam", "gr", "g"], &[]),
    ("l", &["l", "lit", "liter", "litre"], &[]),
    ("ml", &["ml", "mililit"], &[]),
    ("gb", &["gb", "gig", "giga", "gigabyte"], &[]),
    ("tb", &["tb", "tera", "terabyte"], &["t"]),
    ("mah", &["mah"], &[]),
    ("inch", &["inch", "inches", "inchs", "ich"], &["in"]),
    ("w", &["w", "watt", "wat", "oat"], &[]),
    ("hz", &["hz", "hertz"], &[]),
    ("hp", &["hp", "ngua"], &[]),
    ("btu", &["btu", "btus"], &[]),
    ("cm", &["cm"], &[]),
    ("mm", &["mm"], &[]),
    ("m", &["m", "met"], &[]),
    ("mp", &["mp", "megapixel", "megapixels"], &[]),
    ("v", &["volt", "von"], &["v"]),
];

/// Sizes of memory that people write with a bare `g`, or as one side of `8/128`.
const MEMORY_GB: &[&str] = &["6", "8", "12", "16", "18", "24", "32", "48", "64", "96", "128", "256", "512"];
/// Sizes that stand before the slash in `8/128`.
const RAM_GB: &[&str] = &["2", "3", "4", "6", "8", "12", "16", "18", "24", "32", "64"];
/// Sizes that stand after the slash in `8/128`.
const STORAGE_GB: &[&str] = &["16", "32", "64", "128", "256", "512", "1024"];
/// Powers that an air conditioner or a pump has; with other numbers `hp` is the brand.
const HORSE_POWERS: &[&str] = &["0.5", "0.75", "1", "1.5", "2", "2.5", "3", "4", "5"];
/// Cooling power and the horse power shoppers call it by.
const COOLING: &[(&str, &str)] =
    &[("9000btu", "1hp"), ("9200btu", "1hp"), ("12000btu", "1.5hp"), ("18000btu", "2hp"), ("24000btu", "2.5hp")];

/// Joins numbers with the units after them and resolves memory shorthand.
pub(super) fn join_units(pieces: &[Piece]) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::with_capacity(pieces.len());
    let mut at = 0;
    while let Some(piece) = pieces.get(at) {
        if let Some(pair) = memory_pair(piece, pieces.get(at + 1)) {
            tokens.extend(pair);
            at += 2;
        } else if let Some(measure) = pieces.get(at + 1).and_then(|unit| separate_measure(piece, unit)) {
            tokens.push(measure);
            at += 2;
        } else {
            let wants_memory = tokens.last().is_some_and(|token| token.folded == "ram" || token.folded == "rom");
            tokens.extend(Some(single(piece, wants_memory)).filter(|token| !token.folded.is_empty()));
            at += 1;
        }
        add_half(&mut tokens);
    }
    tokens
}

fn measure(number: &str, unit: &str) -> Token {
    let text = format!("{number}{unit}");
    Token { folded: text.clone(), readable: text, kind: Kind::Measure }
}

/// `2.0` is `2`.
fn without_empty_fraction(number: &str) -> &str {
    let whole = number.split_once('.').filter(|(_, fraction)| fraction.bytes().all(|byte| byte == b'0'));
    whole.map_or(number, |(whole, _)| whole)
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}

fn unit_of(writing: &str, touches: bool) -> Option<&'static str> {
    UNITS
        .iter()
        .find(|(_, writings, touching)| writings.contains(&writing) || (touches && touching.contains(&writing)))
        .map(|(unit, _, _)| *unit)
}

/// `8/128`, `8GB-128GB`, `8+256gb`.
fn memory_pair(first: &Piece, second: Option<&Piece>) -> Option<[Token; 2]> {
    let second = second.filter(|piece| piece.gap == Gap::Joint)?;
    let ram = first.text.trim_end_matches("gb").trim_end_matches('g');
    if !RAM_GB.contains(&ram) {
        return None;
    }
    if matches!(second.text.as_str(), "1tb" | "2tb" | "1t") {
        return Some([measure(ram, "gb"), measure(&second.text[..1], "tb")]);
    }
    let storage = second.text.trim_end_matches("gb").trim_end_matches('g');
    STORAGE_GB.contains(&storage).then(|| [measure(ram, "gb"), measure(storage, "gb")])
}

fn separate_measure(number: &Piece, unit: &Piece) -> Option<Token> {
    if !is_number(&number.text) || !matches!(unit.gap, Gap::None | Gap::Blank) {
        return None;
    }
    let writing = fold(&unit.text);
    checked(&number.text, unit_of(&writing, unit.gap == Gap::None)?)
}

/// A measure that makes sense: a bare `g` of a memory size is `gb`, mobile networks and printers' brand stay out.
fn checked(number: &str, unit: &'static str) -> Option<Token> {
    let number = without_empty_fraction(number);
    match unit {
        "g" if MEMORY_GB.contains(&number) => Some(measure(number, "gb")),
        "g" if matches!(number, "2" | "3" | "4" | "5") => None,
        "hp" if !HORSE_POWERS.contains(&number) => None,
        _ => Some(measure(number, unit)),
    }
}

fn single(piece: &Piece, wants_memory: bool) -> Token {
    let token = Token::word(&piece.text);
    if token.kind != Kind::Code {
        return token;
    }
    let digits = token.folded.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
    let (number, writing) = token.folded.split_at(digits);
    if wants_memory && writing == "g" {
        return measure(number, "gb");
    }
    if is_number(number)
        && let Some(joined) = unit_of(writing, true).and_then(|unit| checked(number, unit))
    {
        return joined;
    }
    token
}

/// `1 ngựa rưỡi` is one and a half.
fn add_half(tokens: &mut Vec<Token>) {
    let [.., before, last] = tokens.as_slice() else { return };
    if last.folded == "ruoi" && before.kind == Kind::Measure && before.folded.starts_with(|c: char| c.is_ascii_digit())
    {
        let digits = before.folded.bytes().take_while(u8::is_ascii_digit).count();
        let (number, unit) = before.folded.split_at(digits);
        let text = format!("{number}.5{unit}");
        tokens.truncate(tokens.len() - 2);
        tokens.push(Token { folded: text.clone(), readable: text, kind: Kind::Measure });
    }
}

/// The horse power of a cooling power, if `token` is one.
fn air_conditioner_power(token: &str) -> Option<&'static str> {
    COOLING.iter().find(|(power, _)| *power == token).map(|(_, horses)| *horses)
}

/// What a document's token is found by: itself, and a measure also by its bare number (`tivi 55`).
pub(crate) fn postings_of(token: &Token) -> Vec<String> {
    let mut found = vec![token.folded.clone()];
    let digits = token.folded.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
    let is_sized_model = token.kind == Kind::Code && (2..=3).contains(&digits) && token.folded.len() >= digits + 3;
    if token.kind == Kind::Measure || is_sized_model {
        found.push(token.folded[..digits].to_owned());
    }
    found.extend(air_conditioner_power(&token.folded).map(str::to_owned));
    found
}

#[cfg(test)]
mod tests {
    use super::super::tokens::tokenize;
    use super::*;

    #[test]
    fn a_measure_is_found_by_its_number_too() {
        let tokens = tokenize("Tivi 55 inch 9000BTU 55au7700");
        let found: Vec<String> = tokens.iter().flat_map(postings_of).collect();
        assert_eq!(found, ["tivi", "55inch", "55", "9000btu", "9000", "1hp", "55au7700", "55"]);
    }

    #[test]
    fn memory_after_the_word_ram_needs_no_unit() {
        assert_eq!(tokenize("ram 4g")[1].folded, "4gb");
    }
}
