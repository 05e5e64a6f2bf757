//! A small HTTP/1.1 client: a connection, asked one thing after another. It does little, so that the machine is the server's.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;

use anyhow::{Context, bail};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpSocket, TcpStream};

const PATIENCE: Duration = Duration::from_secs(20);

/// An address of this machine's own network, another one for each number.
pub fn address(number: usize) -> Ipv4Addr {
    let byte = |value: usize| u8::try_from(value % 250 + 1).unwrap_or(1);
    Ipv4Addr::new(127, byte(number / 62_500), byte(number / 250), byte(number))
}

/// A question, written out but for who asks.
pub struct Ask<'a> {
    /// `GET` or `POST`.
    pub method: &'a str,
    /// The path with its query.
    pub path: &'a str,
    /// More lines of the head, each with its end.
    pub head: &'a str,
    /// The body; empty for none.
    pub body: &'a [u8],
}

impl<'a> Ask<'a> {
    /// A plain look.
    pub fn get(path: &'a str, head: &'a str) -> Self {
        Self { method: "GET", path, head, body: b"" }
    }
}

/// What came back.
pub struct Answer {
    /// Such as 200.
    pub status: u16,
    /// As it came over the wire, unpacked from its chunks only.
    pub body: Vec<u8>,
}

/// How the body is cut off.
enum Cut {
    Length(usize),
    Chunks,
}

/// An open connection.
pub struct Line {
    stream: BufReader<TcpStream>,
    host: SocketAddr,
}

impl Line {
    /// Connects from an address of its own.
    pub async fn open(server: SocketAddr, from: Ipv4Addr) -> anyhow::Result<Self> {
        let socket = TcpSocket::new_v4()?;
        socket
            .bind(SocketAddr::new(IpAddr::V4(from), 0))
            .context("this address cannot be used; the bench needs Linux")?;
        let stream = tokio::time::timeout(PATIENCE, socket.connect(server)).await??;
        stream.set_nodelay(true)?;
        Ok(Self { stream: BufReader::new(stream), host: server })
    }

    /// Asks, and reads the whole answer.
    pub async fn ask(&mut self, ask: &Ask<'_>) -> anyhow::Result<Answer> {
        tokio::time::timeout(PATIENCE, self.ask_now(ask)).await.context("no answer in time")?
    }

    async fn ask_now(&mut self, ask: &Ask<'_>) -> anyhow::Result<Answer> {
        let (status, cut) = self.begin(ask).await?;
        let mut body = Vec::new();
        match cut {
            Cut::Length(length) => {
                body.resize(length, 0);
                self.stream.read_exact(&mut body).await?;
            }
            Cut::Chunks => while self.chunk(&mut body).await? > 0 {},
        }
        Ok(Answer { status, body })
    }

    /// Asks for a stream, and reads the head of the answer only.
    pub async fn follow(&mut self, ask: &Ask<'_>) -> anyhow::Result<u16> {
        Ok(tokio::time::timeout(PATIENCE, self.begin(ask)).await.context("no answer in time")??.0)
    }

    async fn begin(&mut self, ask: &Ask<'_>) -> anyhow::Result<(u16, Cut)> {
        let Ask { method, path, head, body } = ask;
        let length = if body.is_empty() { String::new() } else { format!("content-length: {}\r\n", body.len()) };
        let mut bytes = format!("{method} {path} HTTP/1.1\r\nhost: {}\r\n{head}{length}\r\n", self.host).into_bytes();
        bytes.extend_from_slice(body);
        self.stream.write_all(&bytes).await?;
        let first = self.line().await?;
        let status = first.split(' ').nth(1).and_then(|status| status.parse().ok()).context("no status")?;
        let mut cut = Cut::Length(0);
        loop {
            let line = self.line().await?.to_ascii_lowercase();
            if line.is_empty() {
                return Ok((status, cut));
            }
            if let Some(length) = line.strip_prefix("content-length:") {
                cut = Cut::Length(length.trim().parse()?);
            } else if line.starts_with("transfer-encoding:") && line.ends_with("chunked") {
                cut = Cut::Chunks;
            }
        }
    }

    async fn line(&mut self) -> anyhow::Result<String> {
        let mut line = String::new();
        if self.stream.read_line(&mut line).await? == 0 {
            bail!("the connection ended");
        }
        Ok(line.trim_end().to_owned())
    }

    /// Reads one chunk and says how long it was; none is the end.
    async fn chunk(&mut self, body: &mut Vec<u8>) -> anyhow::Result<usize> {
        let line = self.line().await?;
        let length = usize::from_str_radix(line.split(';').next().unwrap_or_default(), 16)?;
        let begin = body.len();
        body.resize(begin + length, 0);
        self.stream.read_exact(body.get_mut(begin..).unwrap_or_default()).await?;
        self.line().await?;
        Ok(length)
    }

    /// Reads the first piece of a stream.
    pub async fn hello(&mut self) -> anyhow::Result<()> {
        let length = tokio::time::timeout(PATIENCE, self.chunk(&mut Vec::new())).await.context("no word in time")??;
        anyhow::ensure!(length > 0, "the stream ended at once");
        Ok(())
    }

    /// The same as [`Line::wait_for`], but not for ever.
    pub async fn reach(&mut self, seq: i64) -> anyhow::Result<()> {
        let came =
            tokio::time::timeout(PATIENCE, self.wait_for(seq)).await.context("an entry did not come in time")??;
        anyhow::ensure!(came, "the stream ended");
        Ok(())
    }

    /// Reads on until an event of the stream names an entry at or after this one; says whether one came before the end.
    pub async fn wait_for(&mut self, seq: i64) -> anyhow::Result<bool> {
        let mut text = Vec::new();
        loop {
            if self.chunk(&mut text).await? == 0 {
                return Ok(false);
            }
            let whole = text.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
            let lines: Vec<u8> = text.drain(..whole).collect();
            let mut ids = lines.split(|byte| *byte == b'\n').filter_map(|line| line.strip_prefix(b"id:"));
            if ids.any(|id| std::str::from_utf8(id).ok().and_then(|id| id.trim().parse().ok()).unwrap_or(-1) >= seq) {
                return Ok(true);
            }
        }
    }
}
