//! `certificate inspect`: certificates from files, folders or a client file, each named, then what is missing.

use std::{
    fs,
    io::Read,
    path::{Path, PathBuf},
};

use aiguilleur_certificate::{
    Authorities, CertificateRefused, MAX_INPUT, Material, calendar, inline, material,
};
use aiguilleur_directory::{BlockCache, Clock, Snapshot};
use aiguilleur_reconcile::{
    ClientFile, ColumnMap, Decoder, Inspection, Judge, Options, Severity, deadlines, inspect_alone,
};
use aiguilleur_store::DataDir;
use anyhow::{Context, anyhow, bail};

use crate::{Ending, arguments::CertificateInspect, certificates, console, show};

/// What was read of the paths given.
#[derive(Default)]
struct Sources {
    material: Material,
    /// Which certificate comes from where: its bytes, and a path or a client's number.
    from: Vec<(Vec<u8>, String)>,
    /// What gave no certificate, and why.
    refused: Vec<(String, CertificateRefused)>,
}

pub(crate) fn run(arguments: &CertificateInspect, clock: Clock) -> anyhow::Result<Ending> {
    let authorities = certificates::authorities(arguments.roots.iter().chain(&arguments.lists))?;
    let mut sources = Sources::default();
    for path in &arguments.paths {
        sources.add(path)?;
    }
    let today = arguments.as_of.unwrap_or_else(|| clock.today());
    let inspection = inspect(arguments, &sources.material, &authorities, &Options::new(today))?;
    let origins = sources.origins(&inspection);
    if let Some(path) = &arguments.ics {
        let text = calendar(&deadlines(&inspection), today);
        fs::write(path, text).with_context(|| format!("impossible d'écrire {}", path.display()))?;
    }
    if arguments.json {
        console::json(&inspection)?;
    } else {
        console::print(&show::certificate::text(&inspection, &origins))?;
    }
    for (path, refused) in &sources.refused {
        console::warn(&format!("{} : {}", console::plain(path), refused.message()));
    }
    let calls =
        inspection.certificates.iter().flat_map(|one| &one.findings).any(|f| f.severity > Severity::Info);
    Ok(if calls || !sources.refused.is_empty() { Ending::NeedsAPerson } else { Ending::Done })
}

/// With the directory of the data folder when there is one, else without.
fn inspect(
    arguments: &CertificateInspect,
    material: &Material,
    authorities: &Authorities,
    options: &Options,
) -> anyhow::Result<Inspection> {
    if material.certificates.is_empty() {
        return Ok(Inspection::default());
    }
    let usages = &arguments.usages;
    let refused = |refused: CertificateRefused| anyhow!("{}", refused.message());
    match Snapshot::current(&DataDir::existing(arguments.data.dir()), &BlockCache::default()) {
        Ok(snapshot) => {
            Judge::new(&snapshot, options).inspect(material, authorities, usages)?.map_err(refused)
        }
        Err(error) if arguments.data.dir.is_some() => Err(error.into()),
        Err(_) => {
            console::warn("aucun annuaire importé : les structures ne sont pas comparées");
            inspect_alone(material, authorities, usages, options).map_err(refused)
        }
    }
}

impl Sources {
    /// Reads `path`: a folder and what is in it, a client file, or certificates.
    fn add(&mut self, path: &Path) -> anyhow::Result<()> {
        if path.is_dir() {
            for file in files(path)? {
                self.add_file(&file, true)?;
            }
            return Ok(());
        }
        self.add_file(path, false)
    }

    fn add_file(&mut self, path: &Path, in_folder: bool) -> anyhow::Result<()> {
        let shown = path.display().to_string();
        let bytes = read(path)?;
        match material(&bytes) {
            Ok(found) => self.keep(found, &shown),
            // A folder holds other things too.
            Err(CertificateRefused::NotACertificate) if in_folder => {}
            Err(CertificateRefused::NotACertificate | CertificateRefused::TooLong) if is_table(&bytes) => {
                return self.add_clients(path);
            }
            Err(refused) => self.refused.push((shown, refused)),
        }
        Ok(())
    }

    fn keep(&mut self, found: Material, shown: &str) {
        for der in found.certificates {
            if !self.material.certificates.contains(&der) {
                self.material.certificates.push(der.clone());
            }
            self.from.push((der, shown.to_owned()));
        }
        self.material.lists.extend(found.lists);
    }

    /// The certificates of a client file: inline, or by paths from its folder.
    fn add_clients(&mut self, path: &Path) -> anyhow::Result<()> {
        let mut file = ClientFile::open(path, ColumnMap::default())?;
        let folder = path.parent().unwrap_or_else(|| Path::new("")).to_owned();
        while let Some(chunk) = file.next_chunk()? {
            let layout = file.layout().clone();
            let rows: Vec<_> = Decoder::new(&layout).rows(&chunk).collect();
            for record in rows.into_iter().flatten().filter(|record| !record.certificate.is_empty()) {
                let shown = format!("client {}", record.key());
                let bytes = if inline(&record.certificate) {
                    record.certificate.clone().into_bytes()
                } else {
                    match read(&folder.join(&record.certificate)) {
                        Ok(bytes) => bytes,
                        Err(_) => {
                            self.refused.push((shown, CertificateRefused::NoFile));
                            continue;
                        }
                    }
                };
                match material(&bytes) {
                    Ok(found) => self.keep(found, &shown),
                    Err(refused) => self.refused.push((shown, refused)),
                }
            }
        }
        Ok(())
    }

    /// Where each certificate of the inspection comes from.
    fn origins(&self, inspection: &Inspection) -> Vec<String> {
        let of = |one: &aiguilleur_reconcile::Inspected| {
            let from = self.from.iter().filter(|(der, _)| one.certificate.is(der));
            from.map(|(_, shown)| shown.as_str()).collect::<Vec<_>>().join(", ")
        };
        inspection.certificates.iter().map(of).collect()
    }
}

/// The files of a folder and of those in it, by name.
fn files(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries =
            fs::read_dir(&folder).with_context(|| format!("impossible de lire {}", folder.display()))?;
        for entry in entries {
            let path = entry?.path();
            match fs::symlink_metadata(&path)?.file_type() {
                kind if kind.is_dir() => folders.push(path),
                kind if kind.is_file() => found.push(path),
                _ => {}
            }
        }
    }
    found.sort();
    Ok(found)
}

fn read(path: &Path) -> anyhow::Result<Vec<u8>> {
    let refused = || format!("impossible de lire {}", path.display());
    if !fs::metadata(path).with_context(refused)?.is_file() {
        bail!("{} n'est pas un fichier", path.display());
    }
    let mut bytes = Vec::new();
    let file = fs::File::open(path).with_context(refused)?;
    file.take(MAX_INPUT as u64 + 1).read_to_end(&mut bytes).with_context(refused)?;
    Ok(bytes)
}

/// Whether this may be a client file: text, with separators or JSON.
fn is_table(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(4096)];
    let text = !head.contains(&0) || head.starts_with(b"PAR1");
    text && head.iter().any(|byte| matches!(byte, b';' | b',' | b'\t' | b'{')) || head.starts_with(b"PAR1")
}
