//! Moments as people read them: on the wall clock of the shop, in their language.

use cholon_i18n::texts;
use cholon_kernel::Locale;
use cholon_kernel::clock::Timestamp;

/// Hours that local time is ahead of UTC, the whole year.
const LOCAL_OFFSET_HOURS: i8 = 7;
/// Seconds in a minute, an hour and a day.
const MINUTE_S: i64 = 60;
/// See [`MINUTE_S`].
const HOUR_S: i64 = 60 * MINUTE_S;
/// See [`MINUTE_S`].
const DAY_S: i64 = 24 * HOUR_S;

/// A moment on the wall clock of the shop.
#[must_use]
pub fn local(at: Timestamp) -> jiff::civil::DateTime {
    jiff::tz::offset(LOCAL_OFFSET_HOURS).to_datetime(at)
}

/// The moment of a time on the wall clock of the shop; `None` beyond what clocks tell.
#[must_use]
pub fn moment(local: jiff::civil::DateTime) -> Option<Timestamp> {
    jiff::tz::offset(LOCAL_OFFSET_HOURS).to_timestamp(local).ok()
}

/// A moment for people and for machines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct When {
    /// For the `datetime` attribute.
    pub iso: String,
    /// What people read.
    pub text: String,
}

impl When {
    /// Day and time: `14:05, 20/11/2026`.
    #[must_use]
    pub fn exact(at: Timestamp, locale: Locale) -> Self {
        let format = match locale {
            Locale::Vi => "%H:%M, %d/%m/%Y",
            Locale::En => "%-d %b %Y, %H:%M",
        };
        Self { iso: at.to_string(), text: local(at).strftime(format).to_string() }
    }

    /// How long ago it was, as far back as a day; then day and time.
    #[must_use]
    pub fn ago(at: Timestamp, now: Timestamp, locale: Locale) -> Self {
        let seconds = now.as_second().saturating_sub(at.as_second());
        let exact = Self::exact(at, locale);
        let counted = |key: &str, count: i64| texts(locale).format(key, &[("count", count.into())]);
        let text = match seconds {
            ..MINUTE_S => texts(locale).get("ago-now").to_owned(),
            MINUTE_S..HOUR_S => counted("ago-minutes", seconds / MINUTE_S),
            HOUR_S..DAY_S => counted("ago-hours", seconds / HOUR_S),
            _ => exact.text,
        };
        Self { text, ..exact }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_read_on_the_local_clock() {
        let at = "2026-11-20T18:05:00Z".parse().expect("a moment");
        assert_eq!(When::exact(at, Locale::Vi).text, "01:05, 21/11/2026");
        assert_eq!(When::exact(at, Locale::En).text, "21 Nov 2026, 01:05");
    }

    #[test]
    fn what_was_recent_is_told_by_its_distance() {
        let at = |text: &str| text.parse::<Timestamp>().expect("a moment");
        let now = at("2026-11-20T18:00:00Z");
        let ago = |text: &str| When::ago(at(text), now, Locale::Vi).text;
        assert_eq!(ago("2026-11-20T17:59:30Z"), "Vừa xong");
        assert_eq!(ago("2026-11-20T17:50:00Z"), "10 phút trước");
        assert_eq!(ago("2026-11-20T15:00:00Z"), "3 giờ trước");
        assert_eq!(ago("2026-11-10T18:00:00Z"), "01:00, 11/11/2026");
    }
}
