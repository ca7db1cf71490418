//! Jupyter notebooks (nbformat 4): programs beside what they printed, which is where tables of people stay behind.
//!
//! What a cell printed is a source of its own, so that its tables are read as tables. Programs and notes are lines of text.

use std::io::Read;

use serde_json::Value;
use whose_model::{Batch, GapReason, TableKind};

use crate::{Format, Head, Input, MemberEnd, Output, Reading, Recognition};

/// Jupyter notebooks.
pub struct Notebook;

/// Larger ones are read as any JSON is, which takes no memory.
const LARGEST: u64 = 256 << 20;
/// Forms of one output, the best first: a table as HTML is read more surely than the same as letters.
const FORMS: [(&str, &str); 5] = [
    ("text/html", "html"),
    ("text/csv", "csv"),
    ("application/json", "json"),
    ("text/markdown", "md"),
    ("text/plain", "txt"),
];

impl Format for Notebook {
    fn code(&self) -> &'static str {
        "notebook"
    }

    fn title(&self) -> &'static str {
        "Jupyter notebooks: programs, notes and what was printed"
    }

    fn recognise(&self, head: &Head<'_>) -> Recognition {
        let is_notebook = |text: &str| {
            text.trim_start().starts_with('{')
                && text.contains("\"cell_type\"")
                && (text.contains("\"nbformat\"")
                    || text.contains("\"outputs\"")
                    || text.contains("\"source\""))
        };
        let fits = head.length <= LARGEST && head.text.is_some_and(is_notebook);
        if fits { Recognition::Certain } else { Recognition::No }
    }

    fn read(&self, input: &mut dyn Input, output: &mut dyn Output) -> Reading {
        let length = input.length();
        let mut text = String::new();
        let read = input.text().and_then(|mut source| source.read_to_string(&mut text));
        let notebook = read.ok().and_then(|_| serde_json::from_str::<Value>(&text).ok());
        let Some(cells) = notebook.as_ref().and_then(|notebook| notebook["cells"].as_array()) else {
            // Not what it looked like: it is read as any JSON.
            let Ok(mut source) = input.text() else {
                output.not_read(0, length, GapReason::Unreadable, "the source could not be opened");
                return Reading::default();
            };
            return super::json::read_text(source.as_mut(), output).reading;
        };
        output.declare(0, "", TableKind::Text, vec!["text".to_string()]);
        let mut batch = Batch::default();
        for (number, cell) in (1u64..).zip(cells) {
            batch.push(0, 0, &joined(&cell["source"]));
            batch.end_record(number, 0);
            output.hand_over_if_full(0, &mut batch);
            for (place, printed) in cell["outputs"].as_array().into_iter().flatten().enumerate() {
                hand_over(&format!("cell-{number}/output-{}", place + 1), printed, length, output);
            }
            if output.stopped() {
                break;
            }
        }
        output.hand_over(0, &mut batch);
        Reading { records: cells.len() as u64 }
    }
}

/// Hands over what a cell printed.
fn hand_over(name: &str, printed: &Value, length: u64, output: &mut dyn Output) {
    let data = &printed["data"];
    let form = FORMS.iter().find(|(kind, _)| !data[*kind].is_null());
    let (text, ending) = match form {
        Some((kind, ending)) => (joined(&data[*kind]), *ending),
        // What a program said, or where it failed.
        None => (joined(&printed["text"]) + &joined(&printed["traceback"]), "txt"),
    };
    let is_picture = |kind: &String| kind.starts_with("image/");
    if data.as_object().is_some_and(|forms| forms.keys().any(is_picture)) {
        output.not_read(length, length, GapReason::Binary, "a picture that a cell showed");
    }
    if text.trim().is_empty() {
        return;
    }
    let end = output.member(&format!("{name}.{ending}"), &mut text.as_bytes());
    if matches!(end, MemberEnd::Limit(_) | MemberEnd::Refused) {
        output.not_read(length, length, GapReason::Limit, "what a cell printed is beyond the limits");
    }
}

/// Text, or the lines of a list.
fn joined(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(lines) if lines.iter().all(Value::is_string) => {
            lines.iter().filter_map(Value::as_str).collect()
        }
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use crate::proving::{dump, read_bytes};
    use proptest::prelude::*;

    const BOOK: &str = r##"{"cells":[{"cell_type":"markdown","metadata":{},"source":["# Customers of Anne\n","second line"]},
{"cell_type":"code","outputs":[{"data":{"text/html":["<table><tr><th>name</th><th>mail</th></tr>\n","<tr><td>Anne Roy</td><td>a@x.example</td></tr></table>"],"text/plain":["x"]},"output_type":"execute_result"},
{"name":"stdout","output_type":"stream","text":["call Paul Lee\n"]},{"data":{"image/png":"iVBO","text/plain":["<Figure>"]},"output_type":"display_data"}],"source":["df.head()"]}],"metadata":{},"nbformat":4}"##;

    #[test]
    fn what_cells_printed_is_read_as_what_it_is() {
        let sources = read_bytes("b.ipynb", BOOK.as_bytes());
        let table = &sources["b.ipynb!/cell-2/output-1.html"];
        assert!(
            table.rows.iter().any(|row| row.contains("name=\"Anne Roy\" mail=\"a@x.example\"")),
            "{:?}",
            table.rows
        );
        assert!(sources["b.ipynb!/cell-2/output-2.txt"].rows.iter().any(|row| row.contains("call Paul Lee")));
        let book = &sources["b.ipynb"];
        assert_eq!((book.format.as_str(), book.records, book.gaps.len()), ("notebook", 2, 1));
        assert!(
            book.rows.iter().any(|row| row.contains("# Customers of Anne\\nsecond line")),
            "{:?}",
            book.rows
        );
    }

    #[test]
    fn objects_and_failures_are_read() {
        let book = r#"{"nbformat":4,"cells":[{"cell_type":"code","source":"x","outputs":[{"data":{"application/json":[{"name":"Anne Roy","mail":"a@x.example"}]}},
{"output_type":"error","ename":"KeyError","traceback":["KeyError: ","'paul@x.example'"]}]}]}"#;
        let found = dump("b", book.as_bytes());
        assert!(found.contains("=\"Anne Roy\"") && found.contains("KeyError: 'paul@x.example'"), "{found}");
    }

    #[test]
    fn a_notebook_cut_short_is_read_as_json() {
        let found = dump("b", &BOOK.as_bytes()[..BOOK.len() - 20]);
        assert!(found.contains("Anne Roy") && found.contains("gap"), "{found}");
    }

    proptest! {
        #[test]
        fn any_cells_are_read(source in "[\\[\\]{}a-z\",:0-9]{0,60}") {
            read_bytes("b", format!("{{\"nbformat\":4,\"cells\":[{{\"cell_type\":\"code\",\"source\":{source}}}]}}").as_bytes());
        }
    }
}
