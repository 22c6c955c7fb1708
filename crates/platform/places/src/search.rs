//! What an address form offers while somebody types.

use crate::by_name::NAME_LENGTH_MAX;
use crate::places::{Places, Units};
use crate::rank::Rank;
use crate::table::Table;
use crate::typed::Reading;
use crate::unit::{Level, System, Unit};

/// Units that one search offers at most.
pub const SEARCH_RESULTS_MAX: usize = 50;

/// Where to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Within<'a> {
    /// Everywhere.
    #[default]
    Country,
    /// In a province, which itself is not offered.
    Province(&'a str),
    /// In a district of the old system, which itself is not offered.
    District(&'a str),
}

/// What somebody looks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Search<'a> {
    /// In which system.
    pub system: System,
    /// Units of one level alone.
    pub level: Option<Level>,
    /// Where.
    pub within: Within<'a>,
    /// What was typed, of which `NAME_LENGTH_MAX` letters are read. Behind commas may stand units above:
    /// `phường 12, quận 3`.
    pub text: &'a str,
}

/// A unit that fits what was typed. `Places::path` writes it with those above it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Found<'a> {
    /// The unit.
    pub unit: &'a Unit,
    /// The unit of the old system through which it was found: typing `quận 1` offers the wards that it became.
    pub via: Option<&'a Unit>,
}

/// A unit and how well it fits.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Hit {
    pub(crate) rank: Rank,
    pub(crate) level: Level,
    pub(crate) number: u16,
    /// The old unit through which it was found.
    pub(crate) via: Option<(Level, u16)>,
}

impl Within<'_> {
    /// Whether a unit lies there.
    pub(crate) fn contains(self, unit: &Unit) -> bool {
        match self {
            Self::Country => true,
            Self::Province(code) => unit.level != Level::Province && unit.province_code == code,
            Self::District(code) => unit.level == Level::Ward && unit.district_code == Some(code),
        }
    }
}

impl Places {
    /// Units that fit what was typed, the best first: names that are the same, then those that begin so, then those
    /// with a word that does; among these with accents before without, higher units before lower ones. In the system of
    /// today the names of old units also offer what they became, behind units that have the name themselves.
    #[must_use]
    pub fn search(&self, query: &Search<'_>, limit: usize) -> Vec<Found<'_>> {
        let mut parts = cut(query.text).split(',').map(Reading::all).filter(|readings| !readings.is_empty());
        let typed = parts.next().unwrap_or_default();
        let above: Vec<_> = parts.collect();
        let units = self.units(query.system);
        let mut hits: Vec<Hit> = typed.iter().flat_map(|reading| own(units, reading)).collect();
        if query.system == System::TwoLevel {
            hits.extend(typed.iter().flat_map(|reading| self.via_old_units(reading)));
        }
        hits.retain(|hit| {
            query.level.is_none_or(|level| hit.level == level)
                && query.within.contains(units.at(hit.level).unit(hit.number))
                && above.iter().all(|readings| self.lies_below(units, *hit, readings))
        });
        let found = best(units, hits, limit.min(SEARCH_RESULTS_MAX)).into_iter();
        found.map(|hit| self.found(units, hit)).collect()
    }

    fn found<'a>(&'a self, units: &'a Units, hit: Hit) -> Found<'a> {
        let via = hit.via.map(|(level, number)| self.old.at(level).unit(number));
        Found { unit: units.at(hit.level).unit(hit.number), via }
    }

    /// Whether one of the units above a hit, or above the old unit through which it was found, is meant.
    fn lies_below(&self, units: &Units, hit: Hit, readings: &[Reading]) -> bool {
        let Found { unit, via } = self.found(units, hit);
        let is_meant = |table: &Table, number| readings.iter().any(|reading| reading.may_mean(table, number));
        units.above(unit).any(|(level, number)| is_meant(units.at(level), number))
            || via.is_some_and(|via| self.old.above(via).any(|(level, number)| is_meant(self.old.at(level), number)))
    }
}

/// The part of a text that is read.
pub(crate) fn cut(text: &str) -> &str {
    text.char_indices().nth(NAME_LENGTH_MAX).map_or(text, |(end, _)| &text[..end])
}

fn own<'a>(units: &'a Units, reading: &'a Reading) -> impl Iterator<Item = Hit> {
    Level::ALL.into_iter().flat_map(move |level| {
        let table = units.at(level);
        let words = table.with_word(&reading.folded).iter();
        words.filter_map(move |word| Some(Hit { rank: reading.rank(table, *word)?, level, number: word.0, via: None }))
    })
}

/// Each unit once, the best first. Only those that are offered are sorted, since a letter fits thousands.
fn best(units: &Units, mut hits: Vec<Hit>, limit: usize) -> Vec<Hit> {
    hits.sort_unstable_by_key(|hit| (hit.level, hit.number, hit.rank, hit.via));
    hits.dedup_by_key(|hit| (hit.level, hit.number));
    let key = |hit: &Hit| {
        let table = units.at(hit.level);
        (hit.rank, hit.level, hit.via, table.folded(hit.number), hit.number)
    };
    let order = |left: &Hit, right: &Hit| key(left).cmp(&key(right));
    if limit < hits.len() {
        hits.select_nth_unstable_by(limit, order);
        hits.truncate(limit);
    }
    hits.sort_unstable_by(order);
    hits
}
