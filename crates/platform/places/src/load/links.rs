//! What leads from the units of the old system to those of today.

use super::nowhere;
use super::units::LEGACY_PROVINCES;
use crate::error::DataError;
use crate::files::File;
use crate::places::{Edge, Places, Retired, Units};
use crate::table::Table;

const WARD_MAP: [&str; 5] = ["legacy_ward_code", "new_ward_code", "relation", "default_a", "default_b"];
const ISLANDS: [&str; 3] = ["legacy_district_code", "new_ward_code", "relation"];
const RETIRED: [&str; 4] = ["legacy_province_code", "legacy_district_name", "retired_ward_name", "new_ward_code"];

/// The new province of each old one.
pub(super) fn heirs(file: File<'static>, old: &Units, new: &Units) -> Result<Box<[u16]>, DataError> {
    let mut heirs = vec![0; old.provinces.units.len()];
    for row in file.rows(LEGACY_PROVINCES)? {
        let [from, .., to] = row?;
        let (from, to) = pair(&old.provinces, from, &new.provinces, to)?;
        heirs[usize::from(from)] = to;
    }
    Ok(heirs.into())
}

/// The edges from old wards to new ones, by old ward.
pub(super) fn edges(file: File<'_>, old: &Units, new: &Units) -> Result<Box<[Edge]>, DataError> {
    let mut edges = file.rows(WARD_MAP)?.map(|row| edge(row?, old, new)).collect::<Result<Vec<_>, _>>()?;
    edges.sort_unstable_by_key(|edge| (edge.from, edge.to));
    if let Some(twice) = edges.windows(2).find(|pair| (pair[0].from, pair[0].to) == (pair[1].from, pair[1].to)) {
        return Err(DataError::Twice(old.wards.unit(twice[0].from).code.to_owned()));
    }
    Ok(edges.into())
}

fn edge([from, to, _, default_a, default_b]: [&str; 5], old: &Units, new: &Units) -> Result<Edge, DataError> {
    let (from, to) = pair(&old.wards, from, &new.wards, to)?;
    Ok(Edge { from, to, is_default_a: default_a == "1", is_default_b: default_b == "1" })
}

/// The old districts without wards.
pub(super) fn islands(file: File<'_>, old: &Units, new: &Units) -> Result<Box<[(u16, u16)]>, DataError> {
    file.rows(ISLANDS)?
        .map(|row| {
            let [from, to, _] = row?;
            pair(&old.districts, from, &new.wards, to)
        })
        .collect()
}

/// The ward names that were gone before 2025. Their districts are compared as names: some were renamed since.
pub(super) fn retired(file: File<'static>, old: &Units, new: &Units) -> Result<Box<[Retired]>, DataError> {
    file.rows(RETIRED)?
        .map(|row| {
            let [province_code, district_name, ward_name, to] = row?;
            let (_, target) = pair(&old.provinces, province_code, &new.wards, to)?;
            Ok(Retired { province_code, district_name, ward_name, target })
        })
        .collect()
}

fn pair(from_table: &Table, from: &str, to_table: &Table, to: &str) -> Result<(u16, u16), DataError> {
    from_table.number(from).zip(to_table.number(to)).ok_or_else(|| nowhere(from, to))
}

/// Every old ward leads somewhere inside the new province of its old one, every old district has wards or is an island,
/// and every new ward is reached.
pub(super) fn all_connected(places: &Places) -> Result<(), DataError> {
    let (old, new) = (&places.old, &places.new);
    for edge in &places.edges {
        let (from, to) = (old.wards.unit(edge.from), new.wards.unit(edge.to));
        let heir = old.provinces.number(from.province_code).map(|number| places.heirs[usize::from(number)]);
        if heir != new.provinces.number(to.province_code) {
            return Err(nowhere(from.code, to.code));
        }
    }
    let is_reached =
        |ward: &u16| !places.origins.of(*ward).is_empty() || places.islands.iter().any(|(_, reached)| reached == ward);
    let lost = (0..old.wards.count()).find(|ward| places.edges_from(*ward).is_empty()).map(|ward| old.wards.unit(ward));
    let empty = (0..old.districts.count()).find(|district| places.reached_from(*district).is_empty());
    let new_one = (0..new.wards.count()).find(|ward| !is_reached(ward)).map(|ward| new.wards.unit(ward));
    let alone = lost.or(empty.map(|district| old.districts.unit(district))).or(new_one);
    alone.map_or(Ok(()), |unit| Err(DataError::Alone(unit.code.to_owned())))
}
