//! A sheet as PDF: A4, one column, every box on a line of its own; what is filled in bold.

use aiguilleur_domain::Date;
use pdf_writer::{Content, Finish, Pdf, Rect, Ref, Str, TextStr};

use crate::{
    font::Font,
    sheet::{BoxState, FilledBox, Rubric, Sheet},
};

const WIDTH: f32 = 595.28;
const HEIGHT: f32 = 841.89;
const MARGIN: f32 = 45.0;
/// Where values begin.
const COLUMN: f32 = 205.0;
const BODY: f32 = 9.5;
const SMALL: f32 = 8.0;
/// Between base lines, in sizes.
const LEADING: f32 = 1.35;

/// Grey of what is said beside a box.
const SOFT: f32 = 0.33;

/// What every page says at its foot.
pub(crate) struct Foot {
    /// Where the answer comes from.
    pub(crate) origin: String,
    /// The day it was made.
    pub(crate) today: Date,
}

/// Pages being written, from the top down.
struct Paper {
    regular: Font,
    bold: Font,
    pages: Vec<Content>,
    y: f32,
}

/// `sheet` as PDF.
///
/// # Errors
/// When a face that the program carries cannot be read.
pub(crate) fn pdf(sheet: &Sheet, foot: &Foot) -> Result<Vec<u8>, ttf_parser::FaceParsingError> {
    let mut paper = Paper::new()?;
    paper.head(sheet);
    for rubric in &sheet.rubrics {
        paper.rubric(rubric);
    }
    paper.way(sheet);
    Ok(paper.finish(sheet, foot))
}

impl Paper {
    fn new() -> Result<Self, ttf_parser::FaceParsingError> {
        let mut paper = Self { regular: Font::regular()?, bold: Font::bold()?, pages: Vec::new(), y: 0.0 };
        paper.turn();
        Ok(paper)
    }

    fn turn(&mut self) {
        self.pages.push(Content::new());
        self.y = HEIGHT - MARGIN;
    }

    /// A new page where `height` does not fit.
    fn room(&mut self, height: f32) {
        if self.y - height < MARGIN + 20.0 {
            self.turn();
        }
    }

    fn content(&mut self) -> &mut Content {
        if self.pages.is_empty() {
            self.pages.push(Content::new());
        }
        let last = self.pages.len() - 1;
        &mut self.pages[last]
    }

    /// One line of text, its base line at `y`.
    fn line(&mut self, x: f32, y: f32, size: f32, bold: bool, grey: f32, text: &str) {
        let font = if bold { &self.bold } else { &self.regular };
        let (name, shown) = (font.name, font.encode(text));
        let content = self.content();
        content.begin_text().set_fill_gray(grey).set_font(name, size);
        content.set_text_matrix([1.0, 0.0, 0.0, 1.0, x, y]).show(Str(&shown)).end_text();
    }

    /// A paragraph from `x` to the margin; moves down past it.
    fn text(&mut self, x: f32, size: f32, bold: bool, grey: f32, text: &str) {
        let font = if bold { &self.bold } else { &self.regular };
        for line in wrapped(font, text, size, WIDTH - MARGIN - x) {
            self.room(size * LEADING);
            self.y -= size * LEADING;
            self.line(x, self.y, size, bold, grey, &line);
        }
    }

    fn head(&mut self, sheet: &Sheet) {
        self.text(MARGIN, 16.0, true, 0.0, &format!("Pense-bête : {}", sheet.title));
        self.y -= 3.0;
        self.text(
            MARGIN,
            BODY,
            false,
            SOFT,
            "Ce document n'est pas le formulaire : il dit, rubrique par rubrique et dans l'ordre du formulaire, ce qu'il \
             faut y porter. À recopier sur le formulaire officiel de l'ANS, ou à suivre en ligne.",
        );
    }

    fn rubric(&mut self, rubric: &Rubric) {
        self.room(48.0);
        self.y -= 12.0;
        let top = self.y;
        self.content().set_fill_gray(0.9).rect(MARGIN, top - 17.0, WIDTH - 2.0 * MARGIN, 17.0).fill_nonzero();
        let title = format!("{} {}", rubric.number, rubric.title);
        self.line(MARGIN + 5.0, top - 12.5, 10.5, true, 0.0, title.trim_start());
        self.y = top - 19.0;
        for one in &rubric.boxes {
            match one.state {
                BoxState::Tick | BoxState::Untick => self.tick(one),
                BoxState::Write | BoxState::Empty | BoxState::Ask => self.boxed(one),
            }
        }
    }

    /// A label, then its value to the right of it.
    fn boxed(&mut self, one: &FilledBox) {
        let label = wrapped(&self.regular, &one.label, BODY, COLUMN - MARGIN - 10.0);
        let value = one.value.as_deref().unwrap_or_default();
        let lines = wrapped(&self.bold, value, BODY + 0.5, WIDTH - MARGIN - COLUMN);
        let note = wrapped(&self.regular, &one.instruction, SMALL, WIDTH - MARGIN - COLUMN);
        let step = BODY * LEADING;
        let rows = label.len().max(lines.len()).max(1);
        #[allow(clippy::cast_precision_loss, reason = "a handful of lines")]
        let height = rows as f32 * step
            + if one.state == BoxState::Ask { note.len() as f32 * SMALL * LEADING } else { 0.0 };
        self.room(height + 5.0);
        let top = self.y;
        let mut y = top;
        for line in &label {
            y -= step;
            self.line(MARGIN + 5.0, y, BODY, false, SOFT, line);
        }
        let mut y = top;
        match one.state {
            BoxState::Write => {
                for line in &lines {
                    y -= step;
                    self.line(COLUMN, y, BODY + 0.5, true, 0.0, line);
                }
            }
            BoxState::Empty => self.line(COLUMN, top - step, SMALL, false, SOFT, "Laisser vide"),
            _ => self.blank(top - step, &note),
        }
        self.y = top - height - 4.0;
    }

    /// A line to write on, and what goes there.
    fn blank(&mut self, y: f32, note: &[String]) {
        let content = self.content();
        content.set_stroke_gray(0.4).set_line_width(0.5);
        content.move_to(COLUMN, y - 1.5).line_to(WIDTH - MARGIN, y - 1.5).stroke();
        let mut y = y;
        for line in note {
            y -= SMALL * LEADING;
            self.line(COLUMN, y, SMALL, false, SOFT, line);
        }
    }

    /// A square, crossed or not, and what it means.
    fn tick(&mut self, one: &FilledBox) {
        let ticked = one.state == BoxState::Tick;
        self.room(15.0);
        self.y -= 14.0;
        let (x, y, side) = (MARGIN + 6.0, self.y - 0.5, 8.0);
        let content = self.content();
        content
            .set_stroke_gray(0.0)
            .set_line_width(if ticked { 1.2 } else { 0.6 })
            .rect(x, y, side, side)
            .stroke();
        if ticked {
            content
                .move_to(x, y)
                .line_to(x + side, y + side)
                .move_to(x, y + side)
                .line_to(x + side, y)
                .stroke();
        }
        let label = if ticked { format!("{} : à cocher", one.label) } else { one.label.clone() };
        self.line(x + 14.0, self.y + 1.0, BODY, ticked, if ticked { 0.0 } else { SOFT }, &label);
        self.y -= 1.0;
    }

    fn way(&mut self, sheet: &Sheet) {
        self.y -= 10.0;
        if let Some(address) = sheet.send_to {
            self.text(MARGIN, BODY, true, 0.0, &format!("À envoyer, signé, à {address}"));
        }
        for way in &sheet.online {
            self.text(MARGIN, BODY, false, 0.0, &format!("Ou en ligne : {} ({})", way.name, way.url));
        }
    }

    fn finish(mut self, sheet: &Sheet, foot: &Foot) -> Vec<u8> {
        let total = self.pages.len();
        let pages = std::mem::take(&mut self.pages);
        for (content, place) in pages.into_iter().zip(1..) {
            self.pages.push(content);
            let text = format!(
                "{} · fait le {} · page {place} sur {total}",
                foot.origin,
                aiguilleur_domain::date_fr(foot.today)
            );
            self.line(MARGIN, MARGIN - 12.0, 7.0, false, SOFT, &text);
        }
        let mut pdf = Pdf::new();
        let (catalog, tree, info) = (Ref::new(1), Ref::new(2), Ref::new(3));
        let (regular, bold, first) = (Ref::new(10), Ref::new(20), 30_i32);
        pdf.catalog(catalog).pages(tree).lang(TextStr("fr-FR")).viewer_preferences().display_doc_title(true);
        let title = format!("Pense-bête : {}", sheet.title);
        pdf.document_info(info).title(TextStr(&title)).producer(TextStr("Aiguilleur"));
        self.regular.embed(&mut pdf, regular);
        self.bold.embed(&mut pdf, bold);
        let mut kids = Vec::with_capacity(total);
        for (content, at) in self.pages.into_iter().zip((first..).step_by(2)) {
            let (page, stream) = (Ref::new(at), Ref::new(at + 1));
            kids.push(page);
            let mut written = pdf.page(page);
            written.media_box(Rect::new(0.0, 0.0, WIDTH, HEIGHT)).parent(tree).contents(stream);
            let mut resources = written.resources();
            resources.fonts().pair(self.regular.name, regular).pair(self.bold.name, bold);
            resources.finish();
            written.finish();
            pdf.stream(stream, content.finish().as_slice());
        }
        let count = i32::try_from(total).unwrap_or(i32::MAX);
        pdf.pages(tree).kids(kids).count(count);
        pdf.finish()
    }
}

/// `text` in lines of at most `width`; a word that is longer is cut.
fn wrapped(font: &Font, text: &str, size: f32, width: f32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split_ascii_whitespace() {
        let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if font.width(&longer, size) <= width {
            line = longer;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        for c in word.chars() {
            if font.width(&format!("{line}{c}"), size) > width && !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            line.push(c);
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}
