//! The cases of the shared vectors, by code and by name.

use cholon_places::{Conversion, Decision, Level, Places, Relation, System, Within};
use serde_json::Value;

const SKIPPED: &str = "SKIPPED: no shared/spec folder above this project, so the vectors were not tried";

/// The vectors, where they lie beside the project.
fn vectors() -> Option<Value> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../../shared/spec/integrations/vectors/admin-units.json");
    let text = std::fs::read_to_string(path).ok()?;
    Some(serde_json::from_str(&text).unwrap())
}

fn text<'a>(value: &'a Value, field: &str) -> &'a str {
    value[field].as_str().unwrap()
}

/// A conversion as the vectors write it, without what was converted.
fn written(conversion: &Conversion<'_>) -> Value {
    let places = Places::embedded();
    let target = |target: &cholon_places::Target<'_>| {
        let province = places.unit(System::TwoLevel, Level::Province, target.ward.province_code).unwrap();
        serde_json::json!({
            "ward_code": target.ward.code, "ward": target.ward.full_name, "province": province.full_name,
            "default_a": target.is_default_a, "default_b": target.is_default_b,
        })
    };
    let decision = match conversion.decision {
        Decision::Take(_) => "take",
        Decision::ProposeAndConfirm(_) => "propose_and_confirm",
        Decision::Ask => "ask",
    };
    let relation = if conversion.relation == Relation::Whole { "whole" } else { "part" };
    let targets: Vec<Value> = conversion.targets.iter().map(target).collect();
    serde_json::json!({ "relation": relation, "targets": targets, "decision": decision })
}

#[test]
fn all_cases_are_converted_by_code_and_by_name() {
    let Some(vectors) = vectors() else { return println!("{SKIPPED}") };
    let places = Places::embedded();
    let cases = vectors["cases"].as_array().unwrap();
    for case in cases {
        let legacy = &case["legacy"];
        let by_code = places.convert_ward(text(legacy, "ward_code"), None).unwrap();
        let by_name = places.convert_names(text(legacy, "province"), text(legacy, "district"), text(legacy, "ward"));
        assert_eq!(by_name.as_ref(), Ok(&by_code), "{legacy}");
        let mut expected = case.clone();
        expected.as_object_mut().unwrap().remove("legacy");
        assert_eq!(written(&by_code), expected, "{legacy}");
    }
    println!("{} cases ran", cases.len());
    assert_eq!(cases.len(), 29);
}

#[test]
fn all_islands_are_reached() {
    let Some(vectors) = vectors() else { return println!("{SKIPPED}") };
    let islands = vectors["islands"].as_array().unwrap();
    for island in islands {
        let reached = Places::embedded().convert_district(text(island, "legacy_district_code")).unwrap();
        let reached: Vec<_> = reached.iter().map(|ward| (ward.code, ward.full_name)).collect();
        assert_eq!(reached, [(text(island, "new_ward_code"), text(island, "ward"))]);
    }
    assert_eq!(islands.len(), 5);
}

#[test]
fn accents_tell_units_apart_and_their_lack_is_reported() {
    let Some(vectors) = vectors() else { return println!("{SKIPPED}") };
    let pairs = vectors["accent_collisions"].as_array().unwrap();
    for pair in pairs {
        let province = Within::Province(pair[0].as_str().unwrap());
        let named = |name: &str| Places::embedded().named(System::TwoLevel, Level::Ward, province, name);
        for name in [&pair[1], &pair[2]].map(|name| name.as_str().unwrap()) {
            let found: Vec<_> = named(name).iter().map(|ward| ward.full_name).collect();
            assert_eq!(found, [name]);
            assert_eq!(named(&cholon_kernel::text::fold(name)).len(), 2, "{name}");
        }
    }
    assert_eq!(pairs.len(), 8);
}

#[test]
fn the_counts_are_those_of_the_files() {
    let Some(vectors) = vectors() else { return println!("{SKIPPED}") };
    let places = Places::embedded();
    let (mut wards, mut edges, mut split) = (0, 0, 0);
    for province in places.provinces(System::Legacy) {
        for district in places.districts(province.code).unwrap() {
            for ward in places.wards_of_district(district.code).unwrap() {
                let targets = places.convert_ward(ward.code, None).unwrap().targets.len();
                (wards, edges, split) = (wards + 1, edges + targets, split + usize::from(targets > 1));
            }
        }
    }
    let counts = &vectors["counts"];
    assert_eq!(counts["legacy_wards"], wards);
    assert_eq!(counts["edges"], edges);
    assert_eq!((&counts["split"], &counts["one_target"]), (&split.into(), &(wards - split).into()));
    assert_eq!(counts["new_provinces"], places.provinces(System::TwoLevel).len());
}
