//! Names of requests: what a customer quotes and the log shows.

use std::convert::Infallible;
use std::fmt::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::extract::FromRequestParts;
use bytes::{BufMut as _, BytesMut};
use http::request::Parts;
use http::{HeaderMap, HeaderName, HeaderValue};

/// The header that carries the name of a request, both ways.
pub(crate) const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// The longest name that is taken over from a caller.
const LENGTH_MAX: usize = 64;

/// Makes names that differ between processes and count up within one.
#[derive(Debug)]
pub(crate) struct RequestIds {
    prefix: String,
    next: AtomicU64,
}

/// The name of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RequestId(HeaderValue);

impl RequestIds {
    /// Names with a random beginning.
    pub(crate) fn new() -> Self {
        let random: u64 = rand::random();
        Self { prefix: format!("{:012x}-", random >> 16), next: AtomicU64::new(1) }
    }

    /// The name that the caller gave, when it is harmless, or a new one.
    pub(crate) fn of(&self, headers: &HeaderMap) -> RequestId {
        match headers.get(REQUEST_ID) {
            Some(given) if is_harmless(given.as_bytes()) => RequestId(given.clone()),
            _ => self.make(),
        }
    }

    fn make(&self) -> RequestId {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let mut text = BytesMut::with_capacity(self.prefix.len() + 16);
        text.put_slice(self.prefix.as_bytes());
        // Writing to a buffer in memory does not fail.
        let _ = write!(text, "{number:x}");
        RequestId(HeaderValue::from_maybe_shared(text.freeze()).unwrap_or(HeaderValue::from_static("-")))
    }
}

/// The name of the request at hand, for pages that quote it.
#[derive(Debug, Clone)]
pub struct RequestName(pub String);

impl<S: Sync> FromRequestParts<S> for RequestName {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self(parts.extensions.get::<RequestId>().map_or("-", RequestId::as_str).to_owned()))
    }
}

impl RequestId {
    /// The name as a header.
    pub(crate) fn header(&self) -> HeaderValue {
        self.0.clone()
    }

    /// The name as text.
    pub(crate) fn as_str(&self) -> &str {
        self.0.to_str().unwrap_or("-")
    }
}

/// Whether a name from outside can be logged and repeated.
fn is_harmless(name: &[u8]) -> bool {
    let allowed = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_.".contains(byte);
    (1..=LENGTH_MAX).contains(&name.len()) && name.iter().all(allowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_harmless_name_is_taken_over_and_any_other_replaced() {
        let ids = RequestIds::new();
        let of = |given: &str| {
            let headers = HeaderMap::from_iter([(REQUEST_ID, given.parse().expect("a header"))]);
            ids.of(&headers).as_str().to_owned()
        };
        assert_eq!(of("0190-abc_D.7"), "0190-abc_D.7");
        for bad in ["", "a b", "x\"y", "<script>", &"x".repeat(65)] {
            assert_ne!(of(bad), bad);
        }
        assert_ne!(ids.make(), ids.make());
    }
}
