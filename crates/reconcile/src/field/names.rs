//! The column names that people give the fields, in French and in English: data, no code.

use aiguilleur_resolver::IdentifierKind as Kind;

use super::Field;

/// Each field, its stable code, then the folded column names that mean it, between bars.
pub(super) const NAMES: &[(Field, &str, &str)] = &[
    (
        Field::ClientId,
        "client_id",
        "client id|client|id client|code client|numero client|n client|no client|num client|\
         ref client|reference client|customer id|customer|customer number|id|reference|ref",
    ),
    (
        Field::Rpps,
        "rpps",
        "rpps|numero rpps|n rpps|no rpps|num rpps|id rpps|rpps number|rpps id|code rpps|\
         identifiant rpps|identifiant pp|identification nationale pp|identifiant national pp|\
         idnat pp|id nat pp|idnps|adeli|numero adeli|n adeli|no adeli|rpps adeli",
    ),
    (
        Field::Name,
        "name",
        "name|full name|fullname|nom complet|nom prenom|nom et prenom|nom prenoms|client name|\
         nom client|nom du client|raison sociale|denomination|praticien|professionnel|libelle",
    ),
    (
        Field::FamilyName,
        "family_name",
        "family name|familyname|last name|lastname|surname|nom|nom de famille|nom exercice|\
         nom d exercice|nom usuel",
    ),
    (
        Field::GivenName,
        "given_name",
        "given name|givenname|first name|firstname|prenom|prenoms|prenom exercice|prenom d exercice|\
         prenom usuel",
    ),
    (
        Field::Identifier,
        "identifier",
        "identifier|identifiant|identifiant structure|identifiant de structure|\
         identifiant de la structure|id structure|structure id|identifiant national structure|\
         identifiant national de structure|idnatstruct|id nat struct|idnat struct|id nat structure|\
         idnst|structure identifier|identifiant certificat|identifiant du certificat|\
         numero structure",
    ),
    (Field::Typed(Kind::RppsRang), "rpps_rang", "rpps rang|numero rpps rang|n rpps rang|rang"),
    (
        Field::Typed(Kind::FinessGeographique),
        "finess_geographique",
        "finess geographique|finess eg|finess et|finess site|numero finess geographique|\
         n finess geographique",
    ),
    (
        Field::Typed(Kind::FinessJuridique),
        "finess_juridique",
        "finess juridique|finess ej|numero finess juridique|n finess juridique",
    ),
    (Field::Typed(Kind::Finess), "finess", "finess|numero finess|n finess|no finess|num finess|code finess"),
    (Field::Typed(Kind::Siret), "siret", "siret|numero siret|n siret|no siret|num siret|code siret"),
    (Field::Typed(Kind::AdeliRang), "adeli_rang", "adeli rang|numero adeli rang"),
    (
        Field::IdentifierKind,
        "identifier_kind",
        "identifier kind|identifier type|type identifiant|type d identifiant|type de l identifiant|\
         nature identifiant|nature de l identifiant|kind|type id",
    ),
    (Field::Couloir, "couloir", "couloir|couloir segur|corridor|segur"),
    (Field::Usages, "usages", "usages|usage|usage certificat|usages certificat|usage du certificat|services"),
    (
        Field::Certificate,
        "certificate",
        "certificate|certificat|cert|pem|certificate path|certificate file|chemin certificat|\
         chemin du certificat|fichier certificat|certificat pem|x509",
    ),
    (Field::City, "city", "city|ville|commune|town|localite|libelle commune"),
    (Field::Postcode, "postcode", "postcode|postal code|code postal|codepostal|cp|zip|zip code|zipcode"),
    (
        Field::Phone,
        "phone",
        "phone|phone number|telephone|tel|numero de telephone|numero telephone|n telephone|tel fixe|fixe",
    ),
    (
        Field::Email,
        "email",
        "email|e mail|mail|courriel|adresse email|adresse e mail|adresse mail|adresse electronique|mssante|\
         adresse mssante|mss|bal mssante",
    ),
    (Field::Profession, "profession", "profession|libelle profession|code profession|metier|job"),
];
