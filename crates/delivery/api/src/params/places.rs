//! Parameters of administrative units.

use cholon_places::System;
use utoipa::IntoParams;

use crate::query::Query;

/// Letters of a search at most.
const TEXT_LENGTH_MAX: usize = 60;
/// Letters of a code at most.
const CODE_LENGTH_MAX: usize = 5;

/// Which units.
#[derive(Debug, Clone, PartialEq, Eq, IntoParams)]
#[into_params(parameter_in = Query, rename_all = "camelCase")]
pub(crate) struct ProvinceParams {
    /// The system: `2025` with provinces and wards, or `legacy` with districts between them.
    #[param(value_type = Option<String>, inline, min_length = 4, max_length = 6, pattern = "^(2025|legacy)$")]
    pub(crate) system: System,
}

/// Which districts.
#[derive(Debug, Clone, PartialEq, Eq, IntoParams)]
#[into_params(parameter_in = Query, rename_all = "camelCase")]
pub(crate) struct DistrictParams {
    /// The code of the province in the old system.
    #[param(min_length = 2, max_length = 2, pattern = "^[0-9]{2}$", example = "79")]
    pub(crate) province: Option<String>,
}

/// Which wards.
#[derive(Debug, Clone, PartialEq, Eq, IntoParams)]
#[into_params(parameter_in = Query, rename_all = "camelCase")]
pub(crate) struct WardParams {
    /// The system: `2025` with provinces and wards, or `legacy` with districts between them.
    #[param(value_type = Option<String>, inline, min_length = 4, max_length = 6, pattern = "^(2025|legacy)$")]
    pub(crate) system: System,
    /// The code of a province: its wards, in the system of today.
    #[param(min_length = 2, max_length = 2, pattern = "^[0-9]{2}$", example = "79")]
    pub(crate) province: Option<String>,
    /// The code of a district: its wards, in the old system.
    #[param(min_length = 3, max_length = 3, pattern = "^[0-9]{3}$", example = "760")]
    pub(crate) district: Option<String>,
    /// What somebody has typed: `quan 1`, `thu duc`, `p12`.
    #[param(min_length = 1, max_length = 60, example = "quan 1")]
    pub(crate) q: Option<String>,
}

impl ProvinceParams {
    /// Takes the parameters out of a query.
    pub(crate) fn read(query: &mut Query) -> Self {
        Self { system: query.value("system").unwrap_or(System::TwoLevel) }
    }
}

impl DistrictParams {
    /// Takes the parameters out of a query.
    pub(crate) fn read(query: &mut Query) -> Self {
        Self { province: query.text("province", CODE_LENGTH_MAX) }
    }
}

impl WardParams {
    /// Takes the parameters out of a query.
    pub(crate) fn read(query: &mut Query) -> Self {
        Self {
            system: query.value("system").unwrap_or(System::TwoLevel),
            province: query.text("province", CODE_LENGTH_MAX),
            district: query.text("district", CODE_LENGTH_MAX),
            q: query.text("q", TEXT_LENGTH_MAX),
        }
    }
}
