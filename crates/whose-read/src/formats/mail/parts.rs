//! The text of a message's parts, where the message does not state its encoding or states one that the bytes are not in.

use std::borrow::Cow;

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Encoding, Message, MessagePart, MimeHeaders, PartType};

use crate::decode;
use crate::encoding::{self, may_be};
use crate::survey::Survey;

/// What an attachment holds: text as stated, or else the bytes that were sent, which are judged as those of a file are.
pub(super) fn content<'m>(message: &'m Message<'_>, part: &'m MessagePart<'_>) -> Cow<'m, [u8]> {
    misread(message, part).unwrap_or_else(|| part.contents().into())
}

/// The text of a body.
pub(super) fn text<'m>(message: &'m Message<'_>, part: &'m MessagePart<'_>, read: &'m str) -> Cow<'m, str> {
    let Some(bytes) = misread(message, part) else { return read.into() };
    let judged = encoding::decide(&Survey::of(&bytes));
    judged.map_or(read.into(), |encoding| decode::head(&bytes, &encoding, true).into())
}

/// The bytes of a part of text that is not in the encoding it was read in.
fn misread<'m>(message: &'m Message<'_>, part: &MessagePart<'_>) -> Option<Cow<'m, [u8]>> {
    let (PartType::Text(text) | PartType::Html(text)) = &part.body else { return None };
    if text.is_ascii() {
        return None;
    }
    let bytes = sent(message, part)?;
    let stated = part.content_type().and_then(|kind| kind.attribute("charset"));
    let is_right =
        !text.contains(char::REPLACEMENT_CHARACTER) && stated.is_none_or(|label| may_be(label, &bytes));
    (!is_right).then_some(bytes)
}

/// The bytes of a part as they were before they were written for transfer.
fn sent<'m>(message: &'m Message<'_>, part: &MessagePart<'_>) -> Option<Cow<'m, [u8]>> {
    let written = message.raw_message.get(part.offset_body as usize..part.offset_end as usize)?;
    match part.encoding {
        Encoding::None => Some(written.into()),
        Encoding::Base64 => base64_decode(written).map(Cow::from),
        Encoding::QuotedPrintable => quoted_printable_decode(written).map(Cow::from),
    }
}

#[cfg(test)]
mod tests {
    use encoding_rs::{EUC_KR, WINDOWS_1252};
    use proptest::prelude::*;

    use crate::proving::read_bytes;

    const FRENCH: &str = "Nom;Prénom;Ville\nQuéméneur;Maëlys;Orléans\nLefèvre;Hélène;Besançon\n";
    const KOREAN: &str = "성명,주소\n홍길동,서울시 종로구\n김영희,부산시 해운대구\n";

    fn message(kind: &str, bytes: &[u8]) -> Vec<u8> {
        let head = format!(
            "From: a@x.example\nTo: b@x.example\nSubject: s\nMIME-Version: 1.0\nContent-Type: {kind}\n\n"
        );
        [head.as_bytes(), bytes].concat()
    }

    fn attached(kind: &str, bytes: &[u8]) -> Vec<u8> {
        let part =
            format!("--b\nContent-Type: {kind}\nContent-Disposition: attachment; filename=\"l.csv\"\n\n");
        message("multipart/mixed; boundary=b", &[part.as_bytes(), bytes, b"\n--b--\n"].concat())
    }

    #[test]
    fn text_is_read_in_the_encoding_that_it_is_in() {
        let (french, korean) = (WINDOWS_1252.encode(FRENCH).0, EUC_KR.encode(KOREAN).0);
        for (charset, bytes, expected) in [
            ("", &french[..], "Maëlys"),
            ("", &korean[..], "홍길동"),
            ("", KOREAN.as_bytes(), "홍길동"),
            ("; charset=utf-8", &french[..], "Maëlys"),
            ("; charset=us-ascii", &korean[..], "홍길동"),
            ("; charset=iso-8859-1", &korean[..], "홍길동"),
            ("; charset=iso-8859-1", FRENCH.as_bytes(), "Maëlys"),
            ("; charset=iso-8859-1", &french[..], "Maëlys"),
            ("; charset=euc-kr", &korean[..], "홍길동"),
            ("; charset=unheard-of", &french[..], "Maëlys"),
        ] {
            for kind in ["text/csv", "text/plain"] {
                let found = &read_bytes("m", &attached(&format!("{kind}{charset}"), bytes))["m!/1/l.csv"];
                assert_eq!(found.format, "delimited");
                assert!(found.rows.join("\n").contains(expected), "{kind}{charset}: {:?}", found.rows);
            }
            let found = &read_bytes("m", &message(&format!("text/plain{charset}"), bytes))["m"];
            assert!(found.rows.join("\n").contains(expected), "{charset}: {:?}", found.rows);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn any_bytes_in_any_charset(bytes in proptest::collection::vec(any::<u8>(), 0..80),
            charset in "(utf-8|euc-kr|us-ascii|utf-16|iso-2022-jp|koi8-r|[a-z]{3})",
            transfer in "(7bit|base64|quoted-printable)") {
            let kind = format!("text/csv; charset={charset}\nContent-Transfer-Encoding: {transfer}");
            prop_assert_eq!(read_bytes("m", &attached(&kind, &bytes))["m"].records, 1);
        }
    }
}
