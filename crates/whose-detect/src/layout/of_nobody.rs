//! What the standards of X12 and EDIFACT keep apart from parties: envelopes, levels, goods, measures, totals and the codes that say
//! how to read other elements. It is scanned like all else; it is no column whose meaning is unknown.
//!
//! Sources: ASC X12 segment directory; UN/EDIFACT D.01B segment and composite directories.

/// Segments that tell of messages, goods, transport and amounts.
const SEGMENTS: &str = "ISA IEA GS GE ST SE TA1 HL LX BSN BEG BGN BIG BHT B2 B2A B3 B10 TD1 TD3 TD4 TD5 PRF LIN SN1 PO1 PO4 IT1 PID CTT TDS SAC \
    CUR TXI AK1 AK2 AK3 AK4 AK5 AK9 IK3 IK4 IK5 AT7 AT8 MS1 MS2 MS3 S5 L0 L3 L5 L7 LAD OID MEA DTM DTP G62 FOB ITD UNB UNH UNT UNZ UNS UNG \
    UNE BGM TDT GID CPS PAC PCI LIN QTY MOA TAX CUX PRI TOD EQD EQN SEL CNT GIN MEA PAT HAN TMD SGP TSR";

/// Elements of parties and contacts that say how to read the others, and under which code list.
const CODES: &[(&str, &str, &str)] = &[
    ("N1", "01", ""),
    ("N1", "03", ""),
    ("N1", "05", ""),
    ("N1", "06", ""),
    ("NM1", "01", ""),
    ("NM1", "08", ""),
    ("PER", "01", ""),
    ("PER", "03", ""),
    ("PER", "05", ""),
    ("PER", "07", ""),
    ("REF", "01", ""),
    ("N9", "01", ""),
    ("L11", "02", ""),
    ("NAD", "3035", ""),
    ("NAD", "C082", "2"),
    ("NAD", "C082", "3"),
    ("CTA", "3139", ""),
    ("COM", "C076", "2"),
    ("RFF", "C506", "1"),
    ("LOC", "3227", ""),
];

/// Is the element one of those?
pub(super) fn is(tag: &str, element: &str, component: &str) -> bool {
    SEGMENTS.split_ascii_whitespace().any(|known| known == tag) || CODES.contains(&(tag, element, component))
}
