//! Which code does which kind of job.

use std::collections::BTreeMap;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use futures_util::future::BoxFuture;

use crate::job::{Job, JobFailure, Run};

type Action = dyn Fn(serde_json::Value, Run) -> BoxFuture<'static, Result<(), JobFailure>> + Send + Sync;

/// How one kind of job is done.
#[derive(Clone)]
pub(crate) struct Handler {
    pub(crate) action: Arc<Action>,
    pub(crate) timeout: Duration,
}

/// The handlers of a worker, by kind.
#[derive(Clone, Default)]
pub(crate) struct Handlers(BTreeMap<String, Handler>);

impl Handlers {
    pub(crate) fn add<J, F, R>(&mut self, handle: F)
    where
        J: Job,
        F: Fn(J, Run) -> R + Send + Sync + 'static,
        R: Future<Output = Result<(), JobFailure>> + Send + 'static,
    {
        let handle = Arc::new(handle);
        let action = move |payload, run| -> BoxFuture<'static, Result<(), JobFailure>> {
            let handle = Arc::clone(&handle);
            Box::pin(async move {
                let job = serde_json::from_value(payload).map_err(JobFailure::fail)?;
                handle(job, run).await
            })
        };
        self.0.insert(J::KIND.to_owned(), Handler { action: Arc::new(action), timeout: J::TIMEOUT });
    }

    pub(crate) fn get(&self, kind: &str) -> Option<&Handler> {
        self.0.get(kind)
    }

    pub(crate) fn kinds(&self) -> Vec<String> {
        self.0.keys().cloned().collect()
    }
}
