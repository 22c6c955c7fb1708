//! Shapes of administrative units.

use cholon_places as places;
use serde::Serialize;
use utoipa::ToSchema;

/// A unit above another one.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PlaceLink {
    /// Its code in the system that was asked for.
    code: String,
    /// Its name with what it is.
    #[schema(example = "Thành phố Hồ Chí Minh")]
    name: String,
}

/// An administrative unit.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Place {
    /// Its code; it means nothing without the system.
    #[schema(example = "26740")]
    code: String,
    /// Its name with what it is.
    #[schema(example = "Phường Sài Gòn")]
    name: String,
    /// The district it lies in, in the old system.
    district: Option<PlaceLink>,
    /// The province it lies in; itself for a province.
    province: PlaceLink,
    /// The old district through which it was found: typing its name offers the wards it became.
    via: Option<String>,
}

/// Administrative units.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PlaceList {
    /// The units.
    pub(crate) items: Vec<Place>,
}

impl Place {
    /// A unit of a system.
    pub(crate) fn new(system: places::System, unit: &places::Unit, via: Option<&places::Unit>) -> Self {
        let link = |level, code: &str| {
            let unit = places::Places::embedded().unit(system, level, code);
            PlaceLink { code: code.to_owned(), name: unit.map(|unit| unit.full_name.to_owned()).unwrap_or_default() }
        };
        let district = unit.district_code.filter(|_| unit.level == places::Level::Ward);
        Self {
            code: unit.code.to_owned(),
            name: unit.full_name.to_owned(),
            district: district.map(|code| link(places::Level::District, code)),
            province: link(places::Level::Province, unit.province_code),
            via: via.map(|unit| unit.full_name.to_owned()),
        }
    }
}
