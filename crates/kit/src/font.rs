//! The two faces of our sheets: Noto Sans, a Latin subset carried by the binary and embedded whole.

use pdf_writer::{
    Finish, Name, Pdf, Rect, Ref, Str,
    types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap},
};
use ttf_parser::{Face, GlyphId};

const REGULAR: &[u8] = include_bytes!("../font/NotoSans-Regular.ttf");
const BOLD: &[u8] = include_bytes!("../font/NotoSans-Bold.ttf");

/// What is shown where a letter is missing.
const MISSING: char = '?';

const IDENTITY: SystemInfo =
    SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };

/// A face, read.
pub(crate) struct Font {
    /// How pages name it.
    pub(crate) name: Name<'static>,
    full_name: &'static [u8],
    bytes: &'static [u8],
    face: Face<'static>,
}

impl Font {
    /// The regular face.
    pub(crate) fn regular() -> Result<Self, ttf_parser::FaceParsingError> {
        Self::read(Name(b"R"), b"NotoSans-Regular", REGULAR)
    }

    /// The bold face.
    pub(crate) fn bold() -> Result<Self, ttf_parser::FaceParsingError> {
        Self::read(Name(b"B"), b"NotoSans-Bold", BOLD)
    }

    fn read(
        name: Name<'static>,
        full_name: &'static [u8],
        bytes: &'static [u8],
    ) -> Result<Self, ttf_parser::FaceParsingError> {
        Ok(Self { name, full_name, bytes, face: Face::parse(bytes, 0)? })
    }

    fn glyph(&self, c: char) -> GlyphId {
        let known = |c| self.face.glyph_index(c);
        known(c).or_else(|| known(MISSING)).unwrap_or(GlyphId(0))
    }

    /// In thousandths of the size.
    fn advance(&self, glyph: GlyphId) -> f32 {
        let units = f32::from(self.face.units_per_em());
        f32::from(self.face.glyph_hor_advance(glyph).unwrap_or(0)) * 1000.0 / units
    }

    /// The width of `text` at `size`.
    pub(crate) fn width(&self, text: &str, size: f32) -> f32 {
        text.chars().map(|c| self.advance(self.glyph(c))).sum::<f32>() * size / 1000.0
    }

    /// `text` as a page shows it: two bytes a glyph.
    pub(crate) fn encode(&self, text: &str) -> Vec<u8> {
        text.chars().flat_map(|c| self.glyph(c).0.to_be_bytes()).collect()
    }

    /// Writes the face into `pdf`, from `first` on: five objects.
    pub(crate) fn embed(&self, pdf: &mut Pdf, first: Ref) {
        let at = |offset: i32| Ref::new(first.get() + offset);
        let (cid, descriptor, file, cmap) = (at(1), at(2), at(3), at(4));
        let name = Name(self.full_name);
        let mut font = pdf.type0_font(first);
        font.base_font(name).encoding_predefined(Name(b"Identity-H")).descendant_font(cid).to_unicode(cmap);
        font.finish();
        let mut descendant = pdf.cid_font(cid);
        descendant
            .subtype(CidFontType::Type2)
            .base_font(name)
            .system_info(IDENTITY)
            .font_descriptor(descriptor);
        descendant.default_width(0.0).cid_to_gid_map_predefined(Name(b"Identity"));
        let widths = (0..self.face.number_of_glyphs()).map(|glyph| self.advance(GlyphId(glyph)));
        descendant.widths().consecutive(0, widths);
        descendant.finish();
        self.describe(pdf, descriptor, file);
        let mut stream = pdf.stream(file, self.bytes);
        stream.pair(Name(b"Length1"), i32::try_from(self.bytes.len()).unwrap_or(0));
        stream.finish();
        pdf.cmap(cmap, &self.unicode());
    }

    fn describe(&self, pdf: &mut Pdf, descriptor: Ref, file: Ref) {
        let scale = |units: i16| f32::from(units) * 1000.0 / f32::from(self.face.units_per_em());
        let frame = self.face.global_bounding_box();
        let mut written = pdf.font_descriptor(descriptor);
        written
            .name(Name(self.full_name))
            .flags(FontFlags::NON_SYMBOLIC)
            .bbox(Rect::new(scale(frame.x_min), scale(frame.y_min), scale(frame.x_max), scale(frame.y_max)))
            .italic_angle(0.0)
            .ascent(scale(self.face.ascender()))
            .descent(scale(self.face.descender()))
            .cap_height(scale(self.face.capital_height().unwrap_or(714)))
            .stem_v(80.0)
            .font_file2(file);
    }

    /// Which letter each glyph is: what makes the text of a page searchable.
    fn unicode(&self) -> Vec<u8> {
        let mut cmap = UnicodeCmap::new(Name(b"Custom"), IDENTITY);
        let mut known: Vec<(u16, char)> = Vec::new();
        for table in self.face.tables().cmap.iter().flat_map(|cmap| cmap.subtables) {
            table.codepoints(|code| {
                let pair = char::from_u32(code).and_then(|c| Some((self.face.glyph_index(c)?.0, c)));
                known.extend(pair);
            });
        }
        known.sort_unstable();
        known.dedup_by_key(|(glyph, _)| *glyph);
        for (glyph, c) in known {
            cmap.pair(glyph, c);
        }
        cmap.finish().into_vec()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn french_is_whole() {
        for font in [Font::regular().unwrap(), Font::bold().unwrap()] {
            for c in "ÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸàâæçéèêëîïôœùûüÿ«»’–—…°№€ \u{A0}\u{202F}0123456789".chars()
            {
                assert!(font.face.glyph_index(c).is_some(), "{c:?}");
            }
            assert!(font.width("DÉNOMINATION", 10.0) > 50.0);
        }
    }
}
