//! An import from beginning to end: lock, check, record, apply, close.

use cholon_kernel::{Clock, ImportRunId};

use super::apply::Applier;
use super::check::check;
use super::directory::Directory;
use super::error::ImportError;
use super::lock;
use super::merge::now;
use super::stream::{Piece, stream};
use super::{ImportMode, ImportOptions, ImportPhase, ImportProgress, ImportReport, ImportSource, ProgressSink};
use crate::facade::Catalog;
use crate::store;
use crate::store::runs::{NewRun, Unfinished};

impl Catalog {
    /// Imports products. Run over the same content again after a crash it continues where it stopped.
    ///
    /// # Errors
    /// When the source cannot be read at all, another import runs, or the database refuses. Bad rows are no error:
    /// they are in the report, which says whether anything was written.
    pub async fn import(
        &self,
        source: &ImportSource,
        options: &ImportOptions,
        progress: ProgressSink<'_>,
    ) -> Result<ImportReport, ImportError> {
        let turn = lock::acquire(&self.inner.database).await?;
        let done = self.import_in_turn(source, options, progress).await;
        // Dropping the transaction would release the lock a moment later than the caller hears of the end.
        turn.rollback().await?;
        done
    }

    async fn import_in_turn(
        &self,
        source: &ImportSource,
        options: &ImportOptions,
        progress: ProgressSink<'_>,
    ) -> Result<ImportReport, ImportError> {
        let mut report = check(&self.inner.database, source, progress).await?;
        report.is_accepted = report.error_count == 0 || options.mode == ImportMode::SkipBadRows;
        if options.is_dry_run {
            return Ok(report);
        }
        let unfinished = self.record(source, options, &mut report).await?;
        if report.is_accepted {
            report.resumed_after = unfinished.products_done;
            (report.created, report.updated) = (unfinished.created, unfinished.updated);
            let directory = Directory::load(&mut *self.inner.database.read().await?).await?;
            let clock: &dyn Clock = &*self.inner.clock;
            let (actor, mode, run) = (options.actor.to_string(), options.mode, unfinished.id);
            let applier = Applier { clock, actor, mode, run, directory };
            self.apply_all(source, applier, &mut report, progress).await?;
            self.close(run).await?;
            self.invalidate();
        }
        Ok(report)
    }

    /// Finds the run that is to be continued, or records a new one.
    async fn record(
        &self,
        source: &ImportSource,
        options: &ImportOptions,
        report: &mut ImportReport,
    ) -> Result<Unfinished, ImportError> {
        let hashed = source.clone();
        let hash = tokio::task::spawn_blocking(move || hashed.hash());
        let hash = hash.await.map_err(|_stopped| ImportError::Interrupted)??;
        let mut tx = self.inner.database.begin().await?;
        let known = store::runs::unfinished(&mut tx, &hash, options.mode.code()).await?;
        let run = match known {
            Some(unfinished) if report.is_accepted => unfinished,
            _ => {
                let id = ImportRunId::new(&*self.inner.clock);
                let new = NewRun {
                    id,
                    file_name: &source.name(),
                    file_hash: &hash,
                    mode: options.mode.code(),
                    actor: &options.actor.to_string(),
                    is_refused: !report.is_accepted,
                    rows_total: report.rows,
                    error_count: report.error_count,
                    errors: &report.errors,
                    now: now(&*self.inner.clock),
                };
                store::runs::start(&mut tx, &new).await?;
                Unfinished { id, products_done: 0, created: 0, updated: 0 }
            }
        };
        tx.commit().await?;
        report.run = Some(run.id);
        Ok(run)
    }

    async fn apply_all(
        &self,
        source: &ImportSource,
        mut applier: Applier<'_>,
        report: &mut ImportReport,
        progress: ProgressSink<'_>,
    ) -> Result<(), ImportError> {
        let mut to_skip = report.resumed_after as usize;
        let mut rows_done = 0;
        let mut pieces = stream(source.clone());
        while let Piece::Batch(mut groups) = pieces.recv().await.ok_or(ImportError::Interrupted)?? {
            let skipped: Vec<_> = groups.drain(..to_skip.min(groups.len())).collect();
            to_skip -= skipped.len();
            rows_done += skipped.iter().map(|group| group.rows).sum::<u32>();
            if !groups.is_empty() {
                let mut tx = self.inner.database.begin().await?;
                let advance = applier.apply(&mut tx, groups).await?;
                tx.commit().await?;
                rows_done += advance.rows;
                report.created += advance.created;
                report.updated += advance.updated;
            }
            progress(ImportProgress { phase: ImportPhase::Applying, rows_done, rows_total: Some(report.rows) });
        }
        Ok(())
    }

    async fn close(&self, run: ImportRunId) -> Result<(), ImportError> {
        let mut tx = self.inner.database.begin().await?;
        store::runs::finish(&mut tx, run, now(&*self.inner.clock)).await?;
        tx.commit().await?;
        Ok(())
    }
}
