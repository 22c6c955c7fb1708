//! A catalogue record becomes a document of the index.

use cholon_catalog::IndexRecord;
use cholon_catalog::model::Condition;
use cholon_search::model::{FacetValue, IndexDocument};

/// The document of a record. The English name goes to the tags, so that it finds the product without ranking like a name.
pub(crate) fn from_record(record: IndexRecord) -> IndexDocument {
    let mut tags = record.tags;
    tags.extend(record.name_en);
    IndexDocument {
        id: record.id,
        name: record.name,
        skus: record.skus,
        brand: record.brand,
        category_path: record.category_path,
        specs: record.specs,
        facets: record
            .facets
            .into_iter()
            .map(|facet| FacetValue { key: facet.key, label: facet.label, value: facet.value })
            .collect(),
        tags,
        description: record.description,
        price_vnd: u64::try_from(record.price.minor()).unwrap_or(0),
        list_price_vnd: u64::try_from(record.list_price.minor()).unwrap_or(0),
        in_stock: record.in_stock,
        condition: condition_code(record.condition).to_owned(),
        rating: record.rating.map_or(0, |rating| rating.0),
        review_count: record.review_count,
        sold_count: record.sold_count,
        published_at: record.published_at,
        is_featured: record.is_featured,
    }
}

const fn condition_code(condition: Condition) -> &'static str {
    match condition {
        Condition::New => "new",
        Condition::GradeA => "grade-a",
        Condition::GradeB => "grade-b",
        Condition::GradeC => "grade-c",
    }
}
