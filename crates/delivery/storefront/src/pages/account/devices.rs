//! `/tai-khoan/thiet-bi`: where the account is open, and closing it there.

use axum::Form;
use axum::extract::Path;
use cholon_identity::SessionRecord;
use cholon_identity::model::Channel;
use cholon_kernel::SessionId;
use cholon_webkit::Problem;
use http::StatusCode;

use super::logins::ButtonForm;
use super::member::{Answer, Member, drawn};
use crate::view::account::Section;
use crate::view::account::devices::{DeviceKind, DeviceView, DevicesTemplate};
use crate::view::page::Page;
use crate::view::when::When;

/// How browsers name themselves, those first whose descriptions name others too.
const BROWSERS: [(&str, &str); 11] = [
    ("Zalo", "Zalo"),
    ("coc_coc_browser/", "Cốc Cốc"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("FxiOS/", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
    ("Trident/", "Internet Explorer"),
];
/// How systems do, with whether one carries them in a pocket.
const SYSTEMS: [(&str, &str, bool); 7] = [
    ("iPhone", "iPhone", true),
    ("iPad", "iPad", true),
    ("Android", "Android", true),
    ("Windows", "Windows", false),
    ("Mac OS X", "macOS", false),
    ("CrOS", "ChromeOS", false),
    ("Linux", "Linux", false),
];
/// Letters of a description that is shown as it is.
const PLAIN_NAME_LENGTH_MAX: usize = 40;

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
        last_seen: When::ago(session.last_seen_at, member.visit.front.from.clock.now(), page),
        opened: When::exact(session.created_at, page.locale),
        is_current: session.id == member.visitor.session,
    }
}

/// Browser and system in words, and what kind of device they run on, as far as the description tells.
fn described(user_agent: &str, is_mini_app: bool) -> (String, DeviceKind) {
    let browser = BROWSERS.iter().find(|(mark, _)| user_agent.contains(mark)).map(|(_, name)| *name);
    let browser = if is_mini_app { Some("Zalo Mini App") } else { browser };
    let system = SYSTEMS.iter().find(|(mark, ..)| user_agent.contains(mark));
    let names: Vec<&str> = browser.into_iter().chain(system.map(|(_, name, _)| *name)).collect();
    let kind = match system {
        _ if is_mini_app => DeviceKind::MiniApp,
        Some((_, _, true)) => DeviceKind::Phone,
        _ => DeviceKind::Computer,
    };
    let plain = || user_agent.chars().take(PLAIN_NAME_LENGTH_MAX).collect();
    (if names.is_empty() { plain() } else { names.join(" · ") }, kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn devices_are_told_in_words() {
        let chrome = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/142.0 Safari/537.36";
        assert_eq!(described(chrome, false), ("Chrome · Windows".to_owned(), DeviceKind::Computer));
        let edge = format!("{chrome} Edg/142.0");
        assert_eq!(described(&edge, false).0, "Edge · Windows");
        let safari = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Mobile Safari/604.1";
        assert_eq!(described(safari, false), ("Safari · iPhone".to_owned(), DeviceKind::Phone));
        assert_eq!(described("Linux; Android 16", true), ("Zalo Mini App · Android".to_owned(), DeviceKind::MiniApp));
        assert_eq!(described("curl/8.0", false), ("curl/8.0".to_owned(), DeviceKind::Computer));
    }
}
