//! United Kingdom postcode.

use super::{Identifier, Shaped, Verdict, general};

/// `A9 9AA` to `AA9A 9AA`.
pub const IDENTIFIER: Identifier = Identifier {
    name: "uk_postcode",
    category: general::POSTCODE,
    reference: "Royal Mail, postcode address file: areas, and no C I K M O V in the last two letters",
    evidence: "area letters that exist, a space, and letters that inward codes use",
    shapes: &["A9_9AA", "A99_9AA", "AA9_9AA", "AA99_9AA", "A9A_9AA", "AA9A_9AA"],
    shapes_in_context: &["A99AA", "A999AA", "AA99AA", "AA999AA", "A9A9AA", "AA9A9AA"],
    judge,
    masked: &["SW1A ***"],
    context: &["postcode", "post code", "zip", "postal code"],
    columns: &["postcode", "post code"],
    examples: &[("London SW1A 1AA", "SW1A1AA"), ("M1 1AE", "M11AE"), ("postcode ec1a1bb", "EC1A1BB")],
    cells: &[("SW1A1AA", "SW1A1AA"), ("M1 1AE", "M11AE")],
    counter_examples: &["SW1A 1CI", "QX1 1AA", "AB12 3CO"],
    ..Identifier::BASE
};

/// Areas, each followed by a space.
const AREAS: &str = "AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC \
                     EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS \
                     LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR \
                     SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE ";

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let glyphs = value.glyphs();
    let letters = glyphs.iter().take_while(|glyph| glyph.is_ascii_alphabetic()).count();
    let area = &value.compact()[..letters];
    let listed = AREAS.split(' ').any(|known| known == area);
    let inward = glyphs[glyphs.len() - 2..].iter().all(|glyph| !b"CIKMOV".contains(glyph));
    if letters == 0 || !listed || !inward || value.known() < 3 {
        return None;
    }
    let lower = value.written().bytes().any(|byte| byte.is_ascii_lowercase());
    Some(Verdict::new(if value.groups() == 2 && !lower { 82 } else { 0 }, 94))
}
