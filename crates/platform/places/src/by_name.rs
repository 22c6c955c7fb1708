//! Units and conversions by the names that somebody wrote (section 4.3 of the notes on administrative units).

use crate::convert::{Conversion, Decision, Target, only};
use crate::error::PlaceError;
use crate::places::Places;
use crate::rank::Rank;
use crate::search::{Within, cut};
use crate::typed::Reading;
use crate::unit::{Level, System, Unit};

/// Letters of a name that are read at most.
pub const NAME_LENGTH_MAX: usize = 200;

impl Places {
    /// The units of a level that a name means: compared with its accents, then without, then as another name for the
    /// same; a word for what it is tells `Thị trấn Củ Chi` from `Xã Củ Chi` and may be missing. More than one unit means
    /// that the name is ambiguous.
    #[must_use]
    pub fn named(&self, system: System, level: Level, within: Within<'_>, name: &str) -> Vec<&Unit> {
        let table = self.units(system).at(level);
        let mut found: Vec<(Rank, u16)> = Vec::new();
        for reading in Reading::all(cut(name)) {
            let words = table.with_word(&reading.folded).iter();
            let whole = words.filter(|word| word.1 == 0 && table.folded(word.0) == reading.folded);
            let here = whole.filter(|word| within.contains(table.unit(word.0)));
            found.extend(here.filter_map(|word| Some((reading.rank(table, *word)?, word.0))));
        }
        let best = found.iter().map(|(rank, _)| *rank).min();
        let mut numbers: Vec<u16> = found.iter().filter(|found| Some(found.0) == best).map(|(_, unit)| *unit).collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers.into_iter().map(|number| table.unit(number)).collect()
    }

    /// Where the ward of an old address went, by the names that somebody wrote. After the names of 2025 come those that
    /// were gone before. Without a ward: all that the district went into. Errors name the first part that means no unit,
    /// or several.
    pub fn convert_names(&self, province: &str, district: &str, ward: &str) -> Result<Conversion<'_>, PlaceError> {
        let province = self.one(Level::Province, Within::Country, province)?;
        let district = self.one(Level::District, Within::Province(province.code), district)?;
        let reached = self.convert_district(district.code)?;
        if ward.trim().is_empty() || self.wards_of_district(district.code)?.is_empty() {
            return Ok(Conversion::among(reached.into_iter().map(unsure).collect(), None));
        }
        match self.one(Level::Ward, Within::District(district.code), ward) {
            Ok(ward) => self.convert_ward(ward.code, None),
            Err(PlaceError::Ward) => self.retired(district, ward).ok_or(PlaceError::Ward),
            Err(error) => Err(error),
        }
    }

    fn one(&self, level: Level, within: Within<'_>, name: &str) -> Result<&Unit, PlaceError> {
        match self.named(System::Legacy, level, within, name).as_slice() {
            [one] => Ok(one),
            [] => Err(match level {
                Level::Province => PlaceError::Province,
                Level::District => PlaceError::District,
                Level::Ward => PlaceError::Ward,
            }),
            _ => Err(PlaceError::Ambiguous(level)),
        }
    }

    /// Where a ward lies whose name was gone before 2025. These names come from one source, so that even a single target is
    /// only proposed.
    fn retired(&self, district: &Unit, ward: &str) -> Option<Conversion<'_>> {
        let typed = Reading::all(cut(ward));
        let here = self.retired.iter().filter(|row| row.province_code == district.province_code);
        let here: Vec<_> = here.filter(|row| is_name_of(row.district_name, district)).collect();
        let matching = |fits: fn(&Reading, &Reading) -> bool| {
            let is_meant =
                |name: &str| Reading::all(name).iter().any(|name| typed.iter().any(|typed| fits(name, typed)));
            let mut numbers: Vec<u16> =
                here.iter().filter(|row| is_meant(row.ward_name)).map(|row| row.target).collect();
            numbers.sort_unstable();
            numbers.dedup();
            Some(numbers).filter(|numbers| !numbers.is_empty())
        };
        let with_accents = matching(|name, typed| name.plain == typed.plain);
        let numbers = with_accents.or_else(|| matching(|name, typed| name.folded == typed.folded))?;
        let targets: Vec<_> = numbers.into_iter().map(|number| unsure(self.new.wards.unit(number))).collect();
        let likely = only(targets.iter()).map(|target| target.ward);
        let decision = likely.map_or(Decision::Ask, Decision::ProposeAndConfirm);
        Some(Conversion { decision, ..Conversion::among(targets, None) })
    }
}

fn unsure(ward: &Unit) -> Target<'_> {
    Target { ward, is_default_a: false, is_default_b: false }
}

/// Whether a written district is this one, which may have become a city or changed its case since.
fn is_name_of(written: &str, district: &Unit) -> bool {
    let name = crate::names::tidy(district.name);
    Reading::all(written).iter().any(|reading| reading.plain == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every name that was gone before 2025 is proposed or asked, unless a ward that was left has it: a commune that became a
    /// ward is no longer gone.
    #[test]
    fn retired_names_lead_where_the_files_say() {
        let places = Places::embedded();
        let mut taken = 0;
        for row in &places.retired {
            let province = places.old.provinces.find(row.province_code).unwrap();
            let found = places.convert_names(province.full_name, row.district_name, row.ward_name).unwrap();
            let district = places.one(Level::District, Within::Province(province.code), row.district_name).unwrap();
            if let Ok(left) = places.one(Level::Ward, Within::District(district.code), row.ward_name) {
                assert_eq!(found, places.convert_ward(left.code, None).unwrap());
                taken += 1;
            } else {
                let target = places.new.wards.unit(row.target);
                assert!(!matches!(found.decision, Decision::Take(_)), "{}", row.ward_name);
                assert!(found.targets.iter().any(|found| found.ward == target), "{}", row.ward_name);
            }
        }
        assert!(taken < 100, "{taken} of {} names are not gone", places.retired.len());
    }
}
