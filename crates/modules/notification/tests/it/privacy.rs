//! What is forgotten, when, and what a person gets of it.

use cholon_notification::{MessageState, NewMessage, Outgoing};

use crate::mail_server;
use crate::support::{HOUR_MS, RECIPIENT, Scene, code, notice, smtp};

/// More than one batch of housekeeping takes.
const MANY: i64 = 2_500;

#[tokio::test]
async fn a_code_that_left_is_nowhere_any_more() {
    let server = mail_server::start(&[]).await;
    let scene = Scene::new(Some(smtp(server.port))).await;
    scene.send(code()).await;
    let message = scene.work().await;
    assert_eq!((message.state, message.body.as_str()), (MessageState::Sent, ""));
    assert_eq!(message.subject, "*** là mã xác nhận của bạn");
}

#[tokio::test]
async fn secrets_last_an_hour_and_messages_ninety_days() {
    let scene = Scene::new(None).await;
    scene.send(notice()).await;
    scene.send(code()).await;
    scene.work().await;
    scene.clock.advance_ms(HOUR_MS);
    scene.notifications.forget_old().await.unwrap();
    assert!(scene.outbox().await.iter().all(|message| !message.body.is_empty()), "the hour is not over");
    scene.clock.advance_ms(1);
    scene.notifications.forget_old().await.unwrap();
    let left: Vec<_> = scene.outbox().await.into_iter().map(|one| (one.subject, one.body, one.state)).collect();
    let notice = notice();
    assert_eq!(left[1], (notice.subject, notice.body, MessageState::Kept));
    assert_eq!(left[0], ("*** là mã xác nhận của bạn".to_owned(), String::new(), MessageState::Kept));
    scene.clock.advance_ms(90 * 24 * HOUR_MS);
    scene.notifications.forget_old().await.unwrap();
    assert!(scene.outbox().await.is_empty());
}

#[tokio::test]
async fn housekeeping_also_ends_what_is_more_than_one_batch() {
    let scene = Scene::new(None).await;
    let many = "INSERT INTO notification.messages
            (id, channel, recipient, locale, subject, body, is_secret, state, created_at)
        SELECT gen_random_uuid(), 'email', 'an@example.vn', 'vi', 'x', 'y', true, 'kept', '2026-11-21T03:00:00Z'
        FROM generate_series(1, $1)";
    sqlx::query(many).bind(MANY).execute(scene.test.database().pool()).await.unwrap();
    scene.clock.advance_ms(2 * HOUR_MS);
    scene.notifications.forget_old().await.unwrap();
    assert_eq!(count(&scene, "body <> ''").await, 0);
    assert_eq!(count(&scene, "body = ''").await, MANY);
    scene.clock.advance_ms(90 * 24 * HOUR_MS);
    scene.notifications.forget_old().await.unwrap();
    assert_eq!(count(&scene, "true").await, 0);
}

async fn count(scene: &Scene, condition: &'static str) -> i64 {
    let sql = sqlx::AssertSqlSafe(format!("SELECT count(*) FROM notification.messages WHERE {condition}"));
    sqlx::query_scalar(sql).fetch_one(scene.test.database().pool()).await.unwrap()
}

#[tokio::test]
async fn an_erased_person_has_no_messages_and_others_keep_theirs() {
    let scene = Scene::new(None).await;
    scene.send(code()).await;
    let other = NewMessage { recipient: "binh@example.vn".to_owned(), ..notice() };
    scene.send(other).await;
    let mut tx = scene.test.database().begin().await.unwrap();
    scene.notifications.erase(&mut tx, RECIPIENT).await.unwrap();
    tx.commit().await.unwrap();
    let left = scene.work().await;
    assert_eq!((left.recipient.as_str(), scene.outbox().await.len()), ("binh@example.vn", 1));
    assert_eq!(count(&scene, "recipient = 'an@example.vn'").await, 0);
}

#[tokio::test]
async fn a_person_gets_their_messages_without_a_secret_that_still_opens_something() {
    let scene = Scene::new(None).await;
    scene.send(code()).await;
    scene.send(notice()).await;
    scene.send(NewMessage { recipient: "binh@example.vn".to_owned(), ..notice() }).await;
    let theirs = scene.notifications.export_recipient(RECIPIENT).await.unwrap();
    let said: Vec<_> = theirs.iter().map(|one| (one.subject.as_str(), one.body.as_str())).collect();
    assert_eq!(said, [("Mật khẩu của bạn đã đổi", "Chào bạn"), ("*** là mã xác nhận của bạn", "")]);
}

#[tokio::test]
async fn nothing_personal_is_in_debug_output() {
    let scene = Scene::new(None).await;
    scene.send(code()).await;
    let message = scene.work().await;
    let outgoing = Outgoing {
        id: message.id.to_string(),
        recipient: message.recipient.clone(),
        locale: message.locale,
        subject: message.subject.clone(),
        body: message.body.clone(),
    };
    let shown = format!("{:?} {outgoing:?} {message:?} {:?}", code(), scene.notifications);
    assert!(!shown.contains("123456") && !shown.contains("example.vn"), "{shown}");
}
