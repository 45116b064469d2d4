//! `work STOCK DATA import|NAME`: runs one operation once, for `tests/bench/counts`, and prints its counts.

#![allow(clippy::print_stdout, reason = "its output is what it is for")]

use std::{path::Path, process::ExitCode};

use aiguilleur_bench::{counted, import, names, prepared};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [stock, data, what] = arguments.as_slice() else {
        return usage();
    };
    let (stock, data) = (Path::new(stock), Path::new(data));
    if what == "import" {
        for (name, count) in import(stock, data) {
            println!("{name} {count}");
        }
        return ExitCode::SUCCESS;
    }
    let Some(mut work) = prepared(what, stock, data) else { return usage() };
    // What a first call sets up is not what is counted.
    work();
    println!("{what} {}", counted(&mut work));
    ExitCode::SUCCESS
}

fn usage() -> ExitCode {
    eprintln!("usage: work STOCK DATA import|{}", names().collect::<Vec<_>>().join("|"));
    ExitCode::from(2)
}
