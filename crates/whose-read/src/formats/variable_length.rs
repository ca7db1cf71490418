//! Records of EBCDIC with their length before them (z/OS DFSMS Using Data Sets, "variable-length records"), as mainframes send them.
//!
//! The word before a record says its length: two bytes with the word counted and two zeros, or, as some transfers write it, two zeros and two
//! bytes without it. What the fields are, only the program knows that wrote them: a record is a line of text, its fields parted where blanks or
//! bytes that are no text stand.

use std::io::{BufRead, BufReader, Read};

use whose_model::{Batch, GapReason, TableKind};

use crate::ebcdic;
use crate::survey::HEAD;
use crate::{Format, Head, Input, Output, Reading, Recognition};

/// Length of the word before a record.
const WORD: usize = 4;
/// So many words in a row are no accident.
const LEAST: usize = 8;

/// Records with their length before them.
pub struct VariableLength;

/// How the word says the length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word {
    Counted,
    NotCounted { big: bool },
}

impl Word {
    const ALL: [Self; 3] = [Self::Counted, Self::NotCounted { big: true }, Self::NotCounted { big: false }];

    /// Length of the record behind the word.
    fn length(self, word: [u8; WORD]) -> Option<usize> {
        let length = match self {
            Self::Counted if word[2..] == [0, 0] => {
                usize::from(u16::from_be_bytes([word[0], word[1]])).checked_sub(WORD)?
            }
            Self::NotCounted { big: true } if word[..2] == [0, 0] => {
                usize::from(u16::from_be_bytes([word[2], word[3]]))
            }
            Self::NotCounted { big: false } if word[..2] == [0, 0] => {
                usize::from(u16::from_le_bytes([word[2], word[3]]))
            }
            _ => return None,
        };
        (length > 0).then_some(length)
    }
}

/// How the words of a source say lengths; `None` where it has no such words.
fn word(head: &[u8]) -> Option<Word> {
    let leads = |word: &Word| {
        let (mut rest, mut record) = (head, Vec::new());
        (0..LEAST).all(|_| next_record(&mut rest, *word, &mut record).is_some())
    };
    Word::ALL.into_iter().find(leads).filter(|_| ebcdic::is_likely_in_records(head))
}

impl Format for VariableLength {
    fn code(&self) -> &'static str {
        "variable-length"
    }

    fn title(&self) -> &'static str {
        "Records of EBCDIC with their length before them (RDW)"
    }

    fn recognise(&self, head: &Head<'_>) -> Recognition {
        if word(head.bytes).is_some() { Recognition::Certain } else { Recognition::No }
    }

    fn read(&self, input: &mut dyn Input, output: &mut dyn Output) -> Reading {
        let end = input.length();
        let Ok(raw) = input.raw() else {
            output.not_read(0, end, GapReason::Unreadable, "the records could not be read");
            return Reading::default();
        };
        let mut source = BufReader::with_capacity(HEAD, raw);
        let Some(word) = source.fill_buf().ok().and_then(word) else {
            output.not_read(
                0,
                end,
                GapReason::Damaged,
                "the lengths of the records do not lead from one to the next",
            );
            return Reading::default();
        };
        output.declare(0, "", TableKind::Text, vec!["text".to_string()]);
        let (mut batch, mut number, mut at) = (Batch::default(), 0, 0);
        let mut record = Vec::new();
        while let Some(length) = next_record(&mut source, word, &mut record) {
            number += 1;
            let said = line(&record, |stray| {
                let from = at + (WORD + stray) as u64;
                output.not_read(from, from + 1, GapReason::Undecodable, "characters of two bytes");
            });
            batch.push(0, 0, &said);
            batch.end_record(number, at);
            output.hand_over_if_full(0, &mut batch);
            at += length;
            if output.stopped() {
                break;
            }
        }
        output.hand_over(0, &mut batch);
        if at < end && !output.stopped() {
            output.not_read(at, end, GapReason::Damaged, "no length of a record stands here");
        }
        Reading { records: number }
    }
}

/// Reads the next record; its length with the word, if all of it is there.
fn next_record(source: &mut impl Read, word: Word, record: &mut Vec<u8>) -> Option<u64> {
    let mut length = [0; WORD];
    source.read_exact(&mut length).ok()?;
    record.resize(word.length(length)?, 0);
    source.read_exact(record).ok()?;
    Some((WORD + record.len()) as u64)
}

/// What a record says, its fields parted; `stray` is told which bytes are not decoded.
fn line(record: &[u8], stray: impl FnMut(usize)) -> String {
    let mut text = String::new();
    ebcdic::Decoder::new().decode(record, &mut text, stray);
    let text = text.replace(|c: char| c.is_control() || c == char::REPLACEMENT_CHARACTER, "\t");
    let fields =
        text.split('\t').flat_map(|part| part.split("  ")).map(str::trim).filter(|field| !field.is_empty());
    fields.collect::<Vec<_>>().join("\t")
}

#[cfg(test)]
mod tests {
    use crate::ebcdic::tests::encode;
    use crate::proving::{dump, read_bytes};
    use proptest::prelude::*;

    fn records(word: impl Fn(u16) -> [u8; 4]) -> Vec<u8> {
        let mut bytes = Vec::new();
        for number in 0..12 {
            let mut record = encode(&format!("P{number:08}ANNE ROY       {}", "12 OAK AVENUE, ELY  "));
            record.extend([0; 9]);
            record.truncate(record.len() - number % 3);
            bytes.extend(word(record.len() as u16));
            bytes.extend(record);
        }
        bytes
    }

    #[test]
    fn lengths_of_all_kinds_lead_from_record_to_record() {
        let counted = records(|length| {
            let [high, low] = (length + 4).to_be_bytes();
            [high, low, 0, 0]
        });
        let little = records(|length| {
            let [high, low] = length.to_be_bytes();
            [0, 0, low, high]
        });
        for bytes in [&counted, &little] {
            let found = dump("x", bytes);
            assert!(found.starts_with("x: variable-length"), "{found}");
            assert!(
                found.contains("0 #12 @")
                    && found.contains("text=\"P00000000ANNE ROY\\t12 OAK AVENUE, ELY\""),
                "{found}"
            );
        }
        let cut = &counted[..counted.len() - 5];
        assert_eq!(read_bytes("x", cut)["x"].gaps.len(), 1);
    }

    #[test]
    fn characters_of_two_bytes_are_told() {
        let plain = records(|length| [0, 0, 0, length as u8]);
        let record = [0x0E, 0x88, 0x61, 0x8F, 0x43, 0x0F];
        let wide = [plain, vec![0, 0, 0, 6], record.to_vec()].concat();
        let gaps = &read_bytes("x", &wide)["x"].gaps;
        assert_eq!(gaps.len(), 1, "{gaps:?}");
    }

    proptest! {
        #[test]
        fn any_bytes_behind_the_first_records_are_told(more in proptest::collection::vec(any::<u8>(), 0..60)) {
            let mut bytes = records(|length| { let [high, low] = length.to_be_bytes(); [0, 0, high, low] });
            bytes.extend(more);
            read_bytes("x", &bytes);
        }
    }
}
