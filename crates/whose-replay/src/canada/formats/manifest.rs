//! Canada Post style manifest XML: many manifests in a file, each of one client and day.

use std::fmt::Write;

use crate::sheet::escape;

use super::{Document, order_number, service, weight};

/// Customer number of the provider itself, which mails on behalf of some clients.
const CONSOLIDATOR: &str = "0009990001";

pub(super) fn write(document: &Document<'_>) -> Vec<u8> {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<manifests xmlns=\"http://www.canadapost.ca/ws/manifest-v8\">\n",
    );
    for run in document.by_day() {
        let client = document.world.client_of(run.start);
        let day = document.world.shipments[run.start as usize].day;
        let number = format!("{:010}", client.number_on(day));
        let mailed_by = if client.numbers[0].is_multiple_of(3) { CONSOLIDATOR } else { &number };
        _ = write!(
            out,
            "<manifest>\n <po-number>P{:09}</po-number>\n <mailed-by-customer>{mailed_by}</mailed-by-customer>\n \
             <mobo>{number}</mobo>\n <manifest-date>{}</manifest-date>\n <shipments>\n",
            run.start + 1,
            document.date(run.start).iso(),
        );
        one_day(document, run, &mut out);
        out.push_str(" </shipments>\n</manifest>\n");
    }
    out.push_str("</manifests>\n");
    out.into_bytes()
}

fn one_day(document: &Document<'_>, run: std::ops::Range<u32>, out: &mut String) {
    let client = document.world.client_of(run.start);
    let mut sender = String::new();
    escape(client.name, &mut sender);
    let desk = client.desk_phone();
    let element = |out: &mut String, name: &str, value: &str| {
        if !value.is_empty() {
            _ = write!(out, "<{name}>");
            escape(value, out);
            _ = write!(out, "</{name}>");
        }
    };
    Document { shipments: vec![run], ..document.clone() }.for_each(|shipment, written| {
        _ = write!(
            out,
            "  <shipment><tracking-pin>{}</tracking-pin><customer-ref>{}</customer-ref><delivery-spec><service-code>{}\
             </service-code><sender><company>{sender}</company><contact-phone>{desk}</contact-phone></sender><destination>",
            document.world.tracking(shipment),
            order_number(shipment),
            service(shipment),
        );
        element(out, if written.given.is_empty() { "company" } else { "name" }, &written.name);
        element(out, "client-voice-number", &written.phone);
        out.push_str("<address-details>");
        element(out, "address-line-1", &written.line1);
        element(out, "address-line-2", &written.line2);
        element(out, "city", &written.city);
        element(out, "prov-state", written.province);
        element(out, "country-code", "CA");
        element(out, "postal-zip-code", &written.postcode);
        out.push_str("</address-details></destination>");
        if !written.email.is_empty() {
            out.push_str("<notification>");
            element(out, "email", &written.email);
            out.push_str("<on-shipment>true</on-shipment></notification>");
        }
        _ = writeln!(
            out,
            "<parcel-characteristics><weight>{}</weight></parcel-characteristics></delivery-spec></shipment>",
            weight(shipment)
        );
    });
}
