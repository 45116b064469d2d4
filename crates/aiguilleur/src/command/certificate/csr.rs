//! `certificate csr`: a key and its request made here, how to make them with `openssl`, or the check of a request
//! received.

use std::{fs, io::Write, path::Path};

use aiguilleur_certificate::{RequestRead, check_request, new_request, recipe};
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
    if let Some(path) = &arguments.key {
        return make(&cn, path, arguments.out.as_deref());
    }
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

/// Makes a key and its request. The file of the key is made before the key, so that none is made for nothing.
fn make(cn: &str, path: &Path, out: Option<&Path>) -> anyhow::Result<Ending> {
    let mut key = create(path, 0o600)?;
    let mut request = out.map(|out| create(out, 0o644)).transpose()?;
    let made = new_request(cn).inspect_err(|_| {
        // The files are still empty.
        for path in [Some(path), out].into_iter().flatten() {
            let _left_behind = fs::remove_file(path);
        }
    })?;
    let failed = || format!("impossible d'écrire {}", path.display());
    key.write_all(made.key.as_bytes()).and_then(|()| key.sync_all()).with_context(failed)?;
    match &mut request {
        Some(file) => file.write_all(made.request.as_bytes())?,
        None => console::print(&made.request)?,
    }
    console::warn(&format!("clé : {} (à garder sur ce serveur, jamais à envoyer)", path.display()));
    Ok(Ending::Done)
}

/// A file that did not exist, with these rights from its first byte.
fn create(path: &Path, mode: u32) -> anyhow::Result<fs::File> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, mode);
    #[cfg(not(unix))]
    let _unix_only = mode;
    options
        .open(path)
        .with_context(|| format!("impossible de créer {} (rien n'est remplacé)", path.display()))
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
