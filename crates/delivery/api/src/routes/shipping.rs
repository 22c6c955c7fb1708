//! `GET /v1/shipping/…`: administrative units for address forms.

use axum::extract::{RawQuery, State};
use cholon_places::{Level, Places, Search, System, Unit, Within};
use cholon_webkit::{Problem, Rendered};

use super::responses::{Failures, Missing, ReadHeaders};
use crate::ApiState;
use crate::caching;
use crate::dto::place::{Place, PlaceList};
use crate::params::places::{DistrictParams, ProvinceParams, WardParams};
use crate::query::Query;

/// Units that a search offers at most.
const OFFERED_MAX: usize = 20;

/// List provinces
///
/// The provinces and cities of a system, by name.
#[utoipa::path(
    get,
    path = "/v1/shipping/provinces",
    tag = "shipping",
    params(ProvinceParams, ReadHeaders),
    responses((status = OK, description = "The provinces.", body = PlaceList), Failures)
)]
pub(super) async fn list_provinces(_: State<ApiState>, RawQuery(raw): RawQuery) -> Result<Rendered, Problem> {
    let mut query = Query::parse(raw.as_deref());
    let params = ProvinceParams::read(&mut query);
    query.finish()?;
    listed(params.system, Places::embedded().provinces(params.system))
}

/// List districts
///
/// The districts of a province of the system before July 2025, by name. The system of today has none.
#[utoipa::path(
    get,
    path = "/v1/shipping/districts",
    tag = "shipping",
    params(DistrictParams, ReadHeaders),
    responses((status = OK, description = "The districts.", body = PlaceList), Failures, Missing)
)]
pub(super) async fn list_districts(_: State<ApiState>, RawQuery(raw): RawQuery) -> Result<Rendered, Problem> {
    let mut query = Query::parse(raw.as_deref());
    let params = DistrictParams::read(&mut query);
    query.finish()?;
    let province = params.province.as_ref().map_or("", |province| province.as_str());
    let districts = Places::embedded().districts(province).map_err(|_unknown| Problem::not_found())?;
    listed(System::Legacy, districts)
}

/// List or search wards
///
/// With `q`, the units that fit what somebody typed, the best first; within a province or district where one is given.
/// Else the wards of a province (today) or of a district (old system), by name.
#[utoipa::path(
    get,
    path = "/v1/shipping/wards",
    tag = "shipping",
    params(WardParams, ReadHeaders),
    responses((status = OK, description = "The wards.", body = PlaceList), Failures, Missing)
)]
pub(super) async fn list_wards(_: State<ApiState>, RawQuery(raw): RawQuery) -> Result<Rendered, Problem> {
    let mut query = Query::parse(raw.as_deref());
    let params = WardParams::read(&mut query);
    query.finish()?;
    let (places, system) = (Places::embedded(), params.system);
    let within = match (&params.district, &params.province) {
        (Some(district), _) => Within::District(district.as_str()),
        (None, Some(province)) => Within::Province(province.as_str()),
        (None, None) => Within::Country,
    };
    if let Some(text) = &params.q {
        let search = Search { system, level: Some(Level::Ward), within, text };
        let found = places.search(&search, OFFERED_MAX);
        let items = found.iter().map(|found| Place::new(system, found.unit, found.via)).collect();
        return Ok(Rendered::json(&PlaceList { items })?.cached(caching::STATIC_TTL, []));
    }
    let wards = match within {
        Within::District(code) if system == System::Legacy => places.wards_of_district(code),
        Within::Province(code) if system == System::TwoLevel => places.wards_of_province(code),
        _ => Ok(Vec::new()),
    };
    listed(system, wards.map_err(|_unknown| Problem::not_found())?)
}

fn listed(system: System, units: Vec<&Unit>) -> Result<Rendered, Problem> {
    let items = units.into_iter().map(|unit| Place::new(system, unit, None)).collect();
    Ok(Rendered::json(&PlaceList { items })?.cached(caching::STATIC_TTL, []))
}
