//! The days to remember of an order.

use aiguilleur_certificate::Event;
use aiguilleur_domain::Date;

use crate::{kit::Kit, order::Order};

/// Working days that the validation of a form takes, as the guide says.
const VALIDATION: i32 = 3;
/// Years that a certificate is valid.
const VALIDITY: i16 = 3;
/// Days before its end at which the ANS's own notice comes.
const NOTICE: i32 = 60;

/// The days to remember, should everything be sent and issued today.
pub(crate) fn events(kit: &Kit) -> Vec<Event> {
    let Some(number) = kit.orders.first().and_then(Order::value) else { return Vec::new() };
    let event = |what: &str, on: Date, summary: String, description: &str| Event {
        uid: format!("{what}-{number}-{}", kit.today),
        on,
        summary,
        description: description.to_owned(),
    };
    let mut events = Vec::new();
    if kit.sheets.iter().any(|sheet| sheet.send_to.is_some()) {
        let text = "Le formulaire, s'il est parti le jour où ce calendrier a été fait, devrait être validé : sinon relancer.";
        events.push(event(
            "validation",
            working(kit.today, VALIDATION),
            format!("Formulaire validé ? {}", kit.subject),
            text,
        ));
    }
    let end = later(kit.today, VALIDITY);
    let moved =
        "Trois ans à compter de l'obtention du certificat : déplacer ce jour s'il est retiré plus tard.";
    events.push(event(
        "renouveler",
        earlier(end, NOTICE),
        format!("Renouveler le certificat : {}", kit.subject),
        moved,
    ));
    events.push(event("echeance", end, format!("Échéance du certificat : {}", kit.subject), moved));
    events
}

/// `count` working days after `day`; holidays are not known.
fn working(day: Date, count: i32) -> Date {
    let (mut on, mut left) = (day, count);
    while left > 0 {
        let Ok(next) = on.tomorrow() else { return on };
        on = next;
        if on.weekday().to_monday_one_offset() <= 5 {
            left -= 1;
        }
    }
    on
}

/// The same day, `years` later; the 28th for a 29 February.
fn later(day: Date, years: i16) -> Date {
    Date::new(day.year() + years, day.month(), day.day())
        .or_else(|_| Date::new(day.year() + years, day.month(), 28))
        .unwrap_or(day)
}

fn earlier(day: Date, days: i32) -> Date {
    (0..days).fold(day, |day, _| day.yesterday().unwrap_or(day))
}
