//! Products side by side: one row for every spec that any of them has.

use cholon_catalog::model::ProductDetail;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::product_summary::ProductSummary;

/// Products side by side.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub(crate) struct Comparison {
    /// The products in the order asked; each is a column.
    #[schema(max_items = 4)]
    pub(crate) items: Vec<ProductSummary>,
    /// The rows, group by group.
    pub(crate) rows: Vec<ComparisonRow>,
    /// Identifiers asked for that are not for sale.
    #[schema(max_items = 4)]
    pub(crate) missing: Vec<Uuid>,
}

/// One spec of the products side by side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct ComparisonRow {
    /// The group the spec stands in.
    #[schema(example = "Màn hình")]
    group: String,
    /// The spec's name.
    #[schema(example = "Kích thước")]
    name: String,
    /// Value with unit for each column; `null` where a product does not say.
    #[schema(min_items = 1, max_items = 4, example = json!(["6.7 inch", null]))]
    values: Vec<Option<String>>,
    /// Whether the columns are not all the same.
    differs: bool,
}

/// The rows of a comparison in the order in which the products, first to last, name their specs.
pub(crate) fn rows(products: &[ProductDetail]) -> Vec<ComparisonRow> {
    let mut rows: Vec<ComparisonRow> = Vec::new();
    for (column, product) in products.iter().enumerate() {
        for spec in &product.specs {
            let known = rows.iter().position(|row| row.group == spec.group && row.name == spec.name);
            let index = known.unwrap_or_else(|| {
                let at = end_of_group(&rows, &spec.group);
                rows.insert(at, empty_row(&spec.group, &spec.name, products.len()));
                at
            });
            rows[index].values[column] = Some(spec.display());
        }
    }
    for row in &mut rows {
        row.differs = row.values.iter().any(|value| *value != row.values[0]);
    }
    rows
}

/// Where a new row of `group` goes: behind the group's last row, or at the very end.
fn end_of_group(rows: &[ComparisonRow], group: &str) -> usize {
    rows.iter().rposition(|row| row.group == group).map_or(rows.len(), |last| last + 1)
}

fn empty_row(group: &str, name: &str, columns: usize) -> ComparisonRow {
    ComparisonRow { group: group.to_owned(), name: name.to_owned(), values: vec![None; columns], differs: false }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_late_row_joins_its_group() {
        let mut rows = Vec::new();
        for (group, name) in [("screen", "size"), ("battery", "capacity"), ("screen", "type")] {
            rows.insert(end_of_group(&rows, group), empty_row(group, name, 2));
        }
        let names: Vec<&str> = rows.iter().map(|row| row.name.as_str()).collect();
        assert_eq!(names, ["size", "type", "capacity"]);
    }
}
