//! Staff, roles, and what nobody can do.

use cholon_identity::model::{AccountKind, Channel, Permission, Permissions};
use cholon_identity::{Change, IdentityError, NewStaff, PeopleFilter, PeopleQuery, RoleForm};

use crate::support::{PASSWORD, Shop, caller, contact, operator, secret, shop};

async fn staff(shop: &Shop, email: &str, role: &str) -> Result<cholon_kernel::AccountId, IdentityError> {
    let (email, password) = (contact(email), secret(PASSWORD));
    let new = NewStaff { email, name: "Nhân viên".to_owned(), password, role: role.to_owned() };
    shop.identity.create_staff(new, &Change { actor: operator(), caller: &caller() }).await
}

#[tokio::test]
async fn roles_give_what_they_hold_and_not_what_is_the_super_administrators() {
    let shop = shop().await;
    let from = caller();
    let change = Change { actor: operator(), caller: &from };
    let held = Permissions::named(["users:read"]);
    let form = |name: &str, permissions: &Permissions| RoleForm {
        name: name.to_owned(),
        permissions: permissions.clone(),
        needs_second_factor: false,
    };
    let id = shop.identity.save_role(None, &form(" Chăm  sóc ", &held), &change).await.unwrap();
    assert!(matches!(
        shop.identity.save_role(None, &form("Chăm sóc", &held), &change).await,
        Err(IdentityError::RoleNameTaken)
    ));
    let greedy = Permissions::named(["audit:read"]);
    assert!(matches!(
        shop.identity.save_role(Some(id), &form("x", &greedy), &change).await,
        Err(IdentityError::RoleFixed)
    ));
    staff(&shop, "ha@example.vn", "Chăm sóc").await.unwrap();
    let cookie = shop.log_in("ha@example.vn", PASSWORD, Channel::Web).await.unwrap().cookie.unwrap();
    let visitor = shop.identity.visitor(cookie.reveal()).await.unwrap().unwrap();
    assert!(visitor.may(Permission::UsersRead) && !visitor.may(Permission::UsersWrite));
    assert!(matches!(shop.identity.remove_role(id, &change).await, Err(IdentityError::RoleFixed)), "somebody has it");
    let shopper = shop.register("an@example.vn", Channel::Web).await.cookie.unwrap();
    let shopper = shop.identity.visitor(shopper.reveal()).await.unwrap().unwrap();
    assert!(Permission::ALL.iter().all(|permission| !shopper.may(*permission)));
}

#[tokio::test]
async fn somebody_always_is_super_administrator() {
    let shop = shop().await;
    let from = caller();
    let change = Change { actor: operator(), caller: &from };
    let first = staff(&shop, "mot@example.vn", "super-administrator").await.unwrap();
    let second = staff(&shop, "hai@example.vn", "super-administrator").await.unwrap();
    let refused = shop.identity.assign_roles(first, &[], false, &change).await;
    assert!(matches!(refused, Err(IdentityError::RoleFixed)), "only a super-administrator unmakes another");
    let (left, right) = tokio::join!(
        shop.identity.assign_roles(first, &[], true, &change),
        shop.identity.assign_roles(second, &[], true, &change)
    );
    assert_eq!(usize::from(left.is_ok()) + usize::from(right.is_ok()), 1, "{left:?} {right:?}");
    let rest = if left.is_ok() { second } else { first };
    let blocked = shop.identity.block(rest, true, &change).await;
    assert!(matches!(blocked, Err(IdentityError::LastAdministrator)), "{blocked:?}");
}

#[tokio::test]
async fn a_shut_account_is_out_at_once() {
    let shop = shop().await;
    let from = caller();
    let change = Change { actor: operator(), caller: &from };
    let entered = shop.register("an@example.vn", Channel::Api).await;
    let access = entered.tokens.unwrap().access;
    shop.identity.block(entered.account, true, &change).await.unwrap();
    assert!(shop.identity.claims(&access).is_err());
    assert!(shop.log_in("an@example.vn", PASSWORD, Channel::Web).await.is_err());
    let locked = PeopleQuery { filter: PeopleFilter::Locked, text: "AN@exa".to_owned(), ..PeopleQuery::default() };
    let listed = shop.identity.people(&locked, 10).await.unwrap();
    assert_eq!((listed.len(), listed[0].kind), (1, AccountKind::Customer));
    shop.identity.block(entered.account, false, &change).await.unwrap();
    assert!(shop.log_in("an@example.vn", PASSWORD, Channel::Web).await.is_ok());
}
