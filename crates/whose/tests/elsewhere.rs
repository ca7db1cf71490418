//! Tables that other tables explain: parts of an export without its header, rows apart from their `CREATE TABLE`.

mod bench;

use bench::Bench;

const GIVEN: [&str; 6] = ["Olive", "Anne", "Jean", "Marc", "Zoe", "Lena"];
const FAMILY: [&str; 5] = ["Marchand", "Tremblay", "Okafor", "Singh", "Novak"];

/// A policy, two people by family and given name, two dates and a phone: who is who only the header tells.
fn policies(numbers: std::ops::Range<usize>) -> String {
    numbers
        .map(|at| {
            let (given, family) = (|by: usize| GIVEN[(at / by) % 6], |by: usize| FAMILY[(at / by) % 5]);
            format!(
                "{},{},{},{},{},19{}-03-{:02},2017-{:02}-11,416-555-01{:02}\n",
                7_000_000 + at,
                family(1),
                given(1),
                family(3),
                given(2),
                40 + at % 55,
                at % 28 + 1,
                at % 12 + 1,
                at % 100
            )
        })
        .collect()
}

fn members() -> String {
    (0..40).map(|at| format!("{at}\t{} {}\t0{}\n", GIVEN[at % 6], FAMILY[at % 5], at % 7)).collect()
}

impl Bench {
    fn with_parts() -> Self {
        let bench = Self::empty();
        let header = "policy_no,insured_last_name,insured_first_name,driver_last_name,driver_first_name,insured_dob,\
                      accident_date,driver_tel\n";
        bench.write("late/export.part0.csv", &format!("{header}{}", policies(0..60)));
        bench.write("early/export.part1.csv", &policies(60..120));
        bench.write("early/members.txt", &members());
        bench.write(
            "late/schema.sql",
            "CREATE TABLE `members` (`id` int, `member_name` varchar(40), `lvl` char(2));\n",
        );
        bench
    }

    fn layout(&self, case: &str, place: &str) -> String {
        self.says(&["layout", place, "--case", case], 0, &[])
    }

    fn people(&self, case: &str) -> String {
        self.says(&["people", "--case", case, "--reveal", "--format", "csv"], 0, &[])
    }
}

#[test]
fn the_second_part_of_an_export_is_read_with_the_header_of_the_first() {
    let bench = Bench::with_parts();
    bench.says(&["scope", "early", "late", "--case", "case"], 0, &[]);
    let part = bench.layout("case", "part1");
    for words in ["insured_last_name", "driver_first_name", "birth-date", "event-date", "insured ", "driver "]
    {
        assert!(part.contains(words), "{words}: {part}");
    }
    assert!(bench.layout("case", "members.txt").contains("member_name"));
    bench.says(&["scope", "early", "--case", "case"], 0, &[]);
    bench.says(&["verify", "--case", "case"], 0, &["hold"]);
}

#[test]
fn a_header_that_comes_later_gives_the_same_case() {
    let bench = Bench::with_parts();
    bench.says(&["scope", "early", "late", "--case", "batch"], 0, &[]);
    bench.says(&["scope", "early", "--case", "grown"], 0, &[]);
    assert!(!bench.layout("grown", "part1").contains("insured"));
    bench.says(&["scope", "late", "--case", "grown"], 0, &[]);
    assert_eq!(bench.people("grown"), bench.people("batch"));
    assert_eq!(bench.layout("grown", "part1").replace("grown", "batch"), bench.layout("batch", "part1"));
}

#[test]
fn a_correction_of_the_part_with_the_header_reaches_the_others() {
    let bench = Bench::with_parts();
    bench.says(&["scope", "early", "late", "--case", "case"], 0, &[]);
    bench.says(&["layout", "--case", "case"], 0, &[]);
    let file = std::fs::read_to_string(bench.path("case/layout.toml")).unwrap();
    let changed: Vec<String> = file
        .split_inclusive("[[column]]")
        .map(|block| match block.contains("name = \"accident_date\"") {
            true => block.replace("category = \"event-date\"", "category = \"\""),
            false => block.to_string(),
        })
        .collect();
    bench.write("changed.toml", &changed.concat());
    bench.says(&["layout", "--case", "case", "--apply", "changed.toml"], 0, &[]);
    for part in ["part0", "part1"] {
        assert!(!bench.layout("case", part).contains("event-date"), "{part}");
    }
}

#[test]
fn a_copy_inside_a_container_keeps_its_place_when_the_file_is_read_again() {
    let bench = Bench::with_parts();
    let file = std::fs::File::create(bench.path("late/backup.zip")).unwrap();
    let mut archive = zip::ZipWriter::new(file);
    archive.start_file("part1.csv", zip::write::SimpleFileOptions::default()).unwrap();
    std::io::Write::write_all(&mut archive, policies(60..120).as_bytes()).unwrap();
    archive.finish().unwrap();
    bench.says(&["scope", "early", "late", "--case", "case"], 0, &["1 further copy"]);
}
