//! Answers and headers that many operations share.

use utoipa::{IntoParams, IntoResponses};

use crate::dto::problem::Problem;

/// Headers that every read understands.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "the web kit reads these headers; this type only documents them")]
pub(super) struct ReadHeaders {
    /// The language of error messages: `vi` (default) or `en`.
    #[param(rename = "Accept-Language", value_type = String, required = false, example = "vi")]
    accept_language: Option<String>,
    /// The `ETag` of the answer the caller still has; unchanged content is answered with 304 and no body.
    #[param(rename = "If-None-Match", value_type = String, required = false)]
    if_none_match: Option<String>,
}

/// The header by which a request that is sent again is known.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "an extractor reads this header; this type only documents it")]
pub(super) struct KeyHeader {
    /// Made anew for each thing that is done; the same when a request without an answer is sent again.
    #[param(rename = "Idempotency-Key", value_type = String, required = false, pattern = "^[A-Za-z0-9_-]{1,128}$")]
    idempotency_key: Option<String>,
}

/// What can go wrong where something is looked up.
#[derive(IntoResponses)]
#[expect(dead_code, reason = "the web kit writes these answers; this type only documents them")]
pub(super) enum Missing {
    /// There is no such thing, or it is somebody else's.
    #[response(status = 404)]
    NotFound(Problem),
}

/// What can go wrong where only staff with a permission may.
#[derive(IntoResponses)]
#[expect(dead_code, reason = "the web kit writes these answers; this type only documents them")]
pub(super) enum Refusals {
    /// The permission is missing (`forbidden`; `details` names it), or the second factor (`second-factor-needed`).
    #[response(status = 403)]
    Forbidden(Problem),
}

/// What can go wrong where something is changed, or is somebody's own.
#[derive(IntoResponses)]
#[expect(dead_code, reason = "the web kit writes these answers; this type only documents them")]
pub(super) enum WriteFailures {
    /// The content is the one the caller has (`If-None-Match`).
    #[response(status = 304)]
    NotModified,
    /// The body is no JSON or not of the documented shape; `details` names the place.
    #[response(status = 400)]
    BadRequest(Problem),
    /// No token, one that does not count, or a refused log-in.
    #[response(status = 401)]
    Unauthorized(Problem),
    /// There is no such thing, or it is somebody else's.
    #[response(status = 404)]
    NotFound(Problem),
    /// It was changed since, or belongs to somebody else; `details` says what comes next.
    #[response(status = 409)]
    Conflict(Problem),
    /// The body is too large.
    #[response(status = 413)]
    PayloadTooLarge(Problem),
    /// The body is not `application/json`.
    #[response(status = 415)]
    UnsupportedMediaType(Problem),
    /// A field breaks a rule; `details` names it.
    #[response(status = 422)]
    Unprocessable(Problem),
    /// Too many requests; `Retry-After` says when to come back.
    #[response(status = 429)]
    TooManyRequests(Problem),
    /// A fault of ours; quote `requestId` when reporting it.
    #[response(status = 500)]
    Internal(Problem),
    /// Overloaded or starting; `Retry-After` says when to come back.
    #[response(status = 503)]
    Unavailable(Problem),
}

/// What can go wrong everywhere.
#[derive(IntoResponses)]
#[expect(dead_code, reason = "the web kit writes these answers; this type only documents them")]
pub(super) enum Failures {
    /// The content is the one the caller has (`If-None-Match`).
    #[response(status = 304)]
    NotModified,
    /// A parameter is missing, unknown or not what this document allows; `details` names each.
    #[response(status = 400)]
    BadRequest(Problem),
    /// Too many requests; `Retry-After` says when to come back.
    #[response(status = 429)]
    TooManyRequests(Problem),
    /// A fault of ours; quote `requestId` when reporting it.
    #[response(status = 500)]
    Internal(Problem),
    /// Overloaded or starting; `Retry-After` says when to come back.
    #[response(status = 503)]
    Unavailable(Problem),
}
