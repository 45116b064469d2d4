//! Where a client is, against an address of the directory: the town and the postcode, and whether they agree.

use aiguilleur_directory::KnownAddress;

use super::names;
use crate::record::ClientRecord;

/// How the place on file is an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum There {
    /// The same town.
    Town,
    /// The same postcode, and no town or one of another name.
    Postcode,
    /// No town was compared; another postcode of the département, as a cedex has.
    Departement,
    /// A town of that name, and the postcode of another département.
    Namesake,
    /// Another place.
    Elsewhere,
}

impl There {
    /// Whether the client is there; nothing where what was compared does not tell.
    pub(super) const fn is_there(self) -> Option<bool> {
        match self {
            Self::Town | Self::Postcode => Some(true),
            Self::Departement => None,
            Self::Namesake | Self::Elsewhere => Some(false),
        }
    }
}

/// The postcode on file: that of its column, else the one in front of the town.
pub(super) fn postcode(record: &ClientRecord) -> Option<String> {
    let code = |text: &str| {
        let code: String = text.chars().filter(char::is_ascii_digit).collect();
        match code.len() {
            5 => Some(code),
            // A spreadsheet dropped the zero in front.
            4 => Some(format!("0{code}")),
            _ => None,
        }
    };
    let first = record.city.split_whitespace().next().filter(|word| word.len() == 5);
    code(&record.postcode).or_else(|| first.and_then(code))
}

/// The town of « 76000 Rouen ».
fn town(city: &str) -> &str {
    match city.split_once(char::is_whitespace) {
        Some((first, rest)) if first.len() == 5 && first.bytes().all(|byte| byte.is_ascii_digit()) => {
            rest.trim()
        }
        _ => city,
    }
}

/// What the postcodes of one département have in common; Guadeloupe's serve its former communes too.
fn departement(postcode: &str) -> &str {
    match postcode.get(..3) {
        Some("971" | "977" | "978") => "971",
        Some(overseas) if overseas.starts_with("97") || overseas.starts_with("98") => overseas,
        _ => postcode.get(..2).unwrap_or(postcode),
    }
}

/// Whether the town on file is the address's, by either of its names; nothing where one of them has none.
pub(super) fn is_its_town(city: &str, address: &KnownAddress) -> Option<bool> {
    let names = [address.city.as_str(), address.commune_name.as_str()];
    let mut names = names.into_iter().filter(|name| !name.is_empty()).peekable();
    let city = town(city);
    if city.is_empty() || names.peek().is_none() {
        return None;
    }
    Some(names.any(|name| names::is_town(city, name)))
}

/// How the place on file is `address`; nothing where nothing can be compared.
pub(super) fn there(record: &ClientRecord, address: &KnownAddress) -> Option<There> {
    let town = is_its_town(&record.city, address);
    let codes = postcode(record).filter(|_| address.postcode.len() == 5);
    let (same, near) = match &codes {
        Some(code) => {
            (Some(*code == address.postcode), Some(departement(code) == departement(&address.postcode)))
        }
        None => (None, None),
    };
    Some(match (town, same, near) {
        (None, None, _) => return None,
        (Some(true), _, Some(false)) => There::Namesake,
        (Some(true), ..) => There::Town,
        (_, Some(true), _) => There::Postcode,
        (None, _, Some(true)) => There::Departement,
        _ => There::Elsewhere,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn towns_and_postcodes_are_one_place_or_two() {
        let address = KnownAddress {
            postcode: "76031".to_owned(),
            city: "ROUEN CEDEX".to_owned(),
            commune_name: "Bois-Guillaume".to_owned(),
            ..KnownAddress::default()
        };
        for (city, postcode, expect) in [
            ("Rouen", "", Some(There::Town)),
            ("Bois Guillaume", "76230", Some(There::Town)),
            ("76000 Rouen", "", Some(There::Town)),
            ("", "76031", Some(There::Postcode)),
            ("Mont-Saint-Aignan", "76031", Some(There::Postcode)),
            ("", "76000", Some(There::Departement)),
            ("Rouen", "21000", Some(There::Namesake)),
            ("", "21000", Some(There::Elsewhere)),
            ("Dijon", "76000", Some(There::Elsewhere)),
            ("Dijon", "", Some(There::Elsewhere)),
            ("", "", None),
        ] {
            let record = ClientRecord {
                city: city.to_owned(),
                postcode: postcode.to_owned(),
                ..ClientRecord::default()
            };
            assert_eq!(there(&record, &address), expect, "{city} {postcode}");
        }
        assert_eq!((departement("97150"), departement("97233"), departement("20090")), ("971", "972", "20"));
    }
}
