//! Lines that begin with a code of what they say: each such format is one file here, and its line in the list of formats.
//!
//! A record begins at a line that says so; what stands before the first is a record too. A column bears the name of the field.

mod astm;
mod dicom;
mod dsn;
mod gdt;
mod gedcom;
mod redis;
mod uke;
mod wages;

pub(super) use astm::ASTM;
pub(super) use dicom::DICOM;
pub(super) use dsn::DSN;
pub(super) use gdt::GDT;
pub(super) use gedcom::GEDCOM;
pub(super) use redis::REDIS;
pub(super) use uke::UKE;
pub(super) use wages::WAGES;

use rustc_hash::FxHashMap;

use crate::lookahead;
use crate::paths::PathTables;
use crate::window::{Window, border};
use crate::{Format, Head, Input, Output, Reading, Recognition};

/// A longer line is cut.
const LONGEST: usize = 1 << 20;
/// Groups of people besides the one that a record is about begin here, a block for each.
const OTHERS: u32 = 1 << 16;

/// A format of lines with codes.
pub struct Coded {
    code: &'static str,
    title: &'static str,
    /// Are these lines of it?
    fits: fn(&[&str]) -> bool,
    /// Does a record begin with this line?
    begins: fn(&str) -> bool,
    /// What a line says.
    says: fn(&str, &mut Sayings<'_>),
}

impl Format for Coded {
    fn code(&self) -> &'static str {
        self.code
    }

    fn title(&self) -> &'static str {
        self.title
    }

    fn recognise(&self, head: &Head<'_>) -> Recognition {
        let fits = |text: &str| {
            let mut lines: Vec<&str> = text.split(['\r', '\n']).filter(|line| !line.is_empty()).collect();
            // The last line may be cut.
            if !head.is_whole() {
                lines.pop();
            }
            (self.fits)(&lines)
        };
        if head.text.is_some_and(fits) { Recognition::Certain } else { Recognition::No }
    }

    fn read(&self, input: &mut dyn Input, output: &mut dyn Output) -> Reading {
        let Ok(mut text) = input.text() else { return Reading::default() };
        let mut window = Window::new(text.as_mut());
        let mut tables = PathTables::default();
        let table = tables.table("", output);
        let mut said =
            Sayings { tables, table, from: 0, seen: FxHashMap::default(), above: Vec::new(), output };
        while !said.output.stopped() {
            let end = lookahead::find(&mut window, 0, LONGEST, |bytes| memchr::memchr2(b'\r', b'\n', bytes));
            let length = end.unwrap_or_else(|| border(window.rest(), LONGEST));
            if length == 0 && end.is_none() {
                break;
            }
            let offset = window.offset(0);
            let line = &window.rest()[..length];
            if (self.begins)(line) {
                said.end();
            }
            if said.seen.is_empty() {
                said.from = offset;
            }
            (self.says)(line, &mut said);
            window.cut(length + usize::from(end.is_some()));
        }
        said.end();
        said.tables.finish(said.output);
        Reading { records: said.tables.records() }
    }
}

/// Takes what lines say.
struct Sayings<'o> {
    tables: PathTables,
    table: usize,
    from: u64,
    /// How often each name stood in the record under way.
    seen: FxHashMap<String, u32>,
    /// Codes of the lines that the next one stands below, where lines have levels.
    above: Vec<String>,
    output: &'o mut dyn Output,
}

impl Sayings<'_> {
    /// A value of the one that the record is about.
    fn say(&mut self, name: &str, value: &str) {
        self.say_of(0, name, value);
    }

    /// A value of somebody: 0 is the one that the record is about.
    fn say_of(&mut self, who: u32, name: &str, value: &str) {
        let value = value.trim();
        if value.is_empty() {
            return;
        }
        let again = self.seen.entry(name.to_string()).or_default();
        let group = who * OTHERS + *again;
        *again += 1;
        self.tables.value(self.table, name, group, value, self.from, self.output);
    }

    fn end(&mut self) {
        self.tables.end_record(self.table, self.from, self.output);
        self.seen.clear();
    }
}

/// The name of a field in a list of codes with their names, or the code.
fn named<'n>(names: &[(&'n str, &'n str)], code: &'n str) -> &'n str {
    names.iter().find(|(known, _)| *known == code).map_or(code, |(_, name)| name)
}

/// `24101997` as `1997-10-24`, which cannot be taken for another day.
fn day_first(value: &str) -> String {
    match value.len() {
        8 if value.bytes().all(|byte| byte.is_ascii_digit()) => {
            format!("{}-{}-{}", &value[4..], &value[2..4], &value[..2])
        }
        _ => value.to_string(),
    }
}

/// A name of components, as laboratories write it: family, given and middle name.
fn say_name(said: &mut Sayings<'_>, who: u32, of: &str, value: &str) {
    let parts: Vec<&str> = value.split('^').collect();
    if parts.len() < 2 {
        return said.say_of(who, &format!("{of} Name"), value);
    }
    for (part, name) in parts.into_iter().zip(["Family Name", "Given Name", "Middle Name"]) {
        said.say_of(who, &format!("{of} {name}"), part);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::proving::{dump, read_bytes};

    /// The format and the records of a file.
    fn read(text: &str) -> (String, Vec<String>) {
        let sources = read_bytes("f", text.as_bytes());
        let source = &sources["f"];
        let rows = source.rows.iter().filter_map(|row| Some(row.split_once(": ")?.1.to_string()));
        (source.format.clone(), rows.skip(1).collect())
    }

    #[test]
    fn payroll_of_france() {
        let text = "S10.G00.00.001,'Paie'\nS10.G00.02.002,'Ada Roe'\nS21.G00.30.001,'2971046519173'\nS21.G00.30.002,'DE L''ORME'\n\
                    S21.G00.30.006,'24101997'\nS21.G00.30.001,'2560983019138'\nS21.G00.30.002,'ROY'\n";
        let (format, rows) = read(text);
        assert_eq!(format, "dsn");
        assert_eq!(rows[0], "Logiciel=\"Paie\" Nom et prénom du contact=\"Ada Roe\"");
        assert_eq!(
            rows[1],
            "NIR=\"2971046519173\" Nom de famille=\"DE L'ORME\" Date de naissance=\"1997-10-24\""
        );
        assert_eq!(rows.len(), 3);
    }

    #[test]
    fn patients_of_german_practices() {
        let lines = ["80006301", "3101Roe", "3102Ada", "310314101955", "310608151 Ort", "8410RR"];
        let text: String = lines.map(|line| format!("{:03}{line}\r\n", line.len() + 5)).concat();
        let (format, rows) = read(&text.repeat(2));
        assert_eq!(format, "gdt");
        assert_eq!(
            rows[1],
            "8000=\"6301\" Nachname=\"Roe\" Vorname=\"Ada\" Geburtsdatum=\"1955-10-14\" PLZ=\"08151\" Ort=\"Ort\" 8410=\"RR\""
        );
        assert_eq!(rows.len(), 2);
    }

    #[test]
    fn laboratory_messages() {
        let text = "H|\\^&|||Analyzer\rP|1||77||Roe^Ada^B||19921006|F||1 Main St^Ely^CO^85507||416|Dr. Lee\rR|1|^^^GLU|112|mg/dL\rP|2||78||Roy^Bo\rL|1|N\r";
        let (format, rows) = read(text);
        assert_eq!(format, "astm");
        assert!(
            rows[1].contains("Patient ID=\"77\" Patient Family Name=\"Roe\" Patient Given Name=\"Ada\""),
            "{rows:?}"
        );
        assert!(
            rows[1].contains("City=\"Ely\" State=\"CO\" Postal Code=\"85507\" Telephone=\"416\""),
            "{rows:?}"
        );
        assert!(rows[1].contains("R.4=\"112\"") && !rows[1].contains("Roy"), "{rows:?}");
        assert_eq!(rows.len(), 3);
    }

    #[test]
    fn receipts_of_japanese_clinics() {
        let text = "UK,202303,13,1,1,1234567,,医院\nRE,1,1112,50503,山本 浩,1,19921006,,,,,,,77\nHO,06132013,12,1697\nSI,12,1,1\nRE,2,1112,50503,小川,1,19950727\n";
        let (format, rows) = read(text);
        assert_eq!(format, "uke");
        assert!(rows[1].contains("氏名=\"山本 浩\" 男女区分=\"1\" 生年月日=\"19921006\" カルテ番号=\"77\" 保険者番号=\"06132013\""), "{rows:?}");
        assert_eq!(rows.len(), 3);
    }

    #[test]
    fn printed_headers_of_images() {
        let text = "# Dicom-Data-Set\n(0008,0060) CS [CT]    # 2, 1 Modality\n(0010,0010) PN [ROE^ADA]   # 8, 1 PatientName\n\
                    (0008,0090) PN [LEE^BO]   # 8, 1 ReferringPhysicianName\n(0010,0030) DA [19921006]  #   8, 1 PatientBirthDate\n(0010,0040) CS (no value available) # 0, 0 PatientSex\n";
        let (format, rows) = read(text);
        assert_eq!(format, "dicom-dump");
        assert!(rows[0].contains("Patient Family Name=\"ROE\" Patient Given Name=\"ADA\""), "{rows:?}");
        assert!(
            rows[0].contains("PatientBirthDate=\"19921006\"") && !rows[0].contains("no value"),
            "{rows:?}"
        );
    }

    #[test]
    fn family_trees() {
        let text = "0 HEAD\n1 SOUR x\n0 @I1@ INDI\n1 NAME Ada Mary /Roe/\n2 GIVN Ada Mary\n2 SURN Roe\n1 SEX F\n1 BIRT\n2 DATE 14 OCT 1955\n2 PLAC Ely\n\
                    1 RESI\n2 ADDR 1 Main St\n3 CITY Ely\n2 PHON 416\n0 @I2@ INDI\n1 NAME Bo\n2 SURN Lee\n0 TRLR\n";
        let (format, rows) = read(text);
        assert_eq!(format, "gedcom");
        assert_eq!(
            rows[1],
            "Id=\"I1\" Type=\"INDI\" Given Name=\"Ada Mary\" Family Name=\"Roe\" Sex=\"F\" Birth Date=\"14 OCT 1955\" Birth Place=\"Ely\" \
             Address=\"1 Main St\" City=\"Ely\" Phone=\"416\""
        );
        assert_eq!(rows[2], "Id=\"I2\" Type=\"INDI\" Name=\"Bo\" Family Name=\"Lee\"");
    }

    #[test]
    fn wages_of_the_year() {
        let line = |fields: &[(usize, &str)]| {
            let mut line = vec![b' '; 512];
            for (at, value) in fields {
                line[at - 1..at - 1 + value.len()].copy_from_slice(value.as_bytes());
            }
            String::from_utf8(line).unwrap() + "\r\n"
        };
        let wage = |name: &str| {
            line(&[
                (1, "RW"),
                (3, "400822856"),
                (12, name),
                (42, "ROE"),
                (88, "1 MAIN ST"),
                (110, "ELY"),
                (132, "CO"),
                (134, "85507"),
            ])
        };
        let text = [
            line(&[(1, "RA"), (3, "123456789")]),
            line(&[(1, "RE2023"), (40, "ACME")]),
            wage("ADA"),
            wage("BO"),
            line(&[(1, "RT")]),
        ];
        let (format, rows) = read(&text.concat());
        assert_eq!(format, "efw2");
        assert_eq!(
            rows[2],
            "Social Security Number=\"400822856\" First Name=\"ADA\" Last Name=\"ROE\" Street Address=\"1 MAIN ST\" City=\"ELY\" State=\"CO\" ZIP Code=\"85507\""
        );
        assert_eq!(rows.len(), 5, "{rows:?}");
    }

    #[test]
    fn hashes_of_redis() {
        let text = "127.0.0.1:6379> HGETALL user:1\n 1) \"name\"\n 2) \"Ada R\\xc3\\xb6e\"\n 3) \"note\"\n 4) \"said \\\"hi\\\"\"\n\
                    127.0.0.1:6379[2]> hgetall user:2\n1) \"name\"\n2) \"Bo\"\n127.0.0.1:6379> quit\n";
        let (format, rows) = read(text);
        assert_eq!(format, "redis-cli");
        assert_eq!(rows[0], "key=\"user:1\" name=\"Ada Röe\" note=\"said \\\"hi\\\"\"");
        assert_eq!(rows[1], "key=\"user:2\" name=\"Bo\"");
        assert_eq!(rows[2], "text=\"quit\"");
    }

    #[test]
    fn other_files_are_not_taken() {
        for text in [
            "H|1\nP|2\n",
            "RE,1,x\nRE,2,y\n",
            "0123456789\n0123456788\n0123456787\n",
            "S21,a\nS22,b\n",
            "(0010,0010) is mentioned here\nand nothing else\n",
        ] {
            let format = dump("f", text.as_bytes());
            assert!(
                !["astm", "uke", "gdt", "dsn", "dicom-dump"]
                    .iter()
                    .any(|code| format.starts_with(&format!("f: {code} "))),
                "{text}"
            );
        }
    }

    proptest! {
        #[test]
        fn any_lines_are_looked_at(text in "([0-9가-힣é,|'A-Z.]{0,12}\n){1,6}") {
            read_bytes("f", text.as_bytes());
        }

        #[test]
        fn anything_behind_a_beginning_is_read(
            begin in "(0 HEAD\n1 SOUR x\n0 @I1@ INDI\n|H\\|\\\\\\^&\rP\\|1|UK,1\nRE,1,1112,50503|S21.G00.30.001,'1'|01380006301\n0123101Roe|\\(0010,0010\\) PN|a:1> HGETALL x\n1\\) \"a\n)",
            rest in "([A-Z]{1,2}|[0-9]{3,9}|\\PC{0,4}|\\||\\^|,|'|\\[|\\]|#|\r|\n){0,60}",
        ) {
            read_bytes("f", format!("{begin}{rest}").as_bytes());
        }
    }
}
