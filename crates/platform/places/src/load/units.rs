//! The units of each system, each below one that exists.

use super::nowhere;
use crate::error::DataError;
use crate::files::{File, Files};
use crate::groups::Groups;
use crate::places::Units;
use crate::table::Table;
use crate::unit::{Level, Unit, UnitKind};

/// The columns of `new_provinces`; those that begin with `current` hold what is in force today.
const NEW_PROVINCES: [&str; 10] = [
    "code",
    "type",
    "name",
    "full_name",
    "name_ascii",
    "current_type",
    "current_full_name",
    "current_since",
    "legacy_count",
    "legacy_codes",
];
const NEW_WARDS: [&str; 8] = ["code", "province_code", "type", "name", "full_name", "lat", "lon", "area_km2"];
/// The columns of `legacy_provinces`.
pub(super) const LEGACY_PROVINCES: [&str; 6] = ["code", "type", "name", "full_name", "name_en", "new_province_code"];
const LEGACY_DISTRICTS: [&str; 5] = ["code", "province_code", "type", "name", "full_name"];
const LEGACY_WARDS: [&str; 5] = ["code", "district_code", "type", "name", "full_name"];

/// The system of today.
pub(super) fn two_level(files: &Files<'_>) -> Result<Units, DataError> {
    let file = files.new_provinces;
    let provinces = file.rows(NEW_PROVINCES)?.map(|row| {
        let [code, _, name, _, _, kind, full_name, ..] = row?;
        unit(file, Level::Province, [code, kind, name, full_name], code)
    });
    let provinces = table(provinces)?;
    let wards = new_wards(files.new_wards)?;
    let wards_of_parent = grouped(&wards, &provinces, |ward| ward.province_code)?;
    let (districts, districts_of_province) = (Table::default(), Groups::default());
    Ok(Units { provinces, districts, wards, districts_of_province, wards_of_parent })
}

fn new_wards(file: File<'static>) -> Result<Table, DataError> {
    table(file.rows(NEW_WARDS)?.map(|row| {
        let [code, province_code, kind, name, full_name, lat, lon, _] = row?;
        let unit = unit(file, Level::Ward, [code, kind, name, full_name], province_code)?;
        let centre = lat.parse().ok().zip(lon.parse().ok()).ok_or_else(|| file.unreadable(full_name))?;
        Ok(Unit { centre: Some(centre), ..unit })
    }))
}

/// The system before it.
pub(super) fn legacy(files: &Files<'_>) -> Result<Units, DataError> {
    let file = files.legacy_provinces;
    let provinces = file.rows(LEGACY_PROVINCES)?.map(|row| {
        let [code, kind, name, full_name, ..] = row?;
        unit(file, Level::Province, [code, kind, name, full_name], code)
    });
    let provinces = table(provinces)?;
    let districts = legacy_districts(files.legacy_districts)?;
    let districts_of_province = grouped(&districts, &provinces, |district| district.province_code)?;
    let wards = legacy_wards(files.legacy_wards, &districts)?;
    let wards_of_parent = grouped(&wards, &districts, |ward| ward.district_code.unwrap_or_default())?;
    Ok(Units { provinces, districts, wards, districts_of_province, wards_of_parent })
}

fn legacy_districts(file: File<'static>) -> Result<Table, DataError> {
    table(file.rows(LEGACY_DISTRICTS)?.map(|row| {
        let [code, province_code, kind, name, full_name] = row?;
        let unit = unit(file, Level::District, [code, kind, name, full_name], province_code)?;
        Ok(Unit { district_code: Some(code), ..unit })
    }))
}

fn legacy_wards(file: File<'static>, districts: &Table) -> Result<Table, DataError> {
    table(file.rows(LEGACY_WARDS)?.map(|row| {
        let [code, district_code, kind, name, full_name] = row?;
        let district = districts.find(district_code).ok_or_else(|| nowhere(code, district_code))?;
        let unit = unit(file, Level::Ward, [code, kind, name, full_name], district.province_code)?;
        Ok(Unit { district_code: Some(district.code), ..unit })
    }))
}

fn unit(
    file: File<'static>,
    level: Level,
    [code, kind, name, full_name]: [&'static str; 4],
    province_code: &'static str,
) -> Result<Unit, DataError> {
    let digits = match level {
        Level::Province => 2,
        Level::District => 3,
        Level::Ward => 5,
    };
    let is_code = code.len() == digits && code.bytes().all(|byte| byte.is_ascii_digit());
    let kind = UnitKind::of(kind, level).filter(|_| is_code && full_name.ends_with(name) && !name.is_empty());
    let kind = kind.ok_or_else(|| file.unreadable(&[code, full_name].join(",")))?;
    Ok(Unit { code, level, kind, name, full_name, province_code, district_code: None, centre: None })
}

fn table(units: impl Iterator<Item = Result<Unit, DataError>>) -> Result<Table, DataError> {
    Table::new(units.collect::<Result<_, _>>()?)
}

/// The units of a table by the units they lie in.
fn grouped(table: &Table, parents: &Table, parent: impl Fn(&Unit) -> &'static str) -> Result<Groups, DataError> {
    let pairs = table.units.iter().zip(0..).map(|(unit, number)| {
        let code = parent(unit);
        parents.number(code).map(|parent| (parent, number)).ok_or_else(|| nowhere(unit.code, code))
    });
    Ok(Groups::new(parents.count(), pairs.collect::<Result<_, _>>()?))
}
