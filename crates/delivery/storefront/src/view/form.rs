//! Forms as templates draw them: fields with their words, what was typed, and what was wrong with it.

use crate::view::page::Page;

/// Letters that a field takes when nothing else is said.
const FIELD_LENGTH_MAX: u16 = 200;

/// What is known of a form before it is drawn: the token of the session, what was typed, what was refused.
///
/// There is no `Debug`: the token and what people type stay out of logs.
#[derive(Clone, Default)]
pub(crate) struct Draft {
    /// The token against forged requests; empty on pages that have no session.
    pub(crate) csrf: String,
    values: Vec<(&'static str, String)>,
    errors: Vec<(&'static str, String)>,
}

impl Draft {
    /// A form nobody has filled in yet.
    pub(crate) fn new(csrf: impl Into<String>) -> Self {
        Self { csrf: csrf.into(), ..Self::default() }
    }

    /// With what stands in the field `name`. Passwords and codes are never written back into a page.
    pub(crate) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.values.push((name, value.into()));
        self
    }

    /// With what is wrong with the field `name`; an empty name speaks of the whole form.
    pub(crate) fn refused(mut self, name: &'static str, message: impl Into<String>) -> Self {
        self.errors.push((name, message.into()));
        self
    }

    /// What stands in a field.
    pub(crate) fn value(&self, name: &str) -> &str {
        self.values.iter().find(|(field, _)| *field == name).map_or("", |(_, value)| value)
    }

    /// What is wrong with a field.
    pub(crate) fn error(&self, name: &str) -> Option<String> {
        self.errors.iter().find(|(field, _)| *field == name).map(|(_, message)| message.clone())
    }
}

/// A form ready to be drawn.
#[derive(Clone)]
pub(crate) struct Form {
    pub(crate) csrf: String,
    pub(crate) fields: Vec<Field>,
    pub(crate) checks: Vec<Check>,
    pub(crate) errors: Vec<FormError>,
}

/// A line of the summary above a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FormError {
    /// The element to go to; `None` when the whole form is meant.
    pub(crate) target: Option<String>,
    pub(crate) message: String,
}

impl Form {
    /// The form of these fields; errors of the draft stand in its summary in the order they were told.
    pub(crate) fn new(draft: &Draft, fields: Vec<Field>) -> Self {
        let target = |name: &str| (!name.is_empty()).then(|| element_id(name));
        let error =
            |(name, message): &(&'static str, String)| FormError { target: target(name), message: message.clone() };
        Self { csrf: draft.csrf.clone(), fields, checks: Vec::new(), errors: draft.errors.iter().map(error).collect() }
    }

    /// With boxes to tick below the fields.
    pub(crate) fn with_checks(mut self, checks: Vec<Check>) -> Self {
        self.checks = checks;
        self
    }

    /// What is wrong with the whole form, when that is all that is wrong.
    pub(crate) fn only_message(&self) -> Option<&str> {
        match self.errors.as_slice() {
            [FormError { target: None, message }] => Some(message),
            _ => None,
        }
    }

    /// The head of the summary.
    pub(crate) fn summary(&self, page: &Page) -> String {
        page.t1("form-errors", "count", i64::try_from(self.errors.len()).unwrap_or(i64::MAX))
    }
}

/// A field with one line of text.
#[derive(Clone)]
pub(crate) struct Field {
    pub(crate) id: String,
    pub(crate) name: &'static str,
    pub(crate) label: String,
    /// The type of the input: `text`, `email`, `tel`, `password`, `date`.
    pub(crate) kind: &'static str,
    pub(crate) value: String,
    pub(crate) hint: Option<String>,
    pub(crate) error: Option<String>,
    /// The token of the HTML standard that tells browsers what belongs here.
    pub(crate) autocomplete: &'static str,
    /// The keyboard of telephones; empty for the usual one.
    pub(crate) input_mode: &'static str,
    pub(crate) is_required: bool,
    pub(crate) length_max: u16,
}

impl Field {
    /// A field for text with the words of `label`, a key.
    pub(crate) fn text(page: &Page, draft: &Draft, name: &'static str, label: &str) -> Self {
        Self {
            id: element_id(name),
            name,
            label: page.text(label),
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
    pub(crate) fn password(page: &Page, draft: &Draft, name: &'static str, label: &str) -> Self {
        Self { kind: "password", value: String::new(), ..Self::text(page, draft, name, label) }
    }

    /// With what browsers may fill in; see the autofill tokens of the HTML standard.
    pub(crate) const fn filled_by(mut self, autocomplete: &'static str) -> Self {
        self.autocomplete = autocomplete;
        self
    }

    /// As another kind of input, with the keyboard that suits it.
    pub(crate) const fn of_kind(mut self, kind: &'static str, input_mode: &'static str) -> Self {
        self.kind = kind;
        self.input_mode = input_mode;
        self
    }

    /// With advice under the label; a key.
    pub(crate) fn hinted(mut self, page: &Page, hint: &str) -> Self {
        self.hint = Some(page.text(hint));
        self
    }

    /// May stay empty.
    pub(crate) const fn optional(mut self) -> Self {
        self.is_required = false;
        self
    }

    /// Takes so many letters.
    pub(crate) const fn at_most(mut self, length: u16) -> Self {
        self.length_max = length;
        self
    }

    /// Whether digits of a code are typed here.
    pub(crate) fn is_code(&self) -> bool {
        self.name == "code"
    }

    /// Whether it is hidden from those who look over the shoulder.
    pub(crate) fn is_password(&self) -> bool {
        self.kind == "password"
    }

    /// Whether keyboards must not correct what is typed.
    pub(crate) fn is_literal(&self) -> bool {
        self.kind == "password" || self.name == "destination"
    }

    /// The elements that describe it, for `aria-describedby`.
    pub(crate) fn described_by(&self) -> String {
        let hint = self.hint.as_ref().map(|_| format!("{}-hint", self.id));
        let error = self.error.as_ref().map(|_| format!("{}-error", self.id));
        hint.into_iter().chain(error).collect::<Vec<_>>().join(" ")
    }
}

/// A box to tick.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Check {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) value: String,
    pub(crate) label: String,
    /// What ticking it means.
    pub(crate) note: Option<String>,
    pub(crate) error: Option<String>,
    pub(crate) is_ticked: bool,
    pub(crate) is_required: bool,
}

/// A value of a list to choose from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Choice {
    pub(crate) value: String,
    pub(crate) name: String,
    pub(crate) is_chosen: bool,
}

impl Choice {
    /// The choices of values and names, the one of `chosen` marked.
    pub(crate) fn all<'c>(pairs: impl IntoIterator<Item = (&'c str, &'c str)>, chosen: &str) -> Vec<Self> {
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
    use cholon_kernel::Locale;

    use super::*;
    use crate::samples::page;

    #[test]
    fn a_password_is_never_written_back() {
        let draft = Draft::new("t").with("password", "secret");
        let page = page(Locale::Vi, "/");
        assert_eq!(Field::password(&page, &draft, "password", "login-password").value, "");
    }

    #[test]
    fn an_error_is_tied_to_its_field() {
        let draft = Draft::new("t").refused("name", "Bad.").refused("", "Both.");
        let page = page(Locale::Vi, "/");
        let form = Form::new(&draft, vec![Field::text(&page, &draft, "name", "register-name").hinted(&page, "home")]);
        assert_eq!(form.fields[0].described_by(), "f-name-hint f-name-error");
        let targets: Vec<_> = form.errors.iter().map(|error| error.target.as_deref()).collect();
        assert_eq!(targets, [Some("f-name"), None]);
    }
}
