//! Phone numbers of any country, by country code or by a word.

use super::{Identifier, Shaped, Verdict, general};

/// `+` and seven to fifteen digits; without it, digits in groups behind a word for phone.
pub const IDENTIFIER: Identifier = Identifier {
    name: "world_phone",
    category: general::PHONE,
    reference: "ITU-T E.164: country code of one to three digits, at most fifteen digits",
    evidence: "a + and a country code that is assigned; without it a word for phone just before",
    shapes: &[
        "+9{1,3}-9{1,4}-9{3,4}-9{3,4}",
        "+9{1,3}-9{1,4}-9{5,8}",
        "+9{2}(9)9{2,4}-9{5,8}",
        "+9{1,3}(9{2,4})9{3}-99-99",
        "+9{2,3}(9{2,4})9{3,4}-9{3,4}",
        "+9{4,6}-9{6,8}",
        "+9{5}-99-99-99",
        "+9{1,3}-9{7,11}",
        "+9{9,15}",
        "+9{1,3}-9{1,3}-9{2,3}-99-99",
        "+9{2,3}(9)9{2,4}-9{3,4}-9{3,4}",
        "+9{2,3}-99-99-99-99",
        "+9{2,3}(9)9{1,3}-999-99-99",
        "+9{2,3}(9)9{1,3}-999-9{2,3}",
        "+9{5,6}-9{3}-9{3}",
    ],
    shapes_in_context: &[
        "99-99-99-99",
        "(99)9{3,4}-9{3,4}",
        "(9{2,5})9{4,8}",
        "9(999)9{3}-99-99",
        "9{3,5}-9{5,6}",
        "9{3,5}-999-999",
        "9{2,3}-9{3,4}-9{3,4}",
        "9999-999-999",
        "99-9999-9999",
        "9{8,11}",
        "9{4}-99-99-99",
        "9{3,4}-9{3}-99-99",
        "9{2,3}-9{3}-9{2,3}",
        "99-9{3}-99-99",
        "99-9{3}-9{3}-9{4}",
        "99-9{6}",
        "9{3,4}-9{4}",
        "9{4}-9{7}",
        "999-99-999",
        "999-9{6,7}",
    ],
    shapes_in_cells: &["9{7}"],
    judge,
    normal,
    masked: &["+44 7700 ***963", "07700 *** 966"],
    context: &[
        "phone", "phone no", "telephone", "tel", "mobile", "fax", "cell", "contact", "call", "téléphone", "tél",
        "telefon", "mobil", "desk", "answering at", "whatsapp", "call me", "handphone", "messages to", "teléfono", "telefono", "telefone", "celular", "móvil", "cellulare", "전화", "연락처", "電話",
    ],
    columns: &["phone", "tel", "telephone", "mobile", "phonenumber", "fax", "voice"],
    examples: &[
        ("+44 7700 900 963", "+447700900963"),
        ("+49 30 123456", "+4930123456"),
        ("+81-3-1234-5678", "+81312345678"),
        ("Phone: 60-56-85-91", "60568591"),
        ("+447700900963", "+447700900963"),
        ("+41 (0)44 668 18 00", "+41446681800"),
        ("Mobile: 0688 843 79 56", "06888437956"),
        ("call me on 655 437 108", "655437108"),
        ("tel (0911)4960608", "09114960608"),
        ("+44(0)28 9018476", "+44289018476"),
        ("+7 (864) 918-34-46", "+78649183446"),
        ("tel. 335 1966064", "3351966064"),
        ("<cpf></cpf><telefone>11985471220</telefone>", "11985471220"),
    ],
    cells: &[("60568591", "60568591"), ("+44 7700 900963", "+447700900963")],
    counter_examples: &["60-56-85-91", "+12345678", "+999 123 456 789", "07700900963", "x +2019 03 31 10"],
    ..Identifier::BASE
};

/// Country codes of two digits, and the first two digits of those of three; North America has its own file.
fn is_country(digits: &[u8]) -> bool {
    let two = str::from_utf8(&digits[..2]).ok().and_then(|two| two.parse::<u32>().ok());
    two.is_some_and(|two| {
        matches!(two, 20..=27 | 29 | 30..=41 | 42 | 43..=49 | 50..=69 | 7 | 70..=79 | 80..=82 | 84..=88 | 90..=98)
    })
}

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let glyphs = value.glyphs();
    if value.known() < 5 || glyphs[0] == b'*' && value.plus {
        return None;
    }
    if value.plus {
        let length = (8..=15).contains(&glyphs.len());
        return (length && is_country(glyphs)).then(|| Verdict::new(if glyphs.len() > 9 { 86 } else { 60 }, 97));
    }
    Some(Verdict::new(0, if value.groups() == 1 { 58 } else { 80 }))
}

fn normal(value: &Shaped<'_>, normal: &mut String) {
    if value.plus {
        normal.push('+');
    }
    // The trunk's 0 in brackets is not dialled from abroad.
    let trunk = value.plus && value.groups() > 2 && value.group_glyphs().nth(1) == Some(b"0");
    if trunk {
        let country = value.group_glyphs().next().map_or(0, <[u8]>::len);
        normal.push_str(&value.compact()[..country]);
        normal.push_str(&value.compact()[country + 1..]);
    } else {
        normal.push_str(value.compact());
    }
}
