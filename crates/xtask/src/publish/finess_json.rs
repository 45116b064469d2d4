//! FINESS+ `finess-structures` JSON: keys, nesting and order as in the daily file of August 2026.

use super::{
    json::Json,
    structure::{Closing, Eg, Ej, Group, Place, short},
};

/// A file being written, legal person by legal person.
pub(crate) struct Writer {
    json: Json,
    events: u64,
}

impl Writer {
    /// Begins the file: date of generation, groups, then the list of legal persons.
    pub(crate) fn begin(day: &str, groups: &[Group<'_>]) -> Self {
        let mut writer = Self { json: Json::default(), events: 0 };
        let json = &mut writer.json;
        json.open(b'{');
        json.field("schemaVersion", "v1.0.0");
        json.field("generatedAt", &format!("{day}T02:07:30.000000000Z"));
        json.empty("gco");
        json.open_at("gcc", b'[');
        for group in groups {
            writer.group(group);
        }
        writer.json.close(b']');
        writer.json.open_at("pmej", b'[');
        writer
    }

    /// What has been written since the last call.
    pub(crate) fn bytes(&mut self) -> &mut Vec<u8> {
        &mut self.json.out
    }

    /// Begins a legal person; its sites follow, then [`Self::end_ej`].
    pub(crate) fn begin_ej(&mut self, ej: &Ej<'_>) {
        self.json.open(b'{');
        self.ej_identity(ej);
        self.addresses(&ej.place, &["02"]);
        self.contact(ej.closing.is_none());
        self.json.empty("engagement");
        self.events_of(ej.serial, "PM", "001", ej.created, ej.closing);
        self.json.open_at("ege", b'[');
    }

    /// Ends a legal person.
    pub(crate) fn end_ej(&mut self, ej: &Ej<'_>) {
        self.json.close(b']');
        self.state(ej.closing);
    }

    /// A site of the legal person that has begun.
    pub(crate) fn eg(&mut self, eg: &Eg<'_>) {
        self.json.open(b'{');
        self.eg_identity(eg);
        self.json.field("categorieentiteGeographiqueExercice", eg.categorie);
        self.json.field("modefixationtarifaire", "01");
        self.json.open_at("typeBudget", b'[');
        self.json.item("01");
        self.json.close(b']');
        self.addresses(&eg.place, if eg.mail_first { &["04", "03"] } else { &["03"] });
        self.contact(eg.closing.is_none());
        self.json.empty("engagement");
        self.events_of(eg.serial, "EG", "003", eg.opened, eg.closing);
        self.json.empty("roleEge");
        self.state(eg.closing);
    }

    /// Ends the file.
    pub(crate) fn end(&mut self) {
        self.json.close(b']');
        self.json.close(b'}');
        self.json.out.extend_from_slice(b"\r\n");
    }

    fn ej_identity(&mut self, ej: &Ej<'_>) {
        let json = &mut self.json;
        json.open_at("informationsGeneralesPMEJ", b'{');
        json.field("pmSmsseId", ej.serial);
        json.field("codeApe", "86.10Z");
        json.field("complementAdressePmSmsse", "");
        json.field("dateCreation", ej.created);
        json.field("dateFermeture", ej.closing.map_or("", |closing| closing.on));
        json.field("denominationLonguePmSmsse", ej.name);
        json.field("denominationPm", short(ej.name));
        json.field("numFinessPm", ej.finess);
        json.field("fonctionPublique", ej.fonction_publique);
        json.field("categorieentiteGeographiqueExercice", "");
        json.field("siren", ej.siren);
        json.field("statutJuridique", ej.statut);
        json.field("typeGroupeGco", "");
        json.field("typePersonneMorale", "01");
        json.close(b'}');
    }

    fn eg_identity(&mut self, eg: &Eg<'_>) {
        let json = &mut self.json;
        json.open_at("informationsGeneralesEGE", b'{');
        json.field("egeId", eg.serial);
        json.field("complementDenominationEg", "");
        json.field("dateFermeture", eg.closing.map_or("", |closing| closing.on));
        json.field("dateOuverture", eg.opened);
        json.field("datePremiereAutorisation", eg.opened);
        json.field("nomEgeCourt", short(eg.name));
        json.field("nomEgeLong", eg.name);
        json.field("numeroEducationNationale", "");
        json.field("numeroReferenceExterne", "");
        json.field("numFinessEge", eg.finess);
        if eg.sph.is_empty() {
            json.field("espic", "");
        } else {
            json.open_at("espic", b'[');
            json.item(eg.sph);
            json.close(b']');
        }
        json.field("siret", eg.siret);
        json.close(b'}');
    }

    fn addresses(&mut self, place: &Place<'_>, usages: &[&str]) {
        self.json.open_at("adresse", b'[');
        for usage in usages {
            self.address(place, usage);
        }
        self.json.close(b']');
    }

    fn address(&mut self, place: &Place<'_>, usage: &str) {
        let json = &mut self.json;
        json.open(b'{');
        json.field("usageAdresse", usage);
        json.field("numeroVoie", place.number);
        json.field("typeVoie", place.street_type);
        json.field("libelleVoie", place.street);
        json.field("complementVoie", "");
        json.field("complementPointGeographique", "");
        json.field("lieuDit", if usage == "03" { place.lieu_dit } else { "BP 99" });
        json.field("cogCommune", place.commune);
        json.field("ligneAcheminement", place.city);
        for line in ["ligneUne", "ligneDeux", "ligneTrois", "ligneQuatre", "ligneCinq", "ligneSix"] {
            json.field(line, if line == "ligneQuatre" { place.street } else { "" });
        }
        json.field("codePostal", place.postcode);
        if place.number.len() != 2 {
            json.field("coordonneesGeographique", "");
            return json.close(b'}');
        }
        json.open_at("coordonneesGeographique", b'{');
        json.field("coordonneeX", "2.348800");
        json.field("coordonneeY", "48.853400");
        json.field("directionLatitude", "6862000.00");
        json.field("directionLongitude", "652000.00");
        json.field("cleInInteropBAN", place.commune);
        json.field("scoreBAN", "0.97");
        json.close(b'}');
        json.close(b'}');
    }

    fn contact(&mut self, known: bool) {
        let json = &mut self.json;
        if !known {
            return json.empty("contact");
        }
        json.open_at("contact", b'[');
        json.open(b'{');
        json.open_at("typeContact", b'{');
        json.field("roleContact", "01");
        json.close(b'}');
        json.open_at("telecom", b'{');
        json.field("telephone", "0199000000");
        json.field("telecopie", "");
        json.field("courriel", "");
        json.close(b'}');
        json.close(b'}');
        json.close(b']');
    }

    fn events_of(&mut self, id: &str, kind: &str, birth: &str, born: &str, closing: Option<Closing<'_>>) {
        self.json.open_at("evenement", b'[');
        self.event(id, kind, birth, born, "");
        if kind == "EG" && closing.is_none() {
            self.event(id, kind, "007", born, "");
        }
        if let Some(closing) = closing {
            self.event(id, kind, closing.event, closing.on, closing.taker);
        }
        self.json.close(b']');
    }

    fn event(&mut self, id: &str, kind: &str, code: &str, on: &str, taker: &str) {
        self.events += 1;
        let json = &mut self.json;
        json.open(b'{');
        json.field("evenementId", &self.events.to_string());
        json.field("dateEnregistrement", "2026-07-07 12:22:32");
        json.field("dateEvenement", on);
        json.field("etatObjet1", code);
        json.field("identifiantObjet1", id);
        json.field("identifiantObjet2", taker);
        json.field("systemeMaitre", "01");
        json.field("typeObjet1", kind);
        json.field("typeObjet2", if taker.is_empty() { "" } else { "PM" });
        json.field("codeEvenement", if matches!(code, "100" | "101" | "102" | "103") { "005" } else { code });
        json.close(b'}');
    }

    fn state(&mut self, closing: Option<Closing<'_>>) {
        self.json.field("etatObjet", closing.map_or("A", |closing| closing.etat));
        self.json.field("dateDerniereMaj", "2026-11-19 00:00:00");
        self.json.close(b'}');
    }

    fn group(&mut self, group: &Group<'_>) {
        let json = &mut self.json;
        json.open(b'{');
        json.field("gccId", group.serial);
        json.field("nomGcc", group.name);
        json.field("typeGcc", "001");
        json.field("numFinessGcc", group.number);
        json.empty("engagement");
        json.empty("evenement");
        json.open_at("pmejDuGcc", b'[');
        for (member, role) in group.members {
            json.open(b'{');
            json.field("pmSmsseId", member);
            json.field("typeRoleEntiteGroupe", role);
            json.close(b'}');
        }
        json.close(b']');
        json.empty("egeDuGcc");
        json.field("etatObjet", "A");
        json.field("dateDerniereMaj", "1900-01-01 00:00:00");
        json.close(b'}');
    }
}
