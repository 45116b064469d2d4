//! The target that `AIGUILLEUR_FUZZ_TARGET` names, under libFuzzer: one binary for all of them.
#![no_main]

use std::sync::LazyLock;

static TARGET: LazyLock<fn(&[u8])> = LazyLock::new(|| {
    let name = std::env::var("AIGUILLEUR_FUZZ_TARGET").expect("AIGUILLEUR_FUZZ_TARGET names a target");
    aiguilleur_fuzz::target(&name)
});

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| TARGET(bytes));
