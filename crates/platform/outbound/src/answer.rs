//! What a server answered.

use std::fmt;

use bytes::{Bytes, BytesMut};
use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;

use crate::error::{OutboundError, innermost_cause};

/// What a server answered, with any status below 500.
#[derive(Clone)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The whole body.
    pub body: Bytes,
}

impl Answer {
    /// The body, read as JSON.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, OutboundError> {
        // The library's words may quote the body, so they are not passed on.
        serde_json::from_slice(&self.body).map_err(|_shape| OutboundError::Unreadable("the JSON that was expected"))
    }

    /// A header's text; `None` when it is missing or not text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// Reads an answer whose body is at most `limit_bytes` long.
    pub(crate) async fn read(mut answer: reqwest::Response, limit_bytes: usize) -> Result<Self, OutboundError> {
        let too_large = OutboundError::TooLarge { limit_bytes };
        let announced = answer.content_length().unwrap_or(0);
        if usize::try_from(announced).map_or(true, |length| length > limit_bytes) {
            return Err(too_large);
        }
        let mut body = BytesMut::new();
        while let Some(piece) =
            answer.chunk().await.map_err(|error| OutboundError::Unreachable(innermost_cause(error)))?
        {
            if piece.len() > limit_bytes - body.len() {
                return Err(too_large);
            }
            body.extend_from_slice(&piece);
        }
        let headers = std::mem::take(answer.headers_mut());
        Ok(Self { status: answer.status(), headers, body: body.freeze() })
    }
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer").field("status", &self.status).field("bytes", &self.body.len()).finish_non_exhaustive()
    }
}
