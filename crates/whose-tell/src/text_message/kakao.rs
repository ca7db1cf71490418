//! KakaoTalk's business message (Alimtalk, 알림톡) by the same gateway: a template that Kakao has approved, and the values of its
//! variables.
//!
//! Source: Solapi's own client, github.com/solapi/solapi-nodejs: `kakaoOption.ts` (`pfId`, `templateId`, `variables` with
//! keys `#{...}` and no point in a name, `disableSms`), `message.ts` (`type` `ATA`), `send_alimtalk.js` ("with disableSms no text
//! message takes its place"). A message has either variables or a text of its own, never both (solapi/community, answer 13).
//! NOT VERIFIED against the gateway itself: that the text message which takes its place says the words of the template, and what
//! the gateway answers to a template that it does not know.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Fields, KOREA, local};

/// A message by an approved template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kakao<'a> {
    /// The channel's number at the gateway (`pfId`).
    pub channel: &'a str,
    /// The template's number at the gateway.
    pub template: &'a str,
    /// Variable of the template, as [`variable_name`] gives it, to its value.
    pub variables: &'a BTreeMap<String, String>,
    /// Does a text message take its place where KakaoTalk does not reach the number?
    pub fall_back: bool,
}

#[derive(Serialize)]
struct Request<'a> {
    messages: [Message<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Message<'a> {
    to: String,
    from: &'a str,
    #[serde(rename = "type")]
    kind: &'static str,
    country: &'a str,
    kakao_options: Options<'a>,
    custom_fields: Fields<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Options<'a> {
    pf_id: &'a str,
    template_id: &'a str,
    variables: &'a BTreeMap<String, String>,
    disable_sms: bool,
}

/// The body of a request. None: KakaoTalk is for Korean numbers.
#[must_use]
pub fn kakao_body(from: &str, to: &str, of: &str, message: &Kakao<'_>) -> Option<String> {
    let (country, to) = local(to).filter(|(country, _)| *country == KOREA)?;
    let kakao_options = Options {
        pf_id: message.channel,
        template_id: message.template,
        variables: message.variables,
        disable_sms: !message.fall_back,
    };
    let custom_fields = Fields { notice: of };
    let message = Message { to, from, kind: "ATA", country, kakao_options, custom_fields };
    serde_json::to_string(&Request { messages: [message] }).ok()
}

/// A variable's name as the gateway takes it: `이름` and `#{이름}` are `#{이름}`. None: no name it takes.
#[must_use]
pub fn variable_name(written: &str) -> Option<String> {
    let name = written.strip_prefix("#{").and_then(|rest| rest.strip_suffix('}')).unwrap_or(written).trim();
    let holds = !name.is_empty() && !name.contains(['.', '{', '}', '#']);
    holds.then(|| format!("#{{{name}}}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_its_variables_and_the_fall_back_stand_in_one_request() {
        let variables = BTreeMap::from([("#{이름}".to_string(), "홍길동".to_string())]);
        let message =
            Kakao { channel: "KA01PF1", template: "KA01TP1", variables: &variables, fall_back: true };
        let body = |to: &str, message: &Kakao<'_>| kakao_body("029302266", to, "x.1", message);
        let json: serde_json::Value =
            serde_json::from_str(&body("+821012345678", &message).unwrap()).unwrap();
        let expected = serde_json::json!({ "messages": [{
            "to": "01012345678", "from": "029302266", "type": "ATA", "country": "82",
            "kakaoOptions": {
                "pfId": "KA01PF1", "templateId": "KA01TP1", "variables": { "#{이름}": "홍길동" }, "disableSms": false
            },
            "customFields": { "notice": "x.1" },
        }]});
        assert_eq!(json, expected);
        let alone = Kakao { fall_back: false, ..message };
        assert!(body("+821012345678", &alone).unwrap().contains("\"disableSms\":true"));
        assert_eq!(body("+14165550101", &message), None);
    }

    #[test]
    fn names_of_variables_are_written_as_the_gateway_takes_them() {
        for (written, wanted) in [
            ("이름", Some("#{이름}")),
            ("#{이름}", Some("#{이름}")),
            ("a.b", None),
            ("", None),
            ("#{}", None),
        ] {
            assert_eq!(variable_name(written).as_deref(), wanted, "{written}");
        }
    }
}
