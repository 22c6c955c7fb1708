//! Bounds, single flight, and the race between a fill and an invalidation.

use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};

use tokio::sync::oneshot;

use super::*;

fn cache(weight_max: u64) -> TaggedCache<u32, u64> {
    let settings = CacheSettings { name: "test", weight_max, ttl: Duration::from_mins(1) };
    TaggedCache::new(settings, |_, _| 1)
}

fn filled(value: u64, tags: &[Tag]) -> Filled<u64> {
    Filled { value, tags: tags.to_vec(), ttl: None }
}

#[tokio::test]
async fn a_fill_that_an_invalidation_overtakes_is_answered_but_not_kept() {
    let cache = cache(100);
    let (read, wait_for_read) = oneshot::channel();
    let (go_on, wait) = oneshot::channel::<()>();
    let filling = tokio::spawn({
        let cache = cache.clone();
        async move {
            cache
                .get_or_fill(1, || async {
                    read.send(()).expect("the test listens");
                    wait.await.expect("the test goes on");
                    (7, vec![Tag::home()])
                })
                .await
        }
    });
    wait_for_read.await.expect("the fill reads");
    cache.invalidate(&[Tag::home()]);
    go_on.send(()).expect("the fill waits");
    assert_eq!(filling.await.expect("the fill ends"), 7);
    assert_eq!(cache.get(&1), None, "an old value was kept");
}

#[tokio::test]
async fn an_invalidation_of_another_tag_leaves_a_fill_alone() {
    let cache = cache(100);
    let ticket = cache.begin();
    cache.invalidate(&[Tag::listing()]);
    assert!(ticket.keep(1, filled(7, &[Tag::home()])));
    assert_eq!(cache.get(&1), Some(7));
}

#[tokio::test]
async fn clearing_overtakes_every_fill() {
    let cache = cache(100);
    let ticket = cache.begin();
    cache.clear();
    assert!(!ticket.keep(1, filled(7, &[])));
    assert_eq!(cache.get(&1), None);
}

/// A value that changes, with how many are reading it.
#[derive(Default)]
struct Source {
    value: AtomicU64,
    reading: AtomicUsize,
}

impl Source {
    /// Reads, takes its time, and answers.
    async fn read(&self) -> (u64, Vec<Tag>) {
        let seen = self.value.load(Ordering::SeqCst);
        self.reading.fetch_add(1, Ordering::SeqCst);
        for _ in 0..5 {
            tokio::task::yield_now().await;
        }
        self.reading.fetch_sub(1, Ordering::SeqCst);
        (seen, vec![Tag::home()])
    }
}

/// Readers fill from a source while a writer changes it and then invalidates. Whatever is kept in the end must be the
/// source's last value; without the rule of overtaken fills an older one is, in the first rounds already.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn under_concurrency_no_stale_value_survives() {
    const CHANGES: u64 = 5;
    for round in 0..100 {
        let (cache, source) = (cache(100), Arc::new(Source::default()));
        let is_over = Arc::new(AtomicBool::new(false));
        let readers: Vec<_> = (0..4)
            .map(|_| {
                let (cache, source, is_over) = (cache.clone(), Arc::clone(&source), Arc::clone(&is_over));
                tokio::spawn(async move {
                    while !is_over.load(Ordering::SeqCst) {
                        cache.get_or_fill(1, || source.read()).await;
                        tokio::task::yield_now().await;
                    }
                })
            })
            .collect();
        for value in 1..=CHANGES {
            // Again and again, because a fill may begin and end unseen, and then nobody reads.
            while source.reading.load(Ordering::SeqCst) == 0 {
                cache.invalidate(&[Tag::home()]);
                tokio::task::yield_now().await;
            }
            source.value.store(value, Ordering::SeqCst);
            cache.invalidate(&[Tag::home()]);
        }
        is_over.store(true, Ordering::SeqCst);
        for reader in readers {
            reader.await.expect("a reader ends");
        }
        let kept = cache.get(&1);
        assert!(kept.is_none_or(|value| value == CHANGES), "round {round} kept {kept:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn concurrent_misses_of_one_key_fill_once() {
    let cache = cache(100);
    let fills = Arc::new(AtomicUsize::new(0));
    let callers: Vec<_> = (0..64)
        .map(|_| {
            let (cache, fills) = (cache.clone(), Arc::clone(&fills));
            tokio::spawn(async move {
                let fill = || async {
                    fills.fetch_add(1, Ordering::SeqCst);
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    (7, vec![Tag::home()])
                };
                cache.get_or_fill(1, fill).await
            })
        })
        .collect();
    for caller in callers {
        assert_eq!(caller.await.expect("a caller ends"), 7);
    }
    assert_eq!(fills.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_failed_or_abandoned_fill_leaves_nobody_waiting() {
    let cache = cache(100);
    let failed = cache.get_or_try_fill(1, || async { Err::<(u64, Vec<Tag>), _>("broken") }).await;
    assert_eq!(failed, Err("broken"));
    let abandoned = tokio::spawn({
        let cache = cache.clone();
        async move { cache.get_or_fill(1, || async { std::future::pending::<(u64, Vec<Tag>)>().await }).await }
    });
    while !cache.inner.flight.is_flying(&1) {
        tokio::task::yield_now().await;
    }
    let waiting = tokio::spawn({
        let cache = cache.clone();
        async move { cache.get_or_fill(1, || async { (8, vec![]) }).await }
    });
    tokio::task::yield_now().await;
    abandoned.abort();
    assert_eq!(waiting.await.expect("the waiting caller fills for itself"), 8);
}

#[test]
fn the_weight_is_bounded_and_the_ledger_follows() {
    let cache = cache(10);
    for key in 0..1000 {
        cache.begin().keep(key, filled(1, &[Tag::named(&key.to_string())]));
    }
    cache.tidy();
    cache.tidy();
    assert!(cache.len() <= 10, "{} entries", cache.len());
    assert!(cache.ledger().tags_known() <= 10, "{} tags", cache.ledger().tags_known());
}

#[test]
fn an_entry_ends_with_its_own_time() {
    let cache = cache(10);
    cache.begin().keep(1, Filled { value: 1, tags: vec![], ttl: Some(Duration::from_millis(20)) });
    cache.begin().keep(2, filled(2, &[]));
    std::thread::sleep(Duration::from_millis(40));
    assert_eq!((cache.get(&1), cache.get(&2)), (None, Some(2)));
}
