//! Files as they must be written: replaced whole, locked by one process, hashed, closed to other users. Knows nothing of
//! what they hold.

mod hash;
mod lock;
mod private;
mod reason;
mod replace;

pub use hash::{Hashed, Hasher, hash, hash_reader, hex};
pub use lock::Lock;
pub use private::{close, create, create_folder, private, write};
pub use reason::reason;
pub use replace::{replace, sync};
