//! Korean mobile number, 휴대전화번호.

use super::{Identifier, Shaped, Verdict, general};

/// `010` and eight digits; before 2021 also `011`, `016` to `019` and seven or eight.
pub const IDENTIFIER: Identifier = Identifier {
    name: "kr_mobile",
    category: general::MOBILE,
    reference: "Ministry of Science and ICT, telecommunications numbering rules (전기통신번호 세부계획)",
    evidence: "prefix 010, 011, 016 to 019 and the length that goes with it",
    shapes: &[
        "999-9{3,4}-9999",
        "999)9{3,4}-9999",
        "99999999999",
        "9999999999",
        "+99-99-9{3,4}-9999",
        "+99-999-9{3,4}-9999",
        "+99(9)99-9{3,4}-9999",
        "+99)99-9{3,4}-9999",
        "+9{11,12}",
        "+99-9{9,11}",
        "99-99-9999-9999",
        "9999-99-9999-9999",
    ],
    shapes_in_cells: &["99-9{3,4}-9999", "999-9{7,8}", "9{12}"],
    judge,
    normal,
    masked: &[
        "010-****-1234",
        "010-1234-****",
        "010-12**-**34",
        "010-1***-5***",
        "***-****-1234",
        "0101234****",
        "+82-10-****-5678",
    ],
    context: &[
        "휴대폰번호",
        "휴대전화번호",
        "휴대전화",
        "휴대폰",
        "핸드폰",
        "연락처",
        "전화번호",
        "전화",
        "모바일",
        "h.p",
        "hp",
        "mobile",
        "cell",
        "cellphone",
        "portable",
        "c.p",
    ],
    columns: &["hp no", "hpno", "mobile no", "mobileno", "cell phone", "mblno", "mbtlnum", "handphone", "phone"],
    examples: &[
        ("연락처 010-1234-5678로", "+821012345678"),
        ("010-****-5678", "+8210****5678"),
        ("010-1234-****", "+82101234****"),
        ("010-12**-**34", "+821012****34"),
        ("011-234-5678", "+82112345678"),
        ("016-1234-5678", "+821612345678"),
        ("01012345678", "+821012345678"),
        ("+82-10-1234-5678", "+821012345678"),
        ("+82 10 1234 5678", "+821012345678"),
        ("+821012345678", "+821012345678"),
        ("+82(0)10-1234-5678", "+821012345678"),
        ("+82-10-****-5678", "+8210****5678"),
        ("82-10-1234-5678", "+821012345678"),
        ("010.1234.5678", "+821012345678"),
        ("010)1234-5678", "+821012345678"),
        ("H.P 010●●●●5678", "+8210****5678"),
        ("휴대폰 ***-****-1234", "+82******1234"),
        ("０１０－１２３４－５６７８", "+821012345678"),
    ],
    cells: &[
        ("1012345678", "+821012345678"),
        ("10-1234-5678", "+821012345678"),
        ("0112345678", "+82112345678"),
        ("010-12345678", "+821012345678"),
        ("821012345678", "+821012345678"),
        ("010-1234-5678 (본인)", "+821012345678"),
        ("***-****-1234", "+82******1234"),
    ],
    counter_examples: &[
        "주문 20190101-010-1234-5678",
        "01012345678@naver.com",
        "계좌 110-1234-5678",
        "0.1012345678",
        "550e8400-e29b-41d4-a716-010123456789",
        "1012345678",
    ],
    ..Identifier::BASE
};

/// Digits after the leading zero, without the country code.
fn national<'v>(value: &Shaped<'v>) -> Option<&'v str> {
    let digits = value.compact();
    let international = value.plus || matches!(digits.len(), 12 | 14) || digits.starts_with("8210");
    let digits = match international {
        true => digits.strip_prefix("00").unwrap_or(digits).strip_prefix("82")?,
        false => digits,
    };
    match digits.as_bytes() {
        [b'0' | b'*', ..] if !international || digits.starts_with('0') => Some(&digits[1..]),
        _ => Some(digits),
    }
}

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let national = national(value)?.as_bytes();
    if value.known() < 4 {
        return None;
    }
    let length = match national {
        [b'1', b'0', ..] => 10..=10,
        [b'1', b'1' | b'6' | b'7' | b'8' | b'9', ..] => 9..=10,
        [b'*' | b'1', b'*', ..] => 9..=10,
        _ => return None,
    };
    if !length.contains(&national.len()) {
        return None;
    }
    // `(***) ***-1234` is how North America writes an area.
    if national[0] == b'*' && national.len() == 9 && value.separator(1) == b')' {
        return None;
    }
    let zero = value.glyphs()[0] == b'0';
    let verdict = match (value.groups(), value.plus) {
        _ if national[0] == b'*' => Verdict::new(if value.groups() == 3 { 52 } else { 0 }, 88),
        (_, true) => Verdict::new(96, 99),
        (1, _) if !zero => Verdict::new(0, 80),
        (1, _) if national[1] == b'0' => Verdict::new(82, 97),
        (1, _) => Verdict::new(45, 92),
        _ if !zero && value.glyphs()[0] != b'8' => Verdict::new(0, 85),
        _ => Verdict::new(95, 99),
    };
    Some(verdict)
}

fn normal(value: &Shaped<'_>, normal: &mut String) {
    normal.push_str("+82");
    normal.push_str(national(value).unwrap_or_default());
}
