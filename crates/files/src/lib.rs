//! Files as they must be written: replaced whole, locked by one process, hashed. Knows nothing of what they hold.

mod hash;
mod lock;
mod reason;
mod replace;

pub use hash::{Hashed, Hasher, hash, hash_reader, hex};
pub use lock::Lock;
pub use reason::reason;
pub use replace::{Readers, replace, sync};
