//! Which entries carry which tags, and which fills an invalidation has overtaken.

use std::collections::{BTreeMap, HashMap};
use std::hash::Hash;
use std::sync::Arc;

use crate::tag::Tag;

/// Tags remembered for fills in flight; beyond it every fill in flight counts as overtaken.
const OVERTAKEN_TAGS_MAX: usize = 4096;

/// The book of one cache. All methods are called under one lock.
#[derive(Debug)]
pub(crate) struct Ledger<K> {
    /// Counts invalidations; a fill notes it when it begins.
    generation: u64,
    /// Counts entries, so that a late word of an old entry's end does not strike out its successor.
    entries_made: u64,
    keys_by_tag: HashMap<Tag, HashMap<K, u64>>,
    /// Fills in flight by the generation they began in.
    open_fills: BTreeMap<u64, usize>,
    /// For fills in flight: the generation of each tag's last invalidation.
    overtaken: HashMap<Tag, u64>,
    /// The generation in which everything was last dropped.
    cleared: u64,
}

impl<K: Hash + Eq + Clone> Ledger<K> {
    pub(crate) fn new() -> Self {
        Self {
            generation: 0,
            entries_made: 0,
            keys_by_tag: HashMap::new(),
            open_fills: BTreeMap::new(),
            overtaken: HashMap::new(),
            cleared: 0,
        }
    }

    /// Notes that a fill begins; the answer belongs to its ticket.
    pub(crate) fn begin(&mut self) -> u64 {
        *self.open_fills.entry(self.generation).or_insert(0) += 1;
        self.generation
    }

    /// Notes that a fill has ended, kept or not.
    pub(crate) fn end(&mut self, began: u64) {
        if let Some(count) = self.open_fills.get_mut(&began) {
            *count -= 1;
            if *count == 0 {
                self.open_fills.remove(&began);
            }
        }
        if self.open_fills.is_empty() {
            self.overtaken.clear();
        }
    }

    /// Whether an invalidation of one of `tags` happened after a fill began.
    pub(crate) fn is_overtaken(&self, began: u64, tags: &[Tag]) -> bool {
        self.cleared > began || tags.iter().any(|tag| self.overtaken.get(tag).is_some_and(|last| *last > began))
    }

    /// Enters a new entry under its tags; the answer names the entry.
    pub(crate) fn enter(&mut self, key: &K, tags: &[Tag]) -> u64 {
        self.entries_made += 1;
        for tag in tags {
            self.keys_by_tag.entry(tag.clone()).or_default().insert(key.clone(), self.entries_made);
        }
        self.entries_made
    }

    /// Strikes out an entry that the cache has given up.
    pub(crate) fn strike(&mut self, key: &K, number: u64, tags: &Arc<[Tag]>) {
        for tag in tags.iter() {
            let Some(keys) = self.keys_by_tag.get_mut(tag) else { continue };
            if keys.get(key) == Some(&number) {
                keys.remove(key);
            }
            if keys.is_empty() {
                self.keys_by_tag.remove(tag);
            }
        }
    }

    /// Notes an invalidation; the answer is the keys of the entries that carry one of `tags`.
    pub(crate) fn invalidate(&mut self, tags: &[Tag]) -> Vec<K> {
        self.generation += 1;
        if !self.open_fills.is_empty() {
            self.overtaken.extend(tags.iter().map(|tag| (tag.clone(), self.generation)));
            if self.overtaken.len() > OVERTAKEN_TAGS_MAX {
                self.overtaken.clear();
                self.cleared = self.generation;
            }
        }
        tags.iter().filter_map(|tag| self.keys_by_tag.remove(tag)).flat_map(HashMap::into_keys).collect()
    }

    /// Notes that everything is dropped.
    pub(crate) fn clear(&mut self) {
        self.generation += 1;
        self.cleared = self.generation;
        self.overtaken.clear();
        self.keys_by_tag.clear();
    }

    #[cfg(test)]
    pub(crate) fn tags_known(&self) -> usize {
        self.keys_by_tag.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn too_many_tags_in_flight_overtake_every_fill() {
        let mut ledger = Ledger::<u32>::new();
        let began = ledger.begin();
        let tags: Vec<Tag> = (0..=OVERTAKEN_TAGS_MAX).map(|number| Tag::named(&number.to_string())).collect();
        ledger.invalidate(&tags);
        assert!(ledger.overtaken.is_empty(), "the memory of overtaken tags is bounded");
        assert!(ledger.is_overtaken(began, &[Tag::home()]));
        ledger.end(began);
        let later = ledger.begin();
        assert!(!ledger.is_overtaken(later, &tags));
    }

    #[test]
    fn the_end_of_an_old_entry_leaves_its_successor() {
        let mut ledger = Ledger::<u32>::new();
        let tags: Arc<[Tag]> = Arc::from([Tag::home()]);
        let first = ledger.enter(&1, &tags);
        let second = ledger.enter(&1, &tags);
        ledger.strike(&1, first, &tags);
        assert_eq!(ledger.invalidate(&tags), vec![1]);
        ledger.strike(&1, second, &tags);
        assert_eq!(ledger.tags_known(), 0);
    }
}
