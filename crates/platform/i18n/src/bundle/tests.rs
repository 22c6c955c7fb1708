//! Both languages say the same things, and lookups behave.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast::{Expression, InlineExpression, Pattern};

use super::*;

/// Every message of an area with the arguments it names.
fn messages(area: usize, locale: Locale) -> BTreeMap<String, BTreeSet<String>> {
    let (name, source) = sources(locale)[area];
    let resource = FluentResource::try_new(source.to_owned())
        .unwrap_or_else(|(_, errors)| panic!("texts/{locale}/{name}.ftl does not parse: {errors:?}"));
    let mut found = BTreeMap::new();
    for entry in resource.entries() {
        if let Entry::Message(message) = entry {
            let mut arguments = BTreeSet::new();
            message.value.iter().for_each(|pattern| collect(pattern, &mut arguments));
            let earlier = found.insert(message.id.name.to_owned(), arguments);
            assert_eq!(earlier, None, "texts/{locale}/{name}.ftl has {} twice", message.id.name);
        }
    }
    found
}

fn collect(pattern: &Pattern<&str>, arguments: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            collect_expression(expression, arguments);
        }
    }
}

fn collect_expression(expression: &Expression<&str>, arguments: &mut BTreeSet<String>) {
    match expression {
        Expression::Inline(inline) => collect_inline(inline, arguments),
        // Vietnamese has one plural form, so a selector's own argument need not occur in both languages' variants.
        Expression::Select { selector, variants } => {
            collect_inline(selector, arguments);
            for variant in variants {
                collect(&variant.value, arguments);
            }
        }
    }
}

fn collect_inline(inline: &InlineExpression<&str>, arguments: &mut BTreeSet<String>) {
    match inline {
        InlineExpression::VariableReference { id } => {
            arguments.insert(id.name.to_owned());
        }
        InlineExpression::Placeable { expression } => collect_expression(expression, arguments),
        InlineExpression::FunctionReference { arguments: given, .. } => {
            for argument in &given.positional {
                collect_inline(argument, arguments);
            }
        }
        _ => {}
    }
}

#[test]
fn both_languages_have_the_same_keys_and_arguments() {
    for area in 0..sources(Locale::Vi).len() {
        assert_eq!(messages(area, Locale::Vi), messages(area, Locale::En), "area {}", sources(Locale::Vi)[area].0);
    }
}

#[test]
fn no_key_is_in_two_files() {
    let mut all = BTreeSet::new();
    for area in 0..sources(Locale::Vi).len() {
        for key in messages(area, Locale::Vi).into_keys() {
            assert!(all.insert(key.clone()), "{key} is in two files");
        }
    }
}

#[test]
fn a_plain_text_is_found_and_a_missing_one_shows_its_key() {
    assert_eq!(texts(Locale::Vi).get("error-not-found"), "Không tìm thấy trang hoặc dữ liệu này.");
    assert_eq!(texts(Locale::En).get("no-such-key"), "no-such-key");
    assert_eq!(texts(Locale::En).format("no-such-key", &[]), "no-such-key");
}

#[test]
fn arguments_are_filled_in_and_numbers_grouped() {
    let given = [("max", Value::from(12_345))];
    assert_eq!(texts(Locale::Vi).format("detail-too-long", &given), "Dài quá 12.345 ký tự.");
    assert_eq!(texts(Locale::En).format("detail-too-long", &given), "Longer than 12,345 characters.");
}
