//! An error on its way to the caller: what the edge turns into JSON under `/v1` and into a page elsewhere.

use std::borrow::Cow;
use std::error::Error;
use std::sync::Arc;
use std::time::Duration;

use axum::response::{IntoResponse, Response};
use cholon_i18n::{Value, texts};
use cholon_kernel::Locale;
use serde::Serialize;

use crate::code::Code;

/// Details that one answer lists at most.
const DETAILS_MAX: usize = 50;

/// An error that the caller is told of. Handlers return it; the edge renders and logs it, once.
#[derive(Debug)]
pub struct Problem {
    code: Code,
    details: Vec<Detail>,
    retry_after: Option<Duration>,
    source: Option<Box<dyn Error + Send + Sync>>,
}

/// What is wrong with one part of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Detail {
    field: Cow<'static, str>,
    text_key: &'static str,
    arguments: Vec<(&'static str, Value<'static>)>,
}

impl Detail {
    /// A fault of `field`, told by the text at `text_key` with `arguments` filled in.
    pub fn new<A: Into<Value<'static>>>(
        field: impl Into<Cow<'static, str>>,
        text_key: &'static str,
        arguments: impl IntoIterator<Item = (&'static str, A)>,
    ) -> Self {
        let arguments = arguments.into_iter().map(|(name, value)| (name, value.into())).collect();
        Self { field: field.into(), text_key, arguments }
    }

    /// A fault of `field`, told by the text at `text_key`, which takes no arguments.
    pub fn plain(field: impl Into<Cow<'static, str>>, text_key: &'static str) -> Self {
        Self { field: field.into(), text_key, arguments: Vec::new() }
    }

    /// The parameter, header or field.
    #[must_use]
    pub fn field(&self) -> &str {
        &self.field
    }

    /// What is wrong with it.
    #[must_use]
    pub fn message(&self, locale: Locale) -> String {
        texts(locale).format(self.text_key, &self.arguments)
    }
}

impl From<Code> for Problem {
    fn from(code: Code) -> Self {
        Self { code, details: Vec::new(), retry_after: None, source: None }
    }
}

impl Problem {
    /// A problem with a code and no more to say.
    #[must_use]
    pub fn new(code: Code) -> Self {
        Self::from(code)
    }

    /// Nothing is there.
    #[must_use]
    pub fn not_found() -> Self {
        Code::NotFound.into()
    }

    /// Something was there and will not come back.
    #[must_use]
    pub fn gone() -> Self {
        Code::Gone.into()
    }

    /// The request is not what the address takes.
    #[must_use]
    pub fn bad_request(details: Vec<Detail>) -> Self {
        Self::new(Code::BadRequest).with_details(details)
    }

    /// A fault of ours. The source is logged and never shown.
    pub fn internal(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::new(Code::Internal).with_source(source)
    }

    /// Something we depend on does not answer. The source is logged and never shown.
    pub fn unavailable(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::new(Code::Unavailable).with_source(source).with_retry_after(Duration::from_secs(1))
    }

    /// The problem with faults of parts of the request; a bounded number of them.
    #[must_use]
    pub fn with_details(mut self, mut details: Vec<Detail>) -> Self {
        details.truncate(DETAILS_MAX);
        self.details = details;
        self
    }

    /// The problem with what caused it, for the log.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// The problem with the time after which trying again makes sense.
    #[must_use]
    pub const fn with_retry_after(mut self, retry_after: Duration) -> Self {
        self.retry_after = Some(retry_after);
        self
    }

    /// The code.
    #[must_use]
    pub const fn code(&self) -> Code {
        self.code
    }

    /// Faults of parts of the request.
    #[must_use]
    pub fn details(&self) -> &[Detail] {
        &self.details
    }

    /// After which time trying again makes sense.
    #[must_use]
    pub const fn retry_after(&self) -> Option<Duration> {
        self.retry_after
    }

    /// What happened, for people.
    #[must_use]
    pub fn message(&self, locale: Locale) -> &'static str {
        texts(locale).get(self.code.text_key())
    }

    /// The causes, outermost first, for the log.
    #[must_use]
    pub fn causes(&self) -> Option<String> {
        let mut next: Option<&(dyn Error + 'static)> = match &self.source {
            Some(source) => Some(&**source),
            None => return None,
        };
        let mut causes = Vec::new();
        while let Some(cause) = next {
            causes.push(cause.to_string());
            next = cause.source();
        }
        Some(causes.join(": "))
    }

    /// The problem as the envelope of the API.
    #[must_use]
    pub fn envelope<'a>(&'a self, locale: Locale, request_id: &'a str) -> Envelope<'a> {
        let status = self.code.status();
        Envelope {
            status_code: status.as_u16(),
            message: self.message(locale),
            error: status.canonical_reason().unwrap_or_default(),
            code: self.code.name(),
            request_id,
            details: self
                .details
                .iter()
                .map(|detail| EnvelopeDetail { field: detail.field(), message: detail.message(locale) })
                .collect(),
        }
    }
}

/// The JSON form of a problem.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Envelope<'a> {
    status_code: u16,
    message: &'static str,
    error: &'static str,
    code: &'static str,
    request_id: &'a str,
    details: Vec<EnvelopeDetail<'a>>,
}

/// The JSON form of a detail.
#[derive(Debug, Serialize)]
struct EnvelopeDetail<'a> {
    field: &'a str,
    message: String,
}

/// A page of its own that tells of the problem of an answer, instead of the one that the edge would draw. The part of
/// the shop that knows its visitor adds it to the answer's extensions.
#[derive(Debug, Clone)]
pub struct ToldAlready(pub String);

/// A problem on an answer that the edge has still to render.
#[derive(Debug, Clone)]
pub(crate) struct Unrendered(pub(crate) Arc<Problem>);

impl Problem {
    /// The problem that a handler answered with, while the edge has still to tell of it.
    #[must_use]
    pub fn of(response: &Response) -> Option<Arc<Self>> {
        response.extensions().get::<Unrendered>().map(|unrendered| Arc::clone(&unrendered.0))
    }
}

impl IntoResponse for Problem {
    /// An answer with the status alone; the edge, which knows address, language and request id, writes the rest.
    fn into_response(self) -> Response {
        let mut response = self.code.status().into_response();
        response.extensions_mut().insert(Unrendered(Arc::new(self)));
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_envelope_speaks_the_callers_language() {
        let arguments = [("min", 1), ("max", 100)];
        let problem = Problem::bad_request(vec![Detail::new("size", "detail-out-of-range", arguments)]);
        let json = serde_json::to_value(problem.envelope(Locale::En, "abc")).expect("an envelope is JSON");
        let expected = serde_json::json!({
            "statusCode": 400,
            "message": "The request is not valid.",
            "error": "Bad Request",
            "code": "bad-request",
            "requestId": "abc",
            "details": [{"field": "size", "message": "This must be between 1 and 100."}],
        });
        assert_eq!(json, expected);
        assert_eq!(problem.message(Locale::Vi), "Yêu cầu không hợp lệ.");
    }

    #[test]
    fn causes_are_for_the_log_alone() {
        let problem = Problem::internal(std::io::Error::other("disk full"));
        assert_eq!(problem.causes().as_deref(), Some("disk full"));
        let shown = serde_json::to_string(&problem.envelope(Locale::Vi, "abc")).expect("an envelope is JSON");
        assert!(!shown.contains("disk"), "{shown}");
    }
}
