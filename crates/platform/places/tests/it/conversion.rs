//! From the old system to that of today, and back.

use cholon_places::{Decision, Level, PlaceError, Places, Relation, System};

fn by_name(province: &str, district: &str, ward: &str) -> Result<(&'static str, Vec<&'static str>), PlaceError> {
    let conversion = Places::embedded().convert_names(province, district, ward)?;
    let decision = match conversion.decision {
        Decision::Take(_) => "take",
        Decision::ProposeAndConfirm(_) => "propose",
        Decision::Ask => "ask",
    };
    Ok((decision, conversion.targets.iter().map(|target| target.ward.code).collect()))
}

#[test]
fn what_is_not_certain_is_proposed_or_asked() {
    let places = Places::embedded();
    let whole = places.convert_ward("00001", None).unwrap();
    assert!(matches!(whole.decision, Decision::Take(ward) if ward.full_name == "Phường Hồng Hà"));
    let whole = places.convert_ward("26734", None).unwrap();
    assert!(matches!(whole.decision, Decision::Take(ward) if ward.code == "26737"));
    let split = places.convert_ward("26737", None).unwrap();
    assert_eq!((split.relation, split.decision), (Relation::Part, Decision::Ask));
    let targets: Vec<_> = split.targets.iter().map(|target| target.ward.full_name).collect();
    assert_eq!(targets, ["Phường Tân Định", "Phường Sài Gòn"]);
    let agreed = places.convert_ward("00019", None).unwrap();
    assert_eq!(agreed.targets.len(), 4);
    assert!(matches!(agreed.decision, Decision::ProposeAndConfirm(ward) if ward.code == "00004"));
    assert_eq!(places.convert_ward("1", None).unwrap_err(), PlaceError::Ward);
}

#[test]
fn coordinates_propose_the_nearest_part() {
    let places = Places::embedded();
    for code in ["26737", "00019"] {
        for target in places.convert_ward(code, None).unwrap().targets {
            let near = places.convert_ward(code, target.ward.centre).unwrap();
            assert_eq!(near.decision, Decision::ProposeAndConfirm(target.ward));
        }
    }
    let nowhere = places.convert_ward("26737", Some((f32::NAN, 0.0))).unwrap();
    assert_eq!(nowhere.decision, Decision::Ask);
}

#[test]
fn names_are_converted_as_people_write_them() {
    assert_eq!(by_name("TP.HCM", "Q.1", "p. tan dinh"), Ok(("take", vec!["26737"])));
    assert_eq!(by_name("Sài Gòn", "quận 1", "Đa Kao"), Ok(("ask", vec!["26737", "26740"])));
    assert_eq!(by_name("Sài Gòn", "quận 1", "không có"), Err(PlaceError::Ward));
    assert_eq!(by_name("Sài Gòn", "quận 77", "Đa Kao"), Err(PlaceError::District));
    assert_eq!(by_name("Atlantis", "quận 1", "Đa Kao"), Err(PlaceError::Province));
    assert_eq!(by_name("Hà Tĩnh", "Kỳ Anh", "Kỳ Phương"), Err(PlaceError::Ambiguous(Level::District)));
}

#[test]
fn names_that_were_gone_before_2025_are_only_proposed() {
    assert_eq!(by_name("TP HCM", "Quận 10", "Phường 11"), Ok(("propose", vec!["27190"])));
    assert_eq!(by_name("tp hcm", "q10", "p.11"), Ok(("propose", vec!["27190"])));
    assert_eq!(by_name("Hà Nội", "Ba Vì", "Tản Hồng"), Ok(("propose", vec!["09634"])));
    assert_eq!(by_name("ha noi", "ba vi", "xa tan hong"), Ok(("propose", vec!["09634"])));
}

#[test]
fn a_district_alone_offers_all_that_it_became() {
    let (decision, wards) = by_name("Hồ Chí Minh", "Quận 1", "").unwrap();
    assert_eq!((decision, wards), ("ask", vec!["26737", "26740", "26743", "26758"]));
    assert_eq!(Places::embedded().convert_district("9").unwrap_err(), PlaceError::District);
    let heir = |code| Places::embedded().convert_province(code).map(|province| province.full_name);
    assert_eq!(heir("74"), Ok("Thành phố Hồ Chí Minh"));
    assert_eq!(heir("99"), Err(PlaceError::Province));
}

#[test]
fn an_island_is_found_by_its_district() {
    let island = by_name("Bà Rịa - Vũng Tàu", "Huyện Côn Đảo", "");
    assert_eq!(island, Ok(("take", vec!["26732"])));
    assert_eq!(by_name("Bà Rịa Vũng Tàu", "con dao", "Bến Đầm"), island);
}

#[test]
fn the_way_back_is_taken_where_there_is_one_and_proposed_where_it_is_likely() {
    let places = Places::embedded();
    let origins = places.origins("26740", "").unwrap();
    assert_eq!(origins.candidates[0].full_name, "Phường Bến Nghé");
    assert!(matches!(origins.decision, Decision::ProposeAndConfirm(ward) if ward.code == "26740"));
    for typed in ["12 Nguyễn Đình Chiểu, Phường Đa Kao, Quận 1", "12 nguyen dinh chieu, phuong da kao"] {
        let written = places.origins("26740", typed).unwrap();
        assert!(matches!(written.decision, Decision::ProposeAndConfirm(ward) if ward.name == "Đa Kao"), "{typed}");
    }
    let island = places.origins("26732", "").unwrap();
    assert!(matches!(island.decision, Decision::Take(unit) if unit.code == "755" && unit.level == Level::District));
    assert_eq!(places.origins("99999", "").unwrap_err(), PlaceError::Ward);
}

#[test]
fn every_new_ward_has_a_way_back_that_leads_to_it() {
    let places = Places::embedded();
    let provinces = places.provinces(System::TwoLevel).into_iter();
    for ward in provinces.flat_map(|province| places.wards_of_province(province.code).unwrap()) {
        let origins = places.origins(ward.code, "").unwrap();
        assert!(!origins.candidates.is_empty(), "{}", ward.code);
        for old in origins.candidates.iter().filter(|old| old.level == Level::Ward) {
            let targets = places.convert_ward(old.code, None).unwrap().targets;
            assert!(targets.iter().any(|target| target.ward == ward), "{} -> {}", old.code, ward.code);
        }
    }
}
