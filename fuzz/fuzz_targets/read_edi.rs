//! X12 and EDIFACT: the first byte chooses how the interchange begins.
#![no_main]

mod accounting;

const BEGINNINGS: [&[u8]; 4] = [
    b"ISA*00*          *00*          *ZZ*A              *ZZ*B              *180102*1253*^*00501*000000905*0*P*:~",
    b"GS*SH*A*B*20180102*1253*1*X*004010~ST*856*0001~",
    b"UNA:+.? 'UNB+UNOC:3+A+B+180102:1000+1'",
    b"UNB+UNOA:1+A+B+180102:1000+1'UNH+1+IFTMIN:D:96A:UN'",
];

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Some((choice, rest)) = bytes.split_first() {
        accounting::read(BEGINNINGS[usize::from(*choice) % BEGINNINGS.len()], rest);
    }
});
