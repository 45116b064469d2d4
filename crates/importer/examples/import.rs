//! Imports files into a fresh folder and publishes: `import DIR FILE…`, and prints when each part began.
#![allow(clippy::print_stdout, reason = "its output is what it is for")]

use std::{error::Error, path::PathBuf, time::Instant};

use aiguilleur_importer::{ImportRequest, Progress, import};
use aiguilleur_store::DataDir;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let data = DataDir::open(arguments.next().ok_or("DIR FILE…")?)?;
    let start = Instant::now();
    let mut last = None;
    let candidate = import(&data, &ImportRequest::new(arguments.collect()), &mut |progress| {
        let part = match progress {
            Progress::Reading { file, .. } => file,
            other => format!("{other:?}"),
        };
        if last.as_ref() != Some(&part) {
            println!("{:6.2} s  {part}", start.elapsed().as_secs_f64());
            last = Some(part);
        }
    })?;
    println!("{:6.2} s  sealed", start.elapsed().as_secs_f64());
    candidate.publish()?;
    println!("{:6.2} s  published", start.elapsed().as_secs_f64());
    Ok(())
}
