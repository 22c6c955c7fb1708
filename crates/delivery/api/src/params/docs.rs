//! Parameters of the browsable documentation.

use cholon_kernel::Locale;
use utoipa::IntoParams;

use crate::query::Query;

/// How to show the documentation.
#[derive(Debug, Clone, PartialEq, Eq, IntoParams)]
#[into_params(parameter_in = Query, rename_all = "camelCase")]
pub(crate) struct DocsParams {
    /// Language of the page; `Accept-Language` decides when it is missing.
    #[param(inline, value_type = Option<DocsLanguage>)]
    pub(crate) lang: Option<DocsLanguage>,
}

/// A language of the documentation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum DocsLanguage {
    Vi,
    En,
}

impl From<DocsLanguage> for Locale {
    fn from(language: DocsLanguage) -> Self {
        match language {
            DocsLanguage::Vi => Self::Vi,
            DocsLanguage::En => Self::En,
        }
    }
}

impl std::str::FromStr for DocsLanguage {
    type Err = crate::query::ShapeError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "vi" => Ok(Self::Vi),
            "en" => Ok(Self::En),
            _ => Err(crate::query::ShapeError),
        }
    }
}

impl DocsParams {
    /// Takes the parameters out of a query.
    pub(crate) fn read(query: &mut Query) -> Self {
        Self { lang: query.value("lang") }
    }
}
