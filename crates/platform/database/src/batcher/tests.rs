//! The batcher under load, failures, panics and callers that go away.

use std::collections::BTreeMap;
use std::sync::Mutex as StdMutex;
use std::time::Duration;

use proptest::prelude::*;
use tokio::sync::Semaphore;

use super::*;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Good,
    Poison,
    Panic,
    Outage,
}

/// A database of the test: remembers batches, and lets a write through for each permit.
struct Recorder {
    batches: StdMutex<Vec<Vec<usize>>>,
    attempts: StdMutex<usize>,
    gate: Semaphore,
}

impl Recorder {
    fn open() -> Arc<Self> {
        Self::with_permits(Semaphore::MAX_PERMITS)
    }

    fn with_permits(permits: usize) -> Arc<Self> {
        Arc::new(Self { batches: StdMutex::default(), attempts: StdMutex::default(), gate: Semaphore::new(permits) })
    }

    fn batches(&self) -> Vec<Vec<usize>> {
        self.batches.lock().unwrap().clone()
    }
}

struct Writer(Arc<Recorder>);

impl BatchWriter for Writer {
    type Item = (usize, Kind);
    type Answer = usize;
    type Error = Kind;

    async fn write(&self, items: &[(usize, Kind)]) -> Result<Vec<usize>, Kind> {
        *self.0.attempts.lock().unwrap() += 1;
        self.0.gate.acquire().await.unwrap().forget();
        tokio::task::yield_now().await;
        assert!(items.iter().all(|(_, kind)| *kind != Kind::Panic), "a panic that the test asked for");
        if let Some((_, kind)) = items.iter().find(|(_, kind)| *kind != Kind::Good) {
            return Err(*kind);
        }
        self.0.batches.lock().unwrap().push(items.iter().map(|(number, _)| *number).collect());
        Ok(items.iter().map(|(number, _)| number * 10).collect())
    }

    fn may_be_one_items_fault(error: &Kind) -> bool {
        *error != Kind::Outage
    }
}

fn batcher(recorder: &Arc<Recorder>, queue_max: usize, batch_max: usize, writers: usize) -> Arc<Batcher<Writer>> {
    let options = BatcherOptions { name: "test", queue_max, batch_max, writers };
    Arc::new(Batcher::start(options, Writer(Arc::clone(recorder))))
}

fn submit(batcher: &Arc<Batcher<Writer>>, number: usize, kind: Kind) -> JoinHandle<Result<usize, BatchError<Kind>>> {
    let batcher = Arc::clone(batcher);
    tokio::spawn(async move { batcher.submit((number, kind)).await })
}

/// Lets every task run until all of them wait.
async fn settle() {
    tokio::time::sleep(Duration::from_millis(20)).await;
}

#[tokio::test]
async fn a_single_item_goes_at_once_and_load_gathers_behind_the_commit() {
    let recorder = Recorder::with_permits(0);
    let batcher = batcher(&recorder, 100, 3, 1);
    let mut callers = vec![submit(&batcher, 0, Kind::Good)];
    settle().await;
    callers.extend((1..8).map(|number| submit(&batcher, number, Kind::Good)));
    settle().await;
    recorder.gate.add_permits(100);
    for (number, caller) in callers.into_iter().enumerate() {
        assert_eq!(caller.await.unwrap().unwrap(), number * 10);
    }
    assert_eq!(recorder.batches(), [vec![0], vec![1, 2, 3], vec![4, 5, 6], vec![7]]);
}

#[tokio::test]
async fn a_full_queue_refuses() {
    let recorder = Recorder::with_permits(0);
    let batcher = batcher(&recorder, 2, 1, 1);
    let taken = submit(&batcher, 0, Kind::Good);
    settle().await;
    let waiting = [submit(&batcher, 1, Kind::Good), submit(&batcher, 2, Kind::Good)];
    settle().await;
    assert!(matches!(batcher.submit((3, Kind::Good)).await, Err(BatchError::Overloaded)));
    recorder.gate.add_permits(10);
    assert_eq!(taken.await.unwrap().unwrap(), 0);
    for caller in waiting {
        caller.await.unwrap().unwrap();
    }
}

#[tokio::test]
async fn an_outage_answers_everybody_without_trying_each_item() {
    let recorder = Recorder::with_permits(0);
    let batcher = batcher(&recorder, 100, 100, 1);
    let first = submit(&batcher, 0, Kind::Good);
    settle().await;
    let callers: Vec<_> = (1..50).map(|number| submit(&batcher, number, Kind::Outage)).collect();
    settle().await;
    recorder.gate.add_permits(1000);
    assert!(first.await.unwrap().is_ok());
    for caller in callers {
        assert!(matches!(caller.await.unwrap(), Err(BatchError::Failed(error)) if *error == Kind::Outage));
    }
    assert_eq!(*recorder.attempts.lock().unwrap(), 2);
}

#[tokio::test]
async fn a_caller_that_gives_up_in_time_withdraws_its_item_and_later_changes_nothing() {
    let recorder = Recorder::with_permits(0);
    let batcher = batcher(&recorder, 100, 10, 1);
    let being_written = submit(&batcher, 0, Kind::Good);
    settle().await;
    let waiting = submit(&batcher, 1, Kind::Good);
    let patient = submit(&batcher, 2, Kind::Good);
    settle().await;
    being_written.abort();
    waiting.abort();
    settle().await;
    recorder.gate.add_permits(10);
    assert_eq!(patient.await.unwrap().unwrap(), 20);
    assert_eq!(recorder.batches(), [vec![0], vec![2]]);
}

#[tokio::test]
async fn closing_writes_what_waits() {
    let recorder = Recorder::with_permits(0);
    let batcher = batcher(&recorder, 100, 2, 2);
    let callers: Vec<_> = (0..9).map(|number| submit(&batcher, number, Kind::Good)).collect();
    settle().await;
    recorder.gate.add_permits(100);
    for caller in callers {
        caller.await.unwrap().unwrap();
    }
    Arc::into_inner(batcher).expect("all callers are done").close().await;
    assert_eq!(recorder.batches().concat().len(), 9);
}

fn kinds() -> impl Strategy<Value = Vec<Kind>> {
    let kind = prop_oneof![6 => Just(Kind::Good), 1 => Just(Kind::Poison), 1 => Just(Kind::Panic)];
    proptest::collection::vec(kind, 1..60)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn every_item_is_answered_exactly_once_and_written_exactly_when_the_answer_says_so(
        kinds in kinds(), batch_max in 1_usize..20, writers in 1_usize..4,
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        let (answers, written) = runtime.block_on(async {
            let recorder = Recorder::open();
            let batcher = batcher(&recorder, 100, batch_max, writers);
            let callers: Vec<_> =
                kinds.iter().enumerate().map(|(number, kind)| submit(&batcher, number, *kind)).collect();
            let mut answers = Vec::new();
            for caller in callers {
                let answer = tokio::time::timeout(Duration::from_secs(10), caller).await;
                answers.push(answer.expect("nobody hangs").expect("no caller panics"));
            }
            (answers, recorder.batches().concat())
        });
        let mut times: BTreeMap<usize, usize> = BTreeMap::new();
        for number in written {
            *times.entry(number).or_default() += 1;
        }
        for (number, (kind, answer)) in kinds.iter().zip(&answers).enumerate() {
            match kind {
                // Next to a panic nobody can know; here nothing was written.
                Kind::Good if answer.is_err() => {
                    prop_assert!(matches!(answer, Err(BatchError::Unanswered)) && kinds.contains(&Kind::Panic));
                    prop_assert_eq!(times.get(&number), None);
                }
                Kind::Good => {
                    prop_assert_eq!(answer.as_ref().ok(), Some(&(number * 10)));
                    prop_assert_eq!(times.get(&number), Some(&1));
                }
                Kind::Poison if kinds.contains(&Kind::Panic) => prop_assert!(answer.is_err()),
                Kind::Poison => prop_assert!(matches!(answer, Err(BatchError::Failed(_)))),
                Kind::Panic | Kind::Outage => prop_assert!(matches!(answer, Err(BatchError::Unanswered))),
            }
            prop_assert!(*kind == Kind::Good || !times.contains_key(&number));
        }
    }
}
