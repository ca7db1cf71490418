//! Russian internal passport, паспорт гражданина Российской Федерации.

use super::{Group, Identifier, Shaped, Verdict, category};

/// Series of four digits and number of six: `45 12 345678`.
pub const IDENTIFIER: Identifier = Identifier {
    name: "ru_passport",
    // A Russian has another one to travel with.
    category: category("ru-passport", Group::NationalId, true, ["Russian internal passport", "러시아 국내여권번호", "passeport intérieur russe"]),
    reference: "Постановление Правительства РФ № 828 of 1997, бланк паспорта: region and year of the form, six digits",
    evidence: "a word for passport before it; nothing else tells it from other numbers",
    shapes_in_context: &["9999-999999", "99-99-999999", "9999999999"],
    judge,
    masked: &["45 12 ***678", "4512 ******"],
    context: &["паспорт", "паспортные данные", "серия и номер", "серия номер", "паспорт рф"],
    columns: &["паспорт", "серия и номер", "паспортные данные"],
    examples: &[("паспорт 45 12 345678", "4512345678"), ("Паспорт серия и номер: 4512 345678", "4512345678")],
    cells: &[("4512 345678", "4512345678"), ("45 12 ***678", "4512***678")],
    counter_examples: &["4512 345678", "паспорт 2019"],
    ..Identifier::BASE
};

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let region = value.number(0, 2).is_none_or(|region| region > 0);
    (value.known() >= 4 && region).then(|| Verdict::new(0, 84))
}
