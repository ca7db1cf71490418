//! SQLite of a phone application: names, mobiles and resident numbers masked, no memo.

use std::path::Path;

use anyhow::Result;
use rusqlite::{Connection, params};
use whose_model::civil::iso;

use crate::korea::claims::{Incident, Source};
use crate::summary::FileTruth;

const PATH: &str = "app/dispatch_mobile.db";

pub(super) fn write(disk: &Path, incident: &Incident) -> Result<FileTruth> {
    let path = disk.join(PATH);
    fs_err::create_dir_all(disk.join("app"))?;
    let mut database = Connection::open(&path)?;
    // One write at the end, no journal beside the file: the bytes depend on the rows alone.
    database.execute_batch(
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
         CREATE TABLE TB_ACDT (ACDT_NO TEXT PRIMARY KEY, ACDT_DATE TEXT, ACDT_TIME TEXT, ACDT_PLACE TEXT, CAR_NO TEXT,
           INSD_NM TEXT, INSD_JUMIN TEXT, INSD_HP TEXT, DRVR_NM TEXT, DRVR_JUMIN TEXT, DRVR_HP TEXT);
         CREATE TABLE TB_CODE (CODE TEXT, NAME TEXT);
         INSERT INTO TB_CODE VALUES ('01', '접수'), ('02', '출동'), ('03', '견인'), ('04', '종결');",
    )?;
    let transaction = database.transaction()?;
    let mut rows = 0;
    {
        let mut insert =
            transaction.prepare("INSERT INTO TB_ACDT VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")?;
        for claim in incident.held(Source::Lite) {
            let entry = incident.claims[claim as usize];
            let person = |side: u64, number: u32| {
                let person = &incident.people[number as usize];
                let known = incident.known(claim, side);
                let resident = known.resident_number.then(|| person.resident_number_masked());
                let mobile = known.mobile.then(|| incident.mobile(claim, side).masked());
                (person.masked_name(), resident, mobile)
            };
            let (insured, driver) = (person(0, entry.insured), person(1, entry.driver));
            let time = format!("{:02}:{:02}", entry.minute / 60, entry.minute % 60);
            insert.execute(params![
                incident.number(claim),
                iso(entry.day),
                time,
                incident.place(claim),
                incident.plate(&entry),
                insured.0,
                insured.1,
                insured.2,
                driver.0,
                driver.1,
                driver.2,
            ])?;
            rows += 1;
        }
    }
    transaction.commit()?;
    database.close().map_err(|(_, error)| error)?;
    Ok(FileTruth {
        path: PATH.into(),
        bytes: fs_err::metadata(&path)?.len(),
        format: "sqlite-masked".into(),
        rows,
    })
}
