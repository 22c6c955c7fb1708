//! How much is worked on at once. Refusing early keeps the rest fast; whoever is about to order is refused last.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use metrics::{Gauge, counter, gauge};

use crate::edge::area::Priority;

/// The share of the bound that browsing may fill, in percent; the rest is left for shoppers about to order.
const BROWSE_PERCENT: u32 = 80;

/// Counts what is being worked on. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Admission {
    state: Arc<State>,
}

struct State {
    in_flight: AtomicU32,
    in_flight_max: u32,
    gauge: Gauge,
}

/// The place of a request that is being worked on; dropping it makes room.
pub(crate) struct Place {
    state: Arc<State>,
}

impl Admission {
    /// At most `in_flight_max` requests at once.
    pub(crate) fn new(in_flight_max: u32) -> Self {
        let gauge = gauge!("http_requests_in_flight");
        Self { state: Arc::new(State { in_flight: AtomicU32::new(0), in_flight_max, gauge }) }
    }

    /// A place for a request, unless there is none for its priority.
    pub(crate) fn admit(&self, priority: Priority) -> Option<Place> {
        let before = self.state.in_flight.fetch_add(1, Ordering::Relaxed);
        // Taken before asking whether it may be, so that giving it back is the same in both cases.
        let place = Place { state: Arc::clone(&self.state) };
        self.state.gauge.increment(1.0);
        if before < self.bound(priority) {
            return Some(place);
        }
        counter!("http_requests_shed_total", "priority" => priority.name()).increment(1);
        None
    }

    fn bound(&self, priority: Priority) -> u32 {
        let all = self.state.in_flight_max;
        match priority {
            Priority::Probe => u32::MAX,
            Priority::Checkout => all,
            Priority::Browse => (all / 100 * BROWSE_PERCENT + all % 100 * BROWSE_PERCENT / 100).max(1),
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.state.in_flight.fetch_sub(1, Ordering::Relaxed);
        self.state.gauge.decrement(1.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsing_leaves_room_for_orders_and_probes_always_pass() {
        let admission = Admission::new(10);
        let browsing: Vec<_> = (0..8).map(|_| admission.admit(Priority::Browse)).collect();
        assert!(browsing.iter().all(Option::is_some));
        assert!(admission.admit(Priority::Browse).is_none());
        let ordering: Vec<_> = (0..2).map(|_| admission.admit(Priority::Checkout)).collect();
        assert!(ordering.iter().all(Option::is_some));
        assert!(admission.admit(Priority::Checkout).is_none());
        assert!(admission.admit(Priority::Probe).is_some());
        drop((browsing, ordering));
        assert_eq!(admission.state.in_flight.load(Ordering::Relaxed), 0);
        assert!(admission.admit(Priority::Browse).is_some());
    }
}
