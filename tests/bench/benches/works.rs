//! Each work in time: `STOCK=DIR cargo bench -p aiguilleur-bench`, over an invented stock (`cargo xtask synth --small`).

#![allow(missing_docs, reason = "the macros of the harness write undocumented functions")]
#![allow(clippy::unwrap_used, reason = "a bench without its stock must fail")]

use std::{fs, path::PathBuf};

use aiguilleur_bench::{import, names, prepared};
use criterion::{Criterion, criterion_group, criterion_main};

fn bench(c: &mut Criterion) {
    let stock = std::env::var_os("STOCK").map(PathBuf::from).expect("STOCK names the stock to decode");
    let data = stock.join("data");
    if !data.join("CURRENT").exists() {
        fs::create_dir_all(&data).unwrap();
        import(&stock, &data);
    }
    for name in names() {
        let mut work = prepared(name, &stock, &data).unwrap();
        c.bench_function(name, |b| b.iter(&mut work));
    }
}

criterion_group!(benches, bench);
criterion_main!(benches);
