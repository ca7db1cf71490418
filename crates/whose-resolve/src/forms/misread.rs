//! Letters that machines and tired eyes take for others: `rn` for `m`, `0` for `o`, `1` for `l`.

/// Letters and what they are taken for, longest first.
const LOOKALIKES: &[(&[u8], u8)] = &[
    (b"rn", b'm'),
    (b"vv", b'w'),
    (b"cl", b'd'),
    (b"0", b'o'),
    (b"q", b'g'),
    (b"9", b'g'),
    (b"1", b'l'),
    (b"i", b'l'),
    (b"!", b'l'),
    (b"|", b'l'),
    (b"5", b's'),
    (b"8", b'b'),
    (b"6", b'b'),
    (b"2", b'z'),
];

/// A digest that words share which look alike; 0 for words too short to tell.
pub(crate) fn digest(letters: &[u8]) -> u32 {
    if letters.len() < 3 {
        return 0;
    }
    let mut rest = letters;
    let mut digest: u32 = 0x811C_9DC5;
    while let [first, ..] = rest {
        let alike = LOOKALIKES.iter().find(|(written, _)| rest.starts_with(written));
        let (read, length) = alike.map_or((*first, 1), |(written, read)| (*read, written.len()));
        digest = (digest ^ u32::from(read)).wrapping_mul(0x0100_0193);
        rest = &rest[length..];
    }
    digest.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_look_alike() {
        for (one, other, alike) in [
            ("barnwell", "bamwell", true),
            ("oconnor", "0connor", true),
            ("clinton", "dinton", true),
            ("wilson", "vvi1son", true),
            ("smith", "5m1th", true),
            ("bishop", "8ish0p", true),
            ("hill", "hall", false),
            ("anne", "anna", false),
        ] {
            assert_eq!(digest(one.as_bytes()) == digest(other.as_bytes()), alike, "{one} {other}");
        }
        assert_eq!(digest(b"li"), 0);
    }
}
