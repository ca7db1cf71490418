//! Indonesian population identity number, NIK.

use super::{Group, Identifier, Shaped, Verdict, category, date};

/// Sixteen digits: province, regency, district, birth date with 40 added to the day of women, order.
pub const IDENTIFIER: Identifier = Identifier {
    name: "id_nik",
    category: category("id-nik", Group::NationalId, true, ["NIK (Indonesia)", "인도네시아 주민번호(NIK)", "numéro NIK"]),
    reference: "Undang-Undang 24/2013, administrasi kependudukan: place, birth date, order; no check digit",
    evidence: "province that exists, birth date that exists, and a word before it",
    shapes_in_context: &["9999999999999999", "99-99-99-999999-9999", "999999-999999-9999"],
    judge,
    masked: &["317103******0004", "3171035207******", "************0004"],
    context: &["nik", "no. ktp", "no ktp", "nomor ktp", "ktp", "nomor induk kependudukan", "nomer induk kependudukan"],
    columns: &["nik", "no ktp", "noktp", "nomor ktp", "ktp", "nik ktp"],
    examples: &[("NIK: 3171035207850004", "3171035207850004"), ("No. KTP 317103******0004", "317103******0004")],
    cells: &[("3171035207850004", "3171035207850004"), ("3171035207******", "3171035207******")],
    counter_examples: &["3171035207850004", "NIK 3171037207850004", "NIK 0071035207850004"],
    ..Identifier::BASE
};

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let glyphs = value.glyphs();
    let province = value.number(0, 2).is_none_or(|province| (11..=97).contains(&province));
    let day = date::lowered([glyphs[6], glyphs[7]], 4);
    let born = date::is_birth(&glyphs[10..12], [glyphs[8], glyphs[9]], day);
    (value.known() >= 4 && province && born).then(|| Verdict::new(0, if value.is_whole() { 92 } else { 86 }))
}
