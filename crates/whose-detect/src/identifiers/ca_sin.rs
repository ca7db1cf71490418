//! Canadian social insurance number, SIN / NAS.

use super::{Group, Identifier, Shaped, Verdict, category, check_digit};

/// Nine digits; the first tells the region, 9 is temporary.
pub const IDENTIFIER: Identifier = Identifier {
    name: "ca_sin",
    category: category(
        "ca-sin",
        Group::NationalId,
        true,
        ["social insurance number", "캐나다 사회보험번호", "numéro d’assurance sociale"],
    ),
    reference: "Service Canada, Social Insurance Number Code of Practice",
    evidence: "Luhn; first digit not 0 or 8; without hyphens only with a word before it",
    shapes: &["999-999-999"],
    shapes_in_context: &["999999999"],
    judge,
    masked: &["***-***-286", "XXX-XXX-286", "046-***-***"],
    context: &[
        "sin",
        "s.i.n",
        "nas",
        "n.a.s",
        "social insurance",
        "social insurance number",
        "assurance sociale",
        "사회보험번호",
    ],
    columns: &["social ins", "soc ins", "sin no", "sin number", "sinnum", "numero assurance sociale"],
    examples: &[
        ("SIN 130-692-544", "130692544"),
        ("his SIN is 130 692 544.", "130692544"),
        ("NAS : 130692544", "130692544"),
        ("***-***-286", "******286"),
        ("130-692-544", "130692544"),
        ("SIN: XXX-XXX-286", "******286"),
    ],
    cells: &[("130692544", "130692544"), ("130 692 544", "130692544")],
    counter_examples: &["130 692 544", "130692544", "business 130692544", "SIN 830-692-544", "montant 123 456 789"],
    ..Identifier::BASE
};

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let glyphs = value.glyphs();
    // Published samples start with 0; no number with 8 was ever given.
    if value.known() < 3 || glyphs[0] == b'8' {
        return None;
    }
    let checked = check_digit::luhn(glyphs);
    let hyphens = value.groups() == 3 && value.separator(1) == b'-';
    let mut verdict = match hyphens {
        true => Verdict::by_check(checked, (76, 97), (42, 84), (68, 95)),
        false => Verdict::by_check(checked, (0, 95), (0, 72), (44, 92)),
    };
    if glyphs[0] == b'0' {
        verdict.alone = verdict.alone.min(40);
    }
    Some(verdict)
}
