//! Text messages: what a gateway is sent and what its answer means. One provider's format, that of Solapi
//! (`POST /messages/v4/send-many`, <https://developers.solapi.com>); another is another module beside this one.

mod kakao;

use ring::hmac;
use serde::{Deserialize, Serialize};

pub use kakao::{Kakao, kakao_body, variable_name};

/// Korea, as numbers are dialled.
const KOREA: &str = "82";

/// Bytes of one long message (LMS), a letter of Hangul counted as two.
const LONGEST: usize = 2_000;

/// What a gateway's answer means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// It took all parts.
    Taken,
    /// It took none, and never will.
    Refused(String),
    /// It took none now: too many at a time, or out of order.
    Later(String),
    /// It took some, or what it says cannot be understood: nobody knows.
    Unclear(String),
}

/// `Authorization: HMAC-SHA256 apiKey=..., date=..., salt=..., signature=...`; the signature is over date and salt.
#[must_use]
pub fn authorization(key: &str, secret: &str, date: &str, salt: &str) -> String {
    let signer = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
    let tag = hmac::sign(&signer, format!("{date}{salt}").as_bytes());
    let signature: String = tag.as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
    format!("HMAC-SHA256 apiKey={key}, date={date}, salt={salt}, signature={signature}")
}

#[derive(Serialize)]
struct Request<'a> {
    messages: Vec<Part<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Part<'a> {
    to: String,
    from: &'a str,
    text: String,
    subject: &'a str,
    #[serde(rename = "type")]
    kind: &'static str,
    country: &'a str,
    custom_fields: Fields<'a>,
}

#[derive(Serialize)]
struct Fields<'a> {
    /// Our own number of the try, for who looks it up at the provider.
    notice: &'a str,
}

/// The body of a request: the text in as many long messages as it needs, all in one request. None: the number has a form that
/// the gateway does not take.
#[must_use]
pub fn body(from: &str, to: &str, of: &str, text: &str) -> Option<String> {
    let (country, number) = local(to)?;
    let parts = split(text);
    let count = parts.len();
    let messages = parts
        .into_iter()
        .enumerate()
        .map(|(at, part)| Part {
            to: number.clone(),
            from,
            text: if count > 1 { format!("({}/{count})\n{part}", at + 1) } else { part },
            subject: "",
            kind: "LMS",
            country,
            custom_fields: Fields { notice: of },
        })
        .collect();
    serde_json::to_string(&Request { messages }).ok()
}

/// Country and number as they are dialled there: `+821012345678` is 82 and 01012345678.
fn local(to: &str) -> Option<(&str, String)> {
    if let Some(rest) = to.strip_prefix("+82") {
        return Some((KOREA, format!("0{rest}")));
    }
    ["1", "81", "86"].into_iter().find_map(|country| {
        let rest = to.strip_prefix('+')?.strip_prefix(country)?;
        Some((country, rest.to_string()))
    })
}

fn width(letter: char) -> usize {
    if letter.is_ascii() { 1 } else { 2 }
}

/// Parts of at most [`LONGEST`] bytes, the number of the part included, at the end of a line where there is one.
fn split(text: &str) -> Vec<String> {
    const ROOM: usize = LONGEST - 10;
    let mut parts = vec![String::new()];
    let mut used = 0;
    for line in text.lines() {
        let length = line.chars().map(width).sum::<usize>() + 1;
        if used > 0 && used + length > ROOM {
            parts.push(String::new());
            used = 0;
        }
        for letter in line.chars().chain(['\n']) {
            if used + width(letter) > ROOM {
                parts.push(String::new());
                used = 0;
            }
            used += width(letter);
            if let Some(last) = parts.last_mut() {
                last.push(letter);
            }
        }
    }
    parts.iter().map(|part| part.trim().to_string()).filter(|part| !part.is_empty()).collect()
}

#[derive(Deserialize)]
struct Taken {
    count: Count,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Count {
    total: u64,
    registered_success: u64,
    registered_failed: u64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Error {
    error_code: String,
}

/// What an answer means: status of HTTP and its body. What comes out holds codes only, never a number.
#[must_use]
pub fn answer(status: u16, body: &str) -> Answer {
    let code = || {
        let code = serde_json::from_str::<Error>(body).map(|error| error.error_code).unwrap_or_default();
        let letters: String = code.chars().filter(char::is_ascii_alphanumeric).take(40).collect();
        format!("{status} {letters}").trim_end().to_string()
    };
    match status {
        200..=299 => match serde_json::from_str::<Taken>(body) {
            Ok(Taken { count }) if count.total > 0 && count.registered_success == count.total => {
                Answer::Taken
            }
            Ok(Taken { count }) if count.registered_success == 0 && count.registered_failed > 0 => {
                Answer::Refused(format!("{status} not registered"))
            }
            _ => Answer::Unclear(format!("{status}, taken in part or not understood")),
        },
        408 => Answer::Unclear(code()),
        429 | 503 => Answer::Later(code()),
        400..=499 => Answer::Refused(code()),
        _ => Answer::Unclear(code()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_signature_is_that_of_the_standard() {
        // RFC 4231, test case 2, its data parted in two.
        let header = authorization("KEY", "Jefe", "what do ya want ", "for nothing?");
        assert!(
            header
                .starts_with("HMAC-SHA256 apiKey=KEY, date=what do ya want , salt=for nothing?, signature=")
        );
        assert!(header.ends_with("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"));
    }

    #[test]
    fn a_number_is_written_as_it_is_dialled_there() {
        let request = |to: &str| body("029302266", to, "x.1", "내용");
        let json: serde_json::Value = serde_json::from_str(&request("+821012345678").unwrap()).unwrap();
        assert_eq!(json["messages"][0]["to"], "01012345678");
        assert_eq!(json["messages"][0]["country"], "82");
        assert_eq!(json["messages"][0]["text"], "내용");
        assert!(request("+14165550101").unwrap().contains("\"country\":\"1\""));
        assert!(request("+4915112345678").is_none() && request("01012345678").is_none());
    }

    #[test]
    fn a_long_text_is_sent_in_numbered_parts() {
        let text = "가나다라마바사아자차\n".repeat(200);
        let json: serde_json::Value =
            serde_json::from_str(&body("02", "+821012345678", "x.1", &text).unwrap()).unwrap();
        let parts = json["messages"].as_array().unwrap();
        assert_eq!(parts.len(), 3);
        assert!(parts[2]["text"].as_str().unwrap().starts_with("(3/3)\n가나다"));
    }

    #[test]
    fn answers_are_told_apart() {
        let counted = |total, good, bad| {
            format!(
                "{{\"count\":{{\"total\":{total},\"registeredSuccess\":{good},\"registeredFailed\":{bad}}}}}"
            )
        };
        assert_eq!(answer(200, &counted(2, 2, 0)), Answer::Taken);
        assert!(matches!(answer(200, &counted(2, 0, 2)), Answer::Refused(_)));
        assert!(matches!(answer(200, &counted(2, 1, 1)), Answer::Unclear(_)));
        assert!(matches!(answer(200, "<html>"), Answer::Unclear(_)));
        assert_eq!(answer(400, "{\"errorCode\":\"Bad <1>\"}"), Answer::Refused("400 Bad1".into()));
        assert!(matches!(answer(429, ""), Answer::Later(_)));
        assert!(matches!(answer(500, ""), Answer::Unclear(_)));
    }

    proptest! {
        #[test]
        fn every_part_fits_and_nothing_is_lost(text in "(\\PC{0,80}\n){0,60}") {
            let parts = split(&text);
            for part in &parts {
                prop_assert!(part.chars().map(width).sum::<usize>() <= LONGEST - 10);
            }
            let letters = |text: &str| text.chars().filter(|letter| !letter.is_whitespace()).collect::<String>();
            prop_assert_eq!(letters(&parts.concat()), letters(&text));
        }
    }
}
