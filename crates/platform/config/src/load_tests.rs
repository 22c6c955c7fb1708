//! Tests of reading the settings.

use std::io::Write as _;

use secrecy::ExposeSecret as _;

use super::*;

fn load_with(text: &str, variables: &[(&str, &str)]) -> Result<Settings, ConfigError> {
    let mut file = tempfile::NamedTempFile::new().expect("a temporary file");
    file.write_all(text.as_bytes()).expect("a written file");
    let variables = variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    load(Some(file.path()), &variables)
}

fn load_text(text: &str) -> Result<Settings, ConfigError> {
    load_with(text, &[])
}

fn refusal(text: &str, variables: &[(&str, &str)]) -> String {
    load_with(text, variables).expect_err("wrong settings").to_string()
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
    assert!(faults[0].advice.contains("`server.port`"), "{}", faults[0].advice);
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

#[test]
fn the_environment_wins_over_the_file_and_keeps_the_type_of_the_key() {
    let variables = [
        ("CHOLON_SERVER__PORT", "9001"),
        ("CHOLON_SHOP__HOTLINE", "19001234"),
        ("CHOLON_CACHE__ENABLED", "false"),
        ("CHOLON_LIMITS__TRUSTED_PROXIES", "10.0.0.1, ::1"),
    ];
    let settings = load_with("[server]\nport = 9000\nin_flight_max = 7\n", &variables).expect("sound settings");
    assert_eq!((settings.server.port, settings.server.in_flight_max), (9001, 7));
    assert_eq!((settings.shop.hotline.as_str(), settings.cache.enabled), ("19001234", false));
    assert_eq!(settings.limits.trusted_proxies.len(), 2);
}

#[test]
fn database_url_wins_and_a_secret_may_be_in_a_file() {
    let variables = [("CHOLON_DATABASE__URL", "postgres://ours"), ("DATABASE_URL", "postgres://theirs")];
    let settings = load_with("", &variables).expect("sound settings");
    assert_eq!(settings.database.url.expose_secret(), "postgres://theirs");
    let mut file = tempfile::NamedTempFile::new().expect("a temporary file");
    writeln!(file, "postgres://filed").expect("a written file");
    let path = file.path().to_str().expect("a path in Unicode");
    for name in ["DATABASE_URL_FILE", "CHOLON_DATABASE__URL_FILE"] {
        let settings = load_with("", &[(name, path)]).expect("sound settings");
        assert_eq!(settings.database.url.expose_secret(), "postgres://filed");
        let text = refusal("", &[(name, "/nowhere/secret")]);
        assert!(text.contains("database.url") && text.contains("/nowhere/secret"), "{text}");
    }
    assert!(refusal("", &[("CHOLON_SERVER__PORT_FILE", "/nowhere")]).contains("server.port_file"));
}

#[test]
fn faults_of_all_sources_are_reported_together() {
    let text = refusal(
        "[server]\nprot = 1\nport = \"many\"\n[shpo]\nname = \"x\"\n[cache]\nenabled = 3\n",
        &[("CHOLON_CACHE__RESPONSE_BYTE_MAX", "1"), ("CHOLON_SERVER_PORT", "1")],
    );
    for expected in [
        "server.prot",
        "`shop`",
        "server.port",
        "cache.enabled",
        "CHOLON_CACHE__RESPONSE_BYTE_MAX",
        "`cache.response_bytes_max`",
        "CHOLON_SERVER__PORT",
    ] {
        assert!(text.contains(expected), "{expected}: {text}");
    }
}

#[test]
fn variables_of_the_command_line_and_of_tests_are_not_settings() {
    let variables = [("CHOLON_DATA_DIR", "/x"), ("CHOLON_PORT", "1"), ("CHOLON_TEST_DATABASE_URL", "x"), ("HOME", "/")];
    assert!(load_with("", &variables).is_ok());
}

#[test]
fn what_is_printed_can_be_read_again() {
    let mut settings = Settings::defaults();
    settings.shop.name = "Chợ \"Lớn\"".to_owned();
    let again = load_text(&settings.to_masked_toml()).expect("sound settings");
    assert_eq!(again.to_masked_toml(), settings.to_masked_toml());
}

#[test]
fn a_file_that_is_not_toml_is_named() {
    assert!(refusal("[server\nport", &[]).contains("not TOML"));
}
