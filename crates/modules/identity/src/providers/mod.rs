//! Logging in with somebody else's account: Google, Facebook and Zalo.
//!
//! Owns the protocols and nothing else: whoever calls keeps state, nonce and verifier, decides whose account it is, and
//! makes the session. Invariants: nothing a provider says counts before its proof holds; codes and tokens are used once,
//! never kept and never logged; a provider that is down is told apart from one that says no (SYNC-5).

mod error;
mod facebook;
mod google;
mod pkce;
mod port;
mod profile;
mod proof;
mod registry;
mod settings;
mod signed_request;
mod zalo;

pub use error::{ProviderError, Refusal};
pub use facebook::Facebook;
pub use google::Google;
pub use pkce::Pkce;
pub use port::{Callback, IdentityProvider, MiniApp, Provider, ProviderEmail, Start, UnknownProvider, VerifiedPerson};
pub use registry::Providers;
pub use settings::{FacebookSettings, GoogleSettings, ProviderSettings, ZaloSettings};
pub use signed_request::SignedRequest;
pub use zalo::Zalo;
