//! `certificate csr`: how to make a request with `openssl`, or the check of a request received.

use std::{fs, path::Path};

use aiguilleur_certificate::{RequestRead, check_request, recipe};
use aiguilleur_resolver::Usage;
use anyhow::{Context, anyhow, bail};

use crate::{Ending, arguments::CertificateCsr, console};

pub(crate) fn run(arguments: &CertificateCsr) -> anyhow::Result<Ending> {
    let cn = arguments.cn.clone().or_else(|| arguments.usage.and_then(name_of).map(str::to_owned));
    if let Some(path) = &arguments.check {
        return check(path, cn.as_deref(), arguments.json);
    }
    let Some(cn) = cn.filter(|cn| !cn.is_empty()) else {
        bail!("le nom (CN) manque : --cn NOM, ou --usage insi_manu dont le nom est imposé");
    };
    let recipe = recipe(&cn);
    if arguments.json {
        console::json(&recipe)?;
    } else {
        console::print(&format!(
            "# {}\n{}\n# à exécuter sur le serveur qui se servira du certificat\n{}\n",
            recipe.file, recipe.configuration, recipe.command
        ))?;
    }
    Ok(Ending::Done)
}

/// The name that a usage imposes or recommends.
fn name_of(usage: Usage) -> Option<&'static str> {
    usage.products().iter().find_map(|product| product.cn.value)
}

fn check(path: &Path, cn: Option<&str>, json: bool) -> anyhow::Result<Ending> {
    let bytes = fs::read(path).with_context(|| format!("impossible de lire {}", path.display()))?;
    let read =
        check_request(&bytes, cn).map_err(|refused| anyhow!("{} : {}", path.display(), refused.message()))?;
    if json {
        console::json(&read)?;
    } else {
        console::print(&text(&read))?;
    }
    Ok(if read.problems.is_empty() { Ending::Done } else { Ending::NeedsAPerson })
}

fn text(read: &RequestRead) -> String {
    let bits = read.key.bits.map(|bits| format!(" {bits}")).unwrap_or_default();
    let mut text =
        format!("Demande : {}\nClé : {}{bits}\n", console::plain(&read.subject), read.key.algorithm);
    for problem in &read.problems {
        text.push_str(&format!("  ✗ {}\n", console::plain(problem)));
    }
    if read.problems.is_empty() {
        text.push_str("  ✓ rien à redire\n");
    }
    text
}
