//! Orders of many as one table: one line per certificate to order, and a line that says why where there is none.

use aiguilleur_reconcile::{Look, ReconcileError, Table, Tint};

use crate::{kit::Kit, order::Order, sheet::Sheet};

/// The columns.
const COLUMNS: &[&str] = &[
    "ligne",
    "client_id",
    "statut",
    "client",
    "structure",
    "commune",
    "identifiant_type",
    "identifiant",
    "id_nat_struct",
    "commandeur",
    "offre",
    "usage",
    "pour",
    "cn_regle",
    "cn",
    "formulaire",
    "signataire",
    "carte_signataire",
    "editeur",
    "regle",
    "reponse",
];

/// Whether a line can be ordered as it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OrderStatus {
    /// One answer: it can be ordered.
    ToOrder,
    /// Several answers: a person asks which.
    ToChoose,
    /// The record itself needs a person first.
    ToCheck,
    /// Nothing is ordered.
    Nothing,
}

impl OrderStatus {
    /// Stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::ToOrder => "a_commander",
            Self::ToChoose => "a_choisir",
            Self::ToCheck => "a_verifier",
            Self::Nothing => "rien_a_commander",
        }
    }
}

const TINTS: &[Tint] = &[
    (OrderStatus::ToOrder.code(), 0xD6_EFDD),
    (OrderStatus::ToChoose.code(), 0xFB_EBC8),
    (OrderStatus::ToCheck.code(), 0xF6_D0CC),
    (OrderStatus::Nothing.code(), 0xDD_DDDD),
];

/// Which client a line is of.
#[derive(Debug, Clone, Default)]
pub(crate) struct Client {
    /// Line of the file or rank in the list; empty in the table of one order.
    pub(crate) line: String,
    /// The client's own number, or the identifier as it was given.
    pub(crate) id: String,
}

/// Orders as a table.
#[derive(Debug)]
pub struct OrderTable {
    table: Table,
    needs_a_person: bool,
}

impl OrderTable {
    pub(crate) const fn new() -> Self {
        let look = Look { name: "certificats", wide: "reponse", status: 2, tints: TINTS };
        Self { table: Table::new(look, COLUMNS), needs_a_person: false }
    }

    /// Adds the lines of `kit`.
    pub(crate) fn add(&mut self, client: &Client, kit: &Kit) {
        if kit.orders.is_empty() {
            self.say(client, OrderStatus::Nothing, &kit.subject, &kit.summary);
            return;
        }
        let status = if kit.settled { OrderStatus::ToOrder } else { OrderStatus::ToChoose };
        self.needs_a_person |= !kit.settled;
        for order in &kit.orders {
            self.add_order(client, status, kit, order);
        }
    }

    /// Adds a line that says why nothing is ordered.
    pub(crate) fn say(&mut self, client: &Client, status: OrderStatus, name: &str, why: &str) {
        self.needs_a_person = true;
        let mut row = vec![String::new(); COLUMNS.len()];
        row[0].clone_from(&client.line);
        row[1].clone_from(&client.id);
        status.code().clone_into(&mut row[2]);
        name.clone_into(&mut row[3]);
        why.clone_into(&mut row[COLUMNS.len() - 1]);
        self.table.push(row);
    }

    fn add_order(&mut self, client: &Client, status: OrderStatus, kit: &Kit, order: &Order) {
        let identifier = order.identifier.as_ref();
        let number = order.value().unwrap_or_default();
        let bears = |sheet: &&Sheet| sheet.boxes_in_order().any(|one| one.value.as_deref() == Some(number));
        let sheet = kit.sheets.iter().find(bears);
        let signer = sheet.and_then(|sheet| sheet.signer.as_ref());
        for one in &order.certificates {
            self.table.push(vec![
                client.line.clone(),
                client.id.clone(),
                status.code().to_owned(),
                kit.subject.clone(),
                order.structure.clone(),
                order.city.clone(),
                identifier.map(|it| it.kind.code().to_owned()).unwrap_or_default(),
                number.to_owned(),
                identifier.and_then(|it| it.id_nat_struct.clone()).unwrap_or_default(),
                order.orderer.map(|orderer| orderer.code().to_owned()).unwrap_or_default(),
                one.offer.to_owned(),
                one.usage.to_owned(),
                one.serves.join(", "),
                one.cn.rule.to_owned(),
                one.cn.value.map(str::to_owned).or_else(|| one.cn_proposed.clone()).unwrap_or_default(),
                sheet.map(|sheet| sheet.form.to_owned()).unwrap_or_default(),
                signer.map(|s| format!("{} {}", s.given_name, s.family_name)).unwrap_or_default(),
                signer.and_then(|s| s.card.number()).unwrap_or_default().to_owned(),
                kit.editeur.clone(),
                order.rule.to_owned(),
                order.summary.clone(),
            ]);
        }
    }

    /// Whether a line is not to be ordered as it stands.
    pub const fn needs_a_person(&self) -> bool {
        self.needs_a_person
    }

    /// The rows, in their order.
    pub fn rows(&self) -> &[Vec<String>] {
        self.table.rows()
    }

    /// CSV that a French spreadsheet opens.
    pub fn csv(&self) -> Vec<u8> {
        self.table.csv()
    }

    /// A workbook of text cells, coloured by status.
    ///
    /// # Errors
    /// When there are more lines than a sheet holds.
    pub fn xlsx(&self) -> Result<Vec<u8>, ReconcileError> {
        self.table.xlsx()
    }
}
