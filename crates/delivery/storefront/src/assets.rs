//! The files that are part of the program: a style sheet and a script for all pages, one of each for private ones,
//! symbols and icons.

use std::borrow::Cow;

use cholon_webkit::assets::{Asset, AssetSet, asset_url, register};
use cholon_webkit::design::TOKENS;

/// The style sheet of all pages; the tokens come before it.
const STYLES: &str = concat!(
    include_str!("../assets/css/base.css"),
    include_str!("../assets/css/layout.css"),
    include_str!("../assets/css/cards.css"),
    include_str!("../assets/css/home.css"),
    include_str!("../assets/css/listing.css"),
    include_str!("../assets/css/product.css"),
    include_str!("../assets/css/suggest.css"),
    include_str!("../assets/css/mini-cart.css"),
);

/// The styles of private pages: forms, account, cart. Shared pages do not carry them.
const PRIVATE_STYLES: &str = concat!(
    include_str!("../assets/css/forms.css"),
    include_str!("../assets/css/account.css"),
    include_str!("../assets/css/cart.css"),
);

/// The script of all pages, what it remembers first and the start last.
const SCRIPT: &str = concat!(
    "\"use strict\";\n",
    include_str!("../assets/js/store.js"),
    include_str!("../assets/js/compare.js"),
    include_str!("../assets/js/recent.js"),
    include_str!("../assets/js/swap.js"),
    include_str!("../assets/js/gallery.js"),
    include_str!("../assets/js/suggest.js"),
    include_str!("../assets/js/cart.js"),
    include_str!("../assets/js/start.js"),
);

/// The script of private pages; it comes after the other and uses what that has.
const PRIVATE_SCRIPT: &str =
    concat!("\"use strict\";\n", include_str!("../assets/js/forms.js"), include_str!("../assets/js/address.js"));

/// All files under the names that pages use.
pub(crate) fn files() -> AssetSet {
    let file =
        |name: &'static str, content: &'static [u8]| Asset { name: name.into(), content: Cow::Borrowed(content) };
    vec![
        Asset { name: "app.css".into(), content: Cow::Owned([TOKENS, STYLES].concat().into_bytes()) },
        file("app.js", SCRIPT.as_bytes()),
        file("account.css", PRIVATE_STYLES.as_bytes()),
        file("account.js", PRIVATE_SCRIPT.as_bytes()),
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
        let length = SCRIPT.len() + PRIVATE_SCRIPT.len();
        assert!(length < 40 * 1024, "{length}");
    }
}
