//! `cholon jobs`: what waits, runs, is done or was given up, and another try.

use std::process::ExitCode;

use cholon_jobs::{BACKLOG_PAGE_MAX, JobRecord};

use crate::cli::JobState;
use crate::operator::say;
use crate::shop::{Place, Shop};

/// Prints the newest jobs in a state.
pub(crate) async fn list(place: &Place, state: JobState) -> anyhow::Result<ExitCode> {
    let shop = Shop::open(place).await?;
    let jobs = cholon_jobs::list(&shop.database, state.into(), None, BACKLOG_PAGE_MAX).await;
    shop.close().await?;
    let jobs = jobs?;
    jobs.iter().for_each(print);
    say(format_args!("{} jobs {}", jobs.len(), cholon_jobs::JobState::from(state).as_str()));
    Ok(ExitCode::SUCCESS)
}

fn print(job: &JobRecord) {
    say(format_args!("{}  {}  {} runs  due {}", job.id, job.kind, job.attempts, job.due_at));
    if let Some(error) = &job.last_error {
        say(format_args!("    {error}"));
    }
}

/// Lets a finished job run again.
pub(crate) async fn rerun(place: &Place, id: uuid::Uuid) -> anyhow::Result<ExitCode> {
    let shop = Shop::open(place).await?;
    let outcome = cholon_jobs::rerun(&shop.database, &*shop.clock, id.into()).await;
    shop.close().await?;
    anyhow::ensure!(outcome?, "{id} is no job that is done or given up, or one like it waits already; see `jobs list`");
    say(format_args!("{id} waits for a worker; `cholon serve` runs it"));
    Ok(ExitCode::SUCCESS)
}

impl From<JobState> for cholon_jobs::JobState {
    fn from(state: JobState) -> Self {
        match state {
            JobState::Waiting => Self::Waiting,
            JobState::Running => Self::Running,
            JobState::Done => Self::Done,
            JobState::Dead => Self::Dead,
        }
    }
}
