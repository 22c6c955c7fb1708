//! Parameters of the lists of staff.

use cholon_identity::PeopleFilter;
use cholon_identity::audit::AuditQuery;
use cholon_kernel::{Cursor, PageSize};
use cholon_notification::MessageState;
use cholon_webkit::{Code, Problem};
use jiff::civil::Date;
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use super::moment::{Day, Moment};
use super::paging::read_size;
use crate::query::{Query, ShapeError};

/// Letters of a text that is looked for.
const FIND_LENGTH_MAX: usize = 100;
/// Letters of the name of an action.
const ACTION_LENGTH_MAX: usize = 60;

/// Size and place in a list, newest first.
#[derive(Debug, Clone, PartialEq, Eq, IntoParams)]
#[into_params(parameter_in = Query, rename_all = "camelCase")]
pub(crate) struct ListParams {
    /// Entries on one page.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 100, default = 24, example = 24)]
    pub(crate) size: PageSize,
    /// Where to go on: `nextCursor` of the page before.
    #[param(value_type = Option<String>, min_length = 1, max_length = 256, pattern = "^[A-Za-z0-9._-]+$")]
    pub(crate) cursor: Option<Cursor>,
}

impl ListParams {
    /// Takes the parameters out of a query.
    pub(crate) fn read(query: &mut Query) -> Self {
        Self { size: read_size(query), cursor: query.value("cursor") }
    }

    /// The entry before which the page begins; a cursor of another list leads nowhere.
    pub(crate) fn before<T: std::str::FromStr>(&self) -> Result<Option<T>, Problem> {
        before(self.cursor.as_ref())
    }

    /// How many entries to ask for.
    pub(crate) fn limit(&self) -> u32 {
        u32::try_from(self.size.get()).unwrap_or(u32::MAX)
    }

    /// Where the list goes on behind a page that ends with `last`; an incomplete page is the last one.
    pub(crate) fn next(&self, count: usize, last: Option<String>) -> Option<String> {
        last.filter(|_| count >= self.size.get())
    }
}

fn before<T: std::str::FromStr>(cursor: Option<&Cursor>) -> Result<Option<T>, Problem> {
    let parsed = cursor.map(|cursor| cursor.as_str().parse()).transpose();
    parsed.map_err(|_foreign| Problem::new(Code::CursorInvalid))
}

/// Place in an export, whose size is fixed.
#[derive(Debug, Clone, PartialEq, Eq, IntoParams)]
#[into_params(parameter_in = Query, rename_all = "camelCase")]
pub(crate) struct ExportParams {
    /// Where to go on: `X-Next-Cursor` of the table before.
    #[param(value_type = Option<String>, min_length = 1, max_length = 256, pattern = "^[A-Za-z0-9._-]+$")]
    cursor: Option<Cursor>,
}

impl ExportParams {
    /// Takes the parameters out of a query.
    pub(crate) fn read(query: &mut Query) -> Self {
        Self { cursor: query.value("cursor") }
    }

    /// The entry before which the table begins; a cursor of another list leads nowhere.
    pub(crate) fn before<T: std::str::FromStr>(&self) -> Result<Option<T>, Problem> {
        before(self.cursor.as_ref())
    }
}

/// Which accounts a list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(default = "all")]
pub(crate) enum UserFilter {
    /// All that are not deleted.
    #[default]
    All,
    /// Staff.
    Staff,
    /// Shoppers.
    Customers,
    /// Blocked by staff, or locked after failures.
    Locked,
}

impl std::str::FromStr for UserFilter {
    type Err = ShapeError;

    fn from_str(text: &str) -> Result<Self, ShapeError> {
        Ok(match text {
            "all" => Self::All,
            "staff" => Self::Staff,
            "customers" => Self::Customers,
            "locked" => Self::Locked,
            _ => return Err(ShapeError),
        })
    }
}

impl From<UserFilter> for PeopleFilter {
    fn from(filter: UserFilter) -> Self {
        match filter {
            UserFilter::All => Self::All,
            UserFilter::Staff => Self::Staff,
            UserFilter::Customers => Self::Customers,
            UserFilter::Locked => Self::Locked,
        }
    }
}

/// What to look for among accounts.
#[derive(Debug, Clone, PartialEq, Eq, IntoParams)]
#[into_params(parameter_in = Query, rename_all = "camelCase")]
pub(crate) struct UserParams {
    /// Which accounts.
    #[param(inline, value_type = Option<UserFilter>)]
    pub(crate) filter: UserFilter,
    /// A part of name, address or number.
    #[param(value_type = Option<String>, min_length = 1, max_length = 100, example = "Nguyễn")]
    pub(crate) q: String,
}

impl UserParams {
    /// Takes the parameters out of a query.
    pub(crate) fn read(query: &mut Query) -> Self {
        Self { filter: query.value("filter").unwrap_or_default(), q: find(query) }
    }
}

/// What to look for in the audit log.
#[derive(Debug, Clone, PartialEq, Eq, IntoParams)]
#[into_params(parameter_in = Query, rename_all = "camelCase")]
pub(crate) struct AuditParams {
    /// A part of actor, action, entity or values.
    #[param(value_type = Option<String>, min_length = 1, max_length = 100)]
    q: String,
    /// What was done, or how its name begins.
    #[param(value_type = Option<String>, min_length = 1, max_length = 60, example = "account.")]
    action: String,
    /// Not before this moment.
    #[param(value_type = Option<String>, format = DateTime, example = "2026-11-01T00:00:00Z")]
    since: Option<Moment>,
    /// Before this moment.
    #[param(value_type = Option<String>, format = DateTime, example = "2026-12-01T00:00:00Z")]
    until: Option<Moment>,
}

impl AuditParams {
    /// Takes the parameters out of a query.
    pub(crate) fn read(query: &mut Query) -> Self {
        let q = find(query);
        let action = storable(query.text("action", ACTION_LENGTH_MAX));
        Self { q, action, since: query.value("since"), until: query.value("until") }
    }

    /// What the log is asked.
    pub(crate) fn query(self, before: Option<i64>) -> AuditQuery {
        let (since, until) = (self.since.map(|moment| moment.0), self.until.map(|moment| moment.0));
        AuditQuery { text: self.q, action: self.action, since, until, before }
    }
}

/// Where a message stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum MessageStateText {
    /// It has not been tried, or is to be tried again.
    Waiting,
    /// It left.
    Sent,
    /// Nothing sends its channel.
    Kept,
    /// It will never be taken.
    Failed,
}

impl std::str::FromStr for MessageStateText {
    type Err = ShapeError;

    fn from_str(text: &str) -> Result<Self, ShapeError> {
        let all = [Self::Waiting, Self::Sent, Self::Kept, Self::Failed];
        all.into_iter().find(|state| MessageState::from(*state).name() == text).ok_or(ShapeError)
    }
}

impl From<MessageStateText> for MessageState {
    fn from(state: MessageStateText) -> Self {
        match state {
            MessageStateText::Waiting => Self::Waiting,
            MessageStateText::Sent => Self::Sent,
            MessageStateText::Kept => Self::Kept,
            MessageStateText::Failed => Self::Failed,
        }
    }
}

/// Which messages a list shows.
#[derive(Debug, Clone, PartialEq, Eq, IntoParams)]
#[into_params(parameter_in = Query, rename_all = "camelCase")]
pub(crate) struct MessageParams {
    /// Only messages that stand so.
    #[param(inline)]
    pub(crate) state: Option<MessageStateText>,
}

impl MessageParams {
    /// Takes the parameters out of a query.
    pub(crate) fn read(query: &mut Query) -> Self {
        Self { state: query.value("state") }
    }
}

/// The days that a report is about.
#[derive(Debug, Clone, PartialEq, Eq, IntoParams)]
#[into_params(parameter_in = Query, rename_all = "camelCase")]
pub(crate) struct ReportParams {
    /// The first day, by the clocks of Viet Nam.
    #[param(value_type = String, format = Date, example = "2026-11-01")]
    pub(crate) from: Date,
    /// The last day; at most 366 are told of at once.
    #[param(value_type = String, format = Date, example = "2026-11-30")]
    pub(crate) to: Date,
}

impl ReportParams {
    /// Takes the parameters out of a query; what is missing is a fault.
    pub(crate) fn read(query: &mut Query) -> Self {
        let mut day = |name| {
            let day = query.value::<Day>(name);
            query.require(name, day).map_or(Date::ZERO, |day| day.0)
        };
        Self { from: day("from"), to: day("to") }
    }
}

fn find(query: &mut Query) -> String {
    storable(query.text("q", FIND_LENGTH_MAX))
}

/// A text as the database can hold it: nothing there has a NUL in it.
fn storable(text: Option<String>) -> String {
    text.unwrap_or_default().replace('\0', "")
}
