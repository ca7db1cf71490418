//! The older backup: pg_dump, resident numbers in full.

use crate::korea::claims::Incident;

use super::{Numbers, Row};

pub(super) fn write(incident: &Incident, claims: &[u32]) -> String {
    let mut out = String::from(
        "--\n-- PostgreSQL database dump\n--\n\nSET client_encoding = 'UTF8';\nSET standard_conforming_strings = off;\n\n\
         CREATE TABLE accident (\n    accept_no character varying(16) NOT NULL,\n    policy_no character varying(16),\n    \
         acdt_date date,\n    acdt_time character(5),\n    acdt_place text,\n    car_no text,\n    insured_name text,\n    \
         insured_jumin character(14),\n    insured_tel text,\n    driver_name text,\n    driver_jumin character(14),\n    \
         driver_tel text,\n    relation text,\n    memo text\n);\n\n\
         COPY accident (accept_no, policy_no, acdt_date, acdt_time, acdt_place, car_no, insured_name, insured_jumin, \
         insured_tel, driver_name, driver_jumin, driver_tel, relation, memo) FROM stdin;\n",
    );
    for claim in claims {
        let row = Row::new(incident, *claim, Numbers::Full, "-");
        let [insured, driver] = &row.people;
        let head =
            [&row.number, &row.policy, &row.date, &row.time, &row.place, &row.plate].map(String::as_str);
        let people = insured.iter().chain(driver).map(String::as_str);
        for (at, cell) in head.into_iter().chain(people).chain([row.relation, &row.memo]).enumerate() {
            if at > 0 {
                out.push('\t');
            }
            out.push_str(if cell.is_empty() { "\\N" } else { cell });
        }
        out.push('\n');
    }
    out.push_str("\\.\n\n--\n-- PostgreSQL database dump complete\n--\n");
    out
}
