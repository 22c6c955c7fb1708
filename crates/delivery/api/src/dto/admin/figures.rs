//! Shapes of what staff see at a glance: figures, providers, carts that were left.

use cholon_cart::DayOfCarts;
use cholon_identity::PeopleFigures;
use cholon_identity::providers::Provider;
use cholon_outbound::BreakerState;
use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

/// Figures for a first look.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Dashboard {
    /// Accounts of staff that can be used.
    staff: i64,
    /// Accounts of shoppers that can be used.
    customers: i64,
    /// Open sessions.
    sessions: i64,
    /// Messages that wait to be sent.
    messages_waiting: i64,
}

impl Dashboard {
    /// The figures of people and messages.
    pub(crate) const fn new(people: PeopleFigures, messages_waiting: i64) -> Self {
        let PeopleFigures { staff, customers, sessions } = people;
        Self { staff, customers, sessions, messages_waiting }
    }
}

/// Others whose servers the shop calls.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ProviderList {
    /// Those that are set up.
    items: Vec<ProviderBody>,
}

/// Somebody whose servers the shop calls.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ProviderBody {
    /// Who: `google`, `facebook` or `zalo`.
    #[schema(example = "zalo")]
    provider: &'static str,
    /// Whether it is asked: `closed` when it answers, `open` when it is left alone after failures, `half-open` when it
    /// is tried again.
    #[schema(example = "closed")]
    breaker: &'static str,
}

impl ProviderList {
    /// The providers with the states of their breakers.
    pub(crate) fn new(providers: Vec<(Provider, BreakerState)>) -> Self {
        let body = |(provider, state): (Provider, BreakerState)| ProviderBody {
            provider: provider.as_str(),
            breaker: match state {
                BreakerState::Closed => "closed",
                BreakerState::HalfOpen => "half-open",
                BreakerState::Open => "open",
            },
        };
        Self { items: providers.into_iter().map(body).collect() }
    }
}

/// What became of carts.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Abandonment {
    /// A row a day and channel, the oldest first.
    items: Vec<AbandonmentDay>,
}

/// What became of the carts of one day in one channel.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct AbandonmentDay {
    /// The day that they were started on, by the clocks of Viet Nam.
    #[schema(value_type = String, format = Date)]
    day: Date,
    /// Where they were started.
    #[schema(example = "web")]
    channel: String,
    /// Carts that were started.
    started: i64,
    /// Times that one with something in it was left alone for an hour.
    left: i64,
    /// Times that one that was left was changed again.
    recovered: i64,
    /// Carts that were removed with something in them, long after they were left.
    abandoned: i64,
    /// The share of started carts that are left now, in hundredths of a percent; nothing when none was started.
    abandonment_basis_points: Option<i64>,
}

impl Abandonment {
    /// The rows of a report.
    pub(crate) fn new(days: Vec<DayOfCarts>) -> Self {
        let row = |day: DayOfCarts| AbandonmentDay {
            abandonment_basis_points: day.abandonment_basis_points(),
            day: day.day,
            channel: day.channel,
            started: day.started,
            left: day.left,
            recovered: day.recovered,
            abandoned: day.abandoned,
        };
        Self { items: days.into_iter().map(row).collect() }
    }
}
