//! Answers of the search: a page of products and how it came about.

use cholon_search::model;
use serde::Serialize;
use utoipa::ToSchema;

use super::listing::ProductPage;

/// One page of search results.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub(crate) struct SearchPage {
    /// The results.
    #[serde(flatten)]
    pub(crate) page: ProductPage,
    /// Parts of the text that were taken as filters.
    pub(crate) understood: Vec<Understood>,
    /// How the answer differs from the question; `null` when it does not.
    #[schema(required)]
    pub(crate) notice: Option<Notice>,
}

/// A part of the text that was taken as a filter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct Understood {
    /// What `without` takes to undo it.
    token: String,
    /// What it limits.
    #[schema(example = "price")]
    kind: &'static str,
    /// What a shopper reads.
    #[schema(example = "≤ 20.000.000 ₫")]
    label: String,
}

/// How an answer differs from the question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(crate) enum Notice {
    /// The results are for this corrected text; `literal=true` insists on the typed one.
    Corrected {
        /// The corrected text.
        text: String,
    },
    /// There may be a better spelling, but the text as typed has results.
    DidYouMean {
        /// The other spelling.
        text: String,
    },
    /// Nothing has all words; these have the most telling part of them.
    Fallback {
        /// The part that was searched for.
        text: String,
    },
    /// Nothing matches at all; these are what sells best.
    Popular,
}

impl From<model::Understood> for Understood {
    fn from(understood: model::Understood) -> Self {
        Self { token: understood.token, kind: understood.kind, label: understood.label }
    }
}

impl From<model::Notice> for Notice {
    fn from(notice: model::Notice) -> Self {
        match notice {
            model::Notice::Corrected { text } => Self::Corrected { text },
            model::Notice::DidYouMean { text } => Self::DidYouMean { text },
            model::Notice::Fallback { text } => Self::Fallback { text },
            model::Notice::Popular => Self::Popular,
        }
    }
}
