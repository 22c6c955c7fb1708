//! PERF-3: search with facets and suggestions in a large shop, answered anew each time.

use std::fmt::Write as _;
use std::time::Duration;

use super::{Scenario, round};
use crate::load::{Pace, Request};
use crate::options::BenchOptions;
use crate::report::{Limit, Row};
use crate::server::Server;

/// What searching must reach.
const SEARCH: Limit = Limit::P95(Duration::from_millis(10));
/// What suggesting must reach.
const SUGGEST: Limit = Limit::P95(Duration::from_millis(3));
/// Searches each second.
const SEARCHES_PER_SECOND: u32 = 50;
/// Suggestions each second: several for each search, one a keystroke or two.
const SUGGESTIONS_PER_SECOND: u32 = 200;

/// What shoppers look for: with and without accents, with brands, prices, sizes and slips of the finger.
const QUERIES: [&str; 30] = [
    "điện thoại",
    "dien thoai",
    "điện thoại dưới 5 triệu",
    "dt samsung",
    "laptop 16gb",
    "laptop cho sinh viên",
    "tai nghe không dây",
    "tai nghe bluetooth chống ồn",
    "sạc dự phòng 20000mah",
    "ốp lưng",
    "áo thun nam",
    "ao so mi trang",
    "váy đầm dự tiệc",
    "giày chạy bộ nữ size 38",
    "balo chống nước",
    "đồng hồ nam",
    "nồi chiên không dầu",
    "noi com dien 1.8 lit",
    "máy lọc không khí",
    "máy hút bụi cầm tay",
    "quạt điều hòa",
    "bàn phím cơ",
    "chuột không dây giá rẻ",
    "màn hình 27 inch",
    "cà phê hạt",
    "sữa rửa mặt",
    "kem chống nắng",
    "tã em bé",
    "đồ chơi trẻ em",
    "ban phim co",
];
/// Letters of a query that have been typed when suggestions are asked for.
const TYPED: [usize; 3] = [2, 4, 7];

/// Searches as page and as JSON, and suggestions.
pub(crate) async fn run(server: &Server, options: &BenchOptions) -> anyhow::Result<Vec<Row>> {
    let of = |path: &str| {
        QUERIES.iter().map(|query| Request::anew(&format!("{path}?q={}", encoded(query)))).collect::<Vec<_>>()
    };
    let searches = (Pace::PerSecond(SEARCHES_PER_SECOND), options);
    let id = Scenario::Search.id();
    let json = round::measure((id, "search JSON".to_owned()), server, of("/v1/search"), searches).await?;
    let page = round::measure((id, "search page".to_owned()), server, of("/tim-kiem"), searches).await?;
    let suggestions = (Pace::PerSecond(SUGGESTIONS_PER_SECOND), options);
    let suggest = round::measure((id, "suggestions".to_owned()), server, beginnings(), suggestions).await?;
    Ok(vec![json.judged(SEARCH), page.judged(SEARCH), suggest.judged(SUGGEST)])
}

/// Requests for suggestions while the queries are being typed.
fn beginnings() -> Vec<Request> {
    let typed = |query: &str| TYPED.map(|letters| query.chars().take(letters).collect::<String>());
    let request = |text: String| Request::anew(&format!("/v1/search/suggest?q={}", encoded(&text)));
    QUERIES.iter().flat_map(|query| typed(query)).map(request).collect()
}

/// Text as a query parameter.
fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() {
            out.push(char::from(byte));
        } else {
            let _writing_to_a_string_cannot_fail = write!(out, "%{byte:02X}");
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_encoded_for_an_address() {
        assert_eq!(encoded("áo 5"), "%C3%A1o%205");
    }

    #[test]
    fn every_query_is_typed_in_steps() {
        assert_eq!(beginnings().len(), QUERIES.len() * TYPED.len());
    }
}
