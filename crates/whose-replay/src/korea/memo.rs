//! Free text of the people in the field: sentences that name the same people once more.

use crate::dice::{Dice, Purpose};

use super::claims::Incident;

/// The memo of a record; empty for about four in ten.
pub(crate) fn memo(incident: &Incident, claim: u32) -> String {
    let mut dice = Dice::new(incident.seed, Purpose::Memo, claim.into());
    let entry = &incident.claims[claim as usize];
    let driver = incident.people[entry.driver as usize].name();
    let insured = incident.people[entry.insured as usize].name();
    let separator = dice.pick(&["-", "-", "", "."]);
    let call = |side| {
        let known = incident.known(claim, side).mobile;
        if known { incident.mobile(claim, side).write(separator) } else { "연락처 미상".to_string() }
    };
    match dice.below(20) {
        0..3 => format!("운전자 {driver}씨 {} 통화, 현장 출동 요청함.", call(1)),
        3..5 => format!("피보험자 {insured}님과 통화 완료. 견인 후 정비공장 입고 예정."),
        5 => format!("운전자 {driver} 연락 안됨, 피보험자 {insured} {} 로 재통화.", call(0)),
        6..8 => format!("{insured}님 차량 후진 중 접촉. 대인 없음. 렌트 안내함."),
        8 => format!("운전자:{driver}/{} 병원 이송 후 통화 요망", call(1)),
        9 => format!("계약자 {insured}씨 요청으로 {} 문자 발송함", call(0)),
        10 => "현장 도착 전 쌍방 합의, 출동 취소.".to_string(),
        11 => "상대 차량 과실 인정. 사진 촬영 완료하고 종결.".to_string(),
        _ => String::new(),
    }
}
