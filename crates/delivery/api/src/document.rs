//! The `OpenAPI` document: its frame, and the whole as the routes fill it.

use std::sync::LazyLock;

use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{Components, OpenApi};
use utoipa::{Modify, OpenApi as _};

use crate::{routes, staff};

/// What the document says about the API as a whole.
#[derive(utoipa::OpenApi)]
#[openapi(
    info(
        title = "Cholon API",
        version = "1.0.0",
        description = "The catalogue, the search, accounts and carts of the shop.\n\n\
            Fields are `camelCase`, times are RFC 3339 in UTC, money is a whole number of minor units with its \
            currency. Answers do not depend on the caller's language; errors speak the one of `Accept-Language`. \
            Unknown, repeated and malformed parameters are refused with 400. Lists go on with `cursor`. Answers \
            carry an `ETag`; send it back as `If-None-Match`.\n\n\
            A new version gets a new path; within a version, fields are only added.",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0"),
    ),
    tags(
        (name = "products", description = "Products for sale."),
        (name = "categories", description = "The category tree and what is filed in it."),
        (name = "brands", description = "Brands with products for sale."),
        (name = "search", description = "Finding products by text."),
        (name = "auth", description = "Registering, logging in, tokens."),
        (name = "cart", description = "The one cart of all devices."),
        (name = "me", description = "One's own account."),
        (name = "webhooks", description = "What others tell the shop."),
        (name = "admin", description = "What staff do; each operation says which permission it needs."),
        (name = "shipping", description = "Administrative units for addresses."),
        (name = "about", description = "The API itself."),
    ),
    modifiers(&Credentials)
)]
struct Frame;

/// How callers show who they are.
struct Credentials;

impl Modify for Credentials {
    fn modify(&self, document: &mut OpenApi) {
        let components = document.components.get_or_insert_with(Components::default);
        let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("JWT").build();
        components.add_security_scheme("bearer", SecurityScheme::Http(bearer));
        let token = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("JWT");
        let staff =
            token.description(Some("The token of somebody of staff. The scope is the permission that is needed."));
        components.add_security_scheme(staff::SCHEME, SecurityScheme::Http(staff.build()));
        let cart = ApiKeyValue::with_description("X-Cart-Token", "The token of a guest's cart.");
        components.add_security_scheme("cart", SecurityScheme::ApiKey(ApiKey::Header(cart)));
    }
}

/// The document without operations.
pub(crate) fn frame() -> OpenApi {
    Frame::openapi()
}

/// The whole document.
pub(crate) fn openapi() -> &'static OpenApi {
    static DOCUMENT: LazyLock<OpenApi> = LazyLock::new(|| {
        let mut document = routes::for_everybody().merge(routes::for_staff()).into_openapi();
        staff::describe(&mut document);
        document
    });
    &DOCUMENT
}

/// The whole document as the repository keeps it: indented, with a line feed at the end.
pub fn openapi_json() -> Result<String, serde_json::Error> {
    let mut json = serde_json::to_string_pretty(openapi())?;
    json.push('\n');
    Ok(json)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use serde_json::Value;

    use super::*;

    /// All operations of the document with their paths.
    fn operations() -> Vec<(String, Value)> {
        let document = serde_json::to_value(openapi()).unwrap();
        let paths = document["paths"].as_object().unwrap().clone();
        let each = paths.into_iter().flat_map(|(path, item)| {
            let operations: Vec<Value> = item.as_object().unwrap().values().cloned().collect();
            operations.into_iter().map(move |operation| (path.clone(), operation))
        });
        each.collect()
    }

    #[test]
    fn the_committed_document_is_the_one_the_code_makes() {
        let committed = include_str!("../../../../docs/api/openapi.json");
        assert!(
            openapi_json().unwrap() == committed,
            "run `cargo run -p cholon-api --example openapi > docs/api/openapi.json` and commit the result"
        );
    }

    #[test]
    fn every_operation_says_what_it_does_takes_and_answers() {
        let mut ids = HashSet::new();
        for (path, operation) in operations() {
            for field in ["summary", "description", "operationId"] {
                assert!(operation[field].as_str().is_some_and(|text| !text.is_empty()), "{path} lacks {field}");
            }
            assert!(ids.insert(operation["operationId"].to_string()), "{path} shares its operation id");
            let answers = operation["responses"].as_object().unwrap();
            assert!(answers.keys().any(|status| status.starts_with('2')), "{path} lacks a good answer");
            for status in ["304", "400", "429", "500", "503"] {
                assert!(answers.contains_key(status), "{path} lacks {status}");
            }
            for parameter in operation["parameters"].as_array().into_iter().flatten() {
                assert!(parameter["description"].is_string(), "{path}: {} has no description", parameter["name"]);
            }
        }
    }

    #[test]
    fn every_field_of_every_schema_is_described() {
        let document = serde_json::to_value(openapi()).unwrap();
        for (name, schema) in document["components"]["schemas"].as_object().unwrap() {
            let fields = schema["properties"].as_object().into_iter().flatten();
            for (field, value) in fields {
                let forms = value["oneOf"].as_array().into_iter().flatten();
                let is_described = std::iter::once(value).chain(forms).any(|form| form["description"].is_string());
                assert!(is_described, "{name}.{field} has no description");
            }
        }
    }

    #[test]
    fn paths_are_kebab_case_and_parameters_are_camel_case() {
        for (path, operation) in operations() {
            let is_kebab =
                |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || "/-.{}".contains(letter);
            assert!(path.chars().all(is_kebab), "{path}");
            for parameter in operation["parameters"].as_array().into_iter().flatten() {
                let name = parameter["name"].as_str().unwrap();
                let is_header = parameter["in"] == "header";
                assert!(is_header || name.chars().all(|letter| letter.is_ascii_alphanumeric()), "{name}");
            }
        }
    }
}
