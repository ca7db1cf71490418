//! Words that stand beside Korean names.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

/// Words beside which a name stands: roles in a case, ranks, professions, family.
static ROLES: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    "성명 이름 성함 고객명 고객 회원 회원명 신청인 신청자 담당자 담당 담당자명 운전자 피보험자 보험자 계약자 수익자 수취인 수령인 수신인 \
     수신 발신 발신인 보호자 환자 환자명 예금주 받는분 받는사람 보낸사람 대표자 대표 대표이사 작성자 상담사 상담원 근로자 소유자 임대인 임차인 매도인 매수인 \
     채무자 채권자 원고 피고 피고인 피의자 피해자 가해자 참고인 증인 고소인 피고소인 고발인 신고자 민원인 청구인 피청구인 상속인 피상속인 증여자 \
     수증자 양도인 양수인 대리인 법정대리인 친권자 후견인 세대주 배우자 자녀 장남 차남 장녀 차녀 부친 모친 부 모 형 누나 언니 오빠 동생 남편 아내 \
     과장 대리 부장 차장 팀장 실장 국장 본부장 센터장 지점장 사원 주임 선임 책임 수석 연구원 연구관 사무관 주무관 서기관 주사 이사 이사장 상무 전무 사장 \
     부사장 회장 총장 교장 교감 교사 교수 조교 강사 학생 의사 진료의 전문의 주치의 판정의사 간호사 약사 변호사 담당변호사 변호인 검사 판사 재판장 법관 \
     법무사 세무사 회계사 노무사 감정평가사 공인중개사 기자 감독 선수 작가 배우 가수 순경 경장 경사 경위 경감 경정 총경 소방관 형사 수사관 조사관 사회복지사 \
     간사 총무 소장 원장 관장 점장 반장 기사 매니저 강사 코치 트레이너 가입자 예약자 주문자 구매자 이용자 방문자 입주자 입실자 세입자 동거인 참가자 수강생 \
     지원자 응시자 수험생 대상자 관리자 책임자 안내자 위반자 작성인 제출인 확인자 결재자 승인자 전결 협조자 기안자 발급자 발급담당자 접수자 제보자 공동임차인 \
     보증인 연대보증인 송금인 입금자 명의자 사망자 재해자 재해근로자 부상자 탑승자 동승자 승객 팀원 회원님 대표님 담당의 집도의 자필서명 서명 예약자명 주문자명 씨 군 양"
        .split_ascii_whitespace()
        .collect()
});

/// Words that follow a name: ranks and forms of address.
static AFTER: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    "씨 님 귀하 군 양 고객 고객님 선생 선생님 환자 환자분 회원 회원님 과장 대리 부장 차장 팀장 실장 국장 본부장 센터장 지점장 사원 주임 선임 책임 수석 \
     연구원 사무관 주무관 서기관 이사 이사장 상무 전무 사장 부사장 회장 총장 교장 교사 교수 조교 강사 의사 원장 간호사 약사 변호사 검사 판사 법무사 세무사 기자 \
     감독 선수 작가 배우 순경 경장 경사 경위 경감 형사 수사관 간사 총무 소장 관장 점장 반장 기사 매니저 코치 대표 대표이사 어머님 아버님 보호자 학생 올림 배상 드림"
        .split_ascii_whitespace()
        .collect()
});

/// A word before which or behind which a name stands: `담당자`, `원고`.
pub(crate) fn is_role(word: &str) -> bool {
    ROLES.contains(word)
}

/// A rank or form of address behind a name: `과장`, `씨`.
pub(super) fn is_rank(word: &str) -> bool {
    AFTER.contains(word)
}

/// `위임인`, `촬영기사`, `제1팀장`: nouns of people by their endings.
pub(super) fn ends_like_role(word: &str) -> bool {
    word.len() >= 9
        && ["자", "인", "원", "사", "장", "관", "주", "님", "교수", "명", "의", "팀", "과", "실"]
            .iter()
            .any(|end| word.ends_with(end))
        && !crate::lexicon::korean::is_place(word)
}
