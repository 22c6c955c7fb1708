//! Request rates per client and class of address.

use std::fmt;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;

use arc_swap::ArcSwap;
use governor::clock::{Clock, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::DashMapStateStore;
use governor::{Quota, RateLimiter};
use metrics::{Counter, counter};

use crate::client::Client;
use crate::network::Network;

/// The window of every rate, in seconds.
const WINDOW_SECONDS: u32 = 60;
/// Clients remembered for each class, at about 50 bytes each.
const CLIENTS_MAX: usize = 100_000;
/// Checks between two looks at how many clients are remembered.
const CHECKS_BETWEEN_LOOKS: u32 = 4096;

/// What a client may ask for.
#[derive(Debug, Clone, Default)]
pub struct LimitSettings {
    /// API requests per minute; 0 sets no limit.
    pub api_per_minute: u32,
    /// Page requests per minute; 0 sets no limit.
    pub pages_per_minute: u32,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<Network>,
}

/// Kinds of addresses that are counted apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// The public API.
    Api,
    /// Pages for people.
    Pages,
}

/// Whether a request may go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// There is no limit.
    Unlimited,
    /// It may, and this much is left.
    Allowed(Budget),
    /// It may not before `retry_after`.
    Refused {
        /// When the next request will be allowed.
        retry_after: Duration,
        /// Nothing left.
        budget: Budget,
    },
}

/// What is left of a client's quota. Displays as the field `RateLimit` of the IETF draft (version 10).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    class: &'static str,
    quota: u32,
    remaining: u32,
    reset_seconds: u32,
}

impl Budget {
    /// Requests left now.
    #[must_use]
    pub const fn remaining(&self) -> u32 {
        self.remaining
    }

    /// The field `RateLimit-Policy` of the IETF draft.
    #[must_use]
    pub fn policy(&self) -> String {
        format!("\"{}\";q={};w={WINDOW_SECONDS}", self.class, self.quota)
    }
}

impl fmt::Display for Budget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}\";r={};t={}", self.class, self.remaining, self.reset_seconds)
    }
}

type Limiter = RateLimiter<Client, DashMapStateStore<Client>, DefaultClock, StateInformationMiddleware>;

/// One class's limiter. It lets a whole quota through at once and then refills evenly (GCRA).
struct Rate {
    name: &'static str,
    quota: NonZeroU32,
    limiter: Limiter,
    clock: DefaultClock,
    checks: AtomicU32,
    is_crowded: AtomicBool,
    refused: Counter,
}

impl Rate {
    fn new(name: &'static str, per_minute: u32) -> Option<Self> {
        let quota = NonZeroU32::new(per_minute)?;
        let limiter = RateLimiter::dashmap(Quota::per_minute(quota)).with_middleware();
        let refused = counter!("http_rate_limited_total", "class" => name);
        let (checks, is_crowded) = (AtomicU32::new(0), AtomicBool::new(false));
        Some(Self { name, quota, limiter, clock: DefaultClock::default(), checks, is_crowded, refused })
    }

    fn check(&self, client: Client) -> Decision {
        if self.checks.fetch_add(1, Ordering::Relaxed).is_multiple_of(CHECKS_BETWEEN_LOOKS) {
            self.look();
        }
        let client = if self.is_crowded.load(Ordering::Relaxed) { client.folded() } else { client };
        match self.limiter.check_key(&client) {
            Ok(state) => Decision::Allowed(self.budget(state.remaining_burst_capacity())),
            Err(not_until) => {
                self.refused.increment(1);
                let retry_after = not_until.wait_time_from(self.clock.now());
                Decision::Refused { retry_after, budget: self.budget(0) }
            }
        }
    }

    /// Forgets clients whose quota is whole again. When too many remain, clients are folded until there are fewer.
    fn look(&self) {
        if self.limiter.len() > CLIENTS_MAX / 2 {
            self.limiter.retain_recent();
        }
        self.is_crowded.store(self.limiter.len() > CLIENTS_MAX, Ordering::Relaxed);
    }

    fn budget(&self, remaining: u32) -> Budget {
        let quota = self.quota.get();
        let used = u64::from(quota.saturating_sub(remaining));
        let reset = (used * u64::from(WINDOW_SECONDS)).div_ceil(u64::from(quota));
        let reset_seconds = u32::try_from(reset).unwrap_or(WINDOW_SECONDS);
        Budget { class: self.name, quota, remaining, reset_seconds }
    }
}

struct Rates {
    api: Option<Rate>,
    pages: Option<Rate>,
    trusted_proxies: Vec<Network>,
}

impl Rates {
    fn new(settings: &LimitSettings) -> Self {
        Self {
            api: Rate::new("api", settings.api_per_minute),
            pages: Rate::new("pages", settings.pages_per_minute),
            trusted_proxies: settings.trusted_proxies.clone(),
        }
    }
}

/// The rate limits of this process. Cheap to clone.
#[derive(Clone)]
pub struct RateLimits {
    rates: Arc<ArcSwap<Rates>>,
}

impl RateLimits {
    /// Limits as set. The metrics recorder must be installed before.
    #[must_use]
    pub fn new(settings: &LimitSettings) -> Self {
        Self { rates: Arc::new(ArcSwap::from_pointee(Rates::new(settings))) }
    }

    /// Takes new settings; every client starts with a whole quota.
    pub fn reload(&self, settings: &LimitSettings) {
        self.rates.store(Arc::new(Rates::new(settings)));
    }

    /// Whether somebody's word about addresses is believed at all.
    #[must_use]
    pub fn trusts_proxies(&self) -> bool {
        !self.rates.load().trusted_proxies.is_empty()
    }

    /// The address of the client behind `peer`; see [`client_address`](crate::client_address).
    #[must_use]
    pub fn client_address(&self, peer: std::net::IpAddr, forwarded_for: Option<&str>) -> std::net::IpAddr {
        crate::client::client_address(peer, &self.rates.load().trusted_proxies, forwarded_for)
    }

    /// Counts a request and says whether it may go on.
    #[must_use]
    pub fn check(&self, class: Class, client: Client) -> Decision {
        let rates = self.rates.load();
        let rate = match class {
            Class::Api => &rates.api,
            Class::Pages => &rates.pages,
        };
        rate.as_ref().map_or(Decision::Unlimited, |rate| rate.check(client))
    }
}

impl fmt::Debug for RateLimits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RateLimits").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::net::{IpAddr, Ipv4Addr};

    use super::*;

    fn limits(api_per_minute: u32) -> RateLimits {
        RateLimits::new(&LimitSettings { api_per_minute, ..LimitSettings::default() })
    }

    fn client(number: u32) -> Client {
        IpAddr::V4(Ipv4Addr::from(number)).into()
    }

    #[test]
    fn a_quota_ends_and_says_when_it_begins_again() {
        let limits = limits(3);
        let remaining: Vec<u32> = (0..3)
            .map(|_| match limits.check(Class::Api, client(1)) {
                Decision::Allowed(budget) => budget.remaining(),
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(remaining, [2, 1, 0]);
        let Decision::Refused { retry_after, budget } = limits.check(Class::Api, client(1)) else {
            panic!("the fourth request goes through");
        };
        assert!(retry_after > Duration::from_secs(15) && retry_after <= Duration::from_secs(20), "{retry_after:?}");
        assert_eq!(budget.policy(), "\"api\";q=3;w=60");
        assert_eq!(budget.to_string(), "\"api\";r=0;t=60");
        assert!(matches!(limits.check(Class::Api, client(2)), Decision::Allowed(_)), "another client has its own");
        assert_eq!(limits.check(Class::Pages, client(1)), Decision::Unlimited);
    }

    #[test]
    fn new_settings_count_at_once() {
        let limits = limits(1);
        assert!(matches!(limits.check(Class::Api, client(1)), Decision::Allowed(_)));
        assert!(matches!(limits.check(Class::Api, client(1)), Decision::Refused { .. }));
        limits.reload(&LimitSettings::default());
        assert_eq!(limits.check(Class::Api, client(1)), Decision::Unlimited);
    }

    #[test]
    fn a_flood_of_addresses_does_not_grow_the_memory_without_bound() {
        let rate = Rate::new("test", 100).expect("a rate");
        for number in 0..300_000 {
            let _ = rate.check(client(number));
        }
        let bound = CLIENTS_MAX + CHECKS_BETWEEN_LOOKS as usize + 4096;
        assert!(rate.limiter.len() <= bound, "{} clients", rate.limiter.len());
    }
}
