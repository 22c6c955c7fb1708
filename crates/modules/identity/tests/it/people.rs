//! Staff, roles, and what nobody can do.

use cholon_identity::model::{AccountKind, Channel, Permission, Permissions};
use cholon_identity::{Change, IdentityError, NewStaff, PeopleFilter, PeopleQuery, RoleForm};
use cholon_kernel::{Actor, SessionId};
use uuid::Uuid;

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

#[tokio::test]
async fn nobody_gives_rights_that_they_lack_or_has_power_over_a_super_administrator() {
    let shop = shop().await;
    let from = caller();
    let by_operator = Change { actor: operator(), caller: &from };
    let role = async |name: &str, permissions: &[&str]| {
        let permissions = Permissions::named(permissions.iter().copied());
        let form = RoleForm { name: name.to_owned(), permissions, needs_second_factor: false };
        shop.identity.save_role(None, &form, &by_operator).await.unwrap()
    };
    let (lead, help) = (role("lead", &["users:read", "users:write"]).await, role("help", &["users:read"]).await);
    let post = role("post", &["messages:read"]).await;
    let leader = staff(&shop, "lead@example.vn", "lead").await.unwrap();
    let helper = staff(&shop, "help@example.vn", "help").await.unwrap();
    let boss = staff(&shop, "sep@example.vn", "super-administrator").await.unwrap();
    let by_leader = Change { actor: Actor::Staff(leader), caller: &from };
    let assign = async |account, roles: &[Uuid]| shop.identity.assign_roles(account, roles, false, &by_leader).await;
    assert!(matches!(assign(helper, &[post]).await, Err(IdentityError::MoreThanOwn)));
    assert!(matches!(assign(leader, &[lead, post]).await, Err(IdentityError::MoreThanOwn)), "nor to themselves");
    assign(helper, &[help, lead]).await.unwrap();
    // What somebody has already is not given.
    shop.identity.assign_roles(helper, &[help, post], false, &by_operator).await.unwrap();
    assign(helper, &[post]).await.unwrap();
    let new = |role: &str| NewStaff {
        email: contact("moi@example.vn"),
        name: "Nhân viên".to_owned(),
        password: secret(PASSWORD),
        role: role.to_owned(),
    };
    let greedy = shop.identity.create_staff(new("post"), &by_leader).await;
    assert!(matches!(greedy, Err(IdentityError::MoreThanOwn)), "{greedy:?}");
    shop.identity.create_staff(new("help"), &by_leader).await.unwrap();
    let refused = [
        shop.identity.block(boss, true, &by_leader).await,
        shop.identity.unlock(boss, &by_leader).await,
        shop.identity.reset_second_factor(boss, &by_leader).await,
        shop.identity.end_session_of(boss, SessionId::new(&*shop.clock), &by_leader).await,
    ];
    assert!(refused.iter().all(|refused| matches!(refused, Err(IdentityError::RoleFixed))), "{refused:?}");
    let own = shop.identity.block(leader, true, &by_leader).await;
    assert!(matches!(own, Err(IdentityError::OwnAccount)), "{own:?}");
}

#[tokio::test]
async fn the_database_folds_as_the_program_does() {
    let shop = shop().await;
    let texts =
        ["Đặng Thị Đức", "NGUYỄN VĂN ƯỚC", "Ngo\u{302}\u{301} \u{110}\u{f0}", "Zoë O'Brien", "lê thị hồng gấm", "李 Ý"];
    let mut connection = shop.test.database().read().await.unwrap();
    for text in texts {
        let folded: String =
            sqlx::query_scalar("SELECT identity.fold($1)").bind(text).fetch_one(&mut *connection).await.unwrap();
        assert_eq!(folded, cholon_kernel::text::fold(text));
    }
}
