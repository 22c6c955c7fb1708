//! What is kept of messages and for whom: secrets for an hour, messages for ninety days, both for their recipient.

use jiff::SignedDuration;

use crate::error::NotificationError;
use crate::facade::Notifications;
use crate::model::MessageRecord;
use crate::store;

/// How long a secret stays readable in a message that did not leave.
const SECRETS_KEPT: SignedDuration = SignedDuration::from_hours(1);
/// How long messages are kept.
const MESSAGES_KEPT: SignedDuration = SignedDuration::from_hours(90 * 24);
/// Messages that one statement forgets at most, so that deliveries do not wait for it.
const FORGOTTEN_MAX: i64 = 1_000;
/// Rounds of one run at most; the next run goes on.
const ROUNDS_MAX: usize = 100;
/// Messages that an export holds at most.
pub const EXPORT_MAX: i64 = 1_000;
/// The fewest digits in a row that can be a code, or a part of one.
const SECRET_DIGITS_MIN: usize = 3;
/// What stands for a secret.
const HIDDEN: &str = "***";

impl Notifications {
    /// Forgets secrets after an hour and messages after ninety days.
    pub async fn forget_old(&self) -> Result<(), NotificationError> {
        self.forget_secrets().await?;
        let before = self.clock.now() - MESSAGES_KEPT;
        let mut connection = self.database.read().await?;
        for _ in 0..ROUNDS_MAX {
            let forgotten = store::forget_messages(&mut connection, before, FORGOTTEN_MAX).await?;
            if forgotten < FORGOTTEN_MAX.unsigned_abs() {
                break;
            }
        }
        Ok(())
    }

    async fn forget_secrets(&self) -> Result<(), NotificationError> {
        let now = self.clock.now();
        let mut connection = self.database.read().await?;
        for _ in 0..ROUNDS_MAX {
            let mut secrets = store::secrets(&mut connection, now - SECRETS_KEPT, FORGOTTEN_MAX).await?;
            if secrets.ids.is_empty() {
                break;
            }
            secrets.subjects.iter_mut().for_each(|subject| *subject = without_secret(subject));
            store::forget_secrets(&mut connection, &secrets, now).await?;
        }
        Ok(())
    }

    /// What a person was told, newest first and at most [`EXPORT_MAX`], for them to keep. Codes and links are left out,
    /// also those that still count: whoever finds the export must not get in with it.
    pub async fn export_recipient(&self, recipient: &str) -> Result<Vec<MessageRecord>, NotificationError> {
        let mut messages = store::list_of(&mut *self.database.read().await?, recipient, EXPORT_MAX).await?;
        for message in messages.iter_mut().filter(|message| message.is_secret) {
            message.subject = without_secret(&message.subject);
            message.body.clear();
        }
        Ok(messages)
    }
}

/// A subject with its codes and links hidden: words with three digits in a row, and addresses of pages.
pub(crate) fn without_secret(subject: &str) -> String {
    let has_digits =
        |word: &str| word.as_bytes().windows(SECRET_DIGITS_MIN).any(|run| run.iter().all(u8::is_ascii_digit));
    let words = subject.split(' ').map(|word| if has_digits(word) || word.contains("://") { HIDDEN } else { word });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_links_go_and_the_rest_stays() {
        let cases = [
            ("123456 là mã xác nhận của bạn tại Chợ Lớn", "*** là mã xác nhận của bạn tại Chợ Lớn"),
            ("Mã:123-456, 5 phút", "*** 5 phút"),
            ("Mở https://shop.example/x?y nhé", "Mở *** nhé"),
            ("Đặt lại mật khẩu", "Đặt lại mật khẩu"),
            ("", ""),
        ];
        for (subject, expected) in cases {
            assert_eq!(without_secret(subject), expected);
        }
    }
}
