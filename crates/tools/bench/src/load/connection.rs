//! One keep-alive HTTP/1.1 connection that parses no more of an answer than it must, so that the generator leaves
//! the cores to the server it measures.

use std::net::{Ipv4Addr, SocketAddr};

use anyhow::{Context as _, bail, ensure};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// The largest head of an answer that is read.
const HEAD_BYTES_MAX: usize = 64 * 1024;
/// The largest body of an answer that is read.
const BODY_BYTES_MAX: usize = 64 * 1024 * 1024;
const READ_BYTES: usize = 64 * 1024;

/// A request, ready to be written.
#[derive(Debug, Clone)]
pub(crate) struct Request(Box<[u8]>);

impl Request {
    /// A GET as a browser sends it, with compressed answers allowed.
    pub(crate) fn get(path: &str) -> Self {
        Self::with(path, "Accept-Encoding: br, gzip\r\n")
    }

    /// A GET that asks for an answer rendered anew.
    pub(crate) fn anew(path: &str) -> Self {
        Self::with(path, "Accept-Encoding: br, gzip\r\nX-Cache-Bypass: 1\r\n")
    }

    /// A GET for an answer that this program reads itself.
    pub(crate) fn plain(path: &str) -> Self {
        Self::with(path, "")
    }

    /// A POST of JSON, with more header lines, each ended by CR and LF.
    pub(crate) fn post(path: &str, headers: &str, json: &str) -> Self {
        let text = format!(
            "POST {path} HTTP/1.1\r\nHost: localhost\r\nUser-Agent: cholon-bench\r\nContent-Type: application/json\r\n\
             Content-Length: {}\r\n{headers}\r\n{json}",
            json.len()
        );
        Self(text.into_bytes().into())
    }

    fn with(path: &str, headers: &str) -> Self {
        let text = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nUser-Agent: cholon-bench\r\n{headers}\r\n");
        Self(text.into_bytes().into())
    }
}

/// What matters of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Answer {
    /// Status code.
    pub(crate) status: u16,
    /// Bytes of the body as transferred.
    pub(crate) body_bytes: usize,
}

/// An open connection. After an error it is of no more use.
#[derive(Debug)]
pub(crate) struct Connection {
    stream: TcpStream,
    /// The answer being read; never longer than one answer, because one request is under way at a time.
    buffer: Vec<u8>,
    filled: usize,
}

impl Connection {
    /// Connects to a port of this machine.
    pub(crate) async fn open(port: u16) -> anyhow::Result<Self> {
        let stream = TcpStream::connect(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, buffer: vec![0; READ_BYTES], filled: 0 })
    }

    /// Sends a request and waits for its whole answer.
    pub(crate) async fn send(&mut self, request: &Request) -> anyhow::Result<Answer> {
        Ok(self.exchange(request).await?.0)
    }

    /// Fetches an answer together with its body as text.
    pub(crate) async fn fetch(&mut self, request: &Request) -> anyhow::Result<(Answer, String)> {
        let (answer, head_bytes) = self.exchange(request).await?;
        let body = self.buffer.get(head_bytes..self.filled).unwrap_or_default();
        Ok((answer, String::from_utf8_lossy(body).into_owned()))
    }

    async fn exchange(&mut self, request: &Request) -> anyhow::Result<(Answer, usize)> {
        self.stream.write_all(&request.0).await?;
        self.filled = 0;
        let head_bytes = self.read_head().await?;
        let head = self.buffer.get(..head_bytes).unwrap_or_default();
        let answer = parse_head(std::str::from_utf8(head)?)?;
        ensure!(answer.body_bytes <= BODY_BYTES_MAX, "a body of {} bytes", answer.body_bytes);
        while self.filled < head_bytes + answer.body_bytes {
            self.read_more().await?;
        }
        ensure!(self.filled == head_bytes + answer.body_bytes, "more bytes than the answer announced");
        Ok((answer, head_bytes))
    }

    /// Reads until the head is complete and says how long it is.
    async fn read_head(&mut self) -> anyhow::Result<usize> {
        loop {
            let searched = self.filled.saturating_sub(3);
            self.read_more().await?;
            let fresh = self.buffer.get(searched..self.filled).unwrap_or_default();
            if let Some(at) = fresh.windows(4).position(|four| four == b"\r\n\r\n") {
                return Ok(searched + at + 4);
            }
            ensure!(self.filled <= HEAD_BYTES_MAX, "a head without an end");
        }
    }

    async fn read_more(&mut self) -> anyhow::Result<()> {
        if self.filled == self.buffer.len() {
            self.buffer.resize(self.buffer.len() * 2, 0);
        }
        let room = self.buffer.get_mut(self.filled..).unwrap_or_default();
        match self.stream.read(room).await? {
            0 => bail!("the server closed the connection"),
            read => self.filled += read,
        }
        Ok(())
    }
}

/// Reads status and length; an answer without a length cannot be told from the next one and is refused.
fn parse_head(head: &str) -> anyhow::Result<Answer> {
    let mut lines = head.split("\r\n");
    let status_line = lines.next().unwrap_or_default();
    let status: u16 = status_line.split(' ').nth(1).unwrap_or_default().parse().context("no HTTP answer")?;
    let has_body = status >= 200 && status != 204 && status != 304;
    let length = lines.find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse::<usize>())
    });
    let body_bytes = match length {
        Some(length) if has_body => length.context("a length that is no number")?,
        None if has_body => bail!("an answer with status {status} names no length"),
        _ => 0,
    };
    Ok(Answer { status, body_bytes })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_are_read_whatever_the_case() {
        let answer = |status, body_bytes| Answer { status, body_bytes };
        assert_eq!(parse_head("HTTP/1.1 200 OK\r\nCONTENT-length:  12 \r\n\r\n").unwrap(), answer(200, 12));
        assert_eq!(parse_head("HTTP/1.1 304 Not Modified\r\ncontent-length: 99\r\n\r\n").unwrap(), answer(304, 0));
        assert_eq!(parse_head("HTTP/1.1 204 No Content\r\n\r\n").unwrap(), answer(204, 0));
    }

    #[test]
    fn answers_that_cannot_be_told_apart_are_refused() {
        for head in ["", "SSH-2.0", "HTTP/1.1 200 OK\r\n\r\n", "HTTP/1.1 200 OK\r\ncontent-length: many\r\n\r\n"] {
            assert!(parse_head(head).is_err(), "{head:?}");
        }
    }
}
