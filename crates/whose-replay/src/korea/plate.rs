//! Registration plates: `서울12가1234` until 2004, `12가3456` since, `123가4567` since 2019.

const LETTERS: [char; 32] = [
    '가', '나', '다', '라', '마', '거', '너', '더', '러', '머', '버', '서', '어', '저', '고', '노', '도',
    '로', '모', '보', '소', '오', '조', '구', '누', '두', '루', '무', '부', '수', '우', '주',
];
const REGIONS: [&str; 16] = [
    "서울", "경기", "부산", "인천", "대구", "대전", "광주", "울산", "강원", "충북", "충남", "전북", "전남",
    "경북", "경남", "제주",
];
/// Plates of two digits, a letter and four digits, of private cars (01 to 69).
const SHORT: u64 = 69 * 32 * 10_000;
/// Plates of three digits (100 to 699).
const LONG: u64 = 600 * 32 * 10_000;

/// The `number`th plate as of 2011; one in seven of the old kind. Different numbers give different plates.
pub(crate) fn of_2011(number: u64) -> String {
    let at = number.wrapping_mul(9_999_991) % SHORT;
    let (class, letter, serial) = (at / 320_000 + 1, LETTERS[(at / 10_000 % 32) as usize], at % 10_000);
    let region = if number % 7 == 3 { REGIONS[(at % 16) as usize] } else { "" };
    format!("{region}{class:02}{letter}{serial:04}")
}

/// The `number`th plate of three digits.
pub(crate) fn of_today(number: u64) -> String {
    let at = number.wrapping_mul(9_999_991) % LONG;
    format!("{}{}{:04}", at / 320_000 + 100, LETTERS[(at / 10_000 % 32) as usize], at % 10_000)
}
