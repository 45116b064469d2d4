//! The hearing of one record: its facts are read, its match is sought, each field is compared, the verdict falls.

mod reading;

use aiguilleur_directory::{DecisionRequest, DecisionView};
use aiguilleur_domain::pasted::{Pasted, Value};
use aiguilleur_resolver::{Identifier, IdentifierKind, Outcome, Severity};

use super::{
    Judge, blank, by_name, certificate,
    found::{self, Found},
    identifier,
    names::{self, Likeness},
    numbers::{self, Number},
    proposal,
    standing::{self, Role, Standing},
};
use crate::{
    ReconcileError,
    answer::{Carried, Comparison, Reconciled, Verdict},
    certificate::CertificateRead,
    finding::{Finding, FindingCode},
    record::ClientRecord,
};

/// One record being heard.
pub(super) struct Hearing<'a> {
    judge: Judge<'a>,
    record: &'a ClientRecord,
    answer: Reconciled,
    request: DecisionRequest,
    said: Option<IdentifierKind>,
    rpps: Number,
    /// The identifiers on file, each with how it stands once that is known.
    numbers: Vec<Number>,
    certificates: Vec<CertificateRead>,
}

impl<'a> Hearing<'a> {
    pub(super) fn open(judge: Judge<'a>, record: &'a ClientRecord) -> Self {
        let mut answer = blank(record.line);
        answer.client_id = Some(record.client_id.clone()).filter(|id| !id.is_empty());
        answer.client_key = answer.client_id.is_none().then(|| record.key().to_owned());
        answer.carried = Carried(record.carried.clone());
        let request = DecisionRequest { as_of: Some(judge.options.as_of), ..DecisionRequest::default() };
        let mut hearing = Self {
            judge,
            record,
            answer,
            request,
            said: None,
            rpps: Number::default(),
            numbers: Vec::new(),
            certificates: Vec::new(),
        };
        hearing.read_words();
        hearing.read_numbers();
        hearing.read_certificates();
        hearing
    }

    /// The same, with a certificate that is read already.
    pub(super) fn with(mut self, certificate: CertificateRead) -> Self {
        self.certificates.push(certificate);
        self
    }

    /// The verdict.
    pub(super) fn hold(mut self) -> Result<Reconciled, ReconcileError> {
        let found = self.seek()?;
        self.hear_unknown_person(found.as_ref());
        let (standing, doubtful) = self.stand(found.as_ref())?;
        let couloir = self.request.couloir;
        let view =
            found.as_ref().and_then(|f| proposal::decision(f, standing.as_ref(), self.record, couloir));
        self.answer.proposed = proposal::single(view);
        if let Some(standing) = standing.as_ref().filter(|standing| standing.role > Role::Hint) {
            // What is on file is wrong: it is never what to use instead.
            self.answer.proposed.take_if(|proposed| numbers::is(proposed, standing.value));
        }
        self.hear_identifier(found.as_ref(), standing.as_ref(), view, doubtful);
        if let Some(found) = &found {
            self.hear_activity(found, standing.as_ref());
            self.hear_context(found, view)?;
        }
        self.hear_certificates(found.as_ref())?;
        self.answer.decision = view.map(proposal::brief);
        self.conclude(found.is_some(), standing.as_ref(), view);
        Ok(self.answer)
    }

    fn tell(&mut self, finding: Finding) {
        let twin = |known: &Finding| known.code == finding.code && known.message == finding.message;
        if !self.answer.findings.iter().any(twin) {
            self.answer.findings.push(finding);
        }
    }

    /// Whom the record is about: by its RPPS, its identifiers, its certificate, its name.
    fn seek(&mut self) -> Result<Option<Found>, ReconcileError> {
        let snapshot = self.judge.snapshot;
        let request = &self.request;
        let by_rpps = found::person(snapshot, self.rpps.people(), request, "rpps")?;
        if by_rpps.is_some() {
            return Ok(by_rpps);
        }
        let people = self.numbers.iter().flat_map(Number::people);
        if let Some(found) = found::person(snapshot, people, request, "identifier")? {
            return Ok(Some(found));
        }
        let on_file = self.numbers.iter().map(|number| (&number.values, "identifier"));
        for (values, by) in on_file.chain([(&self.rpps.values, "rpps")]) {
            if let Some(found) = found::structure(snapshot, values, request, by)? {
                return Ok(Some(found));
            }
        }
        for certificate in &self.certificates {
            let values = carried(certificate);
            if let Some(found) = found::structure(snapshot, &values, request, "certificate")? {
                return Ok(Some(found));
            }
        }
        self.seek_by_name()
    }

    fn seek_by_name(&mut self) -> Result<Option<Found>, ReconcileError> {
        let snapshot = self.judge.snapshot;
        let by_name = by_name::seek(snapshot, self.record)?;
        let bearers = by_name.bearers;
        let homonyms = Finding::new(FindingCode::Homonyms, "name")
            .says(format!("{bearers} personnes ou structures portent ce nom : une personne doit choisir."));
        match by_name.candidates.as_slice() {
            [] if self.record.full_name().is_empty() => Ok(None),
            [] => {
                self.tell(match bearers {
                    0 => Finding::new(FindingCode::UnknownName, "name"),
                    _ => Finding::new(FindingCode::UnknownName, "name")
                        .says("L'annuaire connaît ce nom, mais pas dans cette ville ou cette profession."),
                });
                Ok(None)
            }
            [only] => {
                let pasted = Pasted::read(&only.id);
                let people = pasted.readings.iter().filter_map(|reading| reading.value?.person());
                let mut found = found::person(snapshot, people, &self.request, "name")?;
                if found.is_none() {
                    let values: Vec<_> = pasted.readings.iter().filter_map(|reading| reading.value).collect();
                    found = found::structure(snapshot, &values, &self.request, "name")?;
                }
                self.tell(if bearers > 1 {
                    homonyms
                } else {
                    Finding::new(FindingCode::MatchedByName, "name")
                });
                self.answer.candidates = by_name.candidates;
                Ok(found)
            }
            _ => {
                self.tell(homonyms);
                self.answer.candidates = by_name.candidates;
                self.answer.candidates.truncate(MAX_CANDIDATES);
                Ok(None)
            }
        }
    }

    /// A RPPS that names nobody, or that is a structure's number.
    fn hear_unknown_person(&mut self, found: Option<&Found>) {
        if self.rpps.values.is_empty() {
            return;
        }
        if self.rpps.people().next().is_none() {
            let message = "Le champ RPPS porte l'identifiant d'une structure.";
            self.tell(Finding::new(FindingCode::WrongIdentifierType, "rpps").says(message));
        } else if found.is_none_or(|found| found.by != "rpps") {
            let message = "Ce numéro est bien formé, mais l'annuaire ne connaît pas ce professionnel.";
            self.tell(Finding::new(FindingCode::UnknownIdentifier, "rpps").says(message));
        }
    }

    /// How the identifier on file stands: of several, the one that stands best.
    fn stand(&mut self, found: Option<&Found>) -> Result<(Option<Standing>, bool), ReconcileError> {
        let mut best: Option<(Standing, usize)> = None;
        for (index, number) in self.numbers.iter().enumerate() {
            let Some(standing) = standing::of(self.judge.snapshot, &number.values, found)? else { continue };
            if best.as_ref().is_none_or(|(best, _)| standing.role < best.role) {
                best = Some((standing, index));
            }
        }
        let settled = best.as_ref().is_some_and(|(standing, _)| standing.role <= Role::Hint);
        let waiting: Vec<Finding> =
            self.numbers.iter_mut().flat_map(|n| std::mem::take(&mut n.findings)).collect();
        for finding in waiting {
            let mild = settled && finding.severity > Severity::Info;
            self.tell(if mild { finding.graded(Severity::Info) } else { finding });
        }
        let doubtful = best.as_ref().is_some_and(|(_, index)| self.numbers[*index].doubtful);
        Ok((best.map(|(standing, _)| standing), doubtful))
    }

    fn hear_identifier(
        &mut self,
        found: Option<&Found>,
        standing: Option<&Standing>,
        view: Option<&DecisionView>,
        doubtful: bool,
    ) {
        let person_of_identifier =
            found.is_some_and(|found| found.by == "identifier" && found.decided.professional.is_some());
        let rpps = |number: &Number| number.values.iter().any(|value| matches!(value, Value::Rpps(_)));
        let named_person = person_of_identifier || self.numbers.iter().any(rpps);
        if let Some(standing) = standing.filter(|s| !(named_person && s.role == Role::Unknown)) {
            self.answer.identifier =
                Some(Identifier::known(numbers::kind(standing.value), &numbers::spelling(standing.value)));
            self.hear_standing(found, standing, view, doubtful);
        } else if named_person {
            let message =
                "Le fichier porte le numéro d'un professionnel là où il faut celui de la structure.";
            let finding = Finding::new(FindingCode::WrongIdentifierType, "identifier").says(message);
            self.tell(finding.proposing(self.answer.proposed.clone()));
        } else if self.numbers.iter().any(|number| !number.values.is_empty()) {
            let finding = Finding::new(FindingCode::UnknownIdentifier, "identifier");
            self.tell(finding.proposing(self.answer.proposed.clone()));
        } else if self.numbers.is_empty() && self.certificates.is_empty() {
            let any_active = found.is_some_and(|found| found.active().next().is_some());
            if any_active {
                for finding in identifier::missing(view, self.answer.proposed.as_ref()) {
                    self.tell(finding);
                }
                if let Some(found) = found.filter(|_| view.is_none()) {
                    self.tell(identifier::among(&proposal::all(found)));
                }
            }
        }
    }

    fn hear_standing(
        &mut self,
        found: Option<&Found>,
        standing: &Standing,
        view: Option<&DecisionView>,
        doubtful: bool,
    ) {
        let proposed = self.answer.proposed.clone();
        if let Some(finding) = identifier::wrong(standing, proposed.as_ref(), doubtful) {
            self.tell(match view {
                Some(view) => finding.by(view.decision.rule.rule),
                None => finding,
            });
        } else if doubtful {
            let message = "La clé de ce SIRET est fausse, mais c'est ainsi qu'il est enregistré.";
            self.tell(Finding::new(FindingCode::Checksum, "identifier").says(message).graded(Severity::Info));
        }
        if let (Some(found), Some(index)) = (found, standing.decision)
            && standing.role <= Role::Hint
        {
            let decided = &found.decided.decisions[index];
            let multiple = proposal::several(found);
            for finding in identifier::followed(standing, decided, multiple) {
                self.tell(finding);
            }
        }
        if let Some(finding) = self.said.and_then(|said| identifier::kind_mismatch(said, standing, found)) {
            self.tell(finding);
        }
    }

    /// Whether anything is still under way.
    fn hear_activity(&mut self, found: &Found, standing: Option<&Standing>) {
        let told = standing.is_some_and(|standing| matches!(standing.role, Role::Ended | Role::Closed));
        if found.active().next().is_some() || told {
            return;
        }
        let closed = found.decided.decisions.iter().any(|view| {
            let open_situation = view.situation.as_ref().is_none_or(|s| s.ended_on.is_none());
            open_situation && view.structure.as_ref().is_some_and(|s| s.state == "closed")
        });
        let person = found.decided.professional.is_some();
        self.tell(if closed {
            Finding::new(FindingCode::StructureClosed, "rpps")
                .says("La structure où exerce ce professionnel est fermée.")
        } else if person {
            Finding::new(FindingCode::NoActiveActivity, "rpps")
        } else {
            Finding::new(FindingCode::EndedActivity, "identifier")
        });
    }

    /// The name, the city, the couloir.
    fn hear_context(&mut self, found: &Found, view: Option<&DecisionView>) -> Result<(), ReconcileError> {
        let named = found.compare_name(self.judge.snapshot, self.record)?;
        let likeness = named.as_ref().map(|(_, likeness)| *likeness);
        if let Some((comparison, likeness)) = named {
            if likeness == Likeness::Differs {
                let message = format!(
                    "Le fichier porte « {} », l'annuaire « {} ».",
                    comparison.on_file, comparison.directory
                );
                self.tell(Finding::new(FindingCode::NameMismatch, "name").says(message));
            }
            self.answer.comparisons.push(comparison);
        }
        self.answer.matched = Some(match self.answer.candidates.as_slice() {
            [only] if found.by == "name" => {
                crate::answer::Match { score: only.score, ..found.shown(likeness) }
            }
            _ => found.shown(likeness),
        });
        self.compare_city(view);
        let own = view.and_then(|view| view.decision.couloir);
        if let (Some(stated), Some(own)) = (self.request.couloir, own)
            && stated != own
        {
            let message = format!(
                "Le fichier dit {}, cette activité est du couloir {}.",
                stated.label_fr(),
                own.label_fr()
            );
            self.tell(Finding::new(FindingCode::CouloirMismatch, "couloir").says(message));
        }
        Ok(())
    }

    fn compare_city(&mut self, view: Option<&DecisionView>) {
        let known = view.and_then(|view| view.structure.as_ref()).map(|s| s.address.city.as_str());
        let Some(known) = known.filter(|city| !city.is_empty() && !self.record.city.is_empty()) else {
            return;
        };
        let (on_file, directory) = (names::city(&self.record.city), names::city(known));
        // Cedex offices and arrondissements are written in many ways.
        let same = on_file == directory || on_file.starts_with(&directory) || directory.starts_with(&on_file);
        if !same {
            let message = format!("Le fichier dit {}, l'annuaire {known}.", self.record.city);
            self.tell(Finding::new(FindingCode::CityMismatch, "city").says(message));
        }
        self.answer.comparisons.push(Comparison {
            field: "city",
            on_file: self.record.city.clone(),
            directory: known.to_owned(),
            verdict: if same { "same" } else { "differs" },
            reason: if same { "même commune" } else { "communes différentes" },
        });
    }

    fn hear_certificates(&mut self, found: Option<&Found>) -> Result<(), ReconcileError> {
        let certificates = std::mem::take(&mut self.certificates);
        for read in &certificates {
            let values = carried(read);
            let standing = standing::of(self.judge.snapshot, &values, found)?;
            let proposed = self.answer.proposed.clone();
            let wrong = standing.as_ref().and_then(|s| identifier::wrong(s, proposed.as_ref(), false));
            let mut findings = certificate::identifier(read, standing.as_ref(), proposed.as_ref(), wrong);
            if let (Some(standing), Some(found)) = (&standing, found)
                && self.numbers.is_empty()
                && let Some(index) = standing.decision.filter(|_| standing.role <= Role::Hint)
            {
                findings.extend(identifier::followed(standing, &found.decided.decisions[index], false));
                self.answer.identifier = Some(Identifier::known(
                    numbers::kind(standing.value),
                    &numbers::spelling(standing.value),
                ));
            }
            findings.extend(certificate::dates(read, &self.judge.options.thresholds));
            findings.extend(certificate::name(read, &self.request.usages));
            findings.extend(certificate::issuer(read, &self.request.usages));
            if read.not_before > self.judge.options.as_of {
                findings.push(Finding::new(FindingCode::NotYetValid, "certificate"));
            }
            for finding in findings {
                self.tell(finding);
            }
        }
        self.answer.certificates = certificates;
        Ok(())
    }

    fn conclude(&mut self, matched: bool, standing: Option<&Standing>, view: Option<&DecisionView>) {
        let settled = match standing {
            Some(standing) => matches!(standing.role, Role::Recommended | Role::Fallback),
            // Nothing on file: fine where no certificate is needed, or where the certificate itself tells.
            None => {
                self.answer.identifier.is_some()
                    || view.is_some_and(|view| {
                        matches!(view.decision.outcome, Outcome::NotRequired | Outcome::CardSufficient)
                    })
            }
        };
        let worst = self.answer.severity().unwrap_or(Severity::Info);
        if worst == Severity::Info && !settled {
            self.tell(Finding::new(FindingCode::ChoiceRequired, "identifier"));
        }
        self.answer.verdict = self.verdict(matched);
        self.answer.findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
        if self.answer.verdict == Verdict::Ok {
            // What is right needs no proposal.
            let right = self.answer.identifier.is_some();
            self.answer.proposed.take_if(|_| right);
        }
    }

    fn verdict(&self, matched: bool) -> Verdict {
        let malformed = self.answer.has(FindingCode::Checksum) || self.answer.has(FindingCode::Format);
        match self.answer.severity() {
            _ if !matched && !malformed && self.answer.candidates.is_empty() => Verdict::NotFound,
            Some(Severity::Error) => Verdict::ToFix,
            Some(Severity::Warning) => Verdict::ToReview,
            _ => Verdict::Ok,
        }
    }
}

/// Homonyms that an answer names.
const MAX_CANDIDATES: usize = 10;

fn unknown_value(field: &'static str, message: &'static str) -> Finding {
    Finding::new(FindingCode::UnknownValue, field).says(message)
}

/// The identifier that a certificate carries, as values.
pub(crate) fn carried(read: &CertificateRead) -> Vec<Value> {
    let text = read.id_nat_struct.as_deref().unwrap_or_default();
    let readings = Pasted::read(text).readings;
    readings
        .into_iter()
        .filter_map(|reading| reading.value)
        .filter(|value| value.structure().is_some())
        .collect()
}
