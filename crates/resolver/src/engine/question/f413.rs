//! Form 413: how many are needed, where they go. Whether one will be accepted is in `f413_check.rs`.

use crate::answer::Conclusion;
use crate::answer::form::F413_ADDRESS;
use crate::answer::reply::Reply;
use crate::case::{Ask, Case, CertificateUsage, NamedOffer};
use crate::codes::Outcome;
use crate::engine::question::answered::Answered;
use crate::finish::form::named;
use crate::rule;
use crate::rule::f413 as rules;
use crate::warning::WarningCode;

/// Whether the form goes anywhere but to the only right address.
pub(super) fn wrong_address(case: &Case) -> bool {
    let to = case.f413.as_ref().and_then(|facts| facts.destinataire.as_deref());
    to.is_some_and(|to| !to.trim().eq_ignore_ascii_case(F413_ADDRESS))
}

/// Where the form goes.
pub(super) fn address(case: &Case) -> Answered {
    let wrong = wrong_address(case);
    let said = if wrong {
        Conclusion::new(&rules::ADRESSE, Outcome::WarnOnly).warn(WarningCode::ObsoleteContact)
    } else {
        Conclusion::new(&rules::ADRESSE, Outcome::Info)
    };
    said.answering(Reply::Address(F413_ADDRESS)).into()
}

/// How many forms.
pub(super) fn count(case: &Case) -> Answered {
    let mut said = Conclusion::new(&rules::NOMBRE, Outcome::Info);
    if case.produits.is_empty() {
        return of_order(case, said);
    }
    let mut offers: Vec<NamedOffer> = Vec::new();
    for product in &case.produits {
        // Without one administrateur technique for all, each product needs its own form; a server's S/MIME box is
        // not its SSL box.
        let smime = product.usage == Some(CertificateUsage::Smime);
        let own = case.admin_unique == Some(false) || smime;
        let key = NamedOffer { offer: product.offer, usage: product.usage.filter(|_| own) };
        if !offers.contains(&key) {
            offers.push(key);
        }
    }
    said.complete(&rule::form::PAR_TYPE);
    let forms = offers.iter().map(|_| named("F413")).collect();
    Answered { decisions: vec![said.answering(Reply::Findings)], forms, forms_count: None }
}

/// The forms that the same facts would call for in an order.
fn of_order(case: &Case, mut said: Conclusion) -> Answered {
    let order = Case { ask: Some(Ask::Order), ..case.clone() };
    let answer = crate::engine::decide(&order);
    said.complete(&rule::form::PAR_EDITEUR);
    for warning in answer.warnings {
        said.push(warning);
    }
    Answered { decisions: vec![said.answering(Reply::Findings)], forms: answer.forms, forms_count: None }
}

#[cfg(test)]
mod tests {
    use crate::testing::answer;

    #[test]
    fn one_form_a_type() {
        for (products, unique, count) in [
            (r#""ORG AUTH_CLI", "ORG SIGN""#, "true", 1),
            (r#""ORG AUTH_CLI", "ORG SIGN", "PRO AUTH", "SERV SSL""#, "true", 3),
            (r#""ORG AUTH_CLI", "ORG SIGN""#, "false", 2),
            (r#""ORG SIGN""#, "null", 1),
        ] {
            let body =
                format!(r#"{{"ask": "f413_count", "produits": [{products}], "admin_unique": {unique}}}"#);
            assert_eq!(answer(&body).forms_count, count, "{products}");
        }
    }
}
