//! Keys and tokens that open an account or a service.

use super::{Around, Group, Hit, Identifier, Trigger, Verdict, category};
use whose_model::category::{CategoryDefinition, Comparison};

/// Keys of cloud services and code hosts, and signed web tokens.
pub const IDENTIFIER: Identifier = Identifier {
    name: "access_key",
    category: CategoryDefinition {
        comparison: Comparison::Opaque,
        ..category("access-key", Group::Login, false, ["access key or token", "접근 키·토큰", "clé ou jeton d’accès"])
    },
    reference: "AWS IAM identifiers, Google API keys, GitHub, GitLab, Slack and Stripe token formats, RFC 7519",
    evidence: "prefix, alphabet and length of the issuer",
    finders: &[(Trigger::LongWord, find)],
    cell: Some(cell),
    context: &["api key", "apikey", "access key", "secret", "token"],
    columns: &["api key", "apikey", "access key", "token", "secret key", "auth token"],
    examples: &[
        ("key AKIAIOSFODNN7EXAMPLE in log", "AKIAIOSFODNN7EXAMPLE"),
        ("AIzaSyA1234567890abcdefghijklmnopqrstuv", "AIzaSyA1234567890abcdefghijklmnopqrstuv"),
        ("token=ghp_1234567890abcdefghijABCDEFGHIJ123456", "ghp_1234567890abcdefghijABCDEFGHIJ123456"),
        ("xoxb-123456789012-123456789012-abcdefABCDEF123456789012", "xoxb-123456789012-123456789012-abcdefABCDEF123456789012"),
        ("Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P"),
        ("sk_live_4eC39HqLyjWDarjtT1zdp7dc", "sk_live_4eC39HqLyjWDarjtT1zdp7dc"),
    ],
    cells: &[("AKIAIOSFODNN7EXAMPLE", "AKIAIOSFODNN7EXAMPLE")],
    counter_examples: &["AKIA1234", "550e8400-e29b-41d4-a716-446655440000", "eyJ.1234567890123456.x", "sk_live_of_the_party_2019"],
    ..Identifier::BASE
};

/// Prefix, fewest and most bytes of the whole.
const ISSUERS: [(&str, usize, usize); 17] = [
    ("AKIA", 20, 20),
    ("ASIA", 20, 20),
    ("AIza", 39, 39),
    ("ghp_", 40, 40),
    ("gho_", 40, 40),
    ("ghs_", 40, 40),
    ("github_pat_", 60, 100),
    ("glpat-", 26, 60),
    ("xoxb-", 24, 100),
    ("xoxp-", 24, 100),
    ("xoxa-", 24, 100),
    ("sk_live_", 32, 120),
    ("rk_live_", 32, 120),
    ("sk-", 40, 200),
    ("npm_", 40, 40),
    ("SG.", 60, 80),
    ("ya29.", 40, 400),
];

fn token(text: &str) -> Option<&str> {
    let len = text.bytes().take(4096).take_while(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(byte)).count();
    let word = text[..len].trim_end_matches('.');
    let digits = word.bytes().any(|byte| byte.is_ascii_digit());
    if word.starts_with("eyJ") {
        let mut parts = word.split('.');
        let (head, body) = (parts.next()?, parts.next()?);
        return (head.len() >= 12 && body.len() >= 12 && body.starts_with("eyJ")).then_some(word);
    }
    let (_, fewest, most) = ISSUERS.iter().find(|(prefix, ..)| word.starts_with(prefix))?;
    (digits && (*fewest..=*most).contains(&word.len())).then_some(word)
}

fn find(around: &Around<'_>, at: usize, normal: &mut String) -> Option<Hit> {
    let word = token(&around.text[at..])?;
    normal.push_str(word);
    Some(Hit { start: at, end: at + word.len(), verdict: Verdict::new(93, 97) })
}

fn cell(value: &str, normal: &mut String) -> Option<Verdict> {
    let word = (value.len() >= 16).then(|| token(value))?.filter(|word| word.len() == value.len())?;
    normal.push_str(word);
    Some(Verdict::new(93, 97))
}
