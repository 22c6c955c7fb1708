//! The design tokens that all pages of the house share: the colours of a market hall. Jade for the house, sun for
//! light, lacquer red for prices.

/// A style sheet that sets the tokens: light or dark as the device prefers, or as `data-theme` on the root element says.
pub const TOKENS: &str = concat!(
    ":root {\n  color-scheme: light dark;\n",
    include_str!("../assets/css/light.css"),
    "}\n:root[data-theme=\"light\"] { color-scheme: light; }\n",
    "@media (prefers-color-scheme: dark) { :root:not([data-theme=\"light\"]) {\n",
    include_str!("../assets/css/dark.css"),
    "} }\n:root[data-theme=\"dark\"] {\n  color-scheme: dark;\n",
    include_str!("../assets/css/dark.css"),
    "}\n",
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_token_of_the_dark_has_one_of_the_light() {
        let names =
            |css: &'static str| css.lines().filter_map(|line| line.trim().split_once(':')).map(|(name, _)| name);
        let light: Vec<_> = names(include_str!("../assets/css/light.css")).collect();
        assert!(names(include_str!("../assets/css/dark.css")).all(|name| light.contains(&name)));
        assert!(TOKENS.matches('{').count() == TOKENS.matches('}').count());
    }
}
