//! Whole numbers as clients write them.

use std::ops::RangeInclusive;

use serde::de::{Deserializer, Visitor};
use serde::{Deserialize, de};

/// A number that is to be whole: `2`, and `2.0`, which is the same number in JSON. Any other number is read as well and
/// lies in no range, so that the answer can name the field and what belongs there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Whole(Option<i64>);

impl Whole {
    /// The number, if it is in a range.
    pub(crate) fn within(self, range: RangeInclusive<i64>) -> Option<i64> {
        self.0.filter(|number| range.contains(number))
    }
}

impl<'de> Deserialize<'de> for Whole {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader)
    }
}

struct Reader;

impl Visitor<'_> for Reader {
    type Value = Whole;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a number")
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Whole, E> {
        Ok(Whole(Some(number)))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Whole, E> {
        Ok(Whole(i64::try_from(number).ok()))
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<Whole, E> {
        // Beyond this a float has no fractions to tell whether it is whole.
        const EXACT_MAX: f64 = 4_503_599_627_370_496.0;
        let is_whole = number.fract() == 0.0 && number.abs() <= EXACT_MAX;
        #[expect(clippy::cast_possible_truncation, reason = "it is whole, and smaller than what fits")]
        let number = is_whole.then_some(number as i64);
        Ok(Whole(number))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Option<i64> {
        serde_json::from_str::<Whole>(json).unwrap().within(i64::MIN..=i64::MAX)
    }

    #[test]
    fn whole_numbers_are_read_however_they_are_written() {
        assert_eq!([read("2"), read("2.0"), read("2e0"), read("-0.0")], [Some(2), Some(2), Some(2), Some(0)]);
        for other in ["1.5", "1e300", "-1e300", "18446744073709551615"] {
            assert_eq!(read(other), None, "{other}");
        }
        for wrong in ["\"2\"", "null", "[2]", "true"] {
            assert!(serde_json::from_str::<Whole>(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_number_is_in_its_range_alone() {
        let within = |number: i64| Whole(Some(number)).within(1..=3);
        assert_eq!([0, 1, 3, 4].map(within), [None, Some(1), Some(3), None]);
    }
}
