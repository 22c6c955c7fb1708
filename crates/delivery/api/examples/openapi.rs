//! Writes the `OpenAPI` document to the standard output; `docs/api/openapi.json` is its result.

use std::io::Write as _;

fn main() -> std::io::Result<()> {
    let document = cholon_api::openapi_json()?;
    std::io::stdout().write_all(document.as_bytes())
}
