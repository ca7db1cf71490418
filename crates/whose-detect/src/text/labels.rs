//! Names behind a label: `성명: 홍길동`, `Name: Anne Roy`.

use super::latin_run::is_letter;
use super::{Range, floor};
use crate::lexicon::korean;
use crate::masks::is_mask;
use crate::person::{self, Named};

/// Labels after which a name stands.
const LABELS: [&str; 62] = [
    "성명",
    "이름",
    "성함",
    "고객명",
    "고객",
    "회원명",
    "회원",
    "가입자",
    "가입자명",
    "예약자",
    "예약자명",
    "주문자",
    "주문자명",
    "구매자",
    "신청인",
    "신청자",
    "담당자",
    "운전자",
    "피보험자",
    "계약자",
    "수익자",
    "수취인",
    "수령인",
    "수신인",
    "발신인",
    "보호자",
    "환자명",
    "환자",
    "예금주",
    "받는분",
    "받는사람",
    "보낸사람",
    "보내는분",
    "대표자",
    "대표이사",
    "작성자",
    "상담사",
    "상담원",
    "근로자",
    "소유자",
    "임대인",
    "임차인",
    "채무자",
    "채권자",
    "원고",
    "피고",
    "name",
    "patient",
    "contact",
    "recipient",
    "insured",
    "driver",
    "customer",
    "nom",
    "client",
    "destinataire",
    "assuré",
    "conducteur",
    "attn",
    "sender",
    "passenger",
    "employee",
];

/// Names that a label shows.
pub(super) fn names(text: &str, names: &mut Vec<Range>) {
    for at in memchr::memchr2_iter(b':', 0xEF, text.as_bytes()) {
        let sign = match text.as_bytes()[at] {
            b':' => 1,
            _ if text[at..].starts_with('：') => 3,
            _ => continue,
        };
        let before = text[floor(text, at.saturating_sub(40))..at].trim_end();
        if !before.ends_with(|c: char| is_letter(c) || korean::is_hangul(c)) {
            continue;
        }
        let label_from = before
            .rfind([' ', '\t', '\n', ',', ';', '|', '(', '[', '"', '{', '_'])
            .map_or(0, |separator| separator + 1);
        if !is_label(&before[label_from..]) {
            continue;
        }
        let from = at + sign;
        let rest = &text[from..];
        let start = from + (rest.len() - rest.trim_start_matches([' ', '\t', '"']).len());
        if let Some(end) = name_end(text, start) {
            names.push((start, end, 85));
        }
    }
}

fn is_label(label: &str) -> bool {
    if label.len() > 30 {
        return false;
    }
    if label.is_ascii() {
        return LABELS.iter().any(|known| label.eq_ignore_ascii_case(known));
    }
    let label = label.to_lowercase();
    LABELS.contains(&label.as_str())
}

/// Where the name that begins at `start` ends, if one begins there.
fn name_end(text: &str, start: usize) -> Option<usize> {
    // No name is longer; a line may be.
    let rest = &text[start..floor(text, text.len().min(start + 160))];
    let line = rest
        .find(['\n', '\r', '\t', ',', ';', '|', '/', '(', '<', '[', '"', ':', ']', '}'])
        .unwrap_or(rest.len());
    let line = &rest[..line];
    if line.chars().next().is_some_and(korean::is_hangul) {
        let word = line.split(' ').next().unwrap_or_default();
        return super::korean::name_in(word).map(|name| start + name.len());
    }
    let mut best = None;
    let mut end = 0;
    for (count, word) in line.split(' ').enumerate().take(4) {
        end += word.len() + usize::from(count > 0);
        let capital = word.chars().next().is_some_and(char::is_uppercase)
            || is_mask(word.chars().next().unwrap_or(' '));
        if !capital {
            break;
        }
        let named = person::judge(line[..end].trim_end_matches('.'));
        if matches!(named, Named::Person | Named::MaybePerson) {
            best = Some(start + line[..end].trim_end_matches('.').len());
        }
    }
    best
}
