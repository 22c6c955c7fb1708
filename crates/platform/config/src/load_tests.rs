//! Tests of reading the settings.

use std::io::Write as _;

use super::*;

fn load_text(text: &str) -> Result<Settings, ConfigError> {
    let mut file = tempfile::NamedTempFile::new().expect("a temporary file");
    file.write_all(text.as_bytes()).expect("a written file");
    Settings::load(Some(file.path()))
}

fn wrong_keys(text: &str) -> Vec<String> {
    match load_text(text) {
        Err(ConfigError::Wrong(faults)) => faults.into_iter().map(|fault| fault.key).collect(),
        other => panic!("{other:?} should be wrong"),
    }
}

#[test]
fn the_defaults_are_complete_and_sound() {
    assert_eq!(Settings::defaults().server.port, 8080);
}

#[test]
fn a_file_overrides_only_what_it_names() {
    let settings = load_text("[server]\nport = 9000\n").expect("a sound file");
    assert_eq!((settings.server.port, settings.server.in_flight_max), (9000, 256));
}

#[test]
fn a_wrong_type_names_its_key() {
    assert_eq!(wrong_keys("[server]\nport = \"many\"\n"), ["server.port"]);
}

#[test]
fn a_misspelt_key_is_named_with_the_nearest_one() {
    let Err(ConfigError::Wrong(faults)) = load_text("[server]\nprot = 1\n") else { panic!("should be wrong") };
    assert_eq!(faults[0].key, "server.prot");
    assert!(faults[0].advice.contains("`port`"), "{}", faults[0].advice);
}

#[test]
fn every_unsound_value_is_reported() {
    let keys = wrong_keys("[server]\nin_flight_max = 0\n[shop]\npublic_url = \"shop.vn\"\n");
    assert_eq!(keys, ["server.in_flight_max", "shop.public_url"]);
}

#[test]
fn a_missing_file_is_named() {
    let error = Settings::load(Some(Path::new("/nowhere/shop.toml"))).expect_err("there is no such file");
    assert!(error.to_string().contains("/nowhere/shop.toml"));
}
