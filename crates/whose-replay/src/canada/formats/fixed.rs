//! Fixed-width exports: one without header and without space between columns, one with both.

use crate::canada::clients::Kind;
use crate::text::Encoding;

use super::{Document, service};

const COLUMNS: [(&str, usize); 11] = [
    ("TRACKING PIN", 16),
    ("SHIPDATE", 8),
    ("CONSIGNEE NAME", 44),
    ("ADDRESS LINE 1", 44),
    ("ADDRESS LINE 2", 44),
    ("CITY", 40),
    ("PROV", 4),
    ("POSTAL", 7),
    ("PHONE", 14),
    ("EMAIL", 70),
    ("SERVICE", 8),
];

pub(super) fn write(document: &Document<'_>) -> Vec<u8> {
    let (gap, encoding) = match document.kind {
        Kind::FixedHeader => (" ", Encoding::Utf8),
        _ => ("", Encoding::Latin1),
    };
    let mut out = String::new();
    if document.kind == Kind::FixedHeader {
        row(&COLUMNS.map(|(name, _)| name), gap, &mut out);
    }
    document.for_each(|shipment, w| {
        let (tracking, date) = (document.world.tracking(shipment), document.date(shipment).compact());
        let cells = [
            &tracking,
            &date,
            &w.name,
            &w.line1,
            &w.line2,
            &w.city,
            w.province,
            &w.postcode,
            &w.phone,
            &w.email,
            service(shipment),
        ];
        row(&cells, gap, &mut out);
    });
    encoding.encode(out)
}

fn row(cells: &[&str; 11], gap: &str, out: &mut String) {
    for (cell, (_, width)) in cells.iter().zip(COLUMNS) {
        out.push_str(cell);
        out.extend(std::iter::repeat_n(' ', width.saturating_sub(cell.chars().count())));
        out.push_str(gap);
    }
    out.push_str("\r\n");
}
