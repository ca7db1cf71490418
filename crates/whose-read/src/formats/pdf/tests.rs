use std::fmt::Write;

use proptest::prelude::*;

use crate::proving::{dump, read_bytes};

/// A text on a page: where it begins from the left, its baseline from the top, what it says.
type Said<'a> = (u32, u32, &'a str);

/// A document with these pages, 600 by 800 points, in Helvetica of 10, and these further objects from number 100.
fn document(pages: &[&[Said<'_>]], drawn: &str, more: &str) -> Vec<u8> {
    let mut objects = String::from("%PDF-1.4\n");
    let kids: Vec<String> = (0..pages.len()).map(|page| format!("{} 0 R", 10 + page * 2)).collect();
    let catalog = "1 0 obj <</Type/Catalog /Pages 2 0 R /AcroForm <</Fields [100 0 R]>> >> endobj";
    let font = "3 0 obj <</Type/Font /Subtype/Type1 /BaseFont/Helvetica /Encoding/WinAnsiEncoding>> endobj";
    writeln!(
        objects,
        "{catalog}\n2 0 obj <</Type/Pages /Kids [{}] /Count {}>> endobj\n{font}",
        kids.join(" "),
        pages.len()
    )
    .unwrap();
    for (at, page) in pages.iter().enumerate() {
        let text: String = page
            .iter()
            .map(|(x, y, said)| format!("BT /F1 10 Tf {x} {} Td ({said}) Tj ET\n", 800 - y))
            .collect();
        let content = format!("{drawn}\n{text}");
        let (number, length) = (10 + at * 2, content.len());
        writeln!(
            objects,
            "{number} 0 obj <</Type/Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents {next} 0 R \
             /Resources <</Font <</F1 3 0 R>>>> /Annots [101 0 R]>> endobj\n\
             {next} 0 obj <</Length {length}>> stream\n{content}\nendstream endobj",
            next = number + 1
        )
        .unwrap();
    }
    write!(objects, "{more}\ntrailer <</Root 1 0 R /Info 102 0 R>>\n%%EOF\n").unwrap();
    objects.into_bytes()
}

/// Values of every record.
fn records(bytes: &[u8]) -> Vec<Vec<String>> {
    let sources = read_bytes("a.pdf", bytes);
    sources["a.pdf"].values.iter().map(|row| row.iter().map(|value| value.3.clone()).collect()).collect()
}

fn texts(said: &[Said<'_>]) -> Vec<String> {
    records(&document(&[said], "", "")).into_iter().map(|record| record.join(" | ")).collect()
}

const LIST: &[Said<'_>] = &[
    (50, 60, "Members of the club"),
    (50, 100, "Name"),
    (200, 100, "E-mail"),
    (400, 100, "Phone"),
    (50, 116, "Anne Roy"),
    (200, 116, "anne@mail.example"),
    (400, 116, "416 555 0100"),
    (50, 132, "Paul Lee"),
    (200, 132, "paul@mail.example"),
    (400, 132, "416 555 0101"),
];

const MORE: &[Said<'_>] = &[
    (50, 60, "Name"),
    (200, 60, "E-mail"),
    (400, 60, "Phone"),
    (50, 76, "Jean Cote"),
    (200, 76, "jean@mail.example"),
    (400, 76, "416 555 0102"),
    (50, 92, "Ada Kim"),
    (400, 92, "416 555 0103"),
];

#[test]
fn a_table_goes_on_with_its_header_repeated() {
    let expected = "\
a.pdf: pdf  1433/1433
  table 0 text \"\": text
  table 1 rows \"\": Name | E-mail | Phone
  1 #1 @250: Name=\"Anne Roy\" E-mail=\"anne@mail.example\" Phone=\"416 555 0100\"
  1 #2 @250: Name=\"Paul Lee\" E-mail=\"paul@mail.example\" Phone=\"416 555 0101\"
  1 #3 @874: Name=\"Jean Cote\" E-mail=\"jean@mail.example\" Phone=\"416 555 0102\"
  1 #4 @874: Name=\"Ada Kim\" Phone=\"416 555 0103\"
  0 #1 @250: text=\"Members of the club\"
";
    assert_eq!(dump("a.pdf", &document(&[LIST, MORE], "", "")), expected);
}

#[test]
fn addresses_beside_each_other_are_blocks() {
    let said = texts(&[
        (50, 60, "Bill to:"),
        (300, 60, "Ship to:"),
        (50, 72, "Anne Roy"),
        (300, 72, "Paul Lee"),
        (50, 84, "12 Main St"),
        (300, 84, "4 Oak Ave"),
        (50, 96, "Ottawa ON  K1A 0B1"),
        (300, 96, "Laval QC  H7A 0A1"),
    ]);
    assert_eq!(
        said,
        [
            "Bill to:\nAnne Roy\n12 Main St\nOttawa ON K1A 0B1",
            "Ship to:\nPaul Lee\n4 Oak Ave\nLaval QC H7A 0A1"
        ]
    );
}

#[test]
fn a_form_keeps_each_name_with_its_value() {
    let said = texts(&[
        (50, 60, "Name"),
        (150, 60, "Anne Roy"),
        (300, 60, "Phone"),
        (400, 60, "416 555 0100"),
        (50, 80, "Date of birth"),
        (150, 80, "1980-02-03"),
        (300, 80, "City"),
        (400, 80, "Ottawa"),
    ]);
    assert_eq!(said, ["Name: Anne Roy\tPhone: 416 555 0100\nDate of birth: 1980-02-03\tCity: Ottawa"]);
}

#[test]
fn lines_that_are_drawn_part_the_rows_of_a_table() {
    let level = [90, 106, 140, 156].map(|y| format!("50 {} m 550 {} l S ", 800 - y, 800 - y)).concat();
    let upright = [50, 200, 400, 550].map(|x| format!("{x} 644 m {x} 710 l S ")).concat();
    // The address has two lines, and the cells beside it stand at half their height.
    let page: &[Said<'_>] = &[
        (55, 102, "No"),
        (205, 102, "Name"),
        (405, 102, "Address"),
        (405, 118, "12 Main St"),
        (55, 125, "7"),
        (205, 125, "Anne Roy"),
        (405, 132, "Ottawa ON K1A 0B1"),
        (55, 152, "8"),
        (205, 152, "Paul Lee"),
        (405, 152, "4 Oak Ave"),
    ];
    let found = records(&document(&[page], &(level + &upright), ""));
    assert_eq!(
        found,
        [vec!["7", "Anne Roy", "12 Main St\nOttawa ON K1A 0B1"], vec!["8", "Paul Lee", "4 Oak Ave"]]
    );
}

#[test]
fn two_columns_of_text_are_read_one_after_the_other() {
    let left = "the parcel was left with a neighbour";
    let right = "somebody else called about the invoice";
    let rows: Vec<Said<'_>> =
        (0..8).flat_map(|row| [(50, 60 + row * 12, left), (320, 66 + row * 12, right)]).collect();
    let said = texts(&rows);
    assert_eq!(said, [[left; 8].join("\n"), [right; 8].join("\n")]);
}

#[test]
fn forms_notes_and_properties_are_read() {
    let more = "100 0 obj <</T (person) /Kids [103 0 R 104 0 R]>> endobj\n\
                101 0 obj <</Subtype/Text /T (Paul Lee) /Contents (Call Anne Roy back)>> endobj\n\
                102 0 obj <</Title (Intake) /Author <FEFFD64DAE38B3D9>>> endobj\n\
                103 0 obj <</T (first) /V (Anne)>> endobj\n\
                104 0 obj <</T (f2) /TU (Last name) /V (Roy) /FT/Tx>> endobj";
    let expected = "\
a.pdf: pdf  770/770
  table 0 text \"\": text
  table 257 rows \"properties\": Title | Author
  257 #1 @0: Title=\"Intake\" Author=\"홍길동\"
  table 258 rows \"form\": person.first | Last name
  258 #1 @0: person.first=\"Anne\" Last name=\"Roy\"
  0 #1 @243: text=\"Author: Paul Lee\\nCall Anne Roy back\"
";
    assert_eq!(dump("a.pdf", &document(&[&[]], "", more)), expected);
}

#[test]
fn pictures_and_pages_without_text_are_gaps() {
    let picture = "105 0 obj <</Type/XObject /Subtype/Image /Width 1 /Height 1 /Length 3>> stream\nabc\nendstream endobj";
    let sources = read_bytes("a.pdf", &document(&[&[]], "50 50 m 90 90 l S", picture));
    let reasons: Vec<_> =
        sources["a.pdf"].gaps.iter().map(|gap| (gap.reason.code(), gap.to - gap.from > 0)).collect();
    assert_eq!(reasons, [("binary", true), ("binary", false)]);
}

#[test]
fn what_cannot_be_opened_is_a_gap() {
    let sources = read_bytes("a.pdf", b"%PDF-1.7\nnothing of a document");
    assert_eq!(sources["a.pdf"].bytes_read, 0);
    assert_eq!(sources["a.pdf"].gaps[0].reason.code(), "damaged");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn arbitrary_bytes_cost_gaps_at_most(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        read_bytes("a.pdf", &[b"%PDF-1.4\n", &bytes[..]].concat());
    }

    #[test]
    fn a_damaged_document_costs_gaps_at_most(at in 9_usize..1_400, with in any::<[u8; 3]>(), cut in 0_usize..1_433) {
        let mut bytes = document(&[LIST, MORE], "", "");
        bytes[at..at + 3].copy_from_slice(&with);
        read_bytes("a.pdf", &bytes);
        bytes.truncate(cut.max(10));
        read_bytes("a.pdf", &bytes);
    }
}
