//! The units of one level: found by code, by parent, and by the beginning of any word of their names.

use crate::error::DataError;
use crate::names::{fold, tidy};
use crate::unit::Unit;

/// Units of one level in one system, in the order of their codes; a unit's number is its place in it.
#[derive(Default)]
pub(crate) struct Table {
    pub(crate) units: Box<[Unit]>,
    /// The names of all units in the forms in which they are compared: each with accents, then without.
    texts: Box<str>,
    /// Where the names of each unit end, and how long the one with accents is.
    ends: Box<[(u32, u8)]>,
    /// Every word of every name without accents, by what stands from there on: the unit and where the word begins.
    words: Box<[(u16, u8)]>,
}

impl Table {
    /// Refuses codes that stand twice.
    pub(crate) fn new(mut units: Vec<Unit>) -> Result<Self, DataError> {
        units.sort_unstable_by_key(|unit| unit.code);
        if let Some(twice) = units.windows(2).find(|pair| pair[0].code == pair[1].code) {
            return Err(DataError::Twice(twice[0].code.to_owned()));
        }
        let mut table = Self::default();
        let mut texts = String::new();
        let mut ends = Vec::with_capacity(units.len());
        for unit in &units {
            let plain = tidy(unit.name);
            texts.push_str(&plain);
            texts.push_str(&fold(&plain));
            let short = || DataError::Row { file: "names", row: unit.full_name.to_owned() };
            let end = u32::try_from(texts.len()).ok().zip(u8::try_from(plain.len()).ok());
            ends.push(end.ok_or_else(short)?);
        }
        (table.units, table.ends, table.texts) = (units.into(), ends.into(), texts.into());
        table.words = table.sorted_words();
        Ok(table)
    }

    fn sorted_words(&self) -> Box<[(u16, u8)]> {
        let mut words = Vec::with_capacity(self.units.len() * 3);
        for number in 0..self.count() {
            let folded = self.folded(number);
            let later = folded.match_indices(' ').map(|(at, _)| at + 1);
            let starts = std::iter::once(0).chain(later).filter_map(|at| u8::try_from(at).ok());
            words.extend(starts.map(|at| (number, at)));
        }
        words.sort_by_key(|word| self.rest(*word));
        words.into()
    }

    /// How many units there are.
    pub(crate) fn count(&self) -> u16 {
        u16::try_from(self.units.len()).unwrap_or(u16::MAX)
    }

    /// The unit of a number of this table.
    pub(crate) fn unit(&self, number: u16) -> &Unit {
        &self.units[usize::from(number)]
    }

    /// The number of a code.
    pub(crate) fn number(&self, code: &str) -> Option<u16> {
        let found = self.units.binary_search_by_key(&code, |unit| unit.code).ok()?;
        u16::try_from(found).ok()
    }

    /// The unit of a code.
    pub(crate) fn find(&self, code: &str) -> Option<&Unit> {
        self.number(code).map(|number| self.unit(number))
    }

    /// A unit's name with accents, in the form in which names are compared.
    pub(crate) fn plain(&self, number: u16) -> &str {
        self.names(number).0
    }

    /// The same without accents.
    pub(crate) fn folded(&self, number: u16) -> &str {
        self.names(number).1
    }

    fn names(&self, number: u16) -> (&str, &str) {
        let number = usize::from(number);
        let (end, plain) = self.ends[number];
        let start = if number == 0 { 0 } else { self.ends[number - 1].0 };
        self.texts[start as usize..end as usize].split_at(usize::from(plain))
    }

    fn rest(&self, (number, at): (u16, u8)) -> &str {
        &self.folded(number)[usize::from(at)..]
    }

    /// Units with a word that begins so, together with what follows it: their numbers, and where in the name it stands.
    pub(crate) fn with_word(&self, folded: &str) -> &[(u16, u8)] {
        let from = self.words.partition_point(|word| self.rest(*word) < folded);
        let length = self.words[from..].partition_point(|word| self.rest(*word).starts_with(folded));
        &self.words[from..from + length]
    }

    /// Bytes that the table takes.
    #[cfg(test)]
    pub(crate) fn bytes(&self) -> usize {
        size_of_val(&*self.units) + self.texts.len() + size_of_val(&*self.ends) + size_of_val(&*self.words)
    }
}
