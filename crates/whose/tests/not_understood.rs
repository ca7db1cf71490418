//! "Nothing more" and "none found" say so where columns beside people were filled and not understood.

mod bench;

use bench::Bench;

const GIVEN: [&str; 6] = ["Olive", "Anne", "Jean", "Marc", "Zoe", "Lena"];
const FAMILY: [&str; 5] = ["Marchand", "Tremblay", "Okafor", "Singh", "Novak"];

/// What is left open, each in its own way: pay, words, values that contradict the name; and a quantity, which is nobody's.
fn staff() -> String {
    let row = |at: usize| {
        let (given, family) = (GIVEN[at % 6], FAMILY[at % 5]);
        let mail = format!("{given}.{family}{at}@example.org").to_lowercase();
        let union = ["yes", "no", "none"][at % 3];
        format!("{given} {family},{mail},{},{union},{},{}\n", 41_000 + at * 37, at % 9, 200_000 + at * 11)
    };
    let header = "Name,Email,Salary,Trade union,Quantity,Sort Code\n";
    format!("{header}{}", (0..30).map(row).collect::<String>())
}

#[test]
fn columns_that_were_not_understood_stand_beside_what_was() {
    let bench = Bench::empty();
    bench.write("disk/staff.csv", &staff());
    let said = bench.says(&["scope", "disk", "--case", "case"], 0, &[]);
    assert!(said.contains("name and e-mail address, nothing more that was understood"), "{said}");
    let open = "not understood, in 3 columns of tables of people: Salary, Trade union, Sort Code\n";
    assert!(said.contains(open), "{said}");
    assert!(said.contains("(not understood: 3 columns)"), "{said}");
}

/// The first record of a file may be taken for its header, and the keys of an object may be people.
#[test]
fn a_column_that_is_called_as_a_person_is_counted_and_not_named() {
    let bench = Bench::empty();
    for (case, name) in [("latin", "Olive Tremblay"), ("cyrillic", "Юлия Щербакова"), ("han", "山田花子")]
    {
        let with = staff().replacen("Sort Code", name, 1);
        bench.write("disk/staff.csv", &with);
        let said = bench.says(&["scope", "disk", "--case", case], 0, &[]);
        assert!(
            said.contains("not understood, in 3 columns of tables of people: Salary, Trade union"),
            "{said}"
        );
        assert!(!said.contains(name), "{said}");
    }
}
