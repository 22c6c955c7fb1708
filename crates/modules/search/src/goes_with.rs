//! What goes with a product: things of other kinds whose titles say that they are for it.
//!
//! "Ốp lưng silicone cho Apple iPhone 15" goes with "Apple iPhone 15" and with a used one of the same name, not with an
//! "Apple iPhone 15 Plus". What shoppers bought together would say more; as long as nobody has bought anything, this is
//! what a shop assistant would bring along.

use std::collections::HashMap;

use cholon_kernel::ProductId;

use crate::analysis::{Token, hash, tokenize};
use crate::index::{SegmentView, Slot, Snapshot};
use crate::query::Plan;
use crate::ranking::{FOR_WORDS, Rank, SERIES_WORDS, visit_matches};

/// Products that are asked for at most.
const LIMIT_MAX: usize = 60;
/// Products of one category: a case, a cable and a charger help more than three cases.
const OF_ONE_CATEGORY_MAX: usize = 2;
/// Words that a name needs for things to be for it, and that all of them share.
const NAME_WORDS_MIN: usize = 2;

/// What goes with the product, what sells best first.
pub(crate) fn goes_with(snapshot: &Snapshot, id: ProductId, limit: usize) -> Vec<ProductId> {
    let Some((home, document)) = snapshot.find(id) else { return Vec::new() };
    let name = tokenize(&home.data.title(document));
    if name.len() < NAME_WORDS_MIN {
        return Vec::new();
    }
    let leaf = home.leaf(&home.data.rows[document as usize]);
    let mut found = accessories(snapshot, &Name::new(&name), leaf);
    found.sort_unstable();
    let mut of_category: HashMap<u32, usize> = HashMap::new();
    found.retain(|(_, leaf, _)| {
        let count = of_category.entry(*leaf).or_default();
        *count += 1;
        *count <= OF_ONE_CATEGORY_MAX
    });
    found.into_iter().take(limit.min(LIMIT_MAX)).map(|(_, _, id)| id).collect()
}

/// Things of other categories, with their categories, that can be bought and are for the name.
fn accessories(snapshot: &Snapshot, name: &Name, own_leaf: u32) -> Vec<(Rank, u32, ProductId)> {
    let (mut found, mut title) = (Vec::new(), Vec::new());
    for segment in &snapshot.segments {
        visit_matches(segment, &name.plan, |document, places| {
            let row = &segment.data.rows[document as usize];
            let leaf = segment.leaf(row);
            let has_name = places[Slot::Name as usize] == name.all_terms;
            if has_name && leaf != own_leaf && row.in_stock() && name.is_named_by(segment, document, &mut title) {
                found.push((Rank::of(row), leaf, row.product()));
            }
        });
    }
    found
}

/// The name of a product as titles of other products hold it.
struct Name {
    /// Finds titles with the words that every mention needs.
    plan: Plan,
    all_terms: u32,
    hashes: Vec<u32>,
    /// For each word, whether it makes another model of what stands before it.
    makes_model: Vec<bool>,
    for_words: Vec<u32>,
}

impl Name {
    fn new(words: &[Token]) -> Self {
        let mut plan = Plan::of_titles();
        let terms = words[..NAME_WORDS_MIN].iter().filter_map(|word| plan.add_term(&word.folded));
        let all_terms = terms.fold(0, |all, term| all | 1 << term);
        let makes_model = |word: &Token| {
            SERIES_WORDS.contains(&word.folded.as_str()) || word.folded.bytes().any(|byte| byte.is_ascii_digit())
        };
        Self {
            plan,
            all_terms,
            hashes: words.iter().map(|word| hash(&word.folded)).collect(),
            makes_model: words.iter().map(makes_model).collect(),
            for_words: FOR_WORDS.iter().map(|word| hash(word)).collect(),
        }
    }

    /// Whether a title ends with "for" and this name, or its beginning that is the same model.
    fn is_named_by(&self, segment: &SegmentView, document: u32, title: &mut Vec<u32>) -> bool {
        segment.data.title_hashes(document, title);
        let Some(at) = title.iter().rposition(|word| self.for_words.contains(word)) else { return false };
        let named = &title[at + 1..];
        let is_other_model = self.makes_model.get(named.len()).copied().unwrap_or(false);
        named.len() >= NAME_WORDS_MIN && self.hashes.starts_with(named) && !is_other_model
    }
}
