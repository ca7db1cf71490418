//! Names and words in Hangul.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::words;

/// Family names of one syllable, after the census of Statistics Korea.
const FAMILY_NAMES: &str = "김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구민류나진지엄채원천방공현함변염\
    여추도소석선설마길연위표명기반왕금옥육인맹제모탁국어은편용예경봉사부가복태목형피두감음빈동온호범좌팽승간상시갈단견당화라\
    류리림량려로";

/// Family names of two syllables.
const LONG_FAMILY_NAMES: [&str; 12] =
    ["남궁", "황보", "제갈", "사공", "선우", "독고", "동방", "서문", "어금", "망절", "소봉", "을지"];

/// Syllables that given names are made of.
const GIVEN_SYLLABLES: &str = "가강거건걸검겸결경계고곤관광교구국군궁권귀규균그근금기길나난남내노누니늘다단달담대덕도돈동두득들디라락란람랑래량\
    려력련렬령례로록론롱루류륜률름리린림마막만말매맥명모목묘무묵문미민바박반배백범법벽변별병보복본봉부분비빈사산살상새샘서석\
    선설섬섭성세소솔송수숙순술숭슬습승시식신실심아안애양어억언엄에여역연열염엽영예오옥온옹완왕외요용우욱운울웅원월위유육윤율\
    융으은을음응의이익인일임자작잔장재저적전절정제조종좌주준중즈즐지직진집찬참창채천철청초촌총추춘출충치친칠태택토통파판팔평\
    포표푸풍필하학한함해행향허헌혁현협형혜호혼홍화환활황회효후훈휘휴흔희힘찬빛별솜결샛";

/// Bits over the 11,172 Hangul syllables.
struct Syllables([u64; 175]);

impl Syllables {
    fn of(text: &str) -> Self {
        let mut bits = [0u64; 175];
        for number in text.chars().filter_map(number) {
            bits[number / 64] |= 1 << (number % 64);
        }
        Self(bits)
    }

    fn contains(&self, c: char) -> bool {
        number(c).is_some_and(|number| self.0[number / 64] >> (number % 64) & 1 == 1)
    }
}

fn number(c: char) -> Option<usize> {
    is_hangul(c).then(|| c as usize - '가' as usize)
}

static LONG_FAMILY_FIRSTS: LazyLock<Syllables> = LazyLock::new(|| {
    let first: String = LONG_FAMILY_NAMES.iter().filter_map(|name| name.chars().next()).collect();
    Syllables::of(&first)
});
static FAMILY: LazyLock<Syllables> = LazyLock::new(|| Syllables::of(FAMILY_NAMES));
static GIVEN: LazyLock<Syllables> = LazyLock::new(|| Syllables::of(GIVEN_SYLLABLES));
static WORDS: LazyLock<FxHashSet<&str>> =
    LazyLock::new(|| include_str!("../../lexicons/korean-words.txt").lines().collect());
static PLACES: LazyLock<FxHashSet<&str>> =
    LazyLock::new(|| include_str!("../../lexicons/korean-places.txt").lines().collect());

static GIVEN_NAMES: LazyLock<FxHashSet<&str>> =
    LazyLock::new(|| include_str!("../../lexicons/korean-given.txt").lines().collect());
static NOUNS: LazyLock<FxHashSet<&str>> =
    LazyLock::new(|| include_str!("../../lexicons/korean-nouns.txt").lines().collect());

/// Is it a whole Hangul syllable?
#[must_use]
pub const fn is_hangul(c: char) -> bool {
    matches!(c, '가'..='힣')
}

static REGION_BEGINNINGS: LazyLock<Syllables> = LazyLock::new(|| {
    let first: String = words::korean_regions().filter_map(|name| name.chars().next()).collect();
    Syllables::of(&first)
});

/// Does the name of some region begin with the first syllable of the text?
#[must_use]
pub fn begins_region(text: &str) -> bool {
    text.chars().next().is_some_and(|first| REGION_BEGINNINGS.contains(first))
}

/// Is the syllable a family name?
#[must_use]
pub fn is_family_syllable(c: char) -> bool {
    FAMILY.contains(c)
}

/// Do given names use the syllable?
#[must_use]
pub fn is_given_syllable(c: char) -> bool {
    GIVEN.contains(c)
}

/// The length in bytes of the family name that a Hangul text begins with; 0 when it begins with none.
#[must_use]
pub fn family_length(text: &str) -> usize {
    let Some(first) = text.chars().next() else { return 0 };
    if LONG_FAMILY_FIRSTS.contains(first) && LONG_FAMILY_NAMES.iter().any(|name| text.starts_with(name)) {
        return 6;
    }
    if is_family_syllable(first) { 3 } else { 0 }
}

/// A given name that several people have?
#[must_use]
pub fn is_given_name(text: &str) -> bool {
    GIVEN_NAMES.contains(text)
}

/// A noun of the dictionary that looks like a name and is nobody's?
#[must_use]
pub fn is_noun(text: &str) -> bool {
    NOUNS.contains(text)
}

/// An ordinary word that could be mistaken for a name?
#[must_use]
pub fn is_word(text: &str) -> bool {
    WORDS.contains(text)
}

/// A Korean town, district, 읍면동 or 리?
#[must_use]
pub fn is_place(text: &str) -> bool {
    PLACES.contains(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn family_names() {
        assert_eq!(family_length("남궁민"), 6);
        assert_eq!(family_length("홍길동"), 3);
        assert_eq!(family_length("뷁"), 0);
        assert!(is_place("역삼동") && is_word("회의"));
        assert!(is_given_name("길동") && is_noun("고용주") && !is_noun("홍길동"));
    }
}
