//! Distinguished names: every attribute in its own spelling, and the person that a card or a personal certificate
//! names. Given name, CN and surname are in one multi-valued RDN: attributes are walked, never positions.

use serde::Serialize;
use x509_parser::{
    der_parser::asn1_rs::{Any, Tag},
    x509::X509Name,
};

/// A person, as the subject names them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct PersonRead {
    /// Nom, as the subject gives it.
    pub family_name: String,
    /// Prénom, as the subject gives it.
    pub given_name: String,
    /// The profession, as the card words it.
    pub title: Option<String>,
    /// The national identifier of the person (TRE_G08: type digit, then number), which the CN holds.
    pub id_nat_pp: Option<String>,
}

/// The attributes of a name, in their order, each as its short label or OID with its text.
pub(crate) fn attributes(name: &X509Name<'_>) -> Vec<(String, String)> {
    let attributes = name.iter_attributes();
    attributes
        .map(|attribute| {
            let oid = attribute.attr_type().to_id_string();
            (label(&oid).map_or(oid, str::to_owned), text(attribute.attr_value()))
        })
        .collect()
}

fn label(oid: &str) -> Option<&'static str> {
    Some(match oid {
        "2.5.4.3" => "CN",
        "2.5.4.4" => "SN",
        "2.5.4.5" => "serialNumber",
        "2.5.4.6" => "C",
        "2.5.4.7" => "L",
        "2.5.4.8" => "ST",
        "2.5.4.10" => "O",
        "2.5.4.11" => "OU",
        "2.5.4.12" => "title",
        "2.5.4.42" => "GN",
        _ => return None,
    })
}

/// The text of an attribute. A TeletexString of these authorities is Latin-1.
fn text(value: &Any<'_>) -> String {
    let units = || value.data.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
    let latin = || value.data.iter().map(|byte| char::from(*byte)).collect();
    match value.tag() {
        Tag::BmpString => {
            char::decode_utf16(units()).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
        }
        Tag::UniversalString => value
            .data
            .chunks_exact(4)
            .map(|four| u32::from_be_bytes([four[0], four[1], four[2], four[3]]))
            .map(|code| char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect(),
        Tag::T61String => latin(),
        _ => std::str::from_utf8(value.data).map_or_else(|_| latin(), str::to_owned),
    }
}

/// The values of one attribute.
pub(crate) fn values<'a>(attributes: &'a [(String, String)], label: &str) -> impl Iterator<Item = &'a str> {
    attributes.iter().filter(move |(known, _)| known == label).map(|(_, value)| value.as_str())
}

/// The CN, unchanged: no blank is dropped, no case is changed. Several are shown together, and are no exact name.
pub(crate) fn common_name(attributes: &[(String, String)]) -> String {
    values(attributes, "CN").collect::<Vec<_>>().join(" + ")
}

/// A name in one line, most general attribute first.
pub(crate) fn line(attributes: &[(String, String)]) -> String {
    let parts: Vec<String> = attributes.iter().map(|(label, value)| format!("{label}={value}")).collect();
    parts.join(", ")
}

/// How to call an authority: its CN, or its organisational units where it has none, as the old class 4.
pub(crate) fn authority(attributes: &[(String, String)]) -> String {
    let cn = common_name(attributes);
    if !cn.is_empty() {
        return cn;
    }
    let unit = values(attributes, "OU").last().or_else(|| values(attributes, "O").last());
    unit.map_or_else(|| line(attributes), str::to_owned)
}

/// The subject in the order and with the escapes that the resolver reads; an authority's OU are no identifiers.
pub(crate) fn escaped(attributes: &[(String, String)], with_units: bool) -> String {
    let kept = attributes.iter().filter(|(label, _)| {
        matches!(label.as_str(), "C" | "ST" | "O" | "CN") || (with_units && label == "OU")
    });
    let parts: Vec<String> = kept
        .map(|(label, value)| {
            let mut part = format!("{label}=");
            for c in value.chars() {
                if matches!(c, ',' | '+' | ';' | '"' | '\\' | '\n') {
                    part.push('\\');
                }
                part.push(c);
            }
            part
        })
        .collect();
    parts.join(", ")
}

/// The person of a subject: it has a surname, or the title of a profession.
pub(crate) fn person(attributes: &[(String, String)]) -> Option<PersonRead> {
    let one = |label: &str| values(attributes, label).next().map(str::to_owned);
    let (family, given, title) = (one("SN"), one("GN"), one("title"));
    (family.is_some() || title.is_some()).then(|| PersonRead {
        family_name: family.unwrap_or_default(),
        given_name: given.unwrap_or_default(),
        title,
        id_nat_pp: one("CN").filter(|cn| is_person_number(cn)),
    })
}

/// Whether a CN is a person's number: RPPS, ADELI, or the number of an establishment with that of its register.
fn is_person_number(cn: &str) -> bool {
    let (digit, rest) = cn.split_at_checked(1).unwrap_or_default();
    let register =
        rest.split_once('/').is_some_and(|(structure, number)| structure.len() >= 9 && !number.is_empty());
    match digit {
        "8" => rest.len() == 11 && rest.bytes().all(|byte| byte.is_ascii_digit()),
        "0" => rest.len() == 9,
        "1" | "3" | "4" | "5" | "6" => register,
        _ => false,
    }
}
