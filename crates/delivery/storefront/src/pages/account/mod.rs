//! The pages of somebody who is logged in, all under `/tai-khoan`: one module a page, and their addresses.

mod address_form;
mod addresses;
mod code_page;
mod contact;
mod devices;
mod export;
mod logins;
mod member;
mod overview;
mod password;
mod privacy;
mod profile;

use axum::Router;
use axum::routing::{get, post};

use crate::visit::Visit;

/// The pages of an account in one language.
pub(crate) fn routes() -> Router<Visit> {
    Router::new()
        .route("/tai-khoan", get(overview::page))
        .merge(profile_routes())
        .merge(address_routes())
        .route("/tai-khoan/thiet-bi", get(devices::page))
        .route("/tai-khoan/thiet-bi/dang-xuat-het", post(devices::end_others))
        .route("/tai-khoan/thiet-bi/{id}/dang-xuat", post(devices::end))
        .route("/tai-khoan/rieng-tu", get(privacy::page))
        .route("/tai-khoan/rieng-tu/dong-y", post(privacy::decide))
        .route("/tai-khoan/rieng-tu/tai-ve", post(export::download))
        .route("/tai-khoan/rieng-tu/xoa", post(privacy::delete))
}

fn profile_routes() -> Router<Visit> {
    Router::new()
        .route("/tai-khoan/ho-so", get(profile::page).post(profile::save))
        .route("/tai-khoan/ho-so/thong-bao", post(profile::save_topics))
        .route("/tai-khoan/ho-so/mat-khau", post(password::change))
        .route("/tai-khoan/ho-so/lien-he", post(contact::begin))
        .route(code_page::CODE_PATH, post(contact::confirm))
        .route(code_page::RESEND_PATH, post(contact::resend))
        .route("/tai-khoan/lien-ket/{provider}", post(logins::link))
        .route("/tai-khoan/lien-ket/{provider}/bo", post(logins::unlink))
}

fn address_routes() -> Router<Visit> {
    Router::new()
        .route("/tai-khoan/dia-chi", get(addresses::page).post(address_form::add))
        .route("/tai-khoan/dia-chi/moi", get(address_form::blank))
        .route("/tai-khoan/dia-chi/{id}", get(address_form::filled).post(address_form::change))
        .route("/tai-khoan/dia-chi/{id}/xoa", post(addresses::remove))
        .route("/tai-khoan/dia-chi/{id}/mac-dinh", post(addresses::make_default))
}
