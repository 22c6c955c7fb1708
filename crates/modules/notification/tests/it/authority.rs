//! A mail server whose certificate is signed by an authority of the house.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;

use cholon_kernel::Locale;
use cholon_notification::{Outgoing, SendError, Sender as _, SenderState, SmtpSender, SmtpSettings, SmtpTls};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

use crate::support::{RECIPIENT, settings};

/// Made for these tests, good for a hundred years, believed by nobody else.
const AUTHORITY: &str = include_str!("tls/authority.pem");
const SERVER: &str = include_str!("tls/server.pem");
const SERVER_KEY: &str = include_str!("tls/server.key");

/// Starts a server that takes every message; returns its port.
fn start() -> u16 {
    let certificate = CertificateDer::from_pem_slice(SERVER.as_bytes()).unwrap();
    let key = PrivateKeyDer::from_pem_slice(SERVER_KEY.as_bytes()).unwrap();
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = ServerConfig::builder_with_provider(provider).with_protocol_versions(rustls::ALL_VERSIONS).unwrap();
    let config = Arc::new(config.with_no_client_auth().with_single_cert(vec![certificate], key).unwrap());
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let (config, stream) = (Arc::clone(&config), stream.unwrap());
            // A client that does not believe the certificate hangs up.
            std::thread::spawn(move || drop(talk(&config, stream)));
        }
    });
    port
}

fn talk(config: &Arc<ServerConfig>, stream: TcpStream) -> std::io::Result<()> {
    let connection = ServerConnection::new(Arc::clone(config)).unwrap();
    let mut stream = BufReader::new(StreamOwned::new(connection, stream));
    stream.get_mut().write_all(b"220 ready\r\n")?;
    let (mut line, mut is_in_mail) = (String::new(), false);
    while stream.read_line(&mut line)? > 0 {
        let answer = match line.trim_end() {
            "DATA" => Some("354 go on\r\n"),
            "." => Some("250 taken\r\n"),
            _ if is_in_mail => None,
            _ => Some("250 ok\r\n"),
        };
        is_in_mail = answer == Some("354 go on\r\n") || answer.is_none();
        if let Some(answer) = answer {
            stream.get_mut().write_all(answer.as_bytes())?;
        }
        line.clear();
    }
    Ok(())
}

fn over_tls(port: u16) -> SmtpSettings {
    SmtpSettings { host: "localhost".to_owned(), tls: SmtpTls::Tls, ..settings(port) }
}

fn outgoing() -> Outgoing {
    Outgoing {
        id: "1".to_owned(),
        recipient: RECIPIENT.to_owned(),
        locale: Locale::Vi,
        subject: "Chào".to_owned(),
        body: "Chào bạn".to_owned(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_who_is_told_of_the_authority_believes_the_server() {
    let settings = over_tls(start());
    let told = SmtpSender::with_authority(&settings, AUTHORITY).unwrap();
    assert_eq!(told.send(&outgoing()).await, Ok(SenderState::Sent));
    let not_told = SmtpSender::new(&settings).unwrap();
    let refused = not_told.send(&outgoing()).await;
    assert!(matches!(&refused, Err(SendError::Later(error)) if error.contains("certificate")), "{refused:?}");
}

#[tokio::test]
async fn a_file_without_a_certificate_is_refused_at_the_start() {
    for pem in ["", "nonsense", SERVER_KEY] {
        let error = SmtpSender::with_authority(&over_tls(465), pem).unwrap_err();
        assert!(error.to_string().contains("no certificate"), "{error}");
    }
}
