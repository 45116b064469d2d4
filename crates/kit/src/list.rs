//! Orders as a table: one line per certificate to order.

use crate::{kit::Kit, order::Order};

/// The columns.
pub const COLUMNS: [&str; 18] = [
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

/// The lines of `kits`; one that orders nothing has a line that says why.
pub fn rows(kits: &[Kit]) -> Vec<[String; COLUMNS.len()]> {
    let mut rows = Vec::new();
    for kit in kits {
        if kit.orders.is_empty() {
            let mut row: [String; COLUMNS.len()] = Default::default();
            row[0].clone_from(&kit.subject);
            row[COLUMNS.len() - 1].clone_from(&kit.summary);
            rows.push(row);
        }
        for order in &kit.orders {
            rows.extend(lines(kit, order));
        }
    }
    rows
}

fn lines(kit: &Kit, order: &Order) -> Vec<[String; COLUMNS.len()]> {
    let identifier = order.identifier.as_ref();
    let number = order.value().unwrap_or_default();
    let bears =
        |sheet: &&crate::Sheet| sheet.boxes_in_order().any(|one| one.value.as_deref() == Some(number));
    let sheet = kit.sheets.iter().find(bears);
    let signer = sheet.and_then(|sheet| sheet.signer.as_ref());
    let line = |one: &crate::OrderedCertificate| {
        [
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
        ]
    };
    order.certificates.iter().map(line).collect()
}

/// The lines as CSV that a French spreadsheet opens: byte order mark, semicolons, numbers kept as text.
pub fn csv(kits: &[Kit]) -> String {
    let mut text = String::from('\u{FEFF}');
    text.push_str(&COLUMNS.join(";"));
    text.push_str("\r\n");
    for row in rows(kits) {
        let cells: Vec<String> = row.iter().map(|cell| written(cell)).collect();
        text.push_str(&cells.join(";"));
        text.push_str("\r\n");
    }
    text
}

/// A cell: digits that a spreadsheet would round are a formula of their text; what it would compute is not.
fn written(cell: &str) -> String {
    let digits = cell.len() > 8 && cell.bytes().all(|byte| byte.is_ascii_digit());
    if digits {
        return format!("\"=\"\"{cell}\"\"\"");
    }
    let computed = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let cell = if computed { format!("'{cell}") } else { cell.to_owned() };
    if cell.contains([';', '"', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spreadsheet_neither_rounds_nor_computes() {
        for (cell, expected) in [
            ("99700000104007", "\"=\"\"99700000104007\"\"\""),
            ("=1+1", "'=1+1"),
            ("a;b", "\"a;b\""),
            ("dit \"x\"", "\"dit \"\"x\"\"\""),
            ("ORG", "ORG"),
        ] {
            assert_eq!(written(cell), expected);
        }
    }
}
