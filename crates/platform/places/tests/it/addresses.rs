//! Lists of units in the order in which people look for them, and addresses that hold together.

use cholon_places::{Level, PlaceError, Places, System, Unit, UnitKind};

fn names(units: &[&Unit]) -> Vec<&'static str> {
    units.iter().map(|unit| unit.full_name).collect()
}

#[test]
fn lists_stand_in_the_order_of_the_alphabet() {
    let places = Places::embedded();
    let provinces = names(&places.provinces(System::TwoLevel));
    assert_eq!((provinces.len(), provinces[0]), (34, "Tỉnh An Giang"));
    let dong = provinces.iter().position(|name| *name == "Tỉnh Đồng Tháp").unwrap();
    assert_eq!(provinces[dong - 1..=dong + 1], ["Thành phố Đồng Nai", "Tỉnh Đồng Tháp", "Tỉnh Gia Lai"]);
    assert_eq!(places.provinces(System::Legacy).len(), 63);
    let districts = names(&places.districts("79").unwrap());
    assert_eq!(districts[..4], ["Quận 1", "Quận 3", "Quận 4", "Quận 5"]);
    assert_eq!((districts.len(), districts[districts.len() - 1]), (22, "Thành phố Thủ Đức"));
    assert_eq!(names(&places.wards_of_district("770").unwrap())[..3], ["Phường 1", "Phường 2", "Phường 3"]);
    assert_eq!(places.wards_of_province("79").unwrap().len(), 168);
    assert!(places.wards_of_district("755").unwrap().is_empty());
}

#[test]
fn lists_of_what_does_not_exist_are_errors() {
    let places = Places::embedded();
    assert_eq!(places.districts("99").unwrap_err(), PlaceError::Province);
    assert_eq!(places.wards_of_province("02").unwrap_err(), PlaceError::Province);
    assert_eq!(places.wards_of_district("01").unwrap_err(), PlaceError::District);
}

#[test]
fn every_unit_is_listed_once_below_the_unit_it_names() {
    let places = Places::embedded();
    let mut wards = 0;
    for province in places.provinces(System::TwoLevel) {
        let listed = places.wards_of_province(province.code).unwrap();
        assert!(listed.iter().all(|ward| ward.province_code == province.code && ward.centre.is_some()));
        wards += listed.len();
    }
    assert_eq!(wards, 3_321);
    let provinces = places.provinces(System::Legacy).into_iter();
    let districts: Vec<_> = provinces.flat_map(|province| places.districts(province.code).unwrap()).collect();
    let wards: usize = districts.iter().map(|district| places.wards_of_district(district.code).unwrap().len()).sum();
    assert_eq!((districts.len(), wards), (696, 10_035));
}

#[test]
fn codes_keep_their_zeros_and_mean_something_else_in_each_system() {
    let ward = |system| Places::embedded().unit(system, Level::Ward, "00004").map(|ward| ward.full_name);
    assert_eq!(ward(System::TwoLevel), Some("Phường Ba Đình"));
    assert_eq!(ward(System::Legacy), Some("Phường Trúc Bạch"));
    assert_eq!(Places::embedded().unit(System::TwoLevel, Level::Ward, "4"), None);
    assert_eq!(Places::embedded().unit(System::TwoLevel, Level::District, "001"), None);
    let dong_nai = Places::embedded().unit(System::TwoLevel, Level::Province, "75").unwrap();
    assert_eq!(dong_nai.kind, UnitKind::City);
}

#[test]
fn an_address_holds_together_or_says_what_does_not() {
    let check = |system, province, district, ward| {
        let units = Places::embedded().check_address(system, province, district, ward)?;
        Ok((units.ward_full, units.district_full, units.province_full))
    };
    let (today, legacy) = (System::TwoLevel, System::Legacy);
    assert_eq!(check(today, "01", None, "00004"), Ok(("Phường Ba Đình", None, "Thành phố Hà Nội")));
    let old = ("Phường Trúc Bạch", Some("Quận Ba Đình"), "Thành phố Hà Nội");
    assert_eq!(check(legacy, "01", Some("001"), "00004"), Ok(old));
    assert_eq!(check(today, "1", None, "00004"), Err(PlaceError::Province));
    assert_eq!(check(today, "79", None, "00004"), Err(PlaceError::Ward));
    assert_eq!(check(today, "01", Some("001"), "00004"), Err(PlaceError::District));
    assert_eq!(check(legacy, "01", None, "00004"), Err(PlaceError::District));
    assert_eq!(check(legacy, "79", Some("001"), "00004"), Err(PlaceError::District));
    assert_eq!(check(legacy, "01", Some("002"), "00004"), Err(PlaceError::Ward));
    assert_eq!(check(legacy, "01", Some("001"), "99999"), Err(PlaceError::Ward));
}

#[test]
fn systems_and_kinds_have_names_for_the_wire() {
    assert_eq!(("2025".parse(), "legacy".parse()), (Ok(System::TwoLevel), Ok(System::Legacy)));
    assert_eq!("2024".parse::<System>(), Err(PlaceError::System));
    for system in [System::TwoLevel, System::Legacy] {
        assert_eq!(serde_json::to_value(system).unwrap(), system.to_string());
    }
    assert_eq!(serde_json::to_value(UnitKind::SpecialZone).unwrap(), "special_zone");
}
