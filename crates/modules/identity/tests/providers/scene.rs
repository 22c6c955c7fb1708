//! A simulator on a local port, providers that address it, and a browser that goes where it is sent.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use cholon_identity::providers::{
    Callback, FacebookSettings, GoogleSettings, IdentityProvider, MiniApp, Pkce, Provider, ProviderError,
    ProviderSettings, Providers, Start, VerifiedPerson, ZaloSettings,
};
use cholon_kernel::{Clock, ManualClock};
use cholon_outbound::{Answer, BreakerSettings, BreakerState, Outbound, OutboundSettings, Request, hosts_of};
use cholon_simulator::SimulatorSettings;
use secrecy::SecretString;
use serde_json::{Value, json};

pub(crate) const REDIRECT: &str = "https://shop.example.vn/auth/callback";
pub(crate) const NONCE: &str = "nonce-of-this-log-in";
pub(crate) const STATE: &str = "state of this log-in & more";
/// How long the breaker stays open.
pub(crate) const OPEN_MS: i64 = 10_000;

/// Long enough for a busy machine; only a test about hanging waits for its deadline, and sets its own.
const DEADLINE: Duration = Duration::from_secs(30);

pub(crate) struct Scene {
    pub(crate) base: String,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) providers: Providers,
    browser: Outbound,
}

/// A log-in that a browser has come back from.
pub(crate) struct Return {
    pub(crate) query: HashMap<String, String>,
    pub(crate) pkce: Pkce,
}

impl Return {
    pub(crate) fn callback(&self) -> Callback {
        Callback {
            code: self.query["code"].clone().into(),
            verifier: self.pkce.verifier().clone(),
            nonce: NONCE.into(),
            redirect_uri: REDIRECT.to_owned(),
        }
    }
}

/// A beginning whose end nobody waits for.
pub(crate) fn start() -> Start {
    start_with(&Pkce::random())
}

fn start_with(pkce: &Pkce) -> Start {
    Start {
        redirect_uri: REDIRECT.to_owned(),
        state: STATE.to_owned(),
        nonce: NONCE.to_owned(),
        code_challenge: pkce.challenge(),
    }
}

/// Providers at the simulator below `base`.
pub(crate) fn settings(base: &str) -> ProviderSettings {
    let known = SimulatorSettings::default();
    let secret = |text: &str| SecretString::from(text.to_owned());
    let mut google = GoogleSettings::new(&known.google.id, secret(&known.google.secret));
    google.issuer = format!("{base}/google");
    google.discovery_url = format!("{base}/google/.well-known/openid-configuration");
    let mut facebook = FacebookSettings::new(&known.facebook.id, secret(&known.facebook.secret));
    (facebook.web_url, facebook.graph_url) = (format!("{base}/facebook"), format!("{base}/facebook"));
    let mut zalo = ZaloSettings::new(&known.zalo.id, secret(&known.zalo.secret));
    (zalo.oauth_url, zalo.graph_url) = (format!("{base}/zalo"), format!("{base}/zalo"));
    let breaker = BreakerSettings { failures_to_open: 2, open_for: Duration::from_millis(OPEN_MS.unsigned_abs()) };
    let calls = OutboundSettings { deadline: DEADLINE, attempts: 1, breaker, ..Default::default() };
    ProviderSettings { google: Some(google), facebook: Some(facebook), zalo: Some(zalo), calls }
}

impl Scene {
    pub(crate) async fn new() -> Self {
        Self::with(|_| {}).await
    }

    /// A scene in which the shop is set up a little differently.
    pub(crate) async fn with(change: impl FnOnce(&mut ProviderSettings)) -> Self {
        let clock = Arc::new(ManualClock::at("2026-11-18T00:00:00Z"));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let base = format!("http://{}", listener.local_addr().expect("an address"));
        let simulator = SimulatorSettings { clock: clock.clone(), ..SimulatorSettings::default() };
        tokio::spawn(cholon_simulator::serve(listener, simulator, std::future::pending()));
        let mut settings = settings(&base);
        change(&mut settings);
        let time: Arc<dyn Clock> = clock.clone();
        let hosts = hosts_of([base.as_str()]);
        let browser = Outbound::new(
            "browser",
            OutboundSettings { hosts, deadline: DEADLINE, ..Default::default() },
            time.clone(),
        );
        let providers = Providers::new(settings, &time).expect("providers");
        Self { base, clock, providers, browser: browser.expect("a browser") }
    }

    pub(crate) fn provider(&self, provider: Provider) -> Arc<dyn IdentityProvider> {
        self.providers.get(provider).expect("an offered provider")
    }

    pub(crate) fn mini_app(&self) -> Arc<dyn MiniApp> {
        self.providers.mini_app().expect("Zalo is offered")
    }

    pub(crate) fn state(&self, provider: Provider) -> BreakerState {
        self.provider(provider).state()
    }

    pub(crate) async fn browse(&self, address: &str) -> Answer {
        self.browser.send(Request::get(address)).await.expect("the simulator answers")
    }

    pub(crate) async fn control(&self, lever: &str, order: Value) -> Answer {
        let request = Request::post(&format!("{}/control/{lever}", self.base)).json(&order);
        let answer = self.browser.send(request).await.expect("the simulator answers");
        assert!(answer.status.is_success(), "{lever}: {}", answer.status);
        answer
    }

    pub(crate) async fn order(&self, fault: &str) {
        self.control("fault", json!({ "fault": fault })).await;
    }

    pub(crate) async fn outage(&self, provider: Provider, outage: &str) {
        self.control("outage", json!({ "service": provider.as_str(), "outage": outage })).await;
    }

    /// How often the simulator was asked for a path.
    pub(crate) async fn count(&self, path: &str) -> u64 {
        let counts: HashMap<String, u64> =
            self.browse(&format!("{}/control/counts", self.base)).await.json().expect("counts");
        counts.get(path).copied().unwrap_or(0)
    }

    /// Where the provider sends the browser of `person`, or of somebody who presses another button.
    pub(crate) async fn go(&self, provider: Provider, button: &str) -> Result<Return, ProviderError> {
        let pkce = Pkce::random();
        let address = self.provider(provider).start(&start_with(&pkce)).await?;
        let answer = self.browse(&format!("{address}&{button}")).await;
        let location = answer.header("location").expect("a way back");
        let query = location.strip_prefix(&format!("{REDIRECT}?")).expect("the way back to the shop");
        let query = query.trim_end_matches("#_=_").split('&').filter_map(|field| field.split_once('='));
        let query = query.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        Ok(Return { query, pkce })
    }

    pub(crate) async fn come_back(&self, provider: Provider, person: &str) -> Result<Return, ProviderError> {
        self.go(provider, &format!("login_hint={person}")).await
    }

    /// The whole log-in of a person.
    pub(crate) async fn log_in(&self, provider: Provider, person: &str) -> Result<VerifiedPerson, ProviderError> {
        let back = self.come_back(provider, person).await?;
        self.provider(provider).finish(&back.callback()).await
    }
}
