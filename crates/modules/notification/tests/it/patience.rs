//! How long a message is tried, and what ends that at once.

use std::sync::Arc;

use cholon_notification::{MessageState, SmtpSender};

use crate::mail_server;
use crate::support::{HOUR_MS, MINUTE_MS, Scene, code, notice, settings, smtp};

#[tokio::test]
async fn a_mail_server_may_be_down_for_most_of_a_day() {
    let server = mail_server::start(&["451 later"; 15]).await;
    let scene = Scene::new(Some(smtp(server.port))).await;
    scene.send(notice()).await;
    for _ in 0..15 {
        assert_eq!(scene.work().await.state, MessageState::Waiting);
        // The longest wait is an hour and a quarter.
        scene.clock.advance_ms(80 * MINUTE_MS);
    }
    let message = scene.work().await;
    assert_eq!((message.state, message.body.as_str()), (MessageState::Sent, "Chào bạn"));
    assert_eq!(server.mails.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn after_a_day_a_message_is_given_up() {
    let server = mail_server::start(&["451 later"; 100]).await;
    let scene = Scene::new(Some(smtp(server.port))).await;
    scene.send(notice()).await;
    assert_eq!(scene.work().await.state, MessageState::Waiting);
    scene.clock.advance_ms(24 * HOUR_MS);
    let message = scene.work().await;
    assert_eq!(message.state, MessageState::Failed);
    assert!(message.last_error.unwrap().contains("later"));
}

#[tokio::test]
async fn a_code_that_comes_too_late_to_be_of_use_is_not_sent() {
    let server = mail_server::start(&["451 later"]).await;
    let scene = Scene::new(Some(smtp(server.port))).await;
    scene.send(code()).await;
    assert_eq!(scene.work().await.state, MessageState::Waiting);
    scene.clock.advance_ms(10 * MINUTE_MS);
    assert_eq!(scene.work().await.state, MessageState::Failed);
    assert!(server.mails.lock().unwrap().is_empty(), "the server would take it now, but nobody waits for it any more");
}

#[tokio::test]
async fn a_secret_that_waited_until_it_was_forgotten_does_not_leave_as_an_empty_mail() {
    let server = mail_server::start(&[]).await;
    let scene = Scene::new(Some(smtp(server.port))).await;
    scene.send(code()).await;
    scene.clock.advance_ms(HOUR_MS + 1);
    scene.notifications.forget_old().await.unwrap();
    assert_eq!(scene.outbox().await[0].state, MessageState::Failed);
    scene.work().await;
    assert!(server.mails.lock().unwrap().is_empty());
}

#[tokio::test]
async fn a_log_in_that_the_server_refuses_is_not_the_messages_fault() {
    let server = mail_server::start(&["535 wrong password"]).await;
    let mut with_log_in = settings(server.port);
    with_log_in.user = "shop".to_owned();
    let scene = Scene::new(Some(Arc::new(SmtpSender::new(&with_log_in).unwrap()))).await;
    scene.send(notice()).await;
    let message = scene.work().await;
    assert_eq!(message.state, MessageState::Waiting, "{:?}", message.last_error);
    scene.clock.advance_ms(5 * MINUTE_MS);
    assert_eq!(scene.work().await.state, MessageState::Sent);
}

#[tokio::test]
async fn what_cannot_be_an_address_is_refused_at_once() {
    let server = mail_server::start(&[]).await;
    let scene = Scene::new(Some(smtp(server.port))).await;
    for recipient in ["an@example.vn, binh@example.vn", "An <an@example.vn>", "an@example.vn\r\nBcc: x@example.vn", ""]
    {
        let mut message = notice();
        recipient.clone_into(&mut message.recipient);
        scene.send(message).await;
        assert_eq!(scene.work().await.state, MessageState::Failed, "{recipient:?}");
    }
    assert!(server.mails.lock().unwrap().is_empty());
}

#[tokio::test]
async fn what_a_server_refuses_for_good_is_asked_once() {
    let server = mail_server::start(&["550 <an@example.vn> is no person here"; 2]).await;
    let scene = Scene::new(Some(smtp(server.port))).await;
    scene.send(notice()).await;
    let message = scene.work().await;
    assert_eq!(message.state, MessageState::Failed);
    let error = message.last_error.unwrap();
    assert!(error.contains("is no person here") && !error.contains("an@example"), "{error}");
    scene.clock.advance_ms(24 * HOUR_MS);
    scene.work().await;
    assert_eq!(server.answers.lock().unwrap().len(), 1, "the second answer was not needed");
}
