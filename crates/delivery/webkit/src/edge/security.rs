//! Headers that every answer carries to protect who reads it.

use http::header::{
    CONTENT_SECURITY_POLICY, HeaderMap, HeaderName, HeaderValue, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY,
    X_CONTENT_TYPE_OPTIONS,
};

/// There is nothing inline to allow, so the policy needs no nonce (decision 0005).
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
    connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; font-src 'self'; \
    manifest-src 'self'";
/// The shop asks for none of these.
const PERMISSIONS: &str = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()";
/// Two years, as browsers ask of those who want to be on their list.
const HSTS: &str = "max-age=63072000; includeSubDomains";

const PERMISSIONS_POLICY: HeaderName = HeaderName::from_static("permissions-policy");
const OPENER_POLICY: HeaderName = HeaderName::from_static("cross-origin-opener-policy");

/// The headers that protect.
#[derive(Debug, Clone)]
pub(crate) struct SecurityHeaders(Vec<(HeaderName, HeaderValue)>);

impl SecurityHeaders {
    /// The headers of a shop; one that is reached over TLS alone says so.
    pub(crate) fn new(is_https: bool) -> Self {
        let mut headers = vec![
            (CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY)),
            (PERMISSIONS_POLICY, HeaderValue::from_static(PERMISSIONS)),
            (OPENER_POLICY, HeaderValue::from_static("same-origin")),
            (REFERRER_POLICY, HeaderValue::from_static("strict-origin-when-cross-origin")),
            (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        ];
        if is_https {
            headers.push((STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(HSTS)));
        }
        Self(headers)
    }

    /// Adds them, where the handler has not set its own.
    pub(crate) fn add_to(&self, headers: &mut HeaderMap) {
        for (name, value) in &self.0 {
            headers.entry(name).or_insert_with(|| value.clone());
        }
    }
}
