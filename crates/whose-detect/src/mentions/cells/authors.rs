//! Who wrote a message: mailboxes of programs, where to reply to, names under what was written.

use whose_model::prose::closes_letter;

use super::super::assembly::is_shared;
use crate::lexicon::latin;

/// Mailboxes that programs send from, folded, without digits and signs.
const PROGRAMS: [&str; 30] = [
    "noreply",
    "donotreply",
    "dontreply",
    "nepasrepondre",
    "noresponder",
    "nichtantworten",
    "keineantwort",
    "wordpress",
    "mailer",
    "automailer",
    "mailerdaemon",
    "bounce",
    "bounces",
    "notification",
    "notifications",
    "notify",
    "webform",
    "webforms",
    "form",
    "forms",
    "formmail",
    "contactform",
    "website",
    "automated",
    "apache",
    "wwwdata",
    "webmaster",
    "postmaster",
    "root",
    "nobody",
];

/// Signs of what others wrote before, which stands below an answer.
const QUOTES: [&str; 5] = ["\n>", "-----Original", "wrote:", "écrit :", "\nFrom: "];

/// Does a program send from this mailbox?
pub(super) fn is_program(mailbox: &str) -> bool {
    let local = mailbox.split(['@', '+']).next().unwrap_or_default();
    let letters: String = latin::fold(local).chars().filter(|letter| letter.is_alphabetic()).collect();
    PROGRAMS.contains(&letters.as_str())
}

/// Is the name beside a program's mailbox its own? One word, or words none of which is anybody's name, in Latin letters.
pub(super) fn is_of_a_program(name: &str) -> bool {
    let mut words = name.split([' ', ',']).filter(|word| !word.is_empty());
    let named = |word: &str| latin::flags(word).common_given() || latin::flags(word).common_family();
    let latin = !name.is_empty() && latin::fold(name).is_ascii();
    latin && (words.clone().count() == 1 || !words.any(named))
}

/// Where the signature that begins there ends: at the first line without anything.
pub(super) fn signature_end(text: &str, start: usize) -> usize {
    let lines = text[start..].split_inclusive('\n');
    start + lines.take_while(|line| !line.trim().is_empty()).map(str::len).sum::<usize>()
}

/// Does the name that begins there stand in the line of a firm that is called after people: `Scott and Sons`, `Williams, Griffin & Wright`?
pub(super) fn is_of_a_firm(text: &str, start: usize) -> bool {
    const JOINS: [&str; 5] = [" and ", " & ", " et ", " und ", " y "];
    let from = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let line = text[from..].split('\n').next().unwrap_or_default();
    JOINS.iter().any(|join| line.contains(join))
}

/// Is a company called by the name beside this mailbox: `Sunny Care <info@sunnycare.example>`? Who names a business after themselves
/// begins with a given name, and is a person.
pub(super) fn is_company(name: &str, mailbox: &str) -> bool {
    let Some((_, domain)) = mailbox.split_once('@').filter(|_| is_shared(mailbox)) else { return false };
    let letters = |text: &str| -> String {
        latin::fold(text)
            .chars()
            .filter(|letter| letter.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect()
    };
    let (called, given) =
        (letters(name), name.split(' ').next().is_some_and(|word| latin::flags(word).common_given()));
    name.contains(' ') && !given && domain.split('.').any(|label| letters(label) == called)
}

/// Does the text close right above what begins there, before anything is quoted? Who is named there wrote it.
pub(super) fn signs(text: &str, start: usize) -> bool {
    let before = &text[..start];
    let Some((above, begun)) = before.rsplit_once('\n') else { return false };
    let quoted = QUOTES.iter().any(|sign| above.contains(sign)) || above.starts_with('>');
    if !begun.trim().is_empty() || quoted {
        return false;
    }
    let closing = above.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or_default().trim();
    // RFC 3676: this line stands above a signature.
    closing == "--" || closes_letter(closing)
}

#[cfg(test)]
mod tests {
    use super::{is_company, is_of_a_firm, is_of_a_program, is_program, signature_end, signs};

    #[test]
    fn companies_beside_their_mailboxes() {
        assert!(is_company("Sunny Care", "info@sunnycare.example"));
        assert!(is_company("Villa Rosa", "contact@villa-rosa.example"));
        assert!(!is_company("Anne Roy", "info@anneroy.example"), "somebody's own business");
        assert!(!is_company("Sunny Care", "anne@sunnycare.example"));
        assert!(!is_company("Paul Lee", "sales@depot.example"));
    }

    #[test]
    fn mailboxes_of_programs() {
        for mailbox in ["no-reply@x.example", "WordPress@x.example", "bounces+7=a@x.example"] {
            assert!(is_program(mailbox), "{mailbox}");
        }
        for mailbox in ["anne@x.example", "info@x.example", "forman@x.example"] {
            assert!(!is_program(mailbox), "{mailbox}");
        }
    }

    #[test]
    fn what_programs_are_called() {
        for name in ["GardenHome", "Garden Home", "WordPress", "Kontaktformular"] {
            assert!(is_of_a_program(name), "{name}");
        }
        for name in ["Anne Roy", "Roy, Anne", "홍길동", "Élodie Gagnon", ""] {
            assert!(!is_of_a_program(name), "{name}");
        }
    }

    #[test]
    fn signatures_end_with_a_blank_line() {
        let text = "-- \nAnne Roy\nScott and Sons\n\nPaul Lee wrote:";
        assert_eq!(&text[signature_end(text, 4)..], "\nPaul Lee wrote:");
    }

    #[test]
    fn firms_are_called_after_several() {
        let text = "-- \nAnne Roy\nWilliams, Griffin & Wright\nAssistant of Paul Lee";
        let at = |name: &str| text.find(name).unwrap();
        assert!(is_of_a_firm(text, at("Williams")) && is_of_a_firm(text, at("Griffin")));
        assert!(!is_of_a_firm(text, at("Paul")) && !is_of_a_firm(text, at("Anne")));
    }

    #[test]
    fn names_under_a_letter() {
        let at = |text: &str| signs(text, text.find("Anne").unwrap());
        for text in [
            "Call me.\n\nBest regards,\nAnne Roy",
            "Mit freundlichen Grüßen\n\nAnne Roy",
            "Yours sincerely\nAnne Roy\n> Anne wrote",
            "Merci\nAnne",
            "Where is it?\n\n-- \nAnne Roy",
        ] {
            assert!(at(text), "{text}");
        }
        for text in [
            "Please tell\nAnne Roy",
            "Regards, Anne Roy",
            "> Best regards,\nAnne Roy",
            "Thanks for the parcel you sent\nAnne Roy",
        ] {
            assert!(!at(text), "{text}");
        }
    }
}
