//! Bars, as inline SVG: a label, a length, a number. No script, no font, no image.

use std::fmt::Write;

/// One bar.
pub(super) struct Bar<'a> {
    pub(super) label: &'a str,
    pub(super) count: u64,
    /// Label after the bar.
    pub(super) caption: String,
    /// Parts of the bar with their CSS classes, or the whole of it.
    pub(super) parts: Vec<(&'static str, u64)>,
}

const WIDTH: u64 = 560;
const LABEL: u64 = 235;
const ROOM: u64 = 190;
const HEIGHT: u64 = 22;

/// A chart of `bars`, longest scale first given by the largest count.
pub(super) fn bars(title: &str, bars: &[Bar<'_>]) -> String {
    let most = bars.iter().map(|bar| bar.count).max().unwrap_or(0).max(1);
    let height = HEIGHT * bars.len() as u64;
    let mut svg =
        format!("<svg viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-label=\"{}\">", escape(title));
    for (index, bar) in bars.iter().enumerate() {
        let y = HEIGHT * index as u64;
        // Writing to a String cannot fail.
        let _infallible = write!(
            svg,
            "<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text>",
            LABEL - 8,
            y + 15,
            escape(bar.label)
        );
        let mut x = LABEL;
        for (class, count) in &bar.parts {
            let width = (count * ROOM).div_ceil(most);
            let _infallible = write!(
                svg,
                "<rect class=\"{class}\" x=\"{x}\" y=\"{}\" width=\"{width}\" height=\"14\"/>",
                y + 4
            );
            x += width;
        }
        let _infallible =
            write!(svg, "<text x=\"{}\" y=\"{}\">{}</text>", x + 6, y + 15, escape(&bar.caption));
    }
    svg.push_str("</svg>");
    svg
}

/// Text for HTML.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            // A row is one line.
            c if c.is_control() => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}
