//! Why a text is not a case: what is wrong, and where.

/// A request body that is not a case. The message is French, for the person who wrote the body.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CaseError {
    /// Not JSON.
    #[error("JSON illisible, ligne {line}, colonne {column} : {message}")]
    Syntax {
        /// One-based line.
        line: usize,
        /// One-based column.
        column: usize,
        /// What the reader met.
        message: String,
    },
    /// A field that is unknown, of the wrong type, or an impossible value.
    #[error("{path} : {message}")]
    Field {
        /// Path of the field (`activities[0].date_fin`).
        path: String,
        /// What is wrong with it.
        message: String,
    },
}

impl CaseError {
    /// The stable code, as an error answer carries it.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Syntax { .. } => "malformed_json",
            Self::Field { .. } => "invalid_field",
        }
    }

    /// The path of the field, when a field is wrong.
    pub fn path(&self) -> Option<&str> {
        match self {
            Self::Syntax { .. } => None,
            Self::Field { path, .. } => Some(path),
        }
    }

    pub(super) fn syntax(error: &serde_json::Error) -> Self {
        Self::Syntax { line: error.line(), column: error.column(), message: reason(error) }
    }

    pub(super) fn from_path(error: serde_path_to_error::Error<serde_json::Error>) -> Self {
        let path = error.path().to_string();
        let error = error.into_inner();
        match error.classify() {
            serde_json::error::Category::Data => Self::Field { path, message: reason(&error) },
            _ => Self::syntax(&error),
        }
    }
}

/// The error's words without its position, which is a field of its own.
fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let message = text.rsplit_once(" at line ").map_or(text.as_str(), |(message, _)| message);
    WORDS.iter().fold(message.to_owned(), |message, (english, french)| message.replacen(english, french, 1))
}

/// The reader's own words, in French.
const WORDS: &[(&str, &str)] = &[
    ("unknown field", "champ inconnu"),
    ("duplicate field", "champ répété"),
    ("missing field", "champ manquant"),
    ("there are no fields", "aucun champ n'est admis"),
    ("invalid type", "type inattendu"),
    ("invalid value", "valeur inattendue"),
    ("expected one of", "admis :"),
    ("expected", "attendu :"),
    ("parsed date is not valid", "date impossible"),
    ("failed to parse", "date illisible :"),
];

#[cfg(test)]
mod tests {
    use crate::Case;

    fn check(body: &str, path: &str, words: &str) {
        let error = Case::from_json(body.as_bytes()).unwrap_err();
        assert_eq!(error.path().unwrap_or("-"), path, "{error}");
        assert!(error.to_string().contains(words), "{error}");
    }

    #[test]
    fn what_is_refused_is_named() {
        check(r#"{"usage": ["dmp"]}"#, "usage", "usage");
        check(r#"{"activities": [{"secteur": "SA07", "sektor": 1}]}"#, "activities[0].sektor", "sektor");
        check(r#"{"as_of": "2023-02-30"}"#, "as_of", "date impossible");
        check(r#"{"usages": "dmp"}"#, "usages", "type inattendu");
        check(r#"{"usages": ["dpm"]}"#, "usages[0]", "dpm");
        check(r#"{"couloir": "dentaire"}"#, "couloir", "radiologie");
        check(r#"{"activities": [{"secteur": "SA07", "structure": "s0"}]}"#, "activities[0].structure", "s0");
        check(r#"{"context": {"nb_ris": -1}}"#, "context.nb_ris", "-1");
        check(r#"{"contrat_ANS": {"s0": 3}}"#, "contrat_ANS.s0", "contrat");
        check(r#"{"contrat_ANS": {"niveau": "EX"}}"#, "contrat_ANS.niveau", "EX");
        check(r#"{"etablissement": {"nature": "mixte"}}"#, "etablissement.nature", "mixte");
        check("{", "-", "ligne 1");
        check("[]", ".", "objet");
        check(r#"{"activities": [["a1"]]}"#, "activities[0]", "objet");
        check(r#"{"structures": {"s0": []}}"#, "structures.s0", "objet");
        check(r#"{"as_of": null} {}"#, "-", "ligne 1");
    }
}
