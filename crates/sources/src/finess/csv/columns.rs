//! Position of each field in the lines of the étalab CSV files (`finess.md` 1.3 and 1.4, XSD of étalab).

use crate::finess::flat::Field;

/// The shape of one line type.
pub(super) struct LineType {
    /// Fewest fields of a sound line: cs1100507 may lack `numuai`, the last one.
    pub(super) fewest: usize,
    /// Most fields.
    pub(super) most: usize,
    /// The fields that are read, by zero-based position; position 0 is the line type.
    pub(super) places: &'static [(usize, Field)],
}

/// `structureet` of cs1100502 (32 columns) and cs1100507 (31 or 32).
pub(super) static STRUCTUREET: LineType = LineType {
    fewest: 31,
    most: 32,
    places: &[
        (1, Field::Nofinesset),
        (2, Field::Nofinessej),
        (3, Field::Rs),
        (4, Field::Rslongue),
        (7, Field::Numvoie),
        (8, Field::Typvoie),
        (9, Field::Voie),
        (10, Field::Compvoie),
        (12, Field::Commune),
        (13, Field::Departement),
        (15, Field::Ligneacheminement),
        (16, Field::Telephone),
        (17, Field::Telecopie),
        (18, Field::Categetab),
        (22, Field::Siret),
        (26, Field::Codesph),
        (28, Field::Dateouv),
    ],
};

/// `structureej` of cs1100501: the address columns are in another order.
pub(super) static STRUCTUREEJ: LineType = LineType {
    fewest: 23,
    most: 23,
    places: &[
        (1, Field::Nofiness),
        (2, Field::Rs),
        (3, Field::Rslongue),
        (5, Field::Numvoie),
        (6, Field::Typvoie),
        (7, Field::Voie),
        (8, Field::Compvoie),
        (11, Field::Commune),
        (12, Field::Ligneacheminement),
        (13, Field::Departement),
        (16, Field::Statutjuridique),
        (20, Field::Siren),
        (22, Field::Datecrea),
    ],
};
