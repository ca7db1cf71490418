//! X12, EDIFACT and the messages of banks and airlines: the first byte chooses how the interchange begins.
#![no_main]

mod accounting;

const BEGINNINGS: [&[u8]; 7] = [
    b"ISA*00*          *00*          *ZZ*A              *ZZ*B              *180102*1253*^*00501*000000905*0*P*:~",
    b"GS*SH*A*B*20180102*1253*1*X*004010~ST*856*0001~",
    b"UNA:+.? 'UNB+UNOC:3+A+B+180102:1000+1'",
    b"UNB+UNOA:1+A+B+180102:1000+1'UNH+1+IFTMIN:D:96A:UN'",
    b"{1:F01A}{4:\n:20:A\n:23B:CRED\n:32A:230301GBP5,\n:59:A\n:50K:",
    b"{1:F01A}{4:\n:20:A\n:25:A\n:60F:C230228EUR1,\n:61:2303010301CR12,N\n:86:",
    b"PNL\nXX412/01MAR YYZ PART1\n1ROY/ANNEMRS .L/A\n.R/DOCS ",
];

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Some((choice, rest)) = bytes.split_first() {
        accounting::read(BEGINNINGS[usize::from(*choice) % BEGINNINGS.len()], rest);
    }
});
