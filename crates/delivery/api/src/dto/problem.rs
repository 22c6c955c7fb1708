//! The error envelope as the document describes it; the web kit writes it.

use utoipa::ToSchema;

/// An error.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
#[expect(dead_code, reason = "the web kit writes the envelope; this type only documents it")]
pub(crate) struct Problem {
    /// The HTTP status.
    #[schema(minimum = 400, maximum = 599, example = 404)]
    status_code: u16,
    /// What happened, in the caller's language.
    #[schema(example = "Không tìm thấy nội dung này.")]
    message: String,
    /// The HTTP reason phrase.
    #[schema(example = "Not Found")]
    error: String,
    /// The error's stable code.
    #[schema(pattern = "^[a-z0-9]+(-[a-z0-9]+)*$", example = "not-found")]
    code: String,
    /// What to quote when asking for help.
    #[schema(min_length = 1, example = "019a9f6e-7a4e-7c53-9c1b-2f6f2a9d1e44")]
    request_id: String,
    /// One entry for each part of the request that is wrong.
    details: Vec<ProblemDetail>,
}

/// What is wrong with a part of the request.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
#[expect(dead_code, reason = "the web kit writes the envelope; this type only documents it")]
pub(crate) struct ProblemDetail {
    /// The parameter, header or field.
    #[schema(example = "size")]
    field: String,
    /// What is wrong with it, in the caller's language.
    #[schema(example = "Phải từ 1 đến 100.")]
    message: String,
}
