//! The shop of one process: settings, database and modules, put together.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context as _;
use cholon_catalog::Catalog;
use cholon_config::Settings;
use cholon_database::{Database, PrivateServer};
use cholon_events::EventLog;
use cholon_indexing::CatalogDocuments;
use cholon_kernel::{Clock, SystemClock};
use cholon_search::Search;
use cholon_storage::Folder;

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
        let in_data_dir = self.data_dir.join("config.toml");
        let file = self.config.clone().or_else(|| in_data_dir.exists().then_some(in_data_dir));
        Ok(Settings::load(file.as_deref())?)
    }

    /// The folder of the search index.
    pub(crate) fn index_dir(&self) -> PathBuf {
        self.data_dir.join("search")
    }
}

/// Everything a command works with. `close` it, so that the private database stops in order.
pub(crate) struct Shop {
    pub(crate) settings: Settings,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) database: Database,
    pub(crate) log: EventLog,
    pub(crate) catalog: Catalog,
    server: Option<PrivateServer>,
}

impl Shop {
    /// Opens the shop: starts the private database where none is configured, and brings the schema up to date.
    pub(crate) async fn open(place: &Place) -> anyhow::Result<Self> {
        Self::open_with(place, place.settings()?).await
    }

    /// Like [`Shop::open`], with settings that were read already.
    pub(crate) async fn open_with(place: &Place, settings: Settings) -> anyhow::Result<Self> {
        create_data_dir(&place.data_dir)?;
        let (database, server) = open_database(place, &settings).await?;
        cholon_database::migrate(&database).await?;
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let files = Arc::new(Folder::open(place.data_dir.join("media"))?);
        let catalog = Catalog::new(database.clone(), files, Arc::clone(&clock));
        let log = EventLog::new(database.clone());
        Ok(Self { settings, clock, database, log, catalog, server })
    }

    /// Where the search index gets its documents.
    pub(crate) fn documents(&self) -> Arc<CatalogDocuments> {
        Arc::new(CatalogDocuments::new(self.catalog.clone()))
    }

    /// Ends the work with the database and stops it if this process is the last one that uses it.
    pub(crate) async fn close(self) -> anyhow::Result<()> {
        self.database.pool().close().await;
        if let Some(server) = self.server {
            server.stop().await?;
        }
        Ok(())
    }
}

fn create_data_dir(folder: &Path) -> anyhow::Result<()> {
    std::fs::create_dir_all(folder).with_context(|| {
        format!("the data folder {} cannot be made; name another one with --data-dir", folder.display())
    })
}
