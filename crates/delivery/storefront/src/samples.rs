//! Samples for tests: a small shop in memory, and every page drawn from it in both languages.

mod access;
mod account;
mod cart;
mod pages;
mod shop;

use std::collections::BTreeMap;

use cholon_kernel::Locale;

pub(crate) use pages::all_pages;
pub(crate) use shop::page;

#[test]
fn every_page_is_whole_in_both_languages() {
    for locale in Locale::ALL {
        for (name, html) in all_pages(locale) {
            let is_fragment = name.starts_with("manh-");
            assert!(is_fragment || html.contains(&format!("<html lang=\"{locale}\"")), "{name}");
            assert!(is_fragment || html.matches("<h1").count() == 1, "{name} has one main heading");
            assert!(!html.contains("style=\"") && !html.contains("onclick"), "{name} has something inline");
            assert!(!html.contains("<script>"), "{name} has an inline script");
            assert_eq!(missing_texts(&html), Vec::<&str>::new(), "{name} in {locale}");
            assert_eq!(repeated_ids(&html), Vec::<&str>::new(), "{name} in {locale}");
        }
    }
}

/// A text that is missing shows its key: lower-case words joined by hyphens between two tags.
fn missing_texts(html: &str) -> Vec<&str> {
    let is_key = |text: &&str| {
        text.contains('-') && text.len() > 4 && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
    };
    html.split('>').filter_map(|piece| piece.split('<').next()).map(str::trim).filter(is_key).collect()
}

fn repeated_ids(html: &str) -> Vec<&str> {
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    for id in html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        *counts.entry(id).or_default() += 1;
    }
    counts.into_iter().filter(|(_, count)| *count > 1).map(|(id, _)| id).collect()
}

#[test]
#[ignore = "writes every page into the temporary folder, for people to look at"]
fn draw_every_page() {
    crate::assets::publish();
    let folder = std::env::temp_dir().join("cholon-storefront");
    for asset in crate::assets::files() {
        let path = folder.join(crate::assets::url(&asset.name).trim_start_matches('/'));
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, asset.content).unwrap();
    }
    for locale in Locale::ALL {
        for (name, html) in all_pages(locale) {
            std::fs::write(folder.join(format!("{locale}-{name}.html")), html).unwrap();
        }
    }
}
