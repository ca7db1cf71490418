//! What a page draws: its characters with their places, and how much of it is no text.

use hayro_interpret::font::Glyph;
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::{BlendMode, ClipPath, Device, GlyphDrawMode, Image, Paint, PathDrawMode, SoftMask};
use kurbo::{Affine, BezPath, Point};

use super::letters;
use super::rules::Rules;

/// A page that draws more characters is cut there.
const MOST: usize = 1 << 20;
/// Share of an em that a character takes whose font says nothing.
const USUAL_WIDTH: f64 = 0.5;

/// A drawn character.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Character {
    /// Quarter turns of its baseline, clockwise.
    pub(super) turns: u8,
    /// Where it begins along its baseline, in points.
    pub(super) from: f64,
    /// Where it ends.
    pub(super) to: f64,
    /// Its baseline, downwards.
    pub(super) line: f64,
    /// An em.
    pub(super) size: f64,
    pub(super) text: String,
}

/// Takes the characters of a page.
#[derive(Default)]
pub(super) struct Characters {
    pub(super) drawn: Vec<Character>,
    /// Characters of which the file does not say what they mean, or where they stand.
    pub(super) unknown: u64,
    /// Were there too many?
    pub(super) cut: bool,
    /// Lines between rows and columns of tables.
    pub(super) rules: Rules,
    /// Shapes and pictures that were drawn.
    pub(super) shapes: u64,
}

impl Characters {
    fn take(&mut self, glyph: &Glyph<'_>, place: Affine) {
        let text = match glyph.as_unicode() {
            Some(BfString::Char(c)) => c.to_string(),
            Some(BfString::String(text)) => text,
            None if is_blank(glyph) => " ".to_string(),
            None => String::new(),
        };
        if text.is_empty() || text.chars().all(|c| c.is_control() || c == '\u{FFFD}' || is_private(c)) {
            self.unknown += 1;
            return;
        }
        if self.drawn.len() == MOST {
            self.cut = true;
            return;
        }
        let width = match glyph {
            Glyph::Outline(outline) => outline.advance_width().map(|width| f64::from(width) / 1_000.0),
            Glyph::Type3(_) => None,
        };
        match placed(place, width, letters::plain(text)) {
            Some(character) => self.drawn.push(character),
            // Drawn as small as nothing, or nowhere.
            None => self.unknown += 1,
        }
    }
}

/// Draws nothing, by a font that the document brings.
fn is_blank(glyph: &Glyph<'_>) -> bool {
    match glyph {
        Glyph::Outline(outline) => outline.font_data().is_some() && outline.outline().elements().is_empty(),
        Glyph::Type3(_) => false,
    }
}

/// Characters that mean something within one font only.
const fn is_private(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFD}')
}

/// A character where this transformation of a glyph of 1,000 units puts it, turned so that its baseline runs to the right.
fn placed(place: Affine, width: Option<f64>, text: String) -> Option<Character> {
    let origin = place * Point::ORIGIN;
    let along = place * Point::new(1_000.0, 0.0) - origin;
    let size = along.hypot();
    if !(size.is_finite() && origin.is_finite() && size > 0.01) {
        return None;
    }
    let quarter = (along.atan2() / std::f64::consts::FRAC_PI_2).round().rem_euclid(4.0);
    let (turns, from, line) = match quarter as u8 {
        1 => (1, origin.y, -origin.x),
        2 => (2, -origin.x, -origin.y),
        3 => (3, -origin.y, origin.x),
        _ => (0, origin.x, origin.y),
    };
    let to = from + width.filter(|width| *width > 0.0).unwrap_or(USUAL_WIDTH) * size;
    Some(Character { turns, from, to, line, size, text })
}

impl<'a> Device<'a> for Characters {
    fn set_soft_mask(&mut self, _: Option<SoftMask<'a>>) {}
    fn set_blend_mode(&mut self, _: BlendMode) {}
    fn draw_path(&mut self, path: &BezPath, place: Affine, _: &Paint<'a>, _: &PathDrawMode) {
        self.shapes += 1;
        self.rules.take(path, place);
    }
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn draw_glyph(
        &mut self,
        glyph: &Glyph<'a>,
        transform: Affine,
        glyph_transform: Affine,
        _: &Paint<'a>,
        _: &GlyphDrawMode,
    ) {
        self.take(glyph, transform * glyph_transform);
    }
    fn draw_image(&mut self, _: Image<'a, '_>, _: Affine) {
        self.shapes += 1;
    }
    fn pop_clip_path(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
