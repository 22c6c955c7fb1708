//! Jobs on a real database: transactions, retries, crashes, concurrency, schedules.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use cholon_database::Database;
use cholon_jobs::{
    ATTEMPTS_MAX, Job, JobFailure, JobId, JobState, LEASE, Worker, enqueue, enqueue_at, find, list, rerun,
};
use cholon_kernel::{Clock, ManualClock};
use cholon_testkit::database;
use serde::{Deserialize, Serialize};
use tokio_util::sync::CancellationToken;

#[derive(Debug, Serialize, Deserialize)]
struct Count {
    number: u32,
    key: Option<String>,
}

impl Count {
    fn numbered(number: u32) -> Self {
        Self { number, key: None }
    }

    fn keyed(key: &str) -> Self {
        Self { number: 0, key: Some(key.to_owned()) }
    }
}

impl Job for Count {
    const KIND: &'static str = "test.count";

    fn unique_key(&self) -> Option<String> {
        self.key.clone()
    }
}

fn clock() -> Arc<ManualClock> {
    Arc::new(ManualClock::at("2026-11-20T00:00:00Z"))
}

async fn promise(database: &Database, clock: &ManualClock, job: &Count) -> Option<JobId> {
    let mut tx = database.begin().await.expect("a transaction");
    let id = enqueue(&mut tx, clock, job).await.expect("a job");
    tx.commit().await.expect("a commit");
    id
}

/// What ran how often.
type Runs = Arc<Mutex<BTreeMap<u32, usize>>>;

fn counting(database: &Database, clock: &Arc<ManualClock>, runs: &Runs) -> Worker {
    let runs = Arc::clone(runs);
    let clock: Arc<dyn Clock> = Arc::<ManualClock>::clone(clock);
    Worker::new(database.clone(), clock, 4).on(move |job: Count, _run| {
        let runs = Arc::clone(&runs);
        async move {
            *runs.lock().expect("no panic").entry(job.number).or_default() += 1;
            Ok(())
        }
    })
}

fn failing(database: &Database, clock: &Arc<ManualClock>, failure: JobFailure) -> Worker {
    let clock: Arc<dyn Clock> = Arc::<ManualClock>::clone(clock);
    Worker::new(database.clone(), clock, 1).on(move |_job: Count, _run| {
        let failure = failure.clone();
        async move { Err(failure) }
    })
}

#[tokio::test]
async fn a_job_runs_when_its_transaction_commits_and_never_when_it_does_not() {
    let test = database().await;
    let (database, clock, runs) = (test.database(), clock(), Runs::default());
    let mut abandoned = database.begin().await.unwrap();
    enqueue(&mut abandoned, &*clock, &Count::numbered(1)).await.unwrap();
    abandoned.rollback().await.unwrap();
    let id = promise(&database, &clock, &Count::numbered(2)).await.unwrap();
    let worker = counting(&database, &clock, &runs);
    assert_eq!(worker.run_due().await.unwrap(), 1);
    assert_eq!(worker.run_due().await.unwrap(), 0);
    assert_eq!(*runs.lock().unwrap(), BTreeMap::from([(2, 1)]));
    assert_eq!(find(&database, id).await.unwrap().unwrap().state, JobState::Done);
}

#[tokio::test]
async fn a_job_waits_for_its_time() {
    let test = database().await;
    let (database, clock, runs) = (test.database(), clock(), Runs::default());
    let mut tx = database.begin().await.unwrap();
    let due_at = clock.now() + Duration::from_mins(1);
    enqueue_at(&mut tx, &*clock, &Count::numbered(1), due_at).await.unwrap();
    tx.commit().await.unwrap();
    let worker = counting(&database, &clock, &runs);
    assert_eq!(worker.run_due().await.unwrap(), 0);
    clock.advance_ms(60_000);
    assert_eq!(worker.run_due().await.unwrap(), 1);
}

#[tokio::test]
async fn waiting_jobs_with_one_key_are_one_job() {
    let test = database().await;
    let (database, clock, runs) = (test.database(), clock(), Runs::default());
    assert!(promise(&database, &clock, &Count::keyed("a")).await.is_some());
    assert!(promise(&database, &clock, &Count::keyed("a")).await.is_none());
    assert!(promise(&database, &clock, &Count::keyed("b")).await.is_some());
    let worker = counting(&database, &clock, &runs);
    assert_eq!(worker.run_due().await.unwrap(), 2);
    assert!(promise(&database, &clock, &Count::keyed("a")).await.is_some());
}

#[tokio::test]
async fn a_postponed_job_makes_way_for_a_newer_one_with_its_key() {
    let test = database().await;
    let (database, clock) = (test.database(), clock());
    let old = promise(&database, &clock, &Count::keyed("a")).await.unwrap();
    let newer = Arc::new(Mutex::new(None));
    let worker = {
        let (database, clock, newer) = (database.clone(), Arc::clone(&clock), Arc::clone(&newer));
        let shared: Arc<dyn Clock> = Arc::<ManualClock>::clone(&clock);
        Worker::new(database.clone(), shared, 1).on(move |_job: Count, run| {
            let (database, clock, newer) = (database.clone(), Arc::clone(&clock), Arc::clone(&newer));
            async move {
                if run.id == old {
                    *newer.lock().unwrap() = promise(&database, &clock, &Count::keyed("a")).await;
                    return Err(JobFailure::retry("not now"));
                }
                Ok(())
            }
        })
    };
    assert_eq!(worker.run_due().await.unwrap(), 2);
    let newer = newer.lock().unwrap().expect("a running job does not stand in the way");
    for id in [old, newer] {
        assert_eq!(find(&database, id).await.unwrap().unwrap().state, JobState::Done);
    }
}

#[tokio::test]
async fn a_failing_job_is_tried_with_growing_waits_then_kept_and_can_run_again() {
    let test = database().await;
    let (database, clock) = (test.database(), clock());
    let id = promise(&database, &clock, &Count::numbered(1)).await.unwrap();
    let worker = failing(&database, &clock, JobFailure::retry("the printer is out of paper"));
    for attempt in 1..=i32::from(ATTEMPTS_MAX) {
        assert_eq!(worker.run_due().await.unwrap(), 1, "attempt {attempt}");
        assert_eq!(worker.run_due().await.unwrap(), 0, "no hurry after attempt {attempt}");
        clock.advance_ms(2 * 3_600_000);
    }
    let dead = list(&database, JobState::Dead, None, 10).await.unwrap();
    assert_eq!(dead.len(), 1);
    assert_eq!((dead[0].id, dead[0].attempts), (id, i32::from(ATTEMPTS_MAX)));
    assert_eq!(dead[0].last_error.as_deref(), Some("the printer is out of paper"));
    assert_eq!(worker.run_due().await.unwrap(), 0);

    assert!(rerun(&database, &*clock, id).await.unwrap());
    assert!(!rerun(&database, &*clock, id).await.unwrap(), "it waits already");
    let runs = Runs::default();
    assert_eq!(counting(&database, &clock, &runs).run_due().await.unwrap(), 1);
    assert_eq!(find(&database, id).await.unwrap().unwrap().state, JobState::Done);
}

#[tokio::test]
async fn a_hopeless_job_is_given_up_at_once_and_so_is_one_that_cannot_be_read() {
    let test = database().await;
    let (database, clock) = (test.database(), clock());
    let hopeless = promise(&database, &clock, &Count::numbered(1)).await.unwrap();
    let garbled = promise(&database, &clock, &Count::numbered(2)).await.unwrap();
    sqlx::query("UPDATE jobs.jobs SET payload = '[]' WHERE id = $1")
        .bind(garbled.as_uuid())
        .execute(database.pool())
        .await
        .unwrap();
    let worker = failing(&database, &clock, JobFailure::fail("no such product"));
    assert_eq!(worker.run_due().await.unwrap(), 2);
    for id in [hopeless, garbled] {
        let record = find(&database, id).await.unwrap().unwrap();
        assert_eq!((record.state, record.attempts), (JobState::Dead, 1));
    }
}

#[tokio::test]
async fn a_panic_is_a_failed_run_and_nothing_more() {
    let test = database().await;
    let (database, clock) = (test.database(), clock());
    let id = promise(&database, &clock, &Count::numbered(1)).await.unwrap();
    let shared: Arc<dyn Clock> = Arc::<ManualClock>::clone(&clock);
    let worker = Worker::new(database.clone(), shared, 1).on(|job: Count, run| async move {
        assert!(run.attempt > 1, "a panic that the test asked for in job {}", job.number);
        Ok(())
    });
    assert_eq!(worker.run_due().await.unwrap(), 1);
    assert_eq!(find(&database, id).await.unwrap().unwrap().state, JobState::Waiting);
    clock.advance_ms(10_000);
    assert_eq!(worker.run_due().await.unwrap(), 1);
    assert_eq!(find(&database, id).await.unwrap().unwrap().state, JobState::Done);
}

/// Takes the job the way a worker does, and never comes back.
async fn take_and_crash(database: &Database, clock: &Arc<ManualClock>) {
    let shared: Arc<dyn Clock> = Arc::<ManualClock>::clone(clock);
    let started = Arc::new(tokio::sync::Notify::new());
    let signal = Arc::clone(&started);
    let worker = Worker::new(database.clone(), shared, 1).on(move |_job: Count, _run| {
        signal.notify_one();
        std::future::pending::<Result<(), JobFailure>>()
    });
    let run = tokio::spawn(async move { worker.run_due().await });
    started.notified().await;
    run.abort();
    let _aborted = run.await;
}

#[tokio::test]
async fn a_crashed_workers_job_is_taken_again_after_its_lease_but_not_for_ever() {
    let test = database().await;
    let (database, clock, runs) = (test.database(), clock(), Runs::default());
    let id = promise(&database, &clock, &Count::numbered(1)).await.unwrap();
    take_and_crash(&database, &clock).await;
    let worker = counting(&database, &clock, &runs);
    assert_eq!(worker.run_due().await.unwrap(), 0, "the lease holds");
    clock.advance_ms(i64::try_from(LEASE.as_millis()).unwrap());
    assert_eq!(worker.run_due().await.unwrap(), 1);
    assert_eq!(find(&database, id).await.unwrap().unwrap().state, JobState::Done);

    let deadly = promise(&database, &clock, &Count::numbered(2)).await.unwrap();
    for _ in 0..ATTEMPTS_MAX {
        take_and_crash(&database, &clock).await;
        clock.advance_ms(i64::try_from(LEASE.as_millis()).unwrap());
    }
    worker.run_due().await.unwrap();
    assert_eq!(find(&database, deadly).await.unwrap().unwrap().state, JobState::Dead);
    assert_eq!(*runs.lock().unwrap(), BTreeMap::from([(1, 1)]));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_workers_do_every_job_exactly_once() {
    const JOBS: u32 = 120;
    const WORKERS: usize = 4;
    let test = database().await;
    let (database, clock, runs) = (test.database(), clock(), Runs::default());
    let mut tx = database.begin().await.unwrap();
    for number in 0..JOBS {
        enqueue(&mut tx, &*clock, &Count::numbered(number)).await.unwrap();
    }
    tx.commit().await.unwrap();
    let workers: Vec<_> = (0..WORKERS)
        .map(|_| {
            let worker = counting(&database, &clock, &runs);
            tokio::spawn(async move { worker.run_due().await.unwrap() })
        })
        .collect();
    let mut total = 0;
    for worker in workers {
        total += worker.await.unwrap();
    }
    assert_eq!(total, JOBS as usize);
    assert_eq!(*runs.lock().unwrap(), (0..JOBS).map(|number| (number, 1)).collect());
}

#[tokio::test]
async fn a_running_worker_is_woken_by_a_new_job_and_finishes_before_it_stops() {
    let test = database().await;
    let (database, clock) = (test.database(), clock());
    let done = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&done);
    let shared: Arc<dyn Clock> = Arc::<ManualClock>::clone(&clock);
    let worker = Worker::new(database.clone(), shared, 2).on(move |_job: Count, _run| {
        let counter = Arc::clone(&counter);
        async move {
            tokio::time::sleep(Duration::from_millis(300)).await;
            counter.fetch_add(1, Ordering::SeqCst);
            Ok(())
        }
    });
    let stop = CancellationToken::new();
    let running = tokio::spawn(worker.run(stop.clone()));
    tokio::time::sleep(Duration::from_millis(200)).await;
    let id = promise(&database, &clock, &Count::numbered(1)).await.unwrap();
    let taken = async {
        while find(&database, id).await.unwrap().unwrap().state == JobState::Waiting {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), taken).await.unwrap();
    stop.cancel();
    running.await.unwrap();
    assert_eq!(done.load(Ordering::SeqCst), 1);
    assert_eq!(find(&database, id).await.unwrap().unwrap().state, JobState::Done);
}

#[tokio::test]
async fn a_schedule_runs_once_across_workers_and_makes_up_for_lost_time_once() {
    let test = database().await;
    let (database, clock, runs) = (test.database(), clock(), Runs::default());
    let nightly = || {
        let worker = counting(&database, &clock, &runs);
        worker.schedule("test.nightly", "0 3 * * *", &Count::numbered(7)).unwrap()
    };
    let (first, second) = (nightly(), nightly());
    let total = async || first.run_due().await.unwrap() + second.run_due().await.unwrap();
    assert_eq!(total().await, 0);
    clock.advance_ms(24 * 3_600_000);
    assert_eq!(total().await, 1);
    assert_eq!(total().await, 0);
    clock.advance_ms(5 * 24 * 3_600_000);
    assert_eq!(total().await, 1);
    assert_eq!(*runs.lock().unwrap(), BTreeMap::from([(7, 2)]));
}
