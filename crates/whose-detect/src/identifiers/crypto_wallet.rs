//! Address of a wallet: Bitcoin, Ethereum.

use super::{Around, Group, Hit, Identifier, Trigger, Verdict, category};

/// `1...` and `3...` in base 58, `bc1...` in bech32, `0x` and forty hexadecimal digits.
pub const IDENTIFIER: Identifier = Identifier {
    name: "crypto_wallet",
    category: category("crypto-wallet", Group::Financial, true, ["wallet address", "가상자산 지갑주소", "adresse de portefeuille"]),
    reference: "Bitcoin base58check; BIP 173 and BIP 350; Ethereum yellow paper",
    evidence: "alphabet and length; bech32 also by its checksum; base 58 without a word counts little",
    finders: &[(Trigger::LongWord, find)],
    cell: Some(cell),
    context: &["wallet", "bitcoin", "btc", "ethereum", "eth", "지갑", "비트코인", "이더리움", "portefeuille"],
    columns: &["wallet", "wallet address", "btc address", "eth address"],
    examples: &[
        ("bitcoin 1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2", "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2"),
        ("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"),
        ("0x52908400098527886E0F7030069857D2E4169EE7", "0x52908400098527886E0F7030069857D2E4169EE7"),
    ],
    cells: &[("1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2", "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2")],
    counter_examples: &[
        "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2",
        "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5",
        "0x529084000985",
        "1234567890123456789012345678901",
    ],
    ..Identifier::BASE
};

const BECH32: &[u8; 32] = b"qpzry9x8gf2tvdw0s3jn54khce6mua7l";

/// The checksum of BIP 173 (constant 1) or BIP 350.
fn bech32(word: &str) -> bool {
    let Some(data) = word.strip_prefix("bc1") else { return false };
    let step = |sum: u32, value: u32| {
        let top = sum >> 25;
        let sum = (sum & 0x01ff_ffff) << 5 ^ value;
        [0x3b6a_57b2, 0x2650_8e6d, 0x1ea1_19fa, 0x3d42_33dd, 0x2a14_62b3]
            .iter()
            .enumerate()
            .fold(sum, |sum, (bit, generator)| if top >> bit & 1 == 1 { sum ^ generator } else { sum })
    };
    let mut sum = [3, 3, 0, 2, 3].into_iter().fold(1, step);
    for byte in data.bytes() {
        let Some(value) = BECH32.iter().position(|letter| *letter == byte) else { return false };
        sum = step(sum, value as u32);
    }
    matches!(sum, 1 | 0x2bc8_30a3)
}

fn verdict(word: &str) -> Option<Verdict> {
    let hexadecimal = word.strip_prefix("0x").is_some_and(|rest| rest.len() == 40 && rest.bytes().all(|b| b.is_ascii_hexdigit()));
    if hexadecimal {
        return Some(Verdict::new(78, 96));
    }
    if (42..=62).contains(&word.len()) && bech32(&word.to_ascii_lowercase()) {
        return Some(Verdict::new(96, 99));
    }
    let base58 = word.bytes().all(|byte| byte.is_ascii_alphanumeric() && !b"0OIl".contains(&byte));
    let mixed = word.bytes().any(|b| b.is_ascii_lowercase()) && word.bytes().any(|b| b.is_ascii_uppercase());
    let legacy = (26..=35).contains(&word.len()) && word.starts_with(['1', '3']) && base58 && mixed;
    legacy.then(|| Verdict::new(0, 85))
}

fn find(around: &Around<'_>, at: usize, normal: &mut String) -> Option<Hit> {
    let len = around.text.as_bytes()[at..].iter().take(64).take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let word = &around.text[at..at + len];
    let verdict = verdict(word)?;
    normal.push_str(word);
    Some(Hit { start: at, end: at + len, verdict })
}

fn cell(value: &str, normal: &mut String) -> Option<Verdict> {
    let verdict = (value.len() >= 26 && value.is_ascii()).then(|| verdict(value))??;
    normal.push_str(value);
    Some(verdict)
}
