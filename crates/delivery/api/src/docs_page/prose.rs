//! Descriptions: paragraphs of words and `code`.

/// A paragraph of a description.
pub(super) type Paragraph = Vec<Inline>;

/// A piece of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Inline {
    /// The words.
    pub(super) text: String,
    /// Whether they stood between backticks.
    pub(super) is_code: bool,
}

/// The paragraphs of a description: blank lines separate them, backticks mark code.
pub(super) fn paragraphs(text: &str) -> Vec<Paragraph> {
    text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty()).map(paragraph).collect()
}

fn paragraph(text: &str) -> Paragraph {
    let pieces = text.split('`').enumerate();
    pieces
        .filter(|(_, piece)| !piece.is_empty())
        .map(|(index, piece)| Inline { text: piece.to_owned(), is_code: !index.is_multiple_of(2) })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn backticks_mark_code() {
        let shape: Vec<(String, bool)> =
            paragraph("send `a` and `b`").into_iter().map(|piece| (piece.text, piece.is_code)).collect();
        let expected = [("send ", false), ("a", true), (" and ", false), ("b", true)];
        assert_eq!(shape, expected.map(|(text, is_code)| (text.to_owned(), is_code)));
    }
}
