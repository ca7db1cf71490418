//! International bank account number.

use super::{Group, Identifier, Shaped, Verdict, category, check_digit};

/// Country, two check digits, and the account in the country's own length.
pub const IDENTIFIER: Identifier = Identifier {
    name: "iban",
    category: category("iban", Group::Financial, true, ["IBAN", "국제은행계좌번호(IBAN)", "IBAN"]),
    reference: "ISO 13616-1 and the SWIFT IBAN registry (countries and lengths)",
    evidence: "country of the registry with its length; remainder 1 by 97",
    shapes: &[
        "AA99X{11,30}",
        "AA99_XXXX_XXXX_X{1,4}",
        "AA99_XXXX_XXXX_XXXX_X{1,4}",
        "AA99_XXXX_XXXX_XXXX_XXXX_X{1,4}",
        "AA99_XXXX_XXXX_XXXX_XXXX_XXXX_X{1,4}",
        "AA99_XXXX_XXXX_XXXX_XXXX_XXXX_XXXX_X{1,4}",
        "AA99_XXXX_XXXX_XXXX_XXXX_XXXX_XXXX_XXXX_X{1,4}",
    ],
    judge,
    masked: &["GB82 **** **** **** **54 32", "DE89**************3000"],
    context: &["iban", "bank account", "compte bancaire", "virement", "kontonummer", "계좌"],
    columns: &["iban", "iban no"],
    examples: &[
        ("GB82 WEST 1234 5698 7654 32", "GB82WEST12345698765432"),
        ("IBAN: DE89370400440532013000.", "DE89370400440532013000"),
        ("fr7630006000011234567890189", "FR7630006000011234567890189"),
        ("GB82 **** **** **** **54 32", "GB82**************5432"),
        ("DE89**************3000", "DE89**************3000"),
        ("NO93 8601 1117 947", "NO9386011117947"),
    ],
    cells: &[("de89370400440532013000", "DE89370400440532013000")],
    counter_examples: &["GB83WEST1234569876543", "XX82WEST12345698765432", "AB12CDEF34567890123"],
    ..Identifier::BASE
};

/// Countries of the registry with the length of their numbers.
const LENGTHS: &str = "AD24AE23AL28AT20AZ28BA20BE16BG22BH22BI27BR29BY28CH21CR22CY28CZ24DE22DJ27DK18DO28EE20EG29ES24\
                       FI18FK18FO18FR27GB22GE22GI23GL18GR27GT28HN28HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20LB28\
                       LC32LI21LT20LU20LV21LY25MC27MD24ME22MK19MN20MR27MT31MU30NI28NL18NO15OM23PK24PL28PS29PT25\
                       QA29RO24RS22RU33SA24SC31SD18SE24SI19SK24SM27SO23ST25SV28TL23TN24TR26UA29VA22VG24XK20YE30";

fn length(country: &[u8]) -> Option<usize> {
    let entry = LENGTHS.as_bytes().chunks_exact(4).find(|entry| &entry[..2] == country)?;
    str::from_utf8(&entry[2..]).ok()?.parse().ok()
}

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let glyphs = value.glyphs();
    if length(&glyphs[..2])? != glyphs.len() || value.known() < 6 {
        return None;
    }
    let checked = value.is_whole().then(|| {
        check_digit::modulo_97(glyphs[4..].iter().chain(&glyphs[..4]).copied()) == Some(1)
    });
    // A word of lower case that happens to look like one is no number.
    let digits = glyphs[4..].iter().filter(|glyph| glyph.is_ascii_digit()).count();
    let wrong = if digits * 2 >= glyphs.len() - 4 { (52, 86) } else { (0, 75) };
    Some(Verdict::by_check(checked, (98, 99), wrong, (84, 96)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_remainder_has_one_pair_of_check_digits() {
        for account in 0..97 {
            let right = (2..99).filter(|check| {
                let rearranged = format!("WEST{account:014}GB{check:02}");
                check_digit::modulo_97(rearranged.bytes()) == Some(1)
            });
            assert_eq!(right.count(), 1);
        }
    }

    #[test]
    fn lengths_are_of_the_registry() {
        assert_eq!(length(b"GB"), Some(22));
        assert_eq!(length(b"NO"), Some(15));
        assert_eq!(length(b"US"), None);
    }
}
