//! The audit log: every change is in it, it is shown and exported whole, and tampering is seen.

use http::StatusCode;

use crate::support::{House, PASSWORD};

#[tokio::test]
async fn every_change_is_written_down_with_its_values_and_where_it_came_from() {
    let house = House::open().await;
    let (mut admin, _) = house.admin().await;
    let (clerk, _) = house.clerk("nhan-vien", &[]).await;
    let person = format!("/admin/nguoi-dung/{clerk}");
    let session = house.identity.sessions(clerk).await.unwrap()[0].id;
    let start = house.identity.audit_lines(&cholon_identity::audit::AuditQuery::default(), 1).await.unwrap()[0].number;
    house.post(&mut admin, &format!("{person}/phien/{session}/dang-xuat"), &[]).await.location();
    house.post(&mut admin, &format!("{person}/khoa"), &[]).await.location();
    house.post(&mut admin, &format!("{person}/mo-khoa"), &[]).await.location();
    house.post(&mut admin, &format!("{person}/vai-tro"), &[]).await.location();
    let new = [("name", "Ai"), ("email", "ai@example.vn"), ("password", PASSWORD)];
    let role = house.identity.roles().await.unwrap()[1].id.to_string();
    let new = [&new[..], &[("role", role.as_str())]].concat();
    house.post(&mut admin, "/admin/nguoi-dung/moi", &new).await.location();
    house.post(&mut admin, "/admin/vai-tro/moi", &[("name", "Kho")]).await.location();
    let lines = house.identity.audit_lines(&cholon_identity::audit::AuditQuery::default(), 50).await.unwrap();
    let told: Vec<_> = lines.iter().filter(|line| line.number > start).rev().collect();
    let actions: Vec<_> = told.iter().map(|line| line.action.as_str()).collect();
    let expected = [
        "account.session-ended",
        "account.blocked",
        "account.unblocked",
        "account.roles-changed",
        "account.created",
        "role.created",
    ];
    assert_eq!(actions, expected);
    assert!(told.iter().all(|line| line.address == "127.0.0.1" && line.user_agent.contains("Chrome/142")));
    assert!(told.iter().all(|line| line.actor.starts_with("staff:")));
    assert_eq!(
        (told[1].old_values.as_str(), told[1].new_values.as_str()),
        (r#"{"blocked":false}"#, r#"{"blocked":true}"#)
    );
    let page = house.page(&mut admin, "/admin/nhat-ky").await;
    assert!(page.contains("Trần Thị Hằng") && page.contains("Chrome · Windows") && page.contains("127.0.0.1"));
    assert!(page.contains("<del><span class=\"visually-hidden\">cũ: </span>Không</del>"));
}

#[tokio::test]
async fn the_log_is_narrowed_by_words_action_and_days() {
    let house = House::open().await;
    let (mut admin, _) = house.admin().await;
    house.role("Kho hàng", &[]).await;
    let rows = |page: &str| page.matches("class=\"cell-when\"").count();
    let counted = async |admin: &mut _, query: &str| rows(&house.page(admin, &format!("/admin/nhat-ky?{query}")).await);
    assert_eq!(counted(&mut admin, "").await, 3);
    assert_eq!(counted(&mut admin, "tim=Kho+h%C3%A0ng").await, 1);
    assert_eq!(counted(&mut admin, "thao-tac=account.created").await, 1);
    // It is ten in the morning of the 26th in Viet Nam.
    assert_eq!(counted(&mut admin, "tu=2026-11-26&den=2026-11-26").await, 3);
    assert_eq!(counted(&mut admin, "den=2026-11-25").await, 0);
    assert_eq!(counted(&mut admin, "tu=2026-11-27").await, 0);
    assert!(house.page(&mut admin, "/admin/nhat-ky?tu=2026-11-27").await.contains("Không có thao tác nào như vậy"));
}

#[tokio::test]
async fn the_export_is_complete_and_no_cell_is_a_formula() {
    let house = House::open().await;
    let (mut admin, _) = house.admin().await;
    let mut connection = house.test.database().read().await.unwrap();
    // More lines than one batch of the export holds; who wrote them past the module is not what is tested here.
    sqlx::query(
        "INSERT INTO identity.audit_log (number, happened_at, actor, action, entity, entity_id, old_values, new_values,
            address, user_agent, digest)
        SELECT n, now(), 'staff:x', 'role.created', 'role', 'x', '{}', '{}', '', '=cmd()', ''
        FROM generate_series(3, 2500) AS n",
    )
    .execute(&mut *connection)
    .await
    .unwrap();
    let told = house.get(&mut admin, "/admin/nhat-ky/xuat.csv").await;
    assert_eq!(told.status, StatusCode::OK);
    assert_eq!(told.headers["content-disposition"], "attachment; filename=\"audit-2026-11-26.csv\"");
    assert_eq!(told.headers["cache-control"], "no-store");
    let lines: Vec<_> = told.text.lines().collect();
    assert_eq!(lines.len(), 2501);
    assert!(lines[0].starts_with("\u{feff}number,time,actor,"));
    let numbers: Vec<u32> = lines[1..].iter().map(|line| line.split(',').next().unwrap().parse().unwrap()).collect();
    assert!(numbers.iter().rev().copied().eq(1..=2500));
    assert!(lines[1].ends_with(",'=cmd()"), "{}", lines[1]);
}

#[tokio::test]
async fn tampering_is_shown() {
    let house = House::open().await;
    let (mut admin, _) = house.admin().await;
    assert!(house.page(&mut admin, "/admin/nhat-ky").await.contains("Nhật ký chưa được kiểm tra"));
    let told = house.post(&mut admin, "/admin/nhat-ky/kiem-tra", &[]).await;
    assert!(told.text.contains("Nhật ký nguyên vẹn, 2 dòng khớp nhau"));
    let mut connection = house.test.database().read().await.unwrap();
    for statement in [
        "ALTER TABLE identity.audit_log DISABLE TRIGGER audit_log_append_only",
        "UPDATE identity.audit_log SET actor = 'operator:nobody'",
    ] {
        sqlx::query(statement).execute(&mut *connection).await.unwrap();
    }
    let told = house.post(&mut admin, "/admin/nhat-ky/kiem-tra", &[]).await;
    assert!(told.text.contains("Nhật ký bị can thiệp từ dòng 1"));
    assert!(house.page(&mut admin, "/admin/nhat-ky").await.contains("Nhật ký bị can thiệp"), "it is remembered");
}
