//! The dispatch log: XML in EUC-KR, the driver alone, resident numbers cut to seven digits.

use std::fmt::Write;

use crate::korea::claims::Incident;

use super::{Numbers, Row};

pub(super) fn write(incident: &Incident, claims: &[u32]) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"EUC-KR\"?>\n<출동이력>\n");
    for claim in claims {
        let row = Row::new(incident, *claim, Numbers::Short, "");
        let [name, resident, mobile] = &row.people[1];
        _ = write!(
            out,
            " <출동 접수번호=\"{}\">\n  <사고일시>{} {}</사고일시>\n  <차량번호>{}</차량번호>\n  <사고장소>{}</사고장소>\n  <운전자>\n   \
             <성명>{name}</성명>\n",
            row.number, row.date, row.time, row.plate, row.place
        );
        for (element, value) in [("주민번호", resident), ("휴대폰", mobile)] {
            if !value.is_empty() {
                _ = writeln!(out, "   <{element}>{value}</{element}>");
            }
        }
        out.push_str("  </운전자>\n");
        if !row.memo.is_empty() {
            _ = writeln!(out, "  <메모>{}</메모>", row.memo);
        }
        out.push_str(" </출동>\n");
    }
    out.push_str("</출동이력>\n");
    out
}
