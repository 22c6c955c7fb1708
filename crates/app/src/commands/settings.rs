//! `cholon config`: the settings in force.

use std::process::ExitCode;

use crate::operator::say;
use crate::shop::Place;

/// Prints the settings, secrets masked.
pub(crate) fn print(place: &Place) -> anyhow::Result<ExitCode> {
    say(place.settings()?.to_masked_toml());
    Ok(ExitCode::SUCCESS)
}
