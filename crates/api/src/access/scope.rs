//! What each route asks of a caller, by its template.

use crate::keys::Scope;

/// What a route asks of a caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Need {
    /// Nothing: what explains the API.
    Nothing,
    /// Nothing where the pages are open, a key of scope `read` elsewhere.
    Page,
    /// A key of that scope, where keys are asked for.
    Scope(Scope),
}

/// What the route of that template asks.
pub(super) fn of(route: Option<&str>) -> Need {
    match route {
        // An address without a route reveals nothing.
        None
        | Some(
            "/openapi.json"
            | "/openapi.yaml"
            | "/docs"
            | "/favicon.ico"
            | "/fhir/metadata"
            | "/fhir/v2/metadata"
            | "/connexion"
            | "/deconnexion"
            | "/.well-known/security.txt",
        ) => Need::Nothing,
        // The style of the sign-in, and of every page: it contains no data.
        Some(route) if route.starts_with("/docs/") || route.starts_with("/static/") => Need::Nothing,
        Some(route)
            if ["/v1/reconcile", "/v1/jobs/", "/reconcile"].iter().any(|one| route.starts_with(one)) =>
        {
            Need::Scope(Scope::Reconcile)
        }
        Some(route) if route.starts_with("/v1/") || route.starts_with("/fhir/") => Need::Scope(Scope::Read),
        Some(_) => Need::Page,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_asks_for_a_scope_and_documentation_for_nothing() {
        let check = |route, expected| assert_eq!(of(route), expected, "{route:?}");
        check(Some("/v1/professionals/{id}"), Need::Scope(Scope::Read));
        check(Some("/v1/reconcile"), Need::Scope(Scope::Reconcile));
        check(Some("/v1/jobs/{id}"), Need::Scope(Scope::Reconcile));
        check(Some("/reconcile/suggest/entity"), Need::Scope(Scope::Reconcile));
        check(Some("/docs/errors/{code}"), Need::Nothing);
        check(Some("/openapi.json"), Need::Nothing);
        check(Some("/static/{file}"), Need::Nothing);
        check(Some("/connexion"), Need::Nothing);
        check(Some("/.well-known/security.txt"), Need::Nothing);
        check(Some("/"), Need::Page);
        check(Some("/fhir/{kind}"), Need::Scope(Scope::Read));
        check(Some("/fhir/metadata"), Need::Nothing);
        check(Some("/docsx"), Need::Page);
        check(None, Need::Nothing);
    }
}
