//! The pages that map the repository: every path they name exists, and every crate is named.

use super::{check, dependencies};

fn page(path: &str) -> String {
    std::fs::read_to_string(aiguilleur_tests::root().join(path)).expect("the page is there")
}

/// The folder of a crate, as pages name it.
fn folder(package: &str) -> &str {
    package.strip_prefix("aiguilleur-").unwrap_or(package)
}

#[test]
fn the_code_map_names_every_crate() {
    let map = page("crates/README.md");
    let crates = dependencies::crates().into_iter().filter(|name| name != "aiguilleur-tests");
    let unnamed = crates.filter(|name| !map.contains(&format!("| `{}` |", folder(name))));
    check(
        "crates/README.md does not name a crate:",
        "give it a row: what it is in one line, what it alone may name, whether it is async",
        unnamed,
    );
}

#[test]
fn the_code_map_names_no_crate_that_is_gone() {
    let map = page("crates/README.md");
    let known: Vec<String> = dependencies::crates().iter().map(|name| folder(name).to_owned()).collect();
    let rows = map.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next());
    let gone =
        rows.filter(|name| name.chars().all(|c| c.is_ascii_lowercase()) && !known.iter().any(|k| k == name));
    check("crates/README.md names a crate that is not there:", "take its row out", gone.map(str::to_owned));
}

#[test]
fn pages_point_at_files_that_exist() {
    let root = aiguilleur_tests::root();
    let pages =
        aiguilleur_tests::files().into_iter().filter(|path| path.extension().is_some_and(|e| e == "md"));
    let findings = pages.flat_map(|path| {
        let text = page(&path.display().to_string());
        let here = root.join(&path).parent().expect("a file has a folder").to_owned();
        let broken = links(&text).filter(|link| !here.join(link).exists());
        broken.map(|link| format!("{} points at {link}", path.display())).collect::<Vec<_>>()
    });
    check("a page points at nothing:", "mend the link", findings);
}

/// The relative targets of a page's Markdown links.
fn links(text: &str) -> impl Iterator<Item = &str> {
    let targets = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let targets = targets.map(|target| target.split('#').next().unwrap_or_default());
    targets.filter(|target| !target.is_empty() && !target.contains("://") && !target.contains(' '))
}

#[test]
fn the_fixtures_page_names_every_fixture() {
    let page = page("fixtures/README.md");
    let unnamed = aiguilleur_tests::fixtures().into_iter().filter_map(|path| {
        let name = path.file_name()?.to_str()?.to_owned();
        (!page.contains(&name)).then_some(name)
    });
    check("fixtures/README.md does not name a file:", "run `cargo xtask fixtures`", unnamed);
}
