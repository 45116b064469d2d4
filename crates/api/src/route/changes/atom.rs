//! Changes as an Atom feed (RFC 4287), by pages (RFC 5005): stable identifiers, texts escaped.

use std::fmt::Write as _;

use aiguilleur_directory::{Snapshot, changes::ChangeSide};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::{Asked, GenerationChange, Page};

/// The feed's own name, and the beginning of its entries'.
const ID: &str = "tag:aiguilleur.invalid,2026:changes";

/// A page of the feed.
pub(super) fn document(snapshot: &Snapshot, asked: &Asked, page: &Page) -> String {
    let generation = snapshot.id().as_str();
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"fr\">\n\
         <id>{ID}</id>\n<title>Aiguilleur : ce qui a changé</title>\n<updated>{}</updated>\n\
         <author><name>Aiguilleur</name></author>\n<link rel=\"self\" href=\"{}\"/>\n",
        instant(generation),
        escaped(&address(asked, asked.cursor.as_deref())),
    );
    if let Some(next) = &page.next {
        let href = address(asked, Some(next));
        let _infallible = writeln!(text, "<link rel=\"next\" href=\"{}\"/>", escaped(&href));
    }
    for change in &page.changes {
        entry(&mut text, change);
    }
    text.push_str("</feed>\n");
    text
}

fn address(asked: &Asked, cursor: Option<&str>) -> String {
    let mut address = format!("/v1/changes.atom?limit={}", asked.limit);
    let since = asked.since.as_ref().map(ToString::to_string);
    let kind = asked.kind.map(|kind| kind.code().to_owned());
    for (name, value) in [("since", since), ("kind", kind), ("cursor", cursor.map(str::to_owned))] {
        if let Some(value) = value {
            let _infallible = write!(address, "&{name}={}", utf8_percent_encode(&value, NON_ALPHANUMERIC));
        }
    }
    address
}

/// A generation's name begins with the UTC instant of its import: `20261120T081200-000001`.
fn instant(generation: &str) -> String {
    let part = |range: std::ops::Range<usize>| generation.get(range).unwrap_or_default();
    let (day, time) = ([part(0..4), part(4..6), part(6..8)], [part(9..11), part(11..13), part(13..15)]);
    format!("{}T{}Z", day.join("-"), time.join(":"))
}

fn entry(text: &mut String, entry: &GenerationChange) {
    let change = &entry.change;
    let person = change.id_nat_pp.map(|id| id.to_string());
    let structure = change.after.as_ref().or(change.before.as_ref()).and_then(known);
    let subject = person.clone().or_else(|| structure.clone()).unwrap_or_default();
    let about = match (&person, &structure) {
        (Some(id), _) => Some(format!("/v1/professionals/{id}")),
        (None, Some(id)) => Some(format!("/v1/structures/{id}")),
        (None, None) => None,
    };
    // The byte where the next change begins names this one: what is sealed does not move.
    let _infallible = write!(
        text,
        "<entry>\n<id>{ID}/{}/{}</id>\n<title>{}</title>\n<updated>{}</updated>\n<category term=\"{}\"/>\n",
        entry.generation,
        entry.after.offset,
        escaped(&format!("{} : {subject}", change.kind.label())),
        instant(&entry.generation),
        change.kind,
    );
    if let Some(about) = about {
        let _infallible = writeln!(text, "<link rel=\"related\" href=\"{}\"/>", escaped(&about));
    }
    let _infallible =
        write!(text, "<content type=\"text\">{}</content>\n</entry>\n", escaped(&sentence(entry)));
}

fn sentence(entry: &GenerationChange) -> String {
    let change = &entry.change;
    let mut sentence = change.kind.label().to_owned();
    if let Some(id) = change.id_nat_pp {
        let _infallible = write!(sentence, ", professionnel {id}");
    }
    for (word, side) in [("avant", &change.before), ("après", &change.after)] {
        if let Some(side) = side {
            let named = [known(side), side.name.clone(), side.secteur_activite.map(|code| code.to_string())];
            let named: Vec<String> = named.into_iter().flatten().collect();
            let shown = if named.is_empty() { "sans identifiant".to_owned() } else { named.join(", ") };
            let _infallible = write!(sentence, " ; {word} : {shown}");
        }
    }
    if let Some(on) = change.on {
        let _infallible = write!(sentence, " ; le {on}");
    }
    sentence.push('.');
    sentence
}

/// How a structure can be asked for.
fn known(side: &ChangeSide) -> Option<String> {
    let finess = side.finess_geographique.map(|id| id.to_string());
    let legal = side.finess_juridique.map(|id| id.to_string());
    let siret = side.siret.map(|id| id.to_string());
    let siren = side.siren.map(|id| id.to_string());
    side.id_nat_struct.map(|id| id.to_string()).or(finess).or(legal).or(siret).or(siren)
}

/// Text for XML: markup escaped, and what XML 1.0 does not admit left out.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&apos;"),
            '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::{escaped, instant};

    #[test]
    fn what_xml_does_not_admit_is_escaped_or_left_out() {
        assert_eq!(escaped("L'\"A&B\" <\u{1}>\u{fffe}é"), "L&apos;&quot;A&amp;B&quot; &lt;&gt;é");
    }

    #[test]
    fn a_generation_tells_its_instant() {
        assert_eq!(instant("20261120T081200-000001"), "2026-11-20T08:12:00Z");
    }
}
