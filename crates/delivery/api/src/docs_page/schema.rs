//! Schemas of the document as tables of their fields.

use serde_json::Value;

use super::prose::{self, Paragraph};
use super::text;
use super::values::{self, TypeView};

/// A schema.
#[derive(Debug, Clone)]
pub(super) struct SchemaView {
    /// Its name, also its anchor.
    pub(super) name: String,
    /// What it is.
    pub(super) description: Vec<Paragraph>,
    /// Constraints of the value itself; for schemas that are no objects.
    pub(super) constraints: Vec<String>,
    /// One list of fields for each form the value can have; one form for plain objects.
    pub(super) forms: Vec<Form>,
}

/// One form of a value.
#[derive(Debug, Clone)]
pub(super) struct Form {
    /// What this form is, where there are several.
    pub(super) description: Vec<Paragraph>,
    /// Its fields.
    pub(super) fields: Vec<Field>,
}

/// A field of a schema.
#[derive(Debug, Clone)]
pub(super) struct Field {
    /// Its name.
    pub(super) name: String,
    /// Its type.
    pub(super) kind: TypeView,
    /// Whether it is always there.
    pub(super) is_required: bool,
    /// What it means.
    pub(super) description: Vec<Paragraph>,
    /// Its constraints.
    pub(super) constraints: Vec<String>,
    /// An example.
    pub(super) example: Option<String>,
}

/// All schemas of the document by name.
pub(super) fn all(document: &Value) -> Vec<SchemaView> {
    let schemas = document["components"]["schemas"].as_object();
    schemas.into_iter().flatten().map(|(name, schema)| view(document, name, schema)).collect()
}

fn view(document: &Value, name: &str, schema: &Value) -> SchemaView {
    SchemaView {
        name: name.to_owned(),
        description: prose::paragraphs(text(schema, "description")),
        constraints: values::constraints_of(schema),
        forms: match schema["oneOf"].as_array() {
            Some(forms) => forms.iter().map(|form| self::form(document, form)).collect(),
            None => vec![Form { description: Vec::new(), fields: fields(document, schema) }],
        },
    }
}

fn form(document: &Value, schema: &Value) -> Form {
    Form { description: prose::paragraphs(text(schema, "description")), fields: fields(document, schema) }
}

/// The fields of an object, those of the parts it is composed of included.
fn fields(document: &Value, schema: &Value) -> Vec<Field> {
    let resolved = match values::referenced(schema) {
        Some(name) => &document["components"]["schemas"][name.as_str()],
        None => schema,
    };
    let parts = resolved["allOf"].as_array().into_iter().flatten();
    let inherited = parts.flat_map(|part| fields(document, part));
    let own = resolved["properties"].as_object().into_iter().flatten();
    let required = resolved["required"].as_array();
    let is_required = |name: &str| required.is_some_and(|names| names.iter().any(|required| required == name));
    inherited.chain(own.map(|(name, value)| field(name, value, is_required(name)))).collect()
}

fn field(name: &str, schema: &Value, is_required: bool) -> Field {
    Field {
        name: name.to_owned(),
        kind: values::type_of(schema),
        is_required,
        description: prose::paragraphs(values::description_of(schema)),
        constraints: values::constraints_of(schema),
        example: values::example_of(schema),
    }
}
