//! Bytes → HTTP responses: content types, entity tags, the script in each page.

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};

use crate::source::hash;

/// Where the preview's own files stand. No page of a site can: its paths do not begin with a dot.
pub(super) const OWN: &str = "/.fangzhi/";
/// What the script may do in a page that is the preview's own.
const POLICY: &str = "default-src 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'";

/// The version of a page: equal if only the names of style sheets differ, which are exchanged without a reload.
pub(super) fn version<'a>(bytes: &[u8], style_sheets: impl Iterator<Item = &'a str>) -> String {
    let mut text = String::from_utf8_lossy(bytes).into_owned();
    for path in style_sheets {
        text = text.replace(path, &stem(path));
    }
    format!("{:016x}", hash(text.as_bytes()))
}

/// `assets/a.1a2b3c4d.css` → `assets/a.css`: one name for all versions of a style sheet.
pub(super) fn stem(path: &str) -> String {
    let mut parts: Vec<&str> = path.split('.').collect();
    if parts.len() > 2 {
        parts.remove(parts.len() - 2);
    }
    parts.join(".")
}

/// A page with the script that keeps it up to date.
pub(super) fn with_script(mut page: Vec<u8>, version: &str) -> Vec<u8> {
    let end = b"</body>";
    let at = page.windows(end.len()).rposition(|w| w == end).unwrap_or(page.len());
    page.splice(at..at, format!("<script src=\"{OWN}live.js?{version}\"></script>").into_bytes());
    page
}

/// Answers with bytes, or with 304 if the browser has them.
pub(super) fn found(bytes: Vec<u8>, content_type: &'static str, asked: &HeaderMap) -> Response<Body> {
    let tag = format!("\"{:016x}-{:x}\"", hash(&bytes), bytes.len());
    let known = asked.get(header::IF_NONE_MATCH).and_then(|v| v.to_str().ok());
    let is_known =
        known.is_some_and(|list| list.split(',').any(|t| t.trim().trim_start_matches("W/") == tag || t.trim() == "*"));
    let mut response = if is_known {
        with_status(StatusCode::NOT_MODIFIED, Vec::new(), content_type)
    } else {
        with_status(StatusCode::OK, bytes, content_type)
    };
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response
}

/// Answers with a status. Nothing is kept by the browser without asking again.
pub(super) fn with_status(status: StatusCode, bytes: Vec<u8>, content_type: &'static str) -> Response<Body> {
    let has_content = status != StatusCode::NOT_MODIFIED;
    let mut response = Response::new(if has_content { Body::from(bytes) } else { Body::empty() });
    *response.status_mut() = status;
    let headers = response.headers_mut();
    if has_content {
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}

/// A page of the preview's own, empty but for the overlay; shown while there is nothing better.
pub(super) fn blank(title: &str) -> Response<Body> {
    let page = format!(
        "<!doctype html>\n<html lang=\"zh-Hans\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n</head>\n<body>\n</body>\n</html>\n"
    );
    let page = with_script(page.into_bytes(), "");
    let mut response = with_status(StatusCode::SERVICE_UNAVAILABLE, page, HTML);
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    response
}

pub(super) const HTML: &str = "text/html; charset=utf-8";
pub(super) const JSON: &str = "application/json; charset=utf-8";
pub(super) const SCRIPT: &str = "text/javascript; charset=utf-8";

/// The type of a file by its name.
pub(super) fn content_type(file: &str) -> &'static str {
    let name = file.rsplit('/').next().unwrap_or(file);
    match name.rsplit_once('.').map_or("", |(_, extension)| extension).to_ascii_lowercase().as_str() {
        "html" => HTML,
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => SCRIPT,
        "json" => JSON,
        "csv" => "text/csv; charset=utf-8",
        "txt" | "sha256" => "text/plain; charset=utf-8",
        "xml" if name == "feed.xml" => "application/atom+xml; charset=utf-8",
        "xml" => "application/xml; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "pdf" => "application/pdf",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        "mp3" => "audio/mpeg",
        "wasm" => "application/wasm",
        "zip" => "application/zip",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn style_sheets_do_not_count() {
        let of = |page: &str, sheet: &'static str| version(page.as_bytes(), [sheet].into_iter());
        let a = of("<link href=\"../assets/a.11111111.css\">x", "assets/a.11111111.css");
        assert_eq!(a, of("<link href=\"../assets/a.22222222.css\">x", "assets/a.22222222.css"));
        assert_ne!(a, of("<link href=\"../assets/a.22222222.css\">y", "assets/a.22222222.css"));
    }

    #[test]
    fn the_script_is_all_that_is_added() {
        let page = with_script(b"<body>a</body></html>".to_vec(), "v");
        assert_eq!(page, b"<body>a<script src=\"/.fangzhi/live.js?v\"></script></body></html>");
    }
}
