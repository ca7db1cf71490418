//! EDIFACT IFTMIN and DESADV (directory D.96A), with and without separators of their own.

use crate::canada::clients::Kind;
use crate::canada::spelling::Written;
use crate::text::Encoding;

use super::{Document, order_number, weight};

/// An interchange under way.
struct Interchange {
    out: String,
    component: char,
    element: char,
    release: char,
    end: char,
    /// Between segments, for readers' eyes.
    line_end: &'static str,
    segments: u32,
}

/// One element: its components, the empty ones at its end left out.
type Element<'a> = &'a [&'a str];

impl Interchange {
    fn segment(&mut self, tag: &str, elements: &[Element<'_>]) {
        self.out.push_str(tag);
        let filled =
            |element: &Element<'_>| element.iter().rposition(|part| !part.is_empty()).map_or(0, |at| at + 1);
        let last = elements.iter().rposition(|element| filled(element) > 0).map_or(0, |at| at + 1);
        for element in &elements[..last] {
            self.out.push(self.element);
            for (at, part) in element[..filled(element)].iter().enumerate() {
                if at > 0 {
                    self.out.push(self.component);
                }
                self.value(part);
            }
        }
        self.out.push(self.end);
        self.out.push_str(self.line_end);
        self.segments += 1;
    }

    fn value(&mut self, text: &str) {
        for letter in text.chars() {
            if [self.component, self.element, self.release, self.end].contains(&letter) {
                self.out.push(self.release);
            }
            self.out.push(letter);
        }
    }
}

/// Writes one interchange.
pub(super) fn write(document: &Document<'_>) -> Vec<u8> {
    let Some(first) = document.shipments.first() else { return Vec::new() };
    let client = document.world.client_of(first.start);
    let (component, element, release, end) =
        if document.kind == Kind::InstructionOwn { ('|', '^', '\\', '~') } else { (':', '+', '?', '\'') };
    let line_end = if document.number.is_multiple_of(2) { "" } else { "\n" };
    let mut to = Interchange { out: String::new(), component, element, release, end, line_end, segments: 0 };
    if document.kind != Kind::Instruction {
        to.out = format!("UNA{component}{element}.{release} {end}{line_end}");
    }
    let broken = document.number % 13 == 5;
    let sent = document.date(first.end - 1).compact();
    let control = format!("{:06}", document.number + 1);
    to.segment(
        "UNB",
        &[&["UNOC", "3"], &[&client.edi, "ZZ"], &["COMMPORT", "ZZ"], &[&sent[2..], "0401"], &[&control]],
    );
    let mut messages = 0;
    document.for_each(|shipment, written| {
        messages += 1;
        let reference = messages.to_string();
        to.segments = 0;
        message(document, shipment, written, &reference, &mut to);
        let wrong = if broken && messages % 4 == 1 { 3 } else { 0 };
        let count = (to.segments + 1 + wrong).to_string();
        to.segment("UNT", &[&[&count], &[&reference]]);
    });
    let count = if broken { messages + 2 } else { messages }.to_string();
    to.segment("UNZ", &[&[&count], &[&control]]);
    Encoding::Latin1.encode(to.out)
}

fn message(document: &Document<'_>, shipment: u32, written: &Written, reference: &str, to: &mut Interchange) {
    let client = document.world.client_of(shipment);
    let number = format!("{:010}", client.number_on(document.world.shipments[shipment as usize].day));
    let (tracking, date) = (document.world.tracking(shipment), document.date(shipment).compact());
    let name = client.name.to_uppercase();
    let despatch = document.kind == Kind::Despatch;
    let (kind, code) = if despatch { ("DESADV", "351") } else { ("IFTMIN", "610") };
    to.segment("UNH", &[&[reference], &[kind, "D", "96A", "UN"]]);
    to.segment("BGM", &[&[code], &[&tracking], &["9"]]);
    to.segment("DTM", &[&["137", &date, "102"]]);
    if despatch {
        to.segment("DTM", &[&["11", &date, "102"]]);
    }
    to.segment("RFF", &[&[if despatch { "ON" } else { "CU" }, &order_number(shipment)]]);
    let (sender, recipient) = if despatch { ("SU", "DP") } else { ("CZ", "CN") };
    to.segment("NAD", &[&[sender], &[&number, "", "92"], &[], &[&name]]);
    to.segment("CTA", &[&["IC"], &["", "SHIPPING DESK"]]);
    to.segment("COM", &[&[&client.desk_phone(), "TE"]]);
    to.segment(
        "NAD",
        &[
            &[recipient],
            &[],
            &[],
            &[&written.name],
            &[&written.line1, &written.line2],
            &[&written.city],
            &[written.province],
            &[&written.postcode],
            &["CA"],
        ],
    );
    if !written.phone.is_empty() || !written.email.is_empty() {
        to.segment("CTA", &[&["DL"]]);
    }
    if !written.phone.is_empty() {
        to.segment("COM", &[&[&written.phone, "TE"]]);
    }
    if !written.email.is_empty() {
        to.segment("COM", &[&[&written.email, "EM"]]);
    }
    if despatch {
        to.segment("CPS", &[&["1"]]);
        to.segment("PAC", &[&["1"], &[], &["CT"]]);
        to.segment("LIN", &[&["1"], &[], &[&format!("SKU{:05}", shipment % 90_000), "SA"]]);
        to.segment("QTY", &[&["12", "1", "PCE"]]);
    } else {
        to.segment("GID", &[&["1"], &["1", "CT"]]);
        to.segment("MEA", &[&["WT"], &["G"], &["KGM", &weight(shipment)]]);
    }
}
