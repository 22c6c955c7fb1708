//! Log-ins at Google, Facebook and Zalo: sending a browser there and taking it back.

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse as _, Response};
use cholon_identity::providers::Provider;
use cholon_identity::{Arrived, IdentityError, Returned};
use cholon_webkit::{ClientInfo, Cookies, Problem, local_path};
use http::StatusCode;
use secrecy::SecretString;
use serde::Deserialize;

use super::log_in::{self, Wish};
use crate::links;
use crate::session::{STATE_COOKIE, STATE_LIFETIME, caller, identity_problem, redirect_with, with_cookies};
use crate::visit::Visit;
use cholon_webkit::form::Draft;

impl Visit {
    /// Where a provider sends a browser back to: registered there, so the same in both languages.
    pub(crate) fn redirect_uri(&self, provider: Provider) -> String {
        format!("{}/dang-nhap/{provider}/ve", self.front.shop.public_url)
    }
}

fn known(name: &str) -> Result<Provider, Problem> {
    name.parse().map_err(|_unknown| Problem::not_found())
}

/// Sends a browser to a provider.
pub(super) async fn depart(
    State(visit): State<Visit>,
    Path(provider): Path<String>,
    Query(wish): Query<Wish>,
) -> Result<Response, Problem> {
    let provider = known(&provider)?;
    let home = links::localized(visit.locale, "/tai-khoan");
    let next = if wish.next.is_empty() { home.as_str() } else { local_path(&wish.next) };
    let identity = &visit.front.from.shopping.identity;
    match identity.depart(provider, visit.redirect_uri(provider), next, None).await {
        Ok(departed) => {
            let state = visit.cookie(STATE_COOKIE, departed.state.reveal(), STATE_LIFETIME);
            Ok(redirect_with(&departed.url, [state]))
        }
        Err(error) => refused(&visit, provider, &wish.next, error).await,
    }
}

/// What a provider gives a browser to bring back.
#[derive(Deserialize)]
pub(super) struct Brought {
    #[serde(default)]
    state: String,
    #[serde(default)]
    code: SecretString,
    /// Set when the person or the provider said no.
    error: Option<String>,
}

/// Takes a browser back.
pub(super) async fn arrive(
    State(visit): State<Visit>,
    Path(provider): Path<String>,
    cookies: Cookies,
    client: ClientInfo,
    Query(brought): Query<Brought>,
) -> Result<Response, Problem> {
    let provider = known(&provider)?;
    if brought.error.is_some() {
        return told(&visit, provider, "", "login-error-cancelled").await;
    }
    let cookie = cookies.get(STATE_COOKIE).unwrap_or_default().to_owned();
    let returned = Returned { state: brought.state, cookie, code: brought.code };
    let identity = &visit.front.from.shopping.identity;
    let arrived = identity.arrive(provider, visit.redirect_uri(provider), returned, &caller(&client)).await;
    let answer = match arrived {
        Ok(Arrived::Entered { entered, return_to }) => visit.let_in(&entered, &cookies, &return_to).await?,
        Ok(Arrived::Linked { return_to }) => redirect_with(local_path(&return_to), []),
        Err(error) => refused(&visit, provider, "", error).await?,
    };
    Ok(with_cookies(answer, [visit.cookie(STATE_COOKIE, "", STATE_LIFETIME)]))
}

async fn refused(visit: &Visit, provider: Provider, next: &str, error: IdentityError) -> Result<Response, Problem> {
    let key = match &error {
        IdentityError::ProviderDown { .. } | IdentityError::ProviderRefused(_) | IdentityError::LogInRefused => {
            "login-error-provider"
        }
        IdentityError::LinkByLoggingIn | IdentityError::LoginTaken => "login-error-unverified",
        _ => return Err(identity_problem(error)),
    };
    tracing::info!(%provider, %error, "a log-in at a provider did not work");
    told(visit, provider, next, key).await
}

async fn told(visit: &Visit, provider: Provider, next: &str, key: &'static str) -> Result<Response, Problem> {
    let page = visit.access_page("/dang-nhap", "login-title").await?;
    let name = match provider {
        Provider::Google => "Google",
        Provider::Facebook => "Facebook",
        Provider::Zalo => "Zalo",
    };
    let draft = Draft::default().refused("", page.ts(key, "provider", name));
    let drawn = log_in::draw(visit, &draft, next, None).await?;
    Ok(drawn.with_status(StatusCode::UNPROCESSABLE_ENTITY).into_response())
}
