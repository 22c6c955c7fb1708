//! Moments as shoppers read them: on the wall clock of the shop, in their language.

use cholon_kernel::Locale;
use cholon_kernel::clock::Timestamp;

use crate::view::page::Page;
use crate::visit::local;

/// Seconds in a minute, an hour and a day.
const MINUTE_S: i64 = 60;
/// See [`MINUTE_S`].
const HOUR_S: i64 = 60 * MINUTE_S;
/// See [`MINUTE_S`].
const DAY_S: i64 = 24 * HOUR_S;

/// A moment for people and for machines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct When {
    /// For the `datetime` attribute.
    pub(crate) iso: String,
    /// What people read.
    pub(crate) text: String,
}

impl When {
    /// Day and time: `14:05, 20/11/2026`.
    pub(crate) fn exact(at: Timestamp, locale: Locale) -> Self {
        let format = match locale {
            Locale::Vi => "%H:%M, %d/%m/%Y",
            Locale::En => "%-d %b %Y, %H:%M",
        };
        Self { iso: at.to_string(), text: local(at).strftime(format).to_string() }
    }

    /// How long ago it was, as far back as a day; then day and time.
    pub(crate) fn ago(at: Timestamp, now: Timestamp, page: &Page) -> Self {
        let seconds = now.as_second().saturating_sub(at.as_second());
        let exact = Self::exact(at, page.locale);
        let text = match seconds {
            ..MINUTE_S => page.text("ago-now"),
            MINUTE_S..HOUR_S => page.t1("ago-minutes", "count", seconds / MINUTE_S),
            HOUR_S..DAY_S => page.t1("ago-hours", "count", seconds / HOUR_S),
            _ => exact.text,
        };
        Self { text, ..exact }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::page;

    #[test]
    fn a_moment_is_read_on_the_local_clock() {
        let at = "2026-11-20T18:05:00Z".parse().unwrap();
        assert_eq!(When::exact(at, Locale::Vi).text, "01:05, 21/11/2026");
        assert_eq!(When::exact(at, Locale::En).text, "21 Nov 2026, 01:05");
    }

    #[test]
    fn what_was_recent_is_told_by_its_distance() {
        let page = page(Locale::Vi, "/");
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let now = at("2026-11-20T18:00:00Z");
        let ago = |text: &str| When::ago(at(text), now, &page).text;
        assert_eq!(ago("2026-11-20T17:59:30Z"), "Vừa xong");
        assert_eq!(ago("2026-11-20T17:50:00Z"), "10 phút trước");
        assert_eq!(ago("2026-11-20T15:00:00Z"), "3 giờ trước");
        assert_eq!(ago("2026-11-10T18:00:00Z"), "01:00, 11/11/2026");
    }
}
