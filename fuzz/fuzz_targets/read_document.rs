//! Mail, mailboxes, vCards, LDIF, databases, Parquet, spreadsheets, dBASE tables and documents: the first byte chooses the beginning.
#![no_main]

mod accounting;

const BEGINNINGS: [&[u8]; 11] = [
    b"From: a@example.com\nTo: b@example.com\nSubject: x\nMIME-Version: 1.0\n",
    b"From a@example.com Tue Jan  2 10:00:00 2018\nFrom: a@example.com\n",
    b"BEGIN:VCARD\r\n",
    b"dn: cn=a,o=b\n",
    b"PAR1",
    b"SQLite format 3\0",
    b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1W\0o\0r\0k\0b\0o\0o\0k\0",
    b"\x03\x77\x03\x1F\x02\0\0\0\x41\0\x0B\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\
NAME\0\0\0\0\0\0\0C\0\0\0\0\x0A\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x0D Anne Roy  ",
    b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1HWP Document File",
    b"{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0\\fcharset129 A;}}\\pard Anne Roy\\par \\intbl a\\cell\\row ",
    b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0",
];

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Some((choice, rest)) = bytes.split_first() {
        accounting::read(BEGINNINGS[usize::from(*choice) % BEGINNINGS.len()], rest);
    }
});
