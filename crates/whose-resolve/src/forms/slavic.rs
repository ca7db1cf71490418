//! Where the family name stands in a name of Eastern Europe: patronymics and the endings of family names tell.

/// Endings of patronymics, in Cyrillic; and those in Latin letters that nobody's family name has.
const PATRONYMICS: [&str; 9] = ["ович", "евич", "ьич", "овна", "евна", "ична", "івна", "ївна", "йович"];
const PATRONYMICS_OF_WOMEN: [&str; 4] = ["ovna", "evna", "ichna", "ivna"];
const PATRONYMICS_OF_MEN: [&str; 2] = ["ovich", "evich"];
/// Endings of family names, in Cyrillic and in Latin letters. Names on `-in` and `-ina` are given names too.
const FAMILIES: [&str; 22] = [
    "ов",
    "ова",
    "ев",
    "ева",
    "ский",
    "скии",
    "ская",
    "енко",
    "чук",
    "юк",
    "ых",
    "дзе",
    "швили",
    "ov",
    "ova",
    "ev",
    "eva",
    "skiy",
    "sky",
    "skaya",
    "enko",
    "chuk",
];
/// Shorter words with such an ending are given names: `Лев`.
const LEAST_LETTERS: usize = 5;

fn ends_in(word: &str, endings: &[&str]) -> bool {
    word.chars().count() >= LEAST_LETTERS && endings.iter().any(|ending| word.ends_with(ending))
}

/// Is it a family name by its ending?
pub(crate) fn is_family(word: &str) -> bool {
    ends_in(word, &FAMILIES) || ends_in(word, &["ин", "ина"])
}

/// Does a name begin with its family name? `Иванов Иван Иванович`, `Ermakova Vera Antonovna`, `Белова Клавдия`.
pub(crate) fn begins_with_family(words: &[&str]) -> bool {
    let [first, .., last] = words else { return false };
    let cyrillic = first.chars().any(|letter| ('\u{400}'..='\u{52F}').contains(&letter));
    // `Кузьмич`, after what is a family name.
    let short = |word: &str| word.ends_with("ич") && (ends_in(first, &FAMILIES) || ends_in(first, &["ин"]));
    let by_father = |word: &str| {
        cyrillic && (ends_in(word, &PATRONYMICS) || short(word))
            || ends_in(word, &PATRONYMICS_OF_WOMEN)
            || ends_in(word, &PATRONYMICS_OF_MEN) && ends_in(first, &FAMILIES)
    };
    if words.len() == 3 && by_father(last) && !by_father(first) {
        return true;
    }
    cyrillic && words.len() == 2 && ends_in(first, &FAMILIES) && !ends_in(last, &FAMILIES) && !by_father(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patronymics_and_endings_tell_the_family_name() {
        for (name, first) in [
            ("иванов иван иванович", true),
            ("ermakova vera antonovna", true),
            ("ivanov ivan ivanovich", true),
            ("белова клавдия", true),
            ("клавдия белова", false),
            ("иван иванович иванов", false),
            ("анна марія петрович", true),
            ("кузьмин валентин фокич", true),
            ("anna maria petrovich", false),
            ("лев толстой", false),
            ("anne roy", false),
        ] {
            let words: Vec<&str> = name.split(' ').collect();
            assert_eq!(begins_with_family(&words), first, "{name}");
        }
    }
}
