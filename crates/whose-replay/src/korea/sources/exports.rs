//! Monthly CSV exports with Korean headers.

use crate::korea::claims::Incident;

use super::{Numbers, Row};

pub(super) fn write(incident: &Incident, claims: &[u32]) -> String {
    let mut out = String::from(
        "접수번호,증권번호,사고일자,사고시각,사고장소,차량번호,피보험자,피보험자 주민번호,피보험자 연락처,운전자,운전자 주민번호,운전자 연락처,관계,처리내용\r\n",
    );
    for claim in claims {
        let mut row = Row::new(incident, *claim, Numbers::Masked, "-");
        row.shorten_driver(incident, *claim);
        let [insured, driver] = &row.people;
        let head =
            [&row.number, &row.policy, &row.date, &row.time, &row.place, &row.plate].map(String::as_str);
        let people = insured.iter().chain(driver).map(String::as_str);
        for (at, cell) in head.into_iter().chain(people).chain([row.relation, &row.memo]).enumerate() {
            if at > 0 {
                out.push(',');
            }
            if cell.contains(',') {
                out.extend(["\"", cell, "\""]);
            } else {
                out.push_str(cell);
            }
        }
        out.push_str("\r\n");
    }
    out
}
