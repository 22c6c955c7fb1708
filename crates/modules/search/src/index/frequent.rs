//! The terms that several documents share, in memory: what may complete a beginning, found without walking through the
//! many terms that only one document has.

use tantivy::termdict::TermDictionary;

/// Documents that must hold a term for it to be frequent.
pub(crate) const FREQUENT_MIN: u32 = 2;

/// Frequent terms of one dictionary, in order, with the number of documents.
#[derive(Debug, Default)]
pub(crate) struct Frequent(Vec<(Box<str>, u32)>);

impl Frequent {
    /// Reads a dictionary from end to end.
    pub(super) fn read(terms: &TermDictionary) -> tantivy::Result<Self> {
        let mut frequent = Vec::new();
        let mut stream = terms.stream()?;
        while stream.advance() {
            let count = stream.value().doc_freq;
            if count >= FREQUENT_MIN
                && let Ok(term) = std::str::from_utf8(stream.key())
            {
                frequent.push((term.into(), count));
            }
        }
        frequent.shrink_to_fit();
        Ok(Self(frequent))
    }

    /// The terms that begin with `beginning`.
    pub(crate) fn behind(&self, beginning: &str) -> &[(Box<str>, u32)] {
        let from = self.0.partition_point(|(term, _)| **term < *beginning);
        let behind = &self.0[from..];
        &behind[..behind.partition_point(|(term, _)| term.starts_with(beginning))]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_beginning_finds_its_terms_and_no_others() {
        let terms = ["lap", "laptop", "laptop acer", "lau", "loa"].map(|term| (Box::from(term), 2));
        let frequent = Frequent(terms.to_vec());
        let behind = |beginning: &str| frequent.behind(beginning).iter().map(|(term, _)| &**term).collect::<Vec<_>>();
        assert_eq!(behind("lap"), ["lap", "laptop", "laptop acer"]);
        assert_eq!(behind("loa"), ["loa"]);
        assert_eq!(behind("").len(), 5);
        assert!(behind("lx").is_empty() && behind("zz").is_empty());
    }
}
