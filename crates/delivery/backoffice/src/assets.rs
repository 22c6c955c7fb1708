//! The files that are part of the program: a style sheet, a script and symbols of the back office.

use std::borrow::Cow;

use cholon_webkit::assets::{Asset, AssetSet, register};
use cholon_webkit::design::TOKENS;

/// The style sheet; the tokens come before it.
const STYLES: &str = concat!(
    include_str!("../assets/css/base.css"),
    include_str!("../assets/css/frame.css"),
    include_str!("../assets/css/parts.css"),
    include_str!("../assets/css/pages.css"),
);

/// All files under the names that pages use.
fn files() -> AssetSet {
    let file =
        |name: &'static str, content: &'static [u8]| Asset { name: name.into(), content: Cow::Borrowed(content) };
    vec![
        Asset { name: "admin.css".into(), content: Cow::Owned([TOKENS, STYLES].concat().into_bytes()) },
        file("admin.js", include_bytes!("../assets/admin.js")),
        file("admin.svg", include_bytes!("../assets/admin.svg")),
        file("admin-mark.svg", include_bytes!("../assets/mark.svg")),
    ]
}

/// Registers the files, so that their addresses are known.
pub(crate) fn publish() {
    register(files());
}
