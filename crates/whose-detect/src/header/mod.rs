//! What a column's name says: its words, in three languages and in the abbreviations of databases.

mod guess;
mod words;

pub use guess::{Guess, Meaning, Rank, guess, role_of};
pub use words::Concept;

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::lexicon::{korean, latin};

static LEXICON: LazyLock<FxHashMap<&'static str, Concept>> = LazyLock::new(|| {
    let mut lexicon = FxHashMap::default();
    for (concept, list) in words::WORDS {
        for word in list.split_ascii_whitespace() {
            lexicon.entry(word).or_insert(*concept);
        }
    }
    lexicon
});

/// The words of a column name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    set: u128,
    list: Vec<Option<Concept>>,
    /// Number at the end or within: `addr2` is 2.
    pub ordinal: Option<u32>,
    /// `ref`, `reference`: what somebody writes on an order, not the number somebody has.
    pub reference: bool,
    /// The same name in other letters: `영문성명`, `name (kana)`.
    pub other_script: bool,
    /// `code`, `pin`, `cell_id`: a column of phones it is not, whatever else is said.
    pub code: bool,
    /// `mailaddr`: an address for letters, or for e-mail.
    pub mail: bool,
    /// `office`, `department`: of a company, and of the one who works there.
    pub of_office: bool,
    /// `maiden`: the name before a marriage.
    pub maiden: bool,
    /// Only parts of a glued word are known: the name of something else, as 도서명 is.
    pub partial: bool,
}

/// Is the column named in a language whose writers put the day before the month?
#[must_use]
pub fn writes_day_first(name: &str) -> bool {
    let folded = latin::fold(name);
    let mut words = folded.split(|c: char| !c.is_alphabetic());
    words.any(|word| {
        words::OF_DAY_FIRST.split_ascii_whitespace().any(|known| known == word) || word.ends_with("datum")
    })
}

/// Does a column name speak of a card that nobody pays with: of a member, a library, an identity?
#[must_use]
pub fn is_other_card(name: &str) -> bool {
    let is = |token: &String| {
        words::OTHER_CARDS.iter().any(|word| match word.len() {
            0..=3 => token == word,
            _ => token.starts_with(word) || !word.is_ascii() && token.contains(word),
        })
    };
    tokens(name).iter().any(is)
}

/// Does a column name speak of banks?
#[must_use]
pub fn speaks_of_banks(name: &str) -> bool {
    speaks_of(name, words::OF_BANKS)
}

/// Words of goods and their parts, which have numbers; folded.
pub(crate) fn words_of_goods() -> impl Iterator<Item = &'static str> {
    words::OF_GOODS.split_ascii_whitespace()
}

/// Does a column name speak of goods or their parts?
#[must_use]
pub fn speaks_of_goods(name: &str) -> bool {
    speaks_of(name, words::OF_GOODS)
}

/// Does a column name speak of machines, or of those who mend them?
#[must_use]
pub fn speaks_of_machines(name: &str) -> bool {
    speaks_of(name, words::OF_MACHINES)
}

/// Does a column name speak of what people earn, owe, believe or are?
#[must_use]
pub fn speaks_of_somebody(name: &str) -> bool {
    speaks_of(name, words::OF_SOMEBODY)
}

/// Does a column name speak of a number of identity, of whatever country: `ID Number`, `national_id`, `Identity No`?
#[must_use]
pub fn speaks_of_identity(name: &str) -> bool {
    let tokens = tokens(name);
    let has = |list: &[&str]| tokens.iter().any(|token| list.contains(&token.as_str()));
    let number = || tokens.len() == 2 && has(&["number", "no", "nr", "num", "nbr"]);
    has(&[
        "identity",
        "identidad",
        "identidade",
        "identite",
        "identitas",
        "identita",
        "identitat",
        "citizen",
        "nid",
        "nationalid",
        "idnumber",
    ]) || has(&["id"]) && (number() || has(&["national", "nacional", "nasional"]))
}

/// Does a column name speak of somebody's mother or father?
#[must_use]
pub fn speaks_of_a_parent(name: &str) -> bool {
    speaks_of(name, words::OF_PARENTS)
}

/// Is a word of the name among those of the list? Words that are written without spaces may be parts of it.
fn speaks_of(name: &str, list: &str) -> bool {
    let is = |token: &String| {
        list.split_ascii_whitespace().any(|word| token == word || !word.is_ascii() && token.contains(word))
    };
    tokens(name).iter().any(is)
}

impl Words {
    /// Is the concept among them?
    #[must_use]
    pub const fn has(&self, concept: Concept) -> bool {
        self.set >> concept as u8 & 1 == 1
    }

    /// Is one of these among them?
    #[must_use]
    pub fn any(&self, concepts: &[Concept]) -> bool {
        concepts.iter().any(|concept| self.has(*concept))
    }

    /// Nothing known in it?
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.set == 0
    }

    /// No word at all: the column has no name.
    #[must_use]
    pub const fn is_unnamed(&self) -> bool {
        self.list.is_empty()
    }

    /// How many words, known or not.
    #[must_use]
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Does it speak of a company, shop or authority, and of nobody there? An office is where somebody sits.
    #[must_use]
    pub fn is_of_company(&self) -> bool {
        self.any(&[Concept::Company, Concept::Institution]) && !self.of_office && !self.any(&guess::PEOPLE)
    }

    /// Is one of its words not known?
    #[must_use]
    pub fn has_unknown(&self) -> bool {
        self.list.iter().any(Option::is_none)
    }

    /// Is every word this concept: `tracking_pin`?
    #[must_use]
    pub fn only(&self, concept: Concept) -> bool {
        !self.list.is_empty() && self.list.iter().all(|word| *word == Some(concept))
    }

    /// The last known word.
    #[must_use]
    pub fn last(&self) -> Option<Concept> {
        self.list.iter().rev().find_map(|concept| *concept)
    }

    /// The first word, when it is known.
    #[must_use]
    pub fn first(&self) -> Option<Concept> {
        self.list.first().copied().flatten()
    }

    fn push(&mut self, concept: Option<Concept>) {
        if let Some(concept) = concept {
            self.set |= 1 << concept as u8;
        }
        self.list.push(concept);
    }
}

/// Splits a column name into words: at signs, between small and capital letters, between scripts, and glued
/// words (`custname`, `수취인주소`) by the lexicon.
#[must_use]
pub fn words(name: &str) -> Words {
    let mut words = Words::default();
    let tokens = tokens(&name.replace(['°', 'º'], "o ").replace('№', " no ").replace('〒', " zip "));
    words.other_script = is_other_script(name, &tokens);
    if counts_things(&tokens) {
        words.push(Some(Concept::Measure));
    }
    let mut skip = 0;
    words.reference = tokens.iter().any(|token| matches!(token.as_str(), "ref" | "reference" | "refno"));
    words.code = tokens
        .iter()
        .any(|token| matches!(token.as_str(), "code" | "codes" | "pin" | "passcode" | "id" | "ids"));
    words.mail = speaks_of_mail(&tokens);
    words.of_office = tokens.iter().any(|token| OFFICES.contains(&token.as_str()));
    words.maiden = tokens.iter().any(|token| token == "maiden");
    for (at, token) in tokens.iter().enumerate() {
        if skip > 0 {
            skip -= 1;
            continue;
        }
        if is_company_or_name(&tokens, at) {
            continue;
        }
        // `nom et prénom` is one notion, as `nom prénom` is.
        let linked = tokens.get(at + 1).is_some_and(|next| LINKS.contains(&next.as_str()));
        if let Some(next) = tokens.get(at + 1 + usize::from(linked))
            && let Some(concept) = LEXICON.get(format!("{token}_{next}").as_str())
        {
            words.push(Some(*concept));
            skip = 1 + usize::from(linked);
            continue;
        }
        if let Ok(number) = token.parse::<u32>() {
            words.ordinal = Some(number);
            continue;
        }
        match LEXICON.get(token.as_str()) {
            Some(concept) => words.push(Some(*concept)),
            None if token.chars().any(is_unspaced) => segment_unspaced(token, &mut words),
            None => segment_latin(token, &mut words),
        }
    }
    words
}

/// Parts of a company in which somebody works.
const OFFICES: [&str; 12] = [
    "office",
    "bureau",
    "dept",
    "department",
    "division",
    "부서",
    "部署",
    "abteilung",
    "employer",
    "arbeitgeber",
    "corporate",
    "business",
];

/// "And", or the "of" of `nom d'usage`, between two words of a column name.
const LINKS: [&str; 8] = ["et", "und", "and", "en", "y", "e", "d", "ve"];

/// "Or", between two words of a column name.
const ALTERNATIVES: [&str; 4] = ["or", "oder", "ou", "o"];

/// Is the word that of a company in `CompanyOrName`, `Name or company`? Such a column holds whoever it is.
fn is_company_or_name(tokens: &[String], at: usize) -> bool {
    let concept = |at: usize| LEXICON.get(tokens.get(at)?.as_str()).copied();
    let is_or = |at: usize| tokens.get(at).is_some_and(|token| ALTERNATIVES.contains(&token.as_str()));
    let other = |at: usize| concept(at).is_some_and(|concept| concept != Concept::Company);
    concept(at) == Some(Concept::Company)
        && (is_or(at + 1) && other(at + 2) || at >= 2 && is_or(at - 1) && other(at - 2))
}

/// `mail_addr`, `MAILADDR1`; but not `email`.
fn speaks_of_mail(tokens: &[String]) -> bool {
    tokens.iter().enumerate().any(|(at, token)| {
        let electronic = at > 0 && matches!(tokens[at - 1].as_str(), "e" | "web");
        (token == "mail" || token.starts_with("mailadd")) && !electronic
    })
}

/// `nrOfReviews`, `nombre de genres`: how many there are. But `no de suivi` is a number.
fn counts_things(tokens: &[String]) -> bool {
    match tokens {
        [number, of, ..] if of == "of" => matches!(number.as_str(), "nr" | "num" | "no" | "number" | "count"),
        [number, of, ..] if of == "de" => matches!(number.as_str(), "nb" | "nombre"),
        _ => false,
    }
}

/// What the name of a column of numbers says besides that it holds numbers, in small letters without signs: `customer` of
/// `CustomerId`, `customer_no` and `id_customer`, nothing of `id`. `None` where it speaks of no number.
#[must_use]
pub fn numbered(name: &str) -> Option<String> {
    let tokens = tokens(name);
    let joined = tokens.concat();
    let numbers = words::WORDS.iter().filter(|(concept, _)| *concept == Concept::Number);
    let endings = numbers.flat_map(|(_, list)| list.split_ascii_whitespace());
    let longest = endings.filter(|word| joined.ends_with(word)).map(str::len).max();
    if let Some(longest) = longest {
        return Some(joined[..joined.len() - longest].to_string());
    }
    let (first, rest) = tokens.split_first()?;
    words(first).only(Concept::Number).then(|| rest.concat())
}

/// The same; the whole name, in small letters without signs, where it speaks of no number.
#[must_use]
pub fn without_number(name: &str) -> String {
    numbered(name).unwrap_or_else(|| tokens(name).concat())
}

/// Does a column name mean given names where a column of family names stands beside it, as `Nombre(s)` does?
#[must_use]
pub fn is_given_beside_family(name: &str) -> bool {
    let tokens = tokens(name);
    let words = tokens.iter().filter(|token| token.as_str() != "s");
    tokens.first().is_some_and(|first| words::GIVEN_BESIDE_FAMILY.contains(&first.as_str()))
        && words.count() == 1
}

/// Which relative a column name speaks of, with the number if there is one: `child 2` of `child_name_2`, `conjoint` of `nom_conjoint`.
#[must_use]
pub fn relative(name: &str) -> Option<String> {
    let tokens = tokens(name);
    let at = tokens.iter().position(|token| words(token).has(Concept::Relative))?;
    let is_number = |token: &&String| token.bytes().all(|byte| byte.is_ascii_digit());
    let number = tokens.get(at + 1).filter(is_number).or_else(|| tokens.last().filter(is_number));
    Some(number.map_or_else(|| tokens[at].clone(), |number| format!("{} {number}", tokens[at])))
}

/// Is it the name of an account, `Account Name`, which is a user's or, beside the people of it, a company's?
#[must_use]
pub fn is_account_name(name: &str) -> bool {
    tokens(name) == ["account", "name"]
}

/// Does a column hold what another one holds, in other letters?
fn is_other_script(name: &str, tokens: &[String]) -> bool {
    // Banks keep the holder of an account in kana.
    const WITHIN: [&str; 12] = [
        "口座名義",
        "영문",
        "영어",
        "한자",
        "로마자",
        "フリガナ",
        "ふりがな",
        "カナ",
        "かな",
        "ローマ字",
        "英字",
        "拼音",
    ];
    const WORDS: [&str; 14] = [
        "セイ",
        "メイ",
        "せい",
        "めい",
        "eng",
        "english",
        "kana",
        "furigana",
        "katakana",
        "romaji",
        "romanized",
        "romanised",
        "yomi",
        "phonetic",
    ];
    WITHIN.iter().any(|word| name.contains(word))
        || tokens.iter().any(|token| WORDS.contains(&token.as_str()))
}

#[derive(PartialEq, Eq, Clone, Copy)]
enum Script {
    Upper,
    Lower,
    Digit,
    Other,
    None,
}

fn script(c: char) -> Script {
    match c {
        _ if c.is_ascii_digit() => Script::Digit,
        _ if is_unspaced(c) => Script::Other,
        _ if c.is_uppercase() => Script::Upper,
        // Signs of vowels and tones are parts of words in the scripts of India and Thailand.
        _ if c.is_alphabetic() || ('\u{900}'..'\u{e80}').contains(&c) => Script::Lower,
        _ => Script::None,
    }
}

fn tokens(name: &str) -> Vec<String> {
    let letters: Vec<char> = name.chars().take(120).collect();
    let mut tokens = Vec::new();
    let mut token = String::new();
    for (at, c) in letters.iter().enumerate() {
        let now = script(*c);
        let before = if at == 0 { Script::None } else { script(letters[at - 1]) };
        let next = letters.get(at + 1).map_or(Script::None, |c| script(*c));
        let border = now != before && !(before == Script::Upper && now == Script::Lower)
            || (now == Script::Upper && before == Script::Upper && next == Script::Lower);
        if (border || now == Script::None) && !token.is_empty() {
            tokens.push(latin::fold(&std::mem::take(&mut token)));
        }
        if now != Script::None {
            token.push(*c);
        }
    }
    if !token.is_empty() {
        tokens.push(latin::fold(&token));
    }
    spelled_out(join_letters(without_reading(tokens)))
}

/// What says that a column tells how another one reads.
const READINGS: [&str; 6] = ["フリガナ", "ふりがな", "カナ", "かな", "ヨミ", "よみ"];

/// Without it: `姓（カナ）` and `カナ氏名` are a family name and a whole name. Alone it stays.
fn without_reading(mut tokens: Vec<String>) -> Vec<String> {
    for token in &mut tokens {
        for reading in READINGS {
            let rest = token.strip_suffix(reading).or_else(|| token.strip_prefix(reading));
            if let Some(rest) = rest.filter(|rest| !rest.is_empty()) {
                *token = rest.to_string();
            }
        }
    }
    if tokens.iter().any(|token| !READINGS.contains(&token.as_str())) {
        tokens.retain(|token| !READINGS.contains(&token.as_str()));
    }
    tokens
}

/// One word for somebody's number is two: `사번` is `사원 번호`.
fn spelled_out(tokens: Vec<String>) -> Vec<String> {
    let two = |token: &str| words::NUMBERS_OF.iter().find(|(one, ..)| *one == token);
    let spelled = tokens.into_iter().flat_map(|token| match two(&token) {
        Some((_, of, number)) => vec![(*of).to_string(), (*number).to_string()],
        None => vec![token],
    });
    spelled.collect()
}

/// Single letters that follow one another are an abbreviation: `D.O.B.`, `C. P.`.
fn join_letters(tokens: Vec<String>) -> Vec<String> {
    let is_letter = |token: &String| token.len() == 1 && token.as_bytes()[0].is_ascii_lowercase();
    let mut joined: Vec<String> = Vec::with_capacity(tokens.len());
    let mut open = false;
    for token in tokens {
        let letter = is_letter(&token);
        match joined.last_mut() {
            Some(last) if letter && open => last.push_str(&token),
            _ => joined.push(token),
        }
        open = letter;
    }
    joined
}

/// Is the letter of a script that is written without spaces between words: Hangul compounds, kana, Chinese characters?
fn is_unspaced(c: char) -> bool {
    korean::is_hangul(c) || ('\u{3040}'..'\u{a000}').contains(&c)
}

/// The longest known word at each place; what is unknown is skipped.
fn segment_unspaced(token: &str, words: &mut Words) {
    let letters: Vec<(usize, char)> = token.char_indices().collect();
    let end_of = |count: usize| letters.get(count).map_or(token.len(), |(at, _)| *at);
    let mut at = 0;
    while at < letters.len() {
        let found = (1..=(letters.len() - at).min(6)).rev().find_map(|length| {
            LEXICON.get(&token[letters[at].0..end_of(at + length)]).map(|concept| (length, *concept))
        });
        match found {
            // One syllable means something only at the end: 명, 일, 시, 도.
            Some((1, _)) if at + 1 < letters.len() => {
                words.partial = true;
                at += 1;
            }
            Some((length, concept)) => {
                words.push(Some(concept));
                at += length;
            }
            None => {
                words.partial = true;
                at += 1;
            }
        }
    }
    if words.list.is_empty() {
        words.push(None);
    }
}

/// Latin: glued words, only where known words of two letters or more cover the whole.
fn segment_latin(token: &str, words: &mut Words) {
    if let Some(plural) = token.strip_suffix('s')
        && let Some(concept) = LEXICON.get(plural)
    {
        words.push(Some(*concept));
        return;
    }
    let mut parts = Vec::new();
    if token.is_ascii() && token.len() <= 40 && cover(token, &mut parts) {
        parts.into_iter().for_each(|concept| words.push(Some(concept)));
    } else {
        words.push(None);
    }
}

fn cover(token: &str, parts: &mut Vec<Concept>) -> bool {
    if token.is_empty() {
        return parts.len() > 1;
    }
    if parts.len() == 4 {
        return false;
    }
    for length in (2..=token.len().min(16)).rev() {
        // Short words glue only as endings: `custno`, `shipdt`; `to`, `st`, `ne` inside words mean nothing.
        if length == 2
            && !(length == token.len() && matches!(token, "no" | "nm" | "id" | "dt" | "cd" | "tm" | "nr"))
        {
            continue;
        }
        if let Some(concept) = LEXICON.get(&token[..length]) {
            parts.push(*concept);
            if cover(&token[length..], parts) {
                return true;
            }
            parts.pop();
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::{Concept as C, *};

    fn known(name: &str) -> Vec<Concept> {
        words(name).list.into_iter().flatten().collect()
    }

    #[test]
    fn names_fall_into_words() {
        assert_eq!(known("cust_nm"), [C::Customer, C::Name]);
        assert_eq!(known("ShipToName"), [C::Happened, C::Recipient, C::Name]);
        assert_eq!(known("custname"), [C::Customer, C::Name]);
        assert_eq!(known("CompanyOrName"), [C::Name]);
        assert_eq!(known("Name or company"), [C::Name]);
        assert_eq!(known("Company or organization"), [C::Company, C::Company]);
        assert_eq!(known("RCPT_ADDR1"), [C::Recipient, C::Address]);
        assert_eq!(words("addr2").ordinal, Some(2));
        assert_eq!(known("수취인주소"), [C::Recipient, C::Address]);
        assert_eq!(known("피보험자명"), [C::Insured, C::Name]);
        assert_eq!(known("nom du destinataire"), [C::Name, C::Recipient]);
        assert_eq!(known("date_naissance"), [C::Date, C::Birth]);
        assert_eq!(known("D.O.B."), [C::Birth]);
        assert_eq!(known("nrOfGenres")[0], C::Measure);
        assert_eq!(known("No de suivi"), [C::Number, C::Shipment]);
        assert_eq!(known("Nom et prénom"), [C::FullName]);
        assert_eq!(known("NOM_CLI"), [C::Name, C::Customer]);
        assert_eq!(known("HPHONE"), [C::Phone]);
        assert_eq!((words("MAILADDR1").mail, words("email_addr").mail), (true, false));
        assert_eq!(known("qwerty"), []);
    }

    #[test]
    fn columns_of_one_name_number_the_same_people() {
        for name in ["CustomerId", "customer_id", "CUSTOMER NO", "customerNumber", "customer"] {
            assert_eq!(without_number(name), "customer", "{name}");
        }
        assert_eq!(
            (without_number("고객번호"), without_number("emp_no")),
            ("고객".to_string(), "emp".to_string())
        );
        assert_eq!(
            (without_number("사번"), without_number("사원번호")),
            ("사원".to_string(), "사원".to_string())
        );
        assert_eq!(known("matricule"), [C::Employee, C::Number]);
        assert_eq!(known("Mitgliedsnr."), [C::Customer, C::Number]);
        assert_eq!(without_number("id"), "");
    }

    #[test]
    fn relatives_are_told_apart_by_word_and_number() {
        for (name, expected) in [
            ("Child 1 first name", Some("child 1")),
            ("child_name_2", Some("child 2")),
            ("spouseFirstName", Some("spouse")),
            ("nom_conjoint", Some("conjoint")),
            ("prenom_conjoint", Some("conjoint")),
            ("Mother's phone", Some("mother")),
            ("first name", None),
        ] {
            assert_eq!(relative(name).as_deref(), expected, "{name}");
        }
    }

    #[test]
    fn names_whose_neighbours_tell_what_they_are() {
        assert!(is_given_beside_family("Nombre(s)") && is_given_beside_family("NOME"));
        assert!(!is_given_beside_family("Nombre completo") && !is_given_beside_family("name"));
        assert!(
            is_account_name("Account Name") && is_account_name("AccountName") && !is_account_name("account")
        );
    }
}
