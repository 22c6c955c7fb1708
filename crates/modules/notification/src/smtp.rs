//! Mail by SMTP.

use std::net::IpAddr;

use async_trait::async_trait;
use lettre::message::{Mailbox, MultiPart};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, CertificateStore, Tls, TlsParameters, TlsParametersBuilder};
use lettre::transport::smtp::response::Code;
use lettre::{Address, AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor};
use secrecy::{ExposeSecret as _, SecretString};

use crate::error::NotificationError;
use crate::html;
use crate::sender::{Outgoing, SendError, Sender, SenderState};

/// Answers that refuse the shop's log-in and not the message (RFC 4954, section 6): the settings are wrong, and once
/// they are right the message is taken.
const LOG_IN_REFUSED: [u16; 4] = [530, 534, 535, 538];
/// How a certificate in a PEM file begins (RFC 7468).
const PEM_CERTIFICATE: &str = "-----BEGIN CERTIFICATE-----";

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
    /// A sender for a mail server whose certificate one of the public authorities has signed. Connects at the first
    /// message; to be called within the asynchronous runtime, where its idle connections are closed.
    pub fn new(settings: &SmtpSettings) -> Result<Self, NotificationError> {
        Self::open(settings, TlsParameters::builder(settings.host.clone()))
    }

    /// Like [`SmtpSender::new`], for a mail server of a house with an authority of its own: certificates in PEM, which are
    /// believed instead of the public ones.
    pub fn with_authority(settings: &SmtpSettings, pem: &str) -> Result<Self, NotificationError> {
        if !pem.contains(PEM_CERTIFICATE) {
            return Err(wrong(&"the file of the authority holds no certificate in PEM"));
        }
        let authority = Certificate::from_pem(pem.as_bytes()).map_err(|error| wrong(&error))?;
        let parameters = TlsParameters::builder(settings.host.clone()).certificate_store(CertificateStore::None);
        Self::open(settings, parameters.add_root_certificate(authority))
    }

    fn open(settings: &SmtpSettings, parameters: TlsParametersBuilder) -> Result<Self, NotificationError> {
        let from: Mailbox = settings.from.parse().map_err(|error| wrong(&error))?;
        let parameters = parameters.build().map_err(|error| wrong(&error))?;
        let tls = match settings.tls {
            SmtpTls::Tls => Tls::Wrapper(parameters),
            SmtpTls::StartTls => Tls::Required(parameters),
            SmtpTls::None => Tls::None,
        };
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&settings.host);
        if !settings.user.is_empty() {
            if settings.tls == SmtpTls::None && !is_this_machine(&settings.host) {
                return Err(wrong(&"the password would travel in clear: choose tls or starttls"));
            }
            let password = settings.password.expose_secret().to_owned();
            builder = builder.credentials(Credentials::new(settings.user.clone(), password));
        }
        let host = from.email.domain().to_owned();
        Ok(Self { transport: builder.port(settings.port).tls(tls).build(), from, host })
    }

    /// The mail that says what a message says: text first, then the page (RFC 2046, section 5.1.4).
    fn mail(&self, message: &Outgoing) -> Result<Message, SendError> {
        // A bare address: one recipient, and no words beside it.
        let to: Address = message.recipient.parse().map_err(|_address| never(&"the address cannot be read"))?;
        let page = html::page(message).map_err(|error| never(&error))?;
        Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(one_line(&message.subject))
            .message_id(Some(format!("<{}@{}>", message.id, self.host)))
            .multipart(MultiPart::alternative_plain_html(message.body.clone(), page))
            .map_err(|error| never(&error))
    }
}

#[async_trait]
impl Sender for SmtpSender {
    async fn send(&self, message: &Outgoing) -> Result<SenderState, SendError> {
        match self.transport.send(self.mail(message)?).await {
            Ok(_) => Ok(SenderState::Sent),
            Err(error) if error.is_permanent() && !refuses_log_in(error.status()) => Err(never(&error)),
            Err(error) => Err(SendError::Later(error.to_string())),
        }
    }
}

fn refuses_log_in(code: Option<Code>) -> bool {
    code.is_some_and(|code| LOG_IN_REFUSED.contains(&u16::from(code)))
}

/// Words of others, such as the name of a device, must not begin a header of their own.
fn one_line(subject: &str) -> String {
    subject.replace(char::is_control, " ")
}

/// Whether what is said to a host does not leave this machine.
fn is_this_machine(host: &str) -> bool {
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

fn never(error: &dyn std::fmt::Display) -> SendError {
    SendError::Never(error.to_string())
}

fn wrong(error: &dyn std::fmt::Display) -> NotificationError {
    NotificationError::Settings(error.to_string())
}
