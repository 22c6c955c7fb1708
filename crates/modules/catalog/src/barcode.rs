//! EAN-13 and UPC-A: the check digit that catches a mistyped barcode.

/// Whether `code` is 13 (EAN-13) or 12 (UPC-A) digits with a right check digit.
#[must_use]
pub fn is_barcode(code: &str) -> bool {
    let digits = code.as_bytes();
    if !matches!(digits.len(), 12 | 13) || !digits.iter().all(u8::is_ascii_digit) {
        return false;
    }
    let weighted = digits.iter().rev().enumerate().map(|(place, digit)| {
        let weight = if place % 2 == 0 { 1 } else { 3 };
        u32::from(digit - b'0') * weight
    });
    weighted.sum::<u32>() % 10 == 0
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The check digit computed the other way round: what is missing to the next ten.
    fn completed(digits: &[u8]) -> String {
        let sum: u32 = digits.iter().rev().zip([3_u32, 1].into_iter().cycle()).map(|(d, w)| u32::from(*d) * w).sum();
        let mut code: String = digits.iter().map(|digit| char::from(b'0' + digit)).collect();
        code.push(char::from(b'0' + u8::try_from((10 - sum % 10) % 10).unwrap()));
        code
    }

    #[test]
    fn known_barcodes_are_right() {
        for code in ["4006381333931", "036000291452", "8934563138165"] {
            assert!(is_barcode(code), "{code}");
        }
        for code in ["", "4006381333932", "400638133393", "40063813339311", "03600029145x", "０36000291452"] {
            assert!(!is_barcode(code), "{code}");
        }
    }

    proptest! {
        #[test]
        fn any_single_wrong_digit_is_caught(
            digits in prop::collection::vec(0_u8..10, 11..=12),
            place in 0_usize..13,
            by in 1_u8..10,
        ) {
            let code = completed(&digits);
            prop_assert!(is_barcode(&code));
            let place = place % code.len();
            let mut wrong = code.into_bytes();
            wrong[place] = b'0' + (wrong[place] - b'0' + by) % 10;
            prop_assert!(!is_barcode(&String::from_utf8(wrong).unwrap()));
        }
    }
}
