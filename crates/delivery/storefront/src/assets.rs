//! The files that are part of the program: one style sheet, one script, symbols and icons.

use std::borrow::Cow;

use cholon_webkit::assets::{Asset, AssetSet, asset_url, register};

/// The style sheet, tokens first.
const STYLES: &str = concat!(
    include_str!("../assets/css/tokens.css"),
    include_str!("../assets/css/base.css"),
    include_str!("../assets/css/layout.css"),
    include_str!("../assets/css/cards.css"),
    include_str!("../assets/css/home.css"),
    include_str!("../assets/css/listing.css"),
    include_str!("../assets/css/product.css"),
    include_str!("../assets/css/suggest.css"),
);

/// The script, what it remembers first and the start last.
const SCRIPT: &str = concat!(
    "\"use strict\";\n",
    include_str!("../assets/js/store.js"),
    include_str!("../assets/js/compare.js"),
    include_str!("../assets/js/recent.js"),
    include_str!("../assets/js/swap.js"),
    include_str!("../assets/js/gallery.js"),
    include_str!("../assets/js/suggest.js"),
    include_str!("../assets/js/start.js"),
);

/// All files under the names that pages use.
pub(crate) fn files() -> AssetSet {
    let file =
        |name: &'static str, content: &'static [u8]| Asset { name: name.into(), content: Cow::Borrowed(content) };
    vec![
        file("app.css", STYLES.as_bytes()),
        file("app.js", SCRIPT.as_bytes()),
        file("icons.svg", include_bytes!("../assets/icons.svg")),
        file("favicon.svg", include_bytes!("../assets/favicon.svg")),
        file("favicon.ico", include_bytes!("../assets/favicon.ico")),
        file("icon-192.png", include_bytes!("../assets/icon-192.png")),
        file("icon-512.png", include_bytes!("../assets/icon-512.png")),
    ]
}

/// Registers the files, so that their addresses are known.
pub(crate) fn publish() {
    register(files());
}

/// The address of a file.
pub(crate) fn url(name: &str) -> String {
    asset_url(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_stays_small() {
        // The bound for what travels is 40 kB compressed; the source as it is stays below it already.
        assert!(SCRIPT.len() < 40 * 1024, "{}", SCRIPT.len());
    }
}
