//! Both incidents at small scale: the same bytes each time, a truth that adds up, every shape present.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};

use whose_replay::{Scale, Summary, canada_post, hanwha};

/// A fresh folder for one test.
fn folder(name: &str) -> PathBuf {
    let path = std::env::temp_dir().join(format!("whose-replay-{name}-{}", std::process::id()));
    _ = fs_err::remove_dir_all(&path);
    path
}

fn small(incident: fn(&Path, Scale, u64) -> anyhow::Result<Summary>, name: &str) -> (PathBuf, Summary) {
    let path = folder(name);
    let summary = incident(&path, Scale::new(0.01).unwrap(), 3).unwrap();
    (path, summary)
}

/// Every file below a folder with its bytes.
fn contents(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut list = BTreeMap::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(next) = open.pop() {
        for entry in fs_err::read_dir(&next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                list.insert(path.strip_prefix(folder).unwrap().to_path_buf(), fs_err::read(&path).unwrap());
            }
        }
    }
    list
}

/// Rows of the truth: record, role, person.
fn records(folder: &Path) -> Vec<(String, String, Option<u32>)> {
    let mut reader = csv::Reader::from_path(folder.join("truth/records.csv")).unwrap();
    reader.deserialize().map(Result::unwrap).collect()
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    for (incident, name) in [(canada_post as fn(&Path, Scale, u64) -> _, "canada"), (hanwha, "hanwha")] {
        let (one, _) = small(incident, &format!("{name}-one"));
        let single = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
        let (other, _) = single.install(|| small(incident, &format!("{name}-other")));
        let (first, second) = (contents(&one), contents(&other));
        assert!(first.keys().eq(second.keys()));
        for (path, bytes) in &first {
            assert!(*bytes == second[path], "{}", path.display());
        }
        fs_err::remove_dir_all(one).unwrap();
        fs_err::remove_dir_all(other).unwrap();
    }
}

#[test]
fn a_folder_in_use_is_refused() {
    let (path, _) = small(hanwha, "twice");
    assert!(hanwha(&path, Scale::new(0.001).unwrap(), 1).is_err());
    fs_err::remove_dir_all(path).unwrap();
}

#[test]
fn canada_post_adds_up() {
    let (path, summary) = small(canada_post, "canada-truth");
    assert_eq!(summary.people, 9_500);
    assert_eq!((summary.first_date.as_str(), summary.last_date.as_str()), ("2016-07-01", "2019-03-31"));
    assert_eq!(summary.clients.len(), 44);
    assert!(summary.clients.iter().all(|client| client.records > 0 && client.people > 0));
    assert_eq!(summary.clients.iter().map(|client| client.records).sum::<u64>(), summary.records);
    assert_eq!(summary.months.values().sum::<u64>(), summary.records);
    assert_eq!(summary.overlap.values().sum::<u64>(), summary.people);
    let by_client: u64 = summary.overlap.iter().map(|(clients, people)| u64::from(*clients) * people).sum();
    assert_eq!(summary.clients.iter().map(|client| client.people).sum::<u64>(), by_client);
    assert!(summary.rows_written > summary.records + summary.records_without_person, "copies are planted");

    let plain = summary.combinations["name+address"];
    assert!((plain.people as f64 / summary.people as f64 - 0.97).abs() < 0.002, "{plain:?}");
    assert!((plain.records as f64 / summary.records as f64 - 0.97).abs() < 0.002, "{plain:?}");

    let rows = records(&path);
    let numbers: HashSet<&str> = rows.iter().map(|(record, ..)| record.as_str()).collect();
    assert_eq!(numbers.len(), rows.len(), "tracking numbers are unique");
    assert_eq!(rows.iter().filter(|(.., person)| person.is_some()).count() as u64, summary.records);
    assert_eq!(
        rows.iter().filter_map(|(.., person)| *person).collect::<BTreeSet<_>>().len() as u64,
        summary.people
    );

    let mut clients = csv::Reader::from_path(path.join("clients.csv")).unwrap();
    let pairs: Vec<(String, String)> = clients.deserialize().map(Result::unwrap).collect();
    let keys: HashSet<String> = pairs.iter().map(|(key, _)| whose_model::client::normal_key(key)).collect();
    assert_eq!(keys.len(), pairs.len(), "no key belongs to two clients");
    assert_eq!(pairs.iter().map(|(_, client)| client).collect::<HashSet<_>>().len(), 44);
    fs_err::remove_dir_all(path).unwrap();
}

#[test]
fn canada_post_holds_every_format() {
    let (path, summary) = small(canada_post, "canada-formats");
    let formats: String = summary.files.iter().map(|file| format!("{}\n", file.format)).collect();
    for format in [
        "x12-856",
        "x12-856-lines",
        "x12-856-control",
        "x12-214",
        "x12-204",
        "x12-997",
        "edifact-iftmin",
        "edifact-iftmin-own-separators",
        "edifact-desadv",
        "manifest-xml",
        "gz(manifest-xml)",
        "csv-comma-utf8",
        "csv-semicolon-utf8-mark",
        "csv-semicolon-latin1",
        "csv-comma-latin1-no-header",
        "tsv-utf16",
        "csv-pipe-utf8",
        "fixed-width-latin1-no-header",
        "fixed-width-utf8",
        "xlsx",
        "gz(mysqldump)",
        "pg_dump",
        "tar.gz(zip(",
        "truncated ",
        "encrypted zip(",
        "picture",
        "binary",
        "log",
        "csv-price-list",
    ] {
        assert!(formats.contains(format), "{format} is missing in\n{formats}");
    }
    let reasons: BTreeSet<&str> = summary.gaps.iter().map(|gap| gap.reason.as_str()).collect();
    assert_eq!(reasons, BTreeSet::from(["binary", "encrypted", "truncated"]));
    for file in &summary.files {
        assert_eq!(
            fs_err::metadata(path.join("disk").join(&file.path)).unwrap().len(),
            file.bytes,
            "{}",
            file.path
        );
    }
    fs_err::remove_dir_all(path).unwrap();
}

#[test]
fn a_canada_post_export_reads_back() {
    let (path, summary) = small(canada_post, "canada-csv");
    let truth: HashMap<String, Option<u32>> =
        records(&path).into_iter().map(|(record, _, person)| (record, person)).collect();
    let mut read = 0;
    for file in summary.files.iter().filter(|file| file.format == "csv-comma-utf8") {
        let mut reader = csv::Reader::from_path(path.join("disk").join(&file.path)).unwrap();
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        assert_eq!(rows.len() as u64, file.rows, "{}", file.path);
        for row in &rows {
            assert_eq!(row.len(), 14);
            assert!(truth.contains_key(&row[0]));
            assert!(row[2].is_empty() == truth[&row[0]].is_none(), "people have given names, companies none");
        }
        read += rows.len();
    }
    assert!(read > 100);
    fs_err::remove_dir_all(path).unwrap();
}

#[test]
fn hanwha_adds_up() {
    let (path, summary) = small(hanwha, "hanwha-truth");
    assert_eq!(summary.records, 1_579);
    let customers = summary.customers.clone().unwrap();
    assert_eq!(customers.leaked, 1_193);
    assert_eq!(summary.people_by_role["insured"], 1_193);
    assert!(summary.people > 1_193, "drivers are counted too");
    assert!((customers.registry.insured as f64 / 1_193.0 - 0.98).abs() < 0.002, "{customers:?}");
    assert_eq!(customers.registry.customers, 20_000);
    assert!(customers.registry.phone_migrated > 0 && customers.registry.phone_changed > 0);

    let rows = records(&path);
    assert_eq!(rows.len() as u64, 2 * summary.records);
    assert_eq!(rows.iter().map(|(record, ..)| record).collect::<HashSet<_>>().len() as u64, summary.records);
    let insured: HashSet<u32> =
        rows.iter().filter(|(_, role, _)| role == "insured").filter_map(|(.., person)| *person).collect();
    assert_eq!(insured.len(), 1_193);

    let mut registry = csv::Reader::from_path(path.join("customers.csv")).unwrap();
    let lines: Vec<csv::StringRecord> = registry.records().map(Result::unwrap).collect();
    assert_eq!(lines.len(), 20_000);
    let residents: Vec<&str> =
        lines.iter().map(|line| &line[3]).filter(|number| !number.is_empty()).collect();
    assert_eq!(
        residents.iter().collect::<HashSet<_>>().len(),
        residents.len(),
        "resident numbers are unique"
    );
    assert!(
        lines.iter().all(|line| line[2].is_empty() != line[3].is_empty()),
        "birth date or resident number"
    );
    fs_err::remove_dir_all(path).unwrap();
}

#[test]
fn the_sources_of_hanwha_hold_every_record_between_them() {
    let (path, summary) = small(hanwha, "hanwha-sources");
    let formats: BTreeSet<&str> = summary.files.iter().map(|file| file.format.as_str()).collect();
    for format in [
        "mysqldump-cp949",
        "csv-cp949",
        "csv-utf8-mark",
        "xml-euc-kr",
        "sqlite-masked",
        "tar.gz(pg_dump-utf8)",
        "picture",
    ] {
        assert!(formats.contains(format), "{format} is missing in {formats:?}");
    }
    let mut found: HashSet<String> = HashSet::new();
    for (file, bytes) in contents(&path.join("disk")) {
        let name = file.to_string_lossy().into_owned();
        let text = match name.rsplit('.').next() {
            Some("gz") => {
                let mut archive = tar::Archive::new(flate2::read::GzDecoder::new(bytes.as_slice()));
                let mut text = String::new();
                for entry in archive.entries().unwrap() {
                    std::io::Read::read_to_string(&mut entry.unwrap(), &mut text).unwrap();
                }
                text
            }
            Some("db") => {
                let database = rusqlite::Connection::open(path.join("disk").join(&file)).unwrap();
                let mut query = database.prepare("SELECT ACDT_NO || ' ' || INSD_NM FROM TB_ACDT").unwrap();
                let rows: Vec<String> =
                    query.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
                assert!(rows.iter().all(|row| row.contains('*')), "names are masked");
                rows.join("\n")
            }
            _ => encoding_rs::EUC_KR.decode(&bytes).0.into_owned(),
        };
        let digits = text.split(|c: char| !c.is_ascii_digit()).filter(|digits| digits.len() == 16);
        found.extend(digits.map(str::to_string));
    }
    for (record, ..) in records(&path) {
        assert!(found.contains(&record), "a record stands nowhere");
    }
    fs_err::remove_dir_all(path).unwrap();
}
