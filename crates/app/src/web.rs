//! The web side of one process: routes, error pages, limits and kept answers, put together.

use std::sync::Arc;
use std::time::Duration;

use cholon_api::ApiParts;
use cholon_backoffice::{BackOffice, OfficeInfo};
use cholon_config::{Settings, ShopSettings};
use cholon_limits::{LimitSettings, Network, RateLimits};
use cholon_search::{QueryLog, Search};
use cholon_storefront::{ShopInfo, Sources, Storefront};
use cholon_telemetry::Metrics;
use cholon_webkit::health::{Probes, Readiness};
use cholon_webkit::server::ServerSettings;
use cholon_webkit::{Edge, EdgeParts, EdgeSettings, ErrorPage, OFFICE_PREFIX, ResponseCache, is_below};

use crate::shop::Shop;

/// Bounds of the listening server.
pub(crate) fn server_settings(settings: &Settings) -> ServerSettings {
    ServerSettings {
        connections_max: settings.server.connections_max,
        header_timeout: Duration::from_millis(settings.server.header_timeout_ms),
        shutdown_timeout: Duration::from_millis(settings.server.shutdown_timeout_ms),
        ..ServerSettings::default()
    }
}

/// Kept answers; none are kept when the settings switch them off.
pub(crate) fn pages(settings: &Settings) -> ResponseCache {
    ResponseCache::new(if settings.cache.enabled { settings.cache.response_bytes_max } else { 0 })
}

/// Rates of the settings.
pub(crate) fn limit_settings(settings: &Settings) -> LimitSettings {
    let network = |address: &std::net::IpAddr| address.to_string().parse::<Network>().ok();
    LimitSettings {
        api_per_minute: settings.limits.public_per_minute,
        pages_per_minute: settings.limits.pages_per_minute,
        trusted_proxies: settings.limits.trusted_proxies.iter().filter_map(network).collect(),
    }
}

/// Everything that answers requests.
pub(crate) fn edge(shop: &Shop, search: &Search, settings: &Settings, parts: WebParts) -> Edge {
    let files = shop.files();
    let info = shop_info(&settings.shop);
    let (catalog, queries) = (&shop.catalog, parts.queries);
    let clock = Arc::clone(&shop.clock);
    let from = Sources {
        catalog: catalog.clone(),
        search: search.clone(),
        queries: queries.clone(),
        files,
        shopping: shop.shopping.clone(),
        clock,
    };
    let storefront = Storefront::new(from, info);
    let probes = Probes {
        version: env!("CARGO_PKG_VERSION"),
        readiness: parts.readiness,
        metrics: Some(parts.metrics),
        metrics_token: None,
    };
    let office = back_office(shop, settings);
    let error_page = error_page(storefront.clone(), office.clone());
    let router = cholon_storefront::router(storefront)
        .merge(cholon_api::router(ApiParts {
            catalog: catalog.clone(),
            search: search.clone(),
            queries,
            shopping: shop.shopping.clone(),
        }))
        .merge(cholon_backoffice::router(office))
        .merge(cholon_webkit::assets::router())
        .merge(cholon_webkit::health::router(probes));
    let edge_parts = EdgeParts { router, limits: parts.limits, cache: parts.pages, error_page };
    Edge::new(edge_settings(settings), edge_parts)
}

/// The pages of staff.
fn back_office(shop: &Shop, settings: &Settings) -> BackOffice {
    let from = cholon_backoffice::Sources {
        identity: shop.shopping.identity.clone(),
        notifications: shop.shopping.notifications.clone(),
        clock: Arc::clone(&shop.clock),
    };
    let info = OfficeInfo { shop_name: settings.shop.name.clone(), public_url: settings.shop.public_url.clone() };
    BackOffice::new(from, info)
}

/// Shoppers and staff each hear of problems in the frame that they know.
fn error_page(storefront: Storefront, office: BackOffice) -> ErrorPage {
    Arc::new(move |failure| {
        if is_below(failure.path, OFFICE_PREFIX) { office.error_page(failure) } else { storefront.error_page(failure) }
    })
}

/// What the web side shares with the rest of the process.
pub(crate) struct WebParts {
    pub(crate) readiness: Readiness,
    pub(crate) metrics: Metrics,
    pub(crate) limits: RateLimits,
    pub(crate) pages: ResponseCache,
    pub(crate) queries: QueryLog,
}

fn edge_settings(settings: &Settings) -> EdgeSettings {
    EdgeSettings {
        request_timeout: Duration::from_millis(settings.server.request_timeout_ms),
        body_bytes_max: settings.server.body_bytes_max,
        in_flight_max: u32::try_from(settings.server.in_flight_max).unwrap_or(u32::MAX),
        is_https: settings.shop.public_url.starts_with("https://"),
        cors_origins: settings.limits.cors_origins.clone(),
        allow_bypass: settings.cache.allow_bypass,
    }
}

fn shop_info(shop: &ShopSettings) -> ShopInfo {
    let given = |text: &String| (!text.trim().is_empty()).then(|| text.clone());
    ShopInfo {
        name: shop.name.clone(),
        public_url: shop.public_url.clone(),
        company: given(&shop.company),
        tax_code: given(&shop.tax_code),
        address: given(&shop.address),
        hotline: given(&shop.hotline),
        email: given(&shop.email),
    }
}
