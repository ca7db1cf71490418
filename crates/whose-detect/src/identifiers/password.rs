//! Password in clear.

use super::{Around, Group, Hit, Identifier, Trigger, Verdict, category};
use whose_model::category::{CategoryDefinition, Comparison};

/// `password=...`, `비밀번호: ...`, `"pwd":"..."`.
pub const IDENTIFIER: Identifier = Identifier {
    name: "password",
    category: CategoryDefinition {
        comparison: Comparison::Opaque,
        ..category("password", Group::Login, false, ["password", "비밀번호", "mot de passe"])
    },
    reference: "Keys of configuration files, forms and logs",
    evidence: "a key that names a password, then a value that is no word for nothing, no variable and no mask",
    finders: &[(Trigger::Key, find)],
    cell: Some(cell),
    context: &["password", "passwd", "비밀번호", "mot de passe"],
    columns: &[
        "passwd", "pwd", "password", "userpw", "user pw", "pw", "비밀번호", "패스워드", "암호", "mot de passe", "mdp", "passwort", "kennwort",
        "contraseña", "contrasena", "clave de acceso", "senha", "wachtwoord", "パスワード", "密码",
    ],
    examples: &[
        ("password=Tr0ub4dor&3", "Tr0ub4dor"),
        ("비밀번호: qwer1234!", "qwer1234!"),
        ("{\"pwd\":\"hunter2x\"}", "hunter2x"),
        ("DB_PASSWORD=s3cr3t-pa55", "s3cr3t-pa55"),
        ("mot de passe : Soleil2019", "Soleil2019"),
    ],
    cells: &[("hunter2", "hunter2"), ("Tr0ub4dor&3", "Tr0ub4dor&3"), ("sunshine", "sunshine")],
    counter_examples: &[
        "password=",
        "password: ********",
        "password = null",
        "password=${DB_PASSWORD}",
        "password: please enter your password",
        "passwordChanged: true",
        "비밀번호: 변경하세요",
        "password_hash=$2b$10$abcdefghijklmnopqrstuv",
        "pass: 12 of 14",
    ],
    ..Identifier::BASE
};

/// Keys, longest first; compared to the end of what stands before the sign.
const KEYS: [&str; 14] = [
    "mot de passe", "비밀번호", "비밀 번호", "패스워드", "passphrase", "password", "motdepasse", "passwort", "passwd",
    "userpw", "user_pw", "login_pw", "pwd", "pswd",
];
/// Values that are none.
const NOTHING: [&str; 14] = [
    "null", "none", "true", "false", "undefined", "required", "password", "changed", "string", "empty", "redacted",
    "hidden", "yes", "optional",
];

fn find(around: &Around<'_>, at: usize, normal: &mut String) -> Option<Hit> {
    let text = around.text;
    let before = text[around.floor..at].trim_end_matches([' ', '"', '\'']);
    let key = key_before(before)?;
    let sign = text.as_bytes()[at];
    let spaced = &text[at + 1..];
    let quoted = spaced.trim_start_matches([' ', '\t']);
    let value = quoted.trim_start_matches(['"', '\'']);
    let start = text.len() - value.len();
    let quote = quoted.chars().next().filter(|first| matches!(first, '"' | '\''));
    let len = match quote {
        Some(quote) => value.find(quote)?,
        None => value.find(|c: char| c.is_whitespace() || ",;&<>)]}\"'".contains(c)).unwrap_or(value.len()),
    };
    let value = value[..len].trim_end_matches('.');
    let sure = quote.is_some() || sign == b'=' || key.ends_with(|c: char| c >= '가');
    if !is_secret(value, sure && spaced.len() - quoted.len() <= 1) {
        return None;
    }
    normal.push_str(value);
    Some(Hit { start, end: start + value.len(), verdict: Verdict::new(86, 92) })
}

/// What stands in a column of passwords, unless it is a digest.
fn cell(value: &str, normal: &mut String) -> Option<Verdict> {
    let is_hexadecimal = value.len() >= 32 && value.bytes().all(|byte| byte.is_ascii_hexdigit());
    if value.contains(char::is_whitespace) || is_hexadecimal || value.starts_with(['$', '{']) || !is_secret(value, true) {
        return None;
    }
    normal.push_str(value);
    Some(Verdict::new(0, 80))
}

fn key_before(before: &str) -> Option<&'static str> {
    KEYS.into_iter().find(|key| {
        let Some(tail) = before.len().checked_sub(key.len()).and_then(|from| before.get(from..)) else { return false };
        let lead = before[..before.len() - key.len()].chars().next_back();
        tail.eq_ignore_ascii_case(key) && (key.len() > 4 || lead.is_none_or(|c| !c.is_ascii_alphabetic()))
    })
}

/// Something that someone chose to keep secret; a plain lower-case word only where the key is plain too.
fn is_secret(value: &str, sure: bool) -> bool {
    let letters = value.chars().count();
    let plain_word = value.chars().all(|c| c.is_ascii_lowercase()) || value.chars().all(char::is_alphabetic);
    let hangul = value.chars().any(|c| ('가'..='힣').contains(&c));
    let variable = value.starts_with(['$', '{', '%', '<', '(', '[', '*', '&']) && !value.starts_with("$0");
    let masked = value.chars().filter(|c| matches!(c, '*' | '●' | '•' | 'x' | 'X' | '.')).count() * 2 > letters;
    (4..=128).contains(&letters)
        && !variable
        && !masked
        && !hangul
        && (!plain_word || sure && letters >= 6)
        && !NOTHING.iter().any(|nothing| value.eq_ignore_ascii_case(nothing))
}
