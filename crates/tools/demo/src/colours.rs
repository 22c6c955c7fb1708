//! Colours of goods by the words that tables use for them.

/// Body colour and its darker shade as SVG colours.
pub(crate) fn paint(word: &str) -> (&'static str, &'static str) {
    let table = [
        ("Titan đen", "#4a4a4d", "#2b2b2e"),
        ("Titan trắng", "#e4e2dc", "#bdbab2"),
        ("Titan sa mạc", "#c8ab8f", "#9d8168"),
        ("Titan xám", "#8d8b87", "#62605d"),
        ("Titan xanh", "#7f95a8", "#566a7c"),
        ("Titan tím", "#6f6580", "#4b4359"),
        ("Xanh lưu ly", "#7c8fd6", "#5064b0"),
        ("Xanh navy", "#2f4468", "#1d2d49"),
        ("Xanh dương", "#6ea3d8", "#3f76b0"),
        ("Xanh lá", "#8fbf9f", "#5d9170"),
        ("Đen", "#3a3d42", "#1f2226"),
        ("Trắng", "#f3f3f1", "#cfd1d3"),
        ("Bạc", "#d9dcdf", "#a9adb2"),
        ("Xám", "#8c9198", "#5e636a"),
        ("Hồng", "#f0bcc6", "#cf8c9a"),
        ("Tím", "#b9a7d9", "#8873b3"),
        ("Vàng", "#f0d68a", "#c9a94e"),
        ("Cam", "#f2a36b", "#cc7a40"),
        ("Đỏ", "#d8524f", "#a33331"),
        ("Nâu", "#8a6a50", "#5f4632"),
        ("Be", "#e3d6c2", "#bba98e"),
    ];
    table.iter().find(|(name, ..)| *name == word).map_or(("#9aa4ae", "#6d7780"), |(_, body, shade)| (body, shade))
}

/// Wallpapers of screens: two colours of a gradient.
pub(crate) const WALLPAPERS: [(&str, &str); 8] = [
    ("#ff8a65", "#7e57c2"),
    ("#4facfe", "#00c6a7"),
    ("#f6d365", "#fda085"),
    ("#5ee7df", "#5b6ee1"),
    ("#ff9a9e", "#a18cd1"),
    ("#43cea2", "#185a9d"),
    ("#f857a6", "#ff5858"),
    ("#30cfd0", "#330867"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_is_found_by_its_whole_word() {
        assert_ne!(paint("Titan đen"), paint("Đen"));
        assert_eq!(paint("Không rõ"), ("#9aa4ae", "#6d7780"));
    }
}
