//! Where Google's endpoints are: its discovery document (`OpenID` Connect Discovery 1.0), kept for a while.

use std::sync::Arc;

use arc_swap::ArcSwapOption;
use cholon_outbound::{Outbound, Request};
use serde::Deserialize;

use crate::providers::error::{ProviderError, unless_too_many};
use crate::providers::settings::GoogleSettings;

/// How long the document is kept; the endpoints change about never.
const KEPT_MS: i64 = 6 * 60 * 60 * 1000;
/// How long an older document is kept on when a new one cannot be had.
const KEPT_ON_MS: i64 = 60 * 1000;

/// The endpoints.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Endpoints {
    issuer: String,
    pub(super) authorization_endpoint: String,
    pub(super) token_endpoint: String,
    pub(super) jwks_uri: String,
}

struct Kept {
    endpoints: Arc<Endpoints>,
    until_ms: i64,
}

/// The document that is kept.
#[derive(Default)]
pub(super) struct Discovery(ArcSwapOption<Kept>);

impl Discovery {
    /// The endpoints. Once they are known they stay known while Google is down.
    pub(super) async fn endpoints(
        &self,
        settings: &GoogleSettings,
        outbound: &Outbound,
        now_ms: i64,
    ) -> Result<Arc<Endpoints>, ProviderError> {
        let kept = self.0.load_full();
        if let Some(kept) = kept.as_ref().filter(|kept| now_ms < kept.until_ms) {
            return Ok(Arc::clone(&kept.endpoints));
        }
        let (endpoints, until_ms) = match (fetch(settings, outbound).await, kept) {
            (Ok(endpoints), _) => (Arc::new(endpoints), now_ms + KEPT_MS),
            (Err(ProviderError::Down { .. }), Some(kept)) => (Arc::clone(&kept.endpoints), now_ms + KEPT_ON_MS),
            (Err(error), _) => return Err(error),
        };
        self.0.store(Some(Arc::new(Kept { endpoints: Arc::clone(&endpoints), until_ms })));
        Ok(endpoints)
    }
}

async fn fetch(settings: &GoogleSettings, outbound: &Outbound) -> Result<Endpoints, ProviderError> {
    let answer = unless_too_many(outbound.send(Request::get(&settings.discovery_url)).await?)?;
    if !answer.status.is_success() {
        return Err(ProviderError::Misconfigured("there is no discovery document"));
    }
    let endpoints: Endpoints = answer.json()?;
    if endpoints.issuer != settings.issuer {
        return Err(ProviderError::Misconfigured("the discovery document is another issuer's"));
    }
    let named = [&endpoints.authorization_endpoint, &endpoints.token_endpoint, &endpoints.jwks_uri];
    if named.into_iter().all(|address| outbound.may_call(address)) {
        Ok(endpoints)
    } else {
        Err(ProviderError::Misconfigured("the discovery document names a host that may not be called"))
    }
}
