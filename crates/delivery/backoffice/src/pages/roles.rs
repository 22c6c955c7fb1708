//! `/admin/vai-tro`: what roles allow.

use axum::extract::Path;
use cholon_identity::model::{Permission, Permissions};
use cholon_identity::{IdentityError, Role, RoleForm};
use cholon_webkit::Problem;
use cholon_webkit::form::{Check, Draft, Field, Form};
use http::StatusCode;
use uuid::Uuid;

use super::{id, refusal};
use crate::desk::{Answer, Desk, Sent, Stop, drawn};
use crate::view::page::{Page, Section};
use crate::view::templates::{
    ActionView, Area, ConfirmTemplate, FormTemplate, PermissionRow, RoleColumn, RolesTemplate,
};
use crate::view::{Link, area_key, name_of, paths, permission_key};

/// `/admin/vai-tro`
pub(crate) async fn page(desk: Desk) -> Answer {
    let roles = desk.identity().roles().await?;
    let saved = roles.iter().find(|role| role.id.to_string() == desk.asked("ve"));
    let page = desk.page_with_news(Section::Roles, "admin-roles", saved.map_or("", |role| &role.name));
    let can_edit = desk.may(Permission::RolesWrite);
    let template = RolesTemplate {
        areas: areas(&page, &roles),
        roles: roles.iter().map(|role| column(&page, role, can_edit)).collect(),
        can_edit,
        page,
    };
    drawn(&template, StatusCode::OK)
}

fn column(page: &Page, role: &Role, can_edit: bool) -> RoleColumn {
    RoleColumn {
        name: name_of(page, role),
        holders: page.t1("admin-role-holders", "count", role.holders),
        needs_second_factor: role.needs_second_factor,
        edit: (can_edit && !role.is_super).then(|| paths::below(paths::ROLES, role.id)),
        is_fixed: role.is_super,
    }
}

/// The permissions by what they are about.
fn areas(page: &Page, roles: &[Role]) -> Vec<Area> {
    let mut areas: Vec<Area> = Vec::new();
    for permission in Permission::ALL {
        let name = page.text(area_key(*permission));
        let row = PermissionRow {
            name: page.text(permission_key(*permission)),
            note: permission.is_for_super().then(|| page.text("admin-permission-for-super")),
            granted: roles.iter().map(|role| (name_of(page, role), role.permissions.has(*permission))).collect(),
        };
        match areas.last_mut().filter(|area| area.name == name) {
            Some(area) => area.rows.push(row),
            None => areas.push(Area { name, rows: vec![row] }),
        }
    }
    areas
}

/// `/admin/vai-tro/moi`
pub(crate) async fn new(desk: Desk) -> Answer {
    draw(&desk, None, &desk.draft(), (&Permissions::default(), true), StatusCode::OK)
}

/// `/admin/vai-tro/{id}`
pub(crate) async fn edit(desk: Desk, Path(of): Path<String>) -> Answer {
    let role = find(&desk, &of).await?;
    let draft = desk.draft().with("name", role.name.clone());
    draw(&desk, Some(&role), &draft, (&role.permissions, role.needs_second_factor), StatusCode::OK)
}

/// A role that can be changed.
async fn find(desk: &Desk, of: &str) -> Result<Role, Stop> {
    let id: Uuid = id(of)?;
    let roles = desk.identity().roles().await?;
    let role = roles.into_iter().find(|role| role.id == id && !role.is_super);
    role.ok_or_else(|| Problem::not_found().into())
}

fn draw(desk: &Desk, role: Option<&Role>, draft: &Draft, ticked: (&Permissions, bool), status: StatusCode) -> Answer {
    let title = if role.is_some() { "admin-role-edit" } else { "admin-role-new" };
    let page = desk.page(Section::Roles, title).below([]);
    let name = Field::text(&page, draft, "name", "admin-role-name").hinted(&page, "admin-role-name-hint").at_most(60);
    let post = role.map_or_else(|| format!("{}/moi", paths::ROLES), |role| paths::below(paths::ROLES, role.id));
    let held = role.filter(|role| role.holders > 0);
    let template = FormTemplate {
        lead: None,
        form: Form::new(draft, vec![name]).with_checks(checks(&page, ticked)),
        select: None,
        checks_title: Some(page.text("admin-permission")),
        action: role.filter(|role| role.holders == 0).map(|_| removal(&page, &post)),
        action_note: held.map(|role| page.t1("admin-role-remove-held", "count", role.holders)),
        post,
        submit: page.text(if role.is_some() { "form-save" } else { "admin-role-new" }),
        back: paths::ROLES.to_owned(),
        page,
    };
    drawn(&template, status)
}

fn removal(page: &Page, role: &str) -> ActionView {
    ActionView {
        name: page.text("admin-role-remove"),
        note: page.text("admin-role-remove-note"),
        href: format!("{role}/xoa"),
        is_grave: true,
    }
}

/// What a role can allow, and whether it asks for a second factor.
fn checks(page: &Page, (allowed, needs_second_factor): (&Permissions, bool)) -> Vec<Check> {
    let tick = |name: &str, value: &str, label: String, note: Option<String>, is_ticked: bool| Check {
        id: format!("f-{name}-{}", value.replace(':', "-")),
        name: name.to_owned(),
        value: value.to_owned(),
        label,
        note,
        error: None,
        is_ticked,
        is_required: true,
    };
    let given = Permission::ALL.iter().filter(|permission| !permission.is_for_super());
    let permission =
        |one: &Permission| tick("permission", one.name(), page.text(permission_key(*one)), None, allowed.has(*one));
    let mut checks: Vec<_> = given.map(permission).collect();
    let (label, note) = (page.text("admin-role-second-factor"), page.text("admin-role-second-factor-note"));
    checks.push(tick("second-factor", "1", label, Some(note), needs_second_factor));
    checks
}

/// Makes a role.
pub(crate) async fn create(desk: Desk, sent: Sent) -> Answer {
    write(&desk, None, &sent).await
}

/// Changes a role.
pub(crate) async fn save(desk: Desk, Path(of): Path<String>, sent: Sent) -> Answer {
    let role = find(&desk, &of).await?;
    write(&desk, Some(role), &sent).await
}

async fn write(desk: &Desk, role: Option<Role>, sent: &Sent) -> Answer {
    let form = RoleForm {
        name: sent.field("name").to_owned(),
        permissions: Permissions::named(sent.all("permission")),
        needs_second_factor: !sent.field("second-factor").is_empty(),
    };
    match desk.identity().save_role(role.as_ref().map(|role| role.id), &form, &desk.change()?).await {
        Ok(id) => Ok(Desk::told_of(paths::ROLES, "admin-role-saved", &id.to_string())),
        Err(error) => {
            let (field, key) = refusal(error)?;
            let text = desk.page(Section::Roles, "admin-roles").text(key);
            let draft = desk.draft().with("name", form.name.clone()).refused(field, text);
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            draw(desk, role.as_ref(), &draft, (&form.permissions, form.needs_second_factor), status)
        }
    }
}

/// Asks before a role is removed.
pub(crate) async fn confirm(desk: Desk, Path(of): Path<String>) -> Answer {
    let role = find(&desk, &of).await?;
    let back = paths::below(paths::ROLES, role.id);
    let page = desk.page(Section::Roles, "admin-role-remove").below([Link::to(role.name.clone(), back.clone())]);
    let is_held = role.holders > 0;
    let note = if is_held {
        page.t1("admin-role-remove-held", "count", role.holders)
    } else {
        page.text("admin-role-remove-note")
    };
    let template = ConfirmTemplate {
        question: page.ts("admin-role-remove-sure", "name", &role.name),
        notes: vec![note],
        post: format!("{back}/xoa"),
        submit: page.text("admin-role-remove"),
        back,
        is_grave: true,
        error: None,
        page,
    };
    drawn(&template, StatusCode::OK)
}

/// Removes a role that nobody has.
pub(crate) async fn remove(desk: Desk, Path(of): Path<String>, _sent: Sent) -> Answer {
    let role = find(&desk, &of).await?;
    match desk.identity().remove_role(role.id, &desk.change()?).await {
        Ok(()) => Ok(Desk::told(paths::ROLES, "admin-role-removed")),
        // Somebody was given it meanwhile: the page says so.
        Err(IdentityError::RoleFixed) => confirm(desk, Path(of)).await,
        Err(error) => Err(error.into()),
    }
}
