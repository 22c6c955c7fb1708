//! The event log on a real database: order of commits, consumers that fail, crash and compete, retention.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use async_trait::async_trait;
use cholon_database::{Database, Tx};
use cholon_events::{
    ATTEMPTS_MAX, Consumer, ConsumerError, EventLog, drop_months_before, prepare_months, publish, replay, run_consumer,
};
use cholon_kernel::{Clock, Event, EventEnvelope, EventPosition, ManualClock, SystemClock};
use cholon_testkit::{TestDatabase, database};
use serde::{Deserialize, Serialize};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

const PATIENCE: Duration = Duration::from_secs(30);

#[derive(Debug, Serialize, Deserialize)]
struct Counted {
    number: u32,
}

impl Event for Counted {
    const KIND: &'static str = "test.counted";
}

#[derive(Debug, Serialize, Deserialize)]
struct Ignored {}

impl Event for Ignored {
    const KIND: &'static str = "test.ignored";
}

/// A test with its database and a table for what consumers did.
struct Bench {
    test: TestDatabase,
    database: Database,
    log: EventLog,
}

async fn bench() -> Bench {
    let test = database().await;
    let database = test.database();
    sqlx::query("CREATE TABLE public.effects (number integer NOT NULL)")
        .execute(database.pool())
        .await
        .expect("a table");
    Bench { log: EventLog::new(database.clone()), database, test }
}

impl Bench {
    async fn tell(&self, numbers: impl IntoIterator<Item = u32>) {
        for number in numbers {
            let mut tx = self.database.begin().await.expect("a transaction");
            publish(&mut tx, &SystemClock, &Counted { number }).await.expect("an event");
            tx.commit().await.expect("a commit");
        }
    }

    async fn effects(&self) -> Vec<i32> {
        sqlx::query_scalar("SELECT number FROM public.effects ORDER BY number")
            .fetch_all(self.database.pool())
            .await
            .expect("effects")
    }

    fn run(&self, consumer: &Arc<Effects>, stop: &CancellationToken) -> JoinHandle<()> {
        let consumer: Arc<dyn Consumer> = Arc::<Effects>::clone(consumer);
        let log = EventLog::new(self.database.clone());
        tokio::spawn(run_consumer(self.database.clone(), log, consumer, Arc::new(SystemClock), stop.clone()))
    }
}

async fn eventually(what: &str, mut holds: impl AsyncFnMut() -> bool) {
    let deadline = Instant::now() + PATIENCE;
    while !holds().await {
        assert!(Instant::now() < deadline, "not in time: {what}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// Writes each number down; refuses one number, or panics at it, as long as it is told to.
#[derive(Default)]
struct Effects {
    poison: Option<u32>,
    panics: bool,
    healed: AtomicBool,
    calls: AtomicUsize,
    pause: Duration,
}

impl Effects {
    fn refusing(number: u32) -> Arc<Self> {
        Arc::new(Self { poison: Some(number), ..Self::default() })
    }
}

#[async_trait]
impl Consumer for Effects {
    fn name(&self) -> &'static str {
        "test.effects"
    }

    fn kinds(&self) -> &'static [&'static str] {
        &[Counted::KIND]
    }

    async fn handle(&self, tx: &mut Tx, event: &EventEnvelope) -> Result<(), ConsumerError> {
        let wrong = |error: &dyn std::fmt::Display| ConsumerError(error.to_string());
        self.calls.fetch_add(1, Ordering::SeqCst);
        let counted = event.read::<Counted>().expect("only this kind").map_err(|error| wrong(&error))?;
        sqlx::query("INSERT INTO public.effects VALUES ($1)")
            .bind(i32::try_from(counted.number).map_err(|error| wrong(&error))?)
            .execute(&mut **tx)
            .await
            .map_err(|error| wrong(&error))?;
        tokio::time::sleep(self.pause).await;
        if self.poison == Some(counted.number) && !self.healed.load(Ordering::SeqCst) {
            assert!(!self.panics, "a panic that the test asked for");
            return Err(ConsumerError("refused by the test".to_owned()));
        }
        Ok(())
    }
}

#[tokio::test]
async fn a_slow_transaction_is_waited_for_and_never_skipped() {
    let bench = bench().await;
    let mut slow = bench.database.begin().await.unwrap();
    publish(&mut slow, &SystemClock, &Counted { number: 1 }).await.unwrap();
    bench.tell([2]).await;
    assert!(bench.log.read_after(EventPosition::START, 10).await.unwrap().is_empty(), "2 would hide 1");
    assert_eq!(bench.log.head().await.unwrap(), EventPosition::START);
    slow.commit().await.unwrap();
    let mut numbers = Vec::new();
    eventually("both are visible", async || {
        let events = bench.log.read_after(EventPosition::START, 10).await.unwrap();
        numbers = events.iter().map(|event| event.read::<Counted>().unwrap().unwrap().number).collect();
        numbers.len() == 2
    })
    .await;
    assert_eq!(numbers, [1, 2]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_follower_sees_every_event_of_many_writers_once_and_in_order() {
    const WRITERS: u32 = 6;
    const EVENTS: u32 = 25;
    let bench = bench().await;
    let writers: Vec<_> = (0..WRITERS)
        .map(|writer| {
            let database = bench.database.clone();
            tokio::spawn(async move {
                for number in 0..EVENTS {
                    let mut tx = database.begin().await.unwrap();
                    publish(&mut tx, &SystemClock, &Counted { number: writer * EVENTS + number }).await.unwrap();
                    tokio::time::sleep(Duration::from_millis(u64::from((writer + number) % 4))).await;
                    if number % 5 == 4 { tx.rollback().await.unwrap() } else { tx.commit().await.unwrap() }
                }
            })
        })
        .collect();
    let (mut position, mut seen) = (EventPosition::START, Vec::new());
    let expected = (WRITERS * EVENTS / 5 * 4) as usize;
    eventually("every event is seen", async || {
        for event in bench.log.read_after(position, 7).await.unwrap() {
            assert!(event.position > position);
            position = event.position;
            seen.push(event.read::<Counted>().unwrap().unwrap().number);
        }
        seen.len() >= expected
    })
    .await;
    for writer in writers {
        writer.await.unwrap();
    }
    assert_eq!(seen.len(), expected);
    assert_eq!(seen.iter().collect::<BTreeSet<_>>().len(), expected);
}

#[tokio::test]
async fn readers_are_woken_soon_after_a_commit() {
    let bench = bench().await;
    let mut wakeups = bench.log.wakeups();
    eventually("the listener is there", async || {
        tokio::time::timeout(Duration::from_millis(50), wakeups.changed()).await.is_ok()
    })
    .await;
    wakeups.mark_unchanged();
    let started = Instant::now();
    bench.tell([1]).await;
    eventually("the event is seen", async || {
        wakeups.changed().await.unwrap();
        !bench.log.read_after(EventPosition::START, 1).await.unwrap().is_empty()
    })
    .await;
    assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
}

#[tokio::test]
async fn competing_runners_of_one_consumer_handle_every_event_once() {
    let bench = bench().await;
    bench.tell(0..60).await;
    let consumer = Arc::new(Effects { pause: Duration::from_millis(2), ..Effects::default() });
    let stop = CancellationToken::new();
    let runners = [bench.run(&consumer, &stop), bench.run(&consumer, &stop), bench.run(&consumer, &stop)];
    bench.tell(60..80).await;
    eventually("all are handled", async || bench.effects().await.len() >= 80).await;
    stop.cancel();
    for runner in runners {
        runner.await.unwrap();
    }
    assert_eq!(bench.effects().await, (0..80).collect::<Vec<_>>());
    assert_eq!(consumer.calls.load(Ordering::SeqCst), 80);
}

#[tokio::test]
async fn a_runner_killed_before_its_commit_leaves_no_effect_and_the_next_one_repeats() {
    let bench = bench().await;
    bench.tell([1, 2]).await;
    let stuck = Arc::new(Effects { pause: Duration::from_mins(1), ..Effects::default() });
    let stop = CancellationToken::new();
    let runner = bench.run(&stuck, &stop);
    eventually("it is in the middle of an event", async || stuck.calls.load(Ordering::SeqCst) == 1).await;
    runner.abort();
    let _aborted = runner.await;
    assert!(bench.effects().await.is_empty());
    let next = Arc::new(Effects::default());
    let runner = bench.run(&next, &stop);
    eventually("both are handled", async || bench.effects().await.len() == 2).await;
    stop.cancel();
    runner.await.unwrap();
    assert_eq!(bench.effects().await, [1, 2]);
}

/// A consumer's position is moved on by retries; the test does not wait for the real times between them.
async fn hurry(bench: &Bench) {
    sqlx::query("UPDATE events.consumers SET not_before = '-infinity'")
        .execute(bench.database.pool())
        .await
        .expect("the database and the runner work");
}

async fn dead_letters(bench: &Bench) -> Vec<(i64, String)> {
    sqlx::query_as("SELECT id, error FROM events.dead_letters")
        .fetch_all(bench.database.pool())
        .await
        .expect("the database and the runner work")
}

async fn buried(consumer: Arc<Effects>, reason: &str) -> (Bench, i64) {
    let bench = bench().await;
    bench.tell(0..5).await;
    let stop = CancellationToken::new();
    let runner = bench.run(&consumer, &stop);
    eventually("the others are handled", async || {
        hurry(&bench).await;
        bench.effects().await == [0, 1, 2, 4]
    })
    .await;
    stop.cancel();
    runner.await.expect("the database and the runner work");
    let letters = dead_letters(&bench).await;
    assert_eq!(letters.len(), 1);
    assert!(letters[0].1.contains(reason), "{}", letters[0].1);
    let attempts = usize::try_from(ATTEMPTS_MAX).expect("the database and the runner work");
    assert!(consumer.calls.load(Ordering::SeqCst) >= attempts + 4);
    (bench, letters[0].0)
}

#[tokio::test]
async fn a_poisonous_event_becomes_a_dead_letter_that_can_be_replayed() {
    let consumer = Effects::refusing(3);
    let (bench, letter) = buried(Arc::clone(&consumer), "refused by the test").await;
    assert!(!replay(&bench.database, &*consumer, letter).await.unwrap());
    assert_eq!(dead_letters(&bench).await.len(), 1, "a failed replay keeps it");
    consumer.healed.store(true, Ordering::SeqCst);
    assert!(replay(&bench.database, &*consumer, letter).await.unwrap());
    assert!(!replay(&bench.database, &*consumer, letter).await.unwrap(), "only once");
    assert_eq!(bench.effects().await, [0, 1, 2, 3, 4]);
    assert!(dead_letters(&bench).await.is_empty());
}

#[tokio::test]
async fn a_panicking_consumer_goes_on_after_the_event_that_makes_it_panic() {
    let consumer = Arc::new(Effects { poison: Some(3), panics: true, ..Effects::default() });
    buried(consumer, "panicked").await;
}

#[tokio::test]
async fn events_of_other_kinds_are_passed_over() {
    let bench = bench().await;
    let mut tx = bench.database.begin().await.unwrap();
    publish(&mut tx, &SystemClock, &Ignored {}).await.unwrap();
    tx.commit().await.unwrap();
    bench.tell([9]).await;
    let consumer = Arc::new(Effects::default());
    let stop = CancellationToken::new();
    let runner = bench.run(&consumer, &stop);
    eventually("the wanted one is handled", async || bench.effects().await == [9]).await;
    stop.cancel();
    runner.await.unwrap();
    assert_eq!(consumer.calls.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn old_months_are_dropped_unless_a_consumer_still_needs_them() {
    let bench = bench().await;
    let past = ManualClock::at("2020-01-15T00:00:00Z");
    prepare_months(&bench.database, past.now()).await.unwrap();
    prepare_months(&bench.database, past.now()).await.unwrap();
    let mut tx = bench.database.begin().await.unwrap();
    publish(&mut tx, &past, &Counted { number: 1 }).await.unwrap();
    tx.commit().await.unwrap();
    bench.tell([2]).await;
    sqlx::query("INSERT INTO events.consumers (name) VALUES ('test.behind')")
        .execute(bench.database.pool())
        .await
        .unwrap();
    let now = SystemClock.now();
    assert_eq!(drop_months_before(&bench.database, now).await.unwrap(), 1, "only the empty February");
    eventually("the events are visible", async || bench.log.head().await.unwrap() != EventPosition::START).await;
    let head = bench.log.head().await.unwrap();
    sqlx::query("UPDATE events.consumers SET transaction_id = $1::text::xid8, number = $2")
        .bind(head.transaction.to_string())
        .bind(head.number)
        .execute(bench.database.pool())
        .await
        .unwrap();
    assert_eq!(drop_months_before(&bench.database, now).await.unwrap(), 1);
    let left = bench.log.read_after(EventPosition::START, 10).await.unwrap();
    assert_eq!(left.len(), 1, "this month stays");
    assert!(!bench.test.url().is_empty());
}
