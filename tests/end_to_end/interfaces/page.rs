//! The page against the answer of the API: as many decisions, by the same rules, showing the same numbers.

use aiguilleur_tests::Response;
use serde_json::Value;

/// The texts between `before` and `after`.
fn between<'a>(text: &'a str, before: &str, after: &str) -> Vec<&'a str> {
    text.split(before).skip(1).filter_map(|rest| rest.split(after).next()).collect()
}

/// The text as a template writes it.
fn escaped(text: &str) -> String {
    text.replace('&', "&#38;")
        .replace('<', "&#60;")
        .replace('>', "&#62;")
        .replace('"', "&#34;")
        .replace('\'', "&#39;")
}

/// The numbers that may be copied beside a decision: the one to order on or that would serve, then those to choose.
fn numbers(decision: &Value) -> Vec<&str> {
    let own = ["identifier", "fallback_identifier", "hint"];
    let first = own.iter().find_map(|name| decision[*name]["value"].as_str());
    let lists = ["options", "alternatives"].into_iter().filter_map(|name| decision[name].as_array());
    first.into_iter().chain(lists.flatten().filter_map(|it| it["value"].as_str())).collect()
}

/// A number that structures share leads to their list: each with its sentence.
fn of_several(page: &str, decisions: &[Value]) -> Vec<String> {
    let signs = between(page, "<span class=\"hit-answer\">", "</a>");
    let shown: Vec<&str> = signs.iter().flat_map(|sign| between(sign, "</svg><span>", "</span>")).collect();
    let said: Vec<String> = decisions.iter().map(|it| escaped(it["summary"].as_str().unwrap())).collect();
    if shown == said { Vec::new() } else { vec![format!("the list shows {shown:?} and not {said:?}")] }
}

/// What the page says otherwise than the answer.
pub(super) fn differences(page: &Response, answer: &Value) -> Vec<String> {
    if page.status != 200 {
        return vec![format!("the page answers {}", page.status)];
    }
    let decisions = answer["decisions"].as_array().unwrap();
    let cards = between(&page.body, "<article ", "</article>");
    if cards.is_empty() && decisions.len() > 1 {
        return of_several(&page.body, decisions);
    }
    if cards.len() != decisions.len() {
        return vec![format!("{} decisions, and the page shows {}", decisions.len(), cards.len())];
    }
    let differ = cards.iter().zip(decisions).filter_map(|(card, decision)| {
        let rule = between(card, "href=\"/regles#", "\"").first().copied().unwrap_or_default();
        // What can be copied beside the numbers is a whole text.
        let mut shown = between(card, "data-copy=\"", "\"");
        shown.retain(|text| text.bytes().all(|b| b.is_ascii_alphanumeric()));
        let said = numbers(decision);
        let same = rule == decision["rule"]["id"] && shown == said;
        (!same).then(|| {
            format!("{} on {said:?}, and the page shows {rule} on {shown:?}", decision["rule"]["id"])
        })
    });
    differ.collect()
}
