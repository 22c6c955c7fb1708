//! From the old system to that of today, and back as far as that goes (section 4 of the notes on administrative units).

use crate::error::PlaceError;
use crate::names::{fold, tidy};
use crate::places::{Edge, Places};
use crate::unit::Unit;

/// What became of an old ward.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// It went into one new ward as a whole.
    Whole,
    /// It was split.
    Part,
}

/// A new ward that an old one went into, wholly or in part.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Target<'a> {
    /// The new ward.
    pub ward: &'a Unit,
    /// Whether the first source proposes it for the whole of a split ward.
    pub is_default_a: bool,
    /// Whether the second source does.
    pub is_default_b: bool,
}

/// What to do with the units that are possible.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Decision<'a> {
    /// There is one: take it.
    Take(&'a Unit),
    /// This one is likely: propose it and have it confirmed.
    ProposeAndConfirm(&'a Unit),
    /// Ask which.
    Ask,
}

/// An old ward's way into the system of today.
#[derive(Debug, Clone, PartialEq)]
pub struct Conversion<'a> {
    /// Whether it was split.
    pub relation: Relation,
    /// Where it went, in the order of the codes.
    pub targets: Vec<Target<'a>>,
    /// What to do.
    pub decision: Decision<'a>,
}

/// A new ward's way back into the old system.
#[derive(Debug, Clone, PartialEq)]
pub struct Origins<'a> {
    /// The old wards that went into it, the one with the same code first; for a special zone that was a district without
    /// wards, that district.
    pub candidates: Vec<&'a Unit>,
    /// What to do.
    pub decision: Decision<'a>,
}

impl<'a> Conversion<'a> {
    /// Targets none of which is surer than another, unless there is only one.
    pub(crate) fn among(targets: Vec<Target<'a>>, near: Option<(f32, f32)>) -> Self {
        let relation = if targets.len() == 1 { Relation::Whole } else { Relation::Part };
        Self { relation, decision: decision(&targets, near), targets }
    }
}

impl Places {
    /// Where an old ward went. Of a split one, the part whose middle is nearest to coordinates (latitude and longitude in
    /// degrees) is proposed; without coordinates the one that both sources name. `Ward` when there is no such ward.
    pub fn convert_ward(&self, code: &str, near: Option<(f32, f32)>) -> Result<Conversion<'_>, PlaceError> {
        let ward = self.old.wards.number(code).ok_or(PlaceError::Ward)?;
        let targets = self.edges_from(ward).iter().map(|edge| self.target(*edge)).collect();
        Ok(Conversion::among(targets, near))
    }

    fn target(&self, edge: Edge) -> Target<'_> {
        let Edge { to, is_default_a, is_default_b, .. } = edge;
        Target { ward: self.new.wards.unit(to), is_default_a, is_default_b }
    }

    /// The new wards that an old district went into, by code: what is offered when the ward is not known. `District` when
    /// there is no such district.
    pub fn convert_district(&self, code: &str) -> Result<Vec<&Unit>, PlaceError> {
        let district = self.old.districts.number(code).ok_or(PlaceError::District)?;
        Ok(self.reached_from(district).into_iter().map(|ward| self.new.wards.unit(ward)).collect())
    }

    /// The province of today that an old one lies in. `Province` when there is no such province.
    pub fn convert_province(&self, code: &str) -> Result<&Unit, PlaceError> {
        let province = self.old.provinces.number(code).ok_or(PlaceError::Province)?;
        Ok(self.new.provinces.unit(self.heirs[usize::from(province)]))
    }

    /// The old wards that went into a new one, for those who still want districts. Of several, the only one whose name
    /// stands in the address as somebody typed it is proposed; else the one with the same code, since new codes were taken
    /// from one of the wards that were joined. `Ward` when there is no such ward.
    pub fn origins(&self, code: &str, typed: &str) -> Result<Origins<'_>, PlaceError> {
        let ward = self.new.wards.number(code).ok_or(PlaceError::Ward)?;
        let island = self.islands.iter().find(|(_, reached)| *reached == ward);
        let island = island.map(|(district, _)| self.old.districts.unit(*district));
        let wards = self.origins.of(ward).iter().map(|old| self.old.wards.unit(*old));
        let mut candidates: Vec<&Unit> = wards.chain(island).collect();
        candidates.sort_by_key(|candidate| candidate.code != code);
        let decision = match candidates.as_slice() {
            [only] => Decision::Take(only),
            several => {
                let same = several.first().copied().filter(|first| first.code == code);
                written(several, typed).or(same).map_or(Decision::Ask, Decision::ProposeAndConfirm)
            }
        };
        Ok(Origins { candidates, decision })
    }
}

/// The only unit whose full name stands in a text, with accents or else without.
fn written<'a>(units: &[&'a Unit], text: &str) -> Option<&'a Unit> {
    let text = format!(" {} ", tidy(text));
    let folded = fold(&text);
    let contains = |text: &str, name: &str| text.contains(&format!(" {name} "));
    let plain = only(units.iter().copied().filter(|unit| contains(&text, &tidy(unit.full_name))));
    plain.or_else(|| only(units.iter().copied().filter(|unit| contains(&folded, &fold(&tidy(unit.full_name))))))
}

/// The only item, if there is exactly one.
pub(crate) fn only<T>(mut found: impl Iterator<Item = T>) -> Option<T> {
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

fn decision<'a>(targets: &[Target<'a>], near: Option<(f32, f32)>) -> Decision<'a> {
    if let [only] = targets {
        return Decision::Take(only.ward);
    }
    let agreed = targets.iter().find(|target| target.is_default_a && target.is_default_b).map(|target| target.ward);
    let likely = near.and_then(|here| nearest(targets, here)).or(agreed);
    likely.map_or(Decision::Ask, Decision::ProposeAndConfirm)
}

/// The target whose middle is nearest. Degrees of longitude are shortened to this latitude.
fn nearest<'a>(targets: &[Target<'a>], (lat, lon): (f32, f32)) -> Option<&'a Unit> {
    let distance = |ward: &Unit| {
        let (y, x) = ward.centre?;
        Some((y - lat).powi(2) + ((x - lon) * lat.to_radians().cos()).powi(2)).filter(|distance| distance.is_finite())
    };
    let known = targets.iter().filter_map(|target| Some((distance(target.ward)?, target.ward)));
    known.min_by(|left, right| left.0.total_cmp(&right.0)).map(|(_, ward)| ward)
}
