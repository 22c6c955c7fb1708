//! Data sheets: specs in their groups.

use cholon_catalog::model;
use serde::Serialize;
use utoipa::ToSchema;

/// A group of a data sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct SpecGroup {
    /// The group's name.
    #[schema(example = "Màn hình")]
    name: String,
    /// Its lines in order of display.
    #[schema(min_items = 1)]
    specs: Vec<Spec>,
}

/// One line of a data sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct Spec {
    /// The name.
    #[schema(example = "Kích thước")]
    name: String,
    /// The value.
    #[schema(example = "6.7")]
    value: String,
    /// The unit; `null` where there is none.
    #[schema(example = "inch", required)]
    unit: Option<String>,
}

/// The lines of a data sheet by group, both in the order they came.
pub(crate) fn grouped(specs: &[model::Spec]) -> Vec<SpecGroup> {
    let mut groups: Vec<SpecGroup> = Vec::new();
    for spec in specs {
        let line = Spec { name: spec.name.clone(), value: spec.value.clone(), unit: spec.unit.clone() };
        match groups.iter_mut().find(|group| group.name == spec.group) {
            Some(group) => group.specs.push(line),
            None => groups.push(SpecGroup { name: spec.group.clone(), specs: vec![line] }),
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_appears_once_where_its_first_line_stood() {
        let line = |group: &str, name: &str| model::Spec {
            group: group.to_owned(),
            name: name.to_owned(),
            value: "1".to_owned(),
            unit: None,
        };
        let groups = grouped(&[line("B", "x"), line("A", "y"), line("B", "z")]);
        let shape: Vec<(&str, usize)> = groups.iter().map(|group| (group.name.as_str(), group.specs.len())).collect();
        assert_eq!(shape, [("B", 2), ("A", 1)]);
    }
}
