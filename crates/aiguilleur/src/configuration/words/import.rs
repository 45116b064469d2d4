//! What the options of `[import]` mean.

use super::{Word, word};

pub(super) const WORDS: &[Word] =
    &[word("import.history_years", "années", "Durée pendant laquelle ce qui est terminé reste trouvable.")];
