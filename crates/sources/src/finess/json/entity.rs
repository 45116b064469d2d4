//! What FINESS+ sent, to what it means: legal persons, sites, groupements.

use std::borrow::Cow;

use aiguilleur_domain::{
    Code, FinessEj,
    entity::{
        Address, Contact, EntiteGeographique, EntiteJuridique, Groupement, LifeState, Position, Succession,
        Successor,
    },
};

use super::{
    lenient::{List, Text},
    wire::{self, Adresse, Ege, Evenement, Gcc, Pmej},
};
use crate::{
    defect::{Defect, Rule},
    finess::longest_name,
    text::{
        fields::Notes,
        tidy::{join, split_postcode, telephones, tidy},
    },
};

/// Usage of an address: where the EJ is.
const SEAT: &str = "02";
/// Usage of an address: where the EGE receives people.
const PRACTICE: &str = "03";
/// TRE_R365: what ends a structure, for good or not (`013`, `023`, `029`, `032`, `040` end an activity).
const CLOSINGS: [&str; 10] = ["002", "004", "005", "018", "020", "038", "100", "101", "102", "103"];
/// TRE_R365: closed by cession (EGE, PM-EJ), new titulaire.
const CESSIONS: [&str; 3] = ["018", "020", "037"];

/// The legal person of a `pmej`.
pub(super) fn ej<'a>(
    pmej: &'a Pmej<'_>,
    street: &'a mut String,
    notes: &mut Notes,
) -> Result<EntiteJuridique<'a>, Defect> {
    let infos = &pmej.infos;
    let finess = number("numFinessPm", &infos.num_finess, notes)?;
    let state = [&pmej.etat_objet, &infos.etat_objet];
    Ok(EntiteJuridique {
        finess,
        pm_smsse_id: serial("pmSmsseId", &infos.pm_smsse_id, notes),
        name: longest_name(infos.name.get(), infos.long_name.get()),
        siren: notes.siren("siren", infos.siren.get()),
        statut_juridique: notes.code("statutJuridique", infos.statut_juridique.get()),
        fonction_publique: notes.code("fonctionPublique", infos.fonction_publique.get()),
        address: address(&pmej.adresse, SEAT, street),
        created_on: notes.date("dateCreation", infos.date_creation.get()),
        state: life(&state, &infos.date_fermeture, &pmej.evenement, notes),
        succession: succession(&pmej.evenement, notes),
    })
}

/// A site, of `ej` when that one is known.
pub(super) fn eg<'a>(
    ege: &'a Ege<'_>,
    ej: Option<FinessEj>,
    street: &'a mut String,
    notes: &mut Notes,
) -> Result<EntiteGeographique<'a>, Defect> {
    let infos = &ege.infos;
    let finess = number("numFinessEge", &infos.num_finess, notes)?;
    let siret = if infos.siret.get().is_empty() { &ege.siret } else { &infos.siret };
    Ok(EntiteGeographique {
        finess,
        ej,
        ege_id: serial("egeId", &infos.ege_id, notes),
        name: longest_name(infos.name.get(), infos.long_name.get()),
        siret: notes.siret("siret", siret.get()),
        categorie: notes.code("categorieentiteGeographiqueExercice", ege.categorie.get()),
        sph: notes.code("espic", infos.espic.get()),
        address: address(&ege.adresse, PRACTICE, street),
        contact: contact(&ege.contact),
        position: of_usage(&ege.adresse, PRACTICE)
            .and_then(|it| Position::read(it.coordonnees.x.get(), it.coordonnees.y.get())),
        opened_on: notes.date("dateOuverture", infos.date_ouverture.get()),
        state: life(&[&ege.etat_objet, &infos.etat_objet], &infos.date_fermeture, &ege.evenement, notes),
        succession: succession(&ege.evenement, notes),
    })
}

/// A groupement.
pub(super) fn group<'a>(gcc: &'a Gcc<'_>, notes: &mut Notes) -> Result<Groupement<'a>, Defect> {
    // Of some GHT FINESS tells its own serial number only.
    let id = [gcc.num_finess.get(), gcc.gcc_id.get()].into_iter().find(|id| !id.is_empty());
    let Some(id) = id else {
        return Err(notes.defect("numFinessGcc", Rule::Missing, "groupement sans numéro"));
    };
    let mut members = Vec::with_capacity(gcc.members.0.len());
    for member in &gcc.members.0 {
        if let Some(id) = serial("pmSmsseId", &member.pm_smsse_id, notes) {
            members.push((id, notes.code("typeRoleEntiteGroupe", member.role.get())));
        }
    }
    Ok(Groupement {
        id: Cow::Borrowed(id),
        name: tidy(gcc.name.get()),
        kind: notes.code("typeGcc", gcc.kind.get()),
        members,
        state: life(&[&gcc.etat_objet, &gcc.etat_actif], &gcc.date_fermeture, &gcc.evenement, notes),
    })
}

fn number<T>(column: &'static str, text: &Text<'_>, notes: &Notes) -> Result<T, Defect>
where
    T: std::str::FromStr<Err = aiguilleur_domain::IdentifierError>,
{
    if text.get().is_empty() {
        return Err(notes.defect(column, Rule::Missing, "numéro FINESS absent"));
    }
    text.get().parse().map_err(|error| notes.unreadable(column, &error))
}

/// A serial number of FINESS+.
fn serial(column: &'static str, text: &Text<'_>, notes: &mut Notes) -> Option<u64> {
    let text = text.get();
    if text.is_empty() {
        return None;
    }
    let number = text.parse().ok();
    if number.is_none() {
        notes.note(column, Rule::Format, "ce n'est pas un numéro d'ordre");
    }
    number
}

/// The address of `usage`, anywhere in the list; else the first one.
fn of_usage<'l, 'a>(list: &'l List<Adresse<'a>>, usage: &str) -> Option<&'l Adresse<'a>> {
    list.0.iter().find(|address| address.usage.get() == usage).or_else(|| list.0.first())
}

/// The same, as it is shown.
fn address<'a>(list: &'a List<Adresse<'_>>, usage: &str, street: &'a mut String) -> Address<'a> {
    let Some(address) = of_usage(list, usage) else { return Address::default() };
    let line = address.ligne_quatre.get();
    let street = if line.is_empty() {
        let parts =
            [&address.numero_voie, &address.complement_voie, &address.type_voie, &address.libelle_voie];
        Cow::Borrowed(join(street, &parts.map(Text::get)))
    } else {
        tidy(line)
    };
    let (line_code, city) = split_postcode(address.ligne_acheminement.get());
    let postcode = address.code_postal.get();
    Address {
        street,
        postcode: if postcode.is_empty() { line_code } else { postcode },
        city: tidy(city),
        commune: address.cog_commune.get(),
        commune_name: Cow::Borrowed(""),
    }
}

/// Of each kind, the first that the list gives.
fn contact<'a>(list: &'a List<wire::Contact<'_>>) -> Contact<'a> {
    fn first<'a>(list: &'a List<wire::Contact<'_>>, of: fn(&'a wire::Contact<'_>) -> &'a str) -> &'a str {
        list.0.iter().map(of).find(|text| !text.is_empty()).unwrap_or_default()
    }
    let (telephone, other) = telephones(first(list, |contact| contact.telecom.telephone.get()));
    Contact {
        telephone: tidy(telephone),
        telephone_2: tidy(other),
        telecopie: tidy(first(list, |contact| contact.telecom.telecopie.get())),
        email: tidy(first(list, |contact| contact.telecom.courriel.get())),
    }
}

/// Open when `etatObjet` is `A` and there is no closing date; both are needed (2,057 EJ are `A` with one).
fn life(
    states: &[&Text<'_>; 2],
    closed_on: &Text<'_>,
    events: &List<Evenement<'_>>,
    notes: &mut Notes,
) -> LifeState {
    let state = states.iter().map(|state| state.get()).find(|state| !state.is_empty()).unwrap_or_default();
    let on = closed_on.get();
    if state == "A" && on.is_empty() {
        return LifeState::Open;
    }
    if state.is_empty() && on.is_empty() {
        return LifeState::NotStated;
    }
    LifeState::Closed { on: notes.date("dateFermeture", on), kind: closing_kind(on, events) }
}

/// What the closing event says: the one of the closing date, else the last one that closes.
fn closing_kind(on: &str, events: &List<Evenement<'_>>) -> Option<Code> {
    let day = |text: &str| text.get(..10).unwrap_or(text).to_owned();
    let closings = events.0.iter().filter(|event| kind_of(event).is_some_and(closes));
    let best = closings.max_by_key(|event| (day(event.date.get()) == day(on), day(event.date.get())))?;
    kind_of(best)?.parse().ok()
}

fn closes(kind: &str) -> bool {
    CLOSINGS.contains(&kind)
}

/// `etatObjet1` is more precise than `codeEvenement` (100 to 103 come with a plain 005), but may be null.
fn kind_of<'a>(event: &'a Evenement<'_>) -> Option<&'a str> {
    [event.etat_objet1.get(), event.code.get()].into_iter().find(|kind| !kind.is_empty())
}

/// The last cession that names its taker.
fn succession(events: &List<Evenement<'_>>, notes: &mut Notes) -> Option<Succession> {
    let cession = |event: &&Evenement<'_>| {
        kind_of(event).is_some_and(|kind| CESSIONS.contains(&kind))
            && !event.identifiant_objet2.get().is_empty()
    };
    let event = events.0.iter().filter(cession).max_by_key(|event| event.date.get().to_owned())?;
    let taker = serial("identifiantObjet2", &event.identifiant_objet2, notes)?;
    let successor = if event.type_objet2.get().eq_ignore_ascii_case("PM") {
        Successor::PmSmsse(taker)
    } else {
        Successor::Ege(taker)
    };
    let on = notes.date("dateEvenement", event.date.get());
    Some(Succession { event: kind_of(event)?.parse().ok()?, on, successor })
}
