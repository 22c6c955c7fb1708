//! A cart's state: its lines and what each device has already told.

use std::collections::BTreeMap;

use cholon_kernel::VariantId;
use serde::{Deserialize, Serialize};

use crate::error::CartError;
use crate::model::line::{Contribution, LineState};
use crate::model::operation::{Change, Numbered, Refusal};
use crate::model::stamp::{DeviceId, Stamp};

/// Lines that somebody sees in one cart at most.
pub const LINES_MAX: usize = 200;
/// Lines with those that were removed; beyond it the oldest removals are forgotten.
const ENTRIES_MAX: usize = 2 * LINES_MAX;
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
            Change::Describe { note, is_saved } => line.describe(stamp, note, is_saved),
        }
        self.forget_old_removals();
        Ok(Applied::Done)
    }

    /// Applies a change of the website's forms, which the server numbers. Says whether it was new: a form with a key that
    /// was seen before is the same form sent again.
    pub(crate) fn apply_form(&mut self, change: &crate::model::Operation, key: Option<u64>, now_ms: i64) -> Applied {
        if let Some(key) = key {
            if self.form_keys.contains(&key) {
                return Applied::Repeated;
            }
            self.form_keys.push(key);
            let surplus = self.form_keys.len().saturating_sub(FORM_KEYS_MAX);
            self.form_keys.drain(..surplus);
        }
        let number = self.devices.get(&DeviceId::FORMS).map_or(0, |heard| heard.0) + 1;
        let at_ms = now_ms.max(self.clock_ms() + 1);
        let numbered = Numbered { device: DeviceId::FORMS, number, at_ms, operation: change.clone() };
        self.apply(&numbered, at_ms).unwrap_or(Applied::Repeated)
    }

    /// Takes the lines of another cart in, once for each `source`. What the other's devices have told counts as told
    /// here, so that none of it is applied again. Says whether it was taken in now.
    pub(crate) fn join(&mut self, source: DeviceId, other: &Self, contribute: Contribute, now_ms: i64) -> bool {
        if self.devices.contains_key(&source) {
            return false;
        }
        let at_ms = now_ms.max(self.clock_ms() + 1);
        let lines = other.seen();
        if contribute == Contribute::InsteadOf && !lines.is_empty() {
            let stamp = Stamp(at_ms, source, 0);
            self.lines.values_mut().for_each(|line| line.remove(stamp));
        }
        for (number, line) in (1..).zip(lines) {
            self.take_in(Stamp(at_ms, source, number), line, contribute);
        }
        for (device, heard) in other.devices.iter().filter(|(device, _)| **device != DeviceId::FORMS) {
            let known = self.devices.entry(*device).or_insert(*heard);
            known.0 = known.0.max(heard.0);
        }
        self.hear(source, 1, now_ms);
        self.forget_old_removals();
        true
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
        if self.devices.len() > DEVICES_MAX {
            let silent = self.devices.iter().filter(|(known, _)| **known != device && **known != DeviceId::FORMS);
            let silent = silent.min_by_key(|(_, heard)| heard.1).map(|(device, _)| *device);
            silent.and_then(|device| self.devices.remove(&device));
        }
    }

    fn has_room_for(&self, variant: VariantId, change: &Change) -> bool {
        let is_new = matches!(change, Change::Add { pieces: 1.., .. })
            && self.lines.get(&variant).is_none_or(|line| line.wanted() == 0);
        !is_new || self.lines.values().filter(|line| line.wanted() > 0).count() < LINES_MAX
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
    let since_ms = state.added.keys().next().map_or(0, Stamp::ms);
    Some(Line { variant, wanted, note, is_saved, price_at_add: state.price(), since_ms })
}
