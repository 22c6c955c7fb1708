//! The audit log shows every alteration.

use cholon_identity::audit::{AuditQuery, ChainState};
use cholon_identity::model::{Channel, Permissions};
use cholon_identity::{AUDIT_KEPT_MIN, Change, IdentityError, NewStaff, PasswordChange, Profile, RoleForm};
use cholon_kernel::Locale;
use jiff::SignedDuration;

use crate::support::{PASSWORD, Shop, caller, contact, operator, secret, shop};

async fn three_lines(shop: &Shop) {
    let from = caller();
    let change = Change { actor: operator(), caller: &from };
    for name in ["mot", "hai", "ba"] {
        let new = NewStaff {
            email: contact(&format!("{name}@example.vn")),
            name: name.to_owned(),
            password: secret(PASSWORD),
            role: "super-administrator".to_owned(),
        };
        shop.identity.create_staff(new, &change).await.unwrap();
    }
}

async fn alter(shop: &Shop, statement: &'static str) {
    let mut connection = shop.test.database().read().await.unwrap();
    for one in ["ALTER TABLE identity.audit_log DISABLE TRIGGER USER", statement] {
        sqlx::query(one).execute(&mut *connection).await.unwrap();
    }
}

#[tokio::test]
async fn a_line_altered_in_the_database_is_found() {
    let cases = [
        ("UPDATE identity.audit_log SET actor = 'operator:nobody' WHERE number = 2", 2),
        ("UPDATE identity.audit_log SET new_values = '{\"roles\": []}' WHERE number = 3", 3),
        ("UPDATE identity.audit_log SET happened_at = happened_at + interval '1 second' WHERE number = 1", 1),
        ("DELETE FROM identity.audit_log WHERE number = 2", 2),
        ("DELETE FROM identity.audit_log WHERE number = 3", 3),
    ];
    for (statement, at) in cases {
        let shop = shop().await;
        three_lines(&shop).await;
        assert!(matches!(shop.identity.verify_audit().await.unwrap(), ChainState::Whole { lines: 3, .. }));
        alter(&shop, statement).await;
        assert_eq!(shop.identity.verify_audit().await.unwrap(), ChainState::Broken { at }, "{statement}");
    }
}

#[tokio::test]
async fn lines_are_only_added() {
    let shop = shop().await;
    three_lines(&shop).await;
    let mut connection = shop.test.database().read().await.unwrap();
    for statement in ["UPDATE identity.audit_log SET actor = ''", "DELETE FROM identity.audit_log"] {
        assert!(sqlx::query(statement).execute(&mut *connection).await.is_err(), "{statement}");
    }
    let query = AuditQuery { text: "100%".to_owned(), ..AuditQuery::default() };
    assert!(shop.identity.audit_lines(&query, 10).await.unwrap().is_empty(), "a text matches itself alone");
    let query = AuditQuery { action: "account.".to_owned(), before: Some(3), ..AuditQuery::default() };
    let lines = shop.identity.audit_lines(&query, 10).await.unwrap();
    assert_eq!(lines.iter().map(|line| line.number).collect::<Vec<_>>(), [2, 1]);
}

#[tokio::test]
async fn writers_at_the_same_time_make_one_chain() {
    let shop = shop().await;
    let (identity, from) = (&shop.identity, &caller());
    let writes = (0..10).map(|number| async move {
        let change = Change { actor: operator(), caller: from };
        let permissions = Permissions::default();
        let form = RoleForm { name: format!("Vai trò {number}"), permissions, needs_second_factor: true };
        identity.save_role(None, &form, &change).await.unwrap()
    });
    futures_util::future::join_all(writes).await;
    assert!(matches!(shop.identity.verify_audit().await.unwrap(), ChainState::Whole { lines: 10, .. }));
}

/// What the log says was done, oldest first, with the values.
async fn told(shop: &Shop) -> Vec<(String, String, String)> {
    let lines = shop.identity.audit_lines(&AuditQuery::default(), 10).await.unwrap();
    lines.into_iter().rev().map(|line| (line.action, line.old_values, line.new_values)).collect()
}

#[tokio::test]
async fn what_staff_change_about_themselves_is_written_down_and_what_shoppers_change_is_not() {
    let shop = shop().await;
    three_lines(&shop).await;
    let entered = shop.log_in("mot@example.vn", PASSWORD, Channel::Web).await.unwrap();
    let other = shop.log_in("mot@example.vn", PASSWORD, Channel::Web).await.unwrap();
    let shopper = shop.register("an@example.vn", Channel::Web).await;
    let from = caller();
    let profile = |name: &str| Profile { name: name.to_owned(), birthday: None, locale: Locale::Vi, topics: vec![] };
    for account in [entered.account, shopper.account] {
        shop.identity.change_profile(account, &profile("Mới"), &from).await.unwrap();
        shop.identity.change_profile(account, &profile("Mới"), &from).await.unwrap();
    }
    shop.identity.end_other_staff_sessions(entered.account, entered.session, &from).await.unwrap();
    assert_eq!(shop.identity.visitor(other.cookie.unwrap().reveal()).await.unwrap(), None);
    for session in [&entered, &shopper] {
        let change = PasswordChange { current: secret(PASSWORD), new: secret("mật khẩu mới dài") };
        shop.identity.change_password(session.account, session.session, change, &from).await.unwrap();
    }
    let expected = [
        ("account.profile-changed", r#"{"locale":"vi","name":"mot"}"#, r#"{"locale":"vi","name":"Mới"}"#),
        ("account.sessions-ended", "{}", r#"{"ended":1}"#),
        ("account.password-changed", "{}", "{}"),
    ];
    let expected = expected.map(|(action, old, new)| (action.to_owned(), old.to_owned(), new.to_owned()));
    assert_eq!(told(&shop).await[3..], expected);
    shop.pass(60);
    let sent = shop.identity.forgot_password(&contact("mot@example.vn"), Locale::Vi).await.unwrap();
    let code = shop.code("mot@example.vn");
    shop.identity.reset_by_code(sent.challenge, &code, secret(PASSWORD), &from).await.unwrap();
    assert_eq!(told(&shop).await[6].0, "account.password-changed", "also by who forgot it");
    let actors = shop.identity.audit_lines(&AuditQuery::default(), 4).await.unwrap();
    assert!(
        actors.iter().all(|line| line.actor == format!("staff:{}", entered.account) && line.address == "203.0.113.7")
    );
}

const DAY: i64 = 24 * 3600;

/// Three lines, and a fourth from the day after ninety days.
async fn lines_of_two_days(shop: &Shop) {
    three_lines(shop).await;
    shop.pass(90 * DAY + 1);
    let (from, permissions) = (caller(), Permissions::default());
    let form = RoleForm { name: "Kho".to_owned(), permissions, needs_second_factor: true };
    shop.identity.save_role(None, &form, &Change { actor: operator(), caller: &from }).await.unwrap();
}

#[tokio::test]
async fn lines_are_dropped_after_ninety_days_and_the_rest_is_still_a_chain() {
    let shop = shop().await;
    lines_of_two_days(&shop).await;
    assert_eq!(shop.identity.drop_old_audit(AUDIT_KEPT_MIN * 2).await.unwrap(), 0, "longer where the shop says so");
    shop.pass(-2);
    assert_eq!(shop.identity.drop_old_audit(SignedDuration::ZERO).await.unwrap(), 0, "ninety days at least");
    shop.pass(2);
    assert_eq!(shop.identity.drop_old_audit(AUDIT_KEPT_MIN).await.unwrap(), 3);
    assert_eq!(shop.identity.drop_old_audit(AUDIT_KEPT_MIN).await.unwrap(), 0);
    assert!(matches!(shop.identity.verify_audit().await.unwrap(), ChainState::Whole { lines: 1, .. }));
    let left = shop.identity.audit_lines(&AuditQuery::default(), 10).await.unwrap();
    assert_eq!(left.iter().map(|line| line.number).collect::<Vec<_>>(), [4]);
    alter(&shop, "UPDATE identity.audit_log SET actor = ''").await;
    assert_eq!(shop.identity.verify_audit().await.unwrap(), ChainState::Broken { at: 4 });
}

#[tokio::test]
async fn an_anchor_that_the_shop_did_not_set_hides_nothing() {
    let shop = shop().await;
    lines_of_two_days(&shop).await;
    let forged = "UPDATE identity.audit_anchor SET number = 2, seal = digest,
        digest = (SELECT digest FROM identity.audit_log WHERE number = 2)";
    alter(&shop, forged).await;
    alter(&shop, "DELETE FROM identity.audit_log WHERE number <= 2").await;
    assert_eq!(shop.identity.verify_audit().await.unwrap(), ChainState::Broken { at: 2 });
    let refused = shop.identity.drop_old_audit(AUDIT_KEPT_MIN).await;
    assert!(matches!(refused, Err(IdentityError::AuditBroken { at: 2 })));
}

#[tokio::test]
async fn an_altered_line_is_not_dropped() {
    let shop = shop().await;
    lines_of_two_days(&shop).await;
    alter(&shop, "UPDATE identity.audit_log SET actor = 'operator:nobody' WHERE number = 2").await;
    let refused = shop.identity.drop_old_audit(AUDIT_KEPT_MIN).await;
    assert!(matches!(refused, Err(IdentityError::AuditBroken { at: 2 })));
    assert_eq!(shop.identity.verify_audit().await.unwrap(), ChainState::Broken { at: 2 });
    assert_eq!(shop.identity.audit_lines(&AuditQuery::default(), 10).await.unwrap().len(), 4);
}
