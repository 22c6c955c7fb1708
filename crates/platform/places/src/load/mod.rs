//! From rows to tables, refusing what does not hold (section 6 of the notes on administrative units).

mod links;
#[cfg(test)]
mod tests;
mod units;

use crate::error::DataError;
use crate::files::Files;
use crate::groups::Groups;
use crate::places::Places;

/// How many units and edges a set of files has to hold.
#[derive(Debug)]
pub(crate) struct Declared {
    new_provinces: usize,
    new_wards: usize,
    legacy_provinces: usize,
    legacy_districts: usize,
    legacy_wards: usize,
    edges: usize,
    islands: usize,
    retired: usize,
}

/// What the README beside the files says of them.
pub(crate) const DECLARED: Declared = Declared {
    new_provinces: 34,
    new_wards: 3_321,
    legacy_provinces: 63,
    legacy_districts: 696,
    legacy_wards: 10_035,
    edges: 10_597,
    islands: 5,
    retired: 793,
};

/// Reads all tables. Refuses counts other than declared, codes that stand twice, references to what does not exist, and
/// units that nothing leads to or from.
pub(crate) fn load(files: &Files<'_>, declared: &Declared) -> Result<Places, DataError> {
    let new = units::two_level(files)?;
    let old = units::legacy(files)?;
    let counts = [
        ("new provinces", new.provinces.units.len(), declared.new_provinces),
        ("new wards", new.wards.units.len(), declared.new_wards),
        ("legacy provinces", old.provinces.units.len(), declared.legacy_provinces),
        ("legacy districts", old.districts.units.len(), declared.legacy_districts),
        ("legacy wards", old.wards.units.len(), declared.legacy_wards),
    ];
    counts.into_iter().try_for_each(counted)?;
    let heirs = links::heirs(files.legacy_provinces, &old, &new)?;
    let edges = links::edges(files.ward_map, &old, &new)?;
    let islands = links::islands(files.islands, &old, &new)?;
    let retired = links::retired(files.retired, &old, &new)?;
    let counts = [
        ("edges", edges.len(), declared.edges),
        ("islands", islands.len(), declared.islands),
        ("retired names", retired.len(), declared.retired),
    ];
    counts.into_iter().try_for_each(counted)?;
    let origins = Groups::new(new.wards.count(), edges.iter().map(|edge| (edge.to, edge.from)).collect());
    let places = Places { new, old, edges, origins, islands, heirs, retired };
    links::all_connected(&places)?;
    Ok(places)
}

fn counted((what, found, declared): (&'static str, usize, usize)) -> Result<(), DataError> {
    if found == declared { Ok(()) } else { Err(DataError::Count { what, found, declared }) }
}

/// The error of a reference to what does not exist.
fn nowhere(from: &str, to: &str) -> DataError {
    DataError::Nowhere { from: from.to_owned(), to: to.to_owned() }
}
