//! What part of the shop a request is for: it decides limits, language of errors, and who goes first.

use cholon_limits::Class;

use crate::locale::{API_PREFIX, is_below};

/// Paths of operators' probes.
const PROBES: [&str; 4] = ["/health", "/healthz", "/ready", "/metrics"];
/// Folders of files that a page brings along; counting them would count pages many times.
const FILE_PREFIXES: [&str; 2] = ["/assets", "/media"];
/// Paths on the way to an order; the English ones follow `/en`.
const CHECKOUT_PREFIXES: [&str; 5] = ["/gio-hang", "/thanh-toan", "/v1/cart", "/v1/orders", "/v1/payments"];

/// A part of the shop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Area {
    /// Probes of operators.
    Probe,
    /// The REST interface.
    Api,
    /// Files of pages.
    File,
    /// Pages for people.
    Page,
}

/// Who goes first when there is too much to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Priority {
    /// Always answered: an operator must see what is wrong.
    Probe,
    /// Shoppers about to order.
    Checkout,
    /// Everybody else.
    Browse,
}

impl Area {
    /// The part that a path belongs to.
    pub(crate) fn of(path: &str) -> Self {
        if is_below(path, API_PREFIX) {
            return Self::Api;
        }
        if FILE_PREFIXES.iter().any(|prefix| is_below(path, prefix)) {
            return Self::File;
        }
        if PROBES.contains(&path) { Self::Probe } else { Self::Page }
    }

    /// The rate limit that counts its requests.
    pub(crate) const fn class(self) -> Option<Class> {
        match self {
            Self::Api => Some(Class::Api),
            Self::Page => Some(Class::Pages),
            Self::Probe | Self::File => None,
        }
    }
}

impl Priority {
    /// The priority of a path.
    pub(crate) fn of(path: &str) -> Self {
        if PROBES.contains(&path) {
            return Self::Probe;
        }
        let path = path.strip_prefix("/en").filter(|rest| rest.starts_with('/')).unwrap_or(path);
        let is_checkout = CHECKOUT_PREFIXES.iter().any(|prefix| is_below(path, prefix));
        if is_checkout { Self::Checkout } else { Self::Browse }
    }

    /// Its name in metrics.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Probe => "probe",
            Self::Checkout => "checkout",
            Self::Browse => "browse",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_have_an_area_and_a_priority() {
        let cases = [
            ("/", Area::Page, Priority::Browse),
            ("/v1/products", Area::Api, Priority::Browse),
            ("/v1/cart/items", Area::Api, Priority::Checkout),
            ("/v10", Area::Page, Priority::Browse),
            ("/assets/app.css", Area::File, Priority::Browse),
            ("/ready", Area::Probe, Priority::Probe),
            ("/thanh-toan", Area::Page, Priority::Checkout),
            ("/en/gio-hang", Area::Page, Priority::Checkout),
            ("/english", Area::Page, Priority::Browse),
        ];
        for (path, area, priority) in cases {
            assert_eq!((Area::of(path), Priority::of(path)), (area, priority), "{path}");
        }
    }
}
