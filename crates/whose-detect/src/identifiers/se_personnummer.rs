//! Swedish personal identity number, personnummer.

use super::{Group, Identifier, Shaped, Verdict, category, check_digit, date};

/// Birth date, a hyphen, birth number, check digit; 60 is added to the day of coordination numbers.
pub const IDENTIFIER: Identifier = Identifier {
    name: "se_personnummer",
    category: category("se-personnummer", Group::NationalId, true, ["Swedish personal number", "스웨덴 개인번호", "numéro personnel suédois"]),
    reference: "Folkbokföringslag (1991:481) section 18; Luhn over the digits from the year's last two on",
    evidence: "birth date that exists, check digit; without a word both must be right, the hyphen must stand and the birth not be of late",
    shapes: &["999999=9999", "99999999=9999"],
    shapes_in_context: &["9999999999", "999999999999", "999999_9999", "99999999_9999"],
    judge,
    strict: true,
    normal: |value, normal| write(value.compact(), normal),
    masked: &["850712-****", "19850712-****", "850712-23**"],
    context: &["personnummer", "personnr", "pers.nr", "persnr", "samordningsnummer", "swedish personal number"],
    columns: &["personnummer", "personnr", "samordningsnummer"],
    examples: &[
        ("personnummer 850712-2383", "198507122383"),
        ("19850712-2383", "198507122383"),
        ("Personnr: 198507122383", "198507122383"),
    ],
    cells: &[("850712-2383", "198507122383"), ("0507122380", "200507122380"), ("850712-****", "19850712****")],
    counter_examples: &["851312-2383", "850712-2384", "8507122383", "556036-0793", "240115-0046", "order 20240115-0046"],
    ..Identifier::BASE
};

/// With the century, so that both ways of writing are one number: that of the last hundred years, of which the sign tells.
fn write(compact: &str, normal: &mut String) {
    if compact.len() == 10 {
        normal.push_str(match &compact[..2] {
            year if year.contains('*') => "**",
            year if year <= "25" => "20",
            _ => "19",
        });
    }
    normal.push_str(compact);
}

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let glyphs = value.glyphs();
    let (year, rest) = glyphs.split_at(glyphs.len() - 8);
    let day = date::lowered([rest[2], rest[3]], 6);
    if value.known() < 4 || !date::is_birth(year, [rest[0], rest[1]], day) {
        return None;
    }
    let checked = check_digit::luhn(&glyphs[glyphs.len() - 10..]);
    let alone = match (value.separator(1), year.len()) {
        _ if date::is_recent(&glyphs[glyphs.len() - 10..glyphs.len() - 4]) => 0,
        (b'-', 4) => 88,
        (b'-', _) => 62,
        _ => 0,
    };
    Some(Verdict::by_check(checked, (alone, 98), (0, 74), (0, 88)))
}
