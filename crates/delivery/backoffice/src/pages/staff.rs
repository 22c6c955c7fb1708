//! `/admin/nguoi-dung/moi` and the roles of staff: who works here, and as what.

use axum::extract::Path;
use cholon_identity::model::{AccountKind, Contact, Permission};
use cholon_identity::{IdentityError, NewStaff, PersonRecord, Role};
use cholon_webkit::Problem;
use cholon_webkit::form::{Check, Choice, Draft, Field, Form};
use http::StatusCode;
use secrecy::SecretString;
use uuid::Uuid;

use super::person::may_change;
use super::{id, refusal};
use crate::desk::{Answer, Desk, Sent, drawn};
use crate::view::page::{Page, Section};
use crate::view::person::called;
use crate::view::templates::{FormTemplate, Select};
use crate::view::{Link, name_of, paths};

/// `/admin/nguoi-dung/moi`
pub(crate) async fn page(desk: Desk) -> Answer {
    draw_new(&desk, &desk.draft(), StatusCode::OK).await
}

async fn draw_new(desk: &Desk, draft: &Draft, status: StatusCode) -> Answer {
    let mut roles = desk.identity().roles().await?;
    roles.retain(|role| may_give(desk, role));
    let page = desk.page(Section::People, "admin-users-add").below([]);
    let lead = roles.is_empty().then(|| page.text("admin-role-none-to-give"));
    let template = FormTemplate {
        lead,
        form: new_form(&page, draft),
        select: Some(role_select(&page, &roles, draft.value("role"))),
        checks_title: None,
        post: paths::STAFF_NEW.to_owned(),
        submit: page.text("admin-users-add"),
        back: paths::PEOPLE.to_owned(),
        action: None,
        action_note: None,
        page,
    };
    drawn(&template, status)
}

/// Whether whoever works here may give a role: one that allows nothing they lack, the fixed one only if they have it.
fn may_give(desk: &Desk, role: &Role) -> bool {
    let needed = role.is_super.then_some(Permission::RolesWrite);
    role.permissions.iter().chain(needed).all(|permission| desk.may(permission))
}

fn new_form(page: &Page, draft: &Draft) -> Form {
    let name = Field::text(page, draft, "name", "admin-name").filled_by("off").at_most(120);
    let email = Field::text(page, draft, "email", "admin-email").of_kind("email", "email");
    let password = Field::password(page, draft, "password", "admin-first-password").filled_by("new-password");
    Form::new(draft, vec![name, email, password.hinted(page, "admin-first-password-hint")])
}

fn role_select(page: &Page, roles: &[Role], chosen: &str) -> Select {
    let choice = |role: &Role| Choice {
        value: role.id.to_string(),
        name: name_of(page, role),
        is_chosen: role.id.to_string() == chosen,
    };
    // The role with the fewest rights is not known, but the one with all of them is no good default.
    let mut choices: Vec<_> = roles.iter().filter(|role| !role.is_super).map(choice).collect();
    choices.extend(roles.iter().filter(|role| role.is_super).map(choice));
    Select { name: "role", label: page.text("admin-role"), hint: Some(page.text("admin-role-hint")), choices }
}

/// Opens an account for somebody of staff.
pub(crate) async fn add(desk: Desk, sent: Sent) -> Answer {
    let field = |name| sent.field(name);
    let draft = desk.draft().with("name", field("name")).with("email", field("email")).with("role", field("role"));
    match open(&desk, &sent).await {
        Ok(account) => Ok(Desk::told(&paths::below(paths::PEOPLE, account), "admin-users-added")),
        Err(error) => {
            let (field, key) = refusal(error)?;
            let text = desk.page(Section::People, "admin-users-add").text(key);
            draw_new(&desk, &draft.refused(field, text), StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

async fn open(desk: &Desk, sent: &Sent) -> Result<cholon_kernel::AccountId, IdentityError> {
    let roles = desk.identity().roles().await?;
    let role = roles.into_iter().find(|role| role.id.to_string() == sent.field("role"));
    let new = NewStaff {
        email: Contact::parse(sent.field("email"))?,
        name: sent.field("name").to_owned(),
        password: SecretString::from(sent.field("password").to_owned()),
        role: role.ok_or(IdentityError::NotFound("role"))?.name,
    };
    let change = desk.change().map_err(|_nobody| IdentityError::NotLoggedIn)?;
    desk.identity().create_staff(new, &change).await
}

/// `/admin/nguoi-dung/{id}/vai-tro`
pub(crate) async fn roles(desk: Desk, Path(of): Path<String>) -> Answer {
    let person = member(&desk, &of).await?;
    if !may_change(&desk, &person) {
        return Err(Problem::not_found().into());
    }
    let held = person.role_ids.clone();
    draw_roles(&desk, &person, &held, None).await
}

/// Somebody of staff; shoppers have no roles.
async fn member(desk: &Desk, of: &str) -> Result<PersonRecord, crate::desk::Stop> {
    let person = desk.identity().person(id(of)?).await?;
    if person.kind == AccountKind::Staff { Ok(person) } else { Err(Problem::not_found().into()) }
}

async fn draw_roles(desk: &Desk, person: &PersonRecord, ticked: &[Uuid], refused: Option<&str>) -> Answer {
    let (name, back) = (called(person), paths::below(paths::PEOPLE, person.id));
    let page = desk.page(Section::People, "admin-person-roles").below([Link::to(name, back.clone())]);
    let draft = refused.map_or_else(|| desk.draft(), |key| desk.draft().refused("", page.text(key)));
    let roles = desk.identity().roles().await?;
    // What somebody has already can be taken away also by who could not give it.
    let offered = roles.iter().filter(|role| person.role_ids.contains(&role.id) || may_give(desk, role));
    let checks = offered.map(|role| check(&page, role, ticked)).collect();
    let status = if refused.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let template = FormTemplate {
        lead: Some(page.text("admin-person-roles-note")),
        form: Form::new(&draft, Vec::new()).with_checks(checks),
        select: None,
        checks_title: Some(page.text("admin-person-roles")),
        post: format!("{back}/vai-tro"),
        submit: page.text("admin-person-roles-save"),
        back,
        action: None,
        action_note: None,
        page,
    };
    drawn(&template, status)
}

fn check(page: &Page, role: &Role, ticked: &[Uuid]) -> Check {
    Check {
        id: format!("f-role-{}", role.id),
        name: "role".to_owned(),
        value: role.id.to_string(),
        label: name_of(page, role),
        note: role.needs_second_factor.then(|| page.text("admin-role-second-factor")),
        error: None,
        is_ticked: ticked.contains(&role.id),
        // Every role is worth as much as another; none has to be ticked.
        is_required: true,
    }
}

/// Gives somebody of staff roles.
pub(crate) async fn save_roles(desk: Desk, Path(of): Path<String>, sent: Sent) -> Answer {
    let person = member(&desk, &of).await?;
    let roles = sent.all("role").map(id).collect::<Result<Vec<Uuid>, Problem>>()?;
    let by_super = desk.may(Permission::RolesWrite);
    match desk.identity().assign_roles(person.id, &roles, by_super, &desk.change()?).await {
        Ok(()) => Ok(Desk::told(&paths::below(paths::PEOPLE, person.id), "admin-person-roles-saved")),
        Err(error) => draw_roles(&desk, &person, &roles, Some(refusal(error)?.1)).await,
    }
}
