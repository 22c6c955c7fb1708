//! Getting in and out: log-in, registration, forgotten passwords, log-ins at others, and what became of who left there.

mod erasure;
mod log_in;
mod provider;
mod register;
mod reset;

use axum::Router;
use axum::response::Response;
use axum::routing::{get, post};
use cholon_identity::Entered;
use cholon_identity::providers::Provider as Known;
use cholon_outbound::BreakerState;
use cholon_webkit::{Cookies, Problem, local_path};
use http::HeaderValue;

use crate::pages::cart::shopping_problem;
use crate::session::{COOKIE_LIFETIME, COUNT_COOKIE, GUEST_COOKIE, SESSION_COOKIE, guest, redirect_with};
use crate::view::account::private;
use crate::view::account::provider::Provider;
use crate::view::page::Page;
use crate::visit::Visit;

/// The addresses.
pub(crate) fn routes() -> Router<Visit> {
    Router::new()
        .route("/dang-nhap", get(log_in::page).post(log_in::enter))
        .route("/dang-xuat", post(log_in::leave))
        .route("/dang-nhap/{provider}", get(provider::depart))
        .route("/dang-nhap/{provider}/ve", get(provider::arrive))
        .route("/dang-ky", get(register::page).post(register::begin))
        .route("/dang-ky/ma", post(register::confirm))
        .route("/dang-ky/gui-lai", post(register::resend))
        .route("/quen-mat-khau", get(reset::ask).post(reset::send))
        .route("/dat-lai-mat-khau", get(reset::page).post(reset::set))
        .route("/xoa-du-lieu/{code}", get(erasure::page))
}

impl Visit {
    /// The frame of a page about getting in.
    async fn access_page(&self, path: &str, title: &str) -> Result<Page, Problem> {
        let tree = self.tree().await?;
        Ok(private(self.frame(&tree, path), title))
    }

    /// Lets somebody in who just proved who they are: a cookie of the session, the guest's cart joined to theirs, and on
    /// to where they wanted to go.
    async fn let_in(&self, entered: &Entered, cookies: &Cookies, next: &str) -> Result<Response, Problem> {
        let shopping = &self.front.from.shopping;
        if let Some(guest) = guest(cookies) {
            shopping.join(&guest, entered.account).await.map_err(shopping_problem)?;
        }
        let owner = cholon_cart::Owner::Customer(entered.account);
        let count = shopping.cart(&owner).await.map_err(shopping_problem)?.view.pieces;
        let token = entered.cookie.as_ref().map(cholon_crypto::Token::reveal).unwrap_or_default();
        let set: [HeaderValue; 3] = [
            self.cookie(SESSION_COOKIE, token, COOKIE_LIFETIME),
            self.cookie(GUEST_COOKIE, "", COOKIE_LIFETIME),
            self.cookie(COUNT_COOKIE, &count.to_string(), COOKIE_LIFETIME),
        ];
        Ok(redirect_with(local_path(next), set))
    }

    /// The providers that the shop offers, and those of them that do not answer.
    fn offered(&self) -> (Vec<Provider>, Vec<Provider>) {
        let offered = self.front.from.shopping.identity.offered_providers();
        let shown = |provider: Known| match provider {
            Known::Google => Provider::Google,
            Known::Facebook => Provider::Facebook,
            Known::Zalo => Provider::Zalo,
        };
        let ready = offered.iter().map(|(provider, _)| shown(*provider)).collect();
        let down = offered.iter().filter(|(_, state)| *state == BreakerState::Open);
        (ready, down.map(|(provider, _)| shown(*provider)).collect())
    }
}
