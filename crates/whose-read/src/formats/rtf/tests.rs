//! Documents written here, and what is read of them.

use proptest::prelude::*;

use crate::proving::{dump, read_bytes};

fn lines(document: &str) -> Vec<String> {
    let found = read_bytes("f", document.as_bytes());
    assert_eq!(found["f"].format, "rtf");
    found["f"]
        .values
        .iter()
        .map(|row| row.iter().map(|value| value.3.clone()).collect::<Vec<_>>().join("|"))
        .collect()
}

#[test]
fn paragraphs_are_lines_and_tables_are_tables() {
    let document = r#"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset129 Batang;}}
{\info{\author Someone}}{\*\generator x;}\pard Bill to:\par Ren\'e9e Roy\par 1 Main St\line Sarnia\par\par
{\trowd\cellx1\cellx2\cellx3\pard\intbl Name\cell Phone\cell Town\cell\row
\trowd\cellx1\cellx2\cellx3\pard\intbl{Ada Roe\par junior}\cell 416-555-0100\cell Sarnia\cell\row
\pard\intbl {\f1 \'c8\'ab\'b1\'e6\'b5\'bf}\cell 010-0000-0001\cell\u49436?\u50872?\cell\row}
\pard Write to {\field{\*\fldinst{HYPERLINK "mailto:anne.roy@example.com"}}{\fldrslt{Anne}}}{\footnote\pard of the board\par}, please.\par
{\pict\pngblip 89504e47}}"#;
    let expected = "\
f: rtf  594/618
  table 0 text \"\": text
  table 1 rows \"\": Name | Phone | Town
  1 #1 @302: Name=\"Ada Roe\\njunior\" Phone=\"416-555-0100\" Town=\"Sarnia\"
  1 #2 @378: Name=\"홍길동\" Phone=\"010-0000-0001\" Town=\"서울\"
  0 #1 @128: text=\"Bill to:\\nRenée Roy\\n1 Main St\\nSarnia\"
  0 #6 @562: text=\"of the board\"
  0 #7 @460: text=\"Write to mailto:anne.roy@example.com Anne, please.\"
  gap 593..617 binary: a picture in the document: look at it
";
    assert_eq!(dump("f", document.as_bytes()), expected);
}

#[test]
fn letters_are_of_their_fonts_code_page() {
    let found = lines(
        r"{\rtf1\ansi\ansicpg949{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset204 B;}}\f0\'c8\'ab {\f1\'c8\'e2\'e0\'ed}\par}",
    );
    assert_eq!(found, ["홍 Иван"]);
    assert_eq!(lines(r"{\rtf1\pc Ren\'82e\par}"), ["Renée"]);
    assert_eq!(lines(r"{\rtf1\ansi {\uc2\u228\'E8a}\u-10179?\u-8704?\{\~\emdash\}\par}"), ["ä😀{ —}"]);
}

#[test]
fn a_table_in_a_cell_is_lines_of_it() {
    let found = lines(
        r"{\rtf1\pard\intbl Town\par\itap2 a\nestcell b\nestcell{\*\nesttableprops\trowd\nestrow}{\nonesttables\par}c\cell x\cell\row\pard end\par}",
    );
    assert_eq!(found, ["Town a b c\tx", "end"]);
}

#[test]
fn what_is_cut_short_is_said() {
    let found = dump("f", br"{\rtf1 Dear {\b Anne Roy");
    assert!(
        found.contains("Dear Anne Roy") && found.contains("truncated: the document ends within a group"),
        "{found}"
    );
}

#[test]
fn depth_and_length_cost_nothing() {
    let deep = format!("{{\\rtf1 {}Anne{} Roy\\par}}", "{".repeat(50_000), "}".repeat(50_000));
    assert_eq!(lines(&deep), ["Anne Roy"]);
    let long = format!("{{\\rtf1\\intbl {}\\cell\\row}}", "Anne Roy \\par ".repeat(60_000));
    assert!(lines(&long).len() > 4);
}

proptest! {
    #[test]
    fn any_words_are_read(
        text in r"(\{|\}|\\(pard|par|intbl|cell|row|nestcell|trowd|u-?[0-9]{1,6}|uc[0-9]|f[0-9]|fcharset129|footnote|pict|\*|fldinst|field|bin[0-9]{1,3}|cpg932|'[0-9a-f]{2}) ?|[a-z]{1,4}|\PC|\n){0,60}"
    ) {
        read_bytes("f", format!("{{\\rtf1{text}").as_bytes());
    }

    #[test]
    fn any_bytes_are_read(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        read_bytes("f", &[&b"{\\rtf1\\ansi "[..], &bytes].concat());
    }

    #[test]
    fn a_cut_keeps_earlier_lines(words in proptest::collection::vec("[a-z]{1,8}", 1..20), cut in any::<prop::sample::Index>()) {
        let document = format!("{{\\rtf1{}}}", words.iter().map(|word| format!(" {word}\\par")).collect::<String>());
        let whole = lines(&document);
        let cut = &document[..6 + cut.index(document.len() - 6)];
        let found = lines(cut);
        let kept = cut.matches("\\par").count().min(found.len());
        prop_assert_eq!(&found[..kept], &whole[..kept]);
    }
}
