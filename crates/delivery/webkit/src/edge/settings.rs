//! What the edge is given: bounds, routes and collaborators.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use cholon_kernel::Locale;
use cholon_limits::RateLimits;

use crate::cookies::Cookies;
use crate::memory::ResponseCache;
use crate::problem::Problem;

/// A problem and the request that met it, as far as a page that tells of it needs to know.
#[derive(Debug)]
pub struct Failure<'a> {
    /// The problem.
    pub problem: &'a Problem,
    /// The path that was asked for.
    pub path: &'a str,
    /// The language of the request.
    pub locale: Locale,
    /// The name of the request.
    pub request_id: &'a str,
    /// The cookies of the request.
    pub cookies: &'a Cookies,
}

/// Renders a problem as a page for people.
pub type ErrorPage = Arc<dyn Fn(&Failure<'_>) -> String + Send + Sync>;

/// How requests are treated.
#[derive(Debug, Clone)]
pub struct EdgeSettings {
    /// The time in which a request must be answered.
    pub request_timeout: Duration,
    /// The largest request body, in bytes.
    pub body_bytes_max: usize,
    /// Requests that the router works on at once.
    pub in_flight_max: u32,
    /// Whether shoppers reach the shop over TLS alone.
    pub is_https: bool,
    /// Origins whose scripts may read the API, such as `https://app.example.vn`.
    pub cors_origins: Vec<String>,
    /// Whether the header `X-Cache-Bypass` asks for an answer that is made afresh; for benchmarks and tests.
    pub allow_bypass: bool,
}

impl Default for EdgeSettings {
    fn default() -> Self {
        Self {
            request_timeout: Duration::from_secs(15),
            body_bytes_max: 1024 * 1024,
            in_flight_max: 1024,
            is_https: false,
            cors_origins: Vec::new(),
            allow_bypass: false,
        }
    }
}

/// What the edge works with.
#[derive(Clone)]
pub struct EdgeParts {
    /// The routes of the shop.
    pub router: Router,
    /// Request rates.
    pub limits: RateLimits,
    /// Kept answers.
    pub cache: ResponseCache,
    /// How problems look to people.
    pub error_page: ErrorPage,
}
