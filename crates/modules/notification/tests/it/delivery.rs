//! A message goes out when its cause is true, is tried again, and is forgotten in time.

use std::sync::Arc;
use std::time::Duration;

use cholon_jobs::Worker;
use cholon_kernel::{Locale, ManualClock, SystemClock};
use cholon_notification::{
    Channel, MessageRecord, MessageState, NewMessage, Notifications, Sender, SmtpSender, SmtpSettings, SmtpTls,
};
use cholon_testkit::TestDatabase;
use secrecy::SecretString;
use tokio_util::sync::CancellationToken;

use crate::mail_server;

fn code() -> NewMessage {
    NewMessage {
        channel: Channel::Email,
        recipient: "an@example.vn".to_owned(),
        locale: Locale::Vi,
        subject: "Mã xác nhận của bạn".to_owned(),
        body: "Mã: 123456".to_owned(),
        is_secret: true,
    }
}

fn smtp(port: u16) -> Arc<dyn Sender> {
    let settings = SmtpSettings {
        host: "127.0.0.1".to_owned(),
        port,
        tls: SmtpTls::None,
        user: String::new(),
        password: SecretString::default(),
        from: "Chợ Lớn <xinchao@shop.example>".to_owned(),
    };
    Arc::new(SmtpSender::new(&settings).unwrap())
}

async fn send(test: &TestDatabase, notifications: &Notifications, message: NewMessage, is_true: bool) {
    let mut tx = test.database().begin().await.unwrap();
    notifications.send(&mut tx, message).await.unwrap();
    if is_true {
        tx.commit().await.unwrap();
    }
}

/// Lets a worker run until the newest message is settled.
async fn settled(test: &TestDatabase, notifications: &Notifications) -> MessageRecord {
    let end = CancellationToken::new();
    let worker = Worker::new(test.database().clone(), Arc::new(SystemClock), 2);
    let running = tokio::spawn(notifications.handlers(worker).unwrap().run(end.clone()));
    let wait = async {
        loop {
            let newest = notifications.outbox(None, 1).await.unwrap().pop().unwrap();
            if newest.state != MessageState::Waiting {
                return newest;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    let newest = tokio::time::timeout(Duration::from_secs(30), wait).await.expect("it is settled");
    end.cancel();
    running.await.unwrap();
    newest
}

#[tokio::test]
async fn with_nothing_configured_messages_stay_for_staff_to_read() {
    let test = cholon_testkit::database().await;
    let notifications = Notifications::new(test.database().clone(), Arc::new(SystemClock), None);
    send(&test, &notifications, code(), true).await;
    let message = settled(&test, &notifications).await;
    assert_eq!((message.state, message.body.as_str()), (MessageState::Kept, "Mã: 123456"));
    assert!(!format!("{message:?}").contains("123456"));
}

#[tokio::test]
async fn a_cause_that_is_rolled_back_sends_nothing() {
    let test = cholon_testkit::database().await;
    let notifications = Notifications::new(test.database().clone(), Arc::new(SystemClock), None);
    send(&test, &notifications, code(), false).await;
    assert!(notifications.outbox(None, 10).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_server_that_is_busy_is_asked_again_and_the_secret_is_forgotten() {
    let test = cholon_testkit::database().await;
    let server = mail_server::start(&["451 later"]).await;
    let notifications = Notifications::new(test.database().clone(), Arc::new(SystemClock), Some(smtp(server.port)));
    send(&test, &notifications, code(), true).await;
    let message = settled(&test, &notifications).await;
    assert_eq!((message.state, message.body.as_str()), (MessageState::Sent, ""));
    let mails = server.mails.lock().unwrap();
    assert_eq!(mails.len(), 1);
    assert!(mails[0].contains(&format!("Message-ID: <{}@shop.example>", message.id)), "{}", mails[0]);
    assert!(mails[0].contains("Subject: =?utf-8?b?"), "{}", mails[0]);
}

#[tokio::test]
async fn what_a_server_refuses_for_good_is_not_tried_again() {
    let test = cholon_testkit::database().await;
    let server = mail_server::start(&["550 no such person"]).await;
    let notifications = Notifications::new(test.database().clone(), Arc::new(SystemClock), Some(smtp(server.port)));
    send(&test, &notifications, code(), true).await;
    let message = settled(&test, &notifications).await;
    assert_eq!(message.state, MessageState::Failed);
    assert!(message.last_error.unwrap().contains("no such person"));
}

#[tokio::test]
async fn secrets_last_an_hour_and_messages_ninety_days() {
    let test = cholon_testkit::database().await;
    let clock = Arc::new(ManualClock::at("2026-11-21T03:00:00Z"));
    let notifications = Notifications::new(test.database().clone(), Arc::clone(&clock) as _, None);
    send(&test, &notifications, code(), true).await;
    let plain = NewMessage { is_secret: false, body: "Chào bạn".to_owned(), ..code() };
    send(&test, &notifications, plain, true).await;
    clock.advance_ms(3_600_001);
    notifications.forget_old().await.unwrap();
    let bodies: Vec<_> = notifications.outbox(None, 10).await.unwrap().into_iter().map(|one| one.body).collect();
    assert_eq!(bodies.iter().filter(|body| body.is_empty()).count(), 1, "{bodies:?}");
    clock.advance_ms(90 * 24 * 3_600_000);
    notifications.forget_old().await.unwrap();
    assert!(notifications.outbox(None, 10).await.unwrap().is_empty());
}

#[tokio::test]
async fn an_erased_person_has_no_messages() {
    let test = cholon_testkit::database().await;
    let notifications = Notifications::new(test.database().clone(), Arc::new(SystemClock), None);
    send(&test, &notifications, code(), true).await;
    let mut tx = test.database().begin().await.unwrap();
    notifications.erase(&mut tx, "an@example.vn").await.unwrap();
    tx.commit().await.unwrap();
    assert!(notifications.outbox(None, 10).await.unwrap().is_empty());
}
