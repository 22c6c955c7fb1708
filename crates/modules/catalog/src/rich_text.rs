//! Descriptions: what HTML is let in, plain text to HTML and back.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// The elements a description may use; no picture, frame, script or style of somebody else's.
const ELEMENTS: [&str; 22] = [
    "a",
    "b",
    "blockquote",
    "br",
    "em",
    "h2",
    "h3",
    "h4",
    "hr",
    "i",
    "li",
    "ol",
    "p",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "tr",
    "ul",
];

static CLEANER: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
    let mut builder = ammonia::Builder::new();
    builder
        .tags(HashSet::from(ELEMENTS))
        .tag_attributes(HashMap::from([("a", HashSet::from(["href"]))]))
        .generic_attributes(HashSet::new())
        .url_schemes(HashSet::from(["https", "http", "mailto", "tel"]))
        .link_rel(Some("nofollow noopener"));
    builder
});

/// `html` without anything that could harm a page that shows it.
pub(crate) fn sanitise(html: &str) -> String {
    if html.contains(['<', '&', '>', '\0', '\r']) { CLEANER.clean(html).to_string() } else { html.to_owned() }
}

/// Plain text as HTML: blank lines separate paragraphs, other line ends break lines.
pub(crate) fn from_plain(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let paragraphs = text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty());
    let html = paragraphs.map(|paragraph| format!("<p>{}</p>", escape(paragraph).replace('\n', "<br>")));
    sanitise(&html.collect::<String>())
}

/// The text of sanitised HTML, elements becoming spaces.
pub(crate) fn to_plain(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut is_inside = false;
    for letter in html.chars() {
        match letter {
            '<' => is_inside = true,
            '>' if is_inside => {
                is_inside = false;
                text.push(' ');
            }
            _ if !is_inside => text.push(letter),
            _ => {}
        }
    }
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&nbsp;", " ");
    text.replace("&amp;", "&").trim().to_owned()
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn hostile_html_is_clean_after_once(html in "[<>&;a-z/=\"' !đ\\-]{0,80}") {
            let once = sanitise(&html).trim().to_owned();
            let twice = sanitise(&once).trim().to_owned();
            prop_assert_eq!(&twice, &once);
            prop_assert!(!once.contains("<script") && !once.contains("<img"));
        }
    }

    #[test]
    fn scripts_pictures_and_styles_do_not_come_in() {
        let html =
            r#"<p style="x" onclick="y">a<script>b</script><img src=x onerror=c><a href="javascript:d">e</a></p>"#;
        assert_eq!(sanitise(html), r#"<p>a<a rel="nofollow noopener">e</a></p>"#);
    }

    #[test]
    fn sanitising_twice_changes_nothing() {
        for html in
            ["a & b", "<p>1 < 2 &amp;lt; 3</p>", "<ul><li>x</ul>", "<table><tr><td>1", "\"'\u{a0}<b>đ</i>", "a\r\nb"]
        {
            let once = sanitise(html);
            assert_eq!(sanitise(&once), once, "{html}");
        }
    }

    #[test]
    fn plain_text_survives_html() {
        let html = from_plain("Màn hình 6 < 7 & \"đẹp\"\ndòng hai\n\nđoạn hai");
        assert_eq!(html, "<p>Màn hình 6 &lt; 7 &amp; \"đẹp\"<br>dòng hai</p><p>đoạn hai</p>");
        assert_eq!(to_plain(&html), "Màn hình 6 < 7 & \"đẹp\" dòng hai  đoạn hai");
    }
}
