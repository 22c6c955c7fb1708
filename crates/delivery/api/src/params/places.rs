//! Parameters of administrative units.

use std::str::FromStr;

use cholon_places::System;
use utoipa::IntoParams;

use crate::query::{Query, ShapeError};

/// Letters of a search at most.
const TEXT_LENGTH_MAX: usize = 60;

/// A code of exactly so many digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Digits<const N: usize>(String);

impl<const N: usize> Digits<N> {
    /// The digits.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl<const N: usize> FromStr for Digits<N> {
    type Err = ShapeError;

    fn from_str(text: &str) -> Result<Self, ShapeError> {
        let is_code = text.len() == N && text.bytes().all(|byte| byte.is_ascii_digit());
        if is_code { Ok(Self(text.to_owned())) } else { Err(ShapeError) }
    }
}

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
    #[param(value_type = Option<String>, min_length = 2, max_length = 2, pattern = "^[0-9]{2}$", example = "79")]
    pub(crate) province: Option<Digits<2>>,
}

/// Which wards.
#[derive(Debug, Clone, PartialEq, Eq, IntoParams)]
#[into_params(parameter_in = Query, rename_all = "camelCase")]
pub(crate) struct WardParams {
    /// The system: `2025` with provinces and wards, or `legacy` with districts between them.
    #[param(value_type = Option<String>, inline, min_length = 4, max_length = 6, pattern = "^(2025|legacy)$")]
    pub(crate) system: System,
    /// The code of a province: its wards, in the system of today.
    #[param(value_type = Option<String>, min_length = 2, max_length = 2, pattern = "^[0-9]{2}$", example = "79")]
    pub(crate) province: Option<Digits<2>>,
    /// The code of a district: its wards, in the old system.
    #[param(value_type = Option<String>, min_length = 3, max_length = 3, pattern = "^[0-9]{3}$", example = "760")]
    pub(crate) district: Option<Digits<3>>,
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
        Self { province: query.value("province") }
    }
}

impl WardParams {
    /// Takes the parameters out of a query.
    pub(crate) fn read(query: &mut Query) -> Self {
        Self {
            system: query.value("system").unwrap_or(System::TwoLevel),
            province: query.value("province"),
            district: query.value("district"),
            q: query.text("q", TEXT_LENGTH_MAX),
        }
    }
}
