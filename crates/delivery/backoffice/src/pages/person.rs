//! `/admin/nguoi-dung/{id}`: an account, and what can be done to it.

use axum::extract::Path;
use cholon_identity::model::{AccountKind, Permission};
use cholon_identity::{IdentityError, PersonRecord};
use cholon_kernel::{AccountId, SessionId};
use cholon_webkit::Problem;
use http::StatusCode;

use super::id;
use crate::desk::{Answer, Desk, Sent, Stop, drawn};
use crate::view::page::{Page, Section};
use crate::view::person::{Action, PersonRow, SessionView, called};
use crate::view::templates::{ActionView, ConfirmTemplate, PersonTemplate};
use crate::view::{Link, paths};

/// `/admin/nguoi-dung/{id}`
pub(crate) async fn page(desk: Desk, Path(of): Path<String>) -> Answer {
    let account: AccountId = id(&of)?;
    let person = desk.identity().person(account).await?;
    let sessions = desk.identity().sessions(account).await?;
    let (name, path) = (called(&person), paths::below(paths::PEOPLE, account));
    let page = desk.page_with_news(Section::People, "admin-person", &name).titled(&name).below([]);
    let me = desk.visitor()?;
    let can_change = may_change(&desk, &person);
    let is_staff = person.kind == AccountKind::Staff;
    let template = PersonTemplate {
        id: account.to_string(),
        is_me: me.account == account,
        roles_edit: (can_change && is_staff).then(|| format!("{path}/vai-tro")),
        sessions: SessionView::all(&page, &sessions, me.session, desk.now(), &path),
        can_end: can_change,
        actions: if can_change { actions(&desk, &page, &person)? } else { Vec::new() },
        person: PersonRow::of(&page, &person, desk.now()),
        page,
    };
    drawn(&template, StatusCode::OK)
}

/// Whether whoever looks at an account may change it: a super-administrator's only another may.
pub(super) fn may_change(desk: &Desk, person: &PersonRecord) -> bool {
    let is_super = person.roles.iter().any(|role| role == crate::view::SUPER_ROLE);
    // Only the super-administrator may change roles.
    desk.may(Permission::UsersWrite) && (!is_super || desk.may(Permission::RolesWrite))
}

fn actions(desk: &Desk, page: &Page, person: &PersonRecord) -> Result<Vec<ActionView>, Stop> {
    let viewer = desk.visitor()?.account;
    let view = |action: Action| ActionView {
        name: page.text(action.name_key()),
        note: page.text(action.note_key()),
        href: format!("{}/{}", paths::below(paths::PEOPLE, person.id), action.slug()),
        is_grave: action.is_grave(),
    };
    let suiting = Action::ALL.into_iter().filter(|action| action.suits(person, viewer, desk.now()));
    Ok(suiting.map(view).collect())
}

/// Asks before something is done to an account.
pub(crate) async fn confirm(desk: Desk, Path((of, action)): Path<(String, String)>) -> Answer {
    let action = Action::of(&action).ok_or_else(Problem::not_found)?;
    let person = desk.identity().person(id(&of)?).await?;
    if !action.suits(&person, desk.visitor()?.account, desk.now()) || !may_change(&desk, &person) {
        return Err(Problem::not_found().into());
    }
    question(&desk, &person, action, None)
}

fn question(desk: &Desk, person: &PersonRecord, action: Action, refused: Option<&str>) -> Answer {
    let (name, back) = (called(person), paths::below(paths::PEOPLE, person.id));
    let page = desk.page(Section::People, action.name_key()).below([Link::to(name.clone(), back.clone())]);
    let notes = [Some(action.note_key()), action.then_key()].into_iter().flatten();
    let status = if refused.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let template = ConfirmTemplate {
        question: page.ts(action.sure_key(), "name", &name),
        notes: notes.map(|key| page.text(key)).collect(),
        post: format!("{back}/{}", action.slug()),
        submit: page.text(action.name_key()),
        back,
        is_grave: action.is_grave(),
        error: refused.map(|key| page.text(key)),
        page,
    };
    drawn(&template, status)
}

/// Does something to an account.
pub(crate) async fn act(desk: Desk, Path((of, action)): Path<(String, String)>, _sent: Sent) -> Answer {
    let action = Action::of(&action).ok_or_else(Problem::not_found)?;
    let account: AccountId = id(&of)?;
    let (identity, change) = (desk.identity(), desk.change()?);
    let done = match action {
        Action::Block => identity.block(account, true, &change).await,
        Action::Unblock => identity.block(account, false, &change).await,
        Action::Unlock => identity.unlock(account, &change).await,
        Action::ResetSecondFactor => identity.reset_second_factor(account, &change).await,
    };
    match done {
        Ok(()) => Ok(Desk::told(&paths::below(paths::PEOPLE, account), action.done_key())),
        Err(IdentityError::LastAdministrator) => {
            let person = identity.person(account).await?;
            question(&desk, &person, action, Some("admin-last-administrator"))
        }
        Err(error) => Err(error.into()),
    }
}

/// Ends a session of an account.
pub(crate) async fn end_session(desk: Desk, Path((of, session)): Path<(String, String)>, _sent: Sent) -> Answer {
    let (account, session): (AccountId, SessionId) = (id(&of)?, id(&session)?);
    desk.identity().end_session_of(account, session, &desk.change()?).await?;
    Ok(Desk::told(&paths::below(paths::PEOPLE, account), "admin-session-ended"))
}
