//! One unit: its system, its level, what it is, and its names.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::error::PlaceError;

/// A system of units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum System {
    /// Provinces and wards, since 1 July 2025 (Resolution 202/2025/QH15).
    #[serde(rename = "2025")]
    TwoLevel,
    /// Provinces, districts and wards, until 30 June 2025.
    #[serde(rename = "legacy")]
    Legacy,
}

impl fmt::Display for System {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TwoLevel => "2025",
            Self::Legacy => "legacy",
        })
    }
}

impl FromStr for System {
    type Err = PlaceError;

    fn from_str(text: &str) -> Result<Self, PlaceError> {
        match text {
            "2025" => Ok(Self::TwoLevel),
            "legacy" => Ok(Self::Legacy),
            _ => Err(PlaceError::System),
        }
    }
}

/// How high a unit stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// A province or a city of the centre.
    Province,
    /// A district, in the old system alone.
    District,
    /// A ward, commune, township or special zone.
    Ward,
}

impl Level {
    pub(crate) const ALL: [Self; 3] = [Self::Province, Self::District, Self::Ward];
}

/// What a unit is called by law.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnitKind {
    /// `Tỉnh`.
    Province,
    /// `Thành phố`, of the centre.
    City,
    /// `Quận`.
    UrbanDistrict,
    /// `Huyện`.
    RuralDistrict,
    /// `Thị xã`.
    Town,
    /// `Thành phố`, of a province or a city.
    ProvincialCity,
    /// `Phường`.
    Ward,
    /// `Xã`.
    Commune,
    /// `Thị trấn`.
    Township,
    /// `Đặc khu`.
    SpecialZone,
}

impl UnitKind {
    /// The kind as the data files write it.
    pub(crate) fn of(text: &str, level: Level) -> Option<Self> {
        Some(match (level, text) {
            (Level::Province, "province") => Self::Province,
            (Level::Province, "city") => Self::City,
            (Level::District, "urban_district") => Self::UrbanDistrict,
            (Level::District, "rural_district") => Self::RuralDistrict,
            (Level::District, "town") => Self::Town,
            (Level::District, "provincial_city") => Self::ProvincialCity,
            (Level::Ward, "ward") => Self::Ward,
            (Level::Ward, "commune") => Self::Commune,
            (Level::Ward, "township") => Self::Township,
            (Level::Ward, "special_zone") => Self::SpecialZone,
            _ => return None,
        })
    }
}

/// A unit with its names. Cheap to copy: its texts are part of the data, which is never given back.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Unit {
    /// Its code within its system and level; digits that may begin with zeros.
    pub code: &'static str,
    /// How high it stands.
    pub level: Level,
    /// What it is.
    pub kind: UnitKind,
    /// Its name without what it is: `Ba Đình`.
    pub name: &'static str,
    /// Its name with what it is: `Phường Ba Đình`.
    pub full_name: &'static str,
    /// The province it lies in; its own code for a province.
    pub province_code: &'static str,
    /// The district it lies in; its own code for a district, none where there are no districts.
    pub district_code: Option<&'static str>,
    /// Its middle as latitude and longitude in degrees, unchecked: for comparing distances only. Wards of today have one.
    pub centre: Option<(f32, f32)>,
}
