//! Korean names: family names as frequent as in the census of 2015, given names by sex and time of birth.

use crate::dice::Dice;
use crate::ranked::Weighted;

/// Family names with their bearers in ten thousands (census of 2015, rounded, from general knowledge).
const FAMILY: &[(&str, u64)] = &[
    ("김", 1069),
    ("이", 731),
    ("박", 419),
    ("최", 233),
    ("정", 243),
    ("강", 118),
    ("조", 106),
    ("윤", 102),
    ("장", 99),
    ("임", 82),
    ("한", 77),
    ("오", 76),
    ("서", 75),
    ("신", 74),
    ("권", 71),
    ("황", 70),
    ("안", 69),
    ("송", 68),
    ("전", 56),
    ("홍", 56),
    ("유", 64),
    ("고", 47),
    ("문", 46),
    ("양", 46),
    ("손", 46),
    ("배", 40),
    ("백", 38),
    ("허", 33),
    ("남", 28),
    ("심", 27),
    ("노", 25),
    ("하", 23),
    ("곽", 20),
    ("성", 20),
    ("차", 19),
    ("주", 19),
    ("우", 19),
    ("구", 19),
    ("민", 17),
    ("류", 16),
    ("진", 16),
    ("나", 15),
    ("지", 15),
    ("엄", 14),
    ("변", 14),
    ("채", 13),
    ("원", 13),
    ("방", 12),
    ("천", 12),
    ("공", 9),
    ("현", 9),
    ("함", 8),
    ("여", 8),
    ("염", 7),
    ("추", 6),
    ("도", 6),
    ("소", 5),
    ("석", 5),
    ("선", 4),
    ("설", 4),
    ("마", 4),
    ("길", 4),
    ("연", 4),
    ("위", 3),
    ("표", 3),
    ("명", 3),
    ("기", 3),
    ("반", 3),
    ("왕", 2),
    ("금", 2),
    ("옥", 2),
    ("육", 2),
    ("인", 2),
    ("맹", 2),
    ("제", 2),
    ("모", 2),
    ("남궁", 2),
    ("탁", 2),
    ("국", 2),
    ("황보", 1),
    ("제갈", 1),
    ("선우", 1),
];

/// Given names of one sex and time: the commonest whole ones, and syllables that the others are made of.
struct Given {
    common: &'static str,
    first: &'static str,
    second: &'static str,
}

const MEN: [Given; 3] = [
    // Born before 1960.
    Given {
        common: "영수 영호 영철 정식 성수 상철 종수 광수 병철 순철 재호 정호 영길 종호 성호 용호 기수 상호 동수 만수 춘식 덕수 인수 태식 명호",
        first: "영정성상종광병재용기동인태명창경승원학춘덕만봉갑",
        second: "수호철식길환규석근섭영택진복만구남균태기",
    },
    // Until 1980.
    Given {
        common: "성호 정훈 성훈 영진 상훈 성민 준호 재훈 동현 진호 병훈 용석 종훈 승호 경호 상현 민수 정호 영훈 태호 현수 재영 동훈 기영 창호",
        first: "성정영상준재동진병용종승경민태현기창원광대우형석한",
        second: "훈호민진현석수영철환준식규섭근범욱일국용",
    },
    // Later.
    Given {
        common: "지훈 동현 민수 준영 현우 성민 민준 재현 승현 준호 태현 상우 진우 민호 정민 지호 우진 승민 도현 건우 시우 형준 동욱 영민 재민",
        first: "지동민준현성재승태상진정우도건시형영유찬하은규경한",
        second: "훈현수영우민준호욱빈혁진석원환재범윤후서",
    },
];
const WOMEN: [Given; 3] = [
    Given {
        common: "영자 정숙 영숙 순자 명숙 경숙 정자 영희 순옥 정희 옥순 춘자 미자 영순 말순 복순 숙자 현숙 경자 명자 금순 정순 은숙 혜숙 성자",
        first: "영정순명경옥춘미말복숙현금은혜성인화선재덕분귀봉",
        second: "자숙희순옥례분남임심애연선녀이",
    },
    Given {
        common: "미경 은주 미숙 경희 은정 미영 지영 현주 은영 정희 선영 은희 수진 현정 명희 혜경 진희 영미 윤정 경미 성희 지연 미정 은경 혜진",
        first: "미은경지현정선수명혜진영윤성주희인연소유승재난민",
        second: "경주숙희정영진미연화아선란옥순애실자",
    },
    Given {
        common: "지은 지혜 수진 유진 민지 지영 수빈 은지 혜진 지현 예진 서연 민정 소영 보람 아름 다은 하늘 현지 수연 지민 유나 슬기 예은 은비",
        first: "지수유민은혜예서소보다하현윤채가나아주시연정효선",
        second: "은혜진지영빈연정아린원경희람인비솔나현윤",
    },
];

/// Draws names.
#[derive(Debug)]
pub(crate) struct Names {
    family: Weighted,
}

impl Names {
    pub(crate) fn new() -> Self {
        Self { family: Weighted::new(FAMILY.iter().map(|(_, weight)| *weight)) }
    }

    pub(crate) fn family(&self, dice: &mut Dice) -> &'static str {
        FAMILY[self.family.draw(dice)].0
    }

    pub(crate) fn given(&self, female: bool, year: i32, dice: &mut Dice) -> String {
        let time = match year {
            ..1960 => 0,
            1960..1980 => 1,
            _ => 2,
        };
        let list = if female { &WOMEN[time] } else { &MEN[time] };
        match dice.below(100) {
            0..38 => {
                // Earlier ones are commoner, in a line that falls evenly.
                let names: Vec<&str> = list.common.split(' ').collect();
                let (one, other) = (dice.below(names.len() as u32), dice.below(names.len() as u32));
                names[one.min(other) as usize].to_string()
            }
            38..40 => syllable(list.second, dice).to_string(),
            _ => loop {
                let (first, second) = (syllable(list.first, dice), syllable(list.second, dice));
                if first != second {
                    break [first, second].into_iter().collect();
                }
            },
        }
    }
}

fn syllable(list: &str, dice: &mut Dice) -> char {
    let count = list.chars().count() as u32;
    let at = dice.below(count).min(dice.below(count));
    list.chars().nth(at as usize).unwrap_or('영')
}
