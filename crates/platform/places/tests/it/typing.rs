//! What an address form offers while somebody types.

use cholon_places::{Found, Level, NAME_LENGTH_MAX, Places, SEARCH_RESULTS_MAX, Search, System, Within};
use proptest::prelude::*;

const TODAY: System = System::TwoLevel;
const OLD: System = System::Legacy;

fn found(system: System, text: &str, limit: usize) -> Vec<Found<'static>> {
    Places::embedded().search(&Search { system, level: None, within: Within::Country, text }, limit)
}

fn paths(system: System, text: &str) -> Vec<String> {
    found(system, text, 12).iter().map(|found| Places::embedded().path(system, found.unit)).collect()
}

fn first(system: System, text: &str) -> String {
    paths(system, text).into_iter().next().unwrap_or_default()
}

/// What is offered because of an old unit: its name, and that unit's.
fn via(text: &str) -> Vec<(String, String)> {
    let places = Places::embedded();
    let found = found(TODAY, text, SEARCH_RESULTS_MAX).into_iter();
    found.filter_map(|found| Some((places.path(TODAY, found.unit), places.path(OLD, found.via?)))).collect()
}

#[test]
fn old_districts_are_found_however_they_are_written() {
    for text in ["quan 1", "Quận 1", "quận 01", "q1", "Q.1", "Q. 1", "quan1", "district 1", "Q1, TP.HCM"] {
        assert_eq!(first(OLD, text), "Quận 1, Thành phố Hồ Chí Minh", "{text}");
        let reached: Vec<_> = via(text).into_iter().filter(|pair| pair.1 == "Quận 1, Thành phố Hồ Chí Minh").collect();
        let reached: Vec<_> = reached.iter().map(|pair| pair.0.split(',').next().unwrap()).collect();
        let expected = ["Phường Bến Thành", "Phường Cầu Ông Lãnh", "Phường Sài Gòn", "Phường Tân Định"];
        assert_eq!(reached, expected, "{text}");
        assert_eq!(found(TODAY, text, 4).len(), 4, "{text}");
        assert!(found(TODAY, text, 4).iter().all(|found| found.via.is_some()), "{text}");
    }
}

#[test]
fn new_units_of_the_name_stand_before_those_that_the_old_district_became() {
    for text in ["thu duc", "Thủ Đức", "tp thu duc", "quận thủ đức"] {
        assert_eq!(first(OLD, text), "Thành phố Thủ Đức, Thành phố Hồ Chí Minh", "{text}");
        assert_eq!(first(TODAY, text), "Phường Thủ Đức, Thành phố Hồ Chí Minh", "{text}");
        assert!(via(text).iter().any(|pair| pair.0.starts_with("Phường Linh Xuân,")), "{text}");
    }
    for text in ["ba dinh", "Ba Đình", "quan ba dinh", "BA ĐÌNH, HN"] {
        assert_eq!(first(OLD, text), "Quận Ba Đình, Thành phố Hà Nội", "{text}");
        assert_eq!(first(TODAY, text), "Phường Ba Đình, Thành phố Hà Nội", "{text}");
        assert!(via(text).iter().any(|pair| pair.0.starts_with("Phường Giảng Võ,")), "{text}");
    }
    assert_eq!(first(TODAY, "huyện củ chi"), "Xã Củ Chi, Thành phố Hồ Chí Minh");
    assert!(via("q.2").iter().any(|pair| pair.0.starts_with("Phường An Khánh,")), "joined to Thủ Đức in 2021");
}

#[test]
fn wards_with_numbers_are_found_in_both_systems() {
    for text in ["P.12", "p12", "phuong 12", "Phường 012"] {
        assert!(paths(OLD, text)[..9].iter().all(|path| path.starts_with("Phường 12, ")), "{text}");
        assert_eq!(
            via(text).iter().filter(|pair| pair.1.starts_with("Phường 12, ")).count(),
            via(text).len(),
            "{text}"
        );
        assert!(via(text).len() >= 9, "{text}");
    }
    let narrowed = "phường 12, quận 3";
    assert_eq!(paths(OLD, narrowed), ["Phường 12, Quận 3, Thành phố Hồ Chí Minh"]);
    assert_eq!(paths(TODAY, narrowed), ["Phường Nhiêu Lộc, Thành phố Hồ Chí Minh"]);
}

#[test]
fn cities_have_more_than_one_name() {
    for system in [TODAY, OLD] {
        for text in ["tp hcm", "TP.HCM", "tphcm", "hcm", "tp ho chi minh", "Ho Chi Minh City"] {
            assert_eq!(first(system, text), "Thành phố Hồ Chí Minh", "{text}");
        }
        for text in ["sai gon", "Sài Gòn"] {
            assert!(paths(system, text).contains(&"Thành phố Hồ Chí Minh".to_owned()), "{text}");
        }
        assert_eq!(first(system, "hn"), "Thành phố Hà Nội");
    }
    assert_eq!(first(TODAY, "sai gon"), "Phường Sài Gòn, Thành phố Hồ Chí Minh");
    assert_eq!(via("bình dương")[0], ("Thành phố Hồ Chí Minh".to_owned(), "Tỉnh Bình Dương".to_owned()));
}

#[test]
fn a_word_for_what_it_is_can_be_part_of_the_name() {
    assert_eq!(first(OLD, "quan hoa"), "Huyện Quan Hóa, Tỉnh Thanh Hóa");
    assert_eq!(first(TODAY, "phuong lieu"), "Phường Phương Liễu, Tỉnh Bắc Ninh");
    assert_eq!(first(OLD, "tinh bien"), "Thị xã Tịnh Biên, Tỉnh An Giang");
    assert_eq!(first(OLD, "phường đúc"), "Phường Phường Đúc, Quận Thuận Hóa, Thành phố Huế");
}

#[test]
fn whole_names_come_before_beginnings_and_accents_before_none() {
    let names = |text| {
        let query = Search { system: TODAY, level: Some(Level::Ward), within: Within::Province("19"), text };
        let found = Places::embedded().search(&query, 10);
        found.iter().map(|found| found.unit.name).collect::<Vec<_>>()
    };
    assert_eq!(names("Văn Lăng")[..2], ["Văn Lăng", "Văn Lang"]);
    assert_eq!(names("Văn Lang")[..2], ["Văn Lang", "Văn Lăng"]);
    assert_eq!(names("van lang").len(), 2);
    let found: Vec<_> = found(TODAY, "tân ph", 50).iter().map(|found| found.unit.name).collect();
    let begins = found.iter().take_while(|name| name.starts_with("Tân Ph")).count();
    assert!(begins > 5 && found[begins..].iter().all(|name| !name.starts_with("Tân Ph")), "{found:?}");
    let words = paths(TODAY, "đình, hà nội");
    assert!(words.contains(&"Phường Ba Đình, Thành phố Hà Nội".to_owned()), "{words:?}");
}

#[test]
fn a_search_keeps_to_its_level_and_its_place() {
    let places = Places::embedded();
    let query = |system, level, within, text| {
        let found = places.search(&Search { system, level, within, text }, 50);
        found.iter().map(|found| found.unit.full_name).collect::<Vec<_>>()
    };
    assert_eq!(query(OLD, Some(Level::District), Within::Province("79"), "tan b"), ["Quận Tân Bình"]);
    assert_eq!(query(OLD, None, Within::District("760"), "tan"), ["Phường Tân Định"]);
    assert!(query(TODAY, Some(Level::Ward), Within::Province("01"), "quan 1").is_empty());
    assert!(query(TODAY, Some(Level::District), Within::Country, "ba dinh").is_empty());
}

#[test]
fn nothing_is_offered_for_nothing_and_never_too_much() {
    for text in ["", " . ", ",", "xyzzy", "quận 1, hà nội"] {
        assert!(paths(TODAY, text).is_empty() && paths(OLD, text).is_empty(), "{text}");
    }
    assert_eq!(found(OLD, "t", usize::MAX).len(), SEARCH_RESULTS_MAX);
    assert!(found(OLD, &"t".repeat(NAME_LENGTH_MAX * 100), 10).is_empty());
}

proptest! {
    #[test]
    fn each_unit_is_offered_once_whatever_is_typed(text in "[a-zđếờ0-9.,' ]{0,12}", limit in 0_usize..60) {
        for system in [TODAY, OLD] {
            let found = found(system, &text, limit);
            prop_assert!(found.len() <= limit.min(SEARCH_RESULTS_MAX));
            let mut units: Vec<_> = found.iter().map(|found| (found.unit.level, found.unit.code)).collect();
            units.sort_unstable();
            units.dedup();
            prop_assert_eq!(units.len(), found.len());
            prop_assert!(system == TODAY || found.iter().all(|found| found.via.is_none()));
        }
    }

    #[test]
    fn every_ward_is_found_by_its_name(number in 0_usize..10_000) {
        for (system, level) in [(TODAY, Level::Ward), (OLD, Level::Ward)] {
            let places = Places::embedded();
            let provinces = places.provinces(system);
            let province = provinces[number % provinces.len()];
            let wards = match system {
                TODAY => places.wards_of_province(province.code).unwrap(),
                OLD => {
                    let districts = places.districts(province.code).unwrap();
                    places.wards_of_district(districts[number / 63 % districts.len()].code).unwrap()
                }
            };
            let Some(ward) = wards.get(number % wards.len().max(1)) else { continue };
            let within = ward.district_code.map_or(Within::Province(ward.province_code), Within::District);
            let query = Search { system, level: Some(level), within, text: ward.full_name };
            prop_assert_eq!(places.search(&query, 1)[0].unit, *ward);
        }
    }
}
