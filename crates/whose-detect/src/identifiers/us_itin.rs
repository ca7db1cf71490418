//! United States individual taxpayer identification number.

use super::{Group, Identifier, Shaped, Verdict, category};

/// The shape of a social security number that starts with 9.
pub const IDENTIFIER: Identifier = Identifier {
    name: "us_itin",
    category: category(
        "us-itin",
        Group::NationalId,
        true,
        ["taxpayer identification number (ITIN)", "미국 개인납세자번호", "numéro de contribuable américain"],
    ),
    reference: "Internal Revenue Service, ITIN: 9xx and a group of 50 to 65, 70 to 88, 90 to 92 or 94 to 99",
    evidence: "first digit 9 and a group that is given out",
    shapes: &["999-99-9999"],
    shapes_in_context: &["999999999"],
    judge,
    masked: &["9XX-7X-1234"],
    context: &["itin", "taxpayer identification", "tax id", "tin", "납세자번호"],
    columns: &["itin", "taxpayer id"],
    examples: &[("ITIN 912-70-1234", "912701234"), ("912-88-1234", "912881234"), ("tax id 912-70-****", "91270****")],
    cells: &[("912701234", "912701234")],
    counter_examples: &["912-89-1234", "912-12-1234", "912701234"],
    ..Identifier::BASE
};

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let group_given = value.number(3, 5).is_none_or(|group| matches!(group, 50..=65 | 70..=88 | 90..=92 | 94..=99));
    if value.glyphs()[0] != b'9' || value.known() < 4 || !group_given {
        return None;
    }
    let hyphens = value.groups() == 3 && value.separator(1) == b'-';
    Some(if hyphens { Verdict::new(78, 97) } else { Verdict::new(0, 85) })
}
