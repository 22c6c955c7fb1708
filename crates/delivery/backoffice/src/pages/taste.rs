//! `/admin/ngon-ngu` and `/admin/giao-dien`: the language and the light that a browser remembers.

use cholon_kernel::Locale;
use cholon_webkit::{Problem, redirect};
use http::StatusCode;

use crate::cookies::{Theme, with_cookies};
use crate::desk::{Answer, Desk, Sent};

/// Remembers the language and leads back.
pub(crate) async fn language(desk: Desk, sent: Sent) -> Answer {
    let locale: Locale = sent.field("tag").parse().map_err(|_unknown| Problem::bad_request(Vec::new()))?;
    let cookie = desk.office.language_cookie(locale.tag());
    Ok(with_cookies(redirect(StatusCode::SEE_OTHER, Desk::next(sent.field("next"))), [cookie]))
}

/// Remembers how light the pages are and leads back.
pub(crate) async fn theme(desk: Desk, sent: Sent) -> Answer {
    let cookie = desk.office.theme_cookie(Theme::named(sent.field("theme")));
    Ok(with_cookies(redirect(StatusCode::SEE_OTHER, Desk::next(sent.field("next"))), [cookie]))
}
