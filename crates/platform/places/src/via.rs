//! Units of today found through the names of old ones: `quận 1` offers the wards that it became.

use crate::places::Places;
use crate::rank::Rank;
use crate::search::Hit;
use crate::typed::Reading;
use crate::unit::Level;

impl Places {
    /// What became of the old units that fit.
    pub(crate) fn via_old_units(&self, reading: &Reading) -> Vec<Hit> {
        let mut hits = Vec::new();
        for level in Level::ALL {
            let table = self.old.at(level);
            for word in table.with_word(&reading.folded) {
                if let Some(rank) = reading.rank(table, *word).and_then(|rank| via(rank, level, reading)) {
                    self.add_heirs(&mut hits, rank, level, word.0);
                }
            }
        }
        hits
    }

    fn add_heirs(&self, hits: &mut Vec<Hit>, rank: Rank, level: Level, old: u16) {
        let via = Some((level, old));
        match level {
            Level::Province => {
                hits.push(Hit { rank, level, number: self.heirs[usize::from(old)], via });
            }
            Level::District => {
                let wards = self.reached_from(old).into_iter();
                hits.extend(wards.map(|number| Hit { rank, level: Level::Ward, number, via }));
            }
            Level::Ward => {
                let edges = self.edges_from(old).iter();
                hits.extend(edges.map(|edge| Hit { rank, level, number: edge.to, via }));
            }
        }
    }
}

/// The rank of what an old unit became. Only whole names count, or half of the country would be offered for every word; but
/// there are few provinces, and who writes that it is a district means one of them.
fn via(rank: Rank, level: Level, reading: &Reading) -> Option<Rank> {
    let may_begin = match level {
        Level::Province => true,
        Level::District => !reading.kinds.is_empty() && !reading.is_number(),
        Level::Ward => false,
    };
    match rank {
        Rank::Same => Some(Rank::ViaSame),
        Rank::Folded | Rank::Meant => Some(Rank::ViaFolded),
        Rank::SameOther | Rank::FoldedOther => (level != Level::Ward).then_some(Rank::ViaFolded),
        Rank::Begins | Rank::BeginsFolded => may_begin.then_some(Rank::ViaBegins),
        _ => None,
    }
}
