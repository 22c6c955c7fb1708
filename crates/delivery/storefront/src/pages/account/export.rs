//! `/tai-khoan/rieng-tu/tai-ve`: what the shop keeps of a person, to read or for machines (Decree 13/2023, article 14).

use askama::Template;
use axum::Form;
use axum::response::IntoResponse as _;
use cholon_webkit::Rendered;
use http::HeaderValue;
use http::header::CONTENT_DISPOSITION;
use serde::Deserialize;
use serde_json::Value;

use super::member::{Answer, Member};
use crate::pages::listing::render;
use crate::view::account::Section;
use crate::view::page::Page;

/// The parts of the document with the keys of their titles, in order of display.
const PARTS: [(&str, &str); 5] = [
    ("account", "account-profile"),
    ("addresses", "account-addresses"),
    ("consents", "privacy-consents"),
    ("sessions", "account-devices"),
    ("cart", "overview-cart"),
];
/// Names in the document that have words on pages; others are shown as they are.
const WORDS: [(&str, &str); 10] = [
    ("name", "register-name"),
    ("email", "profile-email"),
    ("phone", "profile-phone"),
    ("birthday", "profile-birthday"),
    ("language", "profile-language"),
    ("topics", "profile-topics"),
    ("logins", "profile-logins"),
    ("recipient", "address-recipient"),
    ("device", "account-devices"),
    ("given", "consent-is-given"),
];

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct ExportForm {
    csrf: String,
    /// `html` or `json`.
    form: String,
}

/// A page to keep: it needs no other file.
#[derive(Template)]
#[template(
    ext = "html",
    source = r#"<!doctype html>
<html lang="{{ page.locale.tag() }}"><head><meta charset="utf-8"><title>{{ page.title }}</title></head><body>
<h1>{{ page.title }}</h1>
{% for part in parts %}<h2>{{ part.title }}</h2>
{% for record in part.records %}<dl>{% for (name, value) in record %}<dt>{{ name }}</dt><dd>{{ value }}</dd>
{% endfor %}</dl><hr>
{% endfor %}{% endfor %}</body></html>"#
)]
struct ExportTemplate {
    page: Page,
    parts: Vec<Part>,
}

/// A part of the document: its things, each as names and values.
struct Part {
    title: String,
    records: Vec<Vec<(String, String)>>,
}

/// Answers the document as a file.
pub(super) async fn download(member: Member, Form(form): Form<ExportForm>) -> Answer {
    member.check(&form.csrf)?;
    let document = member.visit.front.from.shopping.personal_data(member.id()).await?;
    if form.form == "json" {
        return Ok(file(Rendered::json(&document)?, "attachment; filename=\"cholon.json\"").into_response());
    }
    let (page, _) = member.page(Section::Privacy).await?;
    let template = ExportTemplate { parts: parts(&page, &document), page };
    Ok(file(render(&template)?, "attachment; filename=\"cholon.html\"").into_response())
}

fn file(rendered: Rendered, disposition: &'static str) -> Rendered {
    rendered.with_header(CONTENT_DISPOSITION, HeaderValue::from_static(disposition))
}

fn parts(page: &Page, document: &Value) -> Vec<Part> {
    let part = |(key, title): (&str, &str)| Part { title: page.text(title), records: records(page, &document[key]) };
    PARTS.into_iter().map(part).collect()
}

fn records(page: &Page, value: &Value) -> Vec<Vec<(String, String)>> {
    match value {
        Value::Array(values) => values.iter().flat_map(|value| records(page, value)).collect(),
        Value::Object(fields) if fields.values().all(is_list_of_things) => {
            fields.values().flat_map(|value| records(page, value)).collect()
        }
        Value::Object(fields) => {
            vec![fields.iter().map(|(name, value)| (word(page, name), plain(value))).collect()]
        }
        _ => Vec::new(),
    }
}

fn is_list_of_things(value: &Value) -> bool {
    value.as_array().is_some_and(|values| values.iter().all(Value::is_object))
}

fn word(page: &Page, name: &str) -> String {
    let key = WORDS.iter().find(|(known, _)| *known == name).map(|(_, key)| *key);
    key.map_or_else(|| name.to_owned(), |key| page.text(key))
}

fn plain(value: &Value) -> String {
    match value {
        Value::Null => "–".to_owned(),
        Value::String(text) => text.clone(),
        Value::Bool(is_so) => if *is_so { "✓" } else { "✗" }.to_owned(),
        Value::Array(values) => values.iter().map(plain).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use cholon_i18n::texts;
    use cholon_kernel::Locale;
    use serde_json::json;

    use super::*;
    use crate::samples::page;

    #[test]
    fn everything_kept_can_be_read() {
        let document = json!({
            "account": {"name": "An <b>", "logins": ["zalo", "google"], "email": null},
            "addresses": [{"recipient": "Bình"}],
            "cart": {"lines": [{"quantity": 2, "savedForLater": false}]},
        });
        let page = page(Locale::Vi, "/");
        let html = ExportTemplate { parts: parts(&page, &document), page }.render().unwrap();
        for text in ["zalo, google", "Bình", "<dd>2</dd>", "✗", "–", "Họ và tên"] {
            assert!(html.contains(text), "{text}: {html}");
        }
        assert!(!html.contains("<b>"), "{html}");
    }

    #[test]
    fn all_names_have_words() {
        for locale in Locale::ALL {
            assert!(PARTS.iter().chain(&WORDS).all(|(_, key)| texts(locale).has(key)));
        }
    }
}
