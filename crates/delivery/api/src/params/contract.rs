//! The document and the readers say the same: values just within the documented bounds pass, values just beyond fail.

use serde_json::Value;
use utoipa::IntoParams;
use utoipa::openapi::path::ParameterIn;

use crate::query::Query;

/// The documented parameters of `T`, as JSON.
fn documented<T: IntoParams>() -> Vec<Value> {
    let parameters = T::into_params(|| Some(ParameterIn::Query));
    parameters.into_iter().map(|parameter| serde_json::to_value(parameter).unwrap()).collect()
}

/// Whether a query passes a reader.
fn passes(read: impl Fn(&mut Query), raw: &str) -> bool {
    let mut query = Query::parse(Some(raw));
    read(&mut query);
    query.finish().is_ok()
}

/// Values that a schema allows and values that it forbids, percent-encoded.
fn samples(schema: &Value) -> (Vec<String>, Vec<String>) {
    if let Some(choices) = schema["enum"].as_array() {
        let allowed = choices.iter().map(|choice| choice.as_str().unwrap().to_owned()).collect();
        return (allowed, strings(&["", "nonsense", "RELEVANCE"]));
    }
    let kind = schema["type"].as_str().or_else(|| schema["type"][0].as_str()).unwrap();
    match kind {
        "boolean" => (strings(&["true", "false"]), strings(&["", "1", "True", "null"])),
        "integer" => {
            let (low, high) = (schema["minimum"].as_i64().unwrap(), schema["maximum"].as_i64().unwrap());
            let allowed = vec![low.to_string(), high.to_string()];
            let mut forbidden = strings(&["", "a", "1.5", "%2B5", "0x5", "1e1"]);
            forbidden.extend([(low - 1).to_string(), (high + 1).to_string()]);
            (allowed, forbidden)
        }
        "string" if schema["format"] == "uuid" => {
            (strings(&["01939f6e-7a4e-7c53-9c1b-2f6f2a9d1e44"]), strings(&["", "01939f6e", "x"]))
        }
        "string" if schema["format"] == "date" => {
            (strings(&["2026-11-26"]), strings(&["", "20261126", "2026-02-30", "x"]))
        }
        "string" if schema["format"] == "date-time" => {
            (strings(&["2026-11-26T03:00:00Z"]), strings(&["", "2026-11-26", "-009999-01-02T03:00:00Z", "x"]))
        }
        "string" => text_samples(schema),
        other => panic!("no samples for {other}"),
    }
}

fn text_samples(schema: &Value) -> (Vec<String>, Vec<String>) {
    let max = usize::try_from(schema["maxLength"].as_u64().unwrap()).unwrap();
    let longest = match schema["pattern"].as_str() {
        Some(pattern) if pattern.contains("*:") => format!("a:{}", "b".repeat(max - 2)),
        _ => "a".repeat(max),
    };
    let too_long = format!("{longest}c");
    let mut forbidden = vec![String::new(), too_long, "%ff".to_owned(), "%".to_owned()];
    if let Some(pattern) = schema["pattern"].as_str() {
        forbidden.extend(strings(&["a b", "%C4%91", "a%0A", "a%00"]));
        forbidden.extend(pattern.contains("(-").then(|| "a:b:c".to_owned()));
        return (vec![longest], forbidden);
    }
    (vec![longest, "%00".to_owned(), "%F0%9F%8E%A7".to_owned(), "'%3B--".to_owned()], forbidden)
}

fn strings(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

/// Tries every documented parameter of `T` with a reader; `needed` is what the reader wants besides.
fn agrees<T: IntoParams>(read: impl Fn(&mut Query) + Copy, needed: &[(&str, &str)]) {
    for parameter in documented::<T>() {
        let name = parameter["name"].as_str().unwrap();
        let others = needed.iter().filter(|(key, _)| *key != name);
        let others = others.fold(String::new(), |others, (key, value)| others + "&" + key + "=" + value);
        let schema = &parameter["schema"];
        let is_list = schema["type"] == "array";
        let (allowed, forbidden) = samples(if is_list { &schema["items"] } else { schema });
        for value in &allowed {
            assert!(passes(read, &format!("{name}={value}{others}")), "{name}={value:.80}");
        }
        for value in &forbidden {
            assert!(!passes(read, &format!("{name}={value}{others}")), "{name}={value:.80}");
        }
        count_agrees(read, name, schema, &allowed[0], &others);
        assert_eq!(passes(read, &others), parameter["required"] == false, "{name} missing");
    }
    assert!(!passes(read, "nonsense=1"));
}

/// A parameter may appear as often as the document says.
fn count_agrees(read: impl Fn(&mut Query), name: &str, schema: &Value, value: &str, others: &str) {
    let max = usize::try_from(schema["maxItems"].as_u64().unwrap_or(1)).unwrap();
    let joined = schema["format"].is_null() && schema["items"]["format"] == "uuid";
    let times = |count: usize| {
        let values = if joined { vec![value; count].join(",") } else { vec![value; count].join(&format!("&{name}=")) };
        format!("{name}={values}{others}")
    };
    assert!(passes(&read, &times(max)), "{name}, {max} times");
    assert!(!passes(&read, &times(max + 1)), "{name}, {} times", max + 1);
}

#[test]
fn the_readers_allow_what_the_document_allows_and_nothing_else() {
    use super::{admin, brands, compare, docs, filters, paging, products, search, suggest};
    agrees::<products::CategoryParams>(|query| drop(products::CategoryParams::read(query)), &[]);
    agrees::<filters::FilterParams>(|query| drop(filters::FilterParams::read(query)), &[]);
    agrees::<paging::PagingParams>(|query| drop(paging::PagingParams::read(query)), &[]);
    agrees::<brands::BrandParams>(|query| drop(brands::BrandParams::read(query)), &[]);
    agrees::<docs::DocsParams>(|query| _ = docs::DocsParams::read(query), &[]);
    agrees::<compare::CompareParams>(|query| drop(compare::CompareParams::read(query)), &[("ids", "unused")]);
    agrees::<admin::ListParams>(|query| drop(admin::ListParams::read(query)), &[]);
    agrees::<admin::ExportParams>(|query| drop(admin::ExportParams::read(query)), &[]);
    agrees::<admin::UserParams>(|query| drop(admin::UserParams::read(query)), &[]);
    agrees::<admin::AuditParams>(|query| drop(admin::AuditParams::read(query)), &[]);
    agrees::<admin::MessageParams>(|query| _ = admin::MessageParams::read(query), &[]);
    let days = [("from", "2026-11-01"), ("to", "2026-11-30")];
    agrees::<admin::ReportParams>(|query| _ = admin::ReportParams::read(query), &days);
    agrees::<search::SearchParams>(|query| drop(search::SearchParams::read(query)), &[("q", "x")]);
    agrees::<suggest::SuggestParams>(|query| drop(suggest::SuggestParams::read(query)), &[("q", "x")]);
}
