//! The house: arrows between floors only go down, and what nobody may bring in stays out.

use std::collections::BTreeMap;
use std::process::Command;

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand};

/// Floors by folder, bottom first. Tools stand beside the house: they may use anything below the application.
const FLOORS: [&str; 7] = ["kernel", "platform", "modules", "flows", "delivery", "tools", "app"];
/// Crates of which one would mean a second TLS provider or a system library.
const BANNED: [&str; 3] = ["ring", "openssl-sys", "native-tls"];

fn metadata() -> Metadata {
    // Crates of other platforms are not downloaded, so asking about them would need the network.
    let platform = format!("{}-unknown-linux-gnu", std::env::consts::ARCH);
    let options = ["--locked".to_owned(), "--filter-platform".to_owned(), platform];
    MetadataCommand::new().other_options(options).exec().expect("cargo describes the workspace")
}

/// The floor of each crate of ours.
fn floors(metadata: &Metadata) -> BTreeMap<String, usize> {
    let floor = |path: &str| FLOORS.iter().position(|floor| path.contains(&format!("/crates/{floor}/")));
    let packages = metadata.workspace_packages();
    packages
        .iter()
        .map(|package| {
            let path = package.manifest_path.as_str();
            (package.name.to_string(), floor(path).unwrap_or_else(|| panic!("{path} stands on no floor")))
        })
        .collect()
}

#[test]
fn arrows_only_go_down() {
    let metadata = metadata();
    let floors = floors(&metadata);
    let modules = FLOORS.iter().position(|floor| *floor == "modules");
    for package in metadata.workspace_packages() {
        let from = floors[package.name.as_str()];
        for dependency in package.dependencies.iter().filter(|dependency| dependency.kind == DependencyKind::Normal) {
            let Some(to) = floors.get(&dependency.name) else { continue };
            assert!(*to <= from, "{} must not use {}, which stands above", package.name, dependency.name);
            let is_between_modules = Some(from) == modules && Some(*to) == modules;
            assert!(!is_between_modules, "{} must not use {}: modules meet in flows", package.name, dependency.name);
        }
    }
}

/// The lock file also names crates that no feature of ours brings in, so the tree is asked.
#[test]
fn nobody_brings_a_second_tls_provider() {
    let options = ["tree", "--workspace", "--locked", "--edges", "normal", "--prefix", "none", "--format", "{p}"];
    let output = Command::new(env!("CARGO")).args(options).output().expect("cargo shows the tree");
    let tree = String::from_utf8(output.stdout).expect("names of crates");
    assert!(tree.contains("aws-lc-rs"), "the tree holds our TLS provider");
    for line in tree.lines() {
        let name = line.split(' ').next().unwrap_or_default();
        assert!(!BANNED.contains(&name), "{name} is in the tree");
    }
}
