//! A shop made from the sample catalogue files that lie beside the project on a developer's machine.

#![expect(clippy::unwrap_used, reason = "test support: a broken sample file must stop the test")]

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};

use cholon_kernel::{BrandId, CategoryId, EventPosition, ProductId};
use cholon_search::evaluate::{JudgedQuery, read_queries};
use cholon_search::model::{FacetValue, IndexDocument};
use cholon_search::{Rebuild, Search};
use serde_json::Value;
use uuid::Uuid;

/// `shared/data` in one of the folders above, if it is there.
pub(crate) fn shared_data() -> Option<PathBuf> {
    let folders = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    folders.map(|folder| folder.join("shared/data")).find(|folder| folder.join("catalog").is_dir())
}

/// An id that is the same for the same text.
fn id(kind: &str, text: &str) -> Uuid {
    let hash = |seed: u64| {
        let bytes = kind.bytes().chain([0]).chain(text.bytes());
        bytes.fold(0xcbf2_9ce4_8422_2325_u64 ^ seed, |state, byte| {
            (state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        })
    };
    Uuid::from_u64_pair(hash(0), hash(0x9e37_79b9_7f4a_7c15))
}

fn text(row: &Value, key: &str) -> String {
    row[key].as_str().unwrap_or_default().to_owned()
}

fn facets(row: &Value) -> Vec<FacetValue> {
    let labels = [
        ("ram_gb", "ram", "RAM", " GB"),
        ("storage_gb", "bo-nho", "Bộ nhớ", " GB"),
        ("screen_inch", "kich-thuoc-man-hinh", "Kích thước màn hình", " inch"),
        ("capacity_l", "dung-tich", "Dung tích", " lít"),
        ("capacity_kg", "khoi-luong-giat", "Khối lượng giặt", " kg"),
        ("battery_mah", "pin", "Pin", " mAh"),
        ("power_w", "cong-suat", "Công suất", " W"),
        ("hp", "cong-suat-lanh", "Công suất", " HP"),
        ("length_m", "chieu-dai", "Chiều dài", " m"),
        ("network", "mang", "Mạng", ""),
        ("color", "mau", "Màu", ""),
        ("cpu", "cpu", "CPU", ""),
        ("gpu", "gpu", "GPU", ""),
    ];
    let value = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let known = labels.iter().filter(|(key, ..)| !row["attrs"][key].is_null());
    known
        .map(|(key, slug, label, unit)| FacetValue {
            key: (*slug).to_owned(),
            label: (*label).to_owned(),
            value: format!("{}{unit}", value(&row["attrs"][key])),
        })
        .collect()
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "ratings lie between 0 and 5")]
fn hundredths(stars: f64) -> u16 {
    (stars * 100.0) as u16
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "counts are small and whole")]
fn count(number: f64) -> u32 {
    number as u32
}

/// A catalogue row as the indexing flow would make it.
pub(crate) fn document(row: &Value) -> IndexDocument {
    let mut path = String::new();
    let category_path = row["category"].as_array().into_iter().flatten().filter_map(Value::as_str).map(|name| {
        path = format!("{path}>{name}");
        (CategoryId::from(id("category", &path)), name.to_owned())
    });
    let brand = text(row, "brand");
    let specs = row["specs"].as_object().into_iter().flatten();
    let number = |key: &str| row[key].as_f64().unwrap_or(0.0);
    IndexDocument {
        id: ProductId::from(id("product", &text(row, "sku"))),
        name: text(row, "name"),
        skus: vec![text(row, "sku")],
        brand: (!brand.is_empty()).then(|| (BrandId::from(id("brand", &brand)), brand)),
        category_path: category_path.collect(),
        specs: specs.map(|(label, value)| (label.clone(), value.as_str().unwrap_or_default().to_owned())).collect(),
        facets: facets(row),
        tags: Vec::new(),
        description: text(row, "description"),
        price_vnd: row["price_vnd"].as_u64().unwrap_or(0),
        list_price_vnd: row["list_price_vnd"].as_u64().unwrap_or(0),
        in_stock: true,
        condition: "new".to_owned(),
        rating: hundredths(number("rating_avg")),
        review_count: count(number("review_count")),
        sold_count: count(number("sold_count")),
        published_at: "2026-01-01T00:00:00Z".parse().unwrap(),
        is_featured: false,
    }
}

/// The rows of both catalogue files.
pub(crate) fn rows(data: &Path) -> Vec<Value> {
    let mut rows = Vec::new();
    for name in ["electronics", "general"] {
        let file = std::fs::File::open(data.join(format!("catalog/{name}.jsonl.gz"))).unwrap();
        let lines = BufReader::new(flate2::read::GzDecoder::new(file)).lines();
        rows.extend(lines.map(|line| serde_json::from_str::<Value>(&line.unwrap()).unwrap()));
    }
    rows
}

/// Judged queries of a file.
pub(crate) fn queries(path: &Path) -> Vec<JudgedQuery> {
    read_queries(BufReader::new(std::fs::File::open(path).unwrap())).unwrap()
}

/// An index of `documents` in `folder`.
pub(crate) fn build(folder: &Path, documents: &[IndexDocument]) -> Search {
    let rebuild = Rebuild::start(folder).unwrap();
    for document in documents {
        rebuild.add(document).unwrap();
    }
    rebuild.publish(EventPosition::START).unwrap();
    Search::open(folder).unwrap()
}
