//! A mail server for tests: speaks as much SMTP as a client needs, and answers log-ins and messages as it is told.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

type Answers = Arc<Mutex<VecDeque<&'static str>>>;

/// The port, what was taken, and what is still to be answered.
pub(crate) struct MailServer {
    pub(crate) port: u16,
    pub(crate) mails: Arc<Mutex<Vec<String>>>,
    pub(crate) answers: Answers,
}

/// Starts one that answers log-ins and messages by `answers`, and takes every one after these.
pub(crate) async fn start(answers: &[&'static str]) -> MailServer {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let (mails, answers) =
        (Arc::<Mutex<Vec<String>>>::default(), Arc::new(Mutex::new(VecDeque::from(answers.to_vec()))));
    let (taken, told) = (Arc::clone(&mails), Arc::clone(&answers));
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(talk(stream, Arc::clone(&taken), Arc::clone(&told)));
        }
    });
    MailServer { port, mails, answers }
}

async fn talk(stream: TcpStream, mails: Arc<Mutex<Vec<String>>>, answers: Answers) {
    let next = || answers.lock().unwrap().pop_front();
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    let mut said = write.write_all(b"220 ready\r\n").await;
    while let (Ok(()), Ok(Some(line))) = (said, lines.next_line().await) {
        let answer = match line.split([' ', ':']).next().unwrap_or_default() {
            "EHLO" => "250-mail.test\r\n250 AUTH PLAIN",
            "AUTH" => next().unwrap_or("235 welcome"),
            "DATA" => {
                write.write_all(b"354 go on\r\n").await.unwrap();
                let mut mail = String::new();
                while let Ok(Some(line)) = lines.next_line().await {
                    if line == "." {
                        break;
                    }
                    mail += &line;
                    mail.push('\n');
                }
                let answer = next().unwrap_or("250 taken");
                if answer.starts_with('2') {
                    mails.lock().unwrap().push(mail);
                }
                answer
            }
            "QUIT" => return,
            _ => "250 ok",
        };
        said = write.write_all(format!("{answer}\r\n").as_bytes()).await;
    }
}
