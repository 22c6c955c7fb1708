//! Products side by side: one row per line of their data sheets, differences marked.

use cholon_catalog::model::ProductDetail;
use cholon_kernel::text::fold;

use crate::links;
use crate::view::card::{CardView, condition_key};
use crate::view::page::Page;

/// One product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Column {
    pub(crate) card: CardView,
    /// The comparison without it.
    pub(crate) remove: String,
}

/// Rows that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Group {
    pub(crate) name: String,
    pub(crate) rows: Vec<Row>,
}

/// One line of the data sheets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) name: String,
    /// A value per product; `None` where its data sheet does not say.
    pub(crate) values: Vec<Option<String>>,
    /// Whether two products that both say something say different things.
    pub(crate) is_different: bool,
}

impl Row {
    fn new(name: String, values: Vec<Option<String>>) -> Self {
        let mut known = values.iter().flatten().map(|value| fold(value));
        let first = known.next();
        let is_different = known.any(|value| Some(&value) != first.as_ref());
        Self { name, values, is_different }
    }
}

/// The comparison's link for these products.
pub(crate) fn compare_link(page: &Page, ids: &[String]) -> String {
    format!("{}{}", page.link("/so-sanh"), query_of(ids))
}

/// The query that names these products.
pub(crate) fn query_of(ids: &[String]) -> String {
    let pairs: Vec<(&str, &str)> = ids.iter().map(|id| ("sp", id.as_str())).collect();
    links::with_query("", &pairs)
}

/// The columns in the order asked.
pub(crate) fn columns(products: &[ProductDetail], page: &Page) -> Vec<Column> {
    let ids: Vec<String> = products.iter().map(|product| product.card.id.to_string()).collect();
    let column = |product: &ProductDetail| {
        let card = CardView::new(&product.card, page);
        let others: Vec<String> = ids.iter().filter(|id| **id != card.id).cloned().collect();
        Column { remove: compare_link(page, &others), card }
    };
    products.iter().map(column).collect()
}

/// The rows: what every product has first, then the data sheets, lines in the order they first appear.
pub(crate) fn groups(products: &[ProductDetail], page: &Page) -> Vec<Group> {
    let mut groups = vec![general(products, page)];
    for spec in products.iter().flat_map(|product| &product.specs) {
        let at = groups.iter().position(|group| group.name == spec.group).unwrap_or_else(|| {
            groups.push(Group { name: spec.group.clone(), rows: Vec::new() });
            groups.len() - 1
        });
        if groups[at].rows.iter().all(|row| row.name != spec.name) {
            groups[at].rows.push(row(products, &spec.group, &spec.name));
        }
    }
    groups
}

fn general(products: &[ProductDetail], page: &Page) -> Group {
    let each = |value: &dyn Fn(&ProductDetail) -> Option<String>| products.iter().map(value).collect::<Vec<_>>();
    let brand = each(&|product| product.card.brand.as_ref().map(|brand| brand.name.to_string()));
    let condition = each(&|product| Some(page.text(condition_key(product.card.condition))));
    let stock = each(&|product| Some(page.text(if product.card.in_stock { "in-stock" } else { "out-of-stock" })));
    Group {
        name: page.text("compare-general"),
        rows: vec![
            Row::new(page.text("brand"), brand),
            Row::new(page.text("condition"), condition),
            Row::new(page.text("filter-stock"), stock),
        ],
    }
}

fn row(products: &[ProductDetail], group: &str, name: &str) -> Row {
    let value = |product: &ProductDetail| {
        let mut specs = product.specs.iter();
        specs.find(|spec| spec.group == group && spec.name == name).map(cholon_catalog::model::Spec::display)
    };
    Row::new(name.to_owned(), products.iter().map(value).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_contradictions_are_differences() {
        let values = |texts: &[&str]| texts.iter().map(|text| (!text.is_empty()).then(|| (*text).to_owned())).collect();
        assert!(Row::new(String::new(), values(&["8 GB", "12 GB"])).is_different);
        assert!(!Row::new(String::new(), values(&["8 GB", ""])).is_different);
        assert!(!Row::new(String::new(), values(&["Có", "có", ""])).is_different);
    }
}
