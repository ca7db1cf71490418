//! United States social security number.

use super::{Group, Identifier, Shaped, Verdict, category, is_tail};
use crate::scan::Scope;

/// `AAA-GG-SSSS`.
pub const IDENTIFIER: Identifier = Identifier {
    name: "us_ssn",
    category: category(
        "us-ssn",
        Group::NationalId,
        true,
        ["social security number", "미국 사회보장번호", "numéro de sécurité sociale américain"],
    ),
    reference: "Social Security Administration: area not 000, 666 or 900 and above, group not 00, serial not 0000",
    evidence: "areas, groups and serials that are given out; numbers published in advertisements are none",
    shapes: &["999-99-9999"],
    shapes_in_context: &["999999999", "9999"],
    shapes_in_cells: &["9999", "99-9999"],
    judge,
    normal,
    masked: &["XXX-XX-4399", "***-**-4399", "*****4399", "4399"],
    context: &[
        "ssn",
        "social security",
        "social security number",
        "soc sec",
        "social sec",
        "ss#",
        "사회보장번호",
        "sécurité sociale",
    ],
    columns: &["ssn", "ssnum", "ssn last4", "soc sec", "ss no", "ss num"],
    examples: &[
        ("SSN 536-22-1234", "536221234"),
        ("536-22-1234", "536221234"),
        ("XXX-XX-4399", "*****4399"),
        ("***-**-4399", "*****4399"),
        ("my ssn is 536221234", "536221234"),
        ("Social Security number ending in 9846", "*****9846"),
        ("SSN: 536 22 1234", "536221234"),
        ("social security number 536-22-****", "53622****"),
    ],
    cells: &[("536221234", "536221234"), ("4399", "*****4399"), ("*****4399", "*****4399")],
    counter_examples: &[
        "078-05-1120",
        "Social Security in 2019",
        "666-22-1234",
        "536-00-1234",
        "536-22-0000",
        "536221234",
        "12536-22-1234",
        "2019-03-3112",
    ],
    ..Identifier::BASE
};

/// Published in advertisements and forms, never a person's.
const PUBLISHED: [&str; 3] = ["078051120", "457555462", "219099999"];

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let glyphs = value.glyphs();
    if glyphs.len() < 9 {
        let is_said = value.scope == Scope::Cell || is_tail(value.before());
        return (value.is_whole() && is_said).then(|| Verdict::new(0, 60));
    }
    let (area, group, serial) = (value.number(0, 3), value.number(3, 5), value.number(5, 9));
    let given = area.is_none_or(|area| area != 0 && area != 666 && area < 900)
        && group != Some(0)
        && serial != Some(0)
        && !PUBLISHED.contains(&value.compact());
    if value.known() < 4 || !given {
        return None;
    }
    let hyphens = value.groups() == 3 && value.separator(1) == b'-';
    Some(match (hyphens, value.is_whole()) {
        (true, true) => Verdict::new(85, 98),
        (true, false) => Verdict::new(86, 97),
        (false, _) if value.groups() == 3 => Verdict::new(45, 94),
        (false, _) => Verdict::new(0, 86),
    })
}

fn normal(value: &Shaped<'_>, normal: &mut String) {
    normal.extend(std::iter::repeat_n('*', 9 - value.glyphs().len()));
    normal.push_str(value.compact());
}
