//! `/admin/nguoi-dung` and `/admin/tim-kiem`: finding accounts.

use cholon_identity::model::Permission;
use cholon_identity::{PeopleFilter, PeopleQuery, PersonRecord};
use cholon_webkit::with_query;
use http::StatusCode;

use super::{BEFORE_KEY, cut, id, pager};
use crate::desk::{Answer, Desk, drawn};
use crate::view::page::{Page, Section};
use crate::view::paths;
use crate::view::person::PersonRow;
use crate::view::templates::{PeopleTemplate, SearchTemplate};

/// Accounts that a page shows.
const PAGE_SIZE: u32 = 25;
/// Accounts that the search box finds at once.
const FOUND_MAX: u32 = 10;
/// Letters of a text that are looked for.
const FIND_LENGTH_MAX: usize = 100;

/// The lists with the value of the query and their names.
const LISTS: [(PeopleFilter, &str, &str); 4] = [
    (PeopleFilter::All, "", "admin-users-all"),
    (PeopleFilter::Staff, "nhan-vien", "admin-users-staff"),
    (PeopleFilter::Customers, "khach", "admin-users-customers"),
    (PeopleFilter::Locked, "khoa", "admin-users-locked"),
];

/// `/admin/nguoi-dung`
pub(crate) async fn page(desk: Desk) -> Answer {
    let (filter, slug, _) = LISTS.into_iter().find(|(_, known, _)| *known == desk.asked("loai")).unwrap_or(LISTS[0]);
    let find = shortened(desk.asked("tim"));
    let before = desk.asked(BEFORE_KEY);
    let query =
        PeopleQuery { filter, text: find.clone(), before: if before.is_empty() { None } else { Some(id(before)?) } };
    let (people, has_more) = cut(desk.identity().people(&query, PAGE_SIZE + 1).await?, PAGE_SIZE);
    let last = people.last().filter(|_| has_more).map(|person| person.id.to_string());
    let page = desk.page(Section::People, "admin-users");
    let template = PeopleTemplate {
        tabs: tabs(&page, slug),
        list: slug,
        people: rows(&desk, &page, &people),
        pager: pager(paths::PEOPLE, &[("loai", slug), ("tim", &find)], before.is_empty(), last),
        can_add: desk.may(Permission::UsersWrite),
        find,
        page,
    };
    drawn(&template, StatusCode::OK)
}

fn tabs(page: &Page, list: &str) -> Vec<crate::view::Tab> {
    let path =
        |slug: &str| if slug.is_empty() { paths::PEOPLE.into() } else { with_query(paths::PEOPLE, &[("loai", slug)]) };
    page.tabs(LISTS.into_iter().map(|(_, slug, key)| (key, path(slug))), &path(list))
}

fn rows(desk: &Desk, page: &Page, people: &[PersonRecord]) -> Vec<PersonRow> {
    people.iter().map(|person| PersonRow::of(page, person, desk.now())).collect()
}

/// What the search box of the frame found.
pub(crate) async fn search(desk: Desk) -> Answer {
    let text = shortened(desk.asked("q"));
    let mut page = desk.page(Section::None, "admin-search-label");
    if !text.is_empty() {
        let title = page.ts("admin-found", "text", &text);
        page = page.titled(&title);
    }
    page.query.clone_from(&text);
    let query = PeopleQuery { text: text.clone(), ..PeopleQuery::default() };
    let found = if text.is_empty() { Vec::new() } else { desk.identity().people(&query, FOUND_MAX + 1).await? };
    let (people, has_more) = cut(found, FOUND_MAX);
    let more = has_more.then(|| with_query(paths::PEOPLE, &[("tim", &text)]));
    drawn(&SearchTemplate { people: rows(&desk, &page, &people), page, more }, StatusCode::OK)
}

/// What is looked for, as far as it is read.
fn shortened(text: &str) -> String {
    text.trim().chars().take(FIND_LENGTH_MAX).collect()
}
