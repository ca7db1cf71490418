//! Labels for printers in ZPL II (Zebra): what carriers and shippers print, and keep as it was sent to the printer.
//!
//! A label, `^XA` to `^XZ`, is a record; what its fields print (`^FD...^FS`) and its remarks (`^FX`) stand line by line. How it is
//! laid out is not kept.

use whose_model::{Batch, TableKind};

use crate::window::{Window, border};
use crate::{Format, Head, Input, Output, Reading, Recognition};

/// Longest label: pictures stand in labels too.
const LONGEST_LABEL: usize = 4 << 20;
/// Commands that print or say what stands behind them.
const SAYING: [&str; 3] = ["^FD", "^FV", "^FX"];

/// Labels in ZPL.
pub struct Zpl;

impl Format for Zpl {
    fn code(&self) -> &'static str {
        "zpl"
    }

    fn title(&self) -> &'static str {
        "Labels for printers (ZPL II)"
    }

    fn recognise(&self, head: &Head<'_>) -> Recognition {
        let begins = |text: &str| {
            let text = text.trim_start();
            text.starts_with(['^', '~'])
                && text[..border(text, 512)].contains("^XA")
                && text.contains("^FD")
                && text.contains("^FS")
        };
        if head.text.is_some_and(begins) { Recognition::Certain } else { Recognition::No }
    }

    fn read(&self, input: &mut dyn Input, output: &mut dyn Output) -> Reading {
        let Ok(mut text) = input.text() else { return Reading::default() };
        let mut window = Window::new(text.as_mut());
        output.declare(0, "", TableKind::Text, vec!["text".to_string()]);
        let (mut batch, mut number) = (Batch::default(), 0);
        while !output.stopped() {
            let length = label_length(&mut window);
            if length == 0 {
                break;
            }
            let said = printed(&window.rest()[..length]);
            if !said.is_empty() {
                number += 1;
                let offset = window.offset(0);
                batch.push(0, 0, &said);
                batch.end_record(number, offset);
            }
            window.cut(length);
            output.hand_over_if_full(0, &mut batch);
        }
        output.hand_over(0, &mut batch);
        Reading { records: number }
    }
}

/// Length of the next label with its end. Where none comes, all that is in view: the rest of the text, or too much for a label.
fn label_length(window: &mut Window<'_>) -> usize {
    loop {
        if let Some(at) = memchr::memmem::find(window.rest().as_bytes(), b"^XZ") {
            return at + 3;
        }
        if window.rest().len() >= LONGEST_LABEL || !window.more() {
            return window.rest().len();
        }
    }
}

/// What a label prints, line by line.
fn printed(label: &str) -> String {
    let mut said = String::new();
    let mut escape = None;
    // A field is written as it is unless `^FH` stands before it in the field.
    for command in label.split_inclusive(['^', '~']).scan("", |sign, part| {
        let before = *sign;
        *sign = if part.ends_with('^') { "^" } else { "~" };
        Some((before, part.trim_end_matches(['^', '~'])))
    }) {
        let (sign, part) = command;
        match part.get(..2) {
            Some("FH") => escape = part[2..].chars().next().or(Some('_')),
            Some("FS") => escape = None,
            Some(code) if sign == "^" && SAYING.iter().any(|saying| saying[1..] == *code) => {
                let value = part[2..].trim();
                if !value.is_empty() {
                    if !said.is_empty() {
                        said.push('\n');
                    }
                    said.push_str(&unescaped(value, escape).replace("\\&", "\n"));
                }
            }
            _ => {}
        }
    }
    said
}

/// `_C3_A9` as the letter that these bytes are.
fn unescaped(value: &str, escape: Option<char>) -> String {
    let Some(escape) = escape else { return value.to_string() };
    let mut bytes = Vec::with_capacity(value.len());
    let mut parts = value.split(escape);
    bytes.extend_from_slice(parts.next().unwrap_or_default().as_bytes());
    for part in parts {
        let byte = part.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match byte {
            Some(byte) => {
                bytes.push(byte);
                bytes.extend_from_slice(&part.as_bytes()[2..]);
            }
            None => {
                bytes.extend_from_slice(escape.to_string().as_bytes());
                bytes.extend_from_slice(part.as_bytes());
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::proving::{dump, read_bytes};

    #[test]
    fn a_label_is_a_record() {
        let label = "^XA\n^FX To\n^FO50,200^A0N,40,40^FDAda Roe^FS\n^FO50,250^FH^FD1 Rue de l_27_C3_89glise^FS\n\
                     ^FO50,300^FDTown ON K1A 0B1^FS\n^BY3^BCN,100,Y,N,N^FD7000000000000001^FS\n^XZ\n";
        let found = dump("f", label.repeat(2).as_bytes());
        let record = "text=\"To\\nAda Roe\\n1 Rue de l'Église\\nTown ON K1A 0B1\\n7000000000000001\"";
        assert!(found.starts_with("f: zpl"), "{found}");
        assert_eq!(found.matches(record).count(), 2, "{found}");
    }

    proptest! {
        #[test]
        fn any_label_is_read(text in "(\\^(XA|XZ|FS|FH_?|FX)|\\^FD|~|_[0-9A-F]{0,2}|\\PC{0,6}|\n){0,40}") {
            read_bytes("f", format!("^XA^FDx^FS{text}").as_bytes());
        }
    }
}
