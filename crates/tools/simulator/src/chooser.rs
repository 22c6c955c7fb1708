//! The page on which a person chooses who they are, and the way back to the shop.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse as _, Response};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::service::Service;
use crate::world::{Consent, World};

/// The field that chooses a person without the page.
const WHO: &str = "login_hint";
/// The field that refuses.
const REFUSE: &str = "refuse";

/// Letters that are written otherwise in a query: all but the unreserved ones (RFC 3986, 2.3).
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The query of an address.
pub(crate) type Fields = BTreeMap<String, String>;

/// What a service asks of the person before it lets them go back.
pub(crate) struct Question<'a> {
    pub(crate) service: Service,
    /// The field that names the shop: `client_id` or `app_id`.
    pub(crate) shop_field: &'static str,
    /// What the shop sent.
    pub(crate) fields: &'a Fields,
    /// What the real service puts at the end of the way back.
    pub(crate) tail: &'static str,
}

impl Question<'_> {
    fn field(&self, name: &str) -> Option<&str> {
        self.fields.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }

    /// Sends the person back at once when the address says who they are, and shows the page otherwise. A request that the
    /// real service would not accept gets an error page and goes nowhere.
    pub(crate) fn answer(&self, world: &World) -> Response {
        let shop = &world.settings.registration(self.service).id;
        if self.field(self.shop_field) != Some(shop.as_str()) {
            return wrong("unknown client");
        }
        let Some(redirect_uri) = self.field("redirect_uri").filter(|uri| is_web_address(uri)) else {
            return wrong("redirect_uri is missing or no address");
        };
        if self.field(REFUSE).is_some() {
            return self.back(redirect_uri, &[("error", "access_denied"), ("error_reason", "user_denied")]);
        }
        let Some(person) = self.field(WHO).and_then(|id| world.person(id)) else { return self.page(world) };
        let consent = Consent {
            service: self.service,
            person,
            redirect_uri: redirect_uri.to_owned(),
            challenge: self.field("code_challenge").map(str::to_owned),
            nonce: self.field("nonce").map(str::to_owned),
        };
        self.back(redirect_uri, &[("code", &world.code(consent))])
    }

    fn back(&self, redirect_uri: &str, fields: &[(&str, &str)]) -> Response {
        let state = self.field("state").map(|state| ("state", state));
        let mut address = redirect_uri.to_owned();
        let mut joint = if address.contains('?') { '&' } else { '?' };
        for (name, value) in fields.iter().copied().chain(state) {
            address.push(joint);
            address.push_str(name);
            address.push('=');
            address.extend(utf8_percent_encode(value, RESERVED));
            joint = '&';
        }
        address.push_str(self.tail);
        (StatusCode::FOUND, [(header::LOCATION, address)]).into_response()
    }

    fn page(&self, world: &World) -> Response {
        let mut buttons = String::new();
        for (name, value) in self.fields.iter().filter(|(name, _)| ![WHO, REFUSE].contains(&name.as_str())) {
            let _written = writeln!(buttons, r#"<input type="hidden" name="{}" value="{}">"#, safe(name), safe(value));
        }
        for person in &world.known().persons {
            let (id, name) = (safe(&person.id), safe(&person.name));
            let _written = writeln!(buttons, r#"<p><button name="{WHO}" value="{id}">{name}</button></p>"#);
        }
        let title = format!("Simulated {} log-in", self.service.name());
        Html(format!(
            "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>{title}</title><h1>{title}</h1>\
             <form method=\"get\">{buttons}<p><button name=\"{REFUSE}\" value=\"1\">Refuse</button></p></form></html>"
        ))
        .into_response()
    }
}

fn is_web_address(text: &str) -> bool {
    let is_written_right = text.bytes().all(|byte| byte.is_ascii_graphic());
    is_written_right && (text.starts_with("https://") || text.starts_with("http://"))
}

/// An error page of a service: the person stays there.
pub(crate) fn wrong(why: &'static str) -> Response {
    (StatusCode::BAD_REQUEST, why).into_response()
}

fn safe(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
