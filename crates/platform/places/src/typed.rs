//! What was typed, in the ways it can be read: with and without a word for what it is, and as another name for the same.

use crate::names::{fold, tidy};
use crate::unit::UnitKind;
use crate::unit::UnitKind::{
    City, Commune, Province, ProvincialCity, RuralDistrict, SpecialZone, Town, Township, UrbanDistrict, Ward,
};

/// Words and abbreviations for what a unit is, with and without accents; longer ones before their beginnings.
const TYPES: [(&[&str], &[UnitKind]); 10] = [
    (&["thành phố", "thanh pho", "tp"], &[City, ProvincialCity]),
    (&["thị trấn", "thi tran", "tt", "township"], &[Township]),
    (&["thị xã", "thi xa", "tx", "town"], &[Town]),
    (&["đặc khu", "dac khu", "đk"], &[SpecialZone]),
    (&["phường", "phuong", "p", "ward"], &[Ward]),
    (&["huyện", "huyen", "h"], &[RuralDistrict]),
    (&["quận", "quan", "q"], &[UrbanDistrict]),
    (&["district"], &[UrbanDistrict, RuralDistrict]),
    (&["tỉnh", "tinh", "t", "province"], &[Province]),
    (&["xã", "xa", "x", "commune"], &[Commune]),
];
/// Other names of provinces, without accents, and the names they have in the files.
const ALIASES: [(&str, &str); 17] = [
    ("sai gon", "hồ chí minh"),
    ("saigon", "hồ chí minh"),
    ("sg", "hồ chí minh"),
    ("hcm", "hồ chí minh"),
    ("hcmc", "hồ chí minh"),
    ("tphcm", "hồ chí minh"),
    ("ho chi minh city", "hồ chí minh"),
    ("hn", "hà nội"),
    ("hanoi", "hà nội"),
    ("danang", "đà nẵng"),
    ("haiphong", "hải phòng"),
    ("cantho", "cần thơ"),
    ("thua thien hue", "huế"),
    ("tt hue", "huế"),
    ("brvt", "bà rịa vũng tàu"),
    ("dac lac", "đắk lắk"),
    ("dac nong", "đắk nông"),
];
/// Urban districts of Hồ Chí Minh City that became part of Thủ Đức City in 2021 (Resolution 1111/NQ-UBTVQH14) and are
/// still written. The third was called Thủ Đức itself.
const JOINED_DISTRICTS: [(&str, &str); 2] = [("2", "thủ đức"), ("9", "thủ đức")];

/// One way to read what was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reading {
    /// What it says that it is; empty when it does not say.
    pub(crate) kinds: &'static [UnitKind],
    /// The name with the accents that were typed.
    pub(crate) plain: String,
    /// The name without accents.
    pub(crate) folded: String,
    /// Whether this is another name than the one that was typed.
    pub(crate) is_alias: bool,
    /// Whether accents were typed anywhere, so that letters without them were meant to have none.
    pub(crate) has_accents: bool,
}

impl Reading {
    fn new(kinds: &'static [UnitKind], plain: &str, has_accents: bool) -> Self {
        Self { kinds, plain: plain.to_owned(), folded: fold(plain), is_alias: false, has_accents }
    }

    fn meant(kinds: &'static [UnitKind], plain: &str) -> Self {
        Self { is_alias: true, ..Self::new(kinds, plain, true) }
    }

    /// The ways to read a text; none when it is empty. A word for what a unit is can be part of its name (`Quan Hóa`,
    /// `Phường Đúc`), so that both ways are tried.
    pub(crate) fn all(text: &str) -> Vec<Self> {
        let whole = tidy(text);
        if whole.is_empty() {
            return Vec::new();
        }
        let has_accents = fold(&whole) != whole;
        let mut readings = vec![Self::new(&[], &whole, has_accents)];
        if let Some((kinds, name)) = without_type(&whole) {
            readings.push(Self::new(kinds, name, has_accents));
        }
        let aliases: Vec<_> = readings.iter().filter_map(Self::alias).collect();
        readings.extend(aliases);
        readings
    }

    fn alias(&self) -> Option<Self> {
        let meant = |aliases: &[(&str, &'static str)]| {
            aliases.iter().find(|(written, _)| *written == self.folded).map(|(_, meant)| *meant)
        };
        if self.kinds.contains(&UrbanDistrict) {
            return meant(&JOINED_DISTRICTS).map(|name| Self::meant(&[ProvincialCity], name));
        }
        let may_be_province = self.kinds.is_empty() || self.is_of(City) || self.is_of(Province);
        may_be_province.then(|| meant(&ALIASES)).flatten().map(|name| Self::meant(&[City, Province], name))
    }

    /// Whether it says that it is this, or says nothing.
    pub(crate) fn is_of(&self, kind: UnitKind) -> bool {
        self.kinds.is_empty() || self.kinds.contains(&kind)
    }

    /// Whether its name is a number, which says nothing without what it is.
    pub(crate) fn is_number(&self) -> bool {
        self.folded.bytes().all(|byte| byte.is_ascii_digit())
    }
}

/// The name behind a word for what it is: `q 1`, `q1`, `phường 1`, `tp thủ đức`.
fn without_type(text: &str) -> Option<(&'static [UnitKind], &str)> {
    TYPES.iter().find_map(|(words, kinds)| {
        let name = words.iter().find_map(|word| behind(text, word))?;
        Some((*kinds, name))
    })
}

fn behind<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let rest = text.strip_prefix(word)?;
    let name = rest.trim_start();
    let is_apart = rest.len() > name.len() || name.starts_with(|first: char| first.is_ascii_digit());
    (is_apart && !name.is_empty()).then_some(name)
}
