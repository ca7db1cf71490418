//! Accounts of nobody: entered to try a system, or the system's own. `test@test.com, 000-0000-0000` is no person.

use whose_model::{CategoryId, Group};

use crate::detector::Detector;

/// Names and mailboxes of such accounts: folded, without digits, words apart by one space.
const WORDS: [&str; 62] = [
    "test",
    "tests",
    "tester",
    "testing",
    "test test",
    "test user",
    "testuser",
    "user test",
    "usertest",
    "test account",
    "testaccount",
    "test customer",
    "test person",
    "test name",
    "first last",
    "demo",
    "demo user",
    "demouser",
    "demo account",
    "sample",
    "sample user",
    "dummy",
    "dummy user",
    "foo",
    "bar",
    "foo bar",
    "foobar",
    "asdf",
    "asdfasdf",
    "asdf asdf",
    "qwer",
    "qwerty",
    "abc",
    "xyz",
    "admin",
    "administrator",
    "sysadmin",
    "superuser",
    "super user",
    "root",
    "daemon",
    "nobody",
    "system",
    "sysop",
    "webmaster",
    "postmaster",
    "hostmaster",
    "noreply",
    "no reply",
    "donotreply",
    "do not reply",
    "guest",
    "guest user",
    "essai",
    "compte test",
    "compte de test",
    "utilisateur test",
    "test utilisateur",
    "administrateur",
    "systeme",
    "invite",
    "mailer daemon",
];

/// The same in Hangul.
const KOREAN: [&str; 14] = [
    "테스트",
    "테스터",
    "테스트유저",
    "테스트계정",
    "테스트사용자",
    "테스트고객",
    "시험",
    "시험용",
    "관리자",
    "최고관리자",
    "운영자",
    "시스템",
    "시스템관리자",
    "게스트",
];

/// Is every item that could name a person one of such an account? Items are given by category and normal form.
pub(crate) fn is_test_account<'v>(
    detector: &Detector,
    items: impl Iterator<Item = (CategoryId, &'v str)>,
) -> bool {
    let ids = detector.ids();
    let mut names = String::new();
    let mut told = false;
    for (category, value) in items {
        if ids.is_name(category) {
            if !names.is_empty() {
                names.push(' ');
            }
            names.push_str(value);
        } else if category == ids.email {
            let local = value.split('@').next().unwrap_or_default();
            if !is_word(local) {
                return false;
            }
            told = true;
        } else if ids.is_phone(category) {
            if !is_placeholder(value) {
                return false;
            }
        } else if speaks_of_somebody(detector.categories().get(category).group) {
            return false;
        }
    }
    if names.is_empty() { told } else { is_word(&names) }
}

/// May nobody but a person have it?
const fn speaks_of_somebody(group: Group) -> bool {
    matches!(
        group,
        Group::Address
            | Group::Contact
            | Group::Personal
            | Group::NationalId
            | Group::Financial
            | Group::Health
            | Group::Vehicle
    )
}

fn is_word(text: &str) -> bool {
    if text.len() > 40 {
        return false;
    }
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_alphabetic() {
            plain.extend(c.to_lowercase());
        } else if !c.is_numeric() && !plain.ends_with(' ') {
            plain.push(' ');
        }
    }
    let plain = plain.trim().replace(['é', 'è'], "e");
    WORDS.contains(&plain.as_str()) || KOREAN.contains(&plain.replace(' ', "").as_str())
}

/// `000-0000-0000`, `555-555-5555`, `123-456-7890`, `010-1234-5678`: typed by whoever had no number at hand.
fn is_placeholder(phone: &str) -> bool {
    let digits: Vec<u8> = phone.bytes().filter(u8::is_ascii_digit).collect();
    let Some(tail) = digits.len().checked_sub(7).map(|from| &digits[from..]) else { return false };
    let same = tail.iter().all(|digit| *digit == tail[0]);
    let steps = tail.windows(2).all(|pair| pair[0] + 1 == pair[1] || (pair[0], pair[1]) == (b'9', b'0'));
    same || steps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_numbers_of_nobody() {
        for word in ["Test User", "testuser01", "asdf", "no-reply", "테스트", "시스템 관리자", "Système"]
        {
            assert!(is_word(word), "{word}");
        }
        for name in ["Anne Test", "Rootveld", "Adminah Bakri", "홍길동", "김시험", ""] {
            assert!(!is_word(name), "{name}");
        }
        for phone in ["+821000000000", "+15555555555", "1234567890", "+821012345678"] {
            assert!(is_placeholder(phone), "{phone}");
        }
        for phone in ["+14165550123", "+821023459876", "12"] {
            assert!(!is_placeholder(phone), "{phone}");
        }
    }
}
