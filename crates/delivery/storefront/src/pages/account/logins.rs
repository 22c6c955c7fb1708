//! `/tai-khoan/lien-ket/{provider}`: linking the log-in of a provider to the account, and taking it off again.

use askama::Template;
use axum::Form;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Response};
use cholon_identity::model::Account;
use cholon_identity::{Departed, IdentityError, providers};
use cholon_outbound::BreakerState;
use cholon_webkit::{Problem, When};
use http::header::REFRESH;
use http::{HeaderValue, StatusCode};
use serde::Deserialize;

use super::member::{Answer, Member, Stop};
use super::profile::Sheet;
use crate::pages::listing::render;
use crate::session::{STATE_COOKIE, STATE_LIFETIME, with_cookies};
use crate::view::account::Section;
use crate::view::account::profile::LoginView;
use crate::view::account::provider::Provider;
use crate::view::page::Page;

/// The form of a button.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct ButtonForm {
    pub(super) csrf: String,
}

/// The way to a provider: pages may not send forms elsewhere, not by a redirect either, so this one is left by itself.
#[derive(Template)]
#[template(
    ext = "html",
    source = r#"{% extends "base.html" %}
{% block main %}<div class="wrap"><p><a class="button button-primary" href="{{ url }}" rel="nofollow">{{ page.ts("login-with", "provider", name) }}</a></p></div>{% endblock %}"#
)]
struct LeaveTemplate {
    page: Page,
    url: String,
    name: &'static str,
}

/// Sends the browser to a provider, to come back with a log-in for this account.
pub(super) async fn link(member: Member, Path(key): Path<String>, Form(form): Form<ButtonForm>) -> Answer {
    member.check(&form.csrf)?;
    let (provider, shown) = known(&key)?;
    let redirect_uri = format!("{}/dang-nhap/{provider}/ve", member.visit.front.shop.public_url);
    let return_to = member.path_told(Section::Profile, "profile-saved");
    match member.identity().depart(provider, redirect_uri, &return_to, Some(member.id())).await {
        Ok(departed) => leave(&member, departed, shown).await,
        Err(IdentityError::ProviderDown { .. }) => {
            let sheet = Sheet { broken: Some(shown), ..Sheet::of(member.person().await?) };
            sheet.draw(&member, StatusCode::SERVICE_UNAVAILABLE).await
        }
        Err(other) => Err(other.into()),
    }
}

async fn leave(member: &Member, departed: Departed, provider: Provider) -> Answer {
    let (page, _) = member.page(Section::Profile).await?;
    let refresh = HeaderValue::from_str(&format!("0; url={}", departed.url)).map_err(Problem::internal)?;
    let template = LeaveTemplate { page, url: departed.url, name: provider.name() };
    let response: Response = render(&template)?.with_header(REFRESH, refresh).into_response();
    let cookie = member.visit.cookie(STATE_COOKIE, departed.state.reveal(), STATE_LIFETIME);
    Ok(with_cookies(response, [cookie]))
}

/// Takes a provider's log-in off the account.
pub(super) async fn unlink(member: Member, Path(key): Path<String>, Form(form): Form<ButtonForm>) -> Answer {
    member.check(&form.csrf)?;
    let (provider, _) = known(&key)?;
    match member.identity().unlink_login(member.id(), provider).await {
        Ok(()) => Ok(member.told(Section::Profile, "profile-saved")),
        Err(IdentityError::LastWayIn) => Ok(member.told(Section::Profile, "profile-unlink-last")),
        Err(other) => Err(other.into()),
    }
}

/// The provider of a path, for identity and for the page.
fn known(key: &str) -> Result<(providers::Provider, Provider), Stop> {
    let shown = Provider::ALL.into_iter().find(|provider| provider.key() == key);
    Ok(key.parse().ok().zip(shown).ok_or_else(Problem::not_found)?)
}

/// The providers that are offered or linked, in order of display.
pub(super) async fn views(member: &Member, person: &Account) -> Result<Vec<LoginView>, Stop> {
    let offered = member.identity().offered_providers();
    let linked = member.identity().linked_logins(member.id()).await?;
    let has_contact = person.email.is_some() || person.phone.is_some();
    let view = |shown: Provider| {
        let provider: providers::Provider = shown.key().parse().ok()?;
        let state = offered.iter().find(|(other, _)| *other == provider).map(|(_, state)| *state);
        let link = linked.iter().find(|login| login.provider == provider);
        (state.is_some() || link.is_some()).then(|| LoginView {
            key: shown.key(),
            name: shown.name(),
            linked: link.map(|login| When::exact(login.linked_at, member.visit.locale)),
            is_removable: has_contact || linked.len() > 1,
            is_down: state == Some(BreakerState::Open),
        })
    };
    Ok(Provider::ALL.into_iter().filter_map(view).collect())
}
