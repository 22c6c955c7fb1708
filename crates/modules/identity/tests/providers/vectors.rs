//! The vectors of the integration notes, where they lie beside the project.

use std::path::Path;

use cholon_identity::providers::{Pkce, ProviderError, Refusal};
use serde_json::Value;

use crate::scene::Scene;

const SKIPPED: &str = "SKIPPED: no shared/spec folder above this project, so this vector was not tried";

/// The vector of this name; `None` when the notes are not there.
fn vector(name: &str) -> Option<Value> {
    let notes = "shared/spec/integrations/vectors/identity-messaging-signatures.json";
    let folders = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    let text = folders.map(|folder| folder.join(notes)).find_map(|path| std::fs::read_to_string(path).ok())?;
    let vectors: Value = serde_json::from_str(&text).expect("vectors are JSON");
    let vectors = vectors["vectors"].as_array().expect("a list of vectors");
    Some(vectors.iter().find(|vector| vector["name"] == name).expect("a vector of this name").clone())
}

fn text<'a>(vector: &'a Value, name: &str) -> &'a str {
    vector[name].as_str().expect("a text")
}

#[test]
fn the_challenge_is_made_as_the_vector_says() {
    let Some(vector) = vector("pkce_s256") else { return println!("{SKIPPED}") };
    let pkce = Pkce::of(text(&vector, "verifier").into());
    assert_eq!(pkce.challenge(), text(&vector, "challenge"));
}

#[tokio::test]
async fn signed_requests_are_judged_as_the_vectors_say() {
    let Some(vector) = vector("facebook_signed_request") else { return println!("{SKIPPED}") };
    let secret = text(&vector, "app_secret").to_owned();
    let scene = Scene::with(move |settings| {
        let facebook = settings.facebook.as_mut().expect("Facebook is offered");
        facebook.app_secret = secret.into();
    });
    let scene = scene.await;
    let facebook = scene.providers.facebook().unwrap();
    let said = facebook.signed_request(text(&vector, "signed_request")).unwrap();
    assert_eq!(said.subject, text(&vector["payload"], "user_id"));
    assert_eq!(Some(said.issued_at), vector["payload"]["issued_at"].as_i64());
    let negative = vector["negative"].as_array().unwrap();
    assert!(!negative.is_empty());
    for case in negative {
        let outcome = facebook.signed_request(text(case, "signed_request"));
        assert_eq!(outcome, Err(ProviderError::Refused(Refusal::Signature)), "{}", case["why"]);
    }
}
