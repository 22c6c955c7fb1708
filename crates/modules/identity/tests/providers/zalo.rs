//! Zalo: log-in on the web, the Mini App, and failures that come with status 200.

use cholon_identity::providers::{Provider, ProviderError, Refusal, ZaloSettings};
use secrecy::SecretString;
use serde_json::{Value, json};

use crate::scene::Scene;

const ZALO: Provider = Provider::Zalo;

async fn zalo(change: fn(&mut ZaloSettings)) -> Scene {
    Scene::with(move |settings| settings.zalo.iter_mut().for_each(change)).await
}

/// The tokens that the Mini App's client of a person holds: access and phone.
async fn mini_app(scene: &Scene, person: &str) -> (SecretString, SecretString) {
    let answer = scene.control("zalo/mini-app", json!({ "person": person })).await;
    let tokens: Value = answer.json().expect("tokens");
    let token = |name: &str| tokens[name].as_str().expect("a token").into();
    (token("accessToken"), token("phoneToken"))
}

#[tokio::test]
async fn a_person_logs_in_with_and_without_a_name() {
    let scene = Scene::new().await;
    let an = scene.log_in(ZALO, "an").await.unwrap();
    assert_eq!((an.provider, an.name.as_deref()), (ZALO, Some("Nguyễn Văn An")));
    assert!(an.email.is_none() && an.phone.is_none());
    assert!(an.subject.parse::<u64>().unwrap() > 1 << 53, "an id that no float could hold stays whole");
    let chi = scene.log_in(ZALO, "chi").await.unwrap();
    assert!(chi.name.is_none() && chi.picture.is_none() && !chi.subject.is_empty());
}

#[tokio::test]
async fn the_life_of_a_token_is_text_or_number() {
    let scene = Scene::new().await;
    scene.log_in(ZALO, "an").await.unwrap();
    scene.order("expires-in-number").await;
    scene.log_in(ZALO, "an").await.unwrap();
}

#[tokio::test]
async fn a_code_counts_once_and_for_its_browser_only() {
    let scene = Scene::new().await;
    let provider = scene.provider(ZALO);
    let back = scene.come_back(ZALO, "an").await.unwrap();
    assert!(provider.finish(&back.callback()).await.is_ok());
    let again = provider.finish(&back.callback()).await;
    assert!(matches!(again, Err(ProviderError::Refused(Refusal::Provider(_)))), "{again:?}");
    let (one, other) = (scene.come_back(ZALO, "an").await.unwrap(), scene.come_back(ZALO, "binh").await.unwrap());
    let mut stolen = one.callback();
    stolen.verifier = other.pkce.verifier().clone();
    assert!(matches!(provider.finish(&stolen).await, Err(ProviderError::Refused(_))));
}

#[tokio::test]
async fn web_and_mini_app_see_the_same_person() {
    let scene = Scene::new().await;
    let web = scene.log_in(ZALO, "an").await.unwrap();
    let (access_token, phone_token) = mini_app(&scene, "an").await;
    let app = scene.mini_app();
    assert!(app.person_of_token(&access_token).await.unwrap() == web);
    assert_eq!(app.phone_of(&access_token, &phone_token).await.as_deref(), Ok("+84901234567"));
    let again = app.phone_of(&access_token, &phone_token).await;
    assert!(matches!(again, Err(ProviderError::Refused(_))), "a phone token counts once: {again:?}");
}

#[tokio::test]
async fn tokens_that_are_empty_made_up_or_somebody_elses_do_not_count() {
    let scene = Scene::new().await;
    let app = scene.mini_app();
    let refused = ProviderError::Refused(Refusal::Token);
    for bad in ["", "made-up", "a b", "a\r\nsecret_key: x"] {
        assert_eq!(app.person_of_token(&bad.into()).await, Err(refused.clone()), "{bad}");
    }
    let (an, an_phone) = mini_app(&scene, "an").await;
    let (binh, _) = mini_app(&scene, "binh").await;
    assert_eq!(app.phone_of(&an, &"".into()).await, Err(ProviderError::Refused(Refusal::Code)));
    assert!(app.phone_of(&binh, &an_phone).await.is_err(), "another person's phone");
    scene.clock.advance_ms(60 * 60 * 1000);
    assert_eq!(app.person_of_token(&an).await, Err(refused), "too old");
}

#[tokio::test]
async fn every_error_is_a_failed_log_in() {
    let scene = Scene::new().await;
    scene.order("outside-vietnam").await;
    assert!(matches!(scene.log_in(ZALO, "an").await, Err(ProviderError::Misconfigured(_))));
    scene.order("undocumented").await;
    assert_eq!(scene.log_in(ZALO, "an").await, Err(ProviderError::Refused(Refusal::Provider(-99999))));
    let scene = zalo(|zalo| zalo.app_secret = "another".into()).await;
    assert!(scene.log_in(ZALO, "an").await.is_err(), "a wrong secret opens nothing");
    let (access_token, _) = mini_app(&scene, "an").await;
    let wrong_proof = scene.mini_app().person_of_token(&access_token).await;
    assert_eq!(wrong_proof, Err(ProviderError::Misconfigured("the app secret is wrong")));
}
