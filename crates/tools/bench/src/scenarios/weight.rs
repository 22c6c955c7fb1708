//! PERF-10, the part that needs no browser: what a page weighs with everything it names, as transferred.

use std::collections::BTreeSet;

use anyhow::ensure;

use super::{Scenario, goods};
use crate::load::{Connection, Request};
use crate::report::{Row, bytes};
use crate::server::Server;

const SCRIPT_BYTES_MAX: u64 = 40_000;
/// Addresses that one page may name before it is taken for a fault.
const NAMED_MAX: usize = 500;
/// Where files of pages live.
const FOLDERS: [&str; 2] = ["/assets/", "/media/"];

/// Bytes of a page by kind.
#[derive(Debug, Default, PartialEq, Eq)]
struct Weight {
    page: u64,
    scripts: u64,
    styles: u64,
    others: u64,
    pictures: usize,
}

impl Weight {
    fn add(&mut self, path: &str, size: u64) {
        match path.rsplit_once('.').map(|(_, kind)| kind) {
            Some("js") => self.scripts += size,
            Some("css") => self.styles += size,
            _ => {
                self.others += size;
                self.pictures += 1;
            }
        }
    }
}

/// Weighs one page of each kind. Pictures count in all their sizes, of which a browser loads one.
pub(crate) async fn run(server: &Server) -> anyhow::Result<Vec<Row>> {
    let mut connection = Connection::open(server.port).await?;
    let mut rows = Vec::new();
    for address in goods::addresses(server.port).await? {
        let weight = weigh(&mut connection, &address.page).await?;
        rows.extend(rows_of(address.name, &weight));
    }
    Ok(rows)
}

async fn weigh(connection: &mut Connection, page: &str) -> anyhow::Result<Weight> {
    let (_, html) = connection.fetch(&Request::plain(page)).await?;
    let mut weight = Weight { page: size(connection, page).await?, ..Weight::default() };
    let named = named(&html);
    ensure!(named.len() <= NAMED_MAX, "{page} names {} files", named.len());
    for path in named {
        weight.add(path, size(connection, path).await?);
    }
    Ok(weight)
}

async fn size(connection: &mut Connection, path: &str) -> anyhow::Result<u64> {
    let answer = connection.send(&Request::get(path)).await?;
    ensure!(answer.status == 200, "{path} was answered with {}", answer.status);
    Ok(answer.body_bytes as u64)
}

/// Two rows a page: what every visitor loads, and the most that pictures could add.
fn rows_of(name: &str, weight: &Weight) -> [Row; 2] {
    let id = Scenario::Weight.id();
    let own = weight.page + weight.scripts + weight.styles;
    let what = format!("{name} page: HTML, styles and {} of scripts", bytes(weight.scripts));
    let code = Row::of_bytes(id, what, own).with_target("scripts ≤ 40 kB", weight.scripts <= SCRIPT_BYTES_MAX);
    let what = format!("{name} page: all {} pictures it names, each in every size", weight.pictures);
    [code, Row::of_bytes(id, what, weight.others)]
}

/// Addresses of files that a page names, each once. Attributes, `srcset` and JSON all end them in the same characters.
fn named(html: &str) -> BTreeSet<&str> {
    let ends = |letter: char| letter.is_whitespace() || "\"'<>,)\\&".contains(letter);
    let starts = FOLDERS.iter().flat_map(|folder| html.match_indices(folder));
    let own =
        starts.filter(|(at, _)| html.get(..*at).is_some_and(|before| before.ends_with(['"', '\'', ' ', ',', '('])));
    own.filter_map(|(at, _)| html.get(at..)?.split(ends).next()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_a_page_are_found_once() {
        let html = r#"<link href="/assets/app.1a.css"><script src="/assets/app.2b.js"></script>
            <img src="/media/a.webp" srcset="/media/a.webp 320w, /media/b.webp 640w">
            <meta content="http://localhost/media/c.webp"><a href="/dien-thoai">"#;
        let found: Vec<&str> = named(html).into_iter().collect();
        assert_eq!(found, ["/assets/app.1a.css", "/assets/app.2b.js", "/media/a.webp", "/media/b.webp"]);
    }

    #[test]
    fn bytes_are_counted_by_kind() {
        let mut weight = Weight { page: 1, ..Weight::default() };
        for (path, size) in [("/assets/a.js", 10), ("/assets/a.css", 100), ("/media/a.webp", 1000)] {
            weight.add(path, size);
        }
        assert_eq!(weight, Weight { page: 1, scripts: 10, styles: 100, others: 1000, pictures: 1 });
    }
}
