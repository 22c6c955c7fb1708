//! Operations of the document, section by section.

use serde_json::Value;

use super::prose::{self, Paragraph};
use super::text;
use super::values::{self, TypeView};

/// The operations of a tag.
#[derive(Debug, Clone)]
pub(super) struct Section {
    /// The tag, also its anchor.
    pub(super) name: String,
    /// The key of its heading among the texts.
    pub(super) text_key: &'static str,
    /// What the tag is about.
    pub(super) description: String,
    /// Its operations.
    pub(super) operations: Vec<Operation>,
}

/// An operation.
#[derive(Debug, Clone)]
pub(super) struct Operation {
    /// Its anchor.
    pub(super) id: String,
    /// The HTTP method in capitals.
    pub(super) method: String,
    /// The path template.
    pub(super) path: String,
    /// What it does, in a few words.
    pub(super) summary: String,
    /// What it does.
    pub(super) description: Vec<Paragraph>,
    /// Its parameters.
    pub(super) parameters: Vec<Parameter>,
    /// Its answers.
    pub(super) answers: Vec<Answer>,
    /// A link that shows an answer in the browser, where one can be made from the examples.
    pub(super) sample: Option<String>,
}

/// A parameter of an operation.
#[derive(Debug, Clone)]
pub(super) struct Parameter {
    /// Its name.
    pub(super) name: String,
    /// Where it stands: `path`, `query` or `header`.
    pub(super) place: String,
    /// Its type.
    pub(super) kind: TypeView,
    /// Whether it must be there.
    pub(super) is_required: bool,
    /// What it means.
    pub(super) description: Vec<Paragraph>,
    /// Its constraints.
    pub(super) constraints: Vec<String>,
    /// An example.
    pub(super) example: Option<String>,
}

/// An answer of an operation.
#[derive(Debug, Clone)]
pub(super) struct Answer {
    /// The HTTP status.
    pub(super) status: String,
    /// When it comes.
    pub(super) description: Vec<Paragraph>,
    /// The media type of its body; empty without a body.
    pub(super) media_type: String,
    /// What its body is.
    pub(super) kind: TypeView,
}

/// The operations by tag, tags in the order of the document.
pub(super) fn sections(document: &Value) -> Vec<Section> {
    let all = operations(document);
    let tags = document["tags"].as_array().into_iter().flatten();
    let section = |tag: &Value| Section {
        name: text(tag, "name").to_owned(),
        text_key: text_key(text(tag, "name")),
        description: text(tag, "description").to_owned(),
        operations: all.iter().filter(|(name, _)| name == text(tag, "name")).map(|(_, found)| found.clone()).collect(),
    };
    tags.map(section).collect()
}

/// The key of a tag's heading.
fn text_key(tag: &str) -> &'static str {
    match tag {
        "products" => "api-docs-tag-products",
        "categories" => "api-docs-tag-categories",
        "brands" => "api-docs-tag-brands",
        "search" => "api-docs-tag-search",
        "auth" => "api-docs-tag-auth",
        "cart" => "api-docs-tag-cart",
        "me" => "api-docs-tag-me",
        "webhooks" => "api-docs-tag-webhooks",
        "shipping" => "api-docs-tag-shipping",
        _ => "api-docs-tag-about",
    }
}

/// All operations with their tags.
fn operations(document: &Value) -> Vec<(String, Operation)> {
    let paths = document["paths"].as_object().into_iter().flatten();
    let each = paths.flat_map(|(path, item)| {
        let methods = item.as_object().into_iter().flatten();
        methods.map(move |(method, operation)| view(path, method, operation))
    });
    each.collect()
}

fn view(path: &str, method: &str, operation: &Value) -> (String, Operation) {
    let parameters: Vec<Parameter> = operation["parameters"].as_array().into_iter().flatten().map(parameter).collect();
    let answers = operation["responses"].as_object().into_iter().flatten();
    let view = Operation {
        id: text(operation, "operationId").to_owned(),
        method: method.to_ascii_uppercase(),
        path: path.to_owned(),
        summary: text(operation, "summary").to_owned(),
        description: prose::paragraphs(text(operation, "description")),
        sample: sample(path, &parameters),
        parameters,
        answers: answers.map(|(status, answer)| self::answer(status, answer)).collect(),
    };
    (operation["tags"][0].as_str().unwrap_or_default().to_owned(), view)
}

fn parameter(parameter: &Value) -> Parameter {
    let schema = &parameter["schema"];
    Parameter {
        name: text(parameter, "name").to_owned(),
        place: text(parameter, "in").to_owned(),
        kind: values::type_of(schema),
        is_required: parameter["required"] == true,
        description: prose::paragraphs(text(parameter, "description")),
        constraints: values::constraints_of(schema),
        example: values::example_of(parameter)
            .or_else(|| values::example_of(schema))
            .or_else(|| values::example_of(&schema["items"])),
    }
}

fn answer(status: &str, answer: &Value) -> Answer {
    let content = answer["content"].as_object().and_then(|content| content.iter().next());
    Answer {
        status: status.to_owned(),
        description: prose::paragraphs(text(answer, "description")),
        media_type: content.map(|(media_type, _)| media_type.clone()).unwrap_or_default(),
        kind: content.map(|(_, body)| values::type_of(&body["schema"])).unwrap_or_default(),
    }
}

/// The operation's URL with the examples of the parameters that it needs; none when one of them has no example.
fn sample(path: &str, parameters: &[Parameter]) -> Option<String> {
    if path.contains('{') {
        return None;
    }
    let needed = parameters.iter().filter(|parameter| parameter.is_required);
    let pairs: Option<Vec<String>> = needed
        .map(|parameter| parameter.example.as_ref().map(|example| format!("{}={}", parameter.name, encoded(example))))
        .collect();
    let query = pairs?.join("&");
    Some(if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") })
}

/// A text as a query string carries it.
fn encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    text.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}
