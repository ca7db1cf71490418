use whose_model::Categories;
use whose_model::category::general;

use super::super::addressee::tests::person;
use super::super::{BUILT_IN, Kind, Library};
use super::*;
use crate::law::Law;

fn company() -> CompanyTexts {
    VARIABLES
        .iter()
        .filter(|variable| variable.from == From::Company)
        .map(|variable| (variable.name.to_string(), format!("<{}>", variable.name)))
        .collect()
}

fn numbers() -> CaseNumbers {
    let categories = Categories::new(general::ALL);
    CaseNumbers {
        people: 950_000,
        records: 2_000_000,
        residents: 207_125,
        period: Some(("2016-07-01".into(), "2019-03-31".into())),
        categories: vec![(categories.by_code("email").unwrap().clone(), 18_655, 42_456)],
        residences: vec![(Law::load().unwrap().jurisdiction("ca-qc").unwrap().name.clone(), 207_125, true)],
        elsewhere: 3,
        unknown: 0,
        client: Some("Maple <Books>".into()),
        telling: Some(Telling { day: "2026-11-01".into(), told: 120_001, pending: 7, ..Telling::default() }),
    }
}

fn notice(path: &str, text: &str, name: &str, values: &[&str], company: &CompanyTexts) -> Page {
    let (_, rest) = path.split_once('.').unwrap();
    let addressee = Addressee::new(&person(name, values), &Categories::new(general::ALL), true);
    page(&Notice {
        path,
        text,
        language: Language::from_code(rest.split('.').next().unwrap()).unwrap(),
        addressee: Kind::TO_PEOPLE.contains(&Library::kind_of(path).unwrap()).then_some(&addressee),
        numbers: &numbers(),
        company,
        masked: false,
    })
    .unwrap()
}

/// The text of a page, tags taken out.
fn text(html: &str) -> String {
    let body = html.split("<main>").nth(1).unwrap();
    body.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text).collect()
}

const VALUES: [&str; 3] = ["person-name=Olive Marchand", "city=Laval", "mobile=+1514****"];

#[test]
fn every_template_says_what_was_exposed_of_this_person() {
    let to_people = |path: &str| Kind::TO_PEOPLE.contains(&Library::kind_of(path).unwrap());
    for (path, template) in BUILT_IN.iter().filter(|(path, _)| to_people(path)) {
        let page = notice(path, template, "Olive Marchand", &VALUES, &company());
        assert_eq!(page.missing, Vec::<String>::new(), "{path}");
        let said = text(&page.html);
        assert!(said.contains("Olive Marchand") && said.contains("P-0000000000007"), "{path}: {said}");
        assert!(!said.contains('{') && !said.contains('['), "{path}: {said}");
    }
    let english =
        text(&notice("general/first.en.md", BUILT_IN[0].1, "Olive Marchand", &VALUES, &company()).html);
    for wanted in [
        "postal address",
        "phone number",
        "1 July 2016 to 31 March 2019",
        "Maple Books",
        "hidden wherever it stands: phone number",
    ] {
        assert!(english.contains(wanted), "{wanted}: {english}");
    }
    assert!(!english.contains("several copies together"), "nothing is revealed jointly: {english}");
}

#[test]
fn korean_and_french_say_it_in_their_words() {
    let of = |path: &str| {
        let template = BUILT_IN.iter().find(|(known, _)| *known == path).unwrap().1;
        text(&notice(path, template, "홍길동", &VALUES, &company()).html)
    };
    let korean = of("kr/first.ko.md");
    for wanted in ["홍길동", "주소", "2016년 7월 1일부터 2019년 3월 31일까지", "분쟁조정"]
    {
        assert!(korean.contains(wanted), "{wanted}: {korean}");
    }
    let french = of("general/first.fr.md");
    for wanted in ["adresse postale", "1er juillet 2016 au 31 mars 2019", "hameçonnage"] {
        assert!(french.contains(wanted), "{wanted}: {french}");
    }
}

#[test]
fn a_name_with_markup_or_marks_of_direction_stays_a_name() {
    let hostile = "<script>alert(1)</script> {items} \u{202e}&\" # ## *";
    let page = notice("general/first.en.md", BUILT_IN[0].1, hostile, &VALUES, &company());
    assert!(!page.html.contains("<script>") && !page.html.contains('\u{202e}'), "{}", page.html);
    assert!(page.html.contains("<bdi>&#60;script&#62;"), "{}", page.html);
    assert!(text(&page.html).contains("{items}"), "a value is not filled in turn");
    let arabic = notice("general/first.en.md", BUILT_IN[0].1, "محمد", &VALUES, &company());
    assert!(arabic.html.contains("<bdi>محمد</bdi>"));
}

#[test]
fn what_the_company_has_not_written_is_shown_and_told() {
    let page = notice("general/first.en.md", BUILT_IN[0].1, "Olive", &VALUES, &CompanyTexts::new());
    assert!(page.missing.contains(&"what_happened".to_string()));
    assert!(page.html.contains("<mark>[what_happened]</mark>"));
    assert!(page.html.contains("Not written yet"));
}

#[test]
fn what_is_not_known_of_a_person_is_left_out_with_its_heading() {
    let mut unknown = person("", &[]);
    (unknown.first_day, unknown.last_day, unknown.clients) = (None, None, Vec::new());
    let addressee = Addressee::new(&unknown, &Categories::new(general::ALL), true);
    let made = page(&Notice {
        path: "general/first.en.md",
        text: BUILT_IN[0].1,
        language: Language::English,
        addressee: Some(&addressee),
        numbers: &CaseNumbers::default(),
        company: &company(),
        masked: false,
    })
    .unwrap();
    let said = text(&made.html);
    assert!(said.contains("(name not known)"), "{said}");
    for gone in ["are from this time", "were held for", "Who writes to you"] {
        assert!(!said.contains(gone), "{gone}: {said}");
    }
}

#[test]
fn every_kind_of_data_has_advice_in_every_language() {
    for language in Language::ALL {
        let words = Words::of(language).unwrap();
        for section in ["step", "consequence"] {
            for group in
                ["contact", "address", "national-id", "financial", "health", "login", "vehicle", "any"]
            {
                let key = format!("{section}.{group}");
                assert_ne!(words.say(&key), key, "{}", language.code());
            }
        }
    }
}

#[test]
fn the_same_person_gives_the_same_page() {
    let law = Law::load().unwrap();
    let library = Library::default();
    let (path, template) = library.find(&law, "kr", Kind::First, Language::Korean).unwrap();
    let one = notice(path, template, "홍길동", &VALUES, &company());
    assert_eq!(one, notice(path, template, "홍길동", &VALUES, &company()));
}

#[test]
fn what_is_of_the_case_states_people_and_records_and_nobody() {
    let forms: Vec<_> = BUILT_IN
        .iter()
        .filter(|(path, _)| Kind::OF_THE_CASE.contains(&Library::kind_of(path).unwrap()))
        .collect();
    assert_eq!(forms.len(), 14);
    for (path, template) in forms {
        let page = notice(path, template, "Olive Marchand", &VALUES, &company());
        assert_eq!(page.missing, Vec::<String>::new(), "{path}");
        let said = text(&page.html);
        assert!(!said.contains("Olive") && !said.contains("P-0000"), "{path}");
        let grouped = if path.contains(".fr.") { "950\u{202f}000" } else { "950,000" };
        assert!(said.contains(grouped) && !said.contains('{'), "{path}: {said}");
    }
    let of = |path: &str| {
        let template = BUILT_IN.iter().find(|(known, _)| *known == path).unwrap().1;
        text(&notice(path, template, "", &[], &company()).html)
    };
    let french = of("general/regulator.fr.md");
    for wanted in [
        "207\u{202f}125",
        "dont Québec",
        "autres pays : 3",
        "courriel",
        "18\u{202f}655",
        "2\u{202f}000\u{202f}000",
    ] {
        assert!(french.contains(wanted), "{wanted}: {french}");
    }
    assert!(of("general/client.en.md").contains("Maple &#60;Books&#62;"));
}
