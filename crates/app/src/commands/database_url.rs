//! `cholon database-url`: where the data is, for psql and other tools.

use std::process::ExitCode;

use cholon_database::{Durability, PrivateServer};
use secrecy::ExposeSecret as _;

use crate::operator::say;
use crate::shop::Place;

/// Prints the connection string; a private server goes on running only while somebody else uses it.
pub(crate) async fn print(place: &Place) -> anyhow::Result<ExitCode> {
    let settings = place.settings()?;
    if !settings.database.url.expose_secret().is_empty() {
        say(settings.database.url.expose_secret());
        return Ok(ExitCode::SUCCESS);
    }
    let server = PrivateServer::start(&place.data_dir, Durability::Full).await?;
    say(server.url().expose_secret());
    server.stop().await?;
    Ok(ExitCode::SUCCESS)
}
