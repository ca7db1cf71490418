//! What programs print of the header of an image (DICOM PS3.6; `dcmdump` of DCMTK): tag, representation, value, name.

use super::{Coded, Sayings, say_name};

/// Printed headers of images.
pub const DICOM: Coded = Coded {
    code: "dicom-dump",
    title: "Printed headers of medical images (DICOM), as `dcmdump` prints them",
    fits,
    begins: |line| line.starts_with("# Dicom-Data-Set"),
    says,
};

/// Somebody besides the patient.
const OTHER: u32 = 1;

fn fits(lines: &[&str]) -> bool {
    let said: Vec<&&str> = lines.iter().filter(|line| !line.trim_start().starts_with('#')).collect();
    let right = said.iter().filter(|line| element(line).is_some()).count();
    right > 2 && right * 10 >= said.len() * 8
}

/// A printed element.
struct Element<'l> {
    representation: &'l str,
    value: Option<&'l str>,
    name: &'l str,
}

/// `(0010,0010) PN [ROE^ADA]     #   8, 1 PatientName`.
fn element(line: &str) -> Option<Element<'_>> {
    let line = line.trim_start();
    let (tag, rest) = line.split_at_checked(11)?;
    let is_tag = tag.bytes().enumerate().all(|(at, byte)| match at {
        0 => byte == b'(',
        5 => byte == b',',
        10 => byte == b')',
        _ => byte.is_ascii_hexdigit(),
    });
    let rest = rest.strip_prefix(' ')?;
    let (representation, rest) = rest.split_at_checked(2)?;
    if !is_tag || !representation.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_uppercase()) {
        return None;
    }
    let (value, told) = rest.rsplit_once('#').unwrap_or((rest, ""));
    let name = told.split_whitespace().next_back().unwrap_or(tag);
    let value = value.trim();
    // Texts stand in brackets, numbers and names of constants alone.
    let text = value.strip_prefix('[').and_then(|value| value.strip_suffix(']')).unwrap_or(value);
    let value = (!text.is_empty() && text != "(no value available)").then_some(text);
    Some(Element { representation, value, name })
}

fn says(line: &str, said: &mut Sayings<'_>) {
    match element(line) {
        Some(Element { representation: "PN", value: Some(value), name }) => {
            let of = name.strip_suffix("Name").unwrap_or(name);
            let who = if of == "Patient" { 0 } else { OTHER };
            value.split('\\').for_each(|value| say_name(said, who, of, value));
        }
        Some(Element { value: Some(value), name, .. }) => said.say(name, value),
        Some(_) => {}
        None if line.starts_with('#') => {}
        None => said.say("text", line),
    }
}
