//! What the edge does with requests.

use std::time::Duration;

use axum::body::Body;
use cholon_cache::Tag;
use cholon_webkit::EdgeSettings;
use http::{Request, StatusCode};

use crate::shop::Shop;

#[tokio::test]
async fn a_page_is_rendered_once_and_then_comes_from_memory() {
    let shop = Shop::open();
    let first = shop.get("/page").await;
    let second = shop.get("/page").await;
    assert_eq!((first.status, shop.rendered()), (StatusCode::OK, 1));
    assert_eq!(first.body, second.body);
    assert_ne!(first.header("x-request-id"), second.header("x-request-id"));
    for name in ["etag", "content-type", "cache-control", "vary", "content-length", "content-security-policy"] {
        assert_ne!(first.header(name), "", "{name} is missing");
        assert_eq!(first.header(name), second.header(name), "{name}");
    }
    assert_eq!(first.header("x-content-type-options"), "nosniff");
    assert_eq!(first.header("strict-transport-security"), "", "the shop is not reached over TLS");
}

#[tokio::test]
async fn a_witness_hears_of_every_answer_to_a_get_also_from_memory() {
    let settings = EdgeSettings { allow_bypass: true, ..EdgeSettings::default() };
    let shop = Shop::with(settings, 0);
    shop.ask("GET", "/witnessed", &[("referer", "first")]).await;
    let kept = shop.ask("GET", "/witnessed", &[("referer", "kept")]).await;
    shop.ask("GET", "/witnessed", &[("referer", "known"), ("if-none-match", kept.header("etag"))]).await;
    shop.ask("GET", "/witnessed", &[("referer", "bypassed"), ("x-cache-bypass", "1")]).await;
    shop.ask("HEAD", "/witnessed", &[("referer", "head")]).await;
    shop.get("/page").await;
    assert_eq!(*shop.witnessed.lock().expect("nobody panicked"), ["first", "kept", "known", "bypassed"]);
}

#[tokio::test]
async fn an_invalidated_page_is_rendered_again() {
    let shop = Shop::open();
    let before = shop.get("/page").await;
    shop.cache.invalidate(&[Tag::listing()]);
    assert_eq!(shop.get("/page").await.body, before.body);
    shop.cache.invalidate(&[Tag::home()]);
    assert_ne!(shop.get("/page").await.body, before.body);
    assert_eq!(shop.rendered(), 2);
}

#[tokio::test]
async fn encodings_are_kept_apart_and_a_known_page_is_not_sent_again() {
    let shop = Shop::open();
    let plain = shop.get("/page").await;
    for (accepted, encoding) in [("gzip, deflate, br", "br"), ("gzip", "gzip")] {
        let encoded = shop.ask("GET", "/page", &[("accept-encoding", accepted)]).await;
        assert_eq!(encoded.header("content-encoding"), encoding);
        assert!(encoded.body.len() < plain.body.len() / 2);
        assert_ne!(encoded.header("etag"), plain.header("etag"));
        let etag = encoded.header("etag").to_owned();
        let known = shop.ask("GET", "/page", &[("accept-encoding", accepted), ("if-none-match", &etag)]).await;
        assert_eq!((known.status, known.body.len()), (StatusCode::NOT_MODIFIED, 0));
        assert_eq!(known.header("etag"), etag);
    }
    assert_eq!(shop.rendered(), 1);
}

#[tokio::test]
async fn a_head_has_the_headers_of_its_get_and_no_body() {
    let shop = Shop::open();
    for uri in ["/page", "/uncached", "/nowhere"] {
        let cold = shop.ask("HEAD", uri, &[]).await;
        let get = shop.get(uri).await;
        let warm = shop.ask("HEAD", uri, &[]).await;
        for head in [cold, warm] {
            assert_eq!((head.status, head.body.len()), (get.status, 0), "{uri}");
            assert_eq!(head.header("content-length").len(), get.header("content-length").len(), "{uri}");
            assert_ne!(head.header("content-length"), "0", "{uri}");
        }
        assert_ne!(get.body.len(), 0, "a HEAD that came first left no empty page behind");
    }
}

#[tokio::test]
async fn tracking_parameters_are_no_address_and_the_router_never_sees_them() {
    let shop = Shop::open();
    let first = shop.get("/page?utm_source=mail&q=1").await;
    assert!(String::from_utf8_lossy(&first.body).contains("q=1</h1>"));
    assert_eq!(shop.get("/page?q=1&fbclid=x").await.body, first.body);
    assert_ne!(shop.get("/page?q=2").await.body, first.body);
    assert_eq!(shop.rendered(), 2);
}

#[tokio::test]
async fn concurrent_misses_render_once() {
    let shop = Shop::open();
    let answers = futures_util::future::join_all((0..32).map(|_| shop.get("/slow-page"))).await;
    assert!(answers.iter().all(|answer| answer.body == answers[0].body));
    assert_eq!(shop.rendered(), 1);
}

#[tokio::test]
async fn a_page_that_is_overtaken_is_not_kept_and_not_shared() {
    let shop = Shop::open();
    let invalidate = async {
        tokio::time::sleep(Duration::from_millis(30)).await;
        shop.cache.invalidate(&[Tag::home()]);
        shop.get("/slow-page").await
    };
    let (first, later) = tokio::join!(shop.get("/slow-page"), invalidate);
    assert_ne!(first.body, later.body, "who comes after the change sees the change");
    assert_eq!(shop.rendered(), 2);
}

#[tokio::test]
async fn what_is_not_cached_is_made_each_time_and_still_validated() {
    let shop = Shop::open();
    let first = shop.ask("GET", "/uncached", &[("accept-encoding", "br")]).await;
    assert_eq!(first.header("content-encoding"), "br");
    assert_eq!(first.header("cache-control"), "private, no-cache");
    assert_ne!(first.header("etag"), "");
    shop.get("/uncached").await;
    assert_eq!(shop.rendered(), 2);
}

#[tokio::test]
async fn the_bypass_is_honoured_only_when_allowed() {
    for (allow_bypass, expected) in [(false, 1), (true, 3)] {
        let shop = Shop::with(EdgeSettings { allow_bypass, ..EdgeSettings::default() }, 0);
        for _ in 0..2 {
            shop.ask("GET", "/page", &[("x-cache-bypass", "1")]).await;
        }
        shop.get("/page").await;
        assert_eq!(shop.rendered(), expected, "allowed: {allow_bypass}");
    }
}

#[tokio::test]
async fn failures_are_pages_for_people_and_json_for_programs() {
    let shop = Shop::open();
    let cases = [
        ("GET", "/nowhere", StatusCode::NOT_FOUND),
        ("POST", "/page", StatusCode::METHOD_NOT_ALLOWED),
        ("GET", "/gone", StatusCode::GONE),
        ("GET", "/broken", StatusCode::INTERNAL_SERVER_ERROR),
        ("GET", "/panic", StatusCode::INTERNAL_SERVER_ERROR),
        ("GET", "/hanging", StatusCode::SERVICE_UNAVAILABLE),
    ];
    for (method, uri, status) in cases {
        let page = shop.ask(method, uri, &[]).await;
        let text = String::from_utf8_lossy(&page.body).into_owned();
        assert_eq!(page.status, status, "{uri}");
        assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
        assert!(text.contains(page.header("x-request-id")), "{text}");
        assert!(!text.contains("secret") && !text.contains("nothing"), "{text}");
        assert_eq!(page.header("cache-control"), "no-store");
        assert_ne!(page.header("content-security-policy"), "");
    }
    assert_eq!(shop.ask("POST", "/page", &[]).await.header("allow"), "GET,HEAD");
    let english = shop.ask("GET", "/v1/nowhere", &[("accept-language", "en")]).await.json();
    assert_eq!((&english["statusCode"], &english["code"]), (&404.into(), &"not-found".into()));
    assert_eq!(english["message"], "This page or record was not found.");
    let vietnamese = shop.get("/v1/nowhere").await;
    assert_eq!(vietnamese.json()["requestId"], vietnamese.header("x-request-id"));
}

#[tokio::test]
async fn a_redirect_is_kept_like_a_page() {
    let shop = Shop::open();
    for _ in 0..2 {
        let moved = shop.get("/moved").await;
        assert_eq!((moved.status, moved.header("location")), (StatusCode::MOVED_PERMANENTLY, "/page"));
    }
    assert_eq!(shop.rendered(), 1);
}

#[tokio::test]
async fn bodies_and_addresses_are_bounded() {
    let shop = Shop::with(EdgeSettings { body_bytes_max: 1000, ..EdgeSettings::default() }, 0);
    let post = |body: String, chunked: bool| {
        let request = Request::builder().method("POST").uri("/v1/echo");
        let request = if chunked { request } else { request.header("content-length", body.len()) };
        let body = if chunked {
            Body::from_stream(futures_util::stream::iter([Ok::<_, std::io::Error>(body)]))
        } else {
            Body::from(body)
        };
        request.body(body).expect("a request")
    };
    assert_eq!(shop.send(post("x".repeat(1000), false)).await.status, StatusCode::OK);
    for chunked in [false, true] {
        let refused = shop.send(post("x".repeat(1001), chunked)).await;
        assert_eq!(refused.status, StatusCode::PAYLOAD_TOO_LARGE);
        assert_eq!(refused.json()["code"], "payload-too-large");
    }
    let long = format!("/page?q={}", "x".repeat(20_000));
    assert_eq!(shop.get(&long).await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn the_api_is_limited_and_says_how_much_is_left() {
    let shop = Shop::with(EdgeSettings::default(), 2);
    for left in ["\"api\";r=1;t=30", "\"api\";r=0;t=60"] {
        let answer = shop.get("/v1/names").await;
        assert_eq!((answer.status, answer.header("ratelimit")), (StatusCode::OK, left));
        assert_eq!(answer.header("ratelimit-policy"), "\"api\";q=2;w=60");
        assert_eq!(answer.header("vary"), "accept-language");
    }
    let refused = shop.get("/v1/names").await;
    assert_eq!((refused.status, refused.header("retry-after")), (StatusCode::TOO_MANY_REQUESTS, "30"));
    assert_eq!(refused.json()["code"], "rate-limited");
    assert_eq!(shop.get("/page").await.status, StatusCode::OK, "pages have a quota of their own");
}

#[tokio::test]
async fn too_much_at_once_is_refused_and_probes_still_pass() {
    let settings =
        EdgeSettings { in_flight_max: 2, request_timeout: Duration::from_millis(200), ..EdgeSettings::default() };
    let shop = Shop::with(settings, 0);
    let hang = async { tokio::join!(shop.get("/hanging"), shop.get("/hanging?2")) };
    let others = async {
        tokio::time::sleep(Duration::from_millis(50)).await;
        (shop.get("/uncached").await, shop.get("/health").await)
    };
    let ((first, second), (refused, probe)) = tokio::join!(hang, others);
    assert_eq!((refused.status, refused.header("retry-after")), (StatusCode::SERVICE_UNAVAILABLE, "1"));
    assert_eq!(probe.status, StatusCode::NOT_FOUND, "this shop has no probe; but it was looked for");
    let statuses = [first.status, second.status];
    assert_eq!(statuses, [StatusCode::SERVICE_UNAVAILABLE; 2]);
}

#[tokio::test]
async fn only_listed_origins_may_read_the_api_from_a_browser() {
    let cors_origins = vec!["https://app.example.vn".to_owned()];
    let shop = Shop::with(EdgeSettings { cors_origins, ..EdgeSettings::default() }, 0);
    for (origin, allowed) in [("https://app.example.vn", "https://app.example.vn"), ("https://evil.example", "")] {
        let answer = shop.ask("GET", "/v1/names", &[("origin", origin)]).await;
        assert_eq!(answer.header("access-control-allow-origin"), allowed);
        let question = [("origin", origin), ("access-control-request-method", "POST")];
        let preflight = shop.ask("OPTIONS", "/v1/echo", &question).await;
        assert_eq!(preflight.status, StatusCode::NO_CONTENT);
        assert_eq!(preflight.header("access-control-allow-origin"), allowed);
    }
    assert_eq!(shop.get("/page").await.header("access-control-allow-origin"), "");
}
