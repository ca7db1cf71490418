//! Containers and binary formats: the first byte chooses the signature.
#![no_main]

mod accounting;

const SIGNATURES: [&[u8]; 7] = [
    b"PK\x03\x04",
    b"\x1F\x8B\x08",
    b"BZh91AY&SY",
    b"\xFD7zXZ\0",
    b"\x28\xB5\x2F\xFD",
    b"SQLite format 3\0",
    b"",
];

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some((first, rest)) = bytes.split_first() else { return };
    accounting::read(SIGNATURES[usize::from(*first) % SIGNATURES.len()], rest);
});
