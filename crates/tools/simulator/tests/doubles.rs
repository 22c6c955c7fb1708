//! The doubles refuse what the real services refuse, and the levers move them.

use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use axum::response::Response;
use cholon_simulator::{Simulator, SimulatorSettings};
use http_body_util::BodyExt as _;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tower::ServiceExt as _;

const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
const GOOGLE: &str = "client_id=1000-cholon.apps.googleusercontent.com&response_type=code&scope=openid";
const BACK: &str = "redirect_uri=https://shop.example.vn/back&login_hint=an";

fn router() -> Router {
    Simulator::new(SimulatorSettings::default()).expect("doubles").router()
}

async fn get(router: &Router, path: &str) -> Response {
    let request = Request::get(path).header(header::HOST, "simulator:1").body(Body::empty()).expect("a request");
    router.clone().oneshot(request).await.expect("an answer")
}

async fn post(router: &Router, path: &str, media_type: &str, body: String) -> Response {
    let request =
        Request::post(path).header(header::CONTENT_TYPE, media_type).body(Body::from(body)).expect("a request");
    router.clone().oneshot(request).await.expect("an answer")
}

async fn pull(router: &Router, lever: &str, order: Value) -> StatusCode {
    post(router, &format!("/control/{lever}"), "application/json", order.to_string()).await.status()
}

async fn json_of(response: Response) -> Value {
    let body = response.into_body().collect().await.expect("a body").to_bytes();
    serde_json::from_slice(&body).expect("JSON")
}

#[tokio::test]
async fn a_wrong_beginning_goes_nowhere() {
    let router = router();
    let right = format!("/google/authorize?{GOOGLE}&{BACK}");
    assert_eq!(get(&router, &right).await.status(), StatusCode::FOUND);
    for (path, why) in [
        (right.replace("1000-cholon", "stranger"), "unknown client"),
        (right.replace("scope=openid", "scope=email"), "no openid"),
        (right.replace("response_type=code", "response_type=token"), "implicit"),
        (format!("{right}&code_challenge={CHALLENGE}&code_challenge_method=plain"), "plain"),
        (right.replace("https://shop", "javascript:shop"), "no web address"),
        (format!("/zalo/v4/permission?app_id=4567890123456789012&{BACK}"), "no challenge"),
        (format!("/facebook/v23.0/dialog/oauth?client_id=1&{BACK}"), "unknown app"),
    ] {
        let answer = get(&router, &path).await;
        assert_eq!(answer.status(), StatusCode::BAD_REQUEST, "{why}");
        assert!(!answer.headers().contains_key(header::LOCATION), "{why}");
    }
}

#[tokio::test]
async fn google_tells_where_it_is_and_wants_the_secret() {
    let router = router();
    let document = json_of(get(&router, "/google/.well-known/openid-configuration").await).await;
    assert_eq!(document["token_endpoint"], "http://simulator:1/google/token");
    let keys = get(&router, "/google/certs").await;
    assert_eq!(keys.headers()[header::CACHE_CONTROL], "public, max-age=3600, must-revalidate, no-transform");
    assert_eq!(json_of(keys).await["keys"][0]["alg"], "RS256");
    let form = "client_id=1000-cholon.apps.googleusercontent.com&client_secret=wrong".to_owned();
    let answer = post(&router, "/google/token", "application/x-www-form-urlencoded", form).await;
    assert_eq!(answer.status(), StatusCode::UNAUTHORIZED);
    assert_eq!(json_of(answer).await, json!({ "error": "invalid_client" }));
}

#[tokio::test]
async fn the_weather_is_one_services_own() {
    let router = router();
    let order = json!({ "service": "google", "outage": "unavailable" });
    assert_eq!(pull(&router, "outage", order).await, StatusCode::NO_CONTENT);
    assert_eq!(get(&router, "/google/certs").await.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(get(&router, "/zalo/v2.0/me").await.status(), StatusCode::OK);
    pull(&router, "outage", json!({ "service": "google", "outage": "none" })).await;
    pull(&router, "latency", json!({ "service": "google", "milliseconds": 40 })).await;
    let started = Instant::now();
    assert_eq!(get(&router, "/google/certs").await.status(), StatusCode::OK);
    assert!(started.elapsed() >= Duration::from_millis(40));
    assert_eq!(json_of(get(&router, "/control/counts").await).await, json!({ "google/certs": 2, "zalo/v2.0/me": 1 }));
}

#[tokio::test]
async fn orders_that_wait_are_bounded_and_unknown_ones_are_refused() {
    let router = router();
    let order = || pull(&router, "fault", json!({ "fault": "expired" }));
    for _ in 0..100 {
        assert_eq!(order().await, StatusCode::NO_CONTENT);
    }
    assert_eq!(order().await, StatusCode::INSUFFICIENT_STORAGE);
    assert!(pull(&router, "fault", json!({ "fault": "rain" })).await.is_client_error());
    assert_eq!(pull(&router, "zalo/mini-app", json!({ "person": "nobody" })).await, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn serving_ends_at_once_even_while_a_service_hangs() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let shutdown = async move { drop(stopped.await) };
    let serving = tokio::spawn(cholon_simulator::serve(listener, SimulatorSettings::default(), shutdown));
    let order = json!({ "service": "zalo", "outage": "hang" }).to_string();
    let mut client = tokio::net::TcpStream::connect(address).await.unwrap();
    let order = format!(
        "POST /control/outage HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{order}",
        order.len()
    );
    client.write_all(order.as_bytes()).await.unwrap();
    let mut answer = [0; 12];
    client.read_exact(&mut answer).await.unwrap();
    assert_eq!(&answer, b"HTTP/1.1 204");
    client.write_all(b"GET /zalo/v2.0/me HTTP/1.1\r\nhost: a\r\n\r\n").await.unwrap();
    tokio::time::sleep(Duration::from_millis(50)).await;
    stop.send(()).unwrap();
    let ended = tokio::time::timeout(Duration::from_secs(5), serving).await;
    assert!(ended.unwrap().unwrap().is_ok());
}
