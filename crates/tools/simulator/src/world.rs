//! What the doubles know: people, codes and tokens in circulation, keys, weather and ordered faults.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::fault::Fault;
use crate::google::Keys;
use crate::person::{Person, default_persons};
use crate::service::{Service, SimulatorSettings};
use crate::tickets::Tickets;
use crate::weather::Weather;

/// How long a code of a log-in counts.
const CODE_LIFE_MS: i64 = 10 * 60 * 1000;
/// How long an access token counts.
const ACCESS_LIFE_MS: i64 = 60 * 60 * 1000;
/// How long a Mini App's phone token counts.
const PHONE_LIFE_MS: i64 = 2 * 60 * 1000;
/// People who are remembered.
const PERSONS_MAX: usize = 1000;
/// Faults that wait for their request.
const FAULTS_MAX: usize = 100;

/// A person's consent, for which a code was given out.
#[derive(Debug, Clone)]
pub(crate) struct Consent {
    pub(crate) service: Service,
    pub(crate) person: Person,
    pub(crate) redirect_uri: String,
    pub(crate) challenge: Option<String>,
    pub(crate) nonce: Option<String>,
}

/// Everything the doubles know.
pub(crate) struct World {
    pub(crate) settings: SimulatorSettings,
    known: Mutex<Known>,
}

/// What changes.
pub(crate) struct Known {
    pub(crate) persons: Vec<Person>,
    pub(crate) keys: Keys,
    pub(crate) weather: BTreeMap<Service, Weather>,
    /// Requests so far, by service and path.
    pub(crate) counts: BTreeMap<String, u64>,
    faults: Vec<Fault>,
    codes: Tickets<Consent>,
    accesses: Tickets<(Service, Person)>,
    phones: Tickets<Person>,
}

impl World {
    pub(crate) fn new(settings: SimulatorSettings) -> anyhow::Result<Self> {
        let known = Known {
            persons: default_persons(),
            keys: Keys::new()?,
            weather: BTreeMap::new(),
            counts: BTreeMap::new(),
            faults: Vec::new(),
            codes: Tickets::default(),
            accesses: Tickets::default(),
            phones: Tickets::default(),
        };
        Ok(Self { settings, known: Mutex::new(known) })
    }

    pub(crate) fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn now_ms(&self) -> i64 {
        self.settings.clock.now().as_millisecond()
    }

    pub(crate) fn person(&self, id: &str) -> Option<Person> {
        self.known().persons.iter().find(|person| person.id == id).cloned()
    }

    /// Remembers a person, in place of one with the same id; `false` when there are too many.
    pub(crate) fn add(&self, person: Person) -> bool {
        let mut known = self.known();
        known.persons.retain(|other| other.id != person.id);
        let has_room = known.persons.len() < PERSONS_MAX;
        if has_room {
            known.persons.push(person);
        }
        has_room
    }

    pub(crate) fn code(&self, consent: Consent) -> String {
        let ends_ms = self.now_ms() + CODE_LIFE_MS;
        self.known().codes.issue(consent, ends_ms)
    }

    /// The consent behind a code of `service`; the code counts no more.
    pub(crate) fn spend_code(&self, service: Service, code: &str) -> Option<Consent> {
        let now_ms = self.now_ms();
        self.known().codes.spend(code, now_ms).filter(|consent| consent.service == service)
    }

    pub(crate) fn access(&self, service: Service, person: Person) -> String {
        let ends_ms = self.now_ms() + ACCESS_LIFE_MS;
        self.known().accesses.issue((service, person), ends_ms)
    }

    /// Whose access token of `service` it is.
    pub(crate) fn holder(&self, service: Service, access_token: &str) -> Option<Person> {
        let now_ms = self.now_ms();
        let known = self.known();
        known.accesses.look(access_token, now_ms).filter(|(of, _)| *of == service).map(|(_, person)| person.clone())
    }

    pub(crate) fn phone_token(&self, person: Person) -> String {
        let ends_ms = self.now_ms() + PHONE_LIFE_MS;
        self.known().phones.issue(person, ends_ms)
    }

    pub(crate) fn spend_phone_token(&self, token: &str) -> Option<Person> {
        let now_ms = self.now_ms();
        self.known().phones.spend(token, now_ms)
    }

    /// Orders a wrong answer; `false` when too many wait already.
    pub(crate) fn order(&self, fault: Fault) -> bool {
        let mut known = self.known();
        let has_room = known.faults.len() < FAULTS_MAX;
        if has_room {
            known.faults.push(fault);
        }
        has_room
    }

    /// The next fault that was ordered for `service` and `fits`.
    pub(crate) fn fault(&self, service: Service, fits: impl Fn(Fault) -> bool) -> Option<Fault> {
        let mut known = self.known();
        let found = known.faults.iter().position(|fault| fault.service() == service && fits(*fault))?;
        Some(known.faults.remove(found))
    }
}
