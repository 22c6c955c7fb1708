//! What is taken over from a provider's profile of a person: never more than is usable and bounded.

use serde::Deserialize;

use super::error::{ProviderError, Refusal};

/// The longest id of a person, in letters; Google promises 255.
const SUBJECT_LENGTH_MAX: usize = 255;
/// The longest name that is taken over, in letters.
const NAME_LENGTH_MAX: usize = 120;
/// The longest e-mail address (RFC 5321).
const EMAIL_LENGTH_MAX: usize = 254;
/// The longest address of a picture that is taken over.
const PICTURE_LENGTH_MAX: usize = 2048;

/// A picture as Facebook and Zalo write it.
#[derive(Deserialize)]
pub(super) struct Picture {
    data: Option<PictureData>,
}

#[derive(Deserialize)]
struct PictureData {
    url: Option<String>,
}

impl Picture {
    /// Its address, if a page may show it.
    pub(super) fn address(self) -> Option<String> {
        https(self.data?.url?)
    }
}

/// The id of a person, if it can be one.
pub(super) fn subject(text: String) -> Result<String, ProviderError> {
    let is_subject = (1..=SUBJECT_LENGTH_MAX).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic());
    if is_subject { Ok(text) } else { Err(Refusal::Subject.into()) }
}

/// A name without what cannot be seen, cut at the longest that is taken over.
pub(super) fn name(text: Option<String>) -> Option<String> {
    let visible: String = text?.chars().filter(|letter| !letter.is_control()).take(NAME_LENGTH_MAX).collect();
    let name = visible.trim();
    (!name.is_empty()).then(|| name.to_owned())
}

/// An e-mail address, if it looks like one.
pub(super) fn email(text: Option<String>) -> Option<String> {
    let is_address = |text: &String| text.len() <= EMAIL_LENGTH_MAX && text.contains('@');
    text.filter(is_address)
}

/// The address of a picture, if a page may show it.
pub(super) fn https(address: String) -> Option<String> {
    (address.len() <= PICTURE_LENGTH_MAX && address.starts_with("https://")).then_some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_profile_is_taken_over_with_care() {
        assert_eq!(name(Some(" Nguyễn\u{0} An ".to_owned())).as_deref(), Some("Nguyễn An"));
        assert_eq!(name(Some(" \n".to_owned())), None);
        assert_eq!(name(Some("ê".repeat(500))).map(|name| name.chars().count()), Some(NAME_LENGTH_MAX));
        assert_eq!(https("javascript:alert(1)".to_owned()), None);
        assert_eq!(https("https://a.example/b.jpg".to_owned()).as_deref(), Some("https://a.example/b.jpg"));
        assert_eq!(email(Some("nobody".to_owned())), None);
        assert_eq!(subject(String::new()), Err(Refusal::Subject.into()));
        assert_eq!(subject("9".repeat(256)), Err(Refusal::Subject.into()));
    }
}
