//! X12 856, 214 and 204 (release 004010), with three sets of separators.

use std::fmt::Write;
use std::ops::Range;

use crate::canada::clients::{Client, Kind};
use crate::canada::spelling::Written;
use crate::text::drop_accents;

use super::{Document, order_number, service, weight};

/// An interchange under way.
struct Interchange {
    out: String,
    element: char,
    end: &'static str,
    /// Segments since ST.
    segments: u32,
    /// Transaction sets so far.
    sets: u32,
    broken: bool,
}

impl Interchange {
    /// Adds a segment; empty elements at its end are left out.
    fn segment(&mut self, elements: &[&str]) {
        let filled = elements.iter().rposition(|element| !element.is_empty()).map_or(0, |at| at + 1);
        for (at, element) in elements[..filled].iter().enumerate() {
            if at > 0 {
                self.out.push(self.element);
            }
            // X12 has no release character: a separator inside a value becomes a space.
            self.out.extend(
                element.chars().map(|c| if c == self.element || self.end.starts_with(c) { ' ' } else { c }),
            );
        }
        self.out.push_str(self.end);
        self.segments += 1;
    }

    fn begin_set(&mut self, code: &str) {
        self.sets += 1;
        self.segments = 0;
        let number = format!("{:04}", self.sets);
        self.segment(&["ST", code, &number]);
    }

    fn end_set(&mut self) {
        let wrong = if self.broken && self.sets % 3 == 1 { 2 } else { 0 };
        let count = (self.segments + 1 + wrong).to_string();
        let number = format!("{:04}", self.sets);
        self.segment(&["SE", &count, &number]);
    }
}

/// Writes one interchange.
pub(super) fn write(document: &Document<'_>) -> Vec<u8> {
    let Some(first) = document.shipments.first() else { return Vec::new() };
    let client = document.world.client_of(first.start);
    let (element, end, component, group, set) = match document.kind {
        Kind::AsnByShipment => ('|', "\n", '^', "SH", "856"),
        Kind::AsnControl => ('\u{1d}', "\u{1c}", '\u{1f}', "SH", "856"),
        Kind::Status => ('*', "~\r\n", ':', "QM", "214"),
        Kind::Load => ('*', "~\n", '>', "SM", "204"),
        _ => ('*', "~", '>', "SH", "856"),
    };
    let broken = document.number % 13 == 5;
    let mut to = Interchange { out: String::new(), element, end, segments: 0, sets: 0, broken };
    let sent = document.date(first.end - 1).compact();
    let control = format!("{:09}", document.number + 1);
    let isa = [
        "ISA",
        "00",
        "          ",
        "00",
        "          ",
        "ZZ",
        &format!("{:<15}", client.edi),
        "ZZ",
        "COMMPORT       ",
        &sent[2..],
        "0401",
        "U",
        "00401",
        &control,
        "0",
        "P",
    ];
    to.out.push_str(&isa.join(&element.to_string()));
    _ = write!(to.out, "{element}{component}{end}");
    let group_number = (document.number + 1).to_string();
    to.segment(&["GS", group, &client.edi, "COMMPORT", &sent, "0401", &group_number, "X", "004010"]);
    match document.kind {
        Kind::AsnByDay | Kind::AsnControl => {
            document.by_day().for_each(|run| notice_of_day(document, client, run, &mut to))
        }
        Kind::Load => document.by_day().for_each(|run| load(document, client, run, &mut to)),
        _ => document.for_each(|shipment, written| {
            to.begin_set(set);
            if document.kind == Kind::Status {
                status(document, client, shipment, written, &mut to);
            } else {
                notice(document, client, shipment, written, &mut to);
            }
            to.end_set();
        }),
    }
    let sets = if broken { to.sets + 1 } else { to.sets }.to_string();
    to.segment(&["GE", &sets, &group_number]);
    to.segment(&["IEA", "1", if broken { "000000000" } else { &control }]);
    to.out.into_bytes()
}

fn number(client: &Client, document: &Document<'_>, shipment: u32) -> String {
    format!("{:010}", client.number_on(document.world.shipments[shipment as usize].day))
}

/// Client names in ASCII capitals, as its own system writes them.
fn name(client: &Client) -> String {
    let mut name = client.name.to_uppercase();
    drop_accents(&mut name);
    name
}

/// N1, N3, N4 and PER of the recipient.
fn recipient(qualifier: &str, written: &Written, to: &mut Interchange) {
    to.segment(&["N1", qualifier, &written.name]);
    to.segment(&["N3", &written.line1, &written.line2]);
    to.segment(&["N4", &written.city, written.province, &written.postcode, "CA"]);
    let contact = (!written.phone.is_empty(), !written.email.is_empty());
    match contact {
        (true, true) => to.segment(&["PER", "DC", "", "TE", &written.phone, "EM", &written.email]),
        (true, false) => to.segment(&["PER", "DC", "", "TE", &written.phone]),
        (false, true) => to.segment(&["PER", "DC", "", "EM", &written.email]),
        (false, false) => {}
    }
}

/// One 856 for a day: the shipment level names the client, each order level one parcel.
fn notice_of_day(document: &Document<'_>, client: &Client, run: Range<u32>, to: &mut Interchange) {
    let date = document.date(run.start);
    to.begin_set("856");
    to.segment(&["BSN", "00", &format!("M{:09}", run.start + 1), &date.compact(), "0401", "0001"]);
    to.segment(&["HL", "1", "", "S"]);
    to.segment(&["TD5", "", "2", "CPCL"]);
    to.segment(&["N1", "SF", &name(client), "92", &number(client, document, run.start)]);
    to.segment(&["PER", "SH", "SHIPPING DESK", "TE", &client.desk_phone()]);
    let mut level = 1;
    Document { shipments: vec![run], ..document.clone() }.for_each(|shipment, written| {
        level += 1;
        to.segment(&["HL", &level.to_string(), "1", "O"]);
        to.segment(&["PRF", &order_number(shipment)]);
        to.segment(&["TD1", "CTN25", "1", "", "", "", "G", &weight(shipment), "KG"]);
        to.segment(&["REF", "CN", &document.world.tracking(shipment)]);
        to.segment(&["DTM", "011", &date.compact()]);
        to.segment(&["DTM", "017", &date.due().compact()]);
        recipient("ST", written, to);
    });
    to.segment(&["CTT", &level.to_string()]);
    to.end_set();
}

/// One 856 for one parcel.
fn notice(document: &Document<'_>, client: &Client, shipment: u32, written: &Written, to: &mut Interchange) {
    let (tracking, date) = (document.world.tracking(shipment), document.date(shipment).compact());
    to.segment(&["BSN", "00", &tracking, &date, "1630", "0001"]);
    to.segment(&["HL", "1", "", "S"]);
    to.segment(&["TD5", "", "2", "CPCL", "", service(shipment)]);
    to.segment(&["REF", "CN", &tracking]);
    to.segment(&["DTM", "011", &date]);
    to.segment(&["N1", "SF", &name(client), "92", &number(client, document, shipment)]);
    recipient("ST", written, to);
    to.segment(&["HL", "2", "1", "O"]);
    to.segment(&["PRF", &order_number(shipment)]);
    to.segment(&["HL", "3", "2", "I"]);
    to.segment(&["LIN", "", "SK", &format!("SKU{:05}", shipment % 90_000)]);
    to.segment(&["SN1", "", "1", "EA"]);
    to.segment(&["CTT", "3"]);
}

/// One 214 for one parcel.
fn status(document: &Document<'_>, client: &Client, shipment: u32, written: &Written, to: &mut Interchange) {
    let (tracking, date) = (document.world.tracking(shipment), document.date(shipment).compact());
    to.segment(&["B10", &tracking, &order_number(shipment), "CPCL"]);
    to.segment(&["N1", "SH", &name(client), "93", &number(client, document, shipment)]);
    to.segment(&["N1", "CN", &written.name]);
    to.segment(&["N3", &written.line1, &written.line2]);
    to.segment(&["N4", &written.city, written.province, &written.postcode, "CA"]);
    if !written.phone.is_empty() {
        to.segment(&["G61", "CN", &written.name, "TE", &written.phone]);
    }
    if !written.email.is_empty() {
        to.segment(&["G61", "CN", &written.name, "EM", &written.email]);
    }
    to.segment(&["LX", "1"]);
    to.segment(&["AT7", "AF", "NS", "", "", &date, "1804", "ET"]);
    to.segment(&["MS1", "MISSISSAUGA", "ON", "CA"]);
    to.segment(&["AT8", "G", "K", &weight(shipment), "1"]);
}

/// One 204 for a day's truck: each parcel is a stop.
fn load(document: &Document<'_>, client: &Client, run: Range<u32>, to: &mut Interchange) {
    let date = document.date(run.start).compact();
    to.begin_set("204");
    to.segment(&["B2", "", "CPCL", "", &format!("L{:08}", run.start + 1), "", "PP"]);
    to.segment(&["B2A", "00"]);
    to.segment(&["N1", "SH", &name(client), "93", &number(client, document, run.start)]);
    to.segment(&["G61", "SH", "SHIPPING DESK", "TE", &client.desk_phone()]);
    let mut stop = 0;
    Document { shipments: vec![run], ..document.clone() }.for_each(|shipment, written| {
        stop += 1;
        to.segment(&["S5", &stop.to_string(), "CU", &weight(shipment), "K", "1", "PC"]);
        to.segment(&["L11", &document.world.tracking(shipment), "2I"]);
        to.segment(&["G62", "10", &date]);
        to.segment(&["N1", "CN", &written.name]);
        to.segment(&["N3", &written.line1, &written.line2]);
        to.segment(&["N4", &written.city, written.province, &written.postcode, "CA"]);
        if !written.phone.is_empty() {
            to.segment(&["G61", "CN", &written.name, "TE", &written.phone]);
        }
        if !written.email.is_empty() {
            to.segment(&["G61", "CN", &written.name, "EM", &written.email]);
        }
    });
    to.segment(&["L3", "", "", "", "", "", "", "", "", "", "", &stop.to_string()]);
    to.end_set();
}
