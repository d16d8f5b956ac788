//! Compares a site on a host with a manifest, over HTTP. Reads only. What the host has besides cannot be seen.

use std::io::{self, Read as _};
use std::path::Path;
use std::time::Duration;

use flate2::read::MultiGzDecoder;
use rayon::prelude::*;
use ureq::Agent;

use super::error::OutputError;
use super::manifest::{BadLine, Digest, Entry, Manifest};
use super::path::MANIFEST;
use super::verify::{State, VerifyReport, digest_of, read};

/// Requests at a time.
const REQUESTS: usize = 8;
/// The longest that one may take.
const PATIENCE: Duration = Duration::from_mins(1);

/// A site on a host.
struct Host {
    agent: Agent,
    /// Ends in a slash.
    url: String,
}

/// Compares every file of a site at `url` with the manifest in `folder`, or else with the one on the host.
///
/// # Errors
/// [`OutputError::Host`] if the host does not answer; [`OutputError::Answered`] and [`OutputError::NotOurs`] if it has no
/// manifest of ours.
pub fn verify_at(url: &str, folder: Option<&Path>) -> Result<VerifyReport, OutputError> {
    let config = Agent::config_builder().http_status_as_error(false).timeout_global(Some(PATIENCE));
    let host = Host { agent: config.build().into(), url: format!("{}/", url.trim_end_matches('/')) };
    let manifest = match folder {
        Some(folder) => read(folder)?,
        None => host.manifest()?,
    };
    let compare = || manifest.entries().par_iter().map(|entry| host.state(entry)).collect();
    let states: Result<Vec<State>, OutputError> = match rayon::ThreadPoolBuilder::new().num_threads(REQUESTS).build() {
        Ok(threads) => threads.install(compare),
        Err(_) => compare(),
    };
    Ok(VerifyReport::of(&manifest, states?))
}

impl Host {
    fn manifest(&self) -> Result<Manifest, OutputError> {
        let (status, text) = self.get(MANIFEST, |body, is_packed| {
            let mut text = Vec::new();
            let read =
                if is_packed { MultiGzDecoder::new(body).read_to_end(&mut text) } else { body.read_to_end(&mut text) };
            read.map(|_| text)
        })?;
        let not_ours = |line| OutputError::NotOurs { folder: self.url.clone().into(), line };
        if status >= 400 {
            return Err(OutputError::Answered { url: format!("{}{MANIFEST}", self.url), status });
        }
        Manifest::parse(&text).map_err(|BadLine(line)| not_ours(Some(line)))
    }

    fn state(&self, entry: &Entry) -> Result<State, OutputError> {
        let (status, digest) = self.get(entry.path.as_str(), |body, is_packed| {
            if is_packed { digest_unpacked(body, &entry.digest) } else { digest_of(body) }
        })?;
        // Hosts may send 404.html with the status that it is for.
        let is_for_faults = entry.path.as_str() == "404.html";
        Ok(match status {
            ..400 if digest == entry.digest => State::Ok,
            _ if digest == entry.digest && is_for_faults => State::Ok,
            400.. => State::Missing,
            _ => State::Changed,
        })
    }

    /// Fetches a file; `take` is told whether it comes packed. It is asked for as it lies on the host, but some hosts
    /// pack whatever they send.
    fn get<T>(
        &self,
        path: &str,
        take: impl FnOnce(&mut dyn io::Read, bool) -> io::Result<T>,
    ) -> Result<(u16, T), OutputError> {
        let url = format!("{}{}", self.url, encoded(path));
        let failed = |source: io::Error| OutputError::Host { url: url.clone(), source };
        let request = self.agent.get(&url).header("accept-encoding", "identity");
        let mut response = request.call().map_err(|e| failed(e.into_io()))?;
        let is_packed = response.headers().get("content-encoding").is_some_and(|coding| coding == "gzip");
        let body = take(&mut response.body_mut().as_reader(), is_packed).map_err(failed)?;
        Ok((response.status().as_u16(), body))
    }
}

/// The digest of what a host packed on the way; that of the packed bytes, if they are what is `wanted`: of `.gz` files
/// hosts say the same.
fn digest_unpacked(body: &mut dyn io::Read, wanted: &Digest) -> io::Result<Digest> {
    let mut bytes = Vec::new();
    body.read_to_end(&mut bytes)?;
    let own = digest_of(&mut bytes.as_slice())?;
    if own == *wanted { Ok(own) } else { digest_of(&mut MultiGzDecoder::new(bytes.as_slice())).or(Ok(own)) }
}

/// A path as it stands in a request.
fn encoded(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'/' | b'-' | b'.' | b'_' | b'~' => out.push(char::from(byte)),
            _ if byte.is_ascii_alphanumeric() => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::encoded;

    #[test]
    fn paths_in_requests() {
        assert_eq!(encoded("tags/乡 镇%/index.html"), "tags/%E4%B9%A1%20%E9%95%87%25/index.html");
    }
}
