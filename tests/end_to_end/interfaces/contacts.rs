//! A decision that is not an order names a contact; the message to send is on the command line and on the page.

use std::collections::BTreeSet;

use serde_json::Value;

/// A text without its lines and marks, as `resolve` and a page lay it out.
fn plain(text: &str) -> String {
    let text = text.replace("&#39;", "'").replace("&#34;", "\"").replace("&#38;", "&");
    text.split(|c: char| c.is_whitespace() || c == '|')
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// What is missing of the contacts of an answer, on its page and in what `resolve` prints.
pub(super) fn differences(answer: &Value, page: &str, command: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    let decisions = answer["decisions"].as_array().unwrap();
    let is_order = |it: &Value| it["outcome"].as_str().is_some_and(|outcome| outcome.starts_with("order"));
    for decision in decisions.iter().filter(|it| !is_order(it)) {
        if decision["contacts"].as_array().is_none_or(Vec::is_empty) {
            wrong.push(format!("nobody to ask: {}", decision["summary"]));
        }
    }
    let contacts = decisions.iter().flat_map(|it| it["contacts"].as_array().into_iter().flatten());
    let messages: BTreeSet<String> = contacts.map(|it| plain(it["message"].as_str().unwrap())).collect();
    let (page, command) = (plain(page), plain(command));
    for message in messages {
        for (interface, text) in [("the page", &page), ("`resolve`", &command)] {
            if !text.contains(&message) {
                wrong.push(format!("{interface} does not show « {message} »"));
            }
        }
    }
    wrong
}
