//! The pages of the table of errors.

use std::fmt::Write;

use crate::html::{escaped, marked};
use crate::problem::Kind;

/// Every code, in the order of the table.
pub(super) fn list() -> String {
    let mut out = String::from(
        "<p>Chaque erreur est un document <code>application/problem+json</code> (RFC 9457) ; son <code>code</code> \
         est stable, son <code>type</code> mène à la page du code.</p>\n\
         <table><thead><tr><th>Code<th>Statut<th>Quand<th>Ce que fait l'appelant</thead>\n<tbody>\n",
    );
    for kind in Kind::ALL {
        // Writing to a string does not fail.
        let _infallible = writeln!(
            out,
            "<tr><td><a href=\"{}\"><code>{}</code></a><td>{}<td>{}<td>{}",
            kind.page(),
            kind.code,
            kind.status.as_u16(),
            marked(kind.when),
            marked(kind.caller),
        );
    }
    out.push_str("</tbody></table>\n");
    out
}

/// One code.
pub(super) fn one(kind: Kind) -> String {
    format!(
        "<dl>\n<dt>Code<dd><code>{}</code>\n<dt>Statut<dd>{}\n<dt>Quand<dd>{}\n\
         <dt>Ce que fait l'appelant<dd>{}\n<dt>Ce que fait l'exploitant<dd>{}\n</dl>\n\
         <p><a href=\"/docs/errors\">Toutes les erreurs</a></p>\n",
        kind.code,
        escaped(kind.status.as_str()),
        marked(kind.when),
        marked(kind.caller),
        marked(kind.operator),
    )
}
