//! Internet address of a device, version 4 and 6.

use super::{Around, Group, Hit, Identifier, Trigger, Verdict, category};
use std::net::Ipv6Addr;

/// `203.0.113.9`, `2001:db8::1`.
pub const IDENTIFIER: Identifier = Identifier {
    name: "ip_address",
    category: category("ip-address", Group::Device, false, ["IP address", "IP 주소", "adresse IP"]),
    reference: "RFC 791 and RFC 4291; private and reserved ranges of RFC 6890",
    evidence: "four numbers to 255, or groups of hexadecimal digits; version numbers, networks, masks and loopback \
               count less",
    finders: &[(Trigger::Dotted, find_v4), (Trigger::Key, find_v6)],
    cell: Some(cell),
    masked: &["203.0.113.*", "203.0.*.*", "203.0.113.xxx"],
    context: &["ip", "ip address", "ip addr", "adresse ip", "접속 ip", "아이피", "remote addr", "client ip"],
    columns: &["ip", "ipaddr", "ip address", "remote addr", "client ip", "conn ip"],
    examples: &[
        ("접속 IP: 203.0.113.9에서", "203.0.113.9"),
        ("from 198.51.100.23:443", "198.51.100.23"),
        ("2001:db8:85a3::8a2e:370:7334", "2001:db8:85a3::8a2e:370:7334"),
        ("ip 203.0.113.*", "203.0.113.*"),
        ("[fe80:0:0:0:1:2:3:4]", "fe80::1:2:3:4"),
        ("client=10.1.22.30,", "10.1.22.30"),
    ],
    cells: &[("203.0.113.xxx", "203.0.113.***"), ("::1", "::1")],
    counter_examples: &[
        "version 1.2.3.4",
        "v10.20.30.40",
        "1.3.6.1.4.1.311",
        "256.1.1.1",
        "netmask 255.255.255.0",
        "12:34:56",
        "2019:03:31 10:20:30",
        "std::fmt::Write",
        "10.1.2024.3",
        "127.0.0.1",
    ],
    ..Identifier::BASE
};

/// One of the four numbers: digits to 255, or masks.
fn octet(text: &str) -> Option<usize> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 {
        let number: u32 = text[..digits].parse().ok().filter(|_| digits <= 3)?;
        return (number <= 255 && (digits == 1 || !text.starts_with('0'))).then_some(digits);
    }
    let masks = text.bytes().take_while(|byte| matches!(byte, b'*' | b'x' | b'X')).count();
    (1..=3).contains(&masks).then_some(masks)
}

fn find_v4(around: &Around<'_>, at: usize, normal: &mut String) -> Option<Hit> {
    let rest = &around.text[at..];
    let mut end = 0;
    for part in 0..4 {
        if part > 0 {
            end += usize::from(rest[end..].starts_with('.'));
        }
        end += octet(&rest[end..])?;
        if part < 3 && !rest[end..].starts_with('.') {
            return None;
        }
    }
    let before = &around.text[..at];
    let after = &rest.as_bytes()[end..];
    let longer = matches!(after, [b'.', next, ..] if next.is_ascii_digit())
        || matches!(after, [b'-', next, ..] if next.is_ascii_alphanumeric())
        || after.first().is_some_and(u8::is_ascii_alphanumeric);
    let tied = before.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '.' || c == '-' || c == '_');
    if longer || tied {
        return None;
    }
    let value = &rest[..end];
    normal.extend(value.chars().map(|c| if matches!(c, 'x' | 'X') { '*' } else { c }));
    Some(Hit { start: at, end: at + end, verdict: verdict_v4(before, value, after.first() == Some(&b'/')) })
}

fn verdict_v4(before: &str, value: &str, network: bool) -> Verdict {
    let lower = before[before.floor_char_boundary(before.len().saturating_sub(12))..].to_ascii_lowercase();
    let version = ["version", "version:", "ver", "ver.", "release", "v", "build", "firmware", "="]
        .iter()
        .any(|word| lower.trim_end().ends_with(word) && *word != "=");
    let small = value.split('.').all(|part| part.len() == 1);
    let special = ["127.", "0.", "255."].iter().any(|start| value.starts_with(start));
    match (version, small || special || network) {
        (true, _) => Verdict::new(0, 45),
        (_, true) => Verdict::new(42, 80),
        _ => Verdict::new(88, 97),
    }
}

fn find_v6(around: &Around<'_>, at: usize, normal: &mut String) -> Option<Hit> {
    let bytes = around.text.as_bytes();
    let part = |byte: u8| byte.is_ascii_hexdigit() || byte == b':';
    let next = bytes.get(at + 1).copied().unwrap_or(0);
    let previous = at.checked_sub(1).filter(|before| *before >= around.floor).map_or(0, |before| bytes[before]);
    if bytes[at] != b':' || !part(next) || !(part(previous) || next == b':') {
        return None;
    }
    let start = at - bytes[around.floor..at].iter().rev().take(40).take_while(|byte| part(**byte)).count();
    let end = at + bytes[at..].iter().take(46).take_while(|byte| part(**byte) || **byte == b'.').count();
    let value = around.text[start..end].trim_end_matches(['.', ':']);
    let tied = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    let colons = value.bytes().filter(|byte| *byte == b':').count();
    let shown = value.bytes().filter(u8::is_ascii_hexdigit).count();
    if colons < 2 || shown < 5 || tied(bytes.get(start + value.len())) || tied(start.checked_sub(1).map(|b| &bytes[b])) {
        return None;
    }
    let address: Ipv6Addr = value.parse().ok()?;
    if !value.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    normal.push_str(&address.to_string());
    Some(Hit { start, end: start + value.len(), verdict: Verdict::new(90, 97) })
}

fn cell(value: &str, normal: &mut String) -> Option<Verdict> {
    if value.contains(':')
        && let Ok(address) = value.parse::<Ipv6Addr>()
    {
        normal.push_str(&address.to_string());
        return Some(Verdict::new(if value.len() > 6 { 90 } else { 0 }, 97));
    }
    let around = Around { text: value, floor: 0, backed: true };
    if !value.contains('.') || !value.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let hit = find_v4(&around, 0, normal)?;
    (hit.end == value.len()).then_some(hit.verdict)
}
