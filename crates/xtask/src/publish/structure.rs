//! What the FINESS writers need to know of a legal person, its sites and groups.

#[derive(Clone, Copy, Default)]
pub(crate) struct Place<'a> {
    pub(crate) number: &'a str,
    pub(crate) street_type: &'a str,
    pub(crate) street: &'a str,
    pub(crate) lieu_dit: &'a str,
    pub(crate) postcode: &'a str,
    /// INSEE, five characters.
    pub(crate) commune: &'a str,
    pub(crate) city: &'a str,
}

/// How an entity ended.
#[derive(Clone, Copy)]
pub(crate) struct Closing<'a> {
    pub(crate) on: &'a str,
    /// TRE_R365.
    pub(crate) event: &'a str,
    /// The taker, a legal person's serial number, empty when there is none.
    pub(crate) taker: &'a str,
    /// `A` or `I`: a few entities bear a closing date and are said active.
    pub(crate) etat: &'a str,
}

/// An entité juridique.
#[derive(Clone, Copy, Default)]
pub(crate) struct Ej<'a> {
    pub(crate) serial: &'a str,
    pub(crate) finess: &'a str,
    pub(crate) name: &'a str,
    pub(crate) siren: &'a str,
    pub(crate) statut: &'a str,
    pub(crate) fonction_publique: &'a str,
    pub(crate) created: &'a str,
    pub(crate) closing: Option<Closing<'a>>,
    pub(crate) place: Place<'a>,
}

/// An entité géographique.
#[derive(Clone, Copy, Default)]
pub(crate) struct Eg<'a> {
    pub(crate) serial: &'a str,
    pub(crate) finess: &'a str,
    pub(crate) name: &'a str,
    pub(crate) siret: &'a str,
    pub(crate) categorie: &'a str,
    pub(crate) sph: &'a str,
    pub(crate) opened: &'a str,
    pub(crate) closing: Option<Closing<'a>>,
    pub(crate) place: Place<'a>,
    /// An address of usage 04 comes before the one of usage 03.
    pub(crate) mail_first: bool,
}

/// A GHT: members are serial numbers of legal persons with their role.
#[derive(Clone, Copy)]
pub(crate) struct Group<'a> {
    pub(crate) serial: &'a str,
    /// `numFinessGcc`, 11 digits.
    pub(crate) number: &'a str,
    pub(crate) name: &'a str,
    pub(crate) members: &'a [(&'a str, &'a str)],
}

/// FINESS cuts short names at 38 characters.
pub(crate) fn short(name: &str) -> &str {
    let end = name.char_indices().nth(38).map_or(name.len(), |(index, _)| index);
    name[..end].trim_end()
}
