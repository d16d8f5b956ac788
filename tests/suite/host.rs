//! A static host on the loopback address, as plain as they come.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::thread;

/// How a host sends files.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Sent {
    Plain,
    /// Packed, though nobody asked.
    Packed,
    /// Files that are packed already as if the host had done it, as Apache does with the sample configuration.
    Labelled,
    /// With a status of an error, though they are there.
    Failing,
}

/// Serves a folder until the tests end; its address.
pub fn serve(folder: &Path, sent: Sent) -> String {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let address = listener.local_addr().unwrap();
    let folder = folder.to_owned();
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let folder = folder.clone();
            thread::spawn(move || answer(&folder, sent, stream));
        }
    });
    format!("http://{address}/")
}

/// One request, one answer.
fn answer(folder: &Path, sent: Sent, mut stream: TcpStream) -> Option<()> {
    let mut lines = BufReader::new(stream.try_clone().ok()?).lines();
    let first = lines.next()?.ok()?;
    lines.map_while(Result::ok).take_while(|line| !line.is_empty()).for_each(drop);
    let path = decode(first.split(' ').nth(1)?.trim_start_matches('/'));
    let is_gz = path.extension().is_some_and(|end| end == "gz");
    let (status, bytes) = match std::fs::read(folder.join(path)) {
        Ok(bytes) => ("200 OK", bytes),
        Err(_) => ("404 Not Found", b"none".to_vec()),
    };
    let (status, bytes, coding) = match sent {
        Sent::Labelled if is_gz => (status, bytes, "Content-Encoding: gzip\r\n"),
        Sent::Plain | Sent::Labelled => (status, bytes, ""),
        Sent::Packed => (status, packed(&bytes), "Content-Encoding: gzip\r\n"),
        Sent::Failing => ("500 Internal Server Error", bytes, ""),
    };
    let length = bytes.len();
    let head = format!("HTTP/1.1 {status}\r\n{coding}Content-Length: {length}\r\nConnection: close\r\n\r\n");
    stream.write_all(head.as_bytes()).ok()?;
    stream.write_all(&bytes).ok()
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn decode(path: &str) -> PathBuf {
    let mut bytes = Vec::new();
    let mut rest = path.as_bytes();
    while let [first, after @ ..] = rest {
        rest = after;
        match (first, after) {
            (b'%', [high, low, after @ ..]) => {
                let hex = String::from_utf8(vec![*high, *low]).unwrap();
                bytes.push(u8::from_str_radix(&hex, 16).unwrap());
                rest = after;
            }
            _ => bytes.push(*first),
        }
    }
    String::from_utf8(bytes).unwrap().into()
}
