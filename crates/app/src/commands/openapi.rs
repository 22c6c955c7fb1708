//! `cholon openapi`: the document of the API, for clients and for the committed copy.

use std::process::ExitCode;

use crate::operator::say;

/// Prints the OpenAPI document as JSON.
pub(crate) fn print() -> anyhow::Result<ExitCode> {
    say(cholon_api::openapi_json()?.trim_end());
    Ok(ExitCode::SUCCESS)
}
