//! Getting in, drawn with and without errors.

use askama::Template;
use cholon_identity::model::Erasure;
use cholon_kernel::Locale;
use cholon_webkit::When;

use super::account::{CSRF, flash};
use super::shop::page;
use crate::view::account::access::{
    CodeTemplate, ErasureTemplate, ForgotTemplate, LoginTemplate, RegisterTemplate, ResetProof, ResetTemplate,
    code_form, forgot_form, login_form, register_form, reset_form,
};
use crate::view::account::private;
use crate::view::account::provider::{Provider, buttons, outage};
use cholon_webkit::flash::FlashKind;
use cholon_webkit::form::Draft;

/// Name and markup of every page.
pub(crate) fn pages(locale: Locale) -> Vec<(String, String)> {
    let pages = [
        ("login", login(locale, false)),
        ("login-errors", login(locale, true)),
        ("register", register(locale, false)),
        ("register-errors", register(locale, true)),
        ("code", code(locale, 5, 48)),
        ("code-errors", code(locale, 1, 0)),
        ("forgot", forgot(locale)),
        ("reset", reset(locale, ResetProof::Link("token".to_owned()))),
        ("reset-code", reset(locale, proof_by_code())),
        ("reset-expired", reset(locale, ResetProof::Expired)),
        ("erasure", erasure(locale)),
    ];
    pages.map(|(name, html)| (name.to_owned(), html)).to_vec()
}

fn login(locale: Locale, is_wrong: bool) -> String {
    let page = private(page(locale, "/dang-nhap"), "login-title");
    let (draft, down): (Draft, &[Provider]) = if is_wrong {
        let draft = Draft::new(CSRF).with("destination", "0912 345 678");
        (draft.refused("", page.text("login-error-wrong")), &[Provider::Zalo])
    } else {
        (Draft::new(CSRF), &[])
    };
    LoginTemplate {
        flash: (!is_wrong).then(|| flash(&page, FlashKind::Done, "login-done-out")),
        form: login_form(&page, &draft),
        next: "/gio-hang".to_owned(),
        providers: buttons(&page, &Provider::ALL, down, "/gio-hang"),
        outage: outage(&page, &Provider::ALL, down),
        page,
    }
    .render()
    .unwrap()
}

fn register(locale: Locale, is_wrong: bool) -> String {
    let page = private(page(locale, "/dang-ky"), "register-title");
    let mut draft = Draft::new(CSRF);
    if is_wrong {
        draft = draft
            .with("name", "Đào")
            .with("destination", "0912")
            .with("marketing", "1")
            .refused("destination", page.text("form-bad-destination"))
            .refused("terms", page.text("consent-missing"));
    }
    let providers = buttons(&page, &[Provider::Google, Provider::Zalo], &[], "");
    RegisterTemplate { form: register_form(&page, &draft), next: String::new(), providers, page }.render().unwrap()
}

fn code(locale: Locale, tries_left: u8, resend_in_s: u32) -> String {
    let page = private(page(locale, "/dang-ky/ma"), "code-title");
    let draft = match tries_left {
        5 => Draft::new(CSRF),
        _ => Draft::new(CSRF).refused("code", page.text("code-error-wrong")),
    };
    CodeTemplate {
        form: code_form(&draft, &page),
        action: "/dang-ky/ma",
        resend_action: "/dang-ky/gui-lai",
        back: "/dang-ky",
        challenge: "0190a000-0000-7000-8000-000000000009".to_owned(),
        destination: "+84•••••678".to_owned(),
        resend_in_s,
        tries_left,
        next: String::new(),
        flash: (tries_left < 5).then(|| flash(&page, FlashKind::Done, "code-resent")),
        page,
    }
    .render()
    .unwrap()
}

fn forgot(locale: Locale) -> String {
    let page = private(page(locale, "/quen-mat-khau"), "forgot-title");
    ForgotTemplate { form: forgot_form(&page, &Draft::new(CSRF)), page }.render().unwrap()
}

fn erasure(locale: Locale) -> String {
    let done = When::exact("2026-11-20T02:15:00Z".parse().unwrap(), locale);
    let page = private(page(locale, "/xoa-du-lieu/0A1B2C3D4E5F60718293"), "erasure-title");
    ErasureTemplate { page, outcome: Erasure::Unlinked, code: "0A1B2C3D4E5F60718293".to_owned(), done }
        .render()
        .unwrap()
}

fn proof_by_code() -> ResetProof {
    ResetProof::Code {
        challenge: "0190a000-0000-7000-8000-00000000000a".to_owned(),
        destination: "da•••@shop.example".to_owned(),
    }
}

fn reset(locale: Locale, proof: ResetProof) -> String {
    let page = private(page(locale, "/dat-lai-mat-khau"), "reset-title");
    let form = reset_form(&page, &Draft::new(CSRF), &proof);
    ResetTemplate { page, form, proof }.render().unwrap()
}
