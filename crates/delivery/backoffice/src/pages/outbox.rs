//! `/admin/tin-gui`: what the shop has written to people.

use axum::extract::Path;
use cholon_notification::{Channel, MessageId, MessageRecord, MessageState};
use cholon_webkit::{Problem, When, with_query};
use http::StatusCode;

use super::{BEFORE_KEY, cut, id, pager};
use crate::desk::{Answer, Desk, drawn};
use crate::view::page::{Page, Section};
use crate::view::templates::{MessageRow, MessageTemplate, OutboxTemplate};
use crate::view::{Badge, Tab, paths};

/// Messages that a page shows.
const PAGE_SIZE: u32 = 25;
/// The key of a query that narrows the list.
const STATE_KEY: &str = "trang-thai";

/// The states with their words.
const STATES: [(MessageState, &str); 4] = [
    (MessageState::Waiting, "admin-message-waiting"),
    (MessageState::Sent, "admin-message-sent"),
    (MessageState::Kept, "admin-message-kept"),
    (MessageState::Failed, "admin-message-failed"),
];

/// `/admin/tin-gui`
pub(crate) async fn page(desk: Desk) -> Answer {
    let state = STATES.into_iter().map(|(state, _)| state).find(|state| state.name() == desk.asked(STATE_KEY));
    let before = desk.asked(BEFORE_KEY);
    let from: Option<MessageId> = if before.is_empty() { None } else { Some(id(before)?) };
    let found = desk.office.from.notifications.outbox_in(state, from, PAGE_SIZE + 1).await?;
    let (messages, has_more) = cut(found, PAGE_SIZE);
    let last = messages.last().filter(|_| has_more).map(|message| message.id.to_string());
    let page = desk.page(Section::Outbox, "admin-outbox");
    let filter = state.map_or("", MessageState::name);
    let template = OutboxTemplate {
        tabs: tabs(&page, filter),
        messages: messages.iter().map(|message| row(&page, message)).collect(),
        pager: pager(paths::OUTBOX, &[(STATE_KEY, filter)], before.is_empty(), last),
        page,
    };
    drawn(&template, StatusCode::OK)
}

fn tabs(page: &Page, filter: &str) -> Vec<Tab> {
    let path = |state: &str| {
        if state.is_empty() { paths::OUTBOX.to_owned() } else { with_query(paths::OUTBOX, &[(STATE_KEY, state)]) }
    };
    let all = std::iter::once(("admin-outbox-all", path("")));
    let states = STATES.into_iter().map(|(state, key)| (key, path(state.name())));
    page.tabs(all.chain(states), &path(filter))
}

fn row(page: &Page, message: &MessageRecord) -> MessageRow {
    let channel = match message.channel {
        Channel::Email => "admin-channel-email",
        Channel::Sms => "admin-channel-sms",
    };
    MessageRow {
        href: paths::below(paths::OUTBOX, message.id),
        subject: message.subject.clone(),
        recipient: message.recipient.clone(),
        channel: page.text(channel),
        state: state(page, message.state),
        at: When::exact(message.created_at, page.locale),
    }
}

fn state(page: &Page, state: MessageState) -> Badge {
    let tone = match state {
        MessageState::Waiting => "busy",
        MessageState::Sent => "good",
        MessageState::Kept => "quiet",
        MessageState::Failed => "bad",
    };
    let key = STATES.into_iter().find(|(known, _)| *known == state).map_or("", |(_, key)| key);
    Badge::of(page, tone, key)
}

/// `/admin/tin-gui/{id}`
pub(crate) async fn message(desk: Desk, Path(of): Path<String>) -> Answer {
    let message = desk.office.from.notifications.find(id(&of)?).await?.ok_or_else(Problem::not_found)?;
    let page = desk.page(Section::Outbox, "admin-message").titled(&message.subject).below([]);
    let template = MessageTemplate {
        row: row(&page, &message),
        body: (!message.body.is_empty()).then_some(message.body),
        language: message.locale.tag(),
        is_secret: message.is_secret,
        error: message.last_error,
        page,
    };
    drawn(&template, StatusCode::OK)
}
