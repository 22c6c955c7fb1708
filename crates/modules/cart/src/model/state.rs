//! A cart's state: its lines and what each device has already told.

use std::collections::BTreeMap;

use cholon_kernel::VariantId;
use serde::{Deserialize, Serialize};

use crate::error::CartError;
use crate::model::line::{Contribution, LineState};
use crate::model::operation::{Change, NOTE_LENGTH_MAX, Numbered, Refusal};
use crate::model::stamp::{DeviceId, Stamp};

/// Lines that somebody sees in one cart at most.
pub const LINES_MAX: usize = 200;
/// Lines with those that were removed; beyond it the oldest removals are forgotten.
const ENTRIES_MAX: usize = 2 * LINES_MAX;
/// Contributions that all lines together keep apart; beyond it the line with the most adds up its older half.
const CART_CONTRIBUTIONS_MAX: usize = 1_000;
const _: () = assert!(CART_CONTRIBUTIONS_MAX > 2 * ENTRIES_MAX, "adding up has to find a line with three of them");
/// Devices whose numbers are kept; beyond it the one that was silent longest is forgotten.
pub const DEVICES_MAX: usize = 32;
/// Pieces of one line that can be ordered at most.
pub const LINE_QUANTITY_MAX: u32 = 999;
/// Keys of forms that are kept: a form sent again later than that many others counts again.
const FORM_KEYS_MAX: usize = 32;

/// How far a device was heard: the highest number applied, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Heard(u64, i64);

/// A cart as it is kept.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CartState {
    #[serde(rename = "l", default)]
    lines: BTreeMap<VariantId, LineState>,
    #[serde(rename = "d", default)]
    devices: BTreeMap<DeviceId, Heard>,
    #[serde(rename = "k", default, skip_serializing_if = "Vec::is_empty")]
    form_keys: Vec<u64>,
}

/// A line as somebody sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What it is.
    pub variant: VariantId,
    /// Pieces that are wanted, whatever there is.
    pub wanted: u32,
    /// A note to the shop.
    pub note: String,
    /// Whether it is put aside for later.
    pub is_saved: bool,
    /// What one cost when it was added, in minor units.
    pub price_at_add: Option<i64>,
    /// When it was first put in since it was last removed, in milliseconds since 1970: lines stand in this order.
    pub since_ms: i64,
}

/// A cart as somebody sees it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cart {
    /// Grows with every change.
    pub version: i64,
    /// What is in it, in the order it was put in.
    pub lines: Vec<Line>,
    /// The newest stamp in it: a device's next one has to be later.
    pub clock_ms: i64,
    /// The highest number applied of each device: what it need not send again.
    pub heard: Vec<(DeviceId, u64)>,
}

/// What became of an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Applied {
    Done,
    /// Its number was applied before.
    Repeated,
    Refused(Refusal),
}

impl CartState {
    /// Applies an operation of a device. A number at or below what was heard is a repetition; a gap before it is an
    /// error that names the number expected, and nothing of what follows is applied.
    pub(crate) fn apply(&mut self, numbered: &Numbered, now_ms: i64) -> Result<Applied, CartError> {
        let heard = self.devices.get(&numbered.device).map_or(0, |heard| heard.0);
        if numbered.number <= heard {
            return Ok(Applied::Repeated);
        }
        if numbered.number != heard + 1 {
            return Err(CartError::Gap { expected: heard + 1 });
        }
        let stamp = Stamp(numbered.at_ms, numbered.device, numbered.number).believed(now_ms);
        let variant = numbered.operation.variant;
        self.hear(numbered.device, numbered.number, now_ms);
        if !self.has_room_for(variant, &numbered.operation.change) {
            return Ok(Applied::Refused(Refusal::TooManyLines));
        }
        let line = self.lines.entry(variant).or_default();
        match numbered.operation.change.clone() {
            Change::Add { pieces, price } => line.add(stamp, Contribution(pieces, price)),
            Change::Remove => line.remove(stamp),
            Change::Describe { note, is_saved } => line.describe(stamp, shortened(note), is_saved),
        }
        self.keep_bounds();
        Ok(Applied::Done)
    }

    /// Applies a change of the website's forms, which the server numbers. Says whether it was new: a form with a key that
    /// was seen before is the same form sent again.
    pub(crate) fn apply_form(&mut self, change: &crate::model::Operation, key: Option<u64>, now_ms: i64) -> Applied {
        if let Some(key) = key {
            if self.form_keys.contains(&key) {
                return Applied::Repeated;
            }
            self.keep_form_keys(&[key]);
        }
        let number = self.devices.get(&DeviceId::FORMS).map_or(0, |heard| heard.0) + 1;
        let at_ms = now_ms.max(self.clock_ms() + 1);
        let numbered = Numbered { device: DeviceId::FORMS, number, at_ms, operation: change.clone() };
        self.apply(&numbered, at_ms).unwrap_or(Applied::Repeated)
    }

    /// Takes the lines of another cart in, once for each `source`. What the other's devices and forms have told counts as
    /// told here, so that none of it is applied again; what they had told here already is left out, as when a device sends
    /// everything again to a guest's cart that joined before. Says whether it was taken in now.
    pub(crate) fn join(&mut self, source: DeviceId, other: &Self, contribute: Contribute, now_ms: i64) -> bool {
        if self.devices.contains_key(&source) {
            return false;
        }
        let at_ms = now_ms.max(self.clock_ms() + 1);
        let lines = other.untold(self).seen();
        if contribute == Contribute::InsteadOf && !lines.is_empty() {
            let stamp = Stamp(at_ms, source, 0);
            self.lines.values_mut().for_each(|line| line.remove(stamp));
        }
        for (number, line) in (1..).zip(lines) {
            self.take_in(Stamp(at_ms, source, number), line, contribute);
        }
        for (device, heard) in other.devices.iter().filter(|(device, _)| **device != DeviceId::FORMS) {
            let known = self.devices.entry(*device).or_insert(*heard);
            *known = Heard(known.0.max(heard.0), known.1.max(heard.1));
        }
        self.keep_form_keys(&other.form_keys);
        self.hear(source, 1, now_ms);
        self.keep_bounds();
        true
    }

    /// What is in this cart beyond what its devices have told `cart` themselves.
    fn untold(&self, cart: &Self) -> Self {
        let is_told = |stamp: &Stamp| {
            let heard = cart.devices.get(&stamp.device()).map_or(0, |heard| heard.0);
            stamp.device() != DeviceId::FORMS && stamp.number() <= heard
        };
        let lines = self.lines.iter().map(|(variant, line)| (*variant, line.without(is_told)));
        Self { lines: lines.collect(), ..Self::default() }
    }

    /// Remembers keys as the newest.
    fn keep_form_keys(&mut self, keys: &[u64]) {
        self.form_keys.retain(|known| !keys.contains(known));
        self.form_keys.extend(keys);
        let surplus = self.form_keys.len().saturating_sub(FORM_KEYS_MAX);
        self.form_keys.drain(..surplus);
    }

    fn take_in(&mut self, stamp: Stamp, line: Line, contribute: Contribute) {
        let mine = self.lines.get(&line.variant).map_or(0, LineState::wanted);
        let theirs = i64::from(line.wanted);
        let pieces = match contribute {
            Contribute::All | Contribute::InsteadOf => theirs,
            Contribute::UpTo => (theirs - mine).max(0),
        };
        let change = Change::Add { pieces: 1, price: None };
        if pieces == 0 || !self.has_room_for(line.variant, &change) {
            return;
        }
        let pieces = i32::try_from(pieces).unwrap_or(i32::MAX);
        let state = self.lines.entry(line.variant).or_default();
        state.add(stamp, Contribution(pieces, line.price_at_add));
        if (!line.note.is_empty() || line.is_saved) && mine == 0 {
            state.describe(stamp, line.note, line.is_saved);
        }
    }

    /// The lines that somebody sees, in the order they were put in.
    pub(crate) fn seen(&self) -> Vec<Line> {
        let mut lines: Vec<Line> = self.lines.iter().filter_map(|(variant, state)| seen(*variant, state)).collect();
        lines.sort_by_key(|line| (line.since_ms, line.variant));
        lines
    }

    /// The cart at a version, as somebody sees it.
    #[must_use]
    pub fn cart(&self, version: i64) -> Cart {
        Cart { version, lines: self.seen(), clock_ms: self.clock_ms(), heard: self.heard() }
    }

    /// The newest stamp in it.
    fn clock_ms(&self) -> i64 {
        self.lines.values().filter_map(LineState::newest).map(|stamp| stamp.ms()).max().unwrap_or(0)
    }

    /// The highest number applied of each device that numbers its operations itself.
    fn heard(&self) -> Vec<(DeviceId, u64)> {
        let own = self.devices.iter().filter(|(device, _)| **device != DeviceId::FORMS);
        own.map(|(device, heard)| (*device, heard.0)).collect()
    }

    fn hear(&mut self, device: DeviceId, number: u64, now_ms: i64) {
        self.devices.insert(device, Heard(number, now_ms));
        while self.devices.len() > DEVICES_MAX {
            let silent = self.devices.iter().filter(|(known, _)| **known != device && **known != DeviceId::FORMS);
            let Some(silent) = silent.min_by_key(|(_, heard)| heard.1).map(|(device, _)| *device) else { return };
            self.devices.remove(&silent);
        }
    }

    fn has_room_for(&self, variant: VariantId, change: &Change) -> bool {
        let is_new = matches!(change, Change::Add { pieces: 1.., .. })
            && self.lines.get(&variant).is_none_or(|line| line.wanted() == 0);
        !is_new || self.lines.values().filter(|line| line.wanted() > 0).count() < LINES_MAX
    }

    /// Forgets and adds up until the state is within its bounds.
    fn keep_bounds(&mut self) {
        self.forget_old_removals();
        while self.lines.values().map(LineState::weight).sum::<usize>() > CART_CONTRIBUTIONS_MAX {
            // There are fewer lines than half of the bound, so the heaviest has three contributions at least.
            let Some(heaviest) = self.lines.values_mut().max_by_key(|line| line.weight()) else { return };
            heaviest.fold();
        }
    }

    /// Removals are kept so that older additions that arrive later stay removed; the oldest go when there are too many.
    fn forget_old_removals(&mut self) {
        while self.lines.len() > ENTRIES_MAX {
            let empty = self.lines.iter().filter(|(_, line)| line.wanted() == 0);
            let oldest = empty.min_by_key(|(_, line)| line.newest()).map(|(variant, _)| *variant);
            let Some(oldest) = oldest else { return };
            self.lines.remove(&oldest);
        }
    }
}

/// A note within its bound; callers who want to say so check it before.
fn shortened(mut note: String) -> String {
    if let Some((end, _)) = note.char_indices().nth(NOTE_LENGTH_MAX) {
        note.truncate(end);
    }
    note
}

/// How the lines of a joined cart count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Contribute {
    /// Pieces are added.
    All,
    /// The larger number counts.
    UpTo,
    /// They replace what there was, unless there are none.
    InsteadOf,
}

fn seen(variant: VariantId, state: &LineState) -> Option<Line> {
    let wanted = u32::try_from(state.wanted()).ok().filter(|wanted| *wanted > 0)?;
    let (note, is_saved) =
        state.described.as_ref().map_or((String::new(), false), |(_, note, saved)| (note.clone(), *saved));
    let since_ms = state.since().map_or(0, |stamp| stamp.ms());
    Some(Line { variant, wanted, note, is_saved, price_at_add: state.price(), since_ms })
}
