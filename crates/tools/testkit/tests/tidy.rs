//! Habits of the house that no compiler checks.

use std::path::{Path, PathBuf};

/// Lines of a file before its tests at most.
const LINES_MAX: usize = 500;
/// Words that say that something is not done.
const UNFINISHED: [&str; 5] = ["todo!(", "unimplemented!(", "dbg!(", "FIXME", "XXX"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(3).expect("the workspace is three folders up").to_owned()
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder that can be read").flatten() {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn every_file_says_what_it_owns_and_stays_small() {
    let mut files = Vec::new();
    sources(&root().join("crates"), &mut files);
    assert!(files.len() > 100, "the sources were found");
    for file in files {
        let text = std::fs::read_to_string(&file).expect("a readable file");
        let shown = file.display();
        assert!(text.starts_with("//!"), "{shown} does not say what it owns");
        let lines = text.lines().take_while(|line| !line.starts_with("#[cfg(test)]")).count();
        assert!(lines <= LINES_MAX, "{shown} has {lines} lines");
        if !file.ends_with("testkit/tests/tidy.rs") {
            let unfinished = UNFINISHED.iter().find(|word| text.contains(**word));
            assert_eq!(unfinished, None, "{shown} is not finished");
        }
    }
}

#[test]
fn migrations_carry_their_time_and_module() {
    for entry in std::fs::read_dir(root().join("migrations")).expect("the folder of migrations").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let (time, rest) = name.split_once('_').unwrap_or_default();
        assert!(time.len() == 14 && time.bytes().all(|byte| byte.is_ascii_digit()), "{name} has no time");
        assert!(
            rest.contains('_') && Path::new(rest).extension().is_some_and(|end| end == "sql"),
            "{name} has no module"
        );
    }
}

/// Paths in the architecture that no longer lead anywhere send strangers astray.
#[test]
fn the_architecture_names_files_that_exist() {
    let text = std::fs::read_to_string(root().join("ARCHITECTURE.md")).expect("the architecture");
    // Blocks of code have three marks, which would put the pairs out of step.
    let prose: String = text.split("```").step_by(2).collect();
    let quoted = prose.split('`').skip(1).step_by(2);
    for path in quoted.filter(|path| path.starts_with("crates/")) {
        assert!(root().join(path).exists(), "{path} is not there");
    }
}
