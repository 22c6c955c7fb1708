//! Background jobs and schedules: work that is promised in a transaction and done after it, once across processes.
//!
//! Owns the `PostgreSQL` schema `jobs`. Invariants: a job exists exactly when the transaction that asked for it
//! committed; one worker has it at a time; a crashed worker's job is taken again; a job that keeps failing is kept for
//! a person to look at and run again. Runs happen at least once, so a handler has to be idempotent.

mod backlog;
mod enqueue;
mod error;
mod handlers;
mod job;
mod run;
mod schedule;
mod store;
mod wakeup;
mod worker;

pub use backlog::{BACKLOG_PAGE_MAX, JobRecord, JobState, find, list, rerun};
pub use enqueue::{enqueue, enqueue_at};
pub use error::JobsError;
pub use job::{ATTEMPTS_MAX, Job, JobFailure, JobId, RUN_TIMEOUT, Run};
pub use schedule::ScheduleError;
pub use worker::{LEASE, Worker};
