//! E-mail address.

use super::{Around, Hit, Identifier, Trigger, Verdict, general};

use crate::masks::is_mask;

/// `local@domain`.
pub const IDENTIFIER: Identifier = Identifier {
    name: "email",
    category: general::EMAIL,
    reference: "RFC 5321 section 4.1.2, without quoted local parts and address literals",
    evidence: "an @ between a local part and a domain with a letter-only last label; without a dot only in a column \
               of e-mail addresses",
    finders: &[(Trigger::At, find)],
    cell: Some(cell),
    masked: &["ho***@gmail.com", "h…@gmail.com", "***@gmail.com", "hong@****.com", "h**g@g****.com"],
    context: &["e-mail", "email", "mail", "courriel", "이메일", "메일", "전자우편"],
    columns: &["email", "e mail", "emailaddr", "mail addr", "courriel", "correo", "epost", "e-post", "メール", "邮箱", "почта"],
    examples: &[
        ("메일은 Hong.GilDong@Example.co.kr로", "hong.gildong@example.co.kr"),
        ("<anne.tremblay+news@exemple.ca>", "anne.tremblay+news@exemple.ca"),
        ("ho***@gmail.com", "ho…@gmail.com"),
        ("h…@gmail.com", "h…@gmail.com"),
        ("***@gmail.com", "…@gmail.com"),
        ("mail hong@g****.com.", "hong@g….com"),
        ("01012345678@naver.com", "01012345678@naver.com"),
        ("mailto:o'brien@example.ie?subject=x", "o'brien@example.ie"),
        ("{\"email\":\"kim_99@example.org\"}", "kim_99@example.org"),
        ("x●●●●@example.org", "x…@example.org"),
        ("utilisateur@exemple-société.fr", "utilisateur@exemple-société.fr"),
    ],
    cells: &[("Sue@InternalMail", "sue@internalmail"), ("ho***@gmail.com", "ho…@gmail.com"), ("a.b@c.de", "a.b@c.de")],
    counter_examples: &[
        "logo@2x.png",
        "getty@tty1.service",
        "lodash@4.17.21",
        "@handle",
        "price @ 5.00",
        "postgres://app:pw@db.internal/x",
        "a@b",
        "foo@@example.com",
        "image@3x.webp",
        "user@localhost",
    ],
    ..Identifier::BASE
};

/// Endings of files that images for two densities and packages carry, and of units of the system.
const FILES: [&str; 20] = ["png", "jpg", "jpeg", "gif", "svg", "webp", "js", "css", "ts", "json", "html", "tgz",
    // Units of the system that logs speak of.
    "service", "socket", "target", "timer", "mount", "slice", "scope", "device",
];

fn in_local(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || ".!#$%&'+-/_`~".contains(letter) || is_mask(letter)
}

/// Letters of other alphabets stand in a domain, but not Hangul: particles follow without a space.
fn in_domain(letter: char) -> bool {
    letter.is_ascii_alphanumeric()
        || letter == '-'
        || letter == '_'
        || letter == '.'
        || is_mask(letter)
        || letter.is_alphabetic() && letter < '\u{1100}'
}

/// The local part before the `@` and the domain after it.
fn parts(text: &str, floor: usize, at: usize) -> Option<(usize, usize)> {
    let before = &text[floor..at];
    let local: usize = before.chars().rev().take(65).take_while(|c| in_local(*c)).map(char::len_utf8).sum();
    let local = before[before.len() - local..].trim_start_matches(['.', '/', '\'', '`', '!', '&', '#', '$', '%', '-']);
    let domain: usize = text[at + 1..].chars().take(254).take_while(|c| in_domain(*c)).map(char::len_utf8).sum();
    let domain = text[at + 1..at + 1 + domain].trim_end_matches(['.', '-', '_']);
    let well = !local.is_empty()
        && !domain.is_empty()
        && local.chars().count() <= 64
        && !local.ends_with('.')
        && !domain.starts_with(['.', '-'])
        && !domain.contains("..")
        && !text[at + 1 + domain.len()..].starts_with('@');
    well.then(|| (at - local.len(), at + 1 + domain.len()))
}

/// How a domain ends: with a label of two letters or more that is no kind of file.
fn has_top_level(domain: &str) -> bool {
    let Some((_, top)) = domain.rsplit_once('.') else { return false };
    let letters = top.chars().all(char::is_alphabetic) || top.starts_with("xn--") || top.chars().all(is_mask);
    letters && top.len() >= 2 && !is_file(top)
}

fn is_file(top: &str) -> bool {
    FILES.iter().any(|file| top.eq_ignore_ascii_case(file))
}

fn find(around: &Around<'_>, at: usize, normal: &mut String) -> Option<Hit> {
    let (start, end) = parts(around.text, around.floor, at)?;
    let (local, domain) = (&around.text[start..at], &around.text[at + 1..end]);
    let before = &around.text[..start];
    // `scheme://user:secret@host` is a login, `//` before the local part too.
    let login = before.ends_with("//") || before.ends_with(':') && {
        let word = before.trim_end_matches(':');
        let name = word.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-' || c == '.');
        name.ends_with("//")
    };
    let known = local.chars().chain(domain.chars()).filter(|c| c.is_alphanumeric()).count();
    let dotted = has_top_level(domain);
    let local_domain = around.backed && domain.chars().all(|c| c.is_alphanumeric() || c == '-');
    let named = dotted || local_domain;
    if login || known < 3 || !named {
        return None;
    }
    write(local, domain, normal);
    let masked = local.chars().any(is_mask);
    Some(Hit { start, end, verdict: Verdict::new(if masked { 92 } else { 97 }, 99) })
}

/// Lower case; a mask of any length is a run, because sources do not keep the length.
fn write(local: &str, domain: &str, normal: &mut String) {
    let mut hidden = false;
    for letter in local.chars().chain(std::iter::once('@')).chain(domain.chars()) {
        if is_mask(letter) {
            if !hidden {
                normal.push('…');
            }
            hidden = true;
        } else {
            match letter.is_ascii() {
                true => normal.push(letter.to_ascii_lowercase()),
                false => normal.extend(letter.to_lowercase()),
            }
            hidden = false;
        }
    }
}

/// An address of letters, digits and the usual signs, without masks; a test holds it against [`read_cell`].
fn is_plain(value: &str) -> bool {
    let Some((local, domain)) = value.split_once('@') else { return false };
    let Some((labels, top)) = domain.rsplit_once('.') else { return false };
    let ends = |part: &str| {
        let bytes = part.as_bytes();
        matches!(bytes, [first, .., last] if first.is_ascii_alphanumeric() && last.is_ascii_alphanumeric())
    };
    let in_local = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'+');
    let in_domain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.');
    (2..=64).contains(&local.len())
        && (2..=64).contains(&labels.len())
        && (2..=64).contains(&top.len())
        && ends(local)
        && ends(labels)
        && local.bytes().all(in_local)
        && labels.bytes().all(in_domain)
        && !labels.contains("..")
        && top.bytes().all(|byte| byte.is_ascii_alphabetic())
        && !is_file(top)
}

fn cell(value: &str, normal: &mut String) -> Option<Verdict> {
    if is_plain(value) {
        let kept = normal.len();
        normal.push_str(value);
        normal[kept..].make_ascii_lowercase();
        return Some(Verdict::new(97, 99));
    }
    read_cell(value, normal)
}

fn read_cell(value: &str, normal: &mut String) -> Option<Verdict> {
    let value = value.strip_prefix("mailto:").unwrap_or(value);
    let value = value.strip_prefix('<').and_then(|value| value.strip_suffix('>')).unwrap_or(value);
    let at = value.find('@')?;
    let around = Around { text: value, floor: 0, backed: true };
    let hit = find(&around, at, normal)?;
    (hit.start == 0 && hit.end == value.len()).then_some(Verdict::new(
        if has_top_level(&value[at + 1..]) { 97 } else { 0 },
        if has_top_level(&value[at + 1..]) { 99 } else { 85 },
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn plain_addresses_are_what_all_are(
            value in "[A-Za-z0-9._+-]{0,5}@[A-Za-z0-9.-]{0,5}(\\.[a-z]{1,3}|\\.(com|js|PNG|timer|c0m))?"
        ) {
            let (mut quick, mut slow) = (String::new(), String::new());
            let read = cell(&value, &mut quick).map(|verdict| (verdict.alone, verdict.backed));
            let said = read_cell(&value, &mut slow).map(|verdict| (verdict.alone, verdict.backed));
            prop_assert_eq!((read, quick), (said, slow));
        }
    }
}
