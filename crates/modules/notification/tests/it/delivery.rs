//! A message goes out when its cause is true, is tried again, and is forgotten in time.

use std::sync::Arc;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use cholon_jobs::Worker;
use cholon_kernel::SystemClock;
use cholon_notification::{MessageRecord, MessageState, NewMessage, Notifications, SmtpSender, SmtpTls};
use cholon_testkit::TestDatabase;
use tokio_util::sync::CancellationToken;

use crate::mail_server;
use crate::support::{Scene, code, notice, settings, smtp};

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
}

#[tokio::test]
async fn a_mail_says_the_same_as_text_and_as_a_page() {
    let server = mail_server::start(&[]).await;
    let scene = Scene::new(Some(smtp(server.port))).await;
    let subject = "Đặt lại mật khẩu tại Chợ Lớn, chợ của mọi nhà ở khắp các tỉnh thành".to_owned();
    let body = "Xin chào <bạn>,\n\nMở https://shop.example/dat-lai?ma=a&b=c, nhé.".to_owned();
    scene.send(NewMessage { subject: subject.clone(), body, ..notice() }).await;
    assert_eq!(scene.work().await.state, MessageState::Sent);
    let mail = server.mails.lock().unwrap().remove(0);
    assert_eq!(decoded(&header(&mail, "Subject")), subject);
    assert_eq!(header(&mail, "To"), "an@example.vn");
    assert!(!header(&mail, "Date").is_empty());
    assert!(header(&mail, "Content-Type").starts_with("multipart/alternative;"), "{mail}");
    let parts = parts(&mail);
    assert!(parts[0].contains("Xin chào <bạn>,"), "{}", parts[0]);
    assert!(parts[1].contains("<html lang=\"vi\">") && parts[1].contains("Xin chào &#60;bạn&#62;,"), "{}", parts[1]);
    let link = "<a href=\"https://shop.example/dat-lai?ma=a&#38;b=c\">";
    assert!(parts[1].contains(link), "{}", parts[1]);
    assert!(mail.lines().all(|line| line.len() <= 998), "RFC 5321, 4.5.3.1.6");
}

#[tokio::test]
async fn words_of_a_stranger_do_not_become_headers() {
    let server = mail_server::start(&[]).await;
    let scene = Scene::new(Some(smtp(server.port))).await;
    for name in ["Thiết bị", "Phone"] {
        let subject = format!("{name}\r\nBcc: x@example.vn");
        scene.send(NewMessage { subject, ..notice() }).await;
        scene.work().await;
        let mail = server.mails.lock().unwrap().remove(0);
        let (headers, _) = mail.split_once("\n\n").unwrap();
        assert!(headers.lines().all(|line| !line.starts_with("Bcc")), "{headers}");
        assert_eq!(decoded(&header(&mail, "Subject")), format!("{name}  Bcc: x@example.vn"));
    }
}

#[tokio::test]
async fn settings_that_would_send_a_password_in_clear_are_refused() {
    let mut open = settings(25);
    open.user = "shop".to_owned();
    SmtpSender::new(&open).unwrap();
    open.host = "mail.example.vn".to_owned();
    let error = SmtpSender::new(&open).unwrap_err();
    assert!(error.to_string().contains("in clear"), "{error}");
    open.tls = SmtpTls::StartTls;
    SmtpSender::new(&open).unwrap();
}

/// A header's value with its continued lines, each after one space.
fn header(mail: &str, name: &str) -> String {
    let mut lines = mail.lines().skip_while(|line| !line.starts_with(&format!("{name}: ")));
    let first = lines.next().unwrap_or_default().trim_start_matches(&format!("{name}: ")).to_owned();
    lines.take_while(|line| line.starts_with(' ')).fold(first, |value, line| value + line)
}

/// The words of a header's value (RFC 2047, base64 in UTF-8). The space between two encoded words is not theirs.
fn decoded(value: &str) -> String {
    let (mut text, mut is_after_encoded) = (String::new(), true);
    for word in value.split(' ') {
        let encoded = word.strip_prefix("=?utf-8?b?").and_then(|word| word.strip_suffix("?="));
        let is_between_encoded = is_after_encoded && encoded.is_some();
        if !is_between_encoded && !text.is_empty() {
            text.push(' ');
        }
        text += &encoded.map_or(word.to_owned(), |word| String::from_utf8(STANDARD.decode(word).unwrap()).unwrap());
        is_after_encoded = encoded.is_some();
    }
    text
}

/// The parts of a mail without what makes them fit for the way.
fn parts(mail: &str) -> Vec<String> {
    let content_type = header(mail, "Content-Type");
    let boundary = content_type.split("boundary=").nth(1).unwrap().trim_matches('"');
    let mark = format!("--{boundary}");
    let parts = mail.split(&mark).skip(1);
    parts.filter_map(|part| part.split_once("\n\n").map(|(head, body)| plain(head, body))).collect()
}

fn plain(head: &str, body: &str) -> String {
    if head.contains("base64") {
        let lines: String = body.split_whitespace().collect();
        return String::from_utf8(STANDARD.decode(lines).unwrap()).unwrap();
    }
    let (joined, mut bytes) = (body.replace("=\n", ""), Vec::new());
    let mut rest = joined.bytes();
    while let Some(byte) = rest.next() {
        let two = |rest: &mut std::str::Bytes<'_>| [rest.next().unwrap(), rest.next().unwrap()];
        let is_escape = head.contains("quoted-printable") && byte == b'=';
        bytes.push(if is_escape {
            u8::from_str_radix(std::str::from_utf8(&two(&mut rest)).unwrap(), 16).unwrap()
        } else {
            byte
        });
    }
    String::from_utf8(bytes).unwrap()
}
