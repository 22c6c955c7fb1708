//! A provider that is down is told apart from one that says no; the breaker opens, and closes again (SYNC-5).

use std::time::Duration;

use cholon_identity::providers::{Callback, Provider, ProviderError};
use cholon_outbound::BreakerState;

use crate::scene::{OPEN_MS, REDIRECT, Scene, start};

/// A call to the provider itself; what the browser does is left out.
async fn call(scene: &Scene, provider: Provider) -> Result<(), ProviderError> {
    let callback = Callback {
        code: "code".into(),
        verifier: "verifier".into(),
        nonce: "nonce".into(),
        redirect_uri: REDIRECT.to_owned(),
    };
    scene.provider(provider).finish(&callback).await.map(drop)
}

async fn ends_down(scene: &Scene, provider: Provider) {
    let outcome = call(scene, provider).await;
    assert!(matches!(outcome, Err(ProviderError::Down { .. })), "{provider}: {outcome:?}");
}

#[tokio::test]
async fn an_outage_opens_the_breaker_and_its_end_closes_it() {
    let scene = Scene::new().await;
    for provider in Provider::ALL {
        scene.outage(provider, "unavailable").await;
        for _ in 0..2 {
            ends_down(&scene, provider).await;
        }
        assert_eq!(scene.state(provider), BreakerState::Open, "{provider}");
        scene.outage(provider, "none").await;
        ends_down(&scene, provider).await;
    }
    assert!(scene.providers.offered().into_iter().all(|(_, state)| state == BreakerState::Open));
    scene.clock.advance_ms(OPEN_MS);
    for provider in Provider::ALL {
        assert_eq!(scene.state(provider), BreakerState::HalfOpen, "{provider}");
        assert!(scene.log_in(provider, "an").await.is_ok(), "{provider}");
        assert_eq!(scene.state(provider), BreakerState::Closed, "{provider}");
    }
}

#[tokio::test]
async fn an_open_breaker_says_when_to_come_again_and_asks_nobody() {
    let scene = Scene::new().await;
    scene.outage(Provider::Zalo, "unavailable").await;
    for _ in 0..2 {
        ends_down(&scene, Provider::Zalo).await;
    }
    let asked = scene.count("zalo/v4/access_token").await;
    scene.clock.advance_ms(OPEN_MS / 2);
    let outcome = scene.mini_app().person_of_token(&"token".into()).await;
    let retry_after = Duration::from_millis(OPEN_MS.unsigned_abs() / 2);
    assert_eq!(outcome, Err(ProviderError::Down { retry_after }));
    assert_eq!(scene.count("zalo/v4/access_token").await, asked);
    assert!(scene.log_in(Provider::Google, "an").await.is_ok(), "the others go on");
}

#[tokio::test]
async fn a_provider_that_hangs_is_left_at_the_deadline() {
    let scene = Scene::with(|settings| settings.calls.deadline = Duration::from_millis(200)).await;
    scene.outage(Provider::Zalo, "hang").await;
    for _ in 0..2 {
        ends_down(&scene, Provider::Zalo).await;
    }
    assert_eq!(scene.state(Provider::Zalo), BreakerState::Open);
}

#[tokio::test]
async fn a_refusal_does_not_open_the_breaker() {
    let scene = Scene::new().await;
    for _ in 0..5 {
        let refused = scene.mini_app().person_of_token(&"made-up".into()).await;
        assert!(matches!(refused, Err(ProviderError::Refused(_))));
    }
    assert_eq!(scene.state(Provider::Zalo), BreakerState::Closed);
}

#[tokio::test]
async fn google_is_known_while_it_is_down() {
    let scene = Scene::new().await;
    scene.log_in(Provider::Google, "an").await.unwrap();
    scene.clock.advance_ms(7 * 60 * 60 * 1000);
    scene.outage(Provider::Google, "unavailable").await;
    let address = scene.provider(Provider::Google).start(&start()).await;
    assert!(address.is_ok(), "the endpoints that were found before are used on");
}
