//! One file per format. A new format is one file here and its line in [`ALL`].

mod access;
mod arrow;
mod bson;
mod calendar;
mod cfonb120;
mod chat;
mod coded;
mod content_lines;
mod dbf;
mod delimited;
mod doc;
mod edi;
mod edifact;
mod fixed_width;
mod grids;
mod hl7;
mod hprim;
mod html;
mod hwp;
mod json;
mod labelled;
mod links;
mod mail;
mod messages;
mod mt103;
mod mt940;
mod mysqldump;
mod nacha;
mod notebook;
mod on_its_side;
mod outlook;
mod paragraphs;
mod parquet;
mod passengers;
mod payments;
mod pdf;
mod pgdump;
mod rtf;
mod sheet_cards;
mod sheet_forms;
mod sql;
mod sqlite;
mod text;
mod unix_accounts;
mod variable_length;
mod vcard;
mod workbook_notes;
mod x12;
mod xls_records;
mod xlsx;
mod xml;
mod yaml;
mod zpl;

use crate::Format;

/// Every format, the more particular first.
pub const ALL: &[&dyn Format] = &[
    &x12::X12,
    &edifact::Edifact,
    &hl7::Hl7,
    &hprim::Hprim,
    &sqlite::Sqlite,
    &variable_length::VariableLength,
    &access::Access,
    &parquet::Parquet,
    &arrow::Arrow,
    &bson::Bson,
    &pdf::Pdf,
    &outlook::Msg,
    &outlook::Pst,
    &dbf::Dbf,
    &hwp::Hwp,
    &rtf::Rtf,
    &doc::Doc,
    &xlsx::Spreadsheet,
    &mail::Mbox,
    &mail::Eml,
    &vcard::Vcard,
    &calendar::Calendar,
    &chat::Chat,
    &zpl::Zpl,
    &mt103::Mt103,
    &mt940::Mt940,
    &nacha::Nacha,
    &cfonb120::Cfonb120,
    &unix_accounts::UnixAccounts,
    &payments::BACS,
    &payments::ABA,
    &payments::CFONB,
    &payments::ZENGIN,
    &passengers::Passengers,
    &coded::DSN,
    &coded::GDT,
    &coded::GEDCOM,
    &coded::ASTM,
    &coded::UKE,
    &coded::DICOM,
    &coded::WAGES,
    &coded::REDIS,
    &pgdump::PgDump,
    &mysqldump::MysqlDump,
    &sql::Script,
    &notebook::Notebook,
    &json::Json,
    &paragraphs::Paragraphs,
    &html::Workbook,
    &html::Html,
    &xml::Xml,
    &yaml::Yaml,
    &delimited::Delimited,
    &labelled::Labelled,
    &fixed_width::FixedWidth,
    &text::Text,
];
