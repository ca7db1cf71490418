//! Letters that machines and tired eyes take for others: `rn` for `m`, `0` for `o`, `1` for `l`.

/// What letters are taken for, and how many of them: of a pair that is taken for one, the pair.
const fn read(letters: &[u8]) -> (u8, usize) {
    match letters {
        [b'r', b'n', ..] => (b'm', 2),
        [b'v', b'v', ..] => (b'w', 2),
        [b'c', b'l', ..] => (b'd', 2),
        [b'0', ..] => (b'o', 1),
        [b'q' | b'9', ..] => (b'g', 1),
        [b'1' | b'i' | b'!' | b'|', ..] => (b'l', 1),
        [b'5', ..] => (b's', 1),
        [b'8' | b'6', ..] => (b'b', 1),
        [b'2', ..] => (b'z', 1),
        [other, ..] => (*other, 1),
        [] => (0, 0),
    }
}

/// A digest that words share which look alike; 0 for words too short to tell.
pub(crate) fn digest(letters: &[u8]) -> u32 {
    if letters.len() < 3 {
        return 0;
    }
    let mut rest = letters;
    let mut digest: u32 = 0x811C_9DC5;
    while !rest.is_empty() {
        let (read, length) = read(rest);
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
