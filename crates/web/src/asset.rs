//! The style, the script and the icon: carried by the binary, named by their content, cached for a year.

use axum::{
    extract::Path,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

/// A file that pages refer to.
pub(crate) struct Asset {
    stem: &'static str,
    extension: &'static str,
    content_type: &'static str,
    text: &'static str,
    digest: u64,
}

/// FNV-1a, 64 bits: names a version of a file; it protects nothing.
const fn digest(text: &str) -> u64 {
    let bytes = text.as_bytes();
    let (mut hash, mut at) = (0xcbf2_9ce4_8422_2325_u64, 0);
    while at < bytes.len() {
        hash = (hash ^ bytes[at] as u64).wrapping_mul(0x0100_0000_01b3);
        at += 1;
    }
    hash
}

macro_rules! asset {
    ($stem:literal, $extension:literal, $content_type:literal) => {{
        const TEXT: &str = include_str!(concat!("../static/", $stem, ".", $extension));
        const DIGEST: u64 = digest(TEXT);
        Asset { stem: $stem, extension: $extension, content_type: $content_type, text: TEXT, digest: DIGEST }
    }};
}

/// The look of every page.
pub(crate) static STYLE: Asset = asset!("style", "css", "text/css; charset=utf-8");
/// What a little JavaScript makes better.
pub(crate) static SCRIPT: Asset = asset!("page", "js", "text/javascript; charset=utf-8");
/// The icon of the tab.
pub(crate) static ICON: Asset = asset!("icon", "svg", "image/svg+xml");

static ALL: [&Asset; 3] = [&STYLE, &SCRIPT, &ICON];

/// A name that changes with the content never needs to be asked for again.
const FOREVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

impl Asset {
    /// The address, which changes with the content.
    pub(crate) fn address(&self) -> String {
        format!("/static/{}", self.file_name())
    }

    fn file_name(&self) -> String {
        format!("{}.{:016x}.{}", self.stem, self.digest, self.extension)
    }
}

/// `GET /static/{file}`
pub(crate) async fn file(Path(name): Path<String>) -> Response {
    let Some(asset) = ALL.into_iter().find(|asset| asset.file_name() == name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(asset.content_type)),
        (header::CACHE_CONTROL, FOREVER),
    ];
    (headers, asset.text).into_response()
}
