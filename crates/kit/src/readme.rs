//! The first file of the folder: what is ordered, on which number, in which order, with what.

use std::fmt::Write;

use crate::{kit::Kit, step::Moment, wording::usages};

pub(crate) fn text(kit: &Kit) -> String {
    let mut text = format!(
        "{}\nPour : {}.\nFait le {}.\n",
        kit.subject,
        usages(&kit.usages),
        aiguilleur_domain::date_fr(kit.today)
    );
    let mut say = |line: &str| {
        text.push_str(line);
        text.push('\n');
    };
    say(&format!("\n{}", kit.summary));
    for warning in &kit.warnings {
        say(&format!("! {}", warning.message));
    }
    for order in &kit.orders {
        say(&format!("\n{} — {}", order.structure, order.summary));
        if let Some((identifier, value)) =
            order.identifier.as_ref().and_then(|it| Some((it, it.value.as_ref()?)))
        {
            let platform = identifier.id_nat_struct.as_deref().unwrap_or_default();
            say(&format!(
                "  Sur le formulaire : {} {value}. Sur la plateforme IGC-Santé et dans le certificat : {platform}.",
                identifier.kind.label_fr()
            ));
        }
        for (one, place) in order.certificates.iter().zip(1..) {
            say(&format!(
                "  {place}. {} {}, pour {} ; nom (CN) {}",
                one.offer,
                one.usage,
                one.serves.join(", "),
                one.cn_text
            ));
        }
    }
    for moment in Moment::ALL {
        let steps: Vec<_> = kit.steps.iter().filter(|step| step.when == moment).collect();
        if !steps.is_empty() {
            say(&format!("\n{}", moment.label_fr()));
        }
        for step in steps {
            let rule = step.rule.map(|rule| format!(" [{rule}]")).unwrap_or_default();
            say(&format!("  - {}{rule}", step.text));
        }
    }
    for sheet in kit.sheets.iter().filter(|sheet| !sheet.by_hand.is_empty()) {
        let boxes = sheet.by_hand.join(", ");
        let _infallible = writeln!(text, "\nÀ écrire à la main sur le {} : {boxes}.", sheet.form);
    }
    text.push_str("\nDans ce dossier :\n");
    for file in &kit.files {
        let _infallible = writeln!(text, "  {:<28} {}", file.name, file.title);
    }
    text
}
