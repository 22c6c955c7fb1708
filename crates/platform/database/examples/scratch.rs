//! A migrated private database in the folder named, for whoever reads its URL: it lives until standard input ends. The
//! query cache is made with it, as it needs no code whose queries have changed.

use std::io::Read as _;
use std::path::Path;

use cholon_config::{DatabaseSettings, Settings};
use cholon_database::{Durability, PrivateServer, migrate, open};
use secrecy::ExposeSecret as _;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).ok_or("the folder is missing")?;
    let server = PrivateServer::start(Path::new(&folder), Durability::None).await?;
    let settings = DatabaseSettings { url: server.url().clone(), ..Settings::defaults().database };
    migrate(&open(&settings)?).await?;
    std::fs::write(Path::new(&folder).join("url"), server.url().expose_secret())?;
    tokio::task::spawn_blocking(|| std::io::stdin().read_to_end(&mut Vec::new())).await??;
    server.stop().await?;
    Ok(())
}
