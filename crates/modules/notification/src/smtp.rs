//! Mail by SMTP.

use async_trait::async_trait;
use lettre::message::Mailbox;
use lettre::message::header::ContentType;
use lettre::transport::smtp::authentication::Credentials;
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor};
use secrecy::{ExposeSecret as _, SecretString};

use crate::error::NotificationError;
use crate::sender::{Outgoing, SendError, Sender, SenderState};

/// How the connection to the mail server is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SmtpTls {
    /// From the first byte, as port 465 wants it.
    Tls,
    /// After a greeting in clear, as port 587 wants it; without it nothing is sent.
    StartTls,
    /// Not at all: for a server on this machine.
    None,
}

/// A mail server.
#[derive(Debug, Clone)]
pub struct SmtpSettings {
    /// Its name.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is protected.
    pub tls: SmtpTls,
    /// Who logs in; empty for a server that asks nobody.
    pub user: String,
    /// Their password.
    pub password: SecretString,
    /// Who writes: `Chợ Lớn <xinchao@shop.example.vn>`.
    pub from: String,
}

/// Sends mail by SMTP.
#[derive(Debug)]
pub struct SmtpSender {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    host: String,
}

impl SmtpSender {
    /// A sender for a mail server. Connects at the first message.
    pub fn new(settings: &SmtpSettings) -> Result<Self, NotificationError> {
        let wrong = |error: &dyn std::fmt::Display| NotificationError::Settings(error.to_string());
        let from: Mailbox = settings.from.parse().map_err(|error| wrong(&error))?;
        let builder = match settings.tls {
            SmtpTls::Tls => AsyncSmtpTransport::<Tokio1Executor>::relay(&settings.host),
            SmtpTls::StartTls => AsyncSmtpTransport::<Tokio1Executor>::starttls_relay(&settings.host),
            SmtpTls::None => Ok(AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&settings.host)),
        };
        let mut builder = builder.map_err(|error| wrong(&error))?.port(settings.port);
        if !settings.user.is_empty() {
            let password = settings.password.expose_secret().to_owned();
            builder = builder.credentials(Credentials::new(settings.user.clone(), password));
        }
        let host = from.email.domain().to_owned();
        Ok(Self { transport: builder.build(), from, host })
    }
}

#[async_trait]
impl Sender for SmtpSender {
    async fn send(&self, message: &Outgoing) -> Result<SenderState, SendError> {
        let never = |error: &dyn std::fmt::Display| SendError::Never(error.to_string());
        let to: Mailbox = message.recipient.parse().map_err(|_address| never(&"the address cannot be read"))?;
        let mail = Message::builder()
            .from(self.from.clone())
            .to(to)
            .subject(&message.subject)
            .message_id(Some(format!("<{}@{}>", message.id, self.host)))
            .header(ContentType::TEXT_PLAIN)
            .body(message.body.clone())
            .map_err(|error| never(&error))?;
        match self.transport.send(mail).await {
            Ok(_) => Ok(SenderState::Sent),
            Err(error) if error.is_permanent() => Err(SendError::Never(error.to_string())),
            Err(error) => Err(SendError::Later(error.to_string())),
        }
    }
}
