//! The texts of the back office: every key that is used has words, and all words are used.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use cholon_i18n::texts;
use cholon_kernel::Locale;

/// The keys that a text names.
fn keys(text: &str) -> impl Iterator<Item = String> {
    let is_key = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
    text.split('"').filter(move |word| word.starts_with("admin-") && word.chars().all(is_key)).map(str::to_owned)
}

fn used(folder: &Path, into: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            used(&path, into);
        } else {
            into.extend(keys(&fs::read_to_string(path).unwrap()));
        }
    }
}

#[test]
fn every_key_has_words_and_every_word_its_use() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut used_keys = BTreeSet::new();
    used(&root.join("src"), &mut used_keys);
    used(&root.join("templates"), &mut used_keys);
    let vietnamese = root.join("../../platform/i18n/texts/vi/backoffice.ftl");
    let source = fs::read_to_string(vietnamese).unwrap();
    let known: BTreeSet<String> =
        source.lines().filter_map(|line| line.split_once(" =")).map(|(key, _)| key.to_owned()).collect();
    let known: BTreeSet<String> = known.into_iter().filter(|key| key.starts_with("admin-")).collect();
    assert!(known.len() > 250);
    // Keys are put together nowhere, and names of files look like keys.
    let missing: Vec<_> = used_keys.iter().filter(|key| !texts(Locale::Vi).has(key)).collect();
    assert!(missing.is_empty(), "{missing:?}");
    let unused: Vec<_> = known.difference(&used_keys).collect();
    assert!(unused.is_empty(), "{unused:?}");
}
