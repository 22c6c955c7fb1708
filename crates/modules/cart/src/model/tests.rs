//! The algebra against an independent model: all operations done by one device in the order of their
//! stamps (decision 0011).

use std::collections::BTreeMap;

use cholon_kernel::VariantId;
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::error::CartError;

const NOW: i64 = 1_795_000_000_000;

fn device(number: u8) -> DeviceId {
    Uuid::from_u128(u128::from(number) + 1).into()
}

fn variant(number: u8) -> VariantId {
    Uuid::from_u128(1_000 + u128::from(number)).into()
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        5 => (-3_i32..6).prop_map(|pieces| Change::Add { pieces, price: None }),
        2 => Just(Change::Remove),
        1 => ("[a-c]{0,2}", any::<bool>()).prop_map(|(note, is_saved)| Change::Describe { note, is_saved }),
    ]
}

/// What three devices do, each with a clock of its own that never runs backwards.
fn histories() -> impl Strategy<Value = Vec<Vec<Numbered>>> {
    let step = (0_u8..4, change(), 0_i64..50);
    prop::collection::vec(prop::collection::vec(step, 0..12), 3)
        .prop_map(|devices| (0_u8..).zip(devices).map(|(number, steps)| history(number, steps)).collect())
}

fn history(number: u8, steps: Vec<(u8, Change, i64)>) -> Vec<Numbered> {
    let mut at_ms = NOW - 1_000;
    let numbered = (1..).zip(steps).map(|(count, (line, change, later))| {
        at_ms += later;
        let operation = Operation { variant: variant(line), change };
        Numbered { device: device(number), number: count, at_ms, operation }
    });
    numbered.collect()
}

/// Sends the histories in the order that `picks` says. Each time a device sends everything that it does not know to be
/// answered, and the answer is lost when the pick is odd: then it sends the same again.
fn deliver(histories: &[Vec<Numbered>], picks: &[(u8, u8)]) -> CartState {
    let mut state = CartState::default();
    let mut known = vec![0; histories.len()];
    for (who, chunk) in picks.iter().copied().chain([(0, 250), (1, 250), (2, 250)]) {
        let who = usize::from(who) % histories.len();
        let end = (known[who] + usize::from(chunk)).min(histories[who].len());
        for numbered in &histories[who][known[who]..end] {
            state.apply(numbered, NOW).unwrap();
        }
        if chunk % 2 == 0 {
            known[who] = end;
        }
    }
    state
}

/// The rule: the cart is what it would be if one device had done everything in the order of stamps.
fn model(histories: &[Vec<Numbered>]) -> BTreeMap<VariantId, (i64, String, bool)> {
    let mut all: Vec<&Numbered> = histories.iter().flatten().collect();
    all.sort_by_key(|numbered| (numbered.at_ms, numbered.device, numbered.number));
    let mut lines: BTreeMap<VariantId, (i64, String, bool)> = BTreeMap::new();
    for numbered in all {
        let line = lines.entry(numbered.operation.variant).or_default();
        match &numbered.operation.change {
            Change::Add { pieces, .. } => line.0 = (line.0 + i64::from(*pieces)).max(0),
            Change::Remove => *line = (0, String::new(), false),
            Change::Describe { note, is_saved } => (line.1, line.2) = (note.clone(), *is_saved),
        }
    }
    lines.retain(|_, line| line.0 > 0);
    lines
}

fn shown(state: &CartState) -> BTreeMap<VariantId, (i64, String, bool)> {
    let lines = state.seen().into_iter();
    lines.map(|line| (line.variant, (i64::from(line.wanted), line.note, line.is_saved))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn every_order_of_arrival_ends_in_the_cart_of_the_model(
        histories in histories(),
        first in prop::collection::vec((0_u8..3, 0_u8..6), 0..20),
        second in prop::collection::vec((0_u8..3, 0_u8..6), 0..20),
    ) {
        let one = deliver(&histories, &first);
        let other = deliver(&histories, &second);
        prop_assert_eq!(shown(&one), model(&histories));
        prop_assert_eq!(one.seen(), other.seen());
    }

    #[test]
    fn repeating_changes_nothing(histories in histories(), picks in prop::collection::vec((0_u8..3, 0_u8..6), 0..20)) {
        let state = deliver(&histories, &picks);
        let mut again = state.clone();
        for numbered in histories.iter().flatten() {
            prop_assert_eq!(again.apply(numbered, NOW).unwrap(), Applied::Repeated);
        }
        prop_assert_eq!(again, state);
    }

    #[test]
    fn a_state_survives_being_kept(histories in histories()) {
        let state = deliver(&histories, &[]);
        let kept: CartState = serde_json::from_str(&serde_json::to_string(&state).unwrap()).unwrap();
        prop_assert_eq!(kept, state);
    }

    #[test]
    fn a_cart_that_joins_twice_counts_once(histories in histories(), guest in 0_usize..3) {
        let rest: Vec<_> = histories.iter().enumerate().filter(|(who, _)| *who != guest).map(|(_, one)| one.clone()).collect();
        let mut cart = deliver(&rest, &[]);
        let theirs = deliver(&[histories[guest].clone()], &[]);
        let (mine, other) = (shown(&cart), shown(&theirs));
        prop_assert!(cart.join(device(200), &theirs, Contribute::All, NOW));
        let once = cart.clone();
        prop_assert!(!cart.join(device(200), &theirs, Contribute::All, NOW + 5));
        prop_assert_eq!(&cart, &once);
        let mut sum: BTreeMap<VariantId, i64> = mine.iter().map(|(variant, line)| (*variant, line.0)).collect();
        for (variant, line) in &other {
            *sum.entry(*variant).or_default() += line.0;
        }
        prop_assert_eq!(shown(&cart).iter().map(|(variant, line)| (*variant, line.0)).collect::<BTreeMap<_, _>>(), sum);
        // What the guest's device sends again is known here.
        for numbered in &histories[guest] {
            prop_assert_eq!(cart.apply(numbered, NOW).unwrap(), Applied::Repeated);
        }
    }
}

fn numbered(device: DeviceId, number: u64, at_ms: i64, line: u8, change: Change) -> Numbered {
    Numbered { device, number, at_ms, operation: Operation { variant: variant(line), change } }
}

const ONE: Change = Change::Add { pieces: 1, price: None };

#[test]
fn a_removal_takes_what_is_older_and_leaves_what_is_newer() {
    let mut state = CartState::default();
    let (phone, web) = (device(1), device(2));
    state.apply(&numbered(web, 1, NOW + 10, 0, Change::Remove), NOW).unwrap();
    state.apply(&numbered(phone, 1, NOW + 5, 0, ONE), NOW).unwrap();
    assert_eq!(shown(&state).len(), 0, "the addition is older and arrives later");
    state.apply(&numbered(phone, 2, NOW + 11, 0, ONE), NOW).unwrap();
    assert_eq!(state.seen()[0].wanted, 1);
}

#[test]
fn two_devices_that_both_lower_a_line_leave_no_debt() {
    let mut state = CartState::default();
    let less = Change::Add { pieces: -2, price: None };
    state.apply(&numbered(device(1), 1, NOW, 0, Change::Add { pieces: 3, price: None }), NOW).unwrap();
    state.apply(&numbered(device(1), 2, NOW + 2, 0, less.clone()), NOW).unwrap();
    state.apply(&numbered(device(2), 1, NOW + 1, 0, less), NOW).unwrap();
    assert_eq!(shown(&state).len(), 0);
    state.apply(&numbered(device(2), 2, NOW + 3, 0, ONE), NOW).unwrap();
    assert_eq!(state.seen()[0].wanted, 1, "what is added later is there");
}

#[test]
fn what_was_said_of_a_line_goes_with_it() {
    let mut state = CartState::default();
    let aside = Change::Describe { note: "red".to_owned(), is_saved: true };
    state.apply(&numbered(device(1), 1, NOW, 0, ONE), NOW).unwrap();
    state.apply(&numbered(device(1), 2, NOW + 1, 0, aside.clone()), NOW).unwrap();
    state.apply(&numbered(device(2), 1, NOW + 3, 0, Change::Remove), NOW).unwrap();
    state.apply(&numbered(device(1), 3, NOW + 2, 0, aside), NOW).unwrap();
    state.apply(&numbered(device(2), 2, NOW + 4, 0, ONE), NOW).unwrap();
    assert_eq!(shown(&state)[&variant(0)], (1, String::new(), false));
}

#[test]
fn a_guests_cart_that_begins_anew_after_joining_does_not_count_what_had_joined() {
    let mut mine = CartState::default();
    let told = |numbers: std::ops::RangeInclusive<u64>| {
        let mut guest = CartState::default();
        for number in numbers {
            guest.apply(&numbered(device(1), number, NOW, 0, ONE), NOW).unwrap();
        }
        guest
    };
    assert!(mine.join(device(201), &told(1..=3), Contribute::All, NOW));
    // The answers were lost: the device sends everything again, with one more, and logs in again.
    assert!(mine.join(device(202), &told(1..=4), Contribute::All, NOW));
    assert_eq!(mine.seen()[0].wanted, 4);
}

#[test]
fn a_form_that_is_sent_again_after_the_log_in_counts_once() {
    let add = Operation { variant: variant(0), change: ONE };
    let (mut mine, mut guest) = (CartState::default(), CartState::default());
    mine.apply_form(&add, Some(1), NOW);
    guest.apply_form(&add, Some(2), NOW);
    mine.join(device(9), &guest, Contribute::All, NOW);
    assert_eq!(mine.apply_form(&add, Some(1), NOW), Applied::Repeated);
    assert_eq!(mine.apply_form(&add, Some(2), NOW), Applied::Repeated);
    assert_eq!(mine.seen()[0].wanted, 2);
}

#[test]
fn however_many_carts_join_the_devices_stay_within_their_bound() {
    let mut mine = CartState::default();
    for cart in 0..5_u8 {
        let mut guest = CartState::default();
        for number in 0..40 {
            guest.apply(&numbered(device(cart * 40 + number), 1, NOW, 0, ONE), NOW).unwrap();
        }
        mine.join(device(240 + cart), &guest, Contribute::All, NOW + i64::from(cart));
        assert!(mine.cart(1).heard.len() <= DEVICES_MAX);
    }
    assert_eq!(mine.seen()[0].wanted, 200);
}

#[test]
fn a_gap_is_named_and_nothing_of_it_is_applied() {
    let mut state = CartState::default();
    state.apply(&numbered(device(1), 1, NOW, 0, ONE), NOW).unwrap();
    let before = state.clone();
    let gap = state.apply(&numbered(device(1), 3, NOW, 0, ONE), NOW);
    assert!(matches!(gap, Err(CartError::Gap { expected: 2 })));
    assert_eq!(state.cart(1).heard, [(device(1), 1)]);
    assert_eq!(state, before);
}

#[test]
fn a_clock_that_runs_ahead_is_set_back() {
    let mut state = CartState::default();
    let far = NOW + 365 * 24 * 3_600_000;
    state.apply(&numbered(device(1), 1, far, 0, Change::Remove), NOW).unwrap();
    state.apply(&numbered(device(2), 1, NOW + 6 * 60_000, 0, ONE), NOW + 6 * 60_000).unwrap();
    assert_eq!(state.seen().len(), 1, "a removal from next year would rule for a year");
}

#[test]
fn bounds_hold_and_nothing_within_them_vanishes() {
    let mut state = CartState::default();
    for number in 0..=LINES_MAX {
        let line = Operation { variant: Uuid::from_u128(number as u128).into(), change: ONE };
        let count = number as u64 + 1;
        let applied = state.apply(&Numbered { device: device(1), number: count, at_ms: NOW, operation: line }, NOW);
        let expected = if number < LINES_MAX { Applied::Done } else { Applied::Refused(Refusal::TooManyLines) };
        assert_eq!(applied.unwrap(), expected);
    }
    assert_eq!(state.seen().len(), LINES_MAX);
    let mut many = CartState::default();
    for number in 1..=1_000_i64 {
        many.apply(&numbered(device(1), number.unsigned_abs(), NOW + number, 0, ONE), NOW).unwrap();
    }
    assert_eq!(many.seen()[0].wanted, 1_000, "folding adds up");
    for number in 0..200 {
        many.apply(&numbered(device(number), u64::from(number == 1) * 1_000 + 1, NOW, 1, ONE), NOW).unwrap();
    }
    assert!(serde_json::to_string(&many).unwrap().len() < 20_000);
    let mut removed = CartState::default();
    for number in 1..=1_000_u64 {
        let line = Operation { variant: Uuid::from_u128(u128::from(number)).into(), change: Change::Remove };
        removed.apply(&Numbered { device: device(1), number, at_ms: NOW, operation: line }, NOW).unwrap();
    }
    assert!(serde_json::to_string(&removed).unwrap().len() < 100_000);
}

#[test]
fn the_kept_form_stays_readable() {
    let (variant, device) = (Uuid::from_u128(1), Uuid::from_u128(2));
    let kept = format!(r#"{{"l":{{"{variant}":{{"a":[[[1,"{device}",3],[4,5]]]}}}},"d":{{}}}}"#);
    let state: CartState = serde_json::from_str(&kept).unwrap();
    let lines: Vec<_> = state.seen().into_iter().map(|line| (line.wanted, line.price_at_add, line.since_ms)).collect();
    assert_eq!(lines, [(4, Some(5), 1)]);
    assert_eq!(serde_json::to_string(&state).unwrap(), kept);
}

#[test]
fn a_form_sent_twice_counts_once() {
    let mut state = CartState::default();
    let add = Operation { variant: variant(0), change: ONE };
    assert_eq!(state.apply_form(&add, Some(7), NOW), Applied::Done);
    assert_eq!(state.apply_form(&add, Some(7), NOW), Applied::Repeated);
    assert_eq!(state.apply_form(&add, Some(8), NOW), Applied::Done);
    assert_eq!(state.apply_form(&add, None, NOW), Applied::Done);
    assert_eq!(state.seen()[0].wanted, 3);
}

#[test]
fn joining_follows_the_rule_of_the_shop() {
    let cart = |quantities: &[(u8, i32)]| {
        let mut state = CartState::default();
        for (line, pieces) in quantities {
            let change = Change::Add { pieces: *pieces, price: Some(5) };
            state.apply_form(&Operation { variant: variant(*line), change }, None, NOW);
        }
        state
    };
    let joined = |rule| {
        let mut mine = cart(&[(0, 2), (1, 3)]);
        mine.join(device(9), &cart(&[(1, 2), (2, 4)]), rule, NOW);
        [0, 1, 2].map(|line| shown(&mine).get(&variant(line)).map_or(0, |line| line.0))
    };
    assert_eq!(joined(Contribute::All), [2, 5, 4]);
    assert_eq!(joined(Contribute::UpTo), [2, 3, 4]);
    assert_eq!(joined(Contribute::InsteadOf), [0, 2, 4]);
}
