//! The tokenizer: runs of letters and digits, with numbers and units brought to one writing.

use super::letters::{exact_key, fold, readable};
use super::units::join_units;

/// Tokens of one text that are looked at.
const TOKENS_MAX: usize = 2_000;
/// Longest token in bytes; longer runs are noise.
const TOKEN_BYTES_MAX: usize = 48;

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Letters only.
    Word,
    /// A number without a unit.
    Number,
    /// Letters and digits together, such as a model.
    Code,
    /// A number with its unit, such as `9kg`.
    Measure,
}

/// A piece of text in the writings that are compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    /// Lower case without marks.
    pub(crate) folded: String,
    /// Lower case with marks, as a person writes it.
    pub(crate) readable: String,
    /// What it is made of.
    pub(crate) kind: Kind,
}

impl Token {
    /// A word from its readable form.
    pub(crate) fn word(readable: &str) -> Self {
        let folded = fold(readable);
        let kind = kind_of(&folded);
        Self { folded, readable: readable.to_owned(), kind }
    }

    /// The key with marks, independent of tone placement.
    pub(crate) fn exact(&self) -> String {
        exact_key(&self.readable)
    }

    /// Whether the token was written with marks.
    pub(crate) fn is_marked(&self) -> bool {
        self.folded != self.readable
    }

    /// Whether it holds a digit: such tokens are never guessed at.
    pub(crate) fn has_digit(&self) -> bool {
        self.kind != Kind::Word
    }
}

fn kind_of(folded: &str) -> Kind {
    let digits = folded.bytes().filter(u8::is_ascii_digit).count();
    match digits {
        0 => Kind::Word,
        _ if folded.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') => Kind::Number,
        _ => Kind::Code,
    }
}

/// What stood before a piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    /// The pieces touch.
    None,
    /// A blank.
    Blank,
    /// A slash, plus or hyphen.
    Joint,
    /// Anything else.
    Break,
}

/// A run of letters and digits and what stood before it.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) gap: Gap,
}

/// The tokens of a text.
pub(crate) fn tokenize(text: &str) -> Vec<Token> {
    join_units(&pieces(&readable(text)))
}

fn pieces(text: &str) -> Vec<Piece> {
    let letters: Vec<char> = text.chars().collect();
    let mut found: Vec<Piece> = Vec::new();
    let mut gap = Gap::Break;
    let mut at = 0;
    while let Some(&letter) = letters.get(at).filter(|_| found.len() < TOKENS_MAX) {
        if letter.is_alphanumeric() {
            let (piece, end) = run(&letters, at);
            if piece.len() <= TOKEN_BYTES_MAX {
                found.push(Piece { text: piece, gap });
            }
            (at, gap) = (end, Gap::None);
            continue;
        }
        if let Some(word) = mark_word(&letters, at) {
            found.push(Piece { text: word.to_owned(), gap: Gap::None });
        }
        gap = wider(gap, letter);
        at += 1;
    }
    found
}

/// A mark that stands for a word: inches after a number, `S23+`.
fn mark_word(letters: &[char], at: usize) -> Option<&'static str> {
    let before = *letters.get(at.checked_sub(1)?)?;
    let after = letters.get(at + 1).copied().unwrap_or(' ');
    match letters[at] {
        '"' | '”' | '“' | '″' if before.is_ascii_digit() => Some("inch"),
        '\'' if before.is_ascii_digit() && after == '\'' => Some("inch"),
        '+' if before.is_ascii_digit() && !after.is_alphanumeric() => Some("plus"),
        _ => None,
    }
}

fn wider(gap: Gap, letter: char) -> Gap {
    let is_joint = matches!(letter, '/' | '+' | '-' | '|');
    match gap {
        Gap::None | Gap::Blank if letter.is_whitespace() => Gap::Blank,
        Gap::None | Gap::Blank if is_joint => Gap::Joint,
        Gap::Joint if letter.is_whitespace() => Gap::Joint,
        _ => Gap::Break,
    }
}

/// The run that starts at `at` and where it ends; separators inside numbers are resolved.
fn run(letters: &[char], start: usize) -> (String, usize) {
    let mut text = String::new();
    let mut at = start;
    while let Some(&letter) = letters.get(at) {
        if letter.is_alphanumeric() {
            text.push(letter);
        } else if matches!(letter, '.' | ',') && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
            match digits_after(letters, at) {
                0 => break,
                3 if !text.contains('.') => {}
                _ if text.contains('.') => break,
                _ => text.push('.'),
            }
        } else {
            break;
        }
        at += 1;
    }
    (without_empty_fraction(text), at)
}

fn digits_after(letters: &[char], at: usize) -> usize {
    letters[at + 1..].iter().take_while(|letter| letter.is_ascii_digit()).count()
}

fn without_empty_fraction(text: String) -> String {
    match text.split_once('.') {
        Some((whole, fraction)) if !fraction.is_empty() && fraction.bytes().all(|byte| byte == b'0') => {
            whole.to_owned()
        }
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn folded(text: &str) -> Vec<String> {
        tokenize(text).into_iter().map(|token| token.folded).collect()
    }

    #[test]
    fn units_have_one_writing() {
        let cases: [(&str, &[&str]); 20] = [
            ("9 kg", &["9kg"]),
            ("9kg", &["9kg"]),
            ("9 ký", &["9kg"]),
            ("9 KÍ", &["9kg"]),
            ("15.6\"", &["15.6inch"]),
            ("15,6 inch", &["15.6inch"]),
            ("15.6in", &["15.6inch"]),
            ("15.6''", &["15.6inch"]),
            ("8/128", &["8gb", "128gb"]),
            ("8GB/128GB", &["8gb", "128gb"]),
            ("8+256gb", &["8gb", "256gb"]),
            ("12/1TB", &["12gb", "1tb"]),
            ("16g", &["16gb"]),
            ("400g", &["400g"]),
            ("20.000mAh", &["20000mah"]),
            ("1 ngựa", &["1hp"]),
            ("1.5 HP", &["1.5hp"]),
            ("2.0HP", &["2hp"]),
            ("1 ngựa rưỡi", &["1.5hp"]),
            ("300 lít", &["300l"]),
        ];
        for (text, tokens) in cases {
            assert_eq!(folded(text), tokens, "{text}");
        }
    }

    #[test]
    fn what_looks_like_a_unit_but_is_none_stays() {
        let cases: [(&str, &[&str]); 7] = [
            ("laptop hp 15s", &["laptop", "hp", "15s"]),
            ("máy in", &["may", "in"]),
            ("mạng 5G", &["mang", "5g"]),
            ("S23+ 5G", &["s23", "plus", "5g"]),
            ("A54 8/128", &["a54", "8gb", "128gb"]),
            ("PS5", &["ps5"]),
            ("laptop 15 hp", &["laptop", "15", "hp"]),
        ];
        for (text, tokens) in cases {
            assert_eq!(folded(text), tokens, "{text}");
        }
    }

    #[test]
    fn words_with_a_digit_are_known_as_such() {
        let kinds: Vec<Kind> = tokenize("điện a23 13 9kg").into_iter().map(|token| token.kind).collect();
        assert_eq!(kinds, [Kind::Word, Kind::Code, Kind::Number, Kind::Measure]);
    }

    proptest! {
        #[test]
        fn any_text_becomes_bounded_clean_tokens(text in "\\PC{0,300}|[\\x00-\\x7f]{0,300}") {
            for token in tokenize(&text) {
                prop_assert!(!token.folded.is_empty() && !token.folded.contains(char::is_whitespace));
                prop_assert!(token.folded.len() <= 4 * TOKEN_BYTES_MAX);
            }
        }
    }
}
