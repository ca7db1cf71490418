//! Delimited exports with the separators, headers and encodings of six different systems.

use crate::canada::clients::Kind;
use crate::text::Encoding;

use super::{Document, order_number, service, weight};

pub(super) fn write(document: &Document<'_>) -> Vec<u8> {
    let (separator, line_end, encoding) = match document.kind {
        Kind::CsvSplit => (',', "\n", Encoding::Utf8),
        Kind::CsvMark => (';', "\r\n", Encoding::Utf8WithMark),
        Kind::CsvFrench => (';', "\r\n", Encoding::Latin1),
        Kind::Tabbed => ('\t', "\r\n", Encoding::Utf16),
        Kind::Piped => ('|', "\n", Encoding::Utf8),
        _ => (',', "\r\n", Encoding::Latin1),
    };
    let mut out = String::new();
    let header = header(document.kind);
    if !header.is_empty() {
        row(header, separator, line_end, &mut out);
    }
    document.for_each(|shipment, written| {
        let (tracking, date) = (document.world.tracking(shipment), document.date(shipment));
        let w = written;
        match document.kind {
            Kind::CsvSplit => {
                let cells = [
                    &tracking,
                    &date.iso(),
                    &w.given,
                    &w.family,
                    &w.line1,
                    &w.line2,
                    &w.city,
                    w.province,
                    &w.postcode,
                    "CA",
                    &w.phone,
                    &w.email,
                    &weight(shipment),
                    service(shipment),
                ];
                row(&cells, separator, line_end, &mut out);
            }
            Kind::CsvMark => {
                let cells = [
                    &order_number(shipment),
                    &tracking,
                    &date.iso(),
                    &date.due().iso(),
                    &w.name,
                    &w.line1,
                    &w.line2,
                    &w.city,
                    w.province,
                    &w.postcode,
                    &w.email,
                    &w.phone,
                ];
                row(&cells, separator, line_end, &mut out);
            }
            Kind::CsvFrench => {
                let cells = [
                    &tracking,
                    &date.french(),
                    &w.name,
                    &w.line1,
                    &w.line2,
                    &w.city,
                    w.province,
                    &w.postcode,
                    &w.phone,
                    &w.email,
                    &weight(shipment).replace('.', ","),
                ];
                row(&cells, separator, line_end, &mut out);
            }
            Kind::Tabbed => {
                let street =
                    if w.line2.is_empty() { w.line1.clone() } else { format!("{}, {}", w.line1, w.line2) };
                let cells = [
                    &date.iso(),
                    &tracking,
                    &w.name,
                    &street,
                    &w.city,
                    w.province,
                    &w.postcode,
                    &w.phone,
                    &w.email,
                ];
                row(&cells, separator, line_end, &mut out);
            }
            Kind::Piped => {
                let cells = [
                    &tracking,
                    &date.compact(),
                    &w.name,
                    "",
                    &w.line1,
                    &w.line2,
                    &w.city,
                    w.province,
                    &w.postcode,
                    &w.phone,
                    &w.email,
                    service(shipment),
                ];
                row(&cells, separator, line_end, &mut out);
            }
            _ => {
                let cells = [
                    &tracking,
                    &date.iso(),
                    &w.name,
                    &w.line1,
                    &w.line2,
                    &w.city,
                    w.province,
                    &w.postcode,
                    &w.phone,
                    &w.email,
                    &weight(shipment),
                ];
                row(&cells, separator, line_end, &mut out);
            }
        }
    });
    encoding.encode(out)
}

const fn header(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::CsvSplit => &[
            "tracking_no",
            "ship_date",
            "first_name",
            "last_name",
            "address1",
            "address2",
            "city",
            "province",
            "postal_code",
            "country",
            "phone",
            "email",
            "weight_kg",
            "service",
        ],
        Kind::CsvMark => &[
            "OrderNumber",
            "TrackingNumber",
            "ShipDate",
            "ExpectedDelivery",
            "ShipToName",
            "ShipToAddress1",
            "ShipToAddress2",
            "ShipToCity",
            "ShipToProv",
            "ShipToPostal",
            "ShipToEmail",
            "ShipToPhone",
        ],
        Kind::CsvFrench => &[
            "No de suivi",
            "Date d'expédition",
            "Destinataire",
            "Adresse",
            "Adresse (suite)",
            "Ville",
            "Province",
            "Code postal",
            "Téléphone",
            "Courriel",
            "Poids (kg)",
        ],
        Kind::Tabbed => &[
            "Shipped",
            "PIN",
            "Deliver To",
            "Street",
            "City",
            "Province",
            "Postal Code",
            "Telephone",
            "E-mail",
        ],
        Kind::Piped => &[
            "TRACKING_PIN",
            "SHIP_DT",
            "CNSGNEE_NM",
            "ATTN",
            "ADDR_LN_1",
            "ADDR_LN_2",
            "CITY_NM",
            "PROV_CD",
            "PSTL_CD",
            "PHONE_NO",
            "EMAIL_ADDR",
            "SVC_CD",
        ],
        _ => &[],
    }
}

/// One line; a cell is quoted when it must be.
fn row(cells: &[&str], separator: char, line_end: &str, out: &mut String) {
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            out.push(separator);
        }
        if cell.contains([separator, '"', '\n', '\r']) {
            out.push('"');
            out.push_str(&cell.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(cell);
        }
    }
    out.push_str(line_end);
}
