//! The gathered facts, as the resolver reads them: every one with its source and date.

use aiguilleur_domain::{Date, entity::SourceKind};
use aiguilleur_resolver::{Groupe, Provenance, Site, Source, Stated, Structure, Successor, Taker};

use super::{KnownLegalEntity, KnownSibling, KnownSite, KnownStructure, SuccessorKnown, TakerKnown};
use crate::Snapshot;

/// Collects which source gave which fact.
#[derive(Default)]
struct Evidence(Provenance);

impl Evidence {
    fn note(&mut self, fact: &'static str, source: SourceKind, dated: Option<Date>) {
        self.0.note(fact, Source { source: source.name().into(), dated });
    }
}

fn some_text(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

impl KnownStructure {
    /// The facts of this structure. `snapshot` tells the sources' dates.
    pub fn facts(&self, snapshot: &Snapshot) -> Structure {
        let mut evidence = Evidence::default();
        let rpps = (SourceKind::RppsPersonneActivite, snapshot.dated(SourceKind::RppsPersonneActivite));
        let restricted = (SourceKind::RppsRestreint, snapshot.dated(SourceKind::RppsRestreint));
        let mut facts = Structure {
            denomination: some_text(self.name()),
            raison_sociale: some_text(&self.raison_sociale),
            enseigne: some_text(&self.enseigne),
            complement_destinataire: some_text(&self.complement_destinataire),
            siret: self.siret.map(Stated::from),
            rpps_rang: self.rpps_rang().map(Stated::from),
            adeli_rang: self.adeli_rang().map(Stated::from),
            finess_geographique: self.finess_eg.map(Stated::from),
            finess_juridique: self.finess_ej.map(Stated::from),
            ej_as_site: self.ej_as_site.map(Stated::from),
            id_nat_struct: self.id_nat_struct.map(|id| id.to_string()),
            code_postal: some_text(&self.address.postcode),
            commune: some_text(&self.address.commune),
            ville: some_text(&self.address.city),
            ..Structure::default()
        };
        if self.in_rpps() {
            for (fact, known) in [
                ("rpps_rang", facts.rpps_rang.is_some()),
                ("adeli_rang", facts.adeli_rang.is_some()),
                ("siret", facts.siret.is_some()),
                ("finess_geographique", facts.finess_geographique.is_some()),
                ("finess_juridique", facts.finess_juridique.is_some()),
                ("raison_sociale", facts.raison_sociale.is_some()),
                ("complement_destinataire", facts.complement_destinataire.is_some()),
            ] {
                if known {
                    evidence.note(fact, rpps.0, rpps.1);
                }
            }
        }
        facts.statut_juridique = self.stated.categorie_juridique;
        for (fact, known) in [
            ("rpps_rang", facts.rpps_rang.is_some() && self.rpps_rang_is_stated()),
            ("statut_juridique", facts.statut_juridique.is_some()),
        ] {
            if known {
                evidence.note(fact, restricted.0, restricted.1);
            }
        }
        if let Some(site) = &self.site {
            add_site(site, &mut facts, &mut evidence);
        }
        if let Some(entity) = &self.legal_entity {
            add_legal_entity(entity, &mut facts, &mut evidence);
        }
        self.add_laboratories(&mut facts, &mut evidence);
        if let Some(code) = self.unit.as_ref().and_then(|unit| unit.categorie_juridique) {
            facts.categorie_juridique = Some(code);
            evidence.note("categorie_juridique", SourceKind::Sirene, snapshot.dated(SourceKind::Sirene));
        }
        facts.statements.clone_from(&self.statements);
        if let Some(by) = self.life(snapshot.today()).by() {
            evidence.0.note("date_fermeture", Source { source: by.source.clone(), dated: by.dated });
        }
        facts.successor = self.successor().map(taker);
        facts.takers = self.takers.iter().map(establishment_taker).collect();
        let (etablissements, liens) = (SourceKind::Etablissements, SourceKind::LiensSuccession);
        for (fact, source, known) in [
            ("etablissement", etablissements, self.establishment.is_some()),
            ("repreneur", liens, !self.takers.is_empty()),
            ("equipements", SourceKind::FinessActivites, has_some(self.added.equipment.as_deref())),
            ("certificats", SourceKind::CertificatPm, has_some(self.added.certificates.as_deref())),
        ] {
            if known {
                evidence.note(fact, source, snapshot.dated(source));
            }
        }
        facts.evidence = evidence.0;
        facts
    }
}

impl KnownStructure {
    fn add_laboratories(&self, facts: &mut Structure, evidence: &mut Evidence) {
        if self.lbm_sites.is_empty() {
            return;
        }
        let by_site = self.site.as_ref().map(|site| site.source);
        if let Some((source, dated)) = self.legal_entity.as_ref().map(|entity| entity.source).or(by_site) {
            evidence.note("lbm_sites_ouverts", source, dated);
        }
        let each = self.lbm_sites.iter();
        facts.lbm_sites_ouverts = Some(each.clone().map(|site| site.finess.into()).collect());
        let site = |site: &KnownSibling| Site {
            finess: site.finess.into(),
            name: some_text(&site.name),
            town: some_text(&site.town),
        };
        facts.sites = each.map(site).collect();
    }
}

fn add_site(site: &KnownSite, facts: &mut Structure, evidence: &mut Evidence) {
    facts.categorie = site.categorie;
    facts.sph = site.sph;
    let (source, dated) = site.source;
    evidence.note("finess_juridique", source, dated);
    for (fact, known) in [("categorie", site.categorie.is_some()), ("sph", site.sph.is_some())] {
        if known {
            evidence.note(fact, source, dated);
        }
    }
    evidence.note("finess_geographique", source, dated);
}

fn add_legal_entity(entity: &KnownLegalEntity, facts: &mut Structure, evidence: &mut Evidence) {
    let (source, dated) = entity.source;
    facts.statut_juridique = entity.statut_juridique.or(facts.statut_juridique);
    facts.fonction_publique = entity.fonction_publique;
    facts.denomination_juridique = some_text(&entity.name);
    for (fact, known) in [
        ("statut_juridique", entity.statut_juridique.is_some()),
        ("fonction_publique", entity.fonction_publique.is_some()),
        ("denomination_juridique", !entity.name.is_empty()),
        ("groupe", !entity.groups.is_empty()),
    ] {
        if known {
            evidence.note(fact, source, dated);
        }
    }
    facts.groupe = entity.groups.first().map(|(id, name, members)| Groupe {
        id: Some(id.clone()),
        name: Some(name.clone()),
        members: members.iter().copied().map(Stated::from).collect(),
    });
}

fn taker(known: &SuccessorKnown) -> Successor {
    Successor {
        finess: Some(known.finess.clone()),
        name: known.name.clone(),
        event: Some(known.event),
        on: known.on,
    }
}

fn has_some<T>(list: Option<&[T]>) -> bool {
    list.is_some_and(|list| !list.is_empty())
}

fn establishment_taker(known: &TakerKnown) -> Taker {
    let found = known.establishment.as_ref();
    Taker {
        siret: known.link.successeur.into(),
        name: found.and_then(|found| some_text(&found.name)),
        town: found.and_then(|found| some_text(&found.city)),
        open: known.is_open(),
        on: known.link.on,
    }
}
