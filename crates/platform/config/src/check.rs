//! Soundness of values that have the right type.

use secrecy::ExposeSecret as _;

use crate::error::Fault;
use crate::settings::Settings;

/// Fewest connections that requests, listeners and workers can share.
const CONNECTIONS_MIN: u32 = 4;

/// A tax as high as the price itself, in basis points.
const VAT_MAX: u32 = 10_000;

/// Days that lines of the audit log are kept: what is asked for at least, and a century.
const AUDIT_KEPT_DAYS: std::ops::RangeInclusive<u16> = 90..=36_500;

/// Everything that is wrong with the settings.
pub(crate) fn faults(settings: &Settings) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut expect = |holds: bool, key: &str, advice: &str| {
        if !holds {
            faults.push(Fault { key: key.to_owned(), advice: advice.to_owned() });
        }
    };
    let server = &settings.server;
    expect(server.body_bytes_max > 0, "server.body_bytes_max", "must be at least 1");
    expect(server.header_timeout_ms > 0, "server.header_timeout_ms", "must be at least 1");
    expect(server.request_timeout_ms > 0, "server.request_timeout_ms", "must be at least 1");
    expect(server.connections_max > 0, "server.connections_max", "must be at least 1");
    expect(server.in_flight_max > 0, "server.in_flight_max", "must be at least 1");
    let url = &settings.shop.public_url;
    let has_scheme = url.starts_with("https://") || url.starts_with("http://");
    expect(
        has_scheme && !url.ends_with('/'),
        "shop.public_url",
        "must start with https:// (or http:// for trying things out) and end without a slash",
    );
    expect(!settings.shop.name.trim().is_empty(), "shop.name", "must not be empty");
    let database = settings.database.url.expose_secret();
    let is_postgres = database.starts_with("postgres://") || database.starts_with("postgresql://");
    expect(
        database.is_empty() || is_postgres,
        "database.url",
        "must start with postgres://, or be empty for a private server",
    );
    expect(settings.database.connections_max >= CONNECTIONS_MIN, "database.connections_max", "must be at least 4");
    expect(settings.database.acquire_timeout_ms > 0, "database.acquire_timeout_ms", "must be at least 1");
    let key = settings.security.secret_key.0.expose_secret();
    let is_key = key.len() == 64 && key.bytes().all(|byte| byte.is_ascii_hexdigit());
    expect(
        key.is_empty() || is_key,
        "security.secret_key",
        "must be 64 hexadecimal digits (`openssl rand -hex 32`), or be empty for the one in the data folder",
    );
    let kept = settings.security.audit_kept_days;
    expect(AUDIT_KEPT_DAYS.contains(&kept), "security.audit_kept_days", "must be 90 to 36500");
    expect(settings.cart.vat_basis_points <= VAT_MAX, "cart.vat_basis_points", "must be at most 10000");
    let otlp = &settings.telemetry.otlp_endpoint;
    expect(
        otlp.is_empty() || otlp.starts_with("http://") || otlp.starts_with("https://"),
        "telemetry.otlp_endpoint",
        "must start with http:// or https://, or be empty",
    );
    faults
}
