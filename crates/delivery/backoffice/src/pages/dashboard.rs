//! `/admin`: what is going on.

use cholon_identity::model::Permission;
use cholon_identity::providers::Provider;
use cholon_outbound::BreakerState;
use cholon_webkit::local;
use http::StatusCode;

use crate::desk::{Answer, Desk, drawn};
use crate::view::page::{Page, Section};
use crate::view::templates::{DashboardTemplate, Figure, Service};
use crate::view::{Badge, paths};

/// `/admin`
pub(crate) async fn page(desk: Desk) -> Answer {
    let page = desk.page(Section::Dashboard, "admin-dashboard");
    let figures = figures(&desk, &page).await?;
    let services: Vec<_> = desk.identity().offered_providers();
    let template = DashboardTemplate {
        greeting: greeting(&desk, &page)?,
        today: today(&desk, &page),
        figures,
        services_state: state_of_all(&page, &services),
        services: services.into_iter().map(|(provider, state)| service(&page, provider, state)).collect(),
        page,
    };
    drawn(&template, StatusCode::OK)
}

async fn figures(desk: &Desk, page: &Page) -> Result<Vec<Figure>, crate::desk::Stop> {
    let people = desk.identity().figures().await?;
    let waiting = desk.office.from.notifications.waiting().await?;
    let rows = [
        ("admin-figure-staff", people.staff, "badge", Permission::UsersRead, "/admin/nguoi-dung?loai=nhan-vien"),
        ("admin-figure-customers", people.customers, "people", Permission::UsersRead, "/admin/nguoi-dung?loai=khach"),
        ("admin-figure-sessions", people.sessions, "device", Permission::UsersRead, paths::PEOPLE),
        ("admin-figure-waiting", waiting, "mail", Permission::MessagesRead, "/admin/tin-gui?trang-thai=waiting"),
    ];
    let figure = |(key, value, icon, permission, href)| Figure {
        name: page.text(key),
        value: page.number(value),
        icon,
        href: desk.may(permission).then_some(href),
    };
    Ok(rows.into_iter().map(figure).collect())
}

fn greeting(desk: &Desk, page: &Page) -> Result<String, crate::desk::Stop> {
    let key = match local(desk.now()).hour() {
        ..11 => "admin-greeting-morning",
        11..13 => "admin-greeting-noon",
        13..18 => "admin-greeting-afternoon",
        _ => "admin-greeting-evening",
    };
    Ok(page.ts(key, "name", &desk.visitor()?.name))
}

/// The day on the wall calendar: `Thứ Năm, 26/11/2026`.
fn today(desk: &Desk, page: &Page) -> String {
    let now = local(desk.now());
    let weekday = page.t1("admin-weekday", "day", i64::from(now.weekday().to_monday_one_offset()));
    let date = match desk.locale() {
        cholon_kernel::Locale::Vi => now.strftime("%d/%m/%Y"),
        cholon_kernel::Locale::En => now.strftime("%-d %b %Y"),
    };
    format!("{weekday}, {date}")
}

fn service(page: &Page, provider: Provider, state: BreakerState) -> Service {
    let name = match provider {
        Provider::Google => "Google",
        Provider::Facebook => "Facebook",
        Provider::Zalo => "Zalo",
    };
    let state = match state {
        BreakerState::Closed => Badge::of(page, "good", "admin-provider-answering"),
        BreakerState::HalfOpen => Badge::of(page, "busy", "admin-provider-trying"),
        BreakerState::Open => Badge::of(page, "bad", "admin-provider-left-alone"),
    };
    Service { name, state }
}

fn state_of_all(page: &Page, services: &[(Provider, BreakerState)]) -> Badge {
    let troubled = services.iter().filter(|(_, state)| *state != BreakerState::Closed).count();
    match i64::try_from(troubled) {
        Ok(0) | Err(_) => Badge::of(page, "good", "admin-providers-well"),
        Ok(count) => Badge { tone: "bad", text: page.t1("admin-providers-troubled", "count", count) },
    }
}
