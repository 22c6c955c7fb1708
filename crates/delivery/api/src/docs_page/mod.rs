//! The browsable documentation: the `OpenAPI` document as a page that needs no script.

mod operation;
mod prose;
mod schema;
mod values;

use std::borrow::Cow;

use askama::Template;
use cholon_i18n::{Texts, texts};
use cholon_kernel::Locale;
use cholon_webkit::assets::{self, Asset};
use serde_json::Value;

use self::operation::Section;
use self::prose::Paragraph;
use self::schema::SchemaView;
use crate::document;

/// The page's own stylesheet.
const STYLESHEET: &str = "api-docs.css";

/// Registers the files that the page needs.
pub(crate) fn register_assets() {
    let content = Cow::Borrowed(&include_bytes!("../../assets/api-docs.css")[..]);
    assets::register(vec![Asset { name: Cow::Borrowed(STYLESHEET), content }]);
}

/// Everything the template shows.
#[derive(Template)]
#[template(path = "docs.html")]
struct Page<'a> {
    locale: Locale,
    texts: &'a Texts,
    stylesheet: String,
    title: &'a str,
    version: &'a str,
    introduction: Vec<Paragraph>,
    sections: Vec<Section>,
    schemas: Vec<SchemaView>,
}

/// Why the page could not be made.
#[derive(Debug, thiserror::Error)]
pub(crate) enum DocsError {
    /// The document could not be written as JSON.
    #[error("the OpenAPI document cannot be written")]
    Document(#[from] serde_json::Error),
    /// The template failed.
    #[error("the documentation page cannot be rendered")]
    Template(#[from] askama::Error),
}

/// The page in a language; descriptions of the API itself are in English.
pub(crate) fn render(locale: Locale) -> Result<String, DocsError> {
    let document = serde_json::to_value(document::openapi())?;
    let page = Page {
        locale,
        texts: texts(locale),
        stylesheet: assets::asset_url(STYLESHEET),
        title: text(&document["info"], "title"),
        version: text(&document["info"], "version"),
        introduction: prose::paragraphs(text(&document["info"], "description")),
        sections: operation::sections(&document),
        schemas: schema::all(&document),
    };
    Ok(page.render()?)
}

/// A text field of a part of the document; empty when it is missing.
fn text<'a>(part: &'a Value, field: &str) -> &'a str {
    part[field].as_str().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_shows_every_operation_and_schema_in_both_languages() {
        let document = document::openapi();
        for locale in Locale::ALL {
            let page = render(locale).unwrap();
            for path in document.paths.paths.keys() {
                assert!(page.contains(&format!("<code>{path}</code>")), "{path} in {locale}");
            }
            for schema in document.components.as_ref().unwrap().schemas.keys() {
                assert!(page.contains(&format!("id=\"schema-{schema}\"")), "{schema} in {locale}");
            }
            assert!(!page.contains("api-docs-"), "a text is missing in {locale}");
            assert!(!page.contains("<script") && !page.contains("style="), "the content policy forbids it");
        }
    }

    #[test]
    fn links_within_the_page_lead_somewhere() {
        let page = render(Locale::En).unwrap();
        for link in page.split("href=\"#").skip(1) {
            let anchor = link.split('"').next().unwrap();
            assert!(page.contains(&format!("id=\"{anchor}\"")), "#{anchor}");
        }
    }
}
