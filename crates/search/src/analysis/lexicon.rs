//! The reviewed words of `index/search/`, parsed once; a test holds the files to their form.

use std::sync::LazyLock;

use aiguilleur_nomenclature::Table;
use rustc_hash::{FxHashMap, FxHashSet};

use super::canonical::fold;

/// The words, ready to look up.
pub(crate) static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::load);

macro_rules! data {
    ($name:literal) => {
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../index/search/", $name))
    };
}

/// Some lines only: they are searched as they stand.
const USUAL_NAMES: &str = data!("usual_names.csv");

type Words = FxHashSet<&'static str>;
type Replacements = FxHashMap<&'static str, &'static str>;

/// The level of a structure that is neither a main establishment nor an annex of one.
const ORDINARY: u8 = 1;

/// How much a structure of this category is a main establishment (« maison mère ») rather than an annex, 0 to 3.
pub(crate) fn house(categorie: &str) -> u8 {
    LEXICON.houses.get(categorie).copied().unwrap_or(ORDINARY)
}

/// Names that people use of the site of this FINESS number, and that its record does not have.
pub fn usual_names(finess: &str) -> impl Iterator<Item = &'static str> {
    rows(USUAL_NAMES).filter_map(move |[site, name]| (site == finess).then_some(name))
}

/// What a group of words means, as codes.
#[derive(Debug, Default)]
pub(crate) struct Codes {
    pub(crate) professions: Vec<&'static str>,
    pub(crate) savoir_faire: Vec<&'static str>,
}

pub(crate) struct Lexicon {
    /// Of each title, whether it is one of doctor.
    titles: FxHashMap<&'static str, bool>,
    particles: Words,
    stop_words: Words,
    legal_forms: Words,
    structure_words: Words,
    everywhere: Replacements,
    structures: Replacements,
    streets: Replacements,
    long_forms: Vec<(&'static str, String)>,
    /// A short form, or the first word of a long one → where they stand in `long_forms`.
    long_forms_by_word: FxHashMap<String, Vec<usize>>,
    /// Reviewed words, and the publisher's own labels.
    professions: FxHashMap<String, Codes>,
    /// With and without their small words (`ecole infirmier`).
    categories: FxHashMap<String, Vec<&'static str>>,
    /// First words of names of categories that have several.
    category_beginnings: Words,
    houses: FxHashMap<&'static str, u8>,
    departements: FxHashMap<&'static str, &'static str>,
    departement_codes: Words,
    arrondissements: FxHashMap<&'static str, (u32, u32)>,
    former_communes: FxHashMap<&'static str, Vec<&'static str>>,
    given_names: FxHashMap<&'static str, Vec<String>>,
}

impl Lexicon {
    fn load() -> Self {
        let mut lexicon = Self {
            titles: rows(data!("titles.csv")).map(|[word, civilite]| (word, !civilite.is_empty())).collect(),
            particles: lines(data!("particles.csv")).collect(),
            stop_words: lines(data!("stop_words.csv")).collect(),
            legal_forms: lines(data!("legal_forms.csv")).collect(),
            structure_words: lines(data!("structure_words.csv")).collect(),
            everywhere: FxHashMap::default(),
            structures: FxHashMap::default(),
            streets: FxHashMap::default(),
            long_forms: Vec::new(),
            long_forms_by_word: FxHashMap::default(),
            professions: FxHashMap::default(),
            categories: FxHashMap::default(),
            category_beginnings: Words::default(),
            houses: FxHashMap::default(),
            departements: FxHashMap::default(),
            departement_codes: Words::default(),
            arrondissements: FxHashMap::default(),
            former_communes: FxHashMap::default(),
            given_names: FxHashMap::default(),
        };
        lexicon.load_abbreviations();
        lexicon.load_codes();
        lexicon.load_places();
        lexicon.load_given_names();
        lexicon
    }

    fn load_abbreviations(&mut self) {
        for [scope, short, long] in rows(data!("abbreviations.csv")) {
            match (scope, long.contains(' ')) {
                ("all", _) => _ = self.everywhere.insert(short, long),
                ("street", _) => _ = self.streets.insert(short, long),
                (_, false) => _ = self.structures.insert(short, long),
                (_, true) => self.long_forms.push((short, long.to_owned())),
            }
        }
        let mut long_forms = std::mem::take(&mut self.long_forms);
        for (_, long) in &mut long_forms {
            *long = long.split(' ').map(|word| self.in_structure(word)).collect::<Vec<_>>().join(" ");
        }
        for (at, (short, long)) in long_forms.iter().enumerate() {
            for word in [*short, long.split(' ').next().unwrap_or_default()] {
                self.long_forms_by_word.entry(word.to_owned()).or_default().push(at);
            }
        }
        self.long_forms = long_forms;
    }

    fn load_codes(&mut self) {
        for [words, professions, savoir_faire] in rows(data!("professions.csv")) {
            let codes = Codes { professions: split(professions), savoir_faire: split(savoir_faire) };
            self.professions.insert(words.to_owned(), codes);
        }
        self.load_labels();
        for [words, categories] in rows(data!("structure_categories.csv")) {
            let bare = self.without_small_words(words);
            self.categories.entry(bare).or_insert_with(|| split(categories));
            self.categories.insert(words.to_owned(), split(categories));
            self.category_beginnings.extend(words.split_once(' ').map(|(first, _)| first));
        }
        for [level, categories] in rows(data!("houses.csv")) {
            let level = level.parse().unwrap_or(ORDINARY);
            self.houses.extend(split(categories).into_iter().map(|code| (code, level)));
        }
    }

    /// What the publisher calls professions and savoir-faire, where nothing reviewed says otherwise.
    fn load_labels(&mut self) {
        let mut labels: FxHashMap<String, Codes> = FxHashMap::default();
        for table in [Table::ProfessionSante, Table::ProfessionSociale] {
            for entry in table.entries() {
                labels.entry(fold(entry.label)).or_default().professions.push(entry.code);
            }
        }
        for entry in Table::SavoirFaire.entries() {
            labels.entry(fold(entry.label)).or_default().savoir_faire.push(entry.code);
        }
        for (label, codes) in labels {
            self.professions.entry(label).or_insert(codes);
        }
    }

    fn load_places(&mut self) {
        for [code, name] in rows(data!("departements.csv")) {
            self.departements.insert(name, code);
            self.departement_codes.insert(code);
        }
        for [city, first, count] in rows(data!("arrondissements.csv")) {
            if let (Ok(first), Ok(count)) = (first.parse(), count.parse()) {
                self.arrondissements.insert(city, (first, count));
            }
        }
        for [former, today] in rows(data!("former_communes.csv")) {
            self.former_communes.entry(former).or_default().push(today);
        }
    }

    fn load_given_names(&mut self) {
        for [short, given] in rows(data!("given_names.csv")) {
            self.given_names.entry(short).or_default().push(given.replace(' ', ""));
        }
    }

    /// `dr`, `mme`.
    pub(crate) fn is_title(&self, word: &str) -> bool {
        self.titles.contains_key(word)
    }

    /// `dr`, `pr`.
    pub(crate) fn is_doctor(&self, word: &str) -> bool {
        self.titles.get(word).copied().unwrap_or(false)
    }

    /// `le`, `d`, `van`.
    pub(crate) fn is_particle(&self, word: &str) -> bool {
        self.particles.contains(word)
    }

    /// A word that carries nothing in a structure's name.
    pub(crate) fn is_stop_word(&self, word: &str) -> bool {
        self.stop_words.contains(word)
    }

    /// Whether a word that begins so may be one of these.
    pub(crate) fn begins_stop_word(&self, beginning: &str) -> bool {
        self.stop_words.iter().any(|word| word.starts_with(beginning))
    }

    /// Words without those that carry nothing.
    pub(crate) fn without_small_words(&self, words: &str) -> String {
        words.split(' ').filter(|word| !self.is_stop_word(word)).collect::<Vec<_>>().join(" ")
    }

    /// The word as addresses are written here (`av` is `avenue`).
    pub(crate) fn in_street<'a>(&self, word: &'a str) -> &'a str {
        self.streets.get(word).copied().unwrap_or_else(|| self.in_structure(word))
    }

    /// A legal form, which client files add to names and drop from them (`selarl`).
    pub(crate) fn is_legal_form(&self, word: &str) -> bool {
        self.legal_forms.contains(word)
    }

    /// A word that names structures and not people (`clinique`).
    pub(crate) fn is_structure_word(&self, word: &str) -> bool {
        self.structure_words.contains(word) || self.legal_forms.contains(word)
    }

    /// The expansion of a short form of several words (`ch`), the first where it may be several.
    pub(crate) fn long_form(&self, word: &str) -> Option<&str> {
        let places = self.long_forms_by_word.get(word)?;
        let found = places.iter().map(|at| &self.long_forms[*at]).find(|(short, _)| *short == word)?;
        Some(&found.1)
    }

    /// The expansion of an abbreviation in any name (`st`).
    pub(crate) fn everywhere(&self, word: &str) -> Option<&'static str> {
        self.everywhere.get(word).copied()
    }

    /// The word as names of structures are written here (`phie` is `pharmacie`).
    pub(crate) fn in_structure<'a>(&self, word: &'a str) -> &'a str {
        self.everywhere.get(word).or_else(|| self.structures.get(word)).copied().unwrap_or(word)
    }

    /// Abbreviations of several words (`ch`, `centre hospitalier`) that one of `words` may belong to, in their
    /// order: looking for each of them in every name would cost more than all the rest of its analysis.
    pub(crate) fn long_forms<'w>(
        &self,
        words: impl Iterator<Item = &'w str>,
    ) -> impl Iterator<Item = &(&'static str, String)> {
        let mut places: Vec<usize> =
            words.filter_map(|word| self.long_forms_by_word.get(word)).flatten().copied().collect();
        places.sort_unstable();
        places.dedup();
        places.into_iter().map(|at| &self.long_forms[at])
    }

    /// The codes of a profession or specialty, singular or plural.
    pub(crate) fn profession(&self, words: &str) -> Option<&Codes> {
        self.professions.get(words).or_else(|| self.professions.get(words.strip_suffix('s')?))
    }

    /// The codes of a category of structures, singular or plural.
    pub(crate) fn categories(&self, words: &str) -> Option<&[&'static str]> {
        let found = self.categories.get(words).or_else(|| self.categories.get(words.strip_suffix('s')?))?;
        Some(found)
    }

    /// Whether the name of a category of structures may begin with a word and go on.
    pub(crate) fn begins_category(&self, word: &str) -> bool {
        self.category_beginnings.contains(self.in_structure(word)) || self.category_beginnings.contains(word)
    }

    /// Whether a word of a structure's name tells it from others: neither empty nor its category.
    pub(crate) fn is_telling(&self, word: &str) -> bool {
        !self.is_stop_word(word) && !self.categories.contains_key(word)
    }

    /// The code of a département by its name, or by its code in lower case.
    pub(crate) fn departement(&self, words: &str) -> Option<&'static str> {
        let by_code = || self.departement_codes.get(words.to_ascii_uppercase().as_str());
        self.departements.get(words).or_else(by_code).copied()
    }

    /// The codes of the départements that a name or a code means: `20` is both of Corsica, `97` all overseas.
    pub(crate) fn departements(&self, words: &str) -> Option<Vec<String>> {
        let one = |code: &str| Some(vec![code.to_owned()]);
        match words {
            "20" | "corse" => Some(vec!["2A".to_owned(), "2B".to_owned()]),
            "97" => Some((971..=978).map(|code| code.to_string()).collect()),
            words => self.departement(words).and_then(one),
        }
    }

    /// The postcode of an arrondissement (`paris`, 15: `75015`).
    pub(crate) fn arrondissement(&self, city: &str, number: u32) -> Option<u32> {
        let (first, count) = self.arrondissements.get(city)?;
        (1..=*count).contains(&number).then(|| first + number - 1)
    }

    /// The communes of today in which the territory of one of a former name lies.
    pub(crate) fn communes_today(&self, former: &str) -> &[&'static str] {
        self.former_communes.get(former).map_or(&[], Vec::as_slice)
    }

    /// Given names that a caller may mean by `word`, each in one word.
    pub(crate) fn given_names(&self, word: &str) -> &[String] {
        self.given_names.get(word).map_or(&[], Vec::as_slice)
    }
}

fn lines(data: &'static str) -> impl Iterator<Item = &'static str> {
    data.lines().filter(|line| !line.starts_with('#') && !line.is_empty())
}

/// Rows of `N` fields; a test makes sure that none has another number.
fn rows<const N: usize>(data: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    lines(data).filter_map(|line| line.split(';').collect::<Vec<_>>().try_into().ok())
}

fn split(codes: &'static str) -> Vec<&'static str> {
    codes.split_whitespace().collect()
}

#[cfg(test)]
mod tests {
    use super::{LEXICON, Table, USUAL_NAMES, lines};
    use aiguilleur_domain::name::fold;

    #[test]
    fn every_row_has_its_fields_and_is_folded() {
        for (file, data, fields, folded) in [
            ("titles", data!("titles.csv"), 2, 0..1),
            ("particles", data!("particles.csv"), 1, 0..1),
            ("stop_words", data!("stop_words.csv"), 1, 0..1),
            ("legal_forms", data!("legal_forms.csv"), 1, 0..1),
            ("structure_words", data!("structure_words.csv"), 1, 0..1),
            ("abbreviations", data!("abbreviations.csv"), 3, 0..3),
            ("professions", data!("professions.csv"), 3, 0..1),
            ("structure_categories", data!("structure_categories.csv"), 2, 0..1),
            ("houses", data!("houses.csv"), 2, 0..2),
            ("usual_names", USUAL_NAMES, 2, 0..2),
            ("departements", data!("departements.csv"), 2, 1..2),
            ("arrondissements", data!("arrondissements.csv"), 3, 0..1),
            ("former_communes", data!("former_communes.csv"), 2, 0..2),
            ("given_names", data!("given_names.csv"), 2, 0..2),
        ] {
            for line in lines(data) {
                let row: Vec<_> = line.split(';').collect();
                assert_eq!(row.len(), fields, "{file}: {line}");
                for field in &row[folded.clone()] {
                    assert_eq!(*field, fold(field), "{file}: {line}");
                }
            }
        }
    }

    #[test]
    fn categories_are_codes_of_the_nomenclature() {
        for data in [data!("structure_categories.csv"), data!("houses.csv")] {
            for code in lines(data).flat_map(|line| line.rsplit(';').next().unwrap().split(' ')) {
                assert!(
                    aiguilleur_nomenclature::entry(Table::CategorieEtablissement, code).is_some(),
                    "{code}"
                );
            }
        }
    }

    #[test]
    fn lookups() {
        assert_eq!(LEXICON.profession("radiologues").unwrap().savoir_faire[0], "SM44");
        assert_eq!(LEXICON.profession("ide").unwrap().professions, ["60", "69"]);
        assert_eq!(LEXICON.departement("2a"), Some("2A"));
        assert_eq!(LEXICON.departement("seine maritime"), Some("76"));
        assert_eq!(LEXICON.arrondissement("paris", 15), Some(75015));
        assert_eq!(LEXICON.arrondissement("lyon", 10), None);
        assert_eq!(LEXICON.communes_today("tourlaville"), ["cherbourg en cotentin"]);
        assert_eq!(LEXICON.given_names("jp")[0], "jeanpierre");
    }
}
