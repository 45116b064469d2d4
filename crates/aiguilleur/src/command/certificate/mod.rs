//! `certificate`: the desk for certificates, from files.

mod csr;
mod inspect;

use aiguilleur_directory::Clock;

use crate::{Ending, arguments::Certificate};

pub(crate) fn run(arguments: &Certificate, clock: Clock) -> anyhow::Result<Ending> {
    match arguments {
        Certificate::Inspect(arguments) => inspect::run(arguments, clock),
        Certificate::Csr(arguments) => csr::run(arguments),
    }
}
