//! Calls to a double on a local port: what is repeated, what is refused, and what the breaker does.

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicU16, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::{any, get};
use cholon_kernel::ManualClock;
use cholon_outbound::{BreakerSettings, BreakerState, Outbound, OutboundError, OutboundSettings, Request, hosts_of};

const BODY_BYTES_MAX: usize = 1000;
/// Long enough for a busy machine.
const DEADLINE: Duration = Duration::from_secs(30);

#[derive(Default)]
struct Double {
    calls: AtomicUsize,
    /// Calls that fail before one is answered.
    failures: AtomicUsize,
    status: AtomicU16,
    running: AtomicUsize,
    most_at_a_time: AtomicUsize,
}

struct Scene {
    base: String,
    double: Arc<Double>,
    clock: Arc<ManualClock>,
    outbound: Outbound,
}

impl Scene {
    async fn new(change: impl FnOnce(&mut OutboundSettings)) -> Self {
        let double = Arc::new(Double::default());
        let base = serve(double.clone()).await;
        let clock = Arc::new(ManualClock::at("2026-11-18T00:00:00Z"));
        let breaker = BreakerSettings { failures_to_open: 2, open_for: Duration::from_secs(10) };
        let hosts = hosts_of([base.as_str()]);
        let mut settings = OutboundSettings {
            breaker,
            body_bytes_max: BODY_BYTES_MAX,
            hosts,
            deadline: DEADLINE,
            ..OutboundSettings::default()
        };
        change(&mut settings);
        let outbound = Outbound::new("double", settings, clock.clone()).expect("a client");
        Self { base, double, clock, outbound }
    }

    fn get(&self, path: &str) -> Request {
        Request::get(&format!("{}{path}", self.base))
    }

    fn post(&self, path: &str) -> Request {
        Request::post(&format!("{}{path}", self.base))
    }

    fn fail(&self, failures: usize) {
        self.double.failures.store(failures, Ordering::SeqCst);
    }

    fn calls(&self) -> usize {
        self.double.calls.swap(0, Ordering::SeqCst)
    }
}

async fn answer(State(double): State<Arc<Double>>, body: String) -> impl IntoResponse {
    double.calls.fetch_add(1, Ordering::SeqCst);
    let fails = double.failures.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1)).is_ok();
    let status = match double.status.load(Ordering::SeqCst) {
        _ if fails => StatusCode::SERVICE_UNAVAILABLE,
        0 => StatusCode::OK,
        other => StatusCode::from_u16(other).expect("a status"),
    };
    (status, format!("[{body:?}]"))
}

async fn hang(State(double): State<Arc<Double>>) {
    double.calls.fetch_add(1, Ordering::SeqCst);
    tokio::time::sleep(Duration::from_mins(1)).await;
}

async fn slow(State(double): State<Arc<Double>>) {
    double.calls.fetch_add(1, Ordering::SeqCst);
    let running = double.running.fetch_add(1, Ordering::SeqCst) + 1;
    double.most_at_a_time.fetch_max(running, Ordering::SeqCst);
    tokio::time::sleep(Duration::from_millis(30)).await;
    double.running.fetch_sub(1, Ordering::SeqCst);
}

/// A long body without an announced length.
fn endless() -> Body {
    let pieces = (0..=BODY_BYTES_MAX / 100).map(|_| Ok::<_, Infallible>("x".repeat(100)));
    Body::from_stream(futures_util::stream::iter(pieces))
}

async fn serve(double: Arc<Double>) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let base = format!("http://{}", listener.local_addr().expect("an address"));
    let router = Router::new()
        .route("/answer", any(answer))
        .route("/hang", get(hang))
        .route("/slow", get(slow))
        .route("/moved", get(|| async { (StatusCode::FOUND, [(header::LOCATION, "/answer")]) }))
        .route("/long", get(|| async { "x".repeat(BODY_BYTES_MAX + 1) }))
        .route("/full", get(|| async { "x".repeat(BODY_BYTES_MAX) }))
        .route("/endless", get(|| async { endless() }))
        .with_state(double);
    tokio::spawn(async move { axum::serve(listener, router).await });
    base
}

#[tokio::test]
async fn an_answer_comes_back_whole() {
    let scene = Scene::new(|_| {}).await;
    let answer = scene.outbound.send(scene.post("/answer").form(&[("a", "b c")])).await.unwrap();
    assert_eq!(answer.json::<Vec<String>>().unwrap(), ["a=b+c"]);
    assert_eq!(answer.json::<u32>(), Err(OutboundError::Unreadable("the JSON that was expected")));
    scene.double.status.store(404, Ordering::SeqCst);
    let answer = scene.outbound.send(scene.get("/answer")).await.unwrap();
    assert_eq!(answer.status, StatusCode::NOT_FOUND, "a refusal is an answer");
    let moved = scene.outbound.send(scene.get("/moved")).await.unwrap();
    assert_eq!((moved.status, moved.header("location")), (StatusCode::FOUND, Some("/answer")));
}

#[tokio::test]
async fn only_what_may_be_repeated_is_tried_again() {
    let scene = Scene::new(|_| {}).await;
    scene.fail(2);
    assert!(scene.outbound.send(scene.get("/answer")).await.is_ok());
    assert_eq!(scene.calls(), 3);
    scene.fail(1);
    let refused = scene.outbound.send(scene.post("/answer")).await;
    assert_eq!(refused.unwrap_err(), OutboundError::Status { status: 503 });
    assert_eq!(scene.calls(), 1);
    assert!(scene.outbound.send(scene.post("/answer")).await.is_ok());
    scene.fail(1);
    assert!(scene.outbound.send(scene.get("/answer").once()).await.is_err());
    scene.fail(1);
    assert!(scene.outbound.send(scene.post("/answer").repeatable()).await.is_ok());
    scene.double.status.store(400, Ordering::SeqCst);
    scene.calls();
    assert!(scene.outbound.send(scene.get("/answer")).await.is_ok());
    assert_eq!(scene.calls(), 1, "a refusal is not tried again");
}

#[tokio::test]
async fn the_deadline_covers_every_attempt() {
    let scene = Scene::new(|settings| settings.deadline = Duration::from_millis(200)).await;
    let started = Instant::now();
    assert_eq!(scene.outbound.send(scene.get("/hang")).await.unwrap_err(), OutboundError::Deadline);
    assert!(started.elapsed() < DEADLINE);
    let scene = Scene::new(|settings| (settings.deadline, settings.attempts) = (Duration::from_millis(50), 1000)).await;
    scene.fail(usize::MAX);
    assert_eq!(scene.outbound.send(scene.get("/answer")).await.unwrap_err(), OutboundError::Deadline);
}

#[tokio::test]
async fn bodies_and_hosts_are_bounded() {
    let scene = Scene::new(|_| {}).await;
    let too_large = OutboundError::TooLarge { limit_bytes: BODY_BYTES_MAX };
    assert_eq!(scene.outbound.send(scene.get("/long")).await.unwrap_err(), too_large);
    assert_eq!(scene.outbound.send(scene.get("/endless")).await.unwrap_err(), too_large);
    assert_eq!(scene.outbound.send(scene.get("/full")).await.unwrap().body.len(), BODY_BYTES_MAX);
    for elsewhere in ["http://169.254.169.254/", "http://127.0.0.1:1/", "file:///etc/passwd"] {
        let refused = scene.outbound.send(Request::get(elsewhere)).await;
        assert_eq!(refused.unwrap_err(), OutboundError::HostNotAllowed, "{elsewhere}");
    }
}

#[tokio::test]
async fn so_many_calls_run_at_a_time_and_the_others_wait() {
    let scene = Scene::new(|settings| settings.calls_max = 2).await;
    let calls = (0..6).map(|_| scene.outbound.send(scene.get("/slow")));
    assert!(futures_util::future::join_all(calls).await.iter().all(Result::is_ok));
    assert_eq!((scene.calls(), scene.double.most_at_a_time.load(Ordering::SeqCst)), (6, 2));
    let scene = Scene::new(|settings| (settings.calls_max, settings.deadline) = (0, Duration::from_millis(50))).await;
    assert_eq!(scene.outbound.send(scene.get("/answer")).await.unwrap_err(), OutboundError::Busy);
    assert_eq!((scene.calls(), scene.outbound.state()), (0, BreakerState::Closed), "the server is not to blame");
}

#[tokio::test]
async fn the_breaker_opens_and_one_call_closes_it() {
    let scene = Scene::new(|_| {}).await;
    scene.fail(2);
    for _ in 0..2 {
        assert!(scene.outbound.send(scene.post("/answer")).await.is_err());
    }
    assert_eq!(scene.outbound.state(), BreakerState::Open);
    scene.calls();
    let refused = scene.outbound.send(scene.get("/answer")).await.unwrap_err();
    assert_eq!(refused, OutboundError::BreakerOpen { retry_after: Duration::from_secs(10) });
    assert_eq!(scene.calls(), 0, "the server is left alone");
    scene.clock.advance_ms(10_000);
    scene.fail(1);
    assert!(scene.outbound.send(scene.get("/answer")).await.is_err());
    assert_eq!((scene.calls(), scene.outbound.state()), (1, BreakerState::Open), "it is tried once only");
    scene.clock.advance_ms(10_000);
    assert!(scene.outbound.send(scene.get("/answer")).await.is_ok());
    assert_eq!(scene.outbound.state(), BreakerState::Closed);
}

#[tokio::test]
async fn a_caller_who_goes_away_does_not_leave_the_breaker_half_open() {
    let scene = Scene::new(|_| {}).await;
    scene.fail(2);
    for _ in 0..2 {
        assert!(scene.outbound.send(scene.post("/answer")).await.is_err());
    }
    scene.clock.advance_ms(10_000);
    let gone = tokio::time::timeout(Duration::from_millis(50), scene.outbound.send(scene.get("/hang"))).await;
    assert!(gone.is_err());
    assert!(scene.outbound.send(scene.get("/answer")).await.is_ok());
}

#[tokio::test]
async fn errors_tell_the_cause_and_no_secret() {
    let scene = Scene::new(|settings| settings.hosts.push("127.0.0.1:1".to_owned())).await;
    let request = Request::get("http://127.0.0.1:1/path?code=hush").once();
    let error = scene.outbound.send(request).await.unwrap_err();
    assert!(matches!(&error, OutboundError::Unreachable(cause) if cause.contains("refused")), "{error:?}");
    let text = format!("{error} {error:?}");
    assert!(!text.contains("hush") && !text.contains("path"), "{text}");
    let split = scene.get("/answer").header("secret_key", "a\nb");
    assert!(matches!(scene.outbound.send(split).await, Err(OutboundError::BadRequest(_))));
}
