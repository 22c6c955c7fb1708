//! Providers of log-ins, simulated on a local port, and what their SDKs give an app.

use std::sync::Arc;
use std::time::Duration;

use cholon_identity::providers::{FacebookSettings, GoogleSettings, ProviderSettings, Providers, ZaloSettings};
use cholon_kernel::{Clock, ManualClock};
use cholon_outbound::{BreakerSettings, Outbound, OutboundSettings, Request, hosts_of};
use cholon_simulator::SimulatorSettings;
use secrecy::SecretString;
use serde_json::{Value, json};

use crate::support::{OPENED_AT, Shop};

/// Long enough for a busy machine.
const DEADLINE: Duration = Duration::from_secs(30);

/// A shop with providers.
pub(crate) struct Simulated {
    pub(crate) shop: Shop,
    base: String,
    caller: Outbound,
}

impl Simulated {
    pub(crate) async fn open() -> Self {
        let clock = Arc::new(ManualClock::at(OPENED_AT));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let simulator = SimulatorSettings { clock: clock.clone(), ..SimulatorSettings::default() };
        tokio::spawn(cholon_simulator::serve(listener, simulator, std::future::pending()));
        let time: Arc<dyn Clock> = clock.clone();
        let providers = Providers::new(settings(&base), &time).unwrap();
        let hosts = hosts_of([base.as_str()]);
        let calls = OutboundSettings { hosts, deadline: DEADLINE, ..OutboundSettings::default() };
        let caller = Outbound::new("levers", calls, time).unwrap();
        Self { shop: Shop::open_with(clock, providers).await, base, caller }
    }

    /// Pulls a lever of the simulator and answers what it says.
    pub(crate) async fn lever(&self, lever: &str, order: Value) -> Value {
        let request = Request::post(&format!("{}/control/{lever}", self.base)).json(&order);
        let answer = self.caller.send(request).await.unwrap();
        assert!(answer.status.is_success(), "{lever}: {}", answer.status);
        answer.json().unwrap_or(Value::Null)
    }

    /// Whether a provider answers.
    pub(crate) async fn outage(&self, service: &str, outage: &str) {
        self.lever("outage", json!({ "service": service, "outage": outage })).await;
    }

    /// Spoils the next answer.
    pub(crate) async fn fault(&self, fault: &str) {
        self.lever("fault", json!({ "fault": fault })).await;
    }

    /// Google's token for a person.
    pub(crate) async fn id_token(&self, person: &str, nonce: Option<&str>) -> Value {
        self.lever("google/id-token", json!({ "person": person, "nonce": nonce })).await["idToken"].take()
    }

    /// Facebook's token for a person.
    pub(crate) async fn facebook_token(&self, person: &str) -> Value {
        self.lever("facebook/access-token", json!({ "person": person })).await["accessToken"].take()
    }

    /// Zalo's token for a person in the Mini App.
    pub(crate) async fn zalo_token(&self, person: &str) -> Value {
        self.lever("zalo/mini-app", json!({ "person": person })).await["accessToken"].take()
    }
}

fn settings(base: &str) -> ProviderSettings {
    let known = SimulatorSettings::default();
    let secret = |text: &str| SecretString::from(text.to_owned());
    let mut google = GoogleSettings::new(&known.google.id, secret(&known.google.secret));
    google.issuer = format!("{base}/google");
    google.discovery_url = format!("{base}/google/.well-known/openid-configuration");
    let mut facebook = FacebookSettings::new(&known.facebook.id, secret(&known.facebook.secret));
    (facebook.web_url, facebook.graph_url) = (format!("{base}/facebook"), format!("{base}/facebook"));
    let mut zalo = ZaloSettings::new(&known.zalo.id, secret(&known.zalo.secret));
    (zalo.oauth_url, zalo.graph_url) = (format!("{base}/zalo"), format!("{base}/zalo"));
    let breaker = BreakerSettings { failures_to_open: 2, ..BreakerSettings::default() };
    let calls = OutboundSettings { deadline: DEADLINE, attempts: 1, breaker, ..OutboundSettings::default() };
    ProviderSettings { google: Some(google), facebook: Some(facebook), zalo: Some(zalo), calls }
}
