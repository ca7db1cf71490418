//! Korean driver licence number, 운전면허번호.

use super::{DRIVER_LICENCE, Identifier, Shaped, Verdict};

/// `RR-YY-NNNNNN-CC`: region, year of first issue, serial, and two digits of a secret rule.
pub const IDENTIFIER: Identifier = Identifier {
    name: "kr_driver_licence",
    category: DRIVER_LICENCE,
    reference: "Road Traffic Act (도로교통법) enforcement rules, form of the licence; region numbers 11 to 26, 28",
    evidence: "region number or name; the check rule is not published",
    shapes: &["99-99-999999-99", "99-999999-99"],
    shapes_in_context: &["999999999999"],
    judge,
    normal,
    masked: &["11-07-******-78", "11-07-123456-**", "서울 07-******-78"],
    context: &[
        "운전면허번호",
        "운전면허",
        "면허번호",
        "면허 번호",
        "면허증",
        "driver licence",
        "driver license",
        "driver's license",
        "driving licence",
    ],
    columns: &["drv lic", "lic no", "driver lic", "license no", "licence no", "licenseno", "dl no"],
    examples: &[
        ("운전면허번호: 11-07-123456-78", "11-07-123456-78"),
        ("서울 07-123456-78", "11-07-123456-78"),
        ("면허 경기07-123456-78호", "13-07-123456-78"),
        ("면허 11-07-******-78", "11-07-******-78"),
        ("운전면허번호 110712345678", "11-07-123456-78"),
    ],
    cells: &[("110712345678", "11-07-123456-78"), ("부산 99-123456-10", "12-99-123456-10")],
    counter_examples: &["07-123456-78", "99-07-123456-78 발주", "2019-07-12-123456"],
    ..Identifier::BASE
};

/// Regions as licences before 2001 name them, and the numbers they have now.
const REGIONS: [(&str, &str); 17] = [
    ("서울", "11"),
    ("부산", "12"),
    ("경기", "13"),
    ("강원", "14"),
    ("충북", "15"),
    ("충남", "16"),
    ("전북", "17"),
    ("전남", "18"),
    ("경북", "19"),
    ("경남", "20"),
    ("제주", "21"),
    ("대구", "22"),
    ("인천", "23"),
    ("광주", "24"),
    ("대전", "25"),
    ("울산", "26"),
    ("경기북부", "28"),
];

/// The region named just before, its number and the bytes it takes.
fn region(before: &str) -> Option<(&'static str, usize)> {
    let trimmed = before.trim_end_matches([' ', '-']);
    if before.len() - trimmed.len() > 1 {
        return None;
    }
    let (name, number) = REGIONS.iter().rev().find(|(name, _)| trimmed.ends_with(name))?;
    Some((number, before.len() - trimmed.len() + name.len()))
}

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    if value.known() < 4 {
        return None;
    }
    match value.groups() {
        3 => match region(value.before()) {
            Some((_, back)) => Some(Verdict::new(88, 95).reaching_back(back)),
            None => Some(Verdict::new(0, 70)),
        },
        groups => {
            let listed = value.number(0, 2).is_none_or(|region| matches!(region, 11..=26 | 28));
            match (groups, listed) {
                (4, true) => Some(Verdict::new(84, 96)),
                (4, false) => Some(Verdict::new(0, 75)),
                (_, true) => Some(Verdict::new(0, 80)),
                _ => None,
            }
        }
    }
}

fn normal(value: &Shaped<'_>, normal: &mut String) {
    let digits = value.compact();
    let (region, rest) = match digits.len() {
        10 => (region(value.before()).map_or("**", |(number, _)| number), digits),
        _ => digits.split_at(2),
    };
    normal.extend([region, "-", &rest[..2], "-", &rest[2..8], "-", &rest[8..]]);
}
