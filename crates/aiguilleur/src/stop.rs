//! Shutdown: SIGTERM, or an interruption at the terminal.

use std::{future::Future, io};

use tokio::signal::unix::{SignalKind, signal};

/// Listens from now on, on the current runtime; the future ends when the process is asked to stop. To be called
/// before the process says that it is ready: a signal that comes earlier kills it.
///
/// # Errors
/// When the system does not let us listen.
pub(crate) fn asked() -> io::Result<impl Future<Output = ()>> {
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}
