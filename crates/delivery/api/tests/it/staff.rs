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

#[tokio::test]
async fn a_method_that_an_operation_lacks_is_named_with_those_it_has() {
    let shop = Shop::open().await;
    let (_, token) = clerk(&shop, "kho", &[]).await;
    for (path, allowed) in [("users", "GET, HEAD, POST"), ("audit-logs/verify", "POST")] {
        let uri = format!("/v1/admin/{path}");
        let answer = as_owner(&shop, "DELETE", &uri, None, &token).await;
        assert_eq!(
            (answer.status, &answer.headers["allow"]),
            (StatusCode::METHOD_NOT_ALLOWED, &allowed.parse().unwrap())
        );
        assert_eq!(answer.json["code"], "method-not-allowed");
    }
}

#[tokio::test]
async fn staff_log_out_as_shoppers_do() {
    let shop = Shop::open().await;
    let (_, token) = clerk(&shop, "kho", &[]).await;
    let own = [("authorization", token.as_str())];
    assert_eq!(shop.post("/v1/auth/logout", &json!({}), &own).await.status, StatusCode::NO_CONTENT);
    assert_eq!(as_owner(&shop, "GET", "/v1/admin/dashboard", None, &token).await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(shop.post("/v1/auth/logout", &json!({}), &own).await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn staff_are_out_twelve_hours_after_the_last_use_and_have_no_cart() {
    let shop = Shop::open().await;
    clerk(&shop, "kho", &[]).await;
    let guest = shop.post("/v1/cart/guest", &json!({}), &[]).await.json["cartToken"].as_str().unwrap().to_owned();
    let own = [("x-cart-token", guest.as_str())];
    shop.post("/v1/cart/items", &json!({ "sku": "T4", "quantity": 1 }), &own).await;
    let form = json!({ "destination": "kho@example.vn", "password": PASSWORD, "cartToken": guest });
    let tokens = shop.post("/v1/auth/login", &form, &[]).await.json;
    assert_eq!(shop.send("GET", "/v1/cart", &own).await.json["pieces"], 1, "the guest's cart stays the guest's");
    let renew = async |tokens: &serde_json::Value| {
        shop.post("/v1/auth/refresh-token", &json!({ "refreshToken": tokens["refreshToken"] }), &[]).await
    };
    shop.clock.advance_ms(11 * 3_600_000);
    let next = renew(&tokens).await;
    assert_eq!(next.status, StatusCode::OK, "{}", next.json);
    shop.clock.advance_ms(12 * 3_600_000 + 1_000);
    assert_eq!(renew(&next.json).await.status, StatusCode::UNAUTHORIZED);
}
