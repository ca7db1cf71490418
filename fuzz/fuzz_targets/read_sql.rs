//! SQL scripts and dumps: the first byte chooses the dialect.
#![no_main]

mod accounting;

const BEGINNINGS: [&[u8]; 4] = [
    b"-- MySQL dump 10.13\nINSERT INTO `t` VALUES (",
    b"-- PostgreSQL database dump\nCOPY public.t (a, b) FROM stdin;\n",
    b"CREATE TABLE t (a, b);\nINSERT INTO t VALUES (",
    b"INSERT INTO t (a) VALUES (",
];

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Some((choice, rest)) = bytes.split_first() {
        accounting::read(BEGINNINGS[usize::from(*choice) % BEGINNINGS.len()], rest);
    }
});
