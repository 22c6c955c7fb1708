//! The sitemap: an index, one file of pages and categories, and files of products that each start after an id.
//!
//! A file is one keyset query however many products there are; both languages of a product stand in the same file.

use std::fmt::Write as _;
use std::time::Duration;

use axum::extract::{Path, State};
use cholon_cache::Tag;
use cholon_kernel::{Locale, ProductId};
use cholon_webkit::{Problem, Rendered};

use crate::links;
use crate::policies::Policy;
use crate::visit::{Visit, problem};

const TTL: Duration = Duration::from_hours(1);
/// Products in one file: with two languages each, the 50,000 addresses that a file may hold.
const PRODUCTS_PER_FILE: u32 = 25_000;
/// The file of pages and categories.
const PAGES: &str = "trang.xml";
/// What stands before the id in the name of a file of products.
const PRODUCTS: &str = "san-pham-";
/// Stands for the beginning in the name of the first file of products.
const BEGINNING: &str = "0";
/// Pages that are neither category nor policy.
const OTHER_PAGES: [&str; 3] = ["/", "/khuyen-mai", "/so-sanh"];

/// `/sitemap.xml`
pub(crate) async fn index(State(visit): State<Visit>) -> Result<Rendered, Problem> {
    let starts = visit.front.from.catalog.sitemap_starts(PRODUCTS_PER_FILE).await.map_err(problem)?;
    let starts = std::iter::once(BEGINNING.to_owned()).chain(starts.iter().map(ToString::to_string));
    let files = std::iter::once(PAGES.to_owned()).chain(starts.map(|start| format!("{PRODUCTS}{start}.xml")));
    let mut xml = String::from(HEAD);
    xml.push_str("<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    for file in files {
        let _ = writeln!(xml, "<sitemap><loc>{}/sitemap/{file}</loc></sitemap>", visit.front.shop.public_url);
    }
    xml.push_str("</sitemapindex>\n");
    Ok(Rendered::xml(xml).cached(TTL, [Tag::categories()]))
}

/// `/sitemap/{file}`
pub(crate) async fn page(State(visit): State<Visit>, Path(file): Path<String>) -> Result<Rendered, Problem> {
    let mut urls = Urls::new(&visit.front.shop.public_url);
    if file == PAGES {
        let tree = visit.tree().await?;
        let mut slugs: Vec<_> = tree.nodes.values().map(|category| &category.link.slug).collect();
        slugs.sort();
        for path in OTHER_PAGES.into_iter().chain(Policy::ALL.map(Policy::path)) {
            urls.push(path, "");
        }
        for slug in slugs {
            urls.push(&format!("/{slug}"), "");
        }
    } else {
        let after = product_start(&file).ok_or_else(Problem::not_found)?;
        let entries = visit.front.from.catalog.sitemap_page(after, PRODUCTS_PER_FILE).await.map_err(problem)?;
        for entry in entries {
            urls.push(&format!("/{}/{}", entry.category_slug, entry.slug), &entry.updated_at.to_string());
        }
    }
    Ok(Rendered::xml(urls.finish()).cached(TTL, [Tag::categories()]))
}

/// The product after which a file starts: `Some(None)` for the first file, `None` for a name that is no file.
#[expect(clippy::option_option, reason = "no file, the file from the beginning, and the file after a product differ")]
fn product_start(file: &str) -> Option<Option<ProductId>> {
    let start = file.strip_prefix(PRODUCTS)?.strip_suffix(".xml")?;
    if start == BEGINNING { Some(None) } else { start.parse().ok().map(Some) }
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// The addresses of one file. Paths are slugs and the base is checked at start, so nothing needs escaping.
struct Urls<'a> {
    base: &'a str,
    xml: String,
}

impl<'a> Urls<'a> {
    fn new(base: &'a str) -> Self {
        let open = "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n";
        Self { base, xml: format!("{HEAD}{open}") }
    }

    /// Adds a page in every language, each with links to its twins; `changed` is a moment or nothing.
    fn push(&mut self, path: &str, changed: &str) {
        let addresses = Locale::ALL.map(|locale| format!("{}{}", self.base, links::localized(locale, path)));
        let [vi, en] = &addresses;
        let twin =
            |tag: &str, address: &str| format!(r#"<xhtml:link rel="alternate" hreflang="{tag}" href="{address}"/>"#);
        let twins = twin("vi", vi) + &twin("en", en);
        let changed = if changed.is_empty() { String::new() } else { format!("<lastmod>{changed}</lastmod>") };
        for address in &addresses {
            let _ = writeln!(self.xml, "<url><loc>{address}</loc>{changed}{twins}</url>");
        }
    }

    fn finish(mut self) -> String {
        self.xml.push_str("</urlset>\n");
        self.xml
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_says_where_it_starts() {
        let id = "0190a000-0000-7000-8000-000000000001";
        assert_eq!(product_start("san-pham-0.xml"), Some(None));
        assert_eq!(product_start(&format!("san-pham-{id}.xml")), Some(id.parse().ok()));
        assert_eq!(product_start("san-pham-x.xml"), None);
        assert_eq!(product_start("trang.txt"), None);
    }

    #[test]
    fn both_languages_know_each_other() {
        let mut urls = Urls::new("https://shop.example");
        urls.push("/tivi", "");
        let xml = urls.finish();
        assert_eq!(xml.matches("<url>").count(), 2);
        assert_eq!(xml.matches("hreflang=\"en\" href=\"https://shop.example/en/tivi\"").count(), 2);
    }
}
