//! Account number at a Korean bank, 계좌번호.

use super::{BANK_ACCOUNT, Identifier, Shaped, Verdict};

/// Each bank has its own lengths and groups; the last digits follow rules that no bank publishes.
pub const IDENTIFIER: Identifier = Identifier {
    name: "kr_bank_account",
    category: BANK_ACCOUNT,
    reference: "Account formats as the banks publish them (KB, Shinhan, Woori, Hana, NH, IBK, Kakao, Toss, post office)",
    evidence: "a format that a bank uses, and the name of a bank or a word for account before it",
    shapes_in_context: &[
        "9{3,4}-9{2,4}-9{5,7}",
        "999-9999-9999-9{1,3}",
        "9999-9999-9999-9{1,2}",
        "9999-9999-9999",
        "999-999999-99-999",
        "999-999999-9{3,5}",
        "999-99-999999-9{1,3}",
        "999-99-9999-9{1,3}",
        "9{5,6}-99-999999",
        "999-9999-9999",
        "9{10,14}",
    ],
    judge,
    masked: &["430-20-1*****", "110-***-123456", "1002-***-339201"],
    context: &[
        "계좌번호", "계좌", "입금", "송금", "이체", "예금주", "통장", "은행", "농협", "신협", "새마을금고", "수협",
        "우체국", "카카오뱅크", "케이뱅크", "토스뱅크", "국민", "신한", "하나은행", "기업은행", "account no",
        "account number", "bank account", "a/c",
    ],
    columns: &["acctno", "acct no", "account no", "bnkacct", "acnt no", "actno"],
    examples: &[
        ("국민은행 123456-12-123456", "12345612123456"),
        ("신한은행 110-482-771039", "110482771039"),
        ("우리은행 1002-748-339201", "1002748339201"),
        ("농협 351-0042-7781-93", "3510042778193"),
        ("카카오뱅크 3333-01-1234567", "3333011234567"),
        ("계좌번호: 430-20-1*****", "430201*****"),
        ("입금계좌 12345678901234", "12345678901234"),
    ],
    cells: &[("110482771039", "110482771039"), ("430-20-1*****", "430201*****")],
    counter_examples: &["주문번호 110-482-771039", "송장 12345678901234", "은행 전화 02-1234-5678"],
    ..Identifier::BASE
};

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    if value.known() < 4 || value.glyphs().iter().all(|glyph| *glyph == value.glyphs()[0]) {
        return None;
    }
    Some(Verdict::new(0, if value.groups() == 1 { 80 } else { 90 }))
}
