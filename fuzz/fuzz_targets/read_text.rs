//! Delimited text, fixed-width text, labelled records, JSON, YAML, XML, HTML, EDI and dumps: whatever the bytes begin as.
#![no_main]

mod accounting;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| accounting::read(b"", bytes));
