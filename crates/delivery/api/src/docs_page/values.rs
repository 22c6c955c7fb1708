//! Types and constraints of values in words.

use serde_json::Value;

/// The beginning of a reference to a schema.
const REFERENCE_PREFIX: &str = "#/components/schemas/";

/// The type of a value.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct TypeView {
    /// What it is made of: `array of`, or the basic type itself.
    pub(super) words: String,
    /// The schema it refers to.
    pub(super) schema: Option<String>,
    /// Whether it can be `null`.
    pub(super) is_nullable: bool,
}

/// The type that a schema describes.
pub(super) fn type_of(schema: &Value) -> TypeView {
    if let Some(name) = referenced(schema) {
        return TypeView { schema: Some(name), ..TypeView::default() };
    }
    if let Some(choices) = schema["oneOf"].as_array() {
        let is_null = |choice: &Value| choice["type"] == "null";
        let inner = choices.iter().find(|choice| !is_null(choice)).map(type_of).unwrap_or_default();
        return TypeView { is_nullable: choices.iter().any(is_null), ..inner };
    }
    if schema["type"] == "array" {
        let inner = type_of(&schema["items"]);
        return TypeView { words: format!("array of {}", inner.words), ..inner };
    }
    match &schema["type"] {
        Value::String(name) => TypeView { words: named(name, schema), ..TypeView::default() },
        Value::Array(names) => basic_of(names, schema),
        _ => TypeView::default(),
    }
}

fn basic_of(names: &[Value], schema: &Value) -> TypeView {
    let is_nullable = names.iter().any(|name| name == "null");
    let name = names.iter().filter_map(Value::as_str).find(|name| *name != "null").unwrap_or_default();
    TypeView { words: named(name, schema), schema: None, is_nullable }
}

/// A basic type with its format: `string (uuid)`. Widths of numbers say nothing to a caller of JSON.
fn named(name: &str, schema: &Value) -> String {
    match schema["format"].as_str() {
        Some(format) if name == "string" => format!("{name} ({format})"),
        _ => name.to_owned(),
    }
}

/// The description of a value; that of one that can be `null` stands at its other form.
pub(super) fn description_of(schema: &Value) -> &str {
    let forms = schema["oneOf"].as_array().into_iter().flatten();
    let mut places = std::iter::once(schema).chain(forms);
    places.find_map(|place| place["description"].as_str()).unwrap_or_default()
}

/// The schema that a reference leads to.
pub(super) fn referenced(schema: &Value) -> Option<String> {
    schema["$ref"].as_str()?.strip_prefix(REFERENCE_PREFIX).map(str::to_owned)
}

/// The keywords that limit a value, as the document names them.
const CONSTRAINTS: [&str; 10] =
    ["minimum", "maximum", "minLength", "maxLength", "pattern", "minItems", "maxItems", "enum", "const", "default"];

/// The constraints of a value and of its items, each as `keyword: value`.
pub(super) fn constraints_of(schema: &Value) -> Vec<String> {
    let own = |part: &Value| {
        let found = CONSTRAINTS.iter().filter_map(|key| part.get(key).map(|value| (key, value)));
        found.map(|(key, value)| format!("{key}: {}", plain(value))).collect::<Vec<_>>()
    };
    let mut constraints = own(schema);
    constraints.extend(own(&schema["items"]));
    constraints
}

/// The example of a value.
pub(super) fn example_of(schema: &Value) -> Option<String> {
    let example = schema.get("example").or_else(|| schema["examples"].get(0))?;
    if example.is_object() { None } else { Some(plain(example)) }
}

/// A value as a reader wants it: texts without quotes, lists separated by commas.
pub(super) fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(values) => values.iter().map(plain).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn types_are_read_through_arrays_and_null() {
        let cases = [
            (json!({"type": "string", "format": "uuid"}), ("string (uuid)", None, false)),
            (json!({"type": ["integer", "null"], "format": "int32"}), ("integer", None, true)),
            (
                json!({"type": "array", "items": {"$ref": "#/components/schemas/Spec"}}),
                ("array of ", Some("Spec"), false),
            ),
            (json!({"oneOf": [{"type": "null"}, {"$ref": "#/components/schemas/Brand"}]}), ("", Some("Brand"), true)),
        ];
        for (schema, (words, name, is_nullable)) in cases {
            let expected = TypeView { words: words.to_owned(), schema: name.map(str::to_owned), is_nullable };
            assert_eq!(type_of(&schema), expected, "{schema}");
        }
    }
}
