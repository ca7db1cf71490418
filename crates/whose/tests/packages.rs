//! Packages of clients: what is in them, what is not, who opens them, and what checking them finds.

mod bench;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::path::{Path, PathBuf};

use age::secrecy::ExposeSecret;
use bench::Bench;

/// Olive is held for both; her e-mail address stands in Birch's records alone.
const MAPLE: &str = "client_key,name,address,city,province,postal_code,ship_date\n\
     MAPLE,Olive Marchand,12 Main St,Toronto,ON,M5V 2T6,2018-03-01\n\
     MAPLE,Pierre Gagnon,9 rue Laval,Laval,QC,H7N 1A1,2018-04-01\n\
     MAPLE,=HYPERLINK Ott,77 Side St,Toronto,ON,M5V 2T9,2018-04-02\n";
const BOTH: &str = "client_key,name,address,city,province,postal_code,email,ship_date\n\
     MAPLE,Ann Lee,1 Elm Ave,Ottawa,ON,K1A 0B1,ann@example.org,2018-05-01\n\
     BIRCH,Olive Marchand,12 Main St,Toronto,ON,M5V 2T6,olive.secret@example.org,2018-06-01\n\
     BIRCH,Bruno Costa,5 Oak Rd,Ottawa,ON,K1A 0B9,bruno@example.org,2019-01-01\n";

impl Bench {
    fn scoped() -> Self {
        let bench = Self::empty();
        std::fs::create_dir_all(bench.path("disk/Birch and Sons")).unwrap();
        std::fs::write(bench.path("disk/maple.csv"), MAPLE).unwrap();
        std::fs::write(bench.path("disk/Birch and Sons/both.csv"), BOTH).unwrap();
        std::fs::write(bench.path("disk/picture.png"), b"\x89PNG\r\n\x1a\n0000").unwrap();
        std::fs::write(
            bench.path("clients.csv"),
            "key,client\nMAPLE,Maple <Books>\nBIRCH,Birch and Sons\nCEDAR,Cedar \u{202e}Ltd\n",
        )
        .unwrap();
        bench.says(&["scope", "disk", "--case", "case", "--clients", "clients.csv"], 3, &["2  of 3 listed"]);
        bench
    }

    /// A key for each client, written down for the contractor and for each client.
    fn keys(&self, clients: &[&str]) {
        let mut keys = String::from("client,recipient,language\n");
        for (number, client) in clients.iter().enumerate() {
            let identity = age::x25519::Identity::generate();
            let name = self.path(&format!("{number}.key"));
            std::fs::write(name, format!("# {client}\n{}\n", identity.to_string().expose_secret())).unwrap();
            let language = ["fr", "ko", "en"][number % 3];
            keys.push_str(&format!("\"{client}\",{},{language}\n", identity.to_public()));
        }
        std::fs::write(self.path("keys.csv"), keys).unwrap();
    }

    /// The package whose file name begins so.
    fn package(&self, begins: &str) -> PathBuf {
        let mut found: Vec<PathBuf> =
            std::fs::read_dir(self.path("out")).unwrap().map(|entry| entry.unwrap().path()).collect();
        found.retain(|path| path.file_name().unwrap().to_str().unwrap().starts_with(begins));
        assert_eq!(found.len(), 1, "{begins}");
        found.remove(0)
    }

    fn opened(&self, package: &Path, key: &str) -> Content {
        let identity = std::fs::read_to_string(self.path(key)).unwrap();
        let identity: age::x25519::Identity = identity.lines().last().unwrap().parse().unwrap();
        content(package, &identity)
    }
}

/// File name to bytes.
type Content = BTreeMap<String, Vec<u8>>;

/// Opens a package with nothing of this program: an age reader and a zip reader.
fn content(package: &Path, identity: &dyn age::Identity) -> Content {
    let sealed = age::Decryptor::new(std::fs::File::open(package).unwrap()).unwrap();
    let mut bytes = Vec::new();
    sealed.decrypt(std::iter::once(identity)).unwrap().read_to_end(&mut bytes).unwrap();
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    (0..zip.len())
        .map(|at| {
            let mut file = zip.by_index(at).unwrap();
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).unwrap();
            (file.name().unwrap().into_owned(), bytes)
        })
        .collect()
}

fn text(content: &Content, name: &str) -> String {
    String::from_utf8(content[name].clone()).unwrap()
}

const CLIENTS: [&str; 3] = ["Maple <Books>", "Birch and Sons", CEDAR];
/// A name with a mark that turns the direction of writing.
const CEDAR: &str = "Cedar \u{202e}Ltd";
const WRITE: [&str; 8] = ["package", "write", "--case", "case", "--keys", "keys.csv", "--out", "out"];

#[test]
fn a_package_holds_the_clients_own_people_and_nothing_of_another() {
    let bench = Bench::scoped();
    bench.keys(&CLIENTS);
    bench.says(&WRITE, 0, &["3 packages in out"]);
    let maple = bench.opened(&bench.package("Maple"), "0.key");
    let names: Vec<&str> = maple.keys().map(String::as_str).collect();
    for file in [
        "people.csv",
        "people.parquet",
        "items.csv",
        "mentions.csv",
        "layouts.csv",
        "read-me.html",
        "manifest.json",
    ] {
        assert!(names.contains(&file), "{names:?}");
    }
    let people = text(&maple, "people.csv");
    for name in ["Olive Marchand", "Pierre Gagnon", "Ann Lee", "ann@example.org"] {
        assert!(people.contains(name), "{name}: {people}");
    }
    // What another client alone knows of a person they share stays out; so does every other client's name and place.
    for (file, bytes) in &maple {
        let text = String::from_utf8_lossy(bytes);
        for foreign in
            ["olive.secret", "Bruno", "bruno@", "BIRCH", "Birch", "Cedar", "2019-01-01", "2018-06-01"]
        {
            assert!(!text.contains(foreign), "{foreign} stands in {file}");
        }
    }
    let mentions = text(&maple, "mentions.csv");
    assert!(mentions.contains("disk/maple.csv"), "{mentions}");
    assert!(people.contains("'=HYPERLINK"), "a formula: {people}");
    assert!(!people.contains(",=HYPERLINK"), "{people}");
    let page = text(&maple, "read-me.html");
    for words in
        ["lang=\"fr\"", "Données détenues pour un client", "Maple &#60;Books&#62;", "1 personne de cet envoi"]
    {
        assert!(page.contains(words), "{words}: {page}");
    }
    let birch = bench.opened(&bench.package("Birch"), "1.key");
    assert!(text(&birch, "people.csv").contains("olive.secret@example.org"));
    assert!(text(&birch, "read-me.html").contains("lang=\"ko\""));
    assert!(text(&birch, "items.csv").contains("이메일"));
}

#[test]
fn each_key_opens_its_own_and_everything_is_checked_offline() {
    let bench = Bench::scoped();
    bench.keys(&CLIENTS);
    bench.says(&WRITE, 0, &[]);
    // A client has nothing but the package and its key.
    std::fs::rename(bench.path("case"), bench.path("gone")).unwrap();
    let maple = bench.package("Maple");
    let maple = maple.to_str().unwrap();
    let one = bench.says(
        &["verify", maple, "--identity", "0.key"],
        0,
        &["people.csv", "2 clients add up to the whole case", "checks hold"],
    );
    assert!(!one.contains("WRONG"), "{one}");
    bench.says(&["verify", maple, "--identity", "1.key"], 1, &["sealed with another key"]);
    bench.says(&["verify", maple], 1, &["give --identity FILE or --passphrase-file FILE"]);
    bench.says(&["verify", maple, "--identity", "keys.csv"], 1, &["no file of age identities"]);
    // Who holds all keys can add all packages up.
    let all: String =
        (0..3).map(|n| std::fs::read_to_string(bench.path(&format!("{n}.key"))).unwrap()).collect();
    std::fs::write(bench.path("all.key"), all).unwrap();
    let packages: Vec<PathBuf> = ["Maple", "Birch", "Cedar"].map(|name| bench.package(name)).into();
    let mut arguments = vec!["verify"];
    arguments.extend(packages.iter().map(|path| path.to_str().unwrap()));
    arguments.extend(["--identity", "all.key"]);
    bench.says(&arguments, 0, &["all 2 packages with records add up to the whole case: 6, 6, 6"]);
}

#[test]
fn a_client_without_people_gets_a_package_that_says_so() {
    let bench = Bench::scoped();
    bench.keys(&CLIENTS);
    bench.says(&WRITE, 0, &["Cedar"]);
    let cedar = bench.opened(&bench.package("Cedar"), "2.key");
    let page = text(&cedar, "read-me.html");
    assert!(
        page.contains("no record held for Cedar Ltd mentions a person") && !page.contains('\u{202e}'),
        "{page}"
    );
    // What could not be read may still hold some.
    assert!(page.contains("1 gap in the whole case"), "{page}");
    assert_eq!(text(&cedar, "people.csv").lines().count(), 1);
    let path = bench.package("Cedar");
    bench.says(&["verify", path.to_str().unwrap(), "--identity", "2.key"], 0, &["checks hold"]);
}

#[test]
fn the_same_case_gives_the_same_content_whatever_the_seal() {
    let bench = Bench::scoped();
    bench.keys(&CLIENTS);
    bench.says(&WRITE, 0, &[]);
    let first = bench.package("Maple");
    let content = bench.opened(&first, "0.key");
    let sealed = std::fs::read(&first).unwrap();
    bench.says(&WRITE, 0, &[]);
    assert_eq!(bench.opened(&first, "0.key"), content);
    assert_ne!(std::fs::read(&first).unwrap(), sealed);
    assert!(!bench.path("case/.package-scratch").exists());
    bench.says(&["verify", "--case", "case"], 0, &["hold"]);
    let journal = std::fs::read_to_string(bench.path("case/journal.jsonl")).unwrap();
    assert_eq!(journal.matches("3 packages sealed").count(), 2);
}

#[test]
fn a_passphrase_seals_one_package() {
    let bench = Bench::scoped();
    std::fs::write(bench.path("phrase"), "correct horse battery\n").unwrap();
    let write = |client: &[&'static str], code: i32, words: &[&str]| {
        let mut arguments = vec!["package", "write", "--case", "case", "--out", "out"];
        arguments.extend(["--passphrase-file", "phrase"]);
        arguments.extend(client);
        bench.says(&arguments, code, words);
    };
    write(&["--client", "Maple <Books>"], 0, &["1 packages"]);
    write(&[], 2, &["--client"]);
    write(&["--client", "Nobody"], 1, &["no client is called Nobody", "Birch and Sons, Cedar"]);
    let path = bench.package("Maple");
    let path = path.to_str().unwrap();
    bench.says(&["verify", path, "--passphrase-file", "phrase"], 0, &["checks hold"]);
    std::fs::write(bench.path("other"), "wrong horse battery\n").unwrap();
    bench.says(&["verify", path, "--passphrase-file", "other"], 1, &["does not open"]);
}

#[test]
fn mistakes_with_keys_are_told_before_anything_is_written() {
    let bench = Bench::scoped();
    bench.keys(&["Maple <Books>", CEDAR]);
    bench.says(&WRITE, 1, &["has no line for Birch and Sons"]);
    bench.keys(&["Maple <Books>", "Birch and Sons", CEDAR, "Stranger"]);
    bench.says(&WRITE, 1, &["names Stranger, who is no client of this case"]);
    assert!(!bench.path("out").exists());
}

#[test]
fn a_package_that_was_changed_or_is_none_is_told() {
    let bench = Bench::scoped();
    bench.keys(&CLIENTS);
    bench.says(&WRITE, 0, &[]);
    let path = bench.package("Maple");
    let sealed = std::fs::read(&path).unwrap();
    let verify = |bytes: &[u8], words: &[&str]| {
        std::fs::write(bench.path("changed"), bytes).unwrap();
        bench.says(&["verify", "changed", "--identity", "0.key"], 1, words);
    };
    verify(&sealed[..sealed.len() / 2], &["changed"]);
    verify(b"no package", &["is no sealed package"]);
    verify(b"", &["is no sealed package"]);
    let mut flipped = sealed.clone();
    let middle = flipped.len() / 2;
    flipped[middle] ^= 1;
    verify(&flipped, &[]);

    // Someone who can seal changes a row and seals again.
    let mut content = bench.opened(&path, "0.key");
    let changed = text(&content, "people.csv").replace("Pierre Gagnon", "Pierre Gagne");
    content.insert("people.csv".into(), changed.into_bytes());
    reseal(&bench, &content, "people.csv");
    bench.says(
        &["verify", "resealed", "--identity", "0.key"],
        1,
        &["WRONG", "people.csv", "not the one that was sealed"],
    );
    content.insert("more.csv".into(), b"x".to_vec());
    reseal(&bench, &content, "more.csv");
    bench.says(&["verify", "resealed", "--identity", "0.key"], 1, &["it also holds more.csv"]);
}

fn reseal(bench: &Bench, content: &Content, _changed: &str) {
    use std::io::Write;
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in content {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    let bytes = zip.finish().unwrap().into_inner();
    let identity = std::fs::read_to_string(bench.path("0.key")).unwrap();
    let identity: age::x25519::Identity = identity.lines().last().unwrap().parse().unwrap();
    std::fs::write(bench.path("resealed"), age::encrypt(&identity.to_public(), &bytes).unwrap()).unwrap();
}

#[test]
fn the_clients_of_an_incident_add_up_and_none_sees_another() {
    let bench = Bench { dir: tempfile::tempdir().unwrap() };
    bench.says(&["replay", "canada-post", ".", "--scale", "0.002"], 0, &[]);
    bench.says(&["scope", "disk", "--case", "case", "--clients", "clients.csv"], 3, &[]);
    let clients = std::fs::read_to_string(bench.path("clients.csv")).unwrap();
    let mut reader = csv::Reader::from_reader(clients.as_bytes());
    let keys: Vec<(String, String)> =
        reader.records().map(Result::unwrap).map(|row| (row[0].to_string(), row[1].to_string())).collect();
    let names: BTreeSet<String> = keys.iter().map(|(_, client)| client.clone()).collect();
    assert_eq!(names.len(), 44);
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    bench.keys(&names);
    bench.says(&WRITE, 0, &["44 packages"]);

    let packages: Vec<PathBuf> =
        std::fs::read_dir(bench.path("out")).unwrap().map(|entry| entry.unwrap().path()).collect();
    let secrets: String =
        (0..44).map(|n| std::fs::read_to_string(bench.path(&format!("{n}.key"))).unwrap()).collect();
    std::fs::write(bench.path("all.key"), secrets).unwrap();
    let mut arguments = vec!["verify"];
    arguments.extend(packages.iter().map(|path| path.to_str().unwrap()));
    arguments.extend(["--identity", "all.key"]);
    bench.says(&arguments, 0, &["all 44 packages with records add up to the whole case", "checks hold"]);

    // What contact points each client's own people have, by the packages themselves.
    let identities: Vec<age::x25519::Identity> = (0..44)
        .map(|n| {
            std::fs::read_to_string(bench.path(&format!("{n}.key")))
                .unwrap()
                .lines()
                .last()
                .unwrap()
                .parse()
                .unwrap()
        })
        .collect();
    let opened: Vec<Content> = packages
        .iter()
        .map(|path| {
            let fits: Vec<&age::x25519::Identity> = identities
                .iter()
                .filter(|identity| {
                    let sealed = age::Decryptor::new(std::fs::File::open(path).unwrap()).unwrap();
                    sealed.decrypt(std::iter::once(*identity as &dyn age::Identity)).is_ok()
                })
                .collect();
            assert_eq!(fits.len(), 1, "each opens with one key");
            content(path, fits[0])
        })
        .collect();
    let emails: Vec<BTreeSet<String>> = opened.iter().map(emails).collect();
    assert!(emails.iter().map(BTreeSet::len).sum::<usize>() > 20, "the replay has too few e-mail addresses");
    for (at, content) in opened.iter().enumerate() {
        let manifest: serde_json::Value = serde_json::from_slice(&content["manifest.json"]).unwrap();
        let own = manifest["client"].as_str().unwrap();
        // Neither a value of another client's people, nor another client's name or key.
        let values = emails.iter().flatten().filter(|email| !emails[at].contains(*email));
        let others = keys.iter().filter(|(_, client)| client != own);
        let foreign: Vec<&String> = values.chain(others.flat_map(|(key, client)| [key, client])).collect();
        let search = aho_corasick::AhoCorasick::new(&foreign).unwrap();
        for (file, bytes) in content {
            let found = search.find(bytes).map(|found| foreign[found.pattern().as_usize()]);
            assert_eq!(found, None, "in {file} of {own}");
        }
    }
}

/// E-mail addresses among the values of a package's mentions.
fn emails(content: &Content) -> BTreeSet<String> {
    let mentions = text(content, "mentions.csv");
    let mut reader = csv::Reader::from_reader(mentions.trim_start_matches('\u{feff}').as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    rows.iter()
        .flat_map(|row| row[8].split("; "))
        .filter_map(|value| value.strip_prefix("email="))
        .map(str::to_string)
        .collect()
}

#[test]
fn a_clients_file_that_was_changed_since_is_told_and_no_half_package_stays() {
    let bench = Bench::scoped();
    bench.keys(&CLIENTS);
    let clients = std::fs::read_to_string(bench.path("clients.csv")).unwrap();
    let swapped = clients.replace("MAPLE,", "X,").replace("BIRCH,", "MAPLE,").replace("X,", "BIRCH,");
    std::fs::write(bench.path("clients.csv"), swapped).unwrap();
    bench.says(&WRITE, 1, &["are not those that the case states", "whose scope --case"]);
    assert_eq!(std::fs::read_dir(bench.path("out")).unwrap().count(), 0);
    assert!(!bench.path("case/.package-scratch").exists());
    assert!(!std::fs::read_to_string(bench.path("case/journal.jsonl")).unwrap().contains("sealed"));
}

#[test]
fn both_forms_of_a_table_hold_the_same_rows() {
    use arrow_array::{Array, StringArray};
    use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
    let bench = Bench::scoped();
    bench.keys(&CLIENTS);
    bench.says(&WRITE, 0, &[]);
    let maple = bench.opened(&bench.package("Maple"), "0.key");
    for table in ["people", "items", "mentions", "layouts"] {
        std::fs::write(bench.path("table"), &maple[&format!("{table}.parquet")]).unwrap();
        let file = std::fs::File::open(bench.path("table")).unwrap();
        let batches: Vec<arrow_array::RecordBatch> = ParquetRecordBatchReaderBuilder::try_new(file)
            .unwrap()
            .build()
            .unwrap()
            .map(Result::unwrap)
            .collect();
        let csv = text(&maple, &format!("{table}.csv"));
        let mut reader = csv::Reader::from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
        let head: Vec<String> = reader.headers().unwrap().iter().map(str::to_string).collect();
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        let fields: Vec<String> =
            batches[0].schema().fields().iter().map(|field| field.name().clone()).collect();
        assert_eq!(fields, head, "{table}");
        assert_eq!(
            batches.iter().map(arrow_array::RecordBatch::num_rows).sum::<usize>(),
            rows.len(),
            "{table}"
        );
        assert!(!rows.is_empty());
        for (at, name) in head.iter().enumerate() {
            let Some(column) =
                batches[0].column_by_name(name).unwrap().as_any().downcast_ref::<StringArray>()
            else {
                continue;
            };
            for (row, cells) in rows.iter().enumerate().take(column.len()) {
                assert_eq!(column.value(row), cells[at].trim_start_matches('\''), "{table}.{name}");
            }
        }
    }
}
