//! People as `Name <address>`, also where an entry identifier holds both ([MS-OXCDATA] 2.2.5.1).

use super::code_pages::{narrow, wide};
use super::properties::{u16_at, u32_at};
use crate::formats::mail;

/// Whose identifiers these are: of people who stand in no address book.
const ONE_OFF: [u8; 16] =
    [0x81, 0x2B, 0x1F, 0xA4, 0xBE, 0xA3, 0x10, 0x19, 0x9D, 0x6E, 0x00, 0xDD, 0x01, 0x0F, 0x54, 0x02];
/// Of members of a distribution list, with another identifier in them ([MS-OXOCNTC] 2.2.2.4.1).
const WRAPPED: [u8; 16] =
    [0xC0, 0x91, 0xAD, 0xD3, 0x51, 0x9D, 0xCF, 0x11, 0xA4, 0xA9, 0x00, 0xAA, 0x00, 0x47, 0xFA, 0xA4];
/// Flags, and whose it is.
const HEAD: usize = 20;

/// Signs that Outlook sets around a name that is an address itself.
const QUOTES: [char; 2] = ['\'', '"'];

/// Name and address, one of them where they are the same or only one is there.
pub(super) fn mailbox(name: Option<&str>, address: Option<&str>) -> Option<String> {
    let bare = |text: &str| text.trim_matches(QUOTES).trim().to_string();
    let (name, address) = (name.map(bare), address.map(bare));
    let name = match (name, &address) {
        (Some(name), Some(address)) if name.eq_ignore_ascii_case(address) => None,
        // The name may have the address behind it already.
        (Some(name), Some(address)) => {
            let is_address = |rest: &str| rest.trim_end_matches('>').eq_ignore_ascii_case(address);
            let whole = name.split_once('<').filter(|(_, rest)| is_address(rest));
            whole.map(|(name, _)| bare(name)).or(Some(name))
        }
        (name, _) => name,
    };
    mail::mailbox(name.as_deref(), address.as_deref())
}

/// Name and address of a person. `None`: the identifier points to where they stand.
pub(super) fn person(identifier: &[u8]) -> Option<String> {
    let of = identifier.get(4..HEAD)?;
    if of == WRAPPED {
        // A byte says of what kind the identifier in it is; one within it is not looked for again.
        let inner = identifier.get(HEAD + 1..)?;
        return if inner.get(4..HEAD)? == ONE_OFF { one_off(inner) } else { None };
    }
    if of == ONE_OFF { one_off(identifier) } else { None }
}

fn one_off(identifier: &[u8]) -> Option<String> {
    let is_wide = u16_at(identifier, HEAD + 2)? & 0x8000 != 0;
    let mut rest = identifier.get(HEAD + 4..)?;
    let mut next = || {
        let (text, behind) = if is_wide { wide_string(rest) } else { narrow_string(rest) };
        rest = behind;
        text
    };
    let (name, _kind, address) = (next(), next(), next());
    mailbox(Some(&name), Some(&address))
}

fn wide_string(bytes: &[u8]) -> (String, &[u8]) {
    let end = bytes.chunks_exact(2).position(|unit| unit == [0, 0]).map_or(bytes.len(), |units| units * 2);
    let (text, behind) = bytes.split_at(end);
    (wide(text), behind.get(2..).unwrap_or_default())
}

fn narrow_string(bytes: &[u8]) -> (String, &[u8]) {
    let end = memchr::memchr(0, bytes).unwrap_or(bytes.len());
    let (text, behind) = bytes.split_at(end);
    (narrow(text, None), behind.get(1..).unwrap_or_default())
}

/// The identifiers in a list of them ([MS-OXCDATA] 2.3.3, FLATENTRYLIST).
pub(super) fn listed(list: &[u8]) -> Vec<&[u8]> {
    let count = u32_at(list, 0).unwrap_or(0);
    let mut found = Vec::new();
    let mut at = 8usize;
    for _ in 0..count {
        let Some(size) = u32_at(list, at) else { break };
        let Some(identifier) =
            at.checked_add(4).and_then(|from| list.get(from..from.checked_add(size as usize)?))
        else {
            break;
        };
        found.push(identifier);
        // Each begins at a multiple of four.
        at += 4 + identifier.len().next_multiple_of(4);
    }
    found
}

#[cfg(test)]
pub(super) mod tests {
    use proptest::prelude::*;

    use super::*;

    /// An identifier with name and address in it.
    pub(in super::super) fn identifier(name: &str, address: &str) -> Vec<u8> {
        let mut bytes = [&[0; 4][..], &ONE_OFF, &[0, 0, 0x01, 0x90]].concat();
        for text in [name, "SMTP", address] {
            bytes.extend(text.encode_utf16().chain([0]).flat_map(u16::to_le_bytes));
        }
        bytes
    }

    #[test]
    fn name_and_address() {
        let anne = identifier("Anne Roy", "anne.roy@example.com");
        assert_eq!(person(&anne).as_deref(), Some("Anne Roy <anne.roy@example.com>"));
        let wrapped = [&[0; 4][..], &WRAPPED, &[0xB0], &anne].concat();
        assert_eq!(person(&wrapped), person(&anne));
        let list =
            [&2u32.to_le_bytes()[..], &[0; 4], &2u32.to_le_bytes(), b"ab\0\0", &1u32.to_le_bytes(), b"c"];
        assert_eq!(listed(&list.concat()), [&b"ab"[..], b"c"]);
    }

    proptest! {
        #[test]
        fn any_bytes_end(bytes in proptest::collection::vec(any::<u8>(), 0..100)) {
            listed(&bytes);
            person(&[&[0; 4][..], &ONE_OFF, &bytes].concat());
            person(&[&[0; 4][..], &WRAPPED, &bytes].concat());
        }
    }
}
