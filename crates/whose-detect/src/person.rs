//! Is a text the name of a person, of an organisation, of a place, or none of these?

use crate::lexicon::words::{LONG_TITLES, PARTICLES, TITLES};
use crate::lexicon::{korean, latin, organisations, places};
use crate::masks::is_mask;
use crate::normal::trimmed;

/// What a short text names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Named {
    /// A person by given and family name, or by a full Korean name.
    Person,
    /// Perhaps a person: names that no list knows, one name with an initial, a masked name.
    MaybePerson,
    /// One word that is a given or a family name.
    SingleName,
    /// A company, shop, authority.
    Organisation,
    /// A town, province or country.
    Place,
    /// Nothing, by its own words: `N/A`, `-`, `test`.
    Nothing,
    /// Something else.
    Other,
}

/// Texts that stand for "no value", folded.
const NOTHING: [&str; 50] = [
    "total",
    "totals",
    "subtotal",
    "grand total",
    "n/a",
    "na",
    "n.a.",
    "none",
    "null",
    "nil",
    "nan",
    "test",
    "testing",
    "tester",
    "test test",
    "bill to",
    "b.sc",
    "m.sc",
    "b.eng",
    "m.eng",
    "ph.d",
    "bill-to",
    "bill from",
    "unknown",
    "tbd",
    "tba",
    "not available",
    "not applicable",
    "no name",
    "anonymous",
    "anonyme",
    "inconnu",
    "aucun",
    "s/o",
    "undefined",
    "vide",
    "\\n",
    "(null)",
    "<null>",
    "x",
    "xx",
    "xxx",
    "blank",
    "empty",
    "dummy",
    "user",
    "vacant",
    "vacancy",
    "sub-total",
    "sous-total",
];

/// The same in Hangul.
const NOTHING_KOREAN: [&str; 14] = [
    "공실",
    "합계",
    "소계",
    "총계",
    "없음",
    "미상",
    "해당없음",
    "해당 없음",
    "테스트",
    "무명",
    "불명",
    "익명",
    "미입력",
    "공란",
];

/// Does the text stand for "no value"?
#[must_use]
pub fn is_nothing(text: &str) -> bool {
    let text = trimmed(text);
    // The longest such word has 14 bytes; longer texts that begin with a letter or digit say something, unless they sum up.
    if is_sum(text) {
        return true;
    }
    if text.len() > 20 || (text.len() > 14 && text.as_bytes()[0].is_ascii_alphanumeric()) {
        return false;
    }
    let says = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'*';
    let any = |c: char| korean::is_hangul(c) || c.is_alphanumeric() || is_mask(c);
    if !text.bytes().any(says) && !text.chars().any(any) {
        return true;
    }
    if text.is_ascii() {
        let first = text.as_bytes()[0].to_ascii_lowercase();
        return NOTHING_LENGTHS[usize::from(first)] >> text.len() & 1 == 1
            && NOTHING.iter().any(|nothing| text.eq_ignore_ascii_case(nothing));
    }
    NOTHING_KOREAN.contains(&text)
}

/// The lengths of the texts of [`NOTHING`] that begin with a byte: a set of bits for each. Most texts that say
/// something are told by these two alone.
static NOTHING_LENGTHS: [u32; 128] = {
    let mut lengths = [0; 128];
    let mut at = 0;
    while at < NOTHING.len() {
        let text = NOTHING[at].as_bytes();
        lengths[text[0] as usize] |= 1 << text.len();
        at += 1;
    }
    lengths
};

/// Korean and Japanese honorifics after a name.
const HONORIFICS: [&str; 12] =
    ["고객님", "선생님", "님", "씨", "귀하", "군", "양", "외", "様", "さま", "さん", "殿"];

/// The line under a part of a list: `Subtotal Building A`.
fn is_sum(text: &str) -> bool {
    const SUMS: [&str; 5] = ["subtotal ", "sub-total ", "grand total ", "total of ", "total for "];
    let begins = |sum: &str| text.get(..sum.len()).is_some_and(|head| head.eq_ignore_ascii_case(sum));
    matches!(text.as_bytes(), [b'S' | b's' | b'G' | b'g' | b'T' | b't', ..])
        && SUMS.iter().any(|sum| begins(sum))
}

/// What a cell or phrase names.
#[must_use]
pub fn judge(text: &str) -> Named {
    let text = trimmed(text);
    if is_nothing(text) {
        return Named::Nothing;
    }
    if text.len() > 80 {
        return Named::Other;
    }
    if !text.is_ascii() && text.chars().any(korean::is_hangul) {
        return judge_korean(text);
    }
    judge_latin(text)
}

/// A Korean or Japanese name without its honorific.
#[must_use]
pub fn without_honorific(text: &str) -> &str {
    if text.as_bytes().last().is_none_or(u8::is_ascii) {
        return text;
    }
    for honorific in HONORIFICS {
        if let Some(name) = text.strip_suffix(honorific) {
            let name = name.trim_end();
            let letters = name.chars().count();
            // 군, 양, 외 also end names; only cut where a whole name stays. 씨 and 님 end none.
            if letters >= 3
                || (letters == 2 && matches!(honorific, "씨" | "님" | "様" | "さま" | "殿"))
                || (letters == 2 && honorific.len() > 3)
                || name.len() < text.len() - honorific.len()
            {
                return name;
            }
        }
    }
    text
}

fn judge_korean(text: &str) -> Named {
    let name = without_honorific(text);
    match korean_name(name) {
        Named::Other => {}
        named => return named,
    }
    if organisations::is_korean(text) {
        return Named::Organisation;
    }
    if places::is_town(text) || places::region(text).is_some() || places::is_country(text) {
        return Named::Place;
    }
    // `홍길동(HONG GILDONG)`, `홍길동 (배우자)`.
    if let Some((before, _)) = name.split_once('(') {
        return korean_name(before.trim_end());
    }
    Named::Other
}

/// A name of two to four syllables, some of which may be masked or a space apart.
fn korean_name(name: &str) -> Named {
    let mut letters = ['\0'; 5];
    let (mut count, mut masked, mut spaces) = (0, 0, 0);
    for c in name.chars() {
        if c == ' ' {
            spaces += 1;
            continue;
        }
        // Latin O and X and digit 0 stand for a syllable in `홍O동`.
        let hides = is_mask(c) || (matches!(c, 'O' | 'X' | 'o' | 'x' | '0') && count > 0);
        if count == letters.len() || !(hides || korean::is_hangul(c)) {
            return Named::Other;
        }
        masked += usize::from(hides);
        letters[count] = if hides { '*' } else { c };
        count += 1;
    }
    let family = korean::family_length(name) / 3;
    if masked > 0 {
        let known = count > masked;
        let starts_well = family > 0 || letters[0] == '*';
        return if known && starts_well && (2..=5).contains(&count) {
            Named::MaybePerson
        } else {
            Named::Other
        };
    }
    if !(2..=4).contains(&count) || spaces > 2 || family == 0 || korean::is_word(name) {
        return Named::Other;
    }
    if count == 4 && family == 1 && spaces == 0 {
        return Named::Other;
    }
    if korean::is_place(name) {
        return Named::Place;
    }
    let given = &letters[family..count];
    if given.is_empty() {
        return Named::Other;
    }
    let usual = given.iter().filter(|c| korean::is_given_syllable(**c)).count();
    match (usual == given.len(), given.len()) {
        (true, 2) => Named::Person,
        (true, _) => Named::MaybePerson,
        (false, _) if usual + 1 == given.len() && given.len() == 2 => Named::MaybePerson,
        _ => Named::Other,
    }
}

/// What the words of a Latin text count up to.
#[derive(Debug, Default)]
struct Words {
    count: usize,
    given: usize,
    family: usize,
    common: usize,
    initials: usize,
    unknown: usize,
    ordinary: usize,
    organisation: usize,
    /// Of these, words that are family names too.
    organisation_family: usize,
    legal: bool,
    title: bool,
    comma: bool,
    masked: bool,
    last_organisation: bool,
    last_name: bool,
}

/// Who stands in the first line of a block of an address, and the lines below: `Anne Roy`, `12 Main St`, `Laval QC`.
#[must_use]
pub fn addressee(block: &str) -> Option<(&str, &str)> {
    let (first, rest) = block.trim_start().split_once('\n')?;
    let is_name = || matches!(judge(first.trim()), Named::Person | Named::MaybePerson);
    (rest.contains(|c: char| c.is_ascii_digit())
        && !first.contains(|c: char| c.is_ascii_digit())
        && is_name())
    .then_some((first.trim(), rest))
}

/// May words that no list knows be somebody's name: two to four of them with capitals, none of them an ordinary word?
#[must_use]
pub fn may_be_unknown(text: &str) -> bool {
    let capital =
        |word: &str| word.starts_with(char::is_uppercase) && !word.contains(|c: char| c.is_ascii_digit());
    text.len() <= 60
        && (2..=4).contains(&text.split(' ').count())
        && text.split(' ').all(capital)
        && count_words(text)
            .is_some_and(|words| words.organisation == 0 && words.ordinary == 0 && !words.legal)
}

/// What a cell of a column of people's names holds: a family name that is also a shop's or an office's word, as
/// `Mall` and `Bureau` are, makes no organisation there, nor does one such word in a name written as `Bar, John`, where a
/// slip may have made it. A person left out is never told.
#[must_use]
pub fn judge_among_people(text: &str) -> Named {
    match judge(text) {
        Named::Organisation
            if count_words(text.trim()).is_some_and(|words| {
                !words.legal
                    && words.organisation == 1
                    && (words.organisation_family == 1 || words.comma && words.given > 0)
                    && words.ordinary <= 1 + usize::from(words.given > 0)
                    && words.count <= 4
            }) =>
        {
            Named::MaybePerson
        }
        named => named,
    }
}

impl Words {
    fn add(&mut self, flags: latin::Flags, hyphenated: bool, letters: usize) {
        // `Bureau-Langlois` is a family, and `Pierre-Lic` a slip.
        let organisation = flags.organisation() && !(hyphenated && (flags.name() || letters <= 3));
        self.organisation += usize::from(organisation);
        self.organisation_family += usize::from(organisation && flags.name());
        self.last_organisation = organisation;
        self.last_name = flags.name();
        self.given += usize::from(flags.given());
        self.family += usize::from(flags.family());
        self.common += usize::from(flags.common_given() || flags.common_family());
        self.unknown += usize::from(!flags.name() && !flags.word());
        self.ordinary += usize::from(flags.word() && !flags.common_given());
    }
}

fn judge_latin(text: &str) -> Named {
    if organisations::is_department(text) {
        return Named::Organisation;
    }
    // `/word/document.xml`: a path.
    if text.starts_with('/') {
        return Named::Other;
    }
    let Some(words) = count_words(text) else {
        return if has_legal_form(text) { Named::Organisation } else { Named::Other };
    };
    if words.legal {
        return Named::Organisation;
    }
    if words.masked {
        return if words.count <= 4 && words.ordinary == 0 { Named::MaybePerson } else { Named::Other };
    }
    let named = words.given > 0 || words.family > 0;
    if words.organisation > 0 && !is_person_named_like_one(&words) {
        return Named::Organisation;
    }
    if words.count == 0 {
        return Named::Other;
    }
    if words.count == 1 && words.initials == 0 && !words.title {
        return judge_single(text, &words);
    }
    if !words.title && !words.comma && words.given < words.count && is_place(text) {
        return Named::Place;
    }
    if words.ordinary == words.count && !words.title && words.common < words.count {
        return Named::Other;
    }
    let parts = words.count - words.initials;
    if words.given > 0 && words.family > 0 && parts >= 2 && words.ordinary * 2 <= words.count {
        return Named::Person;
    }
    if named && words.ordinary <= 1 && words.ordinary < parts.max(1) {
        return Named::MaybePerson;
    }
    if words.title && words.ordinary == 0 {
        return Named::MaybePerson;
    }
    Named::Other
}

/// `Charlotte Church` and `Mall, Claire J.` are people; `Church Supplies` is none.
fn is_person_named_like_one(words: &Words) -> bool {
    let inverted = words.comma && words.given >= 1;
    let in_order = words.last_name && words.common >= 1 && words.given >= 1 && words.organisation_family > 0;
    let with_initial = words.last_name && words.last_organisation && words.count == words.initials + 1;
    words.organisation == 1
        && (with_initial && words.initials > 0 || words.count - words.initials == 2 && (inverted || in_order))
}

fn is_place(text: &str) -> bool {
    places::is_town(text) || places::region(text).is_some() || places::is_country(text)
}

/// Does the text say whether something is so: `true`, `FALSE`?
#[must_use]
pub fn is_truth(text: &str) -> bool {
    text.eq_ignore_ascii_case("true") || text.eq_ignore_ascii_case("false")
}

fn judge_single(text: &str, words: &Words) -> Named {
    // Somebody called True is known by the column.
    if is_truth(text) {
        return Named::Other;
    }
    if words.common == 0 && is_place(text) {
        return Named::Place;
    }
    match (words.given + words.family > 0, words.ordinary > 0) {
        (true, false) => Named::SingleName,
        (true, true) if words.common > 0 => Named::SingleName,
        _ => Named::Other,
    }
}

/// Counts the words; `None` where a sign shows that it is no name.
fn count_words(text: &str) -> Option<Words> {
    if text.is_ascii() {
        return count_plain_words(text);
    }
    let mut words = Words::default();
    for c in text.chars() {
        match c {
            ',' | ';' => words.comma = true,
            ' ' | '.' | '-' | '\'' | '’' | '`' | '(' | ')' | '"' | '·' | '\u{a0}' | '/' => {}
            _ if c.is_alphabetic() => {}
            _ if is_mask(c) => words.masked = true,
            '&' | '+' => words.organisation += usize::from(!words.comma),
            _ => return None,
        }
    }
    for word in text.split([' ', ',', ';', '/', '(', ')', '"', '\u{a0}']).filter(|word| !word.is_empty()) {
        let hyphenated = word.contains('-');
        for part in word.split('-').filter(|part| !part.is_empty()) {
            count_word(part, hyphenated, &mut words);
            if words.count > 7 {
                return None;
            }
        }
    }
    Some(words)
}

/// What a byte says of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    /// Stands in no name.
    Foreign,
    Letter,
    /// Part of a word.
    Inner,
    /// Ends a word.
    Between,
    /// Ends a word, and may follow the family name.
    Comma,
    Mask,
    /// Joins the names of a company's owners.
    And,
}

static SIGNS: [Sign; 128] = {
    let mut signs = [Sign::Foreign; 128];
    let mut byte = 0;
    while byte < 128 {
        signs[byte] = match byte as u8 {
            b'A'..=b'Z' | b'a'..=b'z' => Sign::Letter,
            b'.' | b'\'' | b'`' => Sign::Inner,
            b' ' | b'-' | b'/' | b'(' | b')' | b'"' => Sign::Between,
            b',' | b';' => Sign::Comma,
            b'*' => Sign::Mask,
            b'&' | b'+' => Sign::And,
            _ => Sign::Foreign,
        };
        byte += 1;
    }
    signs
};

/// The same of ASCII.
fn count_plain_words(text: &str) -> Option<Words> {
    let mut words = Words::default();
    for byte in text.bytes() {
        match SIGNS[usize::from(byte)] {
            Sign::Foreign => return None,
            Sign::Comma => words.comma = true,
            Sign::Mask => words.masked = true,
            Sign::And => words.organisation += usize::from(!words.comma),
            Sign::Letter | Sign::Inner | Sign::Between => {}
        }
    }
    let ends = |byte: u8| matches!(SIGNS[usize::from(byte)], Sign::Between | Sign::Comma);
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if ends(bytes[at]) {
            at += 1;
            continue;
        }
        let length = bytes[at..].iter().position(|byte| ends(*byte)).unwrap_or(bytes.len() - at);
        let hyphen = |at: usize| bytes.get(at) == Some(&b'-');
        let hyphenated = at > 0 && hyphen(at - 1) || hyphen(at + length);
        count_word(&text[at..at + length], hyphenated, &mut words);
        if words.count > 7 {
            return None;
        }
        at += length;
    }
    Some(words)
}

/// A word of plain letters, perhaps with a dot behind it: one look-up tells all.
/// Titles that are words of their own without a dot.
const DOTTED_TITLES: [&str; 5] = ["lic", "ing", "sra", "dra", "srta"];

fn count_plain_word(plain: &str, dotted: bool, hyphenated: bool, words: &mut Words) {
    let flags = latin::flags(plain);
    let abbreviated =
        || dotted && words.count == 0 && DOTTED_TITLES.iter().any(|title| title.eq_ignore_ascii_case(plain));
    if flags.title() && (plain.len() > 1 || dotted) || abbreviated() {
        words.title = true;
        return;
    }
    if flags.particle() {
        return;
    }
    words.count += 1;
    if plain.len() <= 1 || (dotted && plain.len() <= 2) {
        words.initials += 1;
        return;
    }
    words.legal |= flags.legal_form() || (words.count > 1 && plain.eq_ignore_ascii_case("co"));
    words.add(flags, hyphenated, plain.len());
}

fn count_word(word: &str, hyphenated: bool, words: &mut Words) {
    let bytes = word.as_bytes();
    let dotted = bytes.ends_with(b".");
    let stem = &bytes[..bytes.len() - usize::from(dotted)];
    if !stem.is_empty() && stem.iter().all(u8::is_ascii_alphabetic) {
        return count_plain_word(&word[..stem.len()], dotted, hyphenated, words);
    }
    let plain = word.trim_matches(['.', '\'', '’', '`']);
    if plain.chars().any(is_mask) {
        words.count += 1;
        return;
    }
    let mut buffer = [0u8; 12];
    let folded = fold_short(plain, &mut buffer);
    if is_title(folded) && (plain.len() > 1 || word.ends_with('.')) {
        words.title = true;
        return;
    }
    if folded.len() <= 5 && PARTICLES.contains(&folded) {
        return;
    }
    if plain.chars().count() <= 1 || (word.ends_with('.') && plain.len() <= 2) {
        words.count += usize::from(!plain.is_empty());
        words.initials += usize::from(!plain.is_empty());
        return;
    }
    let flags = latin::flags(plain);
    words.count += 1;
    words.legal |=
        flags.organisation() && organisations::is_legal_form(folded) || (folded == "co" && words.count > 1);
    words.add(flags, hyphenated, plain.len());
}

/// Is a word a title, however it is written: `Mrs.`, `Mme`?
pub(crate) fn is_written_title(word: &str) -> bool {
    is_title(fold_short(word, &mut [0; 12]))
}

fn is_title(folded: &str) -> bool {
    match folded.len() {
        0 => false,
        1..=4 => TITLES.contains(&folded),
        _ => LONG_TITLES.contains(&folded),
    }
}

/// Lower case without accents for short words; longer ones are no title, particle or legal form.
fn fold_short<'a>(word: &str, buffer: &'a mut [u8; 12]) -> &'a str {
    let mut length = 0;
    for c in word.chars() {
        let plain = match c {
            'é' | 'É' | 'è' => 'e',
            '.' => continue,
            _ => c.to_ascii_lowercase(),
        };
        if !plain.is_ascii() || length == buffer.len() {
            return "";
        }
        buffer[length] = plain as u8;
        length += 1;
    }
    std::str::from_utf8(&buffer[..length]).unwrap_or_default()
}

fn has_legal_form(text: &str) -> bool {
    text.split([' ', ',', '(', ')']).any(|word| {
        let mut buffer = [0u8; 12];
        let folded = fold_short(word, &mut buffer);
        folded.len() >= 3 && organisations::is_legal_form(folded)
    }) || text.split(' ').any(|word| word.len() > 4 && latin::flags(word).organisation())
}

/// The person behind `ATTN:`, `c/o`, `à l'attention de`, where a line begins with one; `None` otherwise.
#[must_use]
pub fn attention(line: &str) -> Option<&str> {
    let folded = line.trim_start();
    // Every mark begins with one of these: at, a/, c/, f., à, 참, 담.
    if !matches!(
        folded.as_bytes(),
        [b'A' | b'a', b'T' | b't' | b'/', ..]
            | [b'C' | b'c', b'/', ..]
            | [b'F' | b'f', b'.', ..]
            | [0xC3, 0xA0 | 0x80, ..]
            | [0xEC, 0xB0, ..]
            | [0xEB, 0x8B, ..]
    ) {
        return None;
    }
    for mark in [
        "attn:",
        "attn.",
        "attn ",
        "attention:",
        "attention ",
        "c/o ",
        "a/s ",
        "a/s:",
        "att:",
        "att. ",
        "참조:",
        "담당:",
        "f.a.o.",
    ] {
        if let Some(head) = folded.get(..mark.len())
            && head.eq_ignore_ascii_case(mark)
        {
            return Some(folded[mark.len()..].trim_start_matches([':', ' ', '.']).trim_end())
                .filter(|rest| !rest.is_empty());
        }
    }
    let french = "à l'attention de ";
    folded
        .get(..french.len())
        .filter(|head| head.to_lowercase() == french)
        .map(|_| folded[french.len()..].trim())
        .filter(|rest| !rest.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(expected: Named, texts: &[&str]) {
        for text in texts {
            assert_eq!(judge(text), expected, "{text}");
        }
    }

    #[test]
    fn people() {
        all(
            Named::Person,
            &[
                "Amélie Tremblay",
                "TREMBLAY, AMELIE",
                "Jean-François O'Neil",
                "홍길동",
                "남궁민수",
                "김민준 님",
                "김 민준",
                "Dr. Maria von Stein",
                "SMITH JOHN A",
                "Mall, Claire J.",
                "Thomas Bureau-Langlois",
                "Mme Sophie Gagnon",
                "Kim Min-jun",
            ],
        );
    }

    #[test]
    fn nobody() {
        all(Named::Nothing, &["VACANT", "Subtotal Building A", "Grand total of all", "소계", "공실"]);
        assert!(!is_nothing("Totalina Roy"));
    }

    #[test]
    fn perhaps_people() {
        all(
            Named::MaybePerson,
            &["홍*동", "김**", "홍O동", "KIM ***", "J. Tremblay", "Zvqork Tremblay", "김민", "김민*"],
        );
    }

    #[test]
    fn among_people_a_shops_word_may_be_a_family() {
        for name in [
            "Ariki Mall",
            "L. Mall",
            "Rosaire Bureau",
            "Bureau, Horteense",
            "Marie-Pier Bureau",
            "BUREAU, MARIE-CLAUDE",
            "PETITJEAN, PIERRE-LIC",
            "Petitjean, Pierre-Lic",
            "Grill, John",
            "이심씨",
        ] {
            assert_ne!(judge_among_people(name), Named::Organisation, "{name}");
        }
        for name in ["Maple Books Inc.", "City Hospital", "Smith & Sons Ltd", "Roy, Tremblay Ltd"] {
            assert_eq!(judge_among_people(name), Named::Organisation, "{name}");
        }
        assert_eq!(without_honorific("이심씨"), "이심");
    }

    #[test]
    fn not_people() {
        all(
            Named::Organisation,
            &[
                "Maple Books Inc.",
                "Librairie du Plateau",
                "9123-4567 Québec Inc",
                "주식회사 한빛",
                "서울중앙병원",
                "Smith & Sons Ltd",
                "City Hospital",
                "SHIPPING DESK",
                "Service à la clientèle",
            ],
        );
        all(Named::Place, &["Toronto", "Saint-Jérôme", "역삼동", "British Columbia", "강남구"]);
        all(Named::Nothing, &["-", "N/A", "", "TEST", "없음", "  "]);
        all(
            Named::Other,
            &[
                "Blue shirt M",
                "USB-C cable 2m",
                "Green tea 500g",
                "배송완료",
                "회의",
                "In transit",
                "무선 이어폰",
            ],
        );
    }

    #[test]
    fn attention_lines() {
        assert_eq!(attention("ATTN: Anne Roy"), Some("Anne Roy"));
        assert_eq!(attention("c/o Paul Lee"), Some("Paul Lee"));
        assert_eq!(attention("Anne Roy"), None);
    }
}
