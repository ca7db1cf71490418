//! PDF, mail, mailboxes, vCards, LDIF, databases, spreadsheets and documents: the first byte chooses the beginning.
#![no_main]

mod accounting;

const BEGINNINGS: &[&[u8]] = &[
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj ",
    b"From: a@example.com\nTo: b@example.com\nSubject: x\nMIME-Version: 1.0\n",
    b"From a@example.com Tue Jan  2 10:00:00 2018\nFrom: a@example.com\n",
    b"BEGIN:VCARD\r\n",
    b"dn: cn=a,o=b\n",
    b"PAR1",
    b"SQLite format 3\0",
    b"\0\x01\0\0Standard Jet DB\0",
    b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1W\0o\0r\0k\0b\0o\0o\0k\0",
    &MESSAGE,
    &MAILBOX,
    b"\x03\x77\x03\x1F\x02\0\0\0\x41\0\x0B\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\
NAME\0\0\0\0\0\0\0C\0\0\0\0\x0A\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x0D Anne Roy  ",
    b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1HWP Document File",
    b"{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0\\fcharset129 A;}}\\pard Anne Roy\\par \\intbl a\\cell\\row ",
    b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0",
];

/// The head of a compound file: the root of a message in its first sector, the table of sectors in its second.
const MESSAGE: [u8; 640] = head(&[
    (0, b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"),
    (24, b"\x3E\0\x03\0\xFE\xFF\x09\0\x06\0"),
    (44, b"\x01\0\0\0\0\0\0\0"),
    (56, b"\0\x10\0\0\xFE\xFF\xFF\xFF\0\0\0\0\xFE\xFF\xFF\xFF\0\0\0\0\x01\0\0\0\xFF\xFF\xFF\xFF"),
    (512, b"R\0o\0o\0t\0 \0E\0n\0t\0r\0y\0"),
    (576, b"\x16\0\x05\x01\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01\0\0\0"),
    (592, b"\x0B\x0D\x02\0\0\0\0\0\xC0\0\0\0\0\0\0\x46"),
]);

/// The header of a mailbox, with its nodes right behind it and its blocks behind those.
const MAILBOX: [u8; 1_024] =
    head(&[(0, b"!BDN\0\0\0\0SM\x17\0"), (224, b"\0\x04"), (240, b"\0\x06"), (512, b"\x80\x01")]);

/// A head with these bytes at their places.
const fn head<const LENGTH: usize>(parts: &[(usize, &[u8])]) -> [u8; LENGTH] {
    let mut head = [0; LENGTH];
    let mut part = 0;
    while part < parts.len() {
        let (from, bytes) = parts[part];
        let mut at = 0;
        while at < bytes.len() {
            head[from + at] = bytes[at];
            at += 1;
        }
        part += 1;
    }
    head
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Some((choice, rest)) = bytes.split_first() {
        accounting::read(BEGINNINGS[usize::from(*choice) % BEGINNINGS.len()], rest);
    }
});
