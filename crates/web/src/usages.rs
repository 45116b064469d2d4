//! The usages that a page answers for: those of its address, else those chosen on the last page, else the configured
//! ones. A cookie keeps them from one call to the next; it holds codes and nothing else.

use aiguilleur_resolver::Usage;
use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, HeaderValue, header, request::Parts},
};

use crate::{failure::Failure, parameters::Parameters, reply::Outcome, site::Site};

/// The cookie's name.
const COOKIE: &str = "usages";

/// A year, in seconds.
const KEPT: u32 = 365 * 24 * 3600;

/// What a page is asked for.
pub(crate) struct Wanted {
    /// The usages, in their usual order; never none.
    pub(crate) usages: Vec<Usage>,
    /// The parameters of the address.
    pub(crate) parameters: Parameters,
    cookie: Option<HeaderValue>,
}

impl FromRequestParts<Site> for Wanted {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Failure> {
        let parameters = Parameters::read(parts.uri.query());
        let asked = parameters.usages()?;
        let cookie = (!asked.is_empty()).then(|| cookie(&asked)).flatten();
        let usages = match asked {
            asked if !asked.is_empty() => asked,
            _ => kept(&parts.headers).unwrap_or_else(|| site.editeur.usages()),
        };
        Ok(Self { usages, parameters, cookie })
    }
}

impl Wanted {
    /// `outcome`, and what the browser keeps for the next page.
    pub(crate) fn keep(self, outcome: Outcome) -> Outcome {
        let mut response = outcome?;
        if let Some(cookie) = self.cookie {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
        response.headers_mut().append(header::VARY, HeaderValue::from_static("cookie"));
        Ok(response)
    }
}

fn cookie(usages: &[Usage]) -> Option<HeaderValue> {
    let codes: Vec<&str> = usages.iter().map(|usage| usage.code()).collect();
    let text = format!("{COOKIE}={}; Path=/; Max-Age={KEPT}; SameSite=Lax; HttpOnly", codes.join("."));
    HeaderValue::try_from(text).ok()
}

/// The usages that the browser kept; codes that are none any more are left out.
fn kept(headers: &HeaderMap) -> Option<Vec<Usage>> {
    let lines = headers.get_all(header::COOKIE).into_iter().filter_map(|value| value.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    let (_, codes) = pairs.find(|(name, _)| *name == COOKIE)?;
    let known: Vec<Usage> = codes.split('.').filter_map(|code| code.parse().ok()).collect();
    let ordered: Vec<Usage> = Usage::ALL.iter().copied().filter(|usage| known.contains(usage)).collect();
    (!ordered.is_empty()).then_some(ordered)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_read_as_it_is_written() {
        let usages = [Usage::Dmp, Usage::Roc];
        let written = cookie(&usages).unwrap();
        let pair = written.to_str().unwrap().split(';').next().unwrap();
        let read = |text: &str| {
            let headers = HeaderMap::from_iter([(header::COOKIE, text.parse().unwrap())]);
            kept(&headers)
        };
        assert_eq!(read(&format!("a=b; {pair}")), Some(usages.to_vec()));
        assert_eq!(read("usages=gone.roc"), Some(vec![Usage::Roc]));
        assert_eq!(read("usages=gone"), None);
        assert_eq!(read("other=dmp"), None);
    }
}
