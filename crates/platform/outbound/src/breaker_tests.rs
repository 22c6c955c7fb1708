//! The breaker through its states, on a clock that is moved by hand.

use cholon_kernel::ManualClock;

use super::*;

fn breaker() -> (Breaker, Arc<ManualClock>) {
    let clock = Arc::new(ManualClock::at("2026-11-18T00:00:00Z"));
    let settings = BreakerSettings { failures_to_open: 3, open_for: Duration::from_secs(10) };
    (Breaker::new("test", settings, clock.clone()), clock)
}

fn call(breaker: &Breaker, is_healthy: bool) {
    breaker.enter().expect("the call is let through").finish(is_healthy);
}

fn opened() -> (Breaker, Arc<ManualClock>) {
    let (breaker, clock) = breaker();
    (0..3).for_each(|_| call(&breaker, false));
    (breaker, clock)
}

fn refusal(breaker: &Breaker) -> Option<Duration> {
    breaker.enter().err()
}

#[test]
fn it_opens_after_failures_in_a_row_only() {
    let (breaker, _clock) = breaker();
    for is_healthy in [false, false, true, false, false] {
        call(&breaker, is_healthy);
    }
    assert_eq!(breaker.state(), BreakerState::Closed);
    call(&breaker, false);
    assert_eq!(breaker.state(), BreakerState::Open);
    assert_eq!(refusal(&breaker), Some(Duration::from_secs(10)));
}

#[test]
fn one_call_tries_again_and_closes_it() {
    let (breaker, clock) = opened();
    clock.advance_ms(9_999);
    assert_eq!(refusal(&breaker), Some(Duration::from_millis(1)));
    clock.advance_ms(1);
    assert_eq!(breaker.state(), BreakerState::HalfOpen);
    let probe = breaker.enter().expect("one call may try");
    assert!(probe.is_probe());
    assert_eq!(refusal(&breaker), Some(PROBE_WAIT), "a second one may not");
    probe.finish(true);
    assert_eq!(breaker.state(), BreakerState::Closed);
    call(&breaker, false);
    assert_eq!(breaker.state(), BreakerState::Closed, "the count began anew");
}

#[test]
fn a_try_that_fails_opens_it_for_as_long_again() {
    let (breaker, clock) = opened();
    clock.advance_ms(10_000);
    call(&breaker, false);
    assert_eq!(refusal(&breaker), Some(Duration::from_secs(10)));
}

#[test]
fn a_try_that_was_given_up_leaves_the_way_to_the_next() {
    let (breaker, clock) = opened();
    clock.advance_ms(10_000);
    drop(breaker.enter());
    call(&breaker, true);
    assert_eq!(breaker.state(), BreakerState::Closed);
}

#[test]
fn calls_that_began_before_a_change_say_nothing() {
    let (breaker, clock) = breaker();
    let early = [breaker.enter().ok().unwrap(), breaker.enter().ok().unwrap()];
    (0..3).for_each(|_| call(&breaker, false));
    let [success, failure] = early;
    success.finish(true);
    assert_eq!(breaker.state(), BreakerState::Open, "an old success does not close it");
    clock.advance_ms(10_000);
    let probe = breaker.enter().ok().unwrap();
    failure.finish(false);
    probe.finish(true);
    assert_eq!(breaker.state(), BreakerState::Closed, "an old failure does not spoil the try");
}
