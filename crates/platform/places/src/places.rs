//! All units of both systems and what leads from one to the other.

use std::fmt;
use std::sync::LazyLock;

use crate::error::DataError;
use crate::files::{File, Files, unpacked};
use crate::groups::Groups;
use crate::load::{DECLARED, load};
use crate::table::Table;
use crate::unit::{Level, System, Unit};

/// The units of both systems. Units are known by their places in the tables, which are smaller than codes.
pub struct Places {
    pub(crate) new: Units,
    pub(crate) old: Units,
    /// New wards by old ward.
    pub(crate) edges: Box<[Edge]>,
    /// Old wards by new ward.
    pub(crate) origins: Groups,
    /// The old districts that had no wards, and what each became.
    pub(crate) islands: Box<[(u16, u16)]>,
    /// The new province of each old one.
    pub(crate) heirs: Box<[u16]>,
    /// Ward names that were gone before 2025, and the new wards they lie in.
    pub(crate) retired: Box<[Retired]>,
}

/// The units of one system.
pub(crate) struct Units {
    pub(crate) provinces: Table,
    pub(crate) districts: Table,
    pub(crate) wards: Table,
    pub(crate) districts_of_province: Groups,
    /// Wards by district in the old system, by province in that of today.
    pub(crate) wards_of_parent: Groups,
}

/// An old ward, and a new one that it went into.
#[derive(Clone, Copy)]
pub(crate) struct Edge {
    pub(crate) from: u16,
    pub(crate) to: u16,
    pub(crate) is_default_a: bool,
    pub(crate) is_default_b: bool,
}

/// A ward name that was gone before 2025.
pub(crate) struct Retired {
    pub(crate) province_code: &'static str,
    pub(crate) district_name: &'static str,
    pub(crate) ward_name: &'static str,
    pub(crate) target: u16,
}

impl fmt::Debug for Places {
    /// How much there is of each: the whole would be megabytes.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut places = f.debug_struct("Places");
        places.field("new_wards", &self.new.wards.count()).field("old_wards", &self.old.wards.count());
        places.field("edges", &self.edges.len()).finish_non_exhaustive()
    }
}

impl Units {
    pub(crate) fn at(&self, level: Level) -> &Table {
        match level {
            Level::Province => &self.provinces,
            Level::District => &self.districts,
            Level::Ward => &self.wards,
        }
    }

    /// The units that a unit lies in, the nearest first.
    pub(crate) fn above(&self, unit: &Unit) -> impl Iterator<Item = (Level, u16)> {
        let district = unit.district_code.filter(|_| unit.level == Level::Ward);
        let province = (unit.level != Level::Province).then_some(unit.province_code);
        let district = district.and_then(|code| self.districts.number(code));
        let province = province.and_then(|code| self.provinces.number(code));
        let district = district.map(|number| (Level::District, number));
        district.into_iter().chain(province.map(|number| (Level::Province, number)))
    }
}

impl Places {
    /// The units that are part of the program. Read at the first call, in some tens of milliseconds, and kept in less
    /// than four megabytes.
    ///
    /// # Panics
    /// When the files do not hold what they should: a fault of the build that every test finds.
    #[must_use]
    pub fn embedded() -> &'static Self {
        static PLACES: LazyLock<Places> = LazyLock::new(|| match embedded() {
            Ok(places) => places,
            Err(error) => panic!("the files of administrative units do not hold: {error}"),
        });
        &PLACES
    }

    pub(crate) fn units(&self, system: System) -> &Units {
        match system {
            System::TwoLevel => &self.new,
            System::Legacy => &self.old,
        }
    }

    /// The edges that lead from an old ward.
    pub(crate) fn edges_from(&self, old_ward: u16) -> &[Edge] {
        let from = self.edges.partition_point(|edge| edge.from < old_ward);
        let length = self.edges[from..].partition_point(|edge| edge.from == old_ward);
        &self.edges[from..from + length]
    }

    /// The new wards that an old district went into, in the order of their codes.
    pub(crate) fn reached_from(&self, old_district: u16) -> Vec<u16> {
        let wards = self.old.wards_of_parent.of(old_district).iter();
        let mut reached: Vec<u16> = wards.flat_map(|ward| self.edges_from(*ward)).map(|edge| edge.to).collect();
        reached.extend(self.island(old_district));
        reached.sort_unstable();
        reached.dedup();
        reached
    }

    /// What an old district without wards became.
    pub(crate) fn island(&self, old_district: u16) -> Option<u16> {
        self.islands.iter().find(|(district, _)| *district == old_district).map(|(_, ward)| *ward)
    }
}

fn embedded() -> Result<Places, DataError> {
    let (ward_map, islands) = (unpacked!("ward_map")?, unpacked!("district_map_islands")?);
    let files = Files {
        // Names are slices of these texts, which stay for as long as the program runs.
        new_provinces: File::new("new_provinces", unpacked!("new_provinces")?.leak()),
        new_wards: File::new("new_wards", unpacked!("new_wards")?.leak()),
        legacy_provinces: File::new("legacy_provinces", unpacked!("legacy_provinces")?.leak()),
        legacy_districts: File::new("legacy_districts", unpacked!("legacy_districts")?.leak()),
        legacy_wards: File::new("legacy_wards", unpacked!("legacy_wards")?.leak()),
        retired: File::new("retired_ward_aliases", unpacked!("retired_ward_aliases")?.leak()),
        ward_map: File::new("ward_map", &ward_map),
        islands: File::new("district_map_islands", &islands),
    };
    load(&files, &DECLARED)
}
