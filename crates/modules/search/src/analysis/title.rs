//! Titles: where the name of the thing starts, behind promotion and counts.

use super::tokens::{Kind, Token, tokenize};

/// Tokens of a title that ranking looks at.
pub(crate) const TITLE_TOKENS_MAX: usize = 24;

/// Words in front of a title that say nothing about the thing.
const NOISE: &[&str] = &[
    "combo", "sale", "hot", "new", "moi", "freeship", "sieu", "chinh", "hang", "gia", "re", "set", "sett", "xa", "kho",
    "hcm", "hn", "ma", "giam", "mua", "tang", "free", "ship", "qua", "full", "box", "like", "fullbox", "bst", "nhap",
    "khau", "cao", "cap", "san", "mau", "order", "all", "genuine", "official",
];
/// Words that count things when a number stands beside them.
const COUNTERS: &[&str] = &[
    "bo", "set", "combo", "doi", "cai", "chiec", "goi", "hop", "thung", "chai", "cap", "bich", "tui", "lo", "mieng",
    "tam",
];
/// Two-word heads whose first word looks like noise or a counter.
const REAL_HEADS: &[(&str, &str)] = &[
    ("ma", "so"),
    ("bo", "dam"),
    ("bo", "phat"),
    ("hang", "rao"),
    ("mau", "in"),
    ("gia", "do"),
    ("gia", "treo"),
    ("qua", "tang"),
    ("qua", "can"),
    ("box", "dien"),
    ("box", "tivi"),
    ("kho", "ga"),
    ("moi", "cau"),
    ("full", "face"),
    ("cao", "dinh"),
    ("san", "pham"),
];

/// The tokens of a title from the name of the thing on.
pub(crate) fn title_head(title: &str) -> Vec<Token> {
    let tokens = tokenize(without_brackets(title));
    let start = noise_end(&tokens);
    let start = if start >= tokens.len() { 0 } else { start };
    tokens.into_iter().skip(start).take(TITLE_TOKENS_MAX).collect()
}

/// The title behind its leading brackets; all of it when nothing is left.
fn without_brackets(title: &str) -> &str {
    let mut rest = title.trim_start();
    while let Some(close) = match rest.chars().next() {
        Some('[') => rest.find(']'),
        Some('(') => rest.find(')'),
        Some('【') => rest.find('】'),
        _ => None,
    } {
        let behind = rest[close..].trim_start_matches([']', ')', '】']);
        rest = behind.trim_start_matches(|letter: char| !letter.is_alphanumeric() && letter != '[' && letter != '(');
    }
    if rest.chars().any(char::is_alphanumeric) { rest } else { title }
}

fn noise_end(tokens: &[Token]) -> usize {
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let next = tokens.get(at + 1).map(|next| (next.folded.as_str(), next.kind));
        let word = token.folded.as_str();
        let is_count = |kind: Kind| kind == Kind::Number;
        if next.is_some_and(|(next, _)| REAL_HEADS.contains(&(word, next))) {
            break;
        }
        match next {
            Some((_, kind)) if COUNTERS.contains(&word) && is_count(kind) => at += 2,
            Some((next, _)) if is_count(token.kind) && COUNTERS.contains(&next) => at += 2,
            _ if NOISE.contains(&word) => at += 1,
            _ => break,
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(title: &str) -> String {
        title_head(title).iter().take(2).map(|token| token.folded.as_str()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn promotion_and_counts_are_skipped() {
        let cases = [
            ("[Video/Ảnh thật] Quần bò ống suông", "quan bo"),
            ("Combo Máy đọc sách Kindle", "may doc"),
            ("Bộ 10 máy bộ đàm", "may bo"),
            ("Bộ đàm Motorola", "bo dam"),
            ("Combo 5 đôi tất nam", "doi tat"),
            ("(HCM) 【Sale】Hàng chính hãng - Loa kéo", "loa keo"),
            ("[Sale]", "sale"),
        ];
        for (title, expected) in cases {
            assert_eq!(head(title), expected, "{title}");
        }
    }
}
