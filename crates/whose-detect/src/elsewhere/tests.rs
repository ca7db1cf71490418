use super::*;

/// Rows of a table: number of its source, its name, and of each column the name, the category and the share of digits.
fn table(source: u64, name: &str, values: u64, columns: &[(&str, Option<&str>, char)]) -> Vec<LayoutRow> {
    (0u32..)
        .zip(columns)
        .map(|(column, (title, category, digits))| LayoutRow {
            source,
            table: 0,
            table_name: name.into(),
            column,
            column_name: if title.is_empty() { (column + 1).to_string() } else { (*title).into() },
            category: category.map(str::to_string),
            role: "unknown".into(),
            certainty: 0.8,
            evidence: "by its name".into(),
            decided_by: "inferred".into(),
            values,
            found: values,
            masked: 0,
            mask_rule: None,
            lookalikes: 0,
            shape: format!("{values}.8.{digits}00000000000000"),
        })
        .collect()
}

fn find(tables: &[Vec<LayoutRow>]) -> Elsewhere {
    const PLACES: [&str; 5] = ["a/part0.csv", "a/part1.csv", "b/other.csv", "b/members.txt", "c/schema.sql"];
    let places = PLACES.map(|place| Place(place.to_string()));
    Elsewhere::find(&tables.concat(), &crate::categories(), |source| places.get(source as usize))
}

fn names(found: &Elsewhere, source: u64) -> Vec<String> {
    found.of_table(source, 0).map(|like| like.names.clone()).unwrap_or_default()
}

const PEOPLE: [(&str, Option<&str>, char); 3] =
    [("name", Some("person-name"), '0'), ("born", Some("birth-date"), 'a'), ("tel", Some("phone"), 'a')];
const NAMELESS: [(&str, Option<&str>, char); 3] = [("", None, '0'), ("", None, 'a'), ("", None, 'a')];

#[test]
fn a_table_without_header_takes_the_names_of_one_that_looks_alike() {
    let found = find(&[table(0, "", 300, &PEOPLE), table(1, "", 300, &NAMELESS)]);
    assert_eq!(names(&found, 1), ["name", "born", "tel"]);
    assert_eq!(found.sources().into_iter().collect::<Vec<_>>(), [1]);
    let others = [("", None, 'a'), ("", None, 'a'), ("", None, '0')];
    assert!(find(&[table(0, "", 300, &PEOPLE), table(1, "", 300, &others)]).is_empty());
}

#[test]
fn of_two_headers_the_one_in_the_same_folder_counts_and_of_two_there_none() {
    let things = [("label", None, '0'), ("code", None, 'a'), ("count", None, 'a')];
    let far = [table(0, "", 300, &PEOPLE), table(1, "", 300, &NAMELESS), table(2, "", 300, &things)];
    assert_eq!(names(&find(&far), 1), ["name", "born", "tel"]);
    let mut near = far;
    near[1].iter_mut().for_each(|row| row.source = 3);
    assert_eq!(names(&find(&near), 3), ["label", "code", "count"]);
    near[0].iter_mut().for_each(|row| row.source = 3);
    near[1].iter_mut().for_each(|row| row.source = 2);
    near[2].iter_mut().for_each(|row| (row.source, row.table) = (3, 1));
    assert!(find(&near).is_empty());
}

#[test]
fn a_table_created_elsewhere_gives_its_names_to_the_table_or_file_of_its_name() {
    let created = table(4, "shop.Members", 0, &PEOPLE);
    assert_eq!(names(&find(&[table(3, "", 5, &NAMELESS), created.clone()]), 3), ["name", "born", "tel"]);
    assert_eq!(
        names(&find(&[table(2, "members", 5, &NAMELESS), created.clone()]), 2),
        ["name", "born", "tel"]
    );
    assert!(find(&[table(2, "", 5, &NAMELESS), created]).is_empty());
}

#[test]
fn what_a_person_corrected_goes_to_the_parts_too() {
    let mut giver = table(0, "", 300, &PEOPLE);
    giver[1].decided_by = "corrected".into();
    giver[1].category = Some("event-date".into());
    let found = find(&[giver, table(1, "", 300, &NAMELESS)]);
    let like = found.of_table(1, 0).unwrap();
    assert!(like.columns[0].is_none());
    assert!(like.columns[1].as_ref().unwrap().wins_over(Some("birth-date"), 0.9));
}

#[test]
fn a_few_records_take_what_many_of_the_same_header_hold_unless_they_know_better() {
    let mut few = PEOPLE;
    few[0].1 = None;
    let short = table(1, "", 5, &few);
    let found = find(&[table(0, "", 300, &PEOPLE), short.clone()]);
    let like = found.of_table(1, 0).unwrap();
    assert_eq!(like.columns.iter().flatten().count(), 1);
    assert_eq!(like.columns[0].as_ref().unwrap().category.as_deref(), Some("person-name"));
    assert!(find(&[table(0, "", 30, &PEOPLE), short.clone()]).is_empty());
    let disagree = [table(0, "", 300, &PEOPLE), short, table(2, "", 300, &few)];
    assert!(find(&disagree).is_empty());
    let mut own = PEOPLE;
    own[0].1 = Some("email");
    assert!(find(&[table(0, "", 300, &PEOPLE), table(1, "", 5, &own)]).is_empty());
}

#[test]
fn what_was_taken_before_is_taken_again() {
    let mut few = PEOPLE;
    few[0].1 = None;
    let before = find(&[table(0, "", 300, &PEOPLE), table(1, "", 5, &few)]);
    let mut taken = table(1, "", 5, &PEOPLE);
    taken[0].decided_by = "elsewhere".into();
    let after = find(&[table(0, "", 300, &PEOPLE), taken]);
    assert_eq!(before.fingerprint(1), after.fingerprint(1));
    assert!(before.fingerprint(1).is_some() && before.fingerprint(0).is_none());
}

/// What a column takes, by source and number.
fn taken(found: &Elsewhere, source: u64, column: usize) -> Option<&str> {
    found.of_table(source, 0)?.columns.get(column)?.as_ref()?.category.as_deref()
}

#[test]
fn keys_tie_tables_of_one_folder() {
    let customers =
        [("id", None, 'a'), ("given_name", Some("given-name"), '0'), ("home_address_id", None, 'a')];
    let addresses = [("address_id", None, 'a'), ("line1", Some("street-address"), '0')];
    let found = find(&[table(0, "customers", 60, &customers), table(1, "addresses", 60, &addresses)]);
    assert_eq!((taken(&found, 0, 2), taken(&found, 1, 0)), (Some("reference"), Some("reference")));
    assert_eq!(taken(&found, 0, 0), None, "nothing refers to it");
    let far = find(&[table(0, "customers", 60, &customers), table(2, "addresses", 60, &addresses)]);
    assert!(far.is_empty());
    // The address of a branch that serves many is no customer's.
    let branch = find(&[table(0, "customers", 60, &customers), table(1, "addresses", 6, &addresses)]);
    assert!(branch.is_empty());
}

#[test]
fn a_table_of_people_is_numbered_as_others_refer_to_it() {
    let people = [("id", None, 'a'), ("given", Some("given-name"), '0'), ("born", Some("birth-date"), 'a')];
    let contacts = [("person_id", None, 'a'), ("phone", Some("phone"), 'a')];
    let found = find(&[table(0, "person", 60, &people), table(1, "contact", 90, &contacts)]);
    assert_eq!(
        (taken(&found, 0, 0), taken(&found, 1, 0)),
        (Some("customer-number"), Some("customer-number"))
    );
    let again = |category| [("id", Some(category), 'a'), people[1], people[2]];
    let mut taken_before = table(0, "person", 60, &again("customer-number"));
    taken_before[0].decided_by = "elsewhere".into();
    let mut referring = table(1, "contact", 90, &[("person_id", Some("customer-number"), 'a'), contacts[1]]);
    referring[0].decided_by = "elsewhere".into();
    assert_eq!(find(&[taken_before, referring]), found, "read again, the same is taken");
    let mut companies =
        table(0, "person", 60, &[people[0], people[1], ("firm", Some("organisation-name"), '0')]);
    companies[1].role = "contact".into();
    assert!(find(&[companies, table(1, "contact", 90, &contacts)]).is_empty());
    // A number of another kind of them would be of another numbering.
    let payers = [("payer_person_id", None, 'a'), contacts[1]];
    assert!(find(&[table(0, "person", 60, &people), table(1, "bill", 90, &payers)]).is_empty());
    // Beside a name, somebody else's number.
    let seller = [("seller_person_id", None, 'a'), ("name", Some("person-name"), '0')];
    assert!(find(&[table(0, "person", 60, &people), table(1, "order", 90, &seller)]).is_empty());
}

#[test]
fn names_of_tables_in_the_singular() {
    for (table, one) in [
        ("shop.Customers", "customer"),
        ("parties", "party"),
        ("address", "address"),
        ("addresses", "address"),
        ("boxes", "box"),
        ("person", "person"),
    ] {
        assert_eq!(references::singular(table), one);
    }
    for (column, of) in [
        ("orders[]/customer_id", Some("customer")),
        ("id_client", Some("client")),
        ("id", Some("")),
        ("city", None),
    ] {
        assert_eq!(references::numbered(column).as_deref(), of);
    }
}

#[test]
fn columns_of_one_name_number_the_same_people() {
    assert_eq!(references::whom("orders[]/customer_id"), references::whom("CustomerId"));
    assert!(!references::whom("Matricule").is_empty(), "it says whom, though not that it is a number");
    assert_eq!(references::whom("id"), "");
}
