//! The audit log shows every alteration.

use cholon_identity::audit::{AuditQuery, ChainState};
use cholon_identity::{Change, NewStaff, RoleForm};

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
    for one in ["ALTER TABLE identity.audit_log DISABLE TRIGGER audit_log_append_only", statement] {
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
        let permissions = cholon_identity::model::Permissions::default();
        let form = RoleForm { name: format!("Vai trò {number}"), permissions, needs_second_factor: true };
        identity.save_role(None, &form, &change).await.unwrap()
    });
    futures_util::future::join_all(writes).await;
    assert!(matches!(shop.identity.verify_audit().await.unwrap(), ChainState::Whole { lines: 10, .. }));
}
