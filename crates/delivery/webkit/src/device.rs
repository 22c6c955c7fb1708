//! Devices as people call them, from how browsers describe themselves.

/// How browsers name themselves, those first whose descriptions name others too.
const BROWSERS: [(&str, &str); 11] = [
    ("Zalo", "Zalo"),
    ("coc_coc_browser/", "Cốc Cốc"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("FxiOS/", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
    ("Trident/", "Internet Explorer"),
];
/// How systems do, with whether one carries them in a pocket.
const SYSTEMS: [(&str, &str, bool); 7] = [
    ("iPhone", "iPhone", true),
    ("iPad", "iPad", true),
    ("Android", "Android", true),
    ("Windows", "Windows", false),
    ("Mac OS X", "macOS", false),
    ("CrOS", "ChromeOS", false),
    ("Linux", "Linux", false),
];
/// Letters of a description that is shown as it is.
const PLAIN_NAME_LENGTH_MAX: usize = 40;

/// What kind of device it looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeviceKind {
    /// A computer.
    Computer,
    /// A telephone.
    Phone,
    /// The shop inside Zalo.
    MiniApp,
}

impl DeviceKind {
    /// Its symbol.
    #[must_use]
    pub const fn icon(self) -> &'static str {
        match self {
            Self::Computer => "laptop",
            Self::Phone => "phone",
            Self::MiniApp => "store",
        }
    }
}

/// Browser and system in words, and what kind of device they run on, as far as the description tells.
#[must_use]
pub fn described(user_agent: &str, is_mini_app: bool) -> (String, DeviceKind) {
    let browser = BROWSERS.iter().find(|(mark, _)| user_agent.contains(mark)).map(|(_, name)| *name);
    let browser = if is_mini_app { Some("Zalo Mini App") } else { browser };
    let system = SYSTEMS.iter().find(|(mark, ..)| user_agent.contains(mark));
    let names: Vec<&str> = browser.into_iter().chain(system.map(|(_, name, _)| *name)).collect();
    let kind = match system {
        _ if is_mini_app => DeviceKind::MiniApp,
        Some((_, _, true)) => DeviceKind::Phone,
        _ => DeviceKind::Computer,
    };
    let plain = || user_agent.chars().take(PLAIN_NAME_LENGTH_MAX).collect();
    (if names.is_empty() { plain() } else { names.join(" · ") }, kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn devices_are_told_in_words() {
        let chrome = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/142.0 Safari/537.36";
        assert_eq!(described(chrome, false), ("Chrome · Windows".to_owned(), DeviceKind::Computer));
        let edge = format!("{chrome} Edg/142.0");
        assert_eq!(described(&edge, false).0, "Edge · Windows");
        let safari = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Mobile Safari/604.1";
        assert_eq!(described(safari, false), ("Safari · iPhone".to_owned(), DeviceKind::Phone));
        assert_eq!(described("Linux; Android 16", true), ("Zalo Mini App · Android".to_owned(), DeviceKind::MiniApp));
        assert_eq!(described("curl/8.0", false), ("curl/8.0".to_owned(), DeviceKind::Computer));
    }
}
