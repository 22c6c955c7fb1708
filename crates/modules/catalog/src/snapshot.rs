//! A value kept in memory until somebody says that it is out of date.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

/// One value of the database in memory; at most one load at a time.
#[derive(Debug)]
pub(crate) struct Snapshot<T> {
    generation: AtomicU64,
    kept: RwLock<Option<Arc<T>>>,
    loading: tokio::sync::Mutex<()>,
}

impl<T> Default for Snapshot<T> {
    fn default() -> Self {
        Self { generation: AtomicU64::new(0), kept: RwLock::new(None), loading: tokio::sync::Mutex::new(()) }
    }
}

impl<T> Snapshot<T> {
    /// The kept value, or else what `load` answers. A load that began before an invalidation is answered, never kept.
    pub(crate) async fn get<E>(&self, load: impl Future<Output = Result<T, E>>) -> Result<Arc<T>, E> {
        if let Some(value) = self.peek() {
            return Ok(value);
        }
        let _turn = self.loading.lock().await;
        if let Some(value) = self.peek() {
            return Ok(value);
        }
        let generation = self.generation.load(Ordering::Acquire);
        let value = Arc::new(load.await?);
        let mut kept = self.kept.write().unwrap_or_else(PoisonError::into_inner);
        if self.generation.load(Ordering::Acquire) == generation {
            *kept = Some(Arc::clone(&value));
        }
        Ok(value)
    }

    /// Forgets the value.
    pub(crate) fn invalidate(&self) {
        let mut kept = self.kept.write().unwrap_or_else(PoisonError::into_inner);
        self.generation.fetch_add(1, Ordering::AcqRel);
        *kept = None;
    }

    fn peek(&self) -> Option<Arc<T>> {
        self.kept.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
