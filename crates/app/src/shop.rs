//! The shop of one process: settings, database and modules, put together.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context as _;
use cholon_catalog::Catalog;
use cholon_config::Settings;
use cholon_database::{Database, Durability, PrivateServer};
use cholon_events::EventLog;
use cholon_indexing::CatalogDocuments;
use cholon_kernel::{Clock, SystemClock};
use cholon_search::{Follower, Search};
use cholon_shopping::Shopping;
use cholon_storage::{FileStore, FolderStore};
use secrecy::ExposeSecret as _;

use crate::people;

/// Where the operator said the shop is.
#[derive(Debug)]
pub(crate) struct Place {
    /// Folder for everything this machine keeps.
    pub(crate) data_dir: PathBuf,
    /// Settings file, if one was named.
    pub(crate) config: Option<PathBuf>,
}

impl Place {
    /// The settings in force.
    pub(crate) fn settings(&self) -> anyhow::Result<Settings> {
        Ok(Settings::load(self.config_file().as_deref())?)
    }

    /// The settings file: the named one, or the one in the data folder where it exists.
    pub(crate) fn config_file(&self) -> Option<PathBuf> {
        let in_data_dir = self.data_dir.join("config.toml");
        self.config.clone().or_else(|| in_data_dir.exists().then_some(in_data_dir))
    }

    /// The folder of the search index.
    pub(crate) fn index_dir(&self) -> PathBuf {
        self.data_dir.join("search")
    }
}

/// Everything a command works with. `close` it, so that the private database stops in order.
pub(crate) struct Shop {
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) database: Database,
    pub(crate) log: EventLog,
    pub(crate) catalog: Catalog,
    pub(crate) shopping: Shopping,
    files: Arc<dyn FileStore>,
    server: Option<PrivateServer>,
}

impl Shop {
    /// Opens the shop: starts the private database where none is configured, and brings the schema up to date.
    pub(crate) async fn open(place: &Place) -> anyhow::Result<Self> {
        Self::open_with(place, &place.settings()?).await
    }

    /// Like [`Shop::open`], with settings that were read already.
    pub(crate) async fn open_with(place: &Place, settings: &Settings) -> anyhow::Result<Self> {
        create_data_dir(&place.data_dir)?;
        let (database, server) = open_database(&place.data_dir, settings).await?;
        match Self::assemble(place, settings, database.clone()).await {
            Ok(shop) => Ok(Self { server, ..shop }),
            Err(error) => {
                close(&database, server).await?;
                Err(error)
            }
        }
    }

    async fn assemble(place: &Place, settings: &Settings, database: Database) -> anyhow::Result<Self> {
        cholon_database::migrate(&database).await.context("the database cannot be brought up to date")?;
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let files: Arc<dyn FileStore> = Arc::new(FolderStore::new(place.data_dir.join("media")));
        let catalog = Catalog::new(database.clone(), Arc::clone(&files), Arc::clone(&clock));
        let log = EventLog::new(database.clone());
        let shopping = people::open(&place.data_dir, settings, &database, &catalog, &clock)?;
        Ok(Self { clock, database, log, catalog, shopping, files, server: None })
    }

    /// Where the search index gets its documents.
    pub(crate) fn documents(&self) -> Arc<CatalogDocuments> {
        Arc::new(CatalogDocuments::new(self.catalog.clone()))
    }

    /// Where pictures are.
    pub(crate) fn files(&self) -> Arc<dyn FileStore> {
        Arc::clone(&self.files)
    }

    /// A look at what ails the private database beyond not answering: it cannot be started, or its disk is full.
    pub(crate) fn trouble(&self) -> Arc<dyn Fn() -> Option<String> + Send + Sync> {
        match &self.server {
            Some(server) => Arc::new(server.trouble()),
            None => Arc::new(|| None),
        }
    }

    /// The search index of this place, brought up to the newest event. While a server runs there, its index is read
    /// and not written: the server keeps it up to date.
    pub(crate) async fn search(&self, place: &Place) -> anyhow::Result<Search> {
        let search = Search::open(&place.index_dir())?;
        let mut follower = Follower::new(search.clone(), self.database.clone(), self.log.clone(), self.documents());
        if let Err(error) = follower.catch_up().await {
            tracing::info!(error = %error, "search index is kept by another process");
            search.refresh()?;
        }
        Ok(search)
    }

    /// Ends the work with the database and stops it if this process is the last one that uses it.
    pub(crate) async fn close(self) -> anyhow::Result<()> {
        close(&self.database, self.server).await
    }
}

async fn open_database(data_dir: &Path, settings: &Settings) -> anyhow::Result<(Database, Option<PrivateServer>)> {
    if !settings.database.url.expose_secret().is_empty() {
        return Ok((cholon_database::open(&settings.database)?, None));
    }
    let server = PrivateServer::start(data_dir, Durability::Full).await?;
    let own = cholon_config::DatabaseSettings { url: server.url().clone(), ..settings.database.clone() };
    Ok((cholon_database::open(&own)?, Some(server)))
}

async fn close(database: &Database, server: Option<PrivateServer>) -> anyhow::Result<()> {
    database.pool().close().await;
    if let Some(server) = server {
        server.stop().await?;
    }
    Ok(())
}

fn create_data_dir(folder: &Path) -> anyhow::Result<()> {
    std::fs::create_dir_all(folder).with_context(|| {
        format!("the data folder {} cannot be made; name another one with --data-dir", folder.display())
    })
}
