//! What many clients order: of identifiers, as their own kits say; of client records, as `reconcile` judges them.

use std::sync::Arc;

use aiguilleur_directory::{DecisionRequest, Snapshot};
use aiguilleur_domain::{Date, pasted::Pasted};
use aiguilleur_reconcile::{Chosen, Judge, Options as Judging, Reconciled, Row, Severity};
use aiguilleur_resolver::RecommendationStatus;

use crate::{
    editeur::Editeur,
    kit::{Kit, KitError, Options, plan},
    list::{Client, OrderStatus, OrderTable},
};

/// Orders being gathered.
#[derive(Debug)]
pub struct Bulk<'a> {
    snapshot: &'a Snapshot,
    editeur: &'a Editeur,
    request: DecisionRequest,
    judge: Judge<'a>,
    today: Date,
    table: OrderTable,
}

impl<'a> Bulk<'a> {
    /// Nothing gathered yet. Usages that nobody states are those of `editeur`.
    pub fn new(snapshot: &'a Snapshot, editeur: &'a Editeur, mut request: DecisionRequest) -> Self {
        if request.usages.is_empty() {
            request.usages = editeur.usages();
        }
        let today = request.day(snapshot);
        let judging = Judging { usages: request.usages.clone(), ..Judging::new(today) };
        let judge = Judge::owning(snapshot, judging);
        Self { snapshot, editeur, request, judge, today, table: OrderTable::new() }
    }

    /// Adds what `id` orders; one that names nothing has a line that says so.
    ///
    /// # Errors
    /// When the directory cannot be read.
    pub fn add_id(&mut self, rank: usize, id: &str) -> Result<(), KitError> {
        let client = Client { line: rank.to_string(), id: id.to_owned() };
        let pasted = Pasted::read(id);
        if let Some(spoilt) = pasted.spoilt {
            self.table.say(&client, OrderStatus::ToCheck, "", spoilt.message());
            return Ok(());
        }
        if let Some(decided) = self.snapshot.decide_for_pasted(&pasted, &self.request)? {
            let usages = self.request.usages.clone();
            let kit = plan(self.snapshot, &decided, &self.options(&usages))?;
            self.table.add(&client, &kit);
            return Ok(());
        }
        let view = self.snapshot.identify(id)?;
        let unknown = view.kind.is_some() && view.checksum != "invalid";
        let why = if unknown { NOT_IN_DIRECTORY } else { &view.orderable.message };
        self.table.say(&client, OrderStatus::ToCheck, "", why);
        Ok(())
    }

    /// Adds what a client record orders. What needs a person in its verdict is not ordered.
    ///
    /// # Errors
    /// When the directory cannot be read.
    pub fn add_record(&mut self, row: Row) -> Result<(), KitError> {
        let (answer, chosen) = self.judge.choose(row)?;
        let id = answer.client_id.as_ref().or(answer.client_key.as_ref());
        let client = Client { line: answer.line.to_string(), id: id.cloned().unwrap_or_default() };
        let name = answer.matched.as_ref().map(|matched| matched.name.clone()).unwrap_or_default();
        if answer.verdict.needs_a_person() {
            self.table.say(&client, OrderStatus::ToCheck, &name, &reasons(&answer));
            return Ok(());
        }
        let Some(chosen) = chosen else {
            self.table.say(&client, OrderStatus::Nothing, &name, &reasons(&answer));
            return Ok(());
        };
        let kit = self.of_record(chosen)?;
        match other_number(&answer, &kit) {
            Some(why) => self.table.say(&client, OrderStatus::ToCheck, &name, &why),
            None => self.table.add(&client, &kit),
        }
        Ok(())
    }

    /// The orders of the one decision that the record was judged by.
    fn of_record(&self, chosen: Chosen) -> Result<Kit, KitError> {
        let Chosen { decided, decision, usages } = chosen;
        let mut decided = Arc::unwrap_or_clone(decided);
        decided.decisions = vec![decided.decisions.swap_remove(decision)];
        decided.recommendation.status = RecommendationStatus::Unique;
        decided.recommendation.decision = Some(0);
        plan(self.snapshot, &decided, &self.options(&usages))
    }

    const fn options<'o>(&self, usages: &'o [aiguilleur_resolver::Usage]) -> Options<'o>
    where
        'a: 'o,
    {
        Options { editeur: self.editeur, usages, today: self.today }
    }

    /// The lines gathered.
    pub fn finish(self) -> OrderTable {
        self.table
    }
}

const NOT_IN_DIRECTORY: &str = "Cet identifiant est bien formé, mais l'annuaire ne le contient pas.";

/// What the verdict rests on, in French.
fn reasons(answer: &Reconciled) -> String {
    let calling = answer.findings.iter().filter(|finding| finding.severity > Severity::Info);
    let said: Vec<&str> = calling.map(|finding| finding.message.as_ref()).collect();
    if said.is_empty() { format!("{}.", answer.verdict.label_fr()) } else { said.join(" ") }
}

/// Why nothing is ordered where the number on file is admitted but is not the one of the order.
fn other_number(answer: &Reconciled, kit: &Kit) -> Option<String> {
    let on_file = answer.identifier.as_ref()?.id_nat_struct.as_deref()?;
    let [order] = kit.orders.as_slice() else { return None };
    let ordered = order.identifier.as_ref()?;
    let differs = ordered.id_nat_struct.as_deref() != Some(on_file);
    differs.then(|| {
        format!(
            "La fiche porte {on_file} ; la règle {} fait commander sur {}. Confirmer avant de commander.",
            order.rule,
            ordered.id_nat_struct.as_deref().or(ordered.value.as_deref()).unwrap_or_default()
        )
    })
}
