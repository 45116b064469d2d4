//! `import`: files in, a generation published.

use std::path::PathBuf;

use aiguilleur_directory::import::{Candidate, ImportRequest, import};
use aiguilleur_store::DataDir;

use crate::{Ending, arguments::Import, console, show};

pub(crate) fn run(arguments: Import) -> anyhow::Result<Ending> {
    let data = DataDir::open(arguments.data.dir())?;
    let mut request = ImportRequest::new(arguments.files);
    request.as_of = arguments.as_of;
    let candidate = build_and_publish(&data, &request)?;
    if arguments.json {
        console::json(&show::import::Report::from(&candidate))?;
    } else {
        console::print(&show::import::text(&candidate))?;
    }
    Ok(Ending::Done)
}

/// Builds a generation of `files` in `data` and serves it.
pub(crate) fn build_and_publish(data: &DataDir, request: &ImportRequest) -> anyhow::Result<Candidate> {
    let mut line = console::ProgressLine::new();
    let built = import(data, request, &mut |progress| line.show(&progress));
    line.end();
    let candidate = built?;
    candidate.publish()?;
    Ok(candidate)
}

/// The request for `files`, with the documented defaults.
pub(crate) fn request(files: Vec<PathBuf>) -> ImportRequest {
    ImportRequest::new(files)
}
