//! A mail's text as a page: the same words in paragraphs, links that can be followed, nothing that is fetched.

use askama::Template;

use crate::sender::Outgoing;

/// What a paragraph consists of.
#[derive(Debug, PartialEq, Eq)]
enum Piece<'a> {
    Words(&'a str),
    Link(&'a str),
    Break,
}

#[derive(Template)]
#[template(path = "mail.html")]
struct MailTemplate<'a> {
    lang: &'static str,
    subject: &'a str,
    paragraphs: Vec<Vec<Piece<'a>>>,
}

/// The page that says what a message says.
pub(crate) fn page(message: &Outgoing) -> Result<String, askama::Error> {
    let paragraphs = message.body.split("\n\n").map(pieces).filter(|pieces| !pieces.is_empty()).collect();
    MailTemplate { lang: message.locale.tag(), subject: &message.subject, paragraphs }.render()
}

fn pieces(paragraph: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    for line in paragraph.lines() {
        if !pieces.is_empty() {
            pieces.push(Piece::Break);
        }
        push_line(&mut pieces, line);
    }
    pieces
}

fn push_line<'a>(pieces: &mut Vec<Piece<'a>>, line: &'a str) {
    let mut rest = line;
    while let Some((before, href, after)) = next_link(rest) {
        if !before.is_empty() {
            pieces.push(Piece::Words(before));
        }
        pieces.push(Piece::Link(href));
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Words(rest));
    }
}

/// The first link of a text with what is around it. The sign that ends a sentence is not part of a link.
fn next_link(text: &str) -> Option<(&str, &str, &str)> {
    let start = ["https://", "http://"].iter().filter_map(|scheme| text.find(scheme)).min()?;
    let (before, rest) = text.split_at(start);
    let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
    let href = rest[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '>', '"']);
    Some((before, href, &rest[href.len()..]))
}

#[cfg(test)]
mod tests {
    use cholon_kernel::Locale;

    use super::*;

    #[test]
    fn links_end_where_the_sentence_ends() {
        let found = pieces("Mở https://a.vn/x?ma=1&b=2.\nHoặc (http://b.vn), nhé");
        let expected = [
            Piece::Words("Mở "),
            Piece::Link("https://a.vn/x?ma=1&b=2"),
            Piece::Words("."),
            Piece::Break,
            Piece::Words("Hoặc ("),
            Piece::Link("http://b.vn"),
            Piece::Words("), nhé"),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn nothing_in_a_message_becomes_markup() {
        let message = Outgoing {
            id: String::new(),
            recipient: String::new(),
            locale: Locale::En,
            subject: "</title><script>".to_owned(),
            body: "<b>x</b>\n\njavascript:alert(1)\n\nhttps://a.vn/\"onclick=\"x".to_owned(),
        };
        let page = page(&message).unwrap();
        for markup in ["<script", "<b>", "\"onclick", "href=\"javascript"] {
            assert!(!page.contains(markup), "{markup} in {page}");
        }
        assert_eq!(page.matches("<p ").count(), 3);
        assert!(page.starts_with("<!doctype html>\n<html lang=\"en\">"), "{page}");
    }
}
