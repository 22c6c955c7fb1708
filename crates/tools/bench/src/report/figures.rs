//! Figures as people read them.

use std::time::Duration;

/// A latency in milliseconds.
pub(crate) fn millis(latency: Duration) -> String {
    format!("{:.2}", latency.as_secs_f64() * 1000.0)
}

/// A length of time in seconds, short ones in milliseconds.
pub(crate) fn seconds(time: Duration) -> String {
    if time < Duration::from_secs(1) {
        format!("{} ms", time.as_millis())
    } else {
        format!("{:.1} s", time.as_secs_f64())
    }
}

/// An amount of bytes, in kB below a million.
pub(crate) fn bytes(bytes: u64) -> String {
    if bytes < 1_000_000 {
        format!("{}.{} kB", bytes / 1000, bytes % 1000 / 100)
    } else {
        format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000)
    }
}

/// A number that was counted in thousandths.
pub(crate) fn thousandths(number: u64) -> String {
    format!("{}.{:02}", number / 1000, number % 1000 / 10)
}

/// A whole number with separators.
pub(crate) fn whole(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_read_well() {
        assert_eq!(whole(7), "7");
        assert_eq!(whole(105_321), "105,321");
        assert_eq!(whole(1_000_000), "1,000,000");
        assert_eq!(bytes(40_950), "40.9 kB");
        assert_eq!(bytes(80_050_000), "80.0 MB");
        assert_eq!(thousandths(12), "0.01");
        assert_eq!(thousandths(3_999), "3.99");
        assert_eq!(millis(Duration::from_micros(1234)), "1.23");
        assert_eq!(seconds(Duration::from_millis(280)), "280 ms");
        assert_eq!(seconds(Duration::from_millis(12_340)), "12.3 s");
    }
}
