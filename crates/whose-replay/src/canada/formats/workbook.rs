//! One client's whole history as a workbook.

use anyhow::Result;

use crate::sheet::Sheet;

use super::Document;

pub(super) fn write(document: &Document<'_>) -> Result<Vec<u8>> {
    let mut sheet = Sheet::new();
    sheet.row(&[
        "Tracking #",
        "Date shipped",
        "Customer",
        "Address",
        "Apt / Unit",
        "City",
        "Prov.",
        "Postal code",
        "Phone",
        "Email",
    ]);
    document.for_each(|shipment, w| {
        let (tracking, date) = (document.world.tracking(shipment), document.date(shipment).iso());
        sheet.row(&[
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
        ]);
    });
    sheet.finish("Shipments")
}
