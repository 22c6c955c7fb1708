//! How a person is reached, and recognised when logging in: an e-mail address or a phone number.

use std::fmt;

use crate::error::IdentityError;

/// The longest e-mail address (RFC 5321), in bytes.
const EMAIL_LENGTH_MAX: usize = 254;
/// Digits of an international number (E.164).
const PHONE_DIGITS_MIN: usize = 8;
const PHONE_DIGITS_MAX: usize = 15;
/// Digits of a Vietnamese number behind the country's code: mobile ones have nine, those of land lines ten.
const VIETNAMESE_DIGITS: std::ops::RangeInclusive<usize> = 9..=10;
/// The code of Viet Nam.
const COUNTRY: &str = "84";

/// An e-mail address in lower case or a phone number in E.164 form.
#[derive(Clone, PartialEq, Eq, Hash)]
pub enum Contact {
    /// An e-mail address.
    Email(String),
    /// A phone number: `+84912345678`.
    Phone(String),
}

impl Contact {
    /// The contact that somebody typed: `An@Example.VN`, `0912 345 678`, `+84 912.345.678`.
    pub fn parse(text: &str) -> Result<Self, IdentityError> {
        let text = text.trim();
        if text.contains('@') { email(text) } else { phone(text) }.ok_or(IdentityError::ContactMalformed)
    }

    /// A phone number that somebody typed.
    pub fn parse_phone(text: &str) -> Result<Self, IdentityError> {
        phone(text.trim()).ok_or(IdentityError::ContactMalformed)
    }

    /// The address or number as the database keeps it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Email(text) | Self::Phone(text) => text,
        }
    }

    /// The address, if it is one of e-mail.
    #[must_use]
    pub fn email(&self) -> Option<&str> {
        match self {
            Self::Email(text) => Some(text),
            Self::Phone(_) => None,
        }
    }

    /// The number, if it is one.
    #[must_use]
    pub fn phone(&self) -> Option<&str> {
        match self {
            Self::Phone(text) => Some(text),
            Self::Email(_) => None,
        }
    }

    /// As others may see it: `a•••@example.vn`, `+84•••••678`.
    #[must_use]
    pub fn masked(&self) -> String {
        match self {
            Self::Email(text) => {
                let (name, host) = text.split_once('@').unwrap_or((text, ""));
                format!("{}•••@{host}", name.chars().next().map(String::from).unwrap_or_default())
            }
            Self::Phone(text) => format!("+{COUNTRY}•••••{}", &text[text.len().saturating_sub(3)..]),
        }
    }
}

impl fmt::Debug for Contact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}

fn email(text: &str) -> Option<Contact> {
    let lower = text.to_lowercase();
    let (name, host) = lower.rsplit_once('@')?;
    let is_letter = |letter: char| !letter.is_whitespace() && !letter.is_control() && !"<>()[],;:\\\"".contains(letter);
    let is_host = host.split('.').count() >= 2
        && host.split('.').all(|label| {
            let is_inside = |letter: char| letter.is_alphanumeric() || letter == '-';
            !label.is_empty() && !label.starts_with('-') && !label.ends_with('-') && label.chars().all(is_inside)
        });
    let is_name = !name.is_empty() && name.chars().all(is_letter) && !name.contains('@');
    (is_host && is_name && lower.len() <= EMAIL_LENGTH_MAX).then_some(Contact::Email(lower))
}

fn phone(text: &str) -> Option<Contact> {
    let (is_international, rest) = text.strip_prefix('+').map_or((false, text), |rest| (true, rest));
    if !rest.chars().all(|letter| letter.is_ascii_digit() || " .-()".contains(letter)) {
        return None;
    }
    let digits: String = rest.chars().filter(char::is_ascii_digit).collect();
    let digits = match (is_international, digits.strip_prefix("00"), digits.strip_prefix('0')) {
        (true, ..) => digits,
        (false, Some(international), _) => international.to_owned(),
        (false, None, Some(national)) => format!("{COUNTRY}{national}"),
        (false, None, None) if digits.starts_with(COUNTRY) => digits,
        (false, None, None) => return None,
    };
    // `+84 0912…` is how many people write their number.
    let digits = digits.strip_prefix("840").map_or(digits.clone(), |national| format!("{COUNTRY}{national}"));
    let is_vietnamese = digits.strip_prefix(COUNTRY).is_none_or(|rest| VIETNAMESE_DIGITS.contains(&rest.len()));
    let is_number = (PHONE_DIGITS_MIN..=PHONE_DIGITS_MAX).contains(&digits.len()) && !digits.starts_with('0');
    (is_number && is_vietnamese).then(|| Contact::Phone(format!("+{digits}")))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn parsed(text: &str) -> Option<String> {
        Contact::parse(text).ok().map(|contact| contact.as_str().to_owned())
    }

    #[test]
    fn people_write_numbers_in_many_ways() {
        for text in ["0912345678", "+84912345678", "84 912 345 678", "0084.912.345.678", "(+84)"] {
            let expected = (text.len() > 6).then(|| "+84912345678".to_owned());
            assert_eq!(parsed(text), expected, "{text}");
        }
        assert_eq!(parsed("+84 0912 345 678").as_deref(), Some("+84912345678"));
        assert_eq!(parsed("02838123456").as_deref(), Some("+842838123456"));
        assert_eq!(parsed("+1 415 555 2671").as_deref(), Some("+14155552671"));
        for text in ["", "912345678", "091234567x", "091234", "09123456789012", "+0912345678"] {
            assert_eq!(parsed(text), None, "{text}");
        }
    }

    #[test]
    fn addresses_are_compared_in_lower_case() {
        assert_eq!(parsed(" An.Nguyen@Example.VN ").as_deref(), Some("an.nguyen@example.vn"));
        for text in
            ["an@", "@example.vn", "an@example", "a n@example.vn", "an@-example.vn", "an@exa_mple.vn", "a<b@c.vn"]
        {
            assert_eq!(parsed(text), None, "{text}");
        }
    }

    #[test]
    fn logs_see_neither_address_nor_number() {
        assert_eq!(format!("{:?}", Contact::parse("an@example.vn").unwrap()), "a•••@example.vn");
        assert_eq!(format!("{:?}", Contact::parse("0912345678").unwrap()), "+84•••••678");
    }

    proptest! {
        #[test]
        fn what_was_parsed_parses_to_itself(text in "[+0-9 .a-z@-]{0,30}") {
            if let Ok(contact) = Contact::parse(&text) {
                prop_assert_eq!(Contact::parse(contact.as_str()).unwrap(), contact);
            }
        }
    }
}
