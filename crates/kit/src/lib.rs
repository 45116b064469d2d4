//! What one order needs, in one folder: the form filled, the steps, the message to the client, the requests, the
//! calendar. It decides nothing: it writes down what the resolver decided and what `[editeur]` configures.
//!
//! Pure but for the look-up of people's names and cards in a snapshot. No key is made here.

mod blank;
mod bulk;
mod card;
mod dates;
mod editeur;
mod file;
mod font;
mod kit;
mod list;
mod message;
mod order;
mod page;
mod readme;
mod sheet;
mod signatory;
mod step;
mod wording;

pub use bulk::Bulk;
pub use card::CardState;
pub use editeur::{Administrator, Editeur};
pub use file::File;
pub use kit::{Kit, KitError, Options, prepare};
pub use list::{OrderStatus, OrderTable};
pub use message::Message;
pub use order::{Order, OrderedCertificate};
pub use sheet::{BoxState, FilledBox, Rubric, Sheet};
pub use signatory::Signer;
pub use step::{Moment, Step};
