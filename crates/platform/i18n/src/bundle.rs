//! The bundles: Fluent files read once, plain texts in a table beside them.

use std::collections::HashMap;
use std::sync::LazyLock;

use cholon_kernel::Locale;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use fluent_syntax::ast::{Entry, Expression, InlineExpression, PatternElement};
use intl_memoizer::concurrent::IntlLangMemoizer;
use unic_langid::langid;

use crate::value::{Value, grouped};

/// The embedded files of a language, one per area.
pub(crate) const fn sources(locale: Locale) -> [(&'static str, &'static str); 7] {
    match locale {
        Locale::Vi => [
            ("errors", include_str!("../texts/vi/errors.ftl")),
            ("storefront", include_str!("../texts/vi/storefront.ftl")),
            ("api", include_str!("../texts/vi/api.ftl")),
            ("account", include_str!("../texts/vi/account.ftl")),
            ("cart", include_str!("../texts/vi/cart.ftl")),
            ("messages", include_str!("../texts/vi/messages.ftl")),
            ("backoffice", include_str!("../texts/vi/backoffice.ftl")),
        ],
        Locale::En => [
            ("errors", include_str!("../texts/en/errors.ftl")),
            ("storefront", include_str!("../texts/en/storefront.ftl")),
            ("api", include_str!("../texts/en/api.ftl")),
            ("account", include_str!("../texts/en/account.ftl")),
            ("cart", include_str!("../texts/en/cart.ftl")),
            ("messages", include_str!("../texts/en/messages.ftl")),
            ("backoffice", include_str!("../texts/en/backoffice.ftl")),
        ],
    }
}

/// All texts of one language.
pub struct Texts {
    plain: HashMap<String, String>,
    bundle: FluentBundle<FluentResource>,
}

static VIETNAMESE: LazyLock<Texts> = LazyLock::new(|| Texts::load(Locale::Vi));
static ENGLISH: LazyLock<Texts> = LazyLock::new(|| Texts::load(Locale::En));

/// The texts of a language; read at the first call.
#[must_use]
pub fn texts(locale: Locale) -> &'static Texts {
    match locale {
        Locale::Vi => &VIETNAMESE,
        Locale::En => &ENGLISH,
    }
}

impl Texts {
    fn load(locale: Locale) -> Self {
        let language = match locale {
            Locale::Vi => langid!("vi"),
            Locale::En => langid!("en"),
        };
        let mut bundle = FluentBundle::new_concurrent(vec![language]);
        // Isolation marks protect mixed writing directions; both languages run left to right.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(match locale {
            Locale::Vi => group_with_dots,
            Locale::En => group_with_commas,
        }));
        let mut plain = HashMap::new();
        for (_, source) in sources(locale) {
            // A broken entry becomes junk that a test refuses; the rest of the file still serves.
            let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(resource, _errors)| resource);
            plain.extend(plain_texts(&resource));
            bundle.add_resource_overriding(resource);
        }
        Self { plain, bundle }
    }

    /// The text without arguments at `key`; the key itself when there is none.
    #[must_use]
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.plain.get(key).map_or(key, String::as_str)
    }

    /// Whether there is a text at `key`.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.bundle.has_message(key)
    }

    /// The text at `key` with its arguments filled in; the key itself when there is none.
    #[must_use]
    pub fn format(&self, key: &str, arguments: &[(&str, Value<'_>)]) -> String {
        if let Some(text) = self.plain.get(key) {
            return text.clone();
        }
        let Some(pattern) = self.bundle.get_message(key).and_then(|message| message.value()) else {
            return key.to_owned();
        };
        let arguments: FluentArgs<'_> =
            arguments.iter().map(|(name, value)| (name.to_owned(), value.to_fluent())).collect();
        let mut errors = Vec::new();
        self.bundle.format_pattern(pattern, Some(&arguments), &mut errors).into_owned()
    }
}

impl std::fmt::Debug for Texts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Texts").field("plain", &self.plain.len()).finish_non_exhaustive()
    }
}

/// The messages that need no formatting, by key.
fn plain_texts(resource: &FluentResource) -> impl Iterator<Item = (String, String)> {
    resource.entries().filter_map(|entry| {
        let Entry::Message(message) = entry else { return None };
        let pattern = message.value.as_ref()?;
        let text = pattern.elements.iter().map(plain_part).collect::<Option<String>>()?;
        Some((message.id.name.to_owned(), text))
    })
}

/// The words of a pattern element, unless they depend on something.
fn plain_part<'a>(element: &PatternElement<&'a str>) -> Option<&'a str> {
    match element {
        PatternElement::TextElement { value } => Some(value),
        // `{ "" }` is Fluent's way to write a leading or trailing space.
        PatternElement::Placeable { expression: Expression::Inline(InlineExpression::StringLiteral { value }) }
            if !value.contains('\\') =>
        {
            Some(value)
        }
        PatternElement::Placeable { .. } => None,
    }
}

fn group_with_dots(value: &FluentValue<'_>, _: &IntlLangMemoizer) -> Option<String> {
    group(value, '.')
}

fn group_with_commas(value: &FluentValue<'_>, _: &IntlLangMemoizer) -> Option<String> {
    group(value, ',')
}

#[expect(clippy::cast_possible_truncation, reason = "the number came from an i64")]
fn group(value: &FluentValue<'_>, mark: char) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    Some(grouped(number.value as i64, mark))
}

#[cfg(test)]
mod tests;
