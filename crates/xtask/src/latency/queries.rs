//! Queries of each kind, drawn from a people's file as publishers send it.

use std::{
    fs::File,
    io::{BufRead, BufReader, Seek, SeekFrom},
    path::Path,
};

use anyhow::{Context, Result, bail};

use crate::synth::{Rng, Stream};

/// The kinds, in the order in which they are asked.
///
/// Those from `specialty` on name nobody by two words, and many records answer to them.
pub(crate) const KINDS: [&str; 18] = [
    "exact",
    "swapped",
    "accents",
    "prefix",
    "typo",
    "two typos",
    "with city",
    "structure",
    "specialty",
    "whole specialty",
    "profession",
    "departement",
    "profession, city",
    "family name",
    "given name",
    "city",
    "specialty alone",
    "titles",
];

/// What queries are made of, as the file heads its columns.
const COLUMNS: [&str; 7] = [
    "Nom d'exercice",
    "Prénom d'exercice",
    "Libellé profession",
    "Libellé savoir-faire",
    "Raison sociale site",
    "Code postal (coord. structure)",
    "Libellé commune (coord. structure)",
];

/// What is left of a text when the name is not typed yet.
const TITLES: [&str; 4] = ["dr", "le docteur", "mme", "pr de la"];

/// Rows drawn at most for one query: not every person has a specialty.
const DRAWS: usize = 500;

/// A file of people from which rows are drawn.
pub(crate) struct People {
    file: BufReader<File>,
    bytes: u64,
    /// Position of each of [`COLUMNS`].
    columns: [usize; COLUMNS.len()],
    rng: Rng,
}

impl People {
    /// Opens the file at `path`.
    pub(crate) fn open(path: &Path, seed: u64) -> Result<Self> {
        let file = File::open(path).with_context(|| path.display().to_string())?;
        let bytes = file.metadata()?.len();
        let mut file = BufReader::new(file);
        let mut header = String::new();
        file.read_line(&mut header)?;
        let header: Vec<&str> = header.trim_end().split('|').collect();
        let mut columns = [0; COLUMNS.len()];
        for (place, name) in columns.iter_mut().zip(COLUMNS) {
            *place = header
                .iter()
                .position(|known| *known == name)
                .with_context(|| format!("no column « {name} »"))?;
        }
        Ok(Self { file, bytes, columns, rng: Rng::new(seed, Stream::Person, 0) })
    }

    /// `count` queries of a kind.
    pub(crate) fn queries(&mut self, kind: &str, count: usize) -> Result<Vec<String>> {
        let mut queries = Vec::with_capacity(count);
        let mut draws = count.saturating_mul(DRAWS);
        while queries.len() < count {
            if draws == 0 {
                bail!(
                    "{} rows gave too few queries of kind « {kind} »: is it the RPPS extraction?",
                    count * DRAWS
                );
            }
            draws -= 1;
            let row = self.row()?;
            queries.extend(self.query(kind, &row.split('|').map(str::to_lowercase).collect::<Vec<_>>()));
        }
        Ok(queries)
    }

    /// The row after some place in the file.
    fn row(&mut self) -> Result<String> {
        let at = self.rng.bits() % self.bytes;
        self.file.seek(SeekFrom::Start(at))?;
        self.file.read_until(b'\n', &mut Vec::new())?;
        let mut row = Vec::new();
        self.file.read_until(b'\n', &mut row)?;
        Ok(String::from_utf8_lossy(row.trim_ascii_end()).into_owned())
    }

    fn query(&mut self, kind: &str, row: &[String]) -> Option<String> {
        let columns = self.columns.map(|at| row.get(at).map(String::as_str).filter(|text| !text.is_empty()));
        let [family, given, profession, savoir_faire, structure, postcode, city] = columns;
        let (family, given) = (family?, given?);
        Some(match kind {
            "exact" => format!("{family} {given}"),
            "swapped" => format!("{given} {family}"),
            "accents" => format!("{family} {given}").replace('e', "é").replace('c', "ç"),
            "prefix" => self.cut(&format!("{family} {given}"))?,
            "typo" => self.slip(&format!("{family} {given}"))?,
            "two typos" => {
                let once = self.slip(&format!("{family} {given}"))?;
                self.slip(&once)?
            }
            "with city" => format!("{given} {family} {}", city?),
            "specialty" => format!("dr {family} {}", savoir_faire?.split(' ').next()?),
            "whole specialty" => format!("dr {family} {}", savoir_faire?),
            "profession" => format!("{family} {}", profession?),
            "departement" => format!("{family} {}", postcode?.get(..2)?),
            "profession, city" => format!("{} {}", profession?, city?),
            "family name" => family.to_owned(),
            "given name" => given.to_owned(),
            "city" => city?.to_owned(),
            "specialty alone" => savoir_faire?.to_owned(),
            "titles" => TITLES[self.rng.below(TITLES.len())].to_owned(),
            _ => format!("{} {}", structure?, city?),
        })
    }

    /// The last word cut, three letters at least left.
    fn cut(&mut self, text: &str) -> Option<String> {
        let last = text.rsplit([' ', '-']).next()?.chars().count();
        let letters: Vec<char> = text.chars().collect();
        let cut = 1 + self.rng.below(last.checked_sub(3).filter(|most| *most > 0)?);
        Some(letters[..letters.len() - cut].iter().collect())
    }

    /// One slip in a word of four letters or more: a letter added, forgotten, replaced, or exchanged.
    fn slip(&mut self, text: &str) -> Option<String> {
        let mut words: Vec<Vec<char>> = text.split(' ').map(|word| word.chars().collect()).collect();
        let long: Vec<usize> = (0..words.len()).filter(|at| words[*at].len() >= 4).collect();
        let word = &mut words[*long.get(self.rng.below(long.len().max(1)))?];
        let at = self.rng.below(word.len() - 1);
        let letter = char::from(b'a' + u8::try_from(self.rng.below(26)).ok()?);
        match self.rng.below(4) {
            0 => word.insert(at, letter),
            1 => drop(word.remove(at)),
            2 => word[at] = letter,
            _ => word.swap(at, at + 1),
        }
        Some(words.iter().map(|word| word.iter().collect::<String>()).collect::<Vec<_>>().join(" "))
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::{COLUMNS, KINDS, People};

    #[test]
    fn every_kind_is_drawn() {
        let row =
            ["VAUQUELIN", "HORTENSE", "Médecin", "Radiologie (SM)", "CABINET DU PORT", "76000", "ROUEN"];
        let mut file = tempfile::NamedTempFile::new().unwrap();
        writeln!(file, "{}", COLUMNS.join("|")).unwrap();
        for _ in 0..20 {
            writeln!(file, "{}", row.join("|")).unwrap();
        }
        let mut people = People::open(file.path(), 1).unwrap();
        let mut draw = |kind| people.queries(kind, 3).unwrap();
        assert_eq!(draw("swapped")[0], "hortense vauquelin");
        assert_eq!(draw("accents")[0], "vauquélin horténsé");
        assert_eq!(draw("specialty")[0], "dr vauquelin radiologie");
        assert_eq!(draw("structure")[0], "cabinet du port rouen");
        assert_eq!(draw("departement")[0], "vauquelin 76");
        assert_eq!(draw("profession, city")[0], "médecin rouen");
        for text in draw("prefix") {
            assert!("vauquelin hortense".starts_with(&text) && text.len() >= "vauquelin hor".len(), "{text}");
        }
        for kind in KINDS {
            assert_eq!(draw(kind).len(), 3, "{kind}");
        }
    }
}
