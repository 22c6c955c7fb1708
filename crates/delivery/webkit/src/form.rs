//! Forms as templates draw them: fields with their words, what was typed, and what was wrong with it.

use cholon_i18n::{Texts, texts};
use cholon_kernel::Locale;

/// Letters that a field takes when nothing else is said.
const FIELD_LENGTH_MAX: u16 = 200;

/// Whoever knows in which language a page speaks.
pub trait Words {
    /// The texts of the page.
    fn texts(&self) -> &'static Texts;

    /// A text.
    fn words(&self, key: &str) -> String {
        self.texts().get(key).to_owned()
    }
}

impl Words for Locale {
    fn texts(&self) -> &'static Texts {
        texts(*self)
    }
}

/// What is known of a form before it is drawn: the token of the session, what was typed, what was refused.
///
/// There is no `Debug`: the token and what people type stay out of logs.
#[derive(Clone, Default)]
pub struct Draft {
    /// The token against forged requests; empty on pages that have no session.
    pub csrf: String,
    values: Vec<(&'static str, String)>,
    errors: Vec<(&'static str, String)>,
}

impl Draft {
    /// A form nobody has filled in yet.
    pub fn new(csrf: impl Into<String>) -> Self {
        Self { csrf: csrf.into(), ..Self::default() }
    }

    /// With what stands in the field `name`. Passwords and codes are never written back into a page.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.values.push((name, value.into()));
        self
    }

    /// With what is wrong with the field `name`; an empty name speaks of the whole form.
    #[must_use]
    pub fn refused(mut self, name: &'static str, message: impl Into<String>) -> Self {
        self.errors.push((name, message.into()));
        self
    }

    /// What stands in a field.
    pub fn value(&self, name: &str) -> &str {
        self.values.iter().find(|(field, _)| *field == name).map_or("", |(_, value)| value)
    }

    /// What is wrong with a field.
    pub fn error(&self, name: &str) -> Option<String> {
        self.errors.iter().find(|(field, _)| *field == name).map(|(_, message)| message.clone())
    }
}

/// A form ready to be drawn.
#[derive(Clone)]
pub struct Form {
    pub csrf: String,
    pub fields: Vec<Field>,
    pub checks: Vec<Check>,
    pub errors: Vec<FormError>,
}

/// A line of the summary above a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormError {
    /// The element to go to; `None` when the whole form is meant.
    pub target: Option<String>,
    pub message: String,
}

impl Form {
    /// The form of these fields; errors of the draft stand in its summary in the order they were told.
    pub fn new(draft: &Draft, fields: Vec<Field>) -> Self {
        let target = |name: &str| (!name.is_empty()).then(|| element_id(name));
        let error =
            |(name, message): &(&'static str, String)| FormError { target: target(name), message: message.clone() };
        Self { csrf: draft.csrf.clone(), fields, checks: Vec::new(), errors: draft.errors.iter().map(error).collect() }
    }

    /// With boxes to tick below the fields.
    #[must_use]
    pub fn with_checks(mut self, checks: Vec<Check>) -> Self {
        self.checks = checks;
        self
    }

    /// What is wrong with the whole form, when that is all that is wrong.
    pub fn only_message(&self) -> Option<&str> {
        match self.errors.as_slice() {
            [FormError { target: None, message }] => Some(message),
            _ => None,
        }
    }

    /// The head of the summary.
    pub fn summary(&self, page: &impl Words) -> String {
        page.texts().format("form-errors", &[("count", i64::try_from(self.errors.len()).unwrap_or(i64::MAX).into())])
    }
}

/// A field with one line of text.
#[derive(Clone)]
pub struct Field {
    pub id: String,
    pub name: &'static str,
    pub label: String,
    /// The type of the input: `text`, `email`, `tel`, `password`, `date`.
    pub kind: &'static str,
    pub value: String,
    pub hint: Option<String>,
    pub error: Option<String>,
    /// The token of the HTML standard that tells browsers what belongs here.
    pub autocomplete: &'static str,
    /// The keyboard of telephones; empty for the usual one.
    pub input_mode: &'static str,
    pub is_required: bool,
    pub length_max: u16,
}

impl Field {
    /// A field for text with the words of `label`, a key.
    pub fn text(page: &impl Words, draft: &Draft, name: &'static str, label: &str) -> Self {
        Self {
            id: element_id(name),
            name,
            label: page.words(label),
            kind: "text",
            value: draft.value(name).to_owned(),
            hint: None,
            error: draft.error(name),
            autocomplete: "off",
            input_mode: "",
            is_required: true,
            length_max: FIELD_LENGTH_MAX,
        }
    }

    /// A field for a password: it is never filled in by us.
    pub fn password(page: &impl Words, draft: &Draft, name: &'static str, label: &str) -> Self {
        Self { kind: "password", value: String::new(), ..Self::text(page, draft, name, label) }
    }

    /// With what browsers may fill in; see the autofill tokens of the HTML standard.
    #[must_use]
    pub const fn filled_by(mut self, autocomplete: &'static str) -> Self {
        self.autocomplete = autocomplete;
        self
    }

    /// As another kind of input, with the keyboard that suits it.
    #[must_use]
    pub const fn of_kind(mut self, kind: &'static str, input_mode: &'static str) -> Self {
        self.kind = kind;
        self.input_mode = input_mode;
        self
    }

    /// With advice under the label; a key.
    #[must_use]
    pub fn hinted(mut self, page: &impl Words, hint: &str) -> Self {
        self.hint = Some(page.words(hint));
        self
    }

    /// May stay empty.
    #[must_use]
    pub const fn optional(mut self) -> Self {
        self.is_required = false;
        self
    }

    /// Takes so many letters.
    #[must_use]
    pub const fn at_most(mut self, length: u16) -> Self {
        self.length_max = length;
        self
    }

    /// Whether digits of a code are typed here.
    pub fn is_code(&self) -> bool {
        self.name == "code"
    }

    /// Whether it is hidden from those who look over the shoulder.
    pub fn is_password(&self) -> bool {
        self.kind == "password"
    }

    /// Whether keyboards must not correct what is typed.
    pub fn is_literal(&self) -> bool {
        self.kind == "password" || self.name == "destination"
    }

    /// The elements that describe it, for `aria-describedby`.
    pub fn described_by(&self) -> String {
        let hint = self.hint.as_ref().map(|_| format!("{}-hint", self.id));
        let error = self.error.as_ref().map(|_| format!("{}-error", self.id));
        hint.into_iter().chain(error).collect::<Vec<_>>().join(" ")
    }
}

/// A box to tick.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    pub id: String,
    pub name: String,
    pub value: String,
    pub label: String,
    /// What ticking it means.
    pub note: Option<String>,
    pub error: Option<String>,
    pub is_ticked: bool,
    pub is_required: bool,
}

/// A value of a list to choose from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    pub value: String,
    pub name: String,
    pub is_chosen: bool,
}

impl Choice {
    /// The choices of values and names, the one of `chosen` marked.
    pub fn all<'c>(pairs: impl IntoIterator<Item = (&'c str, &'c str)>, chosen: &str) -> Vec<Self> {
        let choice = |(value, name): (&str, &str)| Self {
            value: value.to_owned(),
            name: name.to_owned(),
            is_chosen: value == chosen,
        };
        pairs.into_iter().map(choice).collect()
    }
}

/// The id of a field's element; the prefix keeps it apart from the anchors of the page.
fn element_id(name: &str) -> String {
    format!("f-{name}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_never_written_back() {
        let draft = Draft::new("t").with("password", "secret");
        let page = Locale::Vi;
        assert_eq!(Field::password(&page, &draft, "password", "login-password").value, "");
    }

    #[test]
    fn an_error_is_tied_to_its_field() {
        let draft = Draft::new("t").refused("name", "Bad.").refused("", "Both.");
        let page = Locale::Vi;
        let form = Form::new(&draft, vec![Field::text(&page, &draft, "name", "register-name").hinted(&page, "home")]);
        assert_eq!(form.fields[0].described_by(), "f-name-hint f-name-error");
        let targets: Vec<_> = form.errors.iter().map(|error| error.target.as_deref()).collect();
        assert_eq!(targets, [Some("f-name"), None]);
    }
}
