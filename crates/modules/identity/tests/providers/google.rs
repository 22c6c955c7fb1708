//! Google: codes, tokens that do not count, and keys that change.

use cholon_identity::providers::{Provider, ProviderError, Refusal};
use serde_json::json;

use crate::scene::Scene;

const GOOGLE: Provider = Provider::Google;
const CERTS: &str = "google/certs";

#[tokio::test]
async fn a_person_logs_in() {
    let scene = Scene::new().await;
    let an = scene.log_in(GOOGLE, "an").await.unwrap();
    assert_eq!((an.provider, an.name.as_deref()), (GOOGLE, Some("Nguyễn Văn An")));
    assert_eq!(an.picture.as_deref(), Some("https://pictures.example/an.jpg"));
    let email = an.email.clone().unwrap();
    assert_eq!((email.address.as_str(), email.is_verified), ("an.nguyen@example.com", true));
    assert!(scene.log_in(GOOGLE, "an").await.unwrap() == an, "the same person each time");
    let binh = scene.log_in(GOOGLE, "binh").await.unwrap();
    assert_ne!(binh.subject, an.subject);
    assert!(!binh.email.unwrap().is_verified, "an address that Google does not vouch for is told apart");
    assert!(scene.log_in(GOOGLE, "chi").await.unwrap().email.is_none());
}

#[tokio::test]
async fn the_state_comes_back_and_a_refusal_brings_no_code() {
    let scene = Scene::new().await;
    let back = scene.come_back(GOOGLE, "an").await.unwrap();
    assert_eq!(back.query["state"], "state%20of%20this%20log-in%20%26%20more");
    let back = scene.go(GOOGLE, "refuse=1").await.unwrap();
    assert_eq!(back.query["error"], "access_denied");
    assert!(!back.query.contains_key("code"));
}

#[tokio::test]
async fn a_code_counts_once_and_for_its_browser_only() {
    let scene = Scene::new().await;
    let google = scene.provider(GOOGLE);
    let refused = Err(ProviderError::Refused(Refusal::Code));
    let back = scene.come_back(GOOGLE, "an").await.unwrap();
    assert!(google.finish(&back.callback()).await.is_ok());
    assert_eq!(google.finish(&back.callback()).await, refused, "a second time");
    let (one, other) = (scene.come_back(GOOGLE, "an").await.unwrap(), scene.come_back(GOOGLE, "binh").await.unwrap());
    let mut stolen = one.callback();
    stolen.verifier = other.pkce.verifier().clone();
    assert_eq!(google.finish(&stolen).await, refused, "another browser's verifier");
    let late = scene.come_back(GOOGLE, "an").await.unwrap();
    scene.clock.advance_ms(10 * 60 * 1000);
    assert_eq!(google.finish(&late.callback()).await, refused, "too late");
    let mut elsewhere = scene.come_back(GOOGLE, "an").await.unwrap().callback();
    elsewhere.redirect_uri.push('/');
    assert!(matches!(google.finish(&elsewhere).await, Err(ProviderError::Misconfigured(_))));
}

#[tokio::test]
async fn tokens_that_do_not_hold_are_refused() {
    let scene = Scene::new().await;
    assert!(scene.log_in(GOOGLE, "an").await.is_ok());
    for (fault, refusal) in [
        ("wrong-audience", Refusal::Audience),
        ("wrong-authorized-party", Refusal::Audience),
        ("wrong-issuer", Refusal::Issuer),
        ("expired", Refusal::Expired),
        ("issued-in-future", Refusal::IssuedInFuture),
        ("alg-none", Refusal::Malformed),
        ("hs256", Refusal::Malformed),
        ("unknown-kid", Refusal::UnknownKey),
        ("wrong-signature", Refusal::Signature),
        ("wrong-nonce", Refusal::Nonce),
        ("huge-token", Refusal::Malformed),
    ] {
        scene.order(fault).await;
        assert_eq!(scene.log_in(GOOGLE, "an").await, Err(ProviderError::Refused(refusal)), "{fault}");
        assert!(scene.log_in(GOOGLE, "an").await.is_ok(), "after {fault}");
    }
}

#[tokio::test]
async fn keys_are_kept_as_long_as_google_says_and_looked_for_once_a_minute() {
    let scene = Scene::new().await;
    for _ in 0..3 {
        scene.log_in(GOOGLE, "an").await.unwrap();
    }
    assert_eq!(scene.count(CERTS).await, 1, "kept");
    scene.control("google/rotate-keys", json!({})).await;
    scene.log_in(GOOGLE, "an").await.unwrap();
    assert_eq!(scene.count(CERTS).await, 2, "a new name is looked for");
    for wait_ms in [0, 59_999] {
        scene.clock.advance_ms(wait_ms);
        scene.order("unknown-kid").await;
        assert_eq!(scene.log_in(GOOGLE, "an").await, Err(ProviderError::Refused(Refusal::UnknownKey)));
        assert_eq!(scene.count(CERTS).await, 2, "not again within a minute");
    }
    scene.clock.advance_ms(1);
    scene.order("unknown-kid").await;
    assert!(scene.log_in(GOOGLE, "an").await.is_err());
    assert_eq!(scene.count(CERTS).await, 3);
    scene.clock.advance_ms(3_600_000);
    scene.log_in(GOOGLE, "an").await.unwrap();
    assert_eq!(scene.count(CERTS).await, 4, "their time is over");
}

#[tokio::test]
async fn a_wrong_secret_or_issuer_is_the_operators_to_mend() {
    let is_misconfigured = |outcome| matches!(outcome, Err(ProviderError::Misconfigured(_)));
    let google = |change: fn(&mut cholon_identity::providers::GoogleSettings)| {
        Scene::with(move |settings| settings.google.iter_mut().for_each(change))
    };
    let scene = google(|google| google.client_secret = "another".into()).await;
    assert!(is_misconfigured(scene.log_in(GOOGLE, "an").await));
    let scene = google(|google| google.issuer = "https://accounts.google.com".to_owned()).await;
    assert!(is_misconfigured(scene.log_in(GOOGLE, "an").await));
}

#[tokio::test]
async fn a_person_is_chosen_on_a_page_too() {
    let scene = Scene::new().await;
    let person = json!({ "id": "dung", "name": "<b>Dũng</b>", "email": "dung@example.com", "emailVerified": true });
    scene.control("persons", person).await;
    let query = "client_id=1000-cholon.apps.googleusercontent.com&redirect_uri=https://shop.example.vn/back\
                 &response_type=code&scope=openid&state=%22%3E";
    let page = scene.browse(&format!("{}/google/authorize?{query}", scene.base)).await;
    let page = String::from_utf8(page.body.to_vec()).unwrap();
    assert!(page.contains(r#"<button name="login_hint" value="an">Nguyễn Văn An</button>"#), "{page}");
    assert!(page.contains("&lt;b&gt;Dũng") && !page.contains("<b>"), "{page}");
    assert!(page.contains(r#"name="state" value="&quot;&gt;""#), "{page}");
    assert!(scene.log_in(GOOGLE, "dung").await.unwrap().email.unwrap().is_verified);
}
