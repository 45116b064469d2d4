//! Dates as people say them.

use jiff::civil::Date;

const MONTHS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

/// A date as people say it: « 30 juin 2022 ».
pub(crate) fn date_fr(date: Date) -> String {
    let day = if date.day() == 1 { "1er".to_owned() } else { date.day().to_string() };
    let month = usize::try_from(date.month()).ok().and_then(|month| MONTHS.get(month - 1)).unwrap_or(&"");
    format!("{day} {month} {}", date.year())
}
