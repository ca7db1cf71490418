//! Digest of a password.

use super::{Around, Group, Hit, Identifier, Trigger, Verdict, category};
use whose_model::category::{CategoryDefinition, Comparison};

/// `$2b$10$...`, `$argon2id$...`, `{SSHA}...`, or bare hexadecimal where a word says so.
pub const IDENTIFIER: Identifier = Identifier {
    name: "password_hash",
    category: CategoryDefinition {
        comparison: Comparison::Opaque,
        ..category(
            "password-hash",
            Group::Login,
            false,
            ["password hash", "암호화된 비밀번호", "mot de passe haché"],
        )
    },
    reference: "Modular crypt format (crypt(5)), PHC string format; lengths of MD5, SHA-1 and SHA-2",
    evidence: "the marks of a password scheme; bare hexadecimal digests only where a word for password stands",
    finders: &[(Trigger::Dollar, find_marked), (Trigger::LongWord, find_bare)],
    cell: Some(cell),
    context: &[
        "password",
        "passwd",
        "password hash",
        "passhash",
        "pwd",
        "pwhash",
        "비밀번호",
        "암호",
        "mot de passe",
        "hash",
        "crypt",
    ],
    columns: &["passwd", "pwd", "pw", "password hash", "user pw", "userpwd", "password"],
    examples: &[
        (
            "pw $2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy",
            "$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy",
        ),
        (
            "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$RdescudvJCsgt3ub+b27Jw",
            "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$RdescudvJCsgt3ub+b27Jw",
        ),
        ("$6$saltsalt$abcdefghijklmnopqrstuvwx", "$6$saltsalt$abcdefghijklmnopqrstuvwx"),
        ("password hash 5f4dcc3b5aa765d61d8327deb882cf99", "5f4dcc3b5aa765d61d8327deb882cf99"),
    ],
    cells: &[
        ("5F4DCC3B5AA765D61D8327DEB882CF99", "5F4DCC3B5AA765D61D8327DEB882CF99"),
        ("{SSHA}MTgyN2NmNmUyZGNjMjJmNzIwZmI4", "{SSHA}MTgyN2NmNmUyZGNjMjJmNzIwZmI4"),
        ("{CRYPT}$6$saltsalt$abcdefghijklmnopqrstuvwx", "{CRYPT}$6$saltsalt$abcdefghijklmnopqrstuvwx"),
    ],
    counter_examples: &[
        "md5 5f4dcc3b5aa765d61d8327deb882cf99",
        "commit 2fd4e1c67a2d28fced849ee1bb76e7391b93eb12",
        "$100",
        "costs $2b$ in total",
        "cost $1$ and $5$ more",
    ],
    ..Identifier::BASE
};

/// First bytes of the schemes.
const SCHEMES: [&str; 14] = [
    "$2a$", "$2b$", "$2y$", "$2x$", "$argon2", "$1$", "$5$", "$6$", "$7$", "$y$", "$pbkdf2", "$scrypt$",
    "$P$", "$apr1$",
];

fn find_marked(around: &Around<'_>, at: usize, normal: &mut String) -> Option<Hit> {
    let rest = &around.text[at..];
    let len = rest
        .bytes()
        .take(400)
        .take_while(|byte| byte.is_ascii_alphanumeric() || b"$./+=,_-".contains(byte))
        .count();
    let value = rest[..len].trim_end_matches(['.', ',']);
    let scheme = SCHEMES.iter().find(|scheme| value.starts_with(**scheme))?;
    let tied = around.text[..at].ends_with(|c: char| c.is_ascii_alphanumeric() || c == '$');
    if tied || value.len() < scheme.len() + 18 || value.bytes().filter(|byte| *byte == b'$').count() < 2 {
        return None;
    }
    normal.push_str(value);
    Some(Hit { start: at, end: at + value.len(), verdict: Verdict::new(97, 99) })
}

/// Length of a digest that is written as hexadecimal digits at the start.
fn digest(text: &str) -> Option<usize> {
    let len = text.bytes().take(129).take_while(u8::is_ascii_hexdigit).count();
    matches!(len, 32 | 40 | 56 | 64 | 96 | 128).then_some(len)
}

fn find_bare(around: &Around<'_>, at: usize, normal: &mut String) -> Option<Hit> {
    let len = digest(&around.text[at..])?;
    let after = around.text.as_bytes().get(at + len).copied().unwrap_or(b' ');
    if after.is_ascii_alphanumeric() || matches!(after, b'-' | b'_') {
        return None;
    }
    normal.push_str(&around.text[at..at + len]);
    Some(Hit { start: at, end: at + len, verdict: Verdict::new(0, 82) })
}

/// `{SSHA}...`, as directories hold them (RFC 2307): the scheme in braces, then base64 or what the scheme writes.
fn is_of_directory(value: &str) -> bool {
    const SCHEMES: [&str; 12] = [
        "SSHA", "SHA", "SMD5", "MD5", "CRYPT", "SSHA256", "SHA256", "SSHA384", "SHA384", "SSHA512", "SHA512",
        "PBKDF2",
    ];
    let Some((scheme, hash)) = value.strip_prefix('{').and_then(|rest| rest.split_once('}')) else {
        return false;
    };
    let scheme = scheme.split(['-', '_']).next().unwrap_or_default();
    SCHEMES.iter().any(|known| scheme.eq_ignore_ascii_case(known))
        && hash.len() >= 13
        && hash.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/=$.,-_".contains(&byte))
}

fn cell(value: &str, normal: &mut String) -> Option<Verdict> {
    if digest(value) == Some(value.len()) {
        normal.push_str(value);
        return Some(Verdict::new(0, 85));
    }
    if is_of_directory(value) {
        normal.push_str(value);
        return Some(Verdict::new(97, 99));
    }
    let around = Around { text: value, floor: 0, backed: true };
    let hit = value.starts_with('$').then(|| find_marked(&around, 0, normal))??;
    (hit.end == value.len()).then_some(hit.verdict)
}
