//! Taking pictures in: one, or many at once on all cores.

use std::sync::Arc;

use bytes::Bytes;
use cholon_kernel::MediaId;
use cholon_pictures::{Encoded, PictureError, Prepared, UPLOAD_SIZE_MAX_BYTES};
use cholon_storage::FileName;
use sha2::{Digest as _, Sha256};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use super::error::MediaError;
use crate::facade::Catalog;
use crate::import::now;
use crate::model::PICTURE_WIDTHS;
use crate::store;
use crate::store::media::NewMedia;

/// Changed whenever the same upload would give other files, so that those get other names.
const PIPELINE_VERSION: &[u8] = b"1";
/// Bytes of the hash that names carry.
const HASH_LENGTH_BYTES: usize = 16;

/// Pictures that are worked on at the same time: one a core.
pub(crate) fn pixel_permits() -> Arc<Semaphore> {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    Arc::new(Semaphore::new(cores))
}

impl Catalog {
    /// Takes a picture in: checks it, cuts it to the widths of pages, stores the files. The same bytes again answer
    /// the same id and do no work; `alt` then stays as it was.
    pub async fn store_picture(&self, content: Bytes, alt: &str) -> Result<MediaId, MediaError> {
        if content.len() > UPLOAD_SIZE_MAX_BYTES {
            return Err(PictureError::TooLarge.into());
        }
        let hash = content_hash(&content);
        if let Some(id) = self.stored(&hash).await? {
            return Ok(id);
        }
        let permit = Arc::clone(&self.inner.pixels).acquire_owned().await.map_err(|_closed| MediaError::Interrupted)?;
        let work = tokio::task::spawn_blocking(move || {
            let _permit = permit;
            cholon_pictures::prepare(&content, &PICTURE_WIDTHS)
        });
        let Prepared { width, height, files } = work.await.map_err(|_stopped| MediaError::Interrupted)??;
        self.store_files(&hash, files).await?;
        let clock = &*self.inner.clock;
        let media = NewMedia { id: MediaId::new(clock), hash: &hash, alt, width, height, now: now(clock) };
        let mut tx = self.inner.database.begin().await?;
        let id = store::media::insert(&mut tx, &media).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// Takes many pictures in, as many at a time as there are cores; the answers are in the order of the pictures.
    pub async fn store_pictures(&self, pictures: Vec<(Bytes, String)>) -> Vec<Result<MediaId, MediaError>> {
        let mut answers: Vec<Result<MediaId, MediaError>> = Vec::new();
        answers.resize_with(pictures.len(), || Err(MediaError::Interrupted));
        let mut tasks = JoinSet::new();
        for (index, (content, alt)) in pictures.into_iter().enumerate() {
            let catalog = self.clone();
            // Twice the cores: while one picture is written to the disk another one is computed.
            while tasks.len() >= catalog.inner.pixel_tasks_max {
                collect(&mut tasks, &mut answers).await;
            }
            tasks.spawn(async move { (index, catalog.store_picture(content, &alt).await) });
        }
        while !tasks.is_empty() {
            collect(&mut tasks, &mut answers).await;
        }
        answers
    }

    /// The id of a picture whose record and last file are there.
    async fn stored(&self, hash: &str) -> Result<Option<MediaId>, MediaError> {
        let known = store::media::by_hash(&mut *self.inner.database.read().await?, hash).await?;
        let Some(id) = known else { return Ok(None) };
        let [.., widest] = PICTURE_WIDTHS;
        let is_there = match file_name(hash, widest, "jpg") {
            Some(name) => self.inner.files.exists(&name).await?,
            None => false,
        };
        Ok(is_there.then_some(id))
    }

    /// Stores the files side by side: waiting for the disk takes longer than writing.
    async fn store_files(&self, hash: &str, files: Vec<Encoded>) -> Result<(), MediaError> {
        let mut tasks = JoinSet::new();
        for file in files {
            let Some(name) = file_name(hash, file.width, file.extension) else { continue };
            let store = Arc::clone(&self.inner.files);
            tasks.spawn(async move { store.put(&name, file.content.into()).await });
        }
        while let Some(stored) = tasks.join_next().await {
            stored.map_err(|_stopped| MediaError::Interrupted)??;
        }
        Ok(())
    }
}

type Answer = (usize, Result<MediaId, MediaError>);

async fn collect(tasks: &mut JoinSet<Answer>, answers: &mut [Result<MediaId, MediaError>]) {
    if let Some(Ok((index, answer))) = tasks.join_next().await {
        answers[index] = answer;
    }
}

/// The name of a picture's file, as [`crate::model::Picture::url`] puts it into pages.
fn file_name(hash: &str, width: u32, extension: &str) -> Option<FileName> {
    format!("{hash}-{width}.{extension}").parse().ok()
}

fn content_hash(content: &[u8]) -> String {
    let digest = Sha256::new().chain_update(PIPELINE_VERSION).chain_update(content).finalize();
    hex::encode(&digest[..HASH_LENGTH_BYTES])
}
