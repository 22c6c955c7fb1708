//! Lines of the audit log in words.

use std::collections::HashMap;

use cholon_identity::audit::AuditLine;
use cholon_identity::model::Permission;
use cholon_webkit::{When, described};
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::view::page::Page;
use crate::view::{Link, paths, permission_key, role_name};

/// Values of a list that are shown before the rest is counted.
const ITEMS_SHOWN_MAX: usize = 6;

/// Everything that is written down, with its words.
pub(crate) const ACTIONS: [(&str, &str); 14] = [
    ("account.created", "admin-action-account-created"),
    ("account.roles-changed", "admin-action-account-roles-changed"),
    ("account.blocked", "admin-action-account-blocked"),
    ("account.unblocked", "admin-action-account-unblocked"),
    ("account.unlocked", "admin-action-account-unlocked"),
    ("account.second-factor-reset", "admin-action-account-second-factor-reset"),
    ("account.second-factor-set-up", "admin-action-account-second-factor-set-up"),
    ("account.password-changed", "admin-action-account-password-changed"),
    ("account.profile-changed", "admin-action-account-profile-changed"),
    ("account.session-ended", "admin-action-account-session-ended"),
    ("account.sessions-ended", "admin-action-account-sessions-ended"),
    ("role.created", "admin-action-role-created"),
    ("role.changed", "admin-action-role-changed"),
    ("role.removed", "admin-action-role-removed"),
];
/// What values are called.
const FIELDS: [(&str, &str); 11] = [
    ("name", "admin-field-name"),
    ("kind", "admin-field-kind"),
    ("roles", "admin-field-roles"),
    ("permissions", "admin-field-permissions"),
    ("needsSecondFactor", "admin-field-needs-second-factor"),
    ("secondFactor", "admin-field-second-factor"),
    ("blocked", "admin-field-blocked"),
    ("locked", "admin-field-locked"),
    ("session", "admin-field-session"),
    ("ended", "admin-field-ended"),
    ("locale", "admin-field-locale"),
];

/// A line of the log.
pub(crate) struct LineView {
    pub(crate) number: String,
    pub(crate) when: When,
    pub(crate) who: Link,
    pub(crate) action: String,
    pub(crate) entity: String,
    pub(crate) what: Link,
    pub(crate) changes: Vec<ChangeView>,
    pub(crate) address: String,
    pub(crate) device: String,
}

/// A value before and after.
pub(crate) struct ChangeView {
    pub(crate) field: String,
    pub(crate) old: Option<String>,
    pub(crate) new: Option<String>,
}

/// The accounts that lines speak of, for their names.
pub(crate) fn accounts(lines: &[AuditLine]) -> Vec<Uuid> {
    let actors = lines.iter().filter_map(|line| actor_id(&line.actor));
    let things = lines.iter().filter(|line| line.entity == "account").filter_map(|line| line.entity_id.parse().ok());
    let mut accounts: Vec<Uuid> = actors.chain(things).collect();
    accounts.sort_unstable();
    accounts.dedup();
    accounts
}

fn actor_id(actor: &str) -> Option<Uuid> {
    actor.split_once(':').and_then(|(_, id)| id.parse().ok())
}

impl LineView {
    /// A line in the words of a page.
    pub(crate) fn of(page: &Page, line: &AuditLine, names: &HashMap<Uuid, String>) -> Self {
        let (old, new) = (object(&line.old_values), object(&line.new_values));
        let (device, _) = described(&line.user_agent, false);
        Self {
            number: page.number(line.number),
            when: When::exact(line.happened_at, page.locale),
            who: who(page, line, names),
            action: worded(page, &ACTIONS, &line.action),
            entity: entity(page, line),
            what: what(page, line, names, &old, &new),
            changes: changes(page, &old, &new),
            address: line.address.clone(),
            device,
        }
    }
}

fn who(page: &Page, line: &AuditLine, names: &HashMap<Uuid, String>) -> Link {
    match actor_id(&line.actor) {
        Some(id) => person(id, names),
        None if line.actor == "system" => Link { name: page.text("admin-actor-system"), href: None },
        None => Link { name: line.actor.clone(), href: None },
    }
}

fn person(id: Uuid, names: &HashMap<Uuid, String>) -> Link {
    let name = names.get(&id).filter(|name| !name.is_empty()).cloned();
    Link::to(name.unwrap_or_else(|| id.to_string()), paths::below(paths::PEOPLE, id))
}

fn entity(page: &Page, line: &AuditLine) -> String {
    match line.entity.as_str() {
        "account" => page.text("admin-entity-account"),
        "role" => page.text("admin-entity-role"),
        other => other.to_owned(),
    }
}

fn what(
    page: &Page,
    line: &AuditLine,
    names: &HashMap<Uuid, String>,
    old: &Map<String, Value>,
    new: &Map<String, Value>,
) -> Link {
    if line.entity == "account" {
        return line.entity_id.parse().map_or_else(|_| plain(&line.entity_id), |id| person(id, names));
    }
    let name = new.get("name").or_else(|| old.get("name")).and_then(Value::as_str);
    plain(&name.map_or_else(|| line.entity_id.clone(), |name| role_name(page, name)))
}

fn plain(name: &str) -> Link {
    Link { name: name.to_owned(), href: None }
}

/// What differs between before and after, in the order of the fields' names.
fn changes(page: &Page, old: &Map<String, Value>, new: &Map<String, Value>) -> Vec<ChangeView> {
    let mut keys: Vec<&String> = old.keys().chain(new.keys()).collect();
    keys.sort_by_key(|key| FIELDS.iter().position(|(known, _)| known == key).unwrap_or(FIELDS.len()));
    keys.dedup();
    let differing = keys.into_iter().filter(|key| old.get(*key) != new.get(*key));
    let change = |key: &String| ChangeView {
        field: worded(page, &FIELDS, key),
        old: old.get(key).map(|value| shown(page, key, value)),
        new: new.get(key).map(|value| shown(page, key, value)),
    };
    differing.map(change).collect()
}

fn shown(page: &Page, field: &str, value: &Value) -> String {
    match value {
        Value::Null => page.text("admin-nothing"),
        Value::Bool(true) => page.text("admin-yes"),
        Value::Bool(false) => page.text("admin-no"),
        Value::String(text) => word(page, field, text),
        Value::Array(items) if items.is_empty() => page.text("admin-nothing"),
        Value::Array(items) => list(page, field, items),
        other => other.to_string(),
    }
}

fn list(page: &Page, field: &str, items: &[Value]) -> String {
    let words: Vec<_> = items.iter().take(ITEMS_SHOWN_MAX).map(|item| shown(page, field, item)).collect();
    let more = items.len().saturating_sub(ITEMS_SHOWN_MAX);
    let words = words.join(", ");
    match i64::try_from(more) {
        Ok(0) | Err(_) => words,
        Ok(more) => format!("{words} {}", page.t1("admin-audit-more", "count", more)),
    }
}

/// A stable name in words, where it has some.
fn word(page: &Page, field: &str, text: &str) -> String {
    match (field, text) {
        ("permissions", name) => {
            Permission::named(name).map_or_else(|| name.to_owned(), |one| page.text(permission_key(one)))
        }
        ("roles", name) => role_name(page, name),
        ("kind", "staff") => page.text("admin-kind-staff"),
        ("kind", "customer") => page.text("admin-kind-customer"),
        _ => text.to_owned(),
    }
}

/// The words of a stable name; the name itself where there are none.
fn worded(page: &Page, words: &[(&str, &str)], name: &str) -> String {
    words.iter().find(|(known, _)| *known == name).map_or_else(|| name.to_owned(), |(_, key)| page.text(key))
}

fn object(text: &str) -> Map<String, Value> {
    serde_json::from_str(text).unwrap_or_default()
}
