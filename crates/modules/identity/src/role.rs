//! Roles: what they allow, who has them (IDN-6).

use cholon_kernel::{AccountId, Actor};
use serde_json::json;
use uuid::Uuid;

use crate::audit::AuditEntry;
use crate::error::{Field, IdentityError};
use crate::facade::{Identity, commit};
use crate::model::{AccountKind, Caller, Permissions};
use crate::store;
use crate::store::roles::Role;
use crate::store::sessions::Ending;

/// Letters of a role's name at most.
const ROLE_NAME_LENGTH_MAX: usize = 60;

/// Who of staff changes something, and from where.
#[derive(Debug, Clone)]
pub struct Change<'a> {
    /// Who.
    pub actor: Actor,
    /// From where.
    pub caller: &'a Caller,
}

/// What a role is to be.
#[derive(Debug, Clone)]
pub struct RoleForm {
    /// What people call it.
    pub name: String,
    /// What it allows.
    pub permissions: Permissions,
    /// Whether who has it needs a second factor.
    pub needs_second_factor: bool,
}

impl Identity {
    /// All roles, the super-administrator's first.
    pub async fn roles(&self) -> Result<Vec<Role>, IdentityError> {
        store::roles::all(&mut *self.inner.database.read().await?).await
    }

    /// The ids and names of an account's roles.
    pub async fn roles_of(&self, account: AccountId) -> Result<Vec<(Uuid, String)>, IdentityError> {
        store::roles::of_account(&mut *self.inner.database.read().await?, account).await
    }

    /// Makes a role, or with an `id` changes one. What only the super-administrator may do is in no other role.
    pub async fn save_role(
        &self,
        id: Option<Uuid>,
        form: &RoleForm,
        change: &Change<'_>,
    ) -> Result<Uuid, IdentityError> {
        let name = form.name.split_whitespace().collect::<Vec<_>>().join(" ");
        if name.is_empty() || name.chars().count() > ROLE_NAME_LENGTH_MAX {
            return Err(IdentityError::Field(Field::RoleName));
        }
        if form.permissions.iter().any(crate::model::Permission::is_for_super) {
            return Err(IdentityError::RoleFixed);
        }
        let mut tx = self.begin().await?;
        let old = match id {
            Some(id) => Some(find(&mut tx, id).await?),
            None => None,
        };
        let role = Role {
            id: id.unwrap_or_else(|| cholon_kernel::id::new_uuid(self.clock())),
            name,
            permissions: form.permissions.clone(),
            needs_second_factor: form.needs_second_factor,
            is_super: false,
            holders: 0,
        };
        if !store::roles::save(&mut tx, &role).await? {
            return Err(IdentityError::RoleFixed);
        }
        let entry = AuditEntry {
            actor: &change.actor,
            caller: change.caller,
            action: if old.is_some() { "role.changed" } else { "role.created" },
            entity: "role",
            entity_id: role.id.to_string(),
            old: old.as_ref().map_or_else(|| json!({}), described),
            new: described(&role),
        };
        self.audit(&mut tx, &entry).await?;
        commit(tx).await?;
        Ok(role.id)
    }

    /// Removes a role that nobody has.
    pub async fn remove_role(&self, id: Uuid, change: &Change<'_>) -> Result<(), IdentityError> {
        let mut tx = self.begin().await?;
        let old = find(&mut tx, id).await?;
        if !store::roles::remove(&mut tx, id).await? {
            return Err(IdentityError::RoleFixed);
        }
        let entry = AuditEntry {
            actor: &change.actor,
            caller: change.caller,
            action: "role.removed",
            entity: "role",
            entity_id: id.to_string(),
            old: described(&old),
            new: json!({}),
        };
        self.audit(&mut tx, &entry).await?;
        commit(tx).await
    }

    /// Gives one of staff these roles and no others. Only a super-administrator makes, unmakes or changes another
    /// (`by_super`), and one always remains; nobody gives what they lack themselves. The account logs in anew.
    pub async fn assign_roles(
        &self,
        account: AccountId,
        roles: &[Uuid],
        by_super: bool,
        change: &Change<'_>,
    ) -> Result<(), IdentityError> {
        let mut tx = self.begin().await?;
        let person = store::accounts::find(&mut tx, account).await?;
        if person.is_none_or(|person| person.kind != AccountKind::Staff) {
            return Err(IdentityError::NotFound("member of staff"));
        }
        let before = store::roles::of_account(&mut tx, account).await?;
        let all = store::roles::all(&mut tx).await?;
        let supers: Vec<Uuid> = all.iter().filter(|role| role.is_super).map(|role| role.id).collect();
        let was_super = before.iter().any(|(id, _)| supers.contains(id));
        let becomes_super = roles.iter().any(|id| supers.contains(id));
        if (was_super || becomes_super) && !by_super {
            return Err(IdentityError::RoleFixed);
        }
        if roles.iter().any(|id| !all.iter().any(|role| role.id == *id)) {
            return Err(IdentityError::NotFound("role"));
        }
        let is_given = |role: &&Role| roles.contains(&role.id) && !before.iter().any(|(id, _)| *id == role.id);
        check_own(&mut tx, &all, all.iter().filter(is_given), change).await?;
        store::roles::assign(&mut tx, account, roles).await?;
        if was_super && store::roles::administrators(&mut tx).await? == 0 {
            return Err(IdentityError::LastAdministrator);
        }
        self.end_sessions(&mut tx, account, Ending::All, "roles changed").await?;
        let names = |ids: &mut dyn Iterator<Item = Uuid>| -> Vec<String> {
            let name = |id: Uuid| all.iter().find(|role| role.id == id).map(|role| role.name.clone());
            ids.filter_map(name).collect()
        };
        let entry = AuditEntry {
            actor: &change.actor,
            caller: change.caller,
            action: "account.roles-changed",
            entity: "account",
            entity_id: account.to_string(),
            old: json!({ "roles": names(&mut before.iter().map(|(id, _)| *id)) }),
            new: json!({ "roles": names(&mut roles.iter().copied()) }),
        };
        self.audit(&mut tx, &entry).await?;
        commit(tx).await
    }
}

/// Refuses to give roles that allow what one of staff who gives them lacks: they could give it to themselves.
pub(crate) async fn check_own(
    tx: &mut cholon_database::Tx,
    all: &[Role],
    given: impl Iterator<Item = &Role>,
    change: &Change<'_>,
) -> Result<(), IdentityError> {
    let Actor::Staff(actor) = change.actor else { return Ok(()) };
    let own = store::roles::of_account(tx, actor).await?;
    let held: Vec<&Role> = all.iter().filter(|role| own.iter().any(|(id, _)| *id == role.id)).collect();
    let mut wanted = given.flat_map(|role| role.permissions.iter());
    let is_held = wanted.all(|permission| held.iter().any(|role| role.permissions.has(permission)));
    if is_held { Ok(()) } else { Err(IdentityError::MoreThanOwn) }
}

async fn find(tx: &mut cholon_database::Tx, id: Uuid) -> Result<Role, IdentityError> {
    let all = store::roles::all(tx).await?;
    let role = all.into_iter().find(|role| role.id == id).ok_or(IdentityError::NotFound("role"))?;
    if role.is_super { Err(IdentityError::RoleFixed) } else { Ok(role) }
}

fn described(role: &Role) -> serde_json::Value {
    json!({
        "name": role.name,
        "permissions": role.permissions.names(),
        "needsSecondFactor": role.needs_second_factor,
    })
}
