//! What every test of messages needs: a message, a sender, and a worker.

use std::sync::Arc;

use cholon_jobs::Worker;
use cholon_kernel::{Clock, Locale, ManualClock};
use cholon_notification::{
    Channel, MessageRecord, NewMessage, Notifications, Sender, SmtpSender, SmtpSettings, SmtpTls,
};
use cholon_testkit::TestDatabase;
use secrecy::SecretString;

pub(crate) const RECIPIENT: &str = "an@example.vn";
pub(crate) const MINUTE_MS: i64 = 60_000;
pub(crate) const HOUR_MS: i64 = 60 * MINUTE_MS;

/// A code, which is also in the subject, as the shop's texts have it.
pub(crate) fn code() -> NewMessage {
    NewMessage {
        channel: Channel::Email,
        recipient: RECIPIENT.to_owned(),
        locale: Locale::Vi,
        subject: "123456 là mã xác nhận của bạn".to_owned(),
        body: "Mã: 123456".to_owned(),
        is_secret: true,
    }
}

/// A message without a secret.
pub(crate) fn notice() -> NewMessage {
    let (subject, body) = ("Mật khẩu của bạn đã đổi".to_owned(), "Chào bạn".to_owned());
    NewMessage { subject, body, is_secret: false, ..code() }
}

/// A server on this machine that asks nobody to log in.
pub(crate) fn settings(port: u16) -> SmtpSettings {
    SmtpSettings {
        host: "127.0.0.1".to_owned(),
        port,
        tls: SmtpTls::None,
        user: String::new(),
        password: SecretString::default(),
        from: "Chợ Lớn <xinchao@shop.example>".to_owned(),
    }
}

pub(crate) fn smtp(port: u16) -> Arc<dyn Sender> {
    Arc::new(SmtpSender::new(&settings(port)).unwrap())
}

/// A shop whose time stands still, with or without a mail server.
pub(crate) struct Scene {
    pub(crate) test: TestDatabase,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) notifications: Notifications,
}

impl Scene {
    pub(crate) async fn new(email: Option<Arc<dyn Sender>>) -> Self {
        let test = cholon_testkit::database().await;
        let clock = Arc::new(ManualClock::at("2026-11-21T03:00:00Z"));
        let notifications = Notifications::new(test.database().clone(), Arc::clone(&clock) as Arc<dyn Clock>, email);
        Self { test, clock, notifications }
    }

    /// Writes a message a moment after the one before, so that their order is known.
    pub(crate) async fn send(&self, message: NewMessage) {
        self.clock.advance_ms(1);
        let mut tx = self.test.database().begin().await.unwrap();
        self.notifications.send(&mut tx, message).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// Does what is due at this moment, and shows the newest message.
    pub(crate) async fn work(&self) -> MessageRecord {
        let worker = Worker::new(self.test.database().clone(), Arc::clone(&self.clock) as Arc<dyn Clock>, 2);
        self.notifications.handlers(worker).unwrap().run_due().await.unwrap();
        self.outbox().await.remove(0)
    }

    pub(crate) async fn outbox(&self) -> Vec<MessageRecord> {
        self.notifications.outbox(None, 10).await.unwrap()
    }
}
