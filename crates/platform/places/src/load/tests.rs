//! The shape of the files, and that files of another shape are refused.

use super::*;
use crate::files::{File, unpacked};
use crate::places::Places;
use crate::unit::UnitKind;

/// The unpacked files, of which one can be changed.
struct Texts([(&'static str, String); 8]);

impl Texts {
    fn new() -> Self {
        Self([
            ("new_provinces", unpacked!("new_provinces").unwrap()),
            ("new_wards", unpacked!("new_wards").unwrap()),
            ("legacy_provinces", unpacked!("legacy_provinces").unwrap()),
            ("legacy_districts", unpacked!("legacy_districts").unwrap()),
            ("legacy_wards", unpacked!("legacy_wards").unwrap()),
            ("retired_ward_aliases", unpacked!("retired_ward_aliases").unwrap()),
            ("ward_map", unpacked!("ward_map").unwrap()),
            ("district_map_islands", unpacked!("district_map_islands").unwrap()),
        ])
    }

    /// What loading says after one line of a file was replaced.
    fn with(name: &str, from: &str, to: &str) -> Result<Places, DataError> {
        let mut texts = Self::new();
        let (_, text) = texts.0.iter_mut().find(|file| file.0 == name).unwrap();
        assert!(text.contains(from), "{name} has {from}");
        *text = text.replacen(from, to, 1);
        texts.load()
    }

    fn load(self) -> Result<Places, DataError> {
        let [new_provinces, new_wards, legacy_provinces, legacy_districts, legacy_wards, retired, ward_map, islands] =
            self.0.map(|(name, text)| File::new(name, text.leak()));
        let files = Files {
            new_provinces,
            new_wards,
            legacy_provinces,
            legacy_districts,
            legacy_wards,
            retired,
            ward_map,
            islands,
        };
        load(&files, &DECLARED)
    }
}

fn count(what: &'static str, found: usize, declared: usize) -> DataError {
    DataError::Count { what, found, declared }
}

#[test]
fn files_that_do_not_hold_are_refused() {
    let row = "00001,00097,whole,1,1\n";
    let cases = [
        (
            "new_provinces",
            ",city,Thành phố Hà Nội",
            ",state,Thành phố Hà Nội",
            DataError::Row { file: "new_provinces", row: String::new() },
        ),
        ("new_wards", "00004,01,ward", "00004,99,ward", nowhere("00004", "99")),
        ("new_wards", "\n00008,", "\n00004,", DataError::Twice("00004".to_owned())),
        ("legacy_wards", "00001,001,ward,Phúc Xá,Phường Phúc Xá\n", "", count("legacy wards", 10_034, 10_035)),
        ("legacy_wards", "00001,001,ward", "00001,999,ward", nowhere("00001", "999")),
        ("ward_map", row, "", count("edges", 10_596, 10_597)),
        ("ward_map", row, "00001,99999,whole,1,1\n", nowhere("00001", "99999")),
        ("ward_map", row, "00004,00004,whole,1,1\n", DataError::Twice("00004".to_owned())),
        ("ward_map", row, "00001,26737,whole,1,1\n", nowhere("00001", "26737")),
        ("ward_map", row, "00004,00097,part,1,1\n", DataError::Alone("00001".to_owned())),
        ("district_map_islands", "318,11948", "318,00004", DataError::Alone("11948".to_owned())),
        ("ward_map", "legacy_ward_code", "ward_code", DataError::Columns("ward_map")),
    ];
    for (file, from, to, expected) in cases {
        let error = Texts::with(file, from, to).unwrap_err();
        match expected {
            DataError::Row { file, .. } => assert!(matches!(error, DataError::Row { file: same, .. } if same == file)),
            expected => assert_eq!(error, expected, "{file}: {from} -> {to}"),
        }
    }
}

#[test]
fn the_files_hold_what_the_notes_count() {
    let places = Texts::new().load().unwrap();
    let wards = |kind| places.new.wards.units.iter().filter(|ward| ward.kind == kind).count();
    assert_eq!([UnitKind::Commune, UnitKind::Ward, UnitKind::SpecialZone].map(wards), [2_621, 687, 13]);
    let cities = places.new.provinces.units.iter().filter(|unit| unit.kind == UnitKind::City).count();
    assert_eq!((places.new.provinces.count(), cities), (34, 7));
    let targets = |wanted: fn(usize) -> bool| {
        (0..places.old.wards.count()).filter(|ward| wanted(places.edges_from(*ward).len())).count()
    };
    assert_eq!((targets(|count| count == 1), targets(|count| count > 1)), (9_564, 471));
}

#[test]
fn the_tables_are_small() {
    let places = Places::embedded();
    let tables = [&places.new, &places.old].map(|units| [&units.provinces, &units.districts, &units.wards]);
    let tables: usize = tables.into_iter().flatten().map(crate::table::Table::bytes).sum();
    let texts: usize = Texts::new().0[..6].iter().map(|(_, text)| text.len()).sum();
    let total = tables + texts + size_of_val(&*places.edges) + size_of_val(&*places.retired);
    println!("tables {tables} B, texts {texts} B, in all {total} B");
    assert!(total < 4_000_000, "{total} B");
}
