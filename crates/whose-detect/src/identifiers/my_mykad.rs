//! Malaysian identity card number, MyKad.

use super::{Group, Identifier, Shaped, Verdict, category, date};

/// Birth date, place of birth, order: `850712-14-5238`.
pub const IDENTIFIER: Identifier = Identifier {
    name: "my_mykad",
    category: category("my-mykad", Group::NationalId, true, ["Malaysian MyKad number", "말레이시아 신분증번호", "numéro MyKad malaisien"]),
    reference: "National Registration Regulations 1990; Jabatan Pendaftaran Negara, place of birth codes; no check digit",
    evidence: "birth date that exists, place that exists; twelve bare digits need a word before them",
    shapes: &["999999=99=9999"],
    shapes_in_context: &["999999999999", "999999_99_9999"],
    judge,
    masked: &["850712-14-****", "******-14-5238"],
    context: &["mykad", "my kad", "nric", "nric no", "ic no", "ic number", "i/c no", "no. kp", "no kp", "kad pengenalan", "no. kad pengenalan"],
    columns: &["mykad", "nric", "ic no", "icno", "ic number", "no kp", "nokp", "kad pengenalan"],
    examples: &[("MyKad 850712-14-5238", "850712145238"), ("850712-14-5238", "850712145238"), ("No. KP: 850712145238", "850712145238")],
    cells: &[("850712-14-5238", "850712145238"), ("850712-14-****", "85071214****")],
    counter_examples: &["851312-14-5238", "850712-00-5238", "850712145238", "order 240115-14-0042"],
    ..Identifier::BASE
};

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let glyphs = value.glyphs();
    let place = value.number(6, 8).is_none_or(|place| matches!(place, 1..=16 | 21..=68 | 71..=72 | 74..=79 | 82..=93 | 98..=99));
    let born = date::is_birth(&glyphs[..2], [glyphs[2], glyphs[3]], [glyphs[4], glyphs[5]]);
    if value.known() < 4 || !place || !born {
        return None;
    }
    let alone = match value.separator(1) {
        b'-' if value.separator(2) == b'-' && glyphs[..6].iter().all(u8::is_ascii_digit) && !date::is_recent(&glyphs[..6]) => 68,
        _ => 0,
    };
    Some(Verdict::new(alone, 94))
}
