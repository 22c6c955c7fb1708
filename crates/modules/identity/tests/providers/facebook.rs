//! Facebook: codes, profiles that show little, errors, and signed requests.

use cholon_identity::providers::{FacebookSettings, Provider, ProviderError, Refusal};
use serde_json::{Value, json};

use crate::scene::Scene;

const FACEBOOK: Provider = Provider::Facebook;

async fn facebook(change: fn(&mut FacebookSettings)) -> Scene {
    Scene::with(move |settings| settings.facebook.iter_mut().for_each(change)).await
}

#[tokio::test]
async fn a_person_logs_in_with_and_without_an_address() {
    let scene = Scene::new().await;
    let an = scene.log_in(FACEBOOK, "an").await.unwrap();
    assert_eq!((an.provider, an.name.as_deref()), (FACEBOOK, Some("Nguyễn Văn An")));
    assert_eq!(an.picture.as_deref(), Some("https://pictures.example/an.jpg"));
    assert!(!an.email.unwrap().is_verified, "Facebook never says that an address is verified");
    let chi = scene.log_in(FACEBOOK, "chi").await.unwrap();
    assert!(chi.email.is_none());
    assert_ne!(chi.subject, an.subject);
}

#[tokio::test]
async fn a_code_counts_once_and_for_its_address_only() {
    let scene = Scene::new().await;
    let provider = scene.provider(FACEBOOK);
    let back = scene.come_back(FACEBOOK, "an").await.unwrap();
    assert!(provider.finish(&back.callback()).await.is_ok());
    assert_eq!(provider.finish(&back.callback()).await, Err(ProviderError::Refused(Refusal::Code)));
    let mut elsewhere = scene.come_back(FACEBOOK, "an").await.unwrap().callback();
    elsewhere.redirect_uri.push('/');
    assert_eq!(provider.finish(&elsewhere).await, Err(ProviderError::Refused(Refusal::Code)));
}

#[tokio::test]
async fn errors_are_told_apart() {
    let scene = Scene::new().await;
    scene.order("rate-limited").await;
    assert!(matches!(scene.log_in(FACEBOOK, "an").await, Err(ProviderError::Down { .. })));
    scene.order("token-expired").await;
    assert_eq!(scene.log_in(FACEBOOK, "an").await, Err(ProviderError::Refused(Refusal::Token)));
    let scene = facebook(|facebook| facebook.app_secret = "another".into()).await;
    let wrong_secret = Err(ProviderError::Misconfigured("the app secret is wrong"));
    assert_eq!(scene.log_in(FACEBOOK, "an").await, wrong_secret);
}

#[tokio::test]
async fn the_double_wants_the_proof_and_knows_its_tokens() {
    let scene = Scene::new().await;
    let code = scene.come_back(FACEBOOK, "an").await.unwrap().query["code"].clone();
    let base = format!("{}/facebook/v23.0", scene.base);
    let shop = "client_id=100000000000001&client_secret=simulated-facebook-secret";
    let redirect = crate::scene::REDIRECT;
    let answer = scene.browse(&format!("{base}/oauth/access_token?{shop}&redirect_uri={redirect}&code={code}")).await;
    let token = answer.json::<Value>().unwrap()["access_token"].as_str().unwrap().to_owned();
    let answer = scene.browse(&format!("{base}/me?fields=id&access_token={token}&appsecret_proof=00")).await;
    assert_eq!((answer.status.as_u16(), answer.json::<Value>().unwrap()["error"]["code"].as_i64()), (400, Some(100)));
    let shop = "100000000000001|simulated-facebook-secret";
    let answer = scene.browse(&format!("{base}/debug_token?input_token={token}&access_token={shop}")).await;
    let data = &answer.json::<Value>().unwrap()["data"];
    assert_eq!((data["is_valid"].as_bool(), data["app_id"].as_str()), (Some(true), Some("100000000000001")));
}

#[tokio::test]
async fn a_signed_request_says_who_left() {
    let scene = Scene::new().await;
    let person = scene.log_in(FACEBOOK, "an").await.unwrap();
    let answer = scene.control("facebook/signed-request", json!({ "person": "an" })).await;
    let request = answer.json::<Value>().unwrap()["signedRequest"].as_str().unwrap().to_owned();
    let facebook = scene.providers.facebook().unwrap();
    let said = facebook.signed_request(&request).unwrap();
    assert_eq!((said.subject, said.issued_at), (person.subject, 1_794_960_000));
    let other_letter = if request.starts_with('A') { 'B' } else { 'A' };
    let forged = format!("{other_letter}{}", &request[1..]);
    assert_eq!(facebook.signed_request(&forged), Err(ProviderError::Refused(Refusal::Signature)));
}
