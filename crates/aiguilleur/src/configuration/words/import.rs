//! What the options of `[import]` mean.

use super::{Word, word};

pub(super) const WORDS: &[Word] = &[
    word("import.history_years", "années", "Durée pendant laquelle ce qui est terminé reste trouvable."),
    word("import.telephones", "`true` ou `false`", "Garder les téléphones et télécopies des structures."),
    word("import.emails", "`true` ou `false`", "Garder les adresses électroniques des structures."),
    word("import.mailboxes", "`true` ou `false`", "Garder les boîtes aux lettres MSSanté."),
    word("import.cards", "`true` ou `false`", "Garder les cartes CPS et CPF des professionnels."),
];
