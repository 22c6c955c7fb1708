//! A request to somebody else's server.

use std::fmt;

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE};
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use reqwest::Url;
use serde::Serialize;

use crate::error::OutboundError;

/// A request to somebody else's server. Mistakes made while it is put together are told when it is sent.
#[derive(Clone)]
pub struct Request {
    pub(crate) method: Method,
    pub(crate) address: Result<Url, OutboundError>,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    pub(crate) may_be_repeated: bool,
    pub(crate) fault: Option<OutboundError>,
}

impl Request {
    /// A request with any method. It may be repeated when HTTP says that repeating the method changes nothing.
    #[must_use]
    pub fn new(method: Method, address: &str) -> Self {
        let may_be_repeated = method.is_idempotent();
        let address = parse(address);
        let headers = HeaderMap::from_iter([(ACCEPT, HeaderValue::from_static("application/json"))]);
        Self { method, address, headers, body: Bytes::new(), may_be_repeated, fault: None }
    }

    /// A GET request, which may be repeated.
    #[must_use]
    pub fn get(address: &str) -> Self {
        Self::new(Method::GET, address)
    }

    /// A POST request, which is sent once.
    #[must_use]
    pub fn post(address: &str) -> Self {
        Self::new(Method::POST, address)
    }

    /// Says that this request is never repeated, for example because its address holds a code of single use.
    #[must_use]
    pub const fn once(mut self) -> Self {
        self.may_be_repeated = false;
        self
    }

    /// Says that repeating this request changes nothing, for example because it carries an idempotency key.
    #[must_use]
    pub const fn repeatable(mut self) -> Self {
        self.may_be_repeated = true;
        self
    }

    /// Adds fields to the query.
    #[must_use]
    pub fn query(mut self, fields: &[(&str, &str)]) -> Self {
        if let Ok(address) = &mut self.address {
            address.query_pairs_mut().extend_pairs(fields);
        }
        self
    }

    /// Sets a header. Its value is treated as secret.
    #[must_use]
    pub fn header(mut self, name: &'static str, value: &str) -> Self {
        match (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(value)) {
            (Ok(name), Ok(mut value)) => {
                value.set_sensitive(true);
                self.headers.insert(name, value);
            }
            _ => self.fault = Some(OutboundError::BadRequest("a header has letters that headers cannot have")),
        }
        self
    }

    /// Makes a form the body.
    #[must_use]
    pub fn form(mut self, fields: &[(&str, &str)]) -> Self {
        match address_with("form:", fields) {
            Ok(form) => self.body = Bytes::from(form["form:?".len()..].to_owned()),
            Err(fault) => self.fault = Some(fault),
        }
        self.content("application/x-www-form-urlencoded")
    }

    /// Makes `value` as JSON the body.
    #[must_use]
    pub fn json<T: Serialize + ?Sized>(mut self, value: &T) -> Self {
        match serde_json::to_vec(value) {
            Ok(body) => self.body = Bytes::from(body),
            Err(_unwritable) => self.fault = Some(OutboundError::BadRequest("the body cannot be written as JSON")),
        }
        self.content("application/json")
    }

    /// Makes raw bytes the body, with their media type.
    #[must_use]
    pub fn bytes(mut self, body: Bytes, media_type: &'static str) -> Self {
        self.body = body;
        self.content(media_type)
    }

    fn content(mut self, media_type: &'static str) -> Self {
        self.headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
        self
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request").field("method", &self.method).finish_non_exhaustive()
    }
}

/// `address` with more fields in its query, encoded as forms are: for addresses that a browser is sent to.
pub fn address_with(address: &str, fields: &[(&str, &str)]) -> Result<String, OutboundError> {
    let mut address = parse(address)?;
    address.query_pairs_mut().extend_pairs(fields);
    Ok(address.into())
}

fn parse(address: &str) -> Result<Url, OutboundError> {
    Url::parse(address).map_err(|_malformed| OutboundError::BadRequest("the address is none"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_encoded_in_addresses_and_forms() {
        let fields = [("a", "x y&z=+"), ("b", "Chợ")];
        let address = address_with("https://a.example/p?k=v", &fields).unwrap();
        assert_eq!(address, "https://a.example/p?k=v&a=x+y%26z%3D%2B&b=Ch%E1%BB%A3");
        let form = Request::post("https://a.example").form(&fields);
        assert_eq!(&form.body[..], b"a=x+y%26z%3D%2B&b=Ch%E1%BB%A3");
        assert_eq!(form.headers[CONTENT_TYPE], "application/x-www-form-urlencoded");
        assert_eq!(&Request::post("https://a.example").form(&[]).body[..], b"");
    }

    #[test]
    fn only_methods_that_change_nothing_are_repeated_unless_said_otherwise() {
        assert!(Request::get("https://a.example").may_be_repeated);
        assert!(!Request::get("https://a.example").once().may_be_repeated);
        assert!(!Request::post("https://a.example").may_be_repeated);
        assert!(Request::post("https://a.example").repeatable().may_be_repeated);
    }

    #[test]
    fn a_debug_text_tells_no_secret() {
        let request =
            Request::get("https://a.example/?code=hush").header("secret_key", "hush").form(&[("code", "hush")]);
        let text = format!("{request:?} {:?}", request.headers);
        assert!(!text.contains("hush"), "{text}");
    }
}
