//! `/admin/nhat-ky`: what staff changed, and whether the log is whole.

use std::sync::PoisonError;

use axum::response::Response;
use cholon_identity::audit::{AuditQuery, ChainState};
use cholon_kernel::clock::Timestamp;
use cholon_webkit::form::Choice;
use cholon_webkit::{When, moment, with_query};
use http::StatusCode;
use jiff::civil::{Date, Time};

use super::{BEFORE_KEY, audit_csv, cut, id, pager};
use crate::ChainCheck;
use crate::desk::{Answer, Desk, Sent, Stop, drawn};
use crate::view::audit::{ACTIONS, LineView, accounts};
use crate::view::page::{Page, Section};
use crate::view::paths;
use crate::view::templates::{AuditTemplate, ChainView};

/// Lines that a page shows.
const PAGE_SIZE: u32 = 25;
/// Letters of a text that are looked for.
const FIND_LENGTH_MAX: usize = 100;

/// What is looked for in the log, as the query of the page has it.
struct Filter {
    find: String,
    action: String,
    since: Option<Date>,
    until: Option<Date>,
}

impl Filter {
    fn of(desk: &Desk) -> Self {
        let day = |key: &str| desk.asked(key).parse::<Date>().ok();
        let known = ACTIONS.into_iter().map(|(action, _)| action).find(|action| *action == desk.asked("thao-tac"));
        Self {
            find: desk.asked("tim").trim().chars().take(FIND_LENGTH_MAX).collect(),
            action: known.unwrap_or_default().to_owned(),
            since: day("tu"),
            until: day("den"),
        }
    }

    /// The query of the page again.
    fn pairs(&self) -> [(&'static str, String); 4] {
        let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        [
            ("tim", self.find.clone()),
            ("thao-tac", self.action.clone()),
            ("tu", day(self.since)),
            ("den", day(self.until)),
        ]
    }

    fn is_empty(&self) -> bool {
        self.pairs().iter().all(|(_, value)| value.is_empty())
    }

    /// What the log is asked. Days begin and end on the wall clock of the shop; the last one counts in full.
    fn query(&self, before: Option<i64>) -> AuditQuery {
        let midnight = |day: Date| moment(day.to_datetime(Time::midnight()));
        AuditQuery {
            text: self.find.clone(),
            action: self.action.clone(),
            since: self.since.and_then(midnight),
            until: self.until.and_then(|day| day.tomorrow().ok()).and_then(midnight),
            before,
        }
    }
}

/// `/admin/nhat-ky`
pub(crate) async fn page(desk: Desk) -> Answer {
    let known = desk.office.chain.lock().unwrap_or_else(PoisonError::into_inner).clone();
    draw(&desk, known).await
}

async fn draw(desk: &Desk, chain: Option<ChainCheck>) -> Answer {
    let filter = Filter::of(desk);
    let before = desk.asked(BEFORE_KEY);
    let from = if before.is_empty() { None } else { Some(id(before)?) };
    let (lines, has_more) = cut(desk.identity().audit_lines(&filter.query(from), PAGE_SIZE + 1).await?, PAGE_SIZE);
    let names = desk.identity().names_of(&accounts(&lines)).await?;
    let mut page = desk.page(Section::Audit, "admin-audit");
    let pairs = filter.pairs();
    let pairs: Vec<(&str, &str)> = pairs.iter().map(|(key, value)| (*key, value.as_str())).collect();
    let last = lines.last().filter(|_| has_more).map(|line| line.number.to_string());
    let asked: Vec<_> = pairs.iter().copied().filter(|(_, value)| !value.is_empty()).collect();
    page.here = with_query(paths::AUDIT, &asked);
    let template = AuditTemplate {
        chain: chain_view(&page, chain.as_ref()),
        actions: actions(&page, &filter.action),
        since: pairs[2].1.to_owned(),
        until: pairs[3].1.to_owned(),
        is_filtered: !filter.is_empty(),
        lines: lines.iter().map(|line| LineView::of(&page, line, &names)).collect(),
        pager: pager(paths::AUDIT, &pairs, before.is_empty(), last),
        csv: with_query(paths::AUDIT_CSV, &asked),
        find: filter.find.clone(),
        page,
    };
    drawn(&template, StatusCode::OK)
}

fn actions(page: &Page, chosen: &str) -> Vec<Choice> {
    let any = ("", "admin-audit-any-action");
    let choice = |(action, key): (&str, &str)| Choice {
        value: action.to_owned(),
        name: page.text(key),
        is_chosen: action == chosen,
    };
    std::iter::once(any).chain(ACTIONS).map(choice).collect()
}

fn chain_view(page: &Page, check: Option<&ChainCheck>) -> ChainView {
    let at = |key: &str, when: Timestamp| page.ts(key, "when", &When::exact(when, page.locale).text);
    match check {
        None => ChainView {
            tone: "quiet",
            icon: "info",
            text: page.text("admin-chain-unknown"),
            note: page.text("admin-chain-unknown-note"),
        },
        Some((ChainState::Whole { lines, .. }, when)) => ChainView {
            tone: "good",
            icon: "shield-check",
            text: page.t1("admin-chain-whole", "lines", *lines),
            note: at("admin-chain-whole-note", *when),
        },
        Some((ChainState::Broken { at: number }, when)) => ChainView {
            tone: "bad",
            icon: "alert",
            text: page.t1("admin-chain-broken", "number", *number),
            note: at("admin-chain-broken-note", *when),
        },
    }
}

/// Reads the whole log, says whether it is what was written, and remembers that for the next visit.
pub(crate) async fn check(desk: Desk, _sent: Sent) -> Answer {
    let state = desk.identity().verify_audit().await?;
    let check = Some((state, desk.now()));
    desk.office.chain.lock().unwrap_or_else(PoisonError::into_inner).clone_from(&check);
    draw(&desk, check).await
}

/// The lines that fit as a table for other programs.
pub(crate) async fn export(desk: Desk) -> Result<Response, Stop> {
    let query = Filter::of(&desk).query(None);
    Ok(audit_csv::download(desk.identity().clone(), query, desk.now()))
}
