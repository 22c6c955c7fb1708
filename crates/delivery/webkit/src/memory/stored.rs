//! An answer as it is kept: headers and bodies for each encoding, ready to send.

use std::sync::OnceLock;

use bytes::Bytes;
use http::header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, ETAG, HeaderMap, HeaderValue, VARY};
use http::{Method, Response, StatusCode};
use metrics::Counter;

use crate::edge::{AnswerBody, REQUEST_ID, RequestId};
use crate::rendered::Witness;
use crate::representation::{Effort, Encoding, Validator, encode, is_compressible, is_known};

/// What an answer costs beside its bodies: three header maps, entries of the cache and of its tags.
const OVERHEAD_BYTES: usize = 4096;
/// Headers of a 304: what a cache needs to refresh its copy (RFC 9110, section 15.4.5), and the request's name.
const NOT_MODIFIED_HEADERS: [http::HeaderName; 4] = [CACHE_CONTROL, ETAG, VARY, REQUEST_ID];

/// One encoding of an answer.
#[derive(Debug)]
struct Variant {
    headers: HeaderMap,
    not_modified: HeaderMap,
    etag: HeaderValue,
    body: Bytes,
}

/// An answer that is kept. Compressed bodies are made when first asked for, once.
pub(crate) struct Stored {
    status: StatusCode,
    validator: Validator,
    effort: Effort,
    is_compressible: bool,
    identity: Variant,
    gzip: OnceLock<Option<Variant>>,
    brotli: OnceLock<Option<Variant>>,
    hits: Counter,
    witness: Option<Witness>,
}

impl std::fmt::Debug for Stored {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Stored").field("status", &self.status).finish_non_exhaustive()
    }
}

impl Stored {
    /// An answer with the headers of its identity.
    pub(crate) fn new(status: StatusCode, mut headers: HeaderMap, body: Bytes, effort: Effort) -> Self {
        let validator = Validator::of(&body);
        let is_compressible = is_compressible(headers.get(CONTENT_TYPE), body.len());
        if is_compressible {
            headers.append(VARY, HeaderValue::from_static("accept-encoding"));
        }
        headers.insert(REQUEST_ID, HeaderValue::from_static(""));
        let identity = Variant::new(headers, body, &validator, Encoding::Identity);
        let (gzip, brotli) = (OnceLock::new(), OnceLock::new());
        Self {
            status,
            validator,
            effort,
            is_compressible,
            identity,
            gzip,
            brotli,
            hits: Counter::noop(),
            witness: None,
        }
    }

    /// The answer, with what counts how often it was given from memory.
    pub(crate) fn counted_by(mut self, hits: Counter) -> Self {
        self.hits = hits;
        self
    }

    /// The answer, with whom to tell each time it is given.
    pub(crate) fn witnessed_by(mut self, witness: Option<Witness>) -> Self {
        self.witness = witness;
        self
    }

    /// What the answer may cost with all its encodings, in bytes.
    pub(crate) fn weight(&self, key: &str) -> u32 {
        let body = self.identity.body.len();
        let compressed = if self.is_compressible { body / 2 } else { 0 };
        u32::try_from(body + compressed + key.len() + OVERHEAD_BYTES).unwrap_or(u32::MAX)
    }

    /// The answer from memory, counted.
    pub(crate) fn answer(&self, method: &Method, headers: &HeaderMap, id: &RequestId) -> Response<AnswerBody> {
        self.hits.increment(1);
        self.respond(method, headers, id)
    }

    /// The answer to a request with these headers.
    pub(crate) fn respond(&self, method: &Method, headers: &HeaderMap, id: &RequestId) -> Response<AnswerBody> {
        if let Some(witness) = self.witness.as_ref().filter(|_| method == Method::GET) {
            witness.tell(headers);
        }
        let variant = self.variant(headers);
        let mut response = Response::new(AnswerBody::empty());
        if self.status == StatusCode::OK && is_known(headers, &variant.etag) {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            *response.headers_mut() = variant.not_modified.clone();
        } else {
            *response.status_mut() = self.status;
            *response.headers_mut() = variant.headers.clone();
            if method != Method::HEAD {
                *response.body_mut() = AnswerBody::ready(variant.body.clone());
            }
        }
        // The map holds a place for the id, so this never grows it.
        response.headers_mut().insert(REQUEST_ID, id.header());
        response
    }

    fn variant(&self, headers: &HeaderMap) -> &Variant {
        if !self.is_compressible {
            return &self.identity;
        }
        let encoded = match Encoding::negotiate(headers) {
            Encoding::Identity => None,
            Encoding::Gzip => self.gzip.get_or_init(|| self.encoded(Encoding::Gzip)).as_ref(),
            Encoding::Brotli => self.brotli.get_or_init(|| self.encoded(Encoding::Brotli)).as_ref(),
        };
        encoded.unwrap_or(&self.identity)
    }

    fn encoded(&self, encoding: Encoding) -> Option<Variant> {
        let body = encode(&self.identity.body, encoding, self.effort)?;
        Some(Variant::new(self.identity.headers.clone(), body, &self.validator, encoding))
    }
}

impl Variant {
    fn new(mut headers: HeaderMap, body: Bytes, validator: &Validator, encoding: Encoding) -> Self {
        let etag = validator.etag(encoding);
        headers.insert(ETAG, etag.clone());
        headers.insert(CONTENT_LENGTH, HeaderValue::from(body.len()));
        if let Some(name) = encoding.header() {
            headers.insert(CONTENT_ENCODING, name);
        }
        let kept = NOT_MODIFIED_HEADERS.into_iter();
        let not_modified = kept.filter_map(|name| headers.get(&name).cloned().map(|value| (name, value))).collect();
        Self { headers, not_modified, etag, body }
    }
}
