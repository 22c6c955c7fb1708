//! People of staff, and what they hold.

use cholon_identity::model::{Caller, Contact, Permission, Permissions};
use cholon_identity::{Change, NewStaff, RoleForm};
use cholon_kernel::{AccountId, Actor, Clock as _};
use http::StatusCode;
use secrecy::SecretString;
use serde_json::json;

use crate::people::{PASSWORD, as_owner, bearer, log_in};
use crate::support::Shop;

pub(crate) const BOSS: &str = "sep@example.vn";
const SUPER_ROLE: &str = "super-administrator";

/// The operator at the command line.
fn operator() -> Actor {
    Actor::Operator("root".to_owned())
}

/// A role that allows this.
pub(crate) async fn role(shop: &Shop, name: &str, permissions: &[Permission], needs_second_factor: bool) {
    let permissions = Permissions::named(permissions.iter().map(|permission| permission.name()));
    let form = RoleForm { name: name.to_owned(), permissions, needs_second_factor };
    let change = Change { actor: operator(), caller: &Caller::default() };
    shop.shopping.identity.save_role(None, &form, &change).await.unwrap();
}

/// An account of staff with a role.
pub(crate) async fn member(shop: &Shop, email: &str, role: &str) -> AccountId {
    let new = NewStaff {
        email: Contact::parse(email).unwrap(),
        name: "Trần Thị Hằng".to_owned(),
        password: SecretString::from(PASSWORD.to_owned()),
        role: role.to_owned(),
    };
    let change = Change { actor: operator(), caller: &Caller::default() };
    shop.shopping.identity.create_staff(new, &change).await.unwrap()
}

/// Somebody who is logged in with a role of their own that allows this and asks for no second factor.
pub(crate) async fn clerk(shop: &Shop, name: &str, permissions: &[Permission]) -> (AccountId, String) {
    role(shop, name, permissions, false).await;
    let email = format!("{name}@example.vn");
    let id = member(shop, &email, name).await;
    (id, enter(shop, &email).await)
}

/// Somebody who has given the password.
pub(crate) async fn enter(shop: &Shop, email: &str) -> String {
    let tokens = log_in(shop, email, PASSWORD).await;
    assert_eq!(tokens.status, StatusCode::OK, "{}", tokens.json);
    bearer(&tokens.json)
}

/// A super-administrator, through both factors.
pub(crate) async fn boss(shop: &Shop) -> (AccountId, String) {
    let id = member(shop, BOSS, SUPER_ROLE).await;
    let token = enter(shop, BOSS).await;
    let enrolled = as_owner(shop, "POST", "/v1/admin/second-factor/enrolment", None, &token).await;
    assert_eq!(enrolled.status, StatusCode::OK, "{}", enrolled.json);
    let code = shown(shop, enrolled.json["secret"].as_str().unwrap());
    let given = as_owner(shop, "POST", "/v1/admin/second-factor", Some(&json!({ "code": code })), &token).await;
    assert_eq!(given.status, StatusCode::NO_CONTENT, "{}", given.json);
    (id, token)
}

/// What an authenticator app shows now.
pub(crate) fn shown(shop: &Shop, secret: &str) -> String {
    cholon_testkit::one_time_password(secret, shop.clock.now().as_second())
}
