//! The accident records, and the people in them.

use whose_model::civil::{date_from_days, days_from_date};

use crate::Scale;
use crate::cards::with_check_digit;
use crate::dice::{Dice, Purpose, mix};

use super::mobile::Mobile;
use super::people::{Person, Population, Wanted};
use super::plate;

/// An accident record.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Claim {
    /// Days since 1970-01-01.
    pub(crate) day: i32,
    /// Minute of the day.
    pub(crate) minute: u16,
    pub(crate) insured: u32,
    pub(crate) driver: u32,
    /// How the driver stands to the insured.
    pub(crate) relation: Relation,
    /// Which of the insured's cars: 0, or 1 for the one bought later.
    pub(crate) car: u8,
}

/// How the driver stands to the insured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Relation {
    Self_,
    Spouse,
    Child,
    Other,
}

impl Relation {
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Self_ => "본인",
            Self::Spouse => "배우자",
            Self::Child => "자녀",
            Self::Other => "지인",
        }
    }
}

/// What a record holds of one of its people; the same in every source.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Known {
    pub(crate) resident_number: bool,
    pub(crate) mobile: bool,
}

/// The sources, each with its part of the records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Source {
    /// mysqldump of 2008-10 to 2010-06.
    Dump,
    /// CSV exports from 2010 on.
    Export,
    /// Dispatch log in XML from 2010-10 on; the driver alone.
    Log,
    /// SQLite with masked columns, some of 2009 and later.
    Lite,
    /// Older backup, until 2009-06; numbers in full.
    Backup,
}

/// Everything that is true in the incident.
#[derive(Debug)]
pub(crate) struct Incident {
    pub(crate) seed: u64,
    /// Insured first, then those who only drove.
    pub(crate) people: Vec<Person>,
    /// How many are insured.
    pub(crate) insured: u32,
    /// By date; the position is the record's number.
    pub(crate) claims: Vec<Claim>,
    pub(crate) scale: Scale,
}

/// First and last day of an accident, as years, months and days.
const PERIOD: [(i32, u32, u32); 2] = [(2007, 1, 2), (2011, 5, 12)];

fn date((year, month, day): (i32, u32, u32)) -> i32 {
    days_from_date(year, month, day).expect("the dates in this file exist")
}

impl Incident {
    /// The incident, and the population that the registry goes on making people in.
    pub(crate) fn new(scale: Scale, seed: u64) -> (Self, Population) {
        let insured = scale.of(119_322);
        let count = scale.of(157_901).max(insured);
        let mut population = Population::new();
        let mut people: Vec<Person> = (0..insured)
            .map(|number| {
                population.person(Wanted::default(), &mut Dice::new(seed, Purpose::Insured, number.into()))
            })
            .collect();
        let mut claims = Vec::with_capacity(count as usize);
        // Each insured's other driver, once there is one.
        let mut others: Vec<Option<(u32, Relation)>> = vec![None; insured as usize];
        for number in 0..count {
            let mut dice = Dice::new(seed, Purpose::Claim, number.into());
            // Everybody once; then few people often.
            let of = match number {
                _ if number < insured => number,
                _ if dice.chance(150) => dice.below(insured.div_ceil(40)),
                _ => dice.below(insured),
            };
            let [from, to] = PERIOD.map(date);
            let day = match number {
                0 => from,
                1 => to,
                _ => from + dice.below((to - from + 1) as u32) as i32,
            };
            let minute = dice.between(5 * 60, 1_439) as u16;
            let (driver, relation) = if dice.chance(660) {
                (of, Relation::Self_)
            } else if dice.chance(60) && insured > 1 {
                ((of + 1 + dice.below(insured - 1)) % insured, Relation::Other)
            } else {
                *others[of as usize].get_or_insert_with(|| {
                    let (person, relation) = other(&people[of as usize], &mut population, &mut dice);
                    people.push(person);
                    (people.len() as u32 - 1, relation)
                })
            };
            let car = u8::from(mix(u64::from(of) ^ seed).is_multiple_of(8) && day > date((2009, 6, 30)));
            claims.push(Claim { day, minute, insured: of, driver, relation, car });
        }
        claims.sort_by_key(|claim| (claim.day, claim.minute, claim.insured, claim.driver));
        (Self { seed, people, insured, claims, scale }, population)
    }

    /// The number of a record: its date, a series, and a check digit as of cards, so that the sixteen digits pass for one.
    pub(crate) fn number(&self, claim: u32) -> String {
        let (year, month, day) = date_from_days(self.claims[claim as usize].day);
        with_check_digit(&format!("{year}{month:02}{day:02}{:07}", u64::from(claim) * 3 + 104))
    }

    /// The number of the insured's policy: sixteen digits that begin as cards do and pass their check.
    pub(crate) fn policy(&self, insured: u32) -> String {
        let begin = 40 + insured % 16;
        with_check_digit(&format!(
            "{begin}{:013}",
            mix(u64::from(insured) ^ self.seed ^ 0x0070) % 10_000_000_000_000
        ))
    }

    pub(crate) fn plate(&self, claim: &Claim) -> String {
        plate::of_2011(u64::from(claim.insured) + u64::from(claim.car) * 5_000_000)
    }

    /// What the record holds of its insured (0) or driver (1).
    pub(crate) fn known(&self, claim: u32, side: u64) -> Known {
        let mut dice = Dice::new(self.seed, Purpose::Driver, u64::from(claim) * 2 + side);
        let itself = self.claims[claim as usize].relation == Relation::Self_;
        if side == 1 && itself {
            return self.known(claim, 0);
        }
        let (number, mobile) = if side == 0 { (960, 940) } else { (700, 900) };
        Known { resident_number: dice.chance(number), mobile: dice.chance(mobile) }
    }

    /// The mobile that the record holds: now and then a driver gives that of the insured at home.
    pub(crate) fn mobile(&self, claim: u32, side: u64) -> Mobile {
        let entry = &self.claims[claim as usize];
        let at_home = matches!(entry.relation, Relation::Spouse | Relation::Child);
        let shared =
            side == 1 && at_home && mix(u64::from(entry.driver) ^ self.seed ^ 0x5a).is_multiple_of(25);
        let person = if side == 0 || shared { entry.insured } else { entry.driver };
        self.people[person as usize].mobile
    }

    /// Does a source hold a record? Together they hold all.
    pub(crate) fn holds(&self, source: Source, claim: u32) -> bool {
        let day = self.claims[claim as usize].day;
        let share = mix(u64::from(claim) ^ self.seed.rotate_left(17)) % 100;
        let masked_only = day >= date((2010, 7, 1)) && share < 4;
        match source {
            Source::Backup => day < date((2009, 7, 1)),
            Source::Dump => (date((2008, 10, 1))..=date((2010, 6, 30))).contains(&day),
            Source::Export => day >= date((2010, 1, 1)) && !masked_only,
            Source::Log => day >= date((2010, 10, 1)) && !masked_only && share % 10 < 6,
            Source::Lite => masked_only || day >= date((2009, 1, 1)) && share >= 55,
        }
    }

    /// The records that a source holds.
    pub(crate) fn held(&self, source: Source) -> impl Iterator<Item = u32> + '_ {
        (0..self.claims.len() as u32).filter(move |claim| self.holds(source, *claim))
    }

    /// Where it happened: a road and a landmark, drawn by the record's number.
    pub(crate) fn place(&self, claim: u32) -> String {
        const DISTRICTS: [&str; 24] = [
            "서울 강남구",
            "서울 송파구",
            "서울 마포구",
            "서울 노원구",
            "서울 관악구",
            "서울 영등포구",
            "경기 수원시 팔달구",
            "경기 성남시 분당구",
            "경기 고양시 일산동구",
            "경기 용인시 수지구",
            "경기 부천시",
            "경기 안산시 단원구",
            "인천 남동구",
            "인천 부평구",
            "부산 해운대구",
            "부산 사하구",
            "대구 수성구",
            "대전 유성구",
            "광주 북구",
            "울산 남구",
            "충남 천안시",
            "전북 전주시 완산구",
            "경남 창원시",
            "강원 춘천시",
        ];
        const SPOTS: [&str; 12] = [
            "사거리",
            "지하주차장",
            "초등학교 앞",
            "나들목 부근",
            "시장 입구",
            "아파트 정문 앞",
            "주유소 앞",
            "역 2번 출구 앞",
            "터널 안",
            "대교 북단",
            "삼거리",
            "우체국 앞",
        ];
        const AREAS: [&str; 14] = [
            "중앙",
            "신촌",
            "시청",
            "한마음",
            "푸른",
            "장미",
            "무지개",
            "남부",
            "북문",
            "새마을",
            "은행",
            "소망",
            "강변",
            "동산",
        ];
        let mut dice = Dice::new(self.seed, Purpose::Parcel, claim.into());
        match dice.below(10) {
            0 => format!("경부고속도로 상행 {}.{}km 지점", dice.between(5, 410), dice.below(10)),
            1 => format!("영동고속도로 하행 {}.{}km 지점", dice.between(5, 230), dice.below(10)),
            _ => format!("{} {}{}", dice.pick(&DISTRICTS), dice.pick(&AREAS), dice.pick(&SPOTS)),
        }
    }
}

/// The one beside the insured who also drives the car.
fn other(insured: &Person, population: &mut Population, dice: &mut Dice) -> (Person, Relation) {
    let (year, ..) = date_from_days(insured.birth);
    let home = Some(insured.home);
    let (wanted, relation) = match dice.below(100) {
        0..52 => {
            let near = (year + dice.between(0, 8) as i32 - 4).clamp(1930, 1991);
            (Wanted { female: Some(!insured.female), year: Some(near), home, family: None }, Relation::Spouse)
        }
        52..72 if year < 1962 => {
            let young = (year + dice.between(24, 34) as i32).min(1991);
            let family = if insured.female { None } else { Some(insured.family) };
            (Wanted { year: Some(young), home, family, female: None }, Relation::Child)
        }
        _ => (Wanted::default(), Relation::Other),
    };
    (population.person(wanted, dice), relation)
}
