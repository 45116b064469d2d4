//! Dates to come as an iCalendar file (RFC 5545), which every calendar imports.

use aiguilleur_domain::Date;

/// A date to remember: a whole day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Tells the event from others, and the same one again at the next import.
    pub uid: String,
    /// The day.
    pub on: Date,
    /// In a few words.
    pub summary: String,
    /// In full.
    pub description: String,
}

/// The events as a calendar, made on `today`. Each calls seven days before.
pub fn calendar(events: &[Event], today: Date) -> String {
    let mut text = String::new();
    for text_line in
        ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Aiguilleur//Certificats//FR", "CALSCALE:GREGORIAN"]
    {
        line(&mut text, text_line);
    }
    for event in events {
        let next = event.on.tomorrow().unwrap_or(event.on);
        line(&mut text, "BEGIN:VEVENT");
        line(&mut text, &format!("UID:{}@aiguilleur", escaped(&event.uid)));
        line(&mut text, &format!("DTSTAMP:{}T000000Z", compact(today)));
        line(&mut text, &format!("DTSTART;VALUE=DATE:{}", compact(event.on)));
        line(&mut text, &format!("DTEND;VALUE=DATE:{}", compact(next)));
        line(&mut text, &format!("SUMMARY:{}", escaped(&event.summary)));
        line(&mut text, &format!("DESCRIPTION:{}", escaped(&event.description)));
        line(&mut text, "TRANSP:TRANSPARENT");
        for text_line in ["BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-P7D"] {
            line(&mut text, text_line);
        }
        line(&mut text, &format!("DESCRIPTION:{}", escaped(&event.summary)));
        line(&mut text, "END:VALARM");
        line(&mut text, "END:VEVENT");
    }
    line(&mut text, "END:VCALENDAR");
    text
}

fn compact(date: Date) -> String {
    format!("{:04}{:02}{:02}", date.year(), date.month(), date.day())
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            _ if c.is_control() => {}
            _ => out.push(c),
        }
    }
    out
}

/// One line, folded at 75 bytes between characters.
fn line(text: &mut String, content: &str) {
    let mut length = 0;
    for c in content.chars() {
        if length + c.len_utf8() > 74 {
            text.push_str("\r\n ");
            length = 1;
        }
        text.push(c);
        length += c.len_utf8();
    }
    text.push_str("\r\n");
}
