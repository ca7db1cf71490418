//! Letters: what stands between blank lines belongs together where one part calls by name whom another names.
//!
//! `Naomi Newton` and her address stand at the head; below the date comes `Dear Mrs Newton`, and what follows is hers as far as the
//! letter goes. A doctor writes `Monsieur Julien` of whom the subject names `JULIEN Théodore`.

use whose_model::prose::closes_letter;

/// Parts that wait for a salutation, and those near enough that a name called is that of somebody in them: between address and
/// salutation stand day, place, reference and subject.
const HELD: usize = 8;
const NEAR: usize = 4;
/// Most bytes of a letter that is one record.
const MOST_BYTES: usize = 6 << 10;
/// Longest line of a salutation, in bytes.
const LONGEST_SALUTATION: usize = 60;
/// Lines of an address under a name, at least, and how long each is at most.
const ADDRESS_LINES: usize = 3;
const ADDRESS_LINE: usize = 40;

/// Words before a name, in small letters: titles, and how letters begin.
const TITLES: [&str; 24] = [
    "mr",
    "mrs",
    "ms",
    "miss",
    "mx",
    "dr",
    "prof",
    "sir",
    "madam",
    "monsieur",
    "madame",
    "mademoiselle",
    "mme",
    "mlle",
    "herr",
    "frau",
    "señor",
    "señora",
    "sr",
    "sra",
    "signor",
    "signora",
    "mevrouw",
    "meneer",
];
const SALUTATIONS: [&str; 12] = [
    "dear", "hello", "hi", "cher", "chère", "bonjour", "liebe", "lieber", "hallo", "estimado", "estimada",
    "beste",
];

/// Words behind the name of whom a letter is to, and behind that of whom it speaks to.
const ADDRESSED: [&str; 4] = ["귀하", "貴下", "様", "殿"];
const HONORIFICS: [&str; 7] = ["고객님", "회원님", "님", "귀하", "씨", "様", "さま"];
/// Most letters of a name before such a word.
const NAME_LETTERS: usize = 7;

/// Lines that stood together, with the number and the place of the first.
#[derive(Debug)]
struct Part {
    text: String,
    number: u64,
    at: u64,
    /// It is a letter that goes on.
    open: bool,
}

/// The last parts of a text.
#[derive(Debug, Default)]
pub(super) struct Letters {
    parts: Vec<Part>,
}

impl Letters {
    /// Takes what stood together; gives what nothing can be joined with any more.
    pub(super) fn take(&mut self, text: &str, number: u64, at: u64, give: &mut impl FnMut(&str, u64, u64)) {
        let salutes = is_salutation(text.split('\n').next().unwrap_or_default());
        let called = self
            .called(text)
            .or_else(|| self.addressed(text).filter(|_| salutes))
            .or_else(|| self.goes_on(text, salutes));
        let fits = |from: usize| {
            let before: usize = self.parts[from..].iter().map(|part| part.text.len() + 2).sum();
            before + text.len() <= MOST_BYTES
        };
        match called.filter(|from| fits(*from)) {
            Some(from) => {
                let was_open = self.parts[from].open;
                let behind = self.parts.split_off(from + 1);
                let letter = &mut self.parts[from];
                for part in behind.iter().map(|part| part.text.as_str()).chain([text]) {
                    letter.text.push_str("\n\n");
                    letter.text.push_str(part);
                }
                letter.open = (salutes || was_open) && !text.split('\n').any(closes_letter);
            }
            None => self.parts.push(Part { text: text.to_string(), number, at, open: false }),
        }
        while self.parts.len() > HELD {
            let first = self.parts.remove(0);
            give(&first.text, first.number, first.at);
        }
    }

    /// Gives all that waits.
    pub(super) fn end(&mut self, give: &mut impl FnMut(&str, u64, u64)) {
        self.parts.drain(..).for_each(|part| give(&part.text, part.number, part.at));
    }

    /// The last part that names somebody whom the text calls.
    fn called(&self, text: &str) -> Option<usize> {
        if self.parts.is_empty() {
            return None;
        }
        let names: Vec<String> = names_called(text).map(str::to_lowercase).collect();
        let honoured: Vec<&str> = names_before(text, &HONORIFICS).collect();
        if names.is_empty() && honoured.is_empty() {
            return None;
        }
        let holds = |part: &Part| {
            words(&part.text).any(|word| names.contains(&word.to_lowercase()))
                || names_before(&part.text, &ADDRESSED).any(|name| honoured.contains(&name))
        };
        let far = self.parts.len().saturating_sub(NEAR);
        self.parts[far..].iter().rposition(holds).map(|at| far + at)
    }

    /// The last address above a salutation without a name: `Madame,`.
    fn addressed(&self, text: &str) -> Option<usize> {
        let line = text.split('\n').next().unwrap_or_default();
        let is_title = |word: &str| TITLES.contains(&word.to_lowercase().as_str());
        let is_nameless = line.trim_end().ends_with(',') && words(line).all(is_title);
        let is_addressee = |part: &Part| !part.open && is_address(&part.text);
        self.parts.iter().rposition(is_addressee).filter(|_| is_nameless)
    }

    /// The letter that goes on with this text.
    fn goes_on(&self, text: &str, salutes: bool) -> Option<usize> {
        let goes_on = self.parts.last().is_some_and(|part| part.open) && !salutes && !is_address(text);
        goes_on.then(|| self.parts.len() - 1)
    }
}

/// Words of letters.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|sign: char| !sign.is_alphanumeric() && !matches!(sign, '\'' | '’' | '-'))
        .filter(|word| !word.is_empty())
}

/// Names behind titles and salutations.
fn names_called(text: &str) -> impl Iterator<Item = &str> {
    let is_name = |word: &&str| word.chars().count() >= 3 && word.starts_with(char::is_uppercase);
    let begins = |word: &str| {
        let small = word.to_lowercase();
        TITLES.contains(&small.as_str()) || SALUTATIONS.contains(&small.as_str())
    };
    let of_line = move |line| words(line).zip(words(line).skip(1));
    let pairs = text.split('\n').flat_map(of_line);
    pairs.filter(move |(before, name)| is_name(name) && begins(before) && !begins(name)).map(|(_, name)| name)
}

/// Names with one of these words behind them, perhaps in the same word: `홍길동 고객님`, `山田太郎様の`.
fn names_before<'t>(text: &'t str, behind: &'t [&str]) -> impl Iterator<Item = &'t str> {
    let apart =
        words(text).zip(words(text).skip(1)).filter(|(_, word)| behind.contains(word)).map(|(name, _)| name);
    let within = words(text).filter_map(|word| behind.iter().find_map(|end| Some(word.split_once(end)?.0)));
    apart.chain(within).filter(|name| (2..=NAME_LETTERS).contains(&name.chars().count()))
}

/// `Dear Mrs Newton,`, `Sehr geehrte Frau Weiß`.
fn is_salutation(line: &str) -> bool {
    line.len() <= LONGEST_SALUTATION && {
        let first = words(line).next().unwrap_or_default().to_lowercase();
        SALUTATIONS.contains(&first.as_str())
            || TITLES.contains(&first.as_str()) && line.trim_end().ends_with(',')
            || line.starts_with("Sehr geehrte")
    }
}

/// Short lines, several of them: the head of the next letter.
fn is_address(text: &str) -> bool {
    text.split('\n').count() >= ADDRESS_LINES && text.split('\n').all(|line| line.len() <= ADDRESS_LINE)
}

#[cfg(test)]
mod tests {
    use crate::proving::read_bytes;
    use proptest::prelude::*;

    fn records(text: &str) -> Vec<String> {
        read_bytes("f.txt", text.as_bytes())["f.txt"].values.iter().map(|row| row[0].3.clone()).collect()
    }

    #[test]
    fn a_letter_is_one_record_from_the_address_to_the_end() {
        let letter = "Ada Roe\n1 Main St\nTown, ON K1A 0B1\n\n1 March 2023\n\nDear Mrs Roe,\n\nWe have your number as 416-555-0100.\n\nYou were born in May.\n\nYours sincerely\nReception";
        let text =
            format!("Town Clinic\n2 Mill Lane\n\n{letter}\n\nTown Clinic\n2 Mill Lane\n\nNothing more.");
        let found = records(&text);
        assert_eq!(found[0], "Town Clinic\n2 Mill Lane");
        assert_eq!(found[1], letter);
        assert_eq!(found.len(), 4);
    }

    #[test]
    fn who_is_spoken_of_by_name_is_whom_the_subject_names() {
        let letter = "Objet : Monsieur ROE Adam, né le 24/10/1997\nDemeurant rue du Puits\n\nCher confrère,\n\nJe vous adresse Monsieur Roe, joignable au 06 00 00 00 00.";
        assert_eq!(records(&format!("Lyon\n\n{letter}\n\nBien à vous")), ["Lyon", letter, "Bien à vous"]);
    }

    #[test]
    fn a_letter_without_a_name_in_its_salutation_is_to_whom_the_address_names() {
        let letter = "Madame Ada Roe\n14 rue du Puits\n35000 Rennes\n\nN° de dossier : 7\n\nMadame,\n\nVotre compte est ouvert.";
        assert_eq!(records(&format!("Caisse\n2 rue Haute\n35000 Rennes\n\n{letter}"))[1], letter);
        let korean = "수신: 홍길동 귀하\n서울시 종로구 세종대로 1\n\n제목: 안내\n\n홍길동 고객님, 안녕하십니까.\n계좌로 지급하였습니다.";
        assert_eq!(records(&format!("가게\n\n{korean}")), ["가게", korean]);
        let japanese = "山田太郎 様\n東京都千代田区1\n\nお知らせ\n\n山田太郎様のご契約は次のとおりです。";
        assert_eq!(records(japanese), [japanese]);
        let list = "홍길동 고객님 입금\n\n김영희 고객님 입금\n\n홍길동 고객님 입금";
        assert_eq!(records(list).len(), 3);
    }

    #[test]
    fn letters_of_several_people_stay_apart() {
        let one = |name: &str| format!("Mr {name}\n1 Main St\nTown\n\nDear {name},\n\nyour parcel is here.");
        let text = format!("{}\n\n{}\n\nDear Nobody,\n\nthis is to nobody.", one("Roe"), one("Lee"));
        assert_eq!(records(&text)[..2], [one("Roe"), one("Lee")]);
    }

    proptest! {
        #[test]
        fn nothing_is_lost(lines in proptest::collection::vec("(Dear Mrs Roe|Ada Roe|1 Main St|Yours sincerely|[a-z]{1,9}||)", 0..40)) {
            let text = lines.join("\n");
            prop_assume!(read_bytes("f.txt", text.as_bytes())["f.txt"].format == "text");
            let found = records(&text);
            let kept: Vec<&str> = found.iter().flat_map(|record| record.lines()).filter(|line| !line.is_empty()).collect();
            let given: Vec<&str> = lines.iter().map(String::as_str).filter(|line| !line.is_empty()).collect();
            prop_assert_eq!(kept, given);
        }
    }
}
