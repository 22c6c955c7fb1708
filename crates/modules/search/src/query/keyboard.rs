//! Text typed with the input method off: Telex letters and VNI digits become the syllable they were meant to be.

use super::rules::RuleBook;
use crate::analysis::Token;
use crate::index::Vocabulary;

/// A raw token this much rarer than its decoded reading was typed with the input method off.
const DECODED_RATIO: u32 = 20;
/// How often the shop must know a reading.
const DECODED_MIN: u32 = 2;
/// A token that the shop knows more often is a word, whatever keys it could be.
const RAW_KNOWN_MAX: u32 = 3;

/// Reads Telex and VNI keys where the raw token is not a word of the shop.
///
/// A word that the shop knows stays, unless other tokens show that the input method was off and its reading is far likelier.
pub(super) fn decode_keys(tokens: &mut [Token], vocabulary: Vocabulary<'_>, rules: &RuleBook) {
    let protected = rules.protected(tokens);
    let mut readings: Vec<Option<(u32, u32, String)>> = Vec::with_capacity(tokens.len());
    for (token, is_protected) in tokens.iter().zip(protected) {
        let count = vocabulary.count(&token.folded);
        let letters = token.folded.trim_end_matches(|letter: char| letter.is_ascii_digit());
        let is_raw = !is_protected && !token.is_marked() && !rules.is_short_form(letters);
        let known = decode(&token.folded).into_iter().map(|reading| (vocabulary.count(&reading), reading));
        let best = known.max_by_key(|(count, _)| *count).filter(|(reading, _)| is_raw && *reading >= DECODED_MIN);
        readings.push(best.map(|(reading_count, reading)| (count, reading_count, reading)));
    }
    let is_off = readings.iter().flatten().any(|(count, ..)| *count == 0);
    for (token, (count, reading_count, reading)) in
        tokens.iter_mut().zip(readings).filter_map(|(token, reading)| Some((token, reading?)))
    {
        let limit = if is_off { u32::MAX } else { RAW_KNOWN_MAX };
        if count <= limit && reading_count > count.saturating_mul(DECODED_RATIO) {
            *token = Token::word(&reading);
        }
    }
}

/// The folded syllables that Telex or VNI keys could mean, the likeliest first; empty when there are no such keys.
///
/// The caller accepts one only when the shop knows it: `boss` and `max` are words.
fn decode(token: &str) -> Vec<String> {
    let mut found = Vec::new();
    if token.bytes().any(|byte| byte.is_ascii_digit()) {
        found.extend(vni(token));
    } else {
        found.extend(telex(token));
    }
    found.retain(|syllable| syllable != token && is_syllable(syllable));
    found
}

/// Sounds that may begin a syllable, longest first.
const ONSETS: &[&str] = &[
    "ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr", "b", "c", "d", "g", "h", "k", "l", "m", "n",
    "p", "r", "s", "t", "v", "x", "",
];
/// Sounds that may end a syllable.
const CODAS: &[&str] = &["", "c", "ch", "m", "n", "ng", "nh", "p", "t"];

/// Whether folded letters have the shape of a Vietnamese syllable; brands and English words mostly do not.
fn is_syllable(letters: &str) -> bool {
    ONSETS.iter().filter_map(|onset| letters.strip_prefix(onset)).any(|rhyme| {
        let vowels = rhyme.chars().take_while(|letter| is_vowel(*letter)).count();
        (1..=3).contains(&vowels) && rhyme.get(vowels..).is_some_and(|coda| CODAS.contains(&coda))
    })
}

/// Marks as digits behind letters: `tu3`, `d9ien65`.
fn vni(token: &str) -> Option<String> {
    let letters: String = token.chars().filter(|letter| !letter.is_ascii_digit()).collect();
    let digits: Vec<char> = token.chars().filter(char::is_ascii_digit).collect();
    let starts_well = token.starts_with(|letter: char| letter.is_ascii_alphabetic());
    let tones = digits.iter().filter(|digit| matches!(digit, '1'..='5')).count();
    let fits = |digit: &char| match digit {
        '1'..='5' => true,
        '6' => letters.contains(['a', 'e', 'o']),
        '7' => letters.contains(['o', 'u']),
        '8' => letters.contains('a'),
        '9' => letters.contains('d'),
        _ => false,
    };
    let is_readable = letters.len() >= 2 && digits.len() <= 3 && tones <= 1 && digits.iter().all(fits);
    (starts_well && is_readable).then_some(letters)
}

/// Marks as letters: a tone letter at the end or inside, doubled vowels, `w`, doubled `d`.
fn telex(token: &str) -> Vec<String> {
    if token.len() > 10 || !token.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return Vec::new();
    }
    let mut readings = Vec::new();
    for with_tone_inside in [false, true] {
        let toneless = if with_tone_inside { without_inner_tone(token) } else { without_final_tone(token) };
        let Some(toneless) = toneless else { continue };
        readings.push(plain_vowels(&toneless));
    }
    readings.push(plain_vowels(token));
    readings.dedup();
    readings
}

const TONES: &[char] = &['s', 'f', 'r', 'x', 'j'];

fn without_final_tone(token: &str) -> Option<String> {
    let rest = token.strip_suffix(TONES)?;
    rest.contains(is_vowel).then(|| rest.to_owned())
}

/// The tone typed right behind its vowel: `ddieejn`, `tuwr`, `thoajis`.
fn without_inner_tone(token: &str) -> Option<String> {
    let letters: Vec<char> = token.chars().collect();
    let at = (1..letters.len())
        .find(|&at| TONES.contains(&letters[at]) && (is_vowel(letters[at - 1]) || letters[at - 1] == 'w'))?;
    let mut rest = letters;
    rest.remove(at);
    Some(rest.into_iter().collect())
}

fn is_vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

/// `aa`, `ee`, `oo` and `dd` are one letter, `w` is a mark or the vowel `ư`.
fn plain_vowels(token: &str) -> String {
    let mut plain = String::with_capacity(token.len());
    let mut doubled = ' ';
    for letter in token.chars() {
        let last = plain.chars().last().unwrap_or(' ');
        match letter {
            'a' | 'e' | 'o' | 'd' if last == letter => doubled = letter,
            'a' | 'e' | 'o' | 'd' if doubled == letter => doubled = ' ',
            'w' if plain.contains(['a', 'o', 'u']) => {}
            'w' if !plain.is_empty() && !is_vowel(last) => plain.push('u'),
            other => plain.push(other),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn telex_and_vni_are_read() {
        let cases = [
            ("ddieenj", "dien"),
            ("thoaij", "thoai"),
            ("mays", "may"),
            ("ruwar", "rua"),
            ("bats", "bat"),
            ("keos", "keo"),
            ("tuwr", "tu"),
            ("lanhj", "lanh"),
            ("ddieejn", "dien"),
            ("quaanf", "quan"),
            ("tu3", "tu"),
            ("lanh5", "lanh"),
            ("d9ien65", "dien"),
            ("thoai5", "thoai"),
            ("dduwowngf", "duong"),
            ("dieenj", "dien"),
            ("giawtj", "giat"),
        ];
        for (keys, syllable) in cases {
            assert!(decode(keys).iter().any(|reading| reading == syllable), "{keys}: {:?}", decode(keys));
        }
    }

    #[test]
    fn models_are_not_decoded() {
        assert!(decode("13").is_empty());
        assert!(decode("5g").is_empty());
        assert!(decode("ip11").is_empty());
        assert!(decode("phillips").iter().all(|reading| reading != "phillip"));
    }
}
