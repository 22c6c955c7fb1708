//! One question from text to page: understand, run, and widen rather than show an empty page.

use std::sync::OnceLock;

use cholon_kernel::{Cursor, PageSize};
use uuid::Uuid;

use crate::error::SearchError;
use crate::index::cut;
use crate::model::{Filters, Hit, Notice, SearchRequest, SearchResponse, Sort};
use crate::query::{Context, Plan, Understanding, understand};
use crate::ranking::{Compiled, Outcome, Place, Question, Weights, read_cursor, run, write_cursor};

/// Coverage below which the answer is not what was asked and says so.
const FALLBACK_COVERAGE: f32 = 0.62;

/// The first page of all products, best sellers first, with all facets. It looks at every product, and shows whenever a
/// text finds nothing, so it is made once for each state of the index.
#[derive(Debug, Default)]
pub(crate) struct Everything(OnceLock<Outcome>);

/// What is the same for every run of one request.
struct Asked<'request> {
    context: Context<'request>,
    everything: &'request Everything,
    request: &'request SearchRequest,
    weights: &'request Weights,
    after: Option<Place>,
}

/// The outcome of a run with the filters it ran with.
struct Run {
    outcome: Outcome,
    filters: Compiled,
}

/// Answers `request`.
pub(crate) fn answer(
    context: Context<'_>,
    everything: &Everything,
    request: &SearchRequest,
    weights: &Weights,
) -> Result<SearchResponse, SearchError> {
    let place = |cursor: &Cursor| read_cursor(request.sort, cursor).ok_or(SearchError::Cursor);
    let asked = Asked { context, everything, request, weights, after: request.after.as_ref().map(place).transpose()? };
    let typed = request.text.as_deref().map(|text| cut(text, SearchRequest::TEXT_LENGTH_MAX));
    let typed = typed.filter(|text| !text.trim().is_empty());
    let words = typed.filter(|text| text.chars().any(char::is_alphanumeric));
    let mut understanding =
        words.map(|text| understand(context, text, request.literal, &request.without)).unwrap_or_default();
    let run = asked.run(&understanding);
    let mut notice = asked.notice(&understanding, &run.outcome, words);
    if typed.is_some() && words.is_none() {
        notice = Some(Notice::Popular);
    }
    let may_be_empty = words.is_none() || asked.after.is_some() || request.filters != Filters::default();
    if run.outcome.total > 0 || may_be_empty {
        return Ok(asked.response(run, understanding, notice));
    }
    let (run, notice) = asked.widen(&mut understanding);
    Ok(asked.response(run, understanding, Some(notice)))
}

impl Asked<'_> {
    fn run(&self, understanding: &Understanding) -> Run {
        let plan = &understanding.plan;
        let filters = Compiled::new(&self.request.filters, plan.price, &self.context.snapshot.taxonomy);
        let question = Question {
            plan,
            filters: &filters,
            sort: self.request.sort,
            size: self.request.size.get(),
            after: self.after,
            with_facets: self.request.with_facets,
        };
        let make = || run(self.context.snapshot, question, self.weights);
        let outcome =
            if self.asks_for_everything(plan, &filters) { self.everything.0.get_or_init(make).clone() } else { make() };
        Run { outcome, filters }
    }

    fn asks_for_everything(&self, plan: &Plan, filters: &Compiled) -> bool {
        let SearchRequest { sort, size, with_facets, .. } = *self.request;
        let is_first_page = self.after.is_none() && size == PageSize::default();
        plan.is_empty() && filters.is_open() && is_first_page && with_facets && sort == Sort::Relevance
    }

    /// Nothing matches: once more without the price found in the text, then what sells best.
    fn widen(&self, understanding: &mut Understanding) -> (Run, Notice) {
        if understanding.plan.price.take().is_some() {
            understanding.understood.retain(|part| part.kind != "price");
            let run = self.run(understanding);
            if run.outcome.total > 0 {
                return (run, Notice::Fallback { text: understanding.plan.said(u32::MAX) });
            }
        }
        *understanding = Understanding::default();
        (self.run(understanding), Notice::Popular)
    }

    fn notice(&self, understanding: &Understanding, outcome: &Outcome, words: Option<&str>) -> Option<Notice> {
        if self.request.literal {
            let other = understand(self.context, words?, false, &self.request.without).corrected;
            if let Some(text) = other {
                return Some(Notice::DidYouMean { text });
            }
        }
        if outcome.total > 0 && outcome.best_coverage < FALLBACK_COVERAGE {
            return Some(Notice::Fallback { text: understanding.plan.said(outcome.best_terms) });
        }
        understanding.corrected.clone().map(|text| Notice::Corrected { text })
    }

    fn response(&self, run: Run, understanding: Understanding, notice: Option<Notice>) -> SearchResponse {
        let Run { outcome, filters } = run;
        let last = outcome.page.last().filter(|_| outcome.has_more);
        let by_relevance = self.request.sort == Sort::Relevance;
        let hit = |(place, score): &(Place, f32)| Hit {
            id: Uuid::from_u128(place.id).into(),
            score: if by_relevance { *score } else { 0.0 },
        };
        SearchResponse {
            hits: outcome.page.iter().map(hit).collect(),
            total: outcome.total,
            facets: outcome.counts.map(|counts| counts.finish(self.context.snapshot, &filters)).unwrap_or_default(),
            understood: understanding.understood,
            notice,
            next: last.and_then(|(place, _)| write_cursor(self.request.sort, *place)),
        }
    }
}
