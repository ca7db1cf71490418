//! Database dumps that hold several clients, told apart by a column.

use std::fmt::Write;

use super::{Document, service};

/// Rows of one INSERT statement.
const ROWS: usize = 400;

pub(super) fn mysql(document: &Document<'_>) -> Vec<u8> {
    let mut out = String::from(
        "-- MySQL dump 10.13  Distrib 5.7.25, for Linux (x86_64)\n--\n-- Host: localhost    Database: edi_tracking\n\
         -- ------------------------------------------------------\n/*!40101 SET NAMES utf8 */;\n\n\
         DROP TABLE IF EXISTS `customers`;\nCREATE TABLE `customers` (\n  `customer_no` char(10) NOT NULL,\n  \
         `company_name` varchar(60) DEFAULT NULL,\n  `edi_id` varchar(15) DEFAULT NULL,\n  PRIMARY KEY (`customer_no`)\n\
         ) ENGINE=InnoDB DEFAULT CHARSET=utf8;\n\nINSERT INTO `customers` VALUES ",
    );
    let customers = customers(document);
    for (at, [number, name, edi]) in customers.iter().enumerate() {
        let comma = if at > 0 { "," } else { "" };
        _ = write!(out, "{comma}('{number}',{},'{edi}')", quoted(name));
    }
    out.push_str(
        ";\n\nDROP TABLE IF EXISTS `shipments`;\nCREATE TABLE `shipments` (\n  `id` int(11) NOT NULL AUTO_INCREMENT,\n  \
         `client_id` char(10) NOT NULL,\n  `tracking_pin` char(16) NOT NULL,\n  `ship_date` date NOT NULL,\n  \
         `consignee` varchar(44) DEFAULT NULL,\n  `addr1` varchar(44) DEFAULT NULL,\n  `addr2` varchar(44) DEFAULT NULL,\n  \
         `city` varchar(40) DEFAULT NULL,\n  `prov` char(2) DEFAULT NULL,\n  `postal` varchar(7) DEFAULT NULL,\n  \
         `phone` varchar(14) DEFAULT NULL,\n  `email` varchar(70) DEFAULT NULL,\n  `service` varchar(8) DEFAULT NULL,\n  \
         `created_at` datetime DEFAULT NULL,\n  PRIMARY KEY (`id`),\n  KEY `idx_client` (`client_id`)\n\
         ) ENGINE=InnoDB DEFAULT CHARSET=utf8;\n\nLOCK TABLES `shipments` WRITE;\n",
    );
    let mut row = 0;
    document.for_each(|shipment, w| {
        out.push_str(match row % ROWS {
            0 if row > 0 => ";\nINSERT INTO `shipments` VALUES ",
            0 => "INSERT INTO `shipments` VALUES ",
            _ => ",",
        });
        row += 1;
        let date = document.date(shipment).iso();
        let number =
            document.world.client_of(shipment).number_on(document.world.shipments[shipment as usize].day);
        _ = write!(out, "({row},'{number:010}','{}','{date}'", document.world.tracking(shipment));
        for cell in [&w.name, &w.line1, &w.line2, &w.city, w.province, &w.postcode, &w.phone, &w.email] {
            out.push(',');
            out.push_str(&quoted(cell));
        }
        let minute = crate::dice::mix(u64::from(shipment)) % 600;
        _ = write!(out, ",'{}','{date} {:02}:{:02}:00')", service(shipment), 8 + minute / 60, minute % 60);
    });
    out.push_str(";\nUNLOCK TABLES;\n\n-- Dump completed on 2019-04-02  2:14:07\n");
    out.into_bytes()
}

/// A value of MySQL; NULL where it is empty.
fn quoted(text: &str) -> String {
    if text.is_empty() {
        "NULL".to_string()
    } else {
        format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'"))
    }
}

pub(super) fn postgres(document: &Document<'_>) -> Vec<u8> {
    let mut out = String::from(
        "--\n-- PostgreSQL database dump\n--\n\n-- Dumped from database version 9.6.11\n\nSET client_encoding = 'UTF8';\n\
         SET standard_conforming_strings = on;\n\nCREATE TABLE public.customer (\n    customer_no character varying(10) \
         NOT NULL,\n    company_name text,\n    edi_id text\n);\n\nCREATE TABLE public.parcel (\n    parcel_id bigint NOT \
         NULL,\n    mailed_by character varying(10),\n    tracking_number character varying(16),\n    mailing_date date,\n    \
         recipient_name text,\n    street_1 text,\n    street_2 text,\n    city text,\n    province character(2),\n    \
         postal_code text,\n    telephone text,\n    email_address text\n);\n\n\
         COPY public.customer (customer_no, company_name, edi_id) FROM stdin;\n",
    );
    for [number, name, edi] in customers(document) {
        _ = writeln!(out, "{number}\t{name}\t{edi}");
    }
    out.push_str(
        "\\.\n\n\nCOPY public.parcel (parcel_id, mailed_by, tracking_number, mailing_date, recipient_name, street_1, street_2, \
         city, province, postal_code, telephone, email_address) FROM stdin;\n",
    );
    let mut row = 0;
    document.for_each(|shipment, w| {
        row += 1;
        let date = document.date(shipment).iso();
        let number =
            document.world.client_of(shipment).number_on(document.world.shipments[shipment as usize].day);
        _ = write!(out, "{row}\t{number:010}\t{}\t{date}", document.world.tracking(shipment));
        for cell in [&w.name, &w.line1, &w.line2, &w.city, w.province, &w.postcode, &w.phone, &w.email] {
            out.push('\t');
            out.push_str(if cell.is_empty() { "\\N" } else { cell });
        }
        out.push('\n');
    });
    out.push_str("\\.\n\n\nALTER TABLE ONLY public.parcel\n    ADD CONSTRAINT parcel_pkey PRIMARY KEY (parcel_id);\n\n");
    out.push_str("--\n-- PostgreSQL database dump complete\n--\n\n");
    out.into_bytes()
}

/// Number, name and identifier of each client in the dump.
fn customers(document: &Document<'_>) -> Vec<[String; 3]> {
    let mut list: Vec<u8> = document
        .shipments
        .iter()
        .map(|range| document.world.shipments[range.start as usize].client)
        .collect();
    list.sort_unstable();
    list.dedup();
    let clients = list.iter().map(|number| &document.world.clients[usize::from(*number)]);
    clients
        .flat_map(|client| {
            let row = |number: &u32| [format!("{number:010}"), client.name.to_string(), client.edi.clone()];
            client.numbers.iter().map(row).collect::<Vec<_>>()
        })
        .collect()
}
