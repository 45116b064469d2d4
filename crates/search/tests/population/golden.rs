//! Golden queries drawn from a synthetic population: of each kind, with the ids that are right.

use std::collections::HashMap;

use aiguilleur_domain::name::fold;
use aiguilleur_search::relevance::Golden;

use super::{Person, Population, Random};

/// The kinds of queries about people.
///
/// `prefix` is right when the whole name is the one that was cut, although `martin jea` cannot tell Jean from
/// Jeanne; `prefix_as_typed` when the name begins like what was typed.
pub const KINDS: [&str; 10] = [
    "exact",
    "swapped",
    "no_accent",
    "typo",
    "heard",
    "prefix",
    "prefix_as_typed",
    "with_city",
    "specialty",
    "two_typos",
];

/// A query and what makes a person right.
struct Draft {
    kind: &'static str,
    text: String,
    name: String,
    /// Town that the person must practise in.
    town: Option<usize>,
    /// Specialty that the person must have.
    specialty: Option<&'static str>,
    /// What the given name must begin with.
    given: Option<String>,
}

/// Draws `count` queries of each kind over the first `people` and `structures`.
pub fn draw(population: &Population, people: u64, structures: u64, count: usize) -> Vec<Golden> {
    let mut random = Random::new(population.seed ^ 0x601d, 1);
    let mut drafts = Vec::new();
    for kind in &KINDS {
        let mut drawn = 0;
        while drawn < count {
            let person = population.person(random.below(people));
            if let Some(draft) = draft(population, kind, &person, &mut random) {
                drafts.push(draft);
                drawn += 1;
            }
        }
    }
    let mut golden = resolve(population, people, drafts);
    golden.extend(structure_queries(population, structures, count, &mut random));
    golden
}

fn draft(population: &Population, kind: &'static str, person: &Person, random: &mut Random) -> Option<Draft> {
    let (family, given) = (person.family.as_str(), person.given.as_str());
    let mut town = None;
    let mut specialty = None;
    let mut given_begins = None;
    let text = match kind {
        "exact" => format!("{family} {given}"),
        "swapped" => format!("{given} {family}"),
        "no_accent" => {
            let accented = |c: char| !c.is_ascii();
            if !family.contains(accented) && !given.contains(accented) {
                return None;
            }
            fold(&format!("{family} {given}"))
        }
        "typo" => slip(&fold(&format!("{family} {given}")), random)?,
        "two_typos" => {
            let once = slip(&fold(&format!("{family} {given}")), random)?;
            slip(&once, random)?
        }
        "heard" => heard(family, given, random)?,
        "prefix" => prefix(family, given, random)?,
        "prefix_as_typed" => {
            let text = prefix(family, given, random)?;
            given_begins = Some(text.get(fold(family).len() + 1..)?.to_owned());
            text
        }
        "with_city" => {
            let (place, _) = person.places.first()?;
            town = Some(*place);
            format!("{given} {family} {}", population.words.towns[*place].name)
        }
        _ => {
            let code = person.savoir_faire.first()?.to_string();
            let (code, word) = SPECIALTIES.iter().find(|(known, _)| *known == code)?;
            specialty = Some(*code);
            format!("dr {family} {word}")
        }
    };
    let by_family = specialty.is_some() || given_begins.is_some();
    let name = if by_family { fold(family) } else { format!("{}|{}", fold(family), fold(given)) };
    Some(Draft { kind, text: text.to_lowercase(), name, town, specialty, given: given_begins })
}

const SPECIALTIES: [(&str, &str); 8] = [
    ("SM44", "radiologue"),
    ("SM42", "psychiatre"),
    ("SM04", "cardiologue"),
    ("SM02", "anesthésiste"),
    ("SM40", "pédiatre"),
    ("SM38", "ophtalmo"),
    ("SM20", "gynécologue"),
    ("SM15", "dermato"),
];

/// One random edit in one of the names, in a word of at least four letters.
fn slip(names: &str, random: &mut Random) -> Option<String> {
    let mut words: Vec<String> = names.split(' ').map(str::to_owned).collect();
    let long: Vec<usize> = (0..words.len()).filter(|i| words[*i].len() >= 4).collect();
    if long.is_empty() {
        return None;
    }
    let word = &mut words[*random.pick(&long)];
    let mut letters: Vec<char> = word.chars().collect();
    let at = random.below(letters.len() as u64) as usize;
    let letter = char::from(b'a' + random.below(26) as u8);
    match random.below(4) {
        0 => letters.insert(at, letter),
        1 => drop(letters.remove(at)),
        2 if letters[at] != letter => letters[at] = letter,
        _ if at + 1 < letters.len() && letters[at] != letters[at + 1] => letters.swap(at, at + 1),
        _ => return None,
    }
    *word = letters.into_iter().collect();
    Some(words.join(" "))
}

/// Spellings that sound alike in French, and what an ear writes for them.
const SOUNDS: [(&str, &str); 16] = [
    ("eau", "o"),
    ("ault", "o"),
    ("aud", "o"),
    ("au", "o"),
    ("ph", "f"),
    ("qu", "k"),
    ("ai", "e"),
    ("ei", "e"),
    ("y", "i"),
    ("ll", "l"),
    ("nn", "n"),
    ("tt", "t"),
    ("ce", "se"),
    ("ss", "c"),
    ("th", "t"),
    ("en", "an"),
];

/// The family name written by ear: two other spellings where the name has as many, and no silent end.
fn heard(family: &str, given: &str, random: &mut Random) -> Option<String> {
    let folded = fold(family);
    let mut name = folded.clone();
    for _ in 0..2 {
        let possible: Vec<_> = SOUNDS.iter().filter(|(written, _)| name.contains(written)).collect();
        if !possible.is_empty() {
            let (written, sound) = possible[random.below(possible.len() as u64) as usize];
            name = name.replacen(written, sound, 1);
        }
    }
    if name.len() > 4 && random.below(2) == 0 {
        name = name.trim_end_matches(['t', 'd', 's', 'x']).to_owned();
    }
    (name != folded && name.len() >= 3).then(|| format!("{name} {}", fold(given)))
}

/// The last word cut, three letters at least left.
fn prefix(family: &str, given: &str, random: &mut Random) -> Option<String> {
    let folded = fold(&format!("{family} {given}"));
    let last = folded.rsplit(' ').next()?.len();
    if last < 4 {
        return None;
    }
    let cut = 1 + random.below(last as u64 - 3) as usize;
    Some(folded[..folded.len() - cut].to_owned())
}

/// How probably [`prefix`] cuts `whole` to `text`, which begins it.
pub fn cut_probability(whole: &str, text: &str) -> f64 {
    let last = whole.rsplit(' ').next().map_or(0, str::len);
    let cut = whole.len() - text.len();
    if last >= 4 && (1..=last - 3).contains(&cut) { 1.0 / (last - 3) as f64 } else { 0.0 }
}

/// Finds, in one pass over the population, who is right for each draft.
fn resolve(population: &Population, people: u64, drafts: Vec<Draft>) -> Vec<Golden> {
    let mut wanted: HashMap<&str, Vec<usize>> = HashMap::new();
    for (i, draft) in drafts.iter().enumerate() {
        wanted.entry(&draft.name).or_default().push(i);
    }
    let mut right: Vec<Vec<String>> = vec![Vec::new(); drafts.len()];
    for n in 0..people {
        let person = population.person(n);
        let family = fold(&person.family);
        let given = fold(&person.given);
        let full = format!("{family}|{given}");
        for i in [family.as_str(), full.as_str()].iter().filter_map(|name| wanted.get(name)).flatten() {
            let draft = &drafts[*i];
            let there = draft.town.is_none_or(|town| person.places.iter().any(|(place, _)| *place == town));
            let able = draft.specialty.is_none_or(|code| person.savoir_faire.iter().any(|own| *own == *code));
            let begins = draft.given.as_ref().is_none_or(|start| given.starts_with(start));
            if there && able && begins {
                right[*i].push(person.id.clone());
            }
        }
    }
    let golden = drafts.iter().zip(right);
    golden
        .map(|(draft, right)| Golden { kind: draft.kind.to_owned(), text: draft.text.clone(), right })
        .collect()
}

fn structure_queries(
    population: &Population,
    structures: u64,
    count: usize,
    random: &mut Random,
) -> Vec<Golden> {
    let mut wanted: HashMap<(String, usize), usize> = HashMap::new();
    let mut golden = Vec::new();
    while golden.len() < count.min(structures as usize / 2) {
        let structure = population.structure(random.below(structures));
        let text = fold(&format!("{} {}", structure.name, population.words.towns[structure.town].name));
        let key = (fold(&structure.name), structure.town);
        if wanted.insert(key, golden.len()).is_none() {
            golden.push(Golden { kind: "structure".to_owned(), text, right: Vec::new() });
        }
    }
    for n in 0..structures {
        let structure = population.structure(n);
        if let Some(i) = wanted.get(&(fold(&structure.name), structure.town))
            && let Some(case) = golden.get_mut(*i)
        {
            case.right.push(structure.key);
        }
    }
    golden.retain(|case| !case.right.is_empty());
    golden
}
