//! How well a name fits what was typed.

use crate::table::Table;
use crate::typed::Reading;

/// How well a name fits what was typed, the best first. A unit found through an old one stands behind those that have
/// the name themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Rank {
    /// The same name, with its accents.
    Same,
    /// The same, but what was typed says that it is something else.
    SameOther,
    /// It was, or lay in, an old unit of the same name, with its accents.
    ViaSame,
    /// The same name without accents.
    Folded,
    /// Another name of it.
    Meant,
    /// The same without accents, but what was typed says that it is something else.
    FoldedOther,
    /// It was, or lay in, an old unit of the same name, but for accents.
    ViaFolded,
    /// The name begins so.
    Begins,
    /// The name begins so, but for accents.
    BeginsFolded,
    /// It lay in an old unit whose name begins so.
    ViaBegins,
    /// A later word begins so.
    Word,
    /// A later word begins so, but for accents.
    WordFolded,
}

impl Reading {
    /// How well a name fits that is known to fit without accents from the letter `at` on.
    pub(crate) fn rank(&self, table: &Table, (number, at): (u16, u8)) -> Option<Rank> {
        let (plain, folded) = (table.plain(number), table.folded(number));
        let is_of = self.is_of(table.unit(number).kind);
        let is_whole = at == 0 && folded.len() == self.folded.len();
        if is_whole {
            return self.rank_of_whole(is_of, self.has_accents && plain == self.plain);
        }
        if !is_of || self.is_alias {
            return None;
        }
        Some(match at {
            0 if self.has_accents && plain.starts_with(&self.plain) => Rank::Begins,
            0 => Rank::BeginsFolded,
            _ if self.has_accents && has_later_word(plain, &self.plain) => Rank::Word,
            _ => Rank::WordFolded,
        })
    }

    /// Whether a unit is or may become what was typed, for those that stand behind a comma.
    pub(crate) fn may_mean(&self, table: &Table, number: u16) -> bool {
        let name = table.folded(number);
        let fits = if self.is_number() || self.is_alias { name == self.folded } else { name.starts_with(&self.folded) };
        fits && self.is_of(table.unit(number).kind)
    }

    fn rank_of_whole(&self, is_of: bool, is_plain: bool) -> Option<Rank> {
        match (is_of, is_plain) {
            (true, _) if self.is_alias => Some(Rank::Meant),
            (true, true) => Some(Rank::Same),
            (true, false) => Some(Rank::Folded),
            // A number is no name: `Quận 1` and `Phường 1` have nothing in common.
            (false, _) if self.is_alias || self.is_number() => None,
            (false, true) => Some(Rank::SameOther),
            (false, false) => Some(Rank::FoldedOther),
        }
    }
}

fn has_later_word(name: &str, start: &str) -> bool {
    name.match_indices(' ').any(|(at, _)| name[at + 1..].starts_with(start))
}
