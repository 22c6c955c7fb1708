//! `/tai-khoan/thiet-bi`: where the account is open, and closing it there.

use axum::Form;
use axum::extract::Path;
use cholon_identity::SessionRecord;
use cholon_identity::model::Channel;
use cholon_kernel::SessionId;
use cholon_webkit::{Problem, When, described};
use http::StatusCode;

use super::logins::ButtonForm;
use super::member::{Answer, Member, drawn};
use crate::view::account::Section;
use crate::view::account::devices::{DeviceView, DevicesTemplate};
use crate::view::page::Page;

/// `/tai-khoan/thiet-bi`
pub(super) async fn page(member: Member) -> Answer {
    let mut sessions = member.identity().sessions(member.id()).await?;
    // The sort is stable: behind this device those used last stay first.
    sessions.sort_by_key(|session| session.id != member.visitor.session);
    let (page, account) = member.page(Section::Devices).await?;
    let devices = sessions.iter().map(|session| view(session, &member, &page)).collect();
    drawn(&DevicesTemplate { page, account, devices }, StatusCode::OK)
}

/// Ends one session of the account.
pub(super) async fn end(member: Member, Path(id): Path<String>, Form(form): Form<ButtonForm>) -> Answer {
    member.check(&form.csrf)?;
    let session: SessionId = id.parse().map_err(|_malformed| Problem::not_found())?;
    member.identity().end_session(member.id(), session).await?;
    Ok(member.told(Section::Devices, "devices-revoked"))
}

/// Ends all sessions of the account but this one.
pub(super) async fn end_others(member: Member, Form(form): Form<ButtonForm>) -> Answer {
    member.check(&form.csrf)?;
    member.identity().end_other_sessions(member.id(), member.visitor.session).await?;
    Ok(member.told(Section::Devices, "devices-others-revoked"))
}

fn view(session: &SessionRecord, member: &Member, page: &Page) -> DeviceView {
    let (name, kind) = described(&session.user_agent, session.channel == Channel::MiniApp.name());
    DeviceView {
        id: session.id.to_string(),
        name,
        kind,
        place: session.address.clone(),
        last_seen: When::ago(session.last_seen_at, member.visit.front.from.clock.now(), page.locale),
        opened: When::exact(session.created_at, page.locale),
        is_current: session.id == member.visitor.session,
    }
}
