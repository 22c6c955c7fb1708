//! Units by code, what lies in them, and whether those of an address belong together.

use crate::error::PlaceError;
use crate::names::order;
use crate::places::Places;
use crate::table::Table;
use crate::unit::{Level, System, Unit};

/// The full names of an address's units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AddressUnits {
    /// The province: `Thành phố Hà Nội`.
    pub province_full: &'static str,
    /// The district, in the old system alone.
    pub district_full: Option<&'static str>,
    /// The ward: `Phường Ba Đình`.
    pub ward_full: &'static str,
}

impl Places {
    /// A unit by its code.
    #[must_use]
    pub fn unit(&self, system: System, level: Level, code: &str) -> Option<&Unit> {
        self.units(system).at(level).find(code)
    }

    /// The provinces of a system, in the order of the Vietnamese alphabet.
    #[must_use]
    pub fn provinces(&self, system: System) -> Vec<&Unit> {
        let table = &self.units(system).provinces;
        in_order(table.units.iter().collect())
    }

    /// The districts of a province of the old system, by name. `Province` when there is none.
    pub fn districts(&self, province_code: &str) -> Result<Vec<&Unit>, PlaceError> {
        let province = self.old.provinces.number(province_code).ok_or(PlaceError::Province)?;
        Ok(listed(&self.old.districts, self.old.districts_of_province.of(province)))
    }

    /// The wards of a province of today, by name. `Province` when there is none.
    pub fn wards_of_province(&self, province_code: &str) -> Result<Vec<&Unit>, PlaceError> {
        let province = self.new.provinces.number(province_code).ok_or(PlaceError::Province)?;
        Ok(listed(&self.new.wards, self.new.wards_of_parent.of(province)))
    }

    /// The wards of a district of the old system, by name; none for the five island districts. `District` when there
    /// is no such district.
    pub fn wards_of_district(&self, district_code: &str) -> Result<Vec<&Unit>, PlaceError> {
        let district = self.old.districts.number(district_code).ok_or(PlaceError::District)?;
        Ok(listed(&self.old.wards, self.old.wards_of_parent.of(district)))
    }

    /// A unit with those above it, as people write it: `Phường Ba Đình, Thành phố Hà Nội`.
    #[must_use]
    pub fn path(&self, system: System, unit: &Unit) -> String {
        let units = self.units(system);
        let above = units.above(unit).map(|(level, number)| units.at(level).unit(number).full_name);
        above.fold(unit.full_name.to_owned(), |path, above| path + ", " + above)
    }

    /// The full names of an address's units, if all exist and lie in each other; else which of them does not.
    pub fn check_address(
        &self,
        system: System,
        province_code: &str,
        district_code: Option<&str>,
        ward_code: &str,
    ) -> Result<AddressUnits, PlaceError> {
        let units = self.units(system);
        let province = units.provinces.find(province_code).ok_or(PlaceError::Province)?;
        let district = match (system, district_code) {
            (System::TwoLevel, None) => None,
            (System::TwoLevel, Some(_)) | (System::Legacy, None) => return Err(PlaceError::District),
            (System::Legacy, Some(code)) => {
                let district = units.districts.find(code).filter(|unit| unit.province_code == province.code);
                Some(district.ok_or(PlaceError::District)?)
            }
        };
        let ward = units.wards.find(ward_code).ok_or(PlaceError::Ward)?;
        if ward.province_code != province.code || ward.district_code != district.map(|district| district.code) {
            return Err(PlaceError::Ward);
        }
        Ok(AddressUnits {
            province_full: province.full_name,
            district_full: district.map(|district| district.full_name),
            ward_full: ward.full_name,
        })
    }
}

fn listed<'a>(table: &'a Table, numbers: &[u16]) -> Vec<&'a Unit> {
    in_order(numbers.iter().map(|number| table.unit(*number)).collect())
}

fn in_order(mut units: Vec<&Unit>) -> Vec<&Unit> {
    units.sort_by_cached_key(|unit| order(unit.name));
    units
}
