//! Microsoft Access databases: Jet 3 (Access 97, `mdb`), Jet 4 (Access 2000 to 2003, `mdb`) and ACE (Access 2007 and later, `accdb`).
//! What is known of them stands in the notes of mdbtools (github.com/mdbtools/mdbtools, HACKING.md) and in what Jackcess reads.
//!
//! One table per table of the user's, columns as it names them; a record is a row. Where a column takes several values, or keeps
//! those that it had before, they are a table too. Attachments are sources of their own; pictures and other objects give no value,
//! and are counted. Deleted rows that may still stand on their pages are not recovered. A database that Jet encoded is read: the key stands in
//! the file. One that ACE encrypted with a password is not.

mod attachments;
mod catalog;
mod cells;
mod cipher;
mod definition;
mod layout;
#[cfg(test)]
mod made;
mod moments;
mod pages;
mod reader;
mod rows;
#[cfg(test)]
mod tests;
mod text;
mod usage;
mod values;

use whose_model::GapReason;

use self::definition::Definition;
use self::layout::{JET3, JET4, Layout, long, short};
use self::pages::Pages;
use self::reader::Reader;
use self::text::Decoding;
use crate::{Format, Head, Input, Output, Reading, Recognition};

/// Access databases.
pub struct Access;

const JET: &[u8] = b"\x00\x01\x00\x00Standard Jet DB\0";
const ACE: &[u8] = b"\x00\x01\x00\x00Standard ACE DB\0";
/// Where the header says which version wrote it: 0 is Jet 3.
const VERSION: usize = 0x14;
/// Where it keeps the code page of Jet 3, and the key of all pages.
const CODE_PAGE: usize = 0x3C;
const KEY: usize = 0x3E;
/// What has to be known of the first page.
const HEADER: usize = 256;

impl Format for Access {
    fn code(&self) -> &'static str {
        "access"
    }

    fn title(&self) -> &'static str {
        "Microsoft Access databases (mdb of Access 97 to 2003, accdb), every table, with attachments; deleted rows are not \
         recovered, and databases encrypted with a password (accdb) are not read"
    }

    fn recognise(&self, head: &Head<'_>) -> Recognition {
        let is_access = head.bytes.starts_with(JET) || head.bytes.starts_with(ACE);
        if is_access { Recognition::Certain } else { Recognition::No }
    }

    fn read(&self, input: &mut dyn Input, output: &mut dyn Output) -> Reading {
        let length = input.length();
        let Ok(mut source) = input.raw() else {
            output.not_read(0, length, GapReason::Unreadable, "the source could not be opened");
            return Reading::default();
        };
        let mut header = vec![0; HEADER];
        if source.read_exact(&mut header).is_err() {
            output.not_read(0, length, GapReason::Truncated, "the database ends within its header");
            return Reading::default();
        }
        let header = Header::of(header);
        if header.is_encrypted {
            output.not_read(0, length, GapReason::Encrypted, ENCRYPTED);
            return Reading::default();
        }
        let mut pages = Pages::new(source, length, header.layout, header.key);
        if header.key != 0 && Definition::read(&mut pages, catalog::PAGE, &header.decoding).is_err() {
            output.not_read(0, length, GapReason::Encrypted, ENCRYPTED);
            return Reading::default();
        }
        if pages.end() < length {
            output.not_read(pages.end(), length, GapReason::Truncated, "the last page is not whole");
        }
        Reader::new(pages, header.decoding, output).read()
    }
}

const ENCRYPTED: &str = "the database is encrypted: open it in Access with its password, decrypt it there (File, Info), and add the \
                         decrypted file as a source";

/// What the first page says of all others.
struct Header {
    layout: &'static Layout,
    decoding: Decoding,
    key: u32,
    is_encrypted: bool,
}

impl Header {
    fn of(mut bytes: Vec<u8>) -> Self {
        cipher::reveal_header(&mut bytes);
        let is_old = bytes.starts_with(JET) && bytes.get(VERSION) == Some(&0);
        let code_page = short(&bytes, CODE_PAGE).unwrap_or_default();
        let key = long(&bytes, KEY).unwrap_or_default();
        Self {
            layout: if is_old { &JET3 } else { &JET4 },
            decoding: if is_old { Decoding::code_page(code_page) } else { Decoding::wide() },
            key,
            is_encrypted: bytes.starts_with(ACE) && key != 0,
        }
    }
}
