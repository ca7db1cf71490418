//! Mentions in, people out, as text: each line a mention, each group one person.

mod town;

use proptest::prelude::*;
use town::{Written, batch, categories, people};
use whose_model::Role;
use whose_resolve::{
    ClientMap, Corpus, Decisions, Options, People, RunningTexts, Weights, exposure, link_registry, resolve,
};

/// Resolves mentions written `letter: code=value; code=value` in a town of others. A letter may be followed by the
/// record's number and role: `a 7 driver`, and by `@2` for another source. Returns the letters by person: `ab c`.
fn groups(text: &str) -> String {
    let codes = [
        "person-name",
        "given-name",
        "family-name",
        "street-address",
        "city",
        "postcode",
        "phone",
        "email",
        "birth-date",
        "kr-resident-number",
        "plate",
        "record-number",
    ];
    let (mut mentions, _) = people(900, 7);
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    for (number, line) in lines.iter().enumerate() {
        let (head, values) = line.split_once(':').unwrap();
        let items = values.split(';').map(|item| {
            let (code, value) = item.trim().split_once('=').unwrap();
            (*codes.iter().find(|known| known.starts_with(code)).unwrap(), value.to_string())
        });
        let mut mention = Written::new(number as u64 + 1, items.collect());
        for word in head.split(' ').skip(1) {
            if let Some(source) = word.strip_prefix('@') {
                mention.source = source.parse().unwrap();
            } else if let Ok(record) = word.parse() {
                (mention.record, mention.record_key) = (record, record);
            } else {
                mention.role = Role::from_code(word).unwrap();
            }
        }
        mentions.push(mention);
    }
    let categories = categories();
    let batches = [batch(&mentions, &categories)];
    let corpus = Corpus::new(&batches).unwrap();
    let resolution = resolve(&corpus, &categories, &Options::default(), &());
    let mut groups: Vec<(u32, String)> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let person = resolution.person_of()[at];
        let letter = &line[..1];
        match groups.iter_mut().find(|(known, _)| *known == person) {
            Some((_, group)) => group.push_str(letter),
            None => groups.push((person, letter.to_string())),
        }
    }
    groups.into_iter().map(|(_, group)| group).collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(groups(text), expected, "{text}");
}

#[test]
fn a_typo_and_an_abbreviation_are_one_person() {
    check(
        "a: person=Genevieve Lavallee; street=412 Oldham Street Apt 5; city=Town 3; post=H4A2B1
         b: person=Genevieve Lavalee; street=412 oldham st. #5; city=Town 3; post=H4A2B1",
        "ab",
    );
}

#[test]
fn cyrillic_and_greek_letters_are_read_beside_latin_ones() {
    check(
        "a: person=Щербакова Юлия Антоновна; phone=+79161234567
         b: person=Yuliya Shcherbakova; phone=+79161234567
         c: family=Хохлов; given=Сергей; birth=1961-02-03
         d: family=HOHLOV; given=SERGEI; birth=1961-02-03
         e: person=Фокас Андрей; phone=+79169999999",
        "ab cd e",
    );
}

#[test]
fn masks_are_held_against_names_in_their_own_letters() {
    check(
        "a: person=Щербакова Юлия; phone=+79161234567
         b: person=Щ*******а Ю***; phone=+79161234567
         c: person=К*****а О****; phone=+79161234567
         d: person=後藤七夏; phone=08096100616
         e: person=後*七夏; phone=08096100616
         f: person=後藤 七夏; phone=08096100616
         g: person=*田太郎; phone=08096100616",
        "ab c def g",
    );
}

#[test]
fn a_family_name_may_be_cut_to_its_initial() {
    check(
        "a: person=Genevieve Lavallee; phone=5145550199
         b: person=Genevieve L.; phone=5145550199
         c: person=G. L.; phone=5145550199
         d: person=Lavallee G.A.; phone=5145550199
         e: person=Genevieve M.; phone=4165550123",
        "abcd e",
    );
}

#[test]
fn whoever_can_be_compared_with_nobody_may_be_among_the_others() {
    let (mut mentions, _) = people(200, 3);
    let phones = (0..30u64).map(|at| Written::new(at + 1, vec![("email", format!("box{at}@example.org"))]));
    let count = |mentions: &[Written]| {
        let categories = categories();
        let batches = [batch(mentions, &categories)];
        resolve(&Corpus::new(&batches).unwrap(), &categories, &Options::default(), &()).count
    };
    let named = count(&mentions);
    assert_eq!(named.uncompared, 0, "{named:?}");
    mentions.extend(phones);
    let all = count(&mentions);
    assert_eq!(all.best, named.best + 30);
    assert!(all.uncompared == 30 && all.lower <= named.best, "{all:?}");
}

#[test]
fn accents_and_order_do_not_matter() {
    check(
        "a: person=Hélène Tréplevoy; street=9 rue Saint-Exupéry; city=Montréal; post=H2X1Y4
         b: person=TREPLEVOY, Helene; street=9 SAINT-EXUPERY; city=Montreal; post=H2X1Y4",
        "ab",
    );
}

#[test]
fn a_missing_apartment_is_weak_and_another_is_contrary() {
    check(
        "a: person=Maurice Dantremont; street=77 Calder Road Apt 2; city=Town 3; post=H4A2B1
         b: person=Maurice Dantremont; street=77 Calder Road; city=Town 3; post=H4A2B1",
        "ab",
    );
}

#[test]
fn a_household_is_several_people() {
    check(
        "a: person=Agnes Overbeek; street=12 Lindenhof Street; city=Town 3; post=H4A2B1; phone=+15145550177
         b: person=Willem Overbeek; street=12 Lindenhof Street; city=Town 3; post=H4A2B1; phone=+15145550177
         c: person=Katrien Overbeek; street=12 Lindenhof Street; city=Town 3; post=H4A2B1; phone=+15145550177",
        "a b c",
    );
}

#[test]
fn father_and_son_are_told_apart_by_suffix_and_birth() {
    check(
        "a: person=Robert Quimby Sr; street=5 Elmhurst Street; city=Town 3; post=H4A2B1
         b: person=Robert Quimby Jr; street=5 Elmhurst Street; city=Town 3; post=H4A2B1",
        "a b",
    );
    check(
        "a: person=Robert Quimby; birth=1941-03-05; street=5 Elmhurst Street; city=Town 3; post=H4A2B1
         b: person=Robert Quimby; birth=1968-11-21; street=5 Elmhurst Street; city=Town 3; post=H4A2B1",
        "a b",
    );
}

#[test]
fn a_mover_is_known_by_the_phone() {
    check(
        "a: person=Ottilie Brandhauer; street=31 Quarry Street; city=Town 3; post=H4A2B1; phone=+15145550123
         b: person=Ottilie Brandhauer; street=8 Harbour Street; city=Town 7; post=H9A6B3; phone=+15145550123",
        "ab",
    );
}

#[test]
fn namesakes_in_two_cities_are_two_people() {
    check(
        "a: person=ba ba; street=31 Quarry Street; city=Town 3; post=H4A2B1; birth=1950-02-03
         b: person=ba ba; street=8 Harbour Street; city=Town 7; post=H9A6B3; birth=1981-09-17",
        "a b",
    );
}

#[test]
fn familiar_forms_at_one_address() {
    check(
        "a: person=Robert Vanderlinde; street=60 Foxglove Street; city=Town 3; post=H4A2B1
         b: person=Bob Vanderlinde; street=60 Foxglove Street; city=Town 3; post=H4A2B1
         c: person=R Vanderlinde; street=60 Foxglove Street; city=Town 3; post=H4A2B1",
        "abc",
    );
}

#[test]
fn two_roles_with_two_names_in_one_record_are_two_people() {
    check(
        "a 7 driver: person=홍길동; phone=01012345678
         b 7 insured: person=홍길순; phone=01012345678",
        "a b",
    );
}

#[test]
fn a_masked_export_joins_the_full_dump_by_the_record() {
    check(
        "a 7 driver @1: person=홍길동; phone=01012345678; kr=800101-1234567
         b 7 driver @2: person=홍*동; phone=010****5678; kr=800101-1******
         c 8 driver @2: person=김*수; phone=010****1111; kr=751231-1******",
        "ab c",
    );
}

#[test]
fn masked_values_agree_on_what_they_show() {
    check(
        "a: person=독고영재; phone=01012345678; kr=800101-1234567
         b: person=독고*재; phone=010****5678; kr=800101-1******",
        "ab",
    );
}

#[test]
fn an_old_mobile_prefix_and_its_010() {
    check(
        "a: person=제갈민수; phone=0111234567; plate=12가3456
         b: person=제갈민수; phone=01051234567; plate=12가3456",
        "ab",
    );
}

#[test]
fn a_name_masked_in_one_role_is_no_other_person() {
    check(
        "a 5 insured: person=독고민서; phone=01012345678; kr=800101-1******; plate=12가3456
         b 5 driver: person=독고*서; phone=010****5678; kr=800101-1******; plate=12가3456
         c 6 insured: person=남궁지훈; phone=01099998888; plate=34나5678
         d 6 driver: person=남궁*영; phone=010****8888; plate=34나5678",
        "ab c d",
    );
}

#[test]
fn a_mailbox_that_one_person_has_is_enough() {
    let (mut mentions, _) = people(900, 7);
    for (at, mention) in mentions.iter_mut().enumerate() {
        mention.items.push(("email", format!("box{at}@mail.example")));
    }
    let mut write = |id: u64, items: &[(&'static str, &str)]| {
        mentions.push(Written::new(
            id,
            items.iter().map(|(code, value)| (*code, (*value).to_string())).collect(),
        ));
    };
    write(1, &[("email", "gburr69@mail.example")]);
    write(2, &[("person-name", "Gary Burrichter"), ("email", "gburr69@mail.example")]);
    write(3, &[("person-name", "Rosa Lindqvist"), ("email", "lindqvists@mail.example")]);
    write(4, &[("person-name", "Hugo Lindqvist"), ("email", "lindqvists@mail.example")]);
    let categories = categories();
    let batches = [batch(&mentions, &categories)];
    let corpus = Corpus::new(&batches).unwrap();
    let resolution = resolve(&corpus, &categories, &Options::default(), &());
    let found = &resolution.person_of()[..4];
    assert_eq!(found[0], found[1]);
    assert_ne!(found[2], found[3]);
}

#[test]
fn a_phone_without_its_area_or_country_code() {
    check(
        "a: person=Ottilie Brandhauer; phone=4465825
         b: person=Ottilie Brandhauer; phone=617-446-5825
         c: person=Borys Kliszewski; phone=621737608
         d: person=Borys Kliszewski; phone=+48621737608
         e: person=Anjali Mehtani; phone=+18463017119
         f: person=Anjali Mehtani; phone=+918463017119",
        "ab cd ef",
    );
}

#[test]
fn a_shared_mask_joins_no_two_names() {
    check(
        "a: person=Norman Chandler; email=norman.chandler@mail.example; phone=******7788; kr=*********4321
         b: person=Stewart Harvey; email=stewart.harvey@mail.example; phone=******7788; kr=*********4321",
        "a b",
    );
}

#[test]
fn a_masked_record_number_tells_whose_record_it_is() {
    check(
        "a: person=B Morenova; record=******62594
         b: person=Bernadette Morenova; record=HX907962594
         c: person=B Morenova; record=******69762
         d: person=Barnaby Morenova; record=HX907969762",
        "ab cd",
    );
}

#[test]
fn two_full_national_numbers_are_two_people() {
    check(
        "a: person=제갈민수; kr=800101-1234567; street=5 Elmhurst Street; city=Town 3; post=H4A2B1
         b: person=제갈민수; kr=650607-1999999; street=5 Elmhurst Street; city=Town 3; post=H4A2B1",
        "a b",
    );
}

#[test]
fn a_name_in_hangul_and_in_latin_letters() {
    for spelling in ["Hong Gil Dong", "Gil-dong Hong", "HONG, Kildong", "Gildong HONG"] {
        check(
            &format!(
                "a: person=홍길동; phone=01012345678
                 b: person={spelling}; phone=+821012345678"
            ),
            "ab",
        );
    }
    check(
        "a: person=이영희; birth=1971-03-05; phone=01012345678
         b: person=Rhee Young-hee; birth=1971-03-05; phone=01012345678
         c: person=Yi Yeonghui; birth=1971-03-05; phone=01012345678
         d: person=Lee Minsu; birth=1969-10-15; phone=01012345678",
        "abc d",
    );
    check(
        "a: person=박지훈; phone=01012345678
         b: person=Park Sunhee; phone=01012345678",
        "a b",
    );
}

#[test]
fn two_of_a_family_with_numbers_in_a_row_are_two_people() {
    check(
        "a: person=Michael Ruelle; street=5 Elm Road; city=Town 3; kr=750710-1234567
         b: person=Amanda Ruelle; street=5 Elm Road; city=Town 3; kr=750710-1234568",
        "a b",
    );
}

#[test]
fn degrees_behind_a_name_are_no_part_of_it() {
    check(
        "a: person=David Rodgers, Ph.D.; phone=+15145550142
         b: person=David Rodgers; phone=+15145550142",
        "ab",
    );
}

#[test]
fn a_log_of_calls_names_nobody_and_has_as_many_people_as_numbers() {
    let calls =
        (0..200u64).map(|call| Written::new(call + 1, vec![("phone", format!("+1514555{:04}", call % 10))]));
    let categories = categories();
    let batches = [batch(&calls.collect::<Vec<_>>(), &categories)];
    let corpus = Corpus::new(&batches).unwrap();
    assert_eq!(resolve(&corpus, &categories, &Options::default(), &()).people(), 10);
}

#[test]
fn one_of_two_family_names_may_stand_first() {
    check(
        "a: given=Valérie; family=Dias Normand; phone=+33699991455; birth=1959-03-02
         b: person=NORMAND VALERIE; phone=+33699991455; birth=1959-03-02",
        "ab",
    );
}

#[test]
fn another_number_in_a_mailbox_is_another_one() {
    check(
        "a: person=한승현; birth=1963-12-13; email=seunghyeon6913@example.com
         b: person=박승현; birth=1963-04-07; email=seunghyeon4166@example.com",
        "a b",
    );
}

#[test]
fn twins_are_two_people_however_many_there_are() {
    let (mut mentions, _) = people(300, 5);
    let pairs = 40u64;
    for pair in 0..pairs {
        for (twin, given) in ["Alan", "Glenn"].into_iter().enumerate() {
            for visit in 0..2u64 {
                let items = vec![
                    ("person-name", format!("{given} {}", SURNAMES[pair as usize % SURNAMES.len()])),
                    ("birth-date", format!("19{:02}-0{}-1{}", 40 + pair * 7 % 50, 1 + pair % 9, pair % 9)),
                    ("street-address", format!("{} Elm Road", 1 + pair * 367 % 9_973)),
                    ("phone", format!("+1514{:07}", pair * 3_571_919 % 9_999_991)),
                ];
                mentions.push(Written::new(1_000 + pair * 4 + twin as u64 * 2 + visit, items));
            }
        }
    }
    let categories = categories();
    let batches = [batch(&mentions, &categories)];
    let corpus = Corpus::new(&batches).unwrap();
    let resolution = resolve(&corpus, &categories, &Options::default(), &());
    for visits in resolution.person_of()[..pairs as usize * 4].chunks(4) {
        assert!(visits[0] == visits[1] && visits[2] == visits[3] && visits[0] != visits[2], "{visits:?}");
    }
}

const SURNAMES: [&str; 7] =
    ["Bunting", "Otterbein", "Milliman", "Quarles", "Vandermark", "Pellham", "Tolliver"];

#[test]
fn letters_that_machines_misread() {
    check(
        "a: person=Harriet Barnwell; street=14 Thistle Street; city=Town 3; post=H4A2B1
         b: person=Harriet Bamwell; street=14 Thistle Street; city=Town 3; post=H4A2B1
         c: person=H4rriet 8arnwel1; street=14 Thistle Street; city=Town 3; post=H4A2B1",
        "abc",
    );
}

#[test]
fn day_and_month_exchanged() {
    check(
        "a: person=Ottilie Brandhauer; birth=1980-03-05; city=Town 3; post=H4A2B1
         b: person=Ottilie Brandhauer; birth=1980-05-03; city=Town 3; post=H4A2B1",
        "ab",
    );
}

#[test]
fn a_slip_in_a_national_number() {
    check(
        "a: person=제갈민수; kr=800101-1234567; street=5 Elmhurst Street; city=Town 3; post=H4A2B1
         b: person=제갈민수; kr=800101-1234587; street=5 Elmhurst Street; city=Town 3; post=H4A2B1",
        "ab",
    );
}

#[test]
fn a_plate_with_and_without_its_region_and_with_a_slip() {
    check(
        "a: person=제갈민수; plate=서울12가3456
         b: person=제갈민수; plate=12가3456
         c: person=남궁옥분; plate=34나5678
         d: person=남궁옥분; plate=34나5679",
        "ab cd",
    );
}

#[test]
fn what_happens_often_weighs_more() {
    let categories = categories();
    let share = |renumbered: bool| {
        let mut mentions = people(400, 3).0;
        for at in 0..300u64 {
            for (turn, prefix) in [(0, "011"), (1, if renumbered { "0105" } else { "011" })] {
                let items = vec![
                    ("person-name", format!("Odile Vander{at}linde")),
                    ("phone", format!("{prefix}{:07}", at * 7_919 % 10_000_000)),
                ];
                mentions.push(Written::new(at * 2 + turn, items));
            }
        }
        let batches = [batch(&mentions, &categories)];
        let corpus = Corpus::new(&batches).unwrap();
        let shares = resolve(&corpus, &categories, &Options::default(), &()).shares();
        shares.iter().find(|one| (one.field, one.level) == ("phone", "renumbered")).unwrap().matched
    };
    let (never, often) = (share(false), share(true));
    assert!(never < 0.05 && often > 0.3, "{never} {often}");
}

#[test]
fn a_phone_that_everybody_has_joins_nobody() {
    let categories = categories();
    let mut mentions = people(500, 3).0;
    for mention in &mut mentions {
        mention.items.retain(|(code, _)| *code == "person-name");
        mention.items.push(("phone", "+15140000000".to_string()));
    }
    let batches = [batch(&mentions, &categories)];
    let corpus = Corpus::new(&batches).unwrap();
    let resolution = resolve(&corpus, &categories, &Options::default(), &());
    let mut by_person = std::collections::BTreeMap::<u32, std::collections::BTreeSet<String>>::new();
    for (at, person) in resolution.person_of().iter().enumerate() {
        by_person.entry(*person).or_default().insert(mentions[at].items[0].1.clone());
    }
    assert!(by_person.values().all(|names| names.len() <= 2));
    assert_eq!(resolution.junk()[0].kind, "phone");
}

#[test]
fn one_name_alone_is_as_many_people_as_records() {
    let categories = categories();
    let mention = |id| Written::new(id, vec![("person-name", "Kim Minjun".to_string())]);
    let mentions: Vec<Written> = (1..=500).map(mention).collect();
    let batches = [batch(&mentions, &categories)];
    let corpus = Corpus::new(&batches).unwrap();
    let resolution = resolve(&corpus, &categories, &Options::default(), &());
    assert_eq!(resolution.people(), 500);
}

#[test]
fn a_whole_name_in_one_text_is_one_person_while_it_comes_again() {
    let categories = categories();
    let line = |record: u64, items: &[(&'static str, &str)]| Written {
        record,
        ..Written::new(record, items.iter().map(|(kind, value)| (*kind, (*value).to_string())).collect())
    };
    let name = |name| [("person-name", name)];
    let told = [("person-name", "Paul Lee"), ("phone", "+14165550123")];
    let mentions = [
        line(1, &name("Anne Roy")),
        line(2, &name("Anne Roy")),
        line(900, &name("Anne Roy")),
        line(9_000, &name("Anne Roy")),
        line(9_001, &name("Anne")),
        line(9_002, &name("Anne")),
        line(9_003, &told),
        line(20_000, &name("Paul Lee")),
    ];
    let batches = [batch(&mentions, &categories)];
    let corpus = Corpus::new(&batches).unwrap();
    let mut texts = RunningTexts::default();
    let people = |texts: &RunningTexts| {
        let options = Options { texts: texts.clone(), ..Options::default() };
        resolve(&corpus, &categories, &options, &()).people()
    };
    // The model joins the two of Paul Lee alone.
    assert_eq!(people(&texts), 7);
    texts.add(1, 0);
    // Anne Roy, another of the name long after, two of whom only "Anne" is said, and Paul Lee.
    assert_eq!(people(&texts), 5);
}

#[test]
fn two_second_names_in_one_text_are_two_people() {
    let categories = categories();
    let named = [
        (1, "Yeong-Hui Kim"),
        (2, "Yeong-Cheol Kim"),
        (3, "Yeong-Hui Kim"),
        (4, "Anne Roy"),
        (5, "Anne Marie Roy"),
    ];
    let mentions = named.map(|(record, name)| Written {
        record,
        ..Written::new(record, vec![("person-name", name.to_string())])
    });
    let batches = [batch(&mentions, &categories)];
    let mut texts = RunningTexts::default();
    texts.add(1, 0);
    let options = Options { texts, ..Options::default() };
    assert_eq!(resolve(&Corpus::new(&batches).unwrap(), &categories, &options, &()).people(), 3);
}

#[test]
fn a_mailbox_called_after_somebody_in_a_text_is_theirs() {
    let categories = categories();
    let line = |record: u64, category: &'static str, value: &str| Written {
        record,
        ..Written::new(record, vec![(category, value.to_string())])
    };
    let count = |lines: &[Written], is_text: bool| {
        let batches = [batch(lines, &categories)];
        let mut texts = RunningTexts::default();
        if is_text {
            texts.add(1, 0);
        }
        let options = Options { texts, ..Options::default() };
        resolve(&Corpus::new(&batches).unwrap(), &categories, &options, &()).people()
    };
    let letter = [
        line(1, "person-name", "Anne Roy"),
        line(5, "email", "anne.roy7@mail.example"),
        line(9, "email", "info@mail.example"),
    ];
    assert_eq!((count(&letter, true), count(&letter, false)), (2, 3));
    // It may be either's.
    let two = [
        line(1, "person-name", "Anne Roystone"),
        line(2, "person-name", "Adam Roystone"),
        line(5, "email", "aroystone@mail.example"),
    ];
    assert_eq!(count(&two, true), 3);
}

#[test]
fn a_column_of_few_names_names_few_people() {
    let categories = categories();
    let staff = ["Anne Roy", "Paul Lee", "Mary Stone"];
    let customer = |record: u64| ("phone", format!("+1416555{record:04}"));
    let row = |record: u64, name: &str, named: bool| {
        let own = Written { record, ..Written::new(record, vec![customer(record)]) };
        let agent = Written::new(1_000 + record, vec![("person-name", name.to_string())]);
        let agent = Written { record, column: 1, ..agent };
        if named { vec![own, agent] } else { vec![agent] }
    };
    let count = |rows: Vec<Vec<Written>>| {
        let batches = [batch(&rows.concat(), &categories)];
        resolve(&Corpus::new(&batches).unwrap(), &categories, &Options::default(), &()).people()
    };
    let beside = (1..41).map(|at| row(at, staff[at as usize % 3], true)).collect();
    assert_eq!(count(beside), 43);
    // Nothing but names: nobody is made one with their namesakes.
    let alone = (1..41).map(|at| row(at, staff[at as usize % 3], false)).collect();
    assert_eq!(count(alone), 40);
    // As many names as rows are a list of people.
    let other = |at: u64| format!("Ann{} Roy", char::from(b'a' + at as u8 / 2));
    assert_eq!(count((1..41).map(|at| row(at, &other(at), true)).collect()), 80);
}

#[test]
fn a_manager_is_the_employee_of_that_name_in_whichever_copy() {
    let categories = categories();
    let names = ["Anne Roy", "Paul Lee", "Mary Stone", "John Small"];
    let staff = |source: u64, record: u64| {
        let name = if record < 4 { names[record as usize].to_string() } else { format!("Ann{record} Other") };
        let items = vec![("person-name", name), ("email", format!("staff{record}@x.example"))];
        let own = Written {
            source,
            record,
            record_key: 500 + record,
            role: Role::Employee,
            ..Written::new(source * 100 + record, items)
        };
        let manager = vec![("person-name", names[record as usize % 2].to_string())];
        let manager = Written {
            source,
            record,
            record_key: 900 + source * 100 + record,
            column: 1,
            ..Written::new(source * 10_000 + record, manager)
        };
        [own, manager]
    };
    let mentions: Vec<Written> =
        (1..3).flat_map(|source| (0..20).flat_map(move |record| staff(source, record))).collect();
    let batches = [batch(&mentions, &categories)];
    let people = resolve(&Corpus::new(&batches).unwrap(), &categories, &Options::default(), &()).people();
    assert_eq!(people, 20);
}

#[test]
fn nothing_in_nothing_out() {
    let corpus = Corpus::new(&[]).unwrap();
    let resolution = resolve(&corpus, &categories(), &Options::default(), &());
    assert_eq!((resolution.people(), resolution.count.best), (0, 0));
    assert!(resolution.junk().is_empty());
}

/// Everything that is handed on, as text.
fn everything(mentions: &[Written], parts: usize, threads: usize) -> String {
    let categories = categories();
    let batches: Vec<_> =
        mentions.chunks(mentions.len().div_ceil(parts)).map(|part| batch(part, &categories)).collect();
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    pool.install(|| {
        let corpus = Corpus::new(&batches).unwrap();
        let resolution = resolve(&corpus, &categories, &Options::default(), &());
        let clients = ClientMap::default();
        let people = People::new(&resolution, &corpus, &categories, &clients);
        let all = 0..people.len();
        let exposure = exposure(&corpus, &resolution, &clients, &categories);
        format!(
            "{:?} {:?} {:?} {:?} {:?} {:?}",
            people.rows(all.clone()),
            people.memberships(all.clone()),
            people.merges(all.clone()),
            exposure.rows(all),
            exposure.tallies(),
            resolution.count
        )
    })
}

#[test]
fn the_result_is_the_same_for_any_threads_and_order() {
    let (mentions, _) = people(300, 11);
    let mut turned = mentions.clone();
    turned.reverse();
    turned.rotate_left(123);
    let expected = everything(&mentions, 1, 1);
    assert!(expected == everything(&mentions, 5, 4));
    assert!(expected == everything(&turned, 3, 2));
}

#[test]
fn a_town_is_resolved() {
    let (mentions, truth) = people(1_200, 5);
    let categories = categories();
    let batches = [batch(&mentions, &categories)];
    let corpus = Corpus::new(&batches).unwrap();
    let resolution = resolve(&corpus, &categories, &Options::default(), &());
    let found = resolution.person_of();
    let mut by_truth = vec![Vec::new(); 1_200];
    truth.iter().zip(found).for_each(|(truth, found)| by_truth[*truth].push(*found));
    let whole = by_truth.iter().filter(|found| found.iter().all(|person| *person == found[0])).count();
    assert!(whole > 1_185, "{whole} of 1200 stayed whole");
    let count = resolution.count;
    assert!(
        count.best.abs_diff(1_200) < 15 && count.lower <= count.best && count.best <= count.upper,
        "{count:?}"
    );
}

#[test]
fn customers_get_a_standing() {
    let categories = categories();
    let mut leak = people(300, 21).0;
    leak.truncate(400);
    leak.push(Written::new(1, vec![("person-name", "독고*재".into()), ("phone", "010****5678".into())]));
    leak.push(Written::new(
        2,
        vec![("person-name", "남궁민수".into()), ("kr-resident-number", "800101-1******".into())],
    ));
    let mut registry = people(800, 77).0;
    let customer = |id: u64, name: &str, number: &str, phone: &str| {
        Written::new(
            id,
            vec![
                ("customer-number", format!("C{id}")),
                ("person-name", name.to_string()),
                ("kr-resident-number", number.to_string()),
                ("phone", phone.to_string()),
            ],
        )
    };
    registry.push(customer(1, "독고영재", "700505-1111111", "01012345678"));
    registry.push(customer(2, "남궁민수", "800101-1234567", "01099990000"));
    registry.push(customer(3, "남궁민수", "800101-1987654", "01088880000"));
    registry.push(customer(4, "제갈공명", "600101-1987654", "01077770000"));
    let (leak, registry) = ([batch(&leak, &categories)], [batch(&registry, &categories)]);
    let corpus = Corpus::new(&leak).unwrap();
    let resolution = resolve(&corpus, &categories, &Options::default(), &());
    let standings =
        link_registry(&corpus, &resolution, &registry, &categories, &Weights::default(), &()).unwrap();
    let rows = standings.rows(0..4);
    let shown: Vec<String> =
        rows.iter().map(|row| format!("{} {} {}", row.customer, row.standing, row.k)).collect();
    assert_eq!(shown[1..], ["C2 possible 2", "C3 possible 2", "C4 excluded 0"]);
    assert_ne!(rows[0].standing, "excluded");
    assert!((rows[1].probability - rows[2].probability).abs() < 1e-6, "equal fits are equally probable");
    let [confirmed, possible, excluded] = standings.totals();
    assert_eq!((confirmed + possible + excluded) as usize, standings.len());
}

#[test]
fn customers_are_found_behind_masks() {
    let categories = categories();
    let masked = [
        ("person-name", "M****** W*****"),
        ("email", "m…@mail.example"),
        ("phone", "******9983"),
        ("birth-date", "1983-**-**"),
        ("postcode", "884**"),
    ];
    let standing = |shown: &[(&'static str, &str)]| {
        let mut leak = people(300, 21).0;
        leak.push(Written::new(1, shown.iter().map(|(code, value)| (*code, (*value).to_string())).collect()));
        let mut registry = people(800, 77).0;
        let whole = [
            ("customer-number", "C1"),
            ("person-name", "Maurice Worley"),
            ("email", "maurice.worley@mail.example"),
            ("phone", "7132059983"),
            ("birth-date", "1983-04-06"),
            ("postcode", "88470"),
        ];
        registry.push(Written::new(1, whole.map(|(code, value)| (code, value.to_string())).to_vec()));
        let (leak, registry) = ([batch(&leak, &categories)], [batch(&registry, &categories)]);
        let corpus = Corpus::new(&leak).unwrap();
        let resolution = resolve(&corpus, &categories, &Options::default(), &());
        let standings =
            link_registry(&corpus, &resolution, &registry, &categories, &Weights::default(), &()).unwrap();
        standings.rows(0..1)[0].standing.clone()
    };
    assert_eq!(standing(&masked), "confirmed");
    // Part of what is shown is wrong, or there is little of it: it may still be that customer.
    let other_phone = [masked[0], masked[1], ("phone", "******1111")];
    assert_ne!(standing(&other_phone), "excluded");
    assert_ne!(standing(&[masked[0], ("phone", "******1111")]), "excluded");
    assert_ne!(standing(&[masked[0], masked[2]]), "excluded");
}

#[test]
fn a_reviewer_decides() {
    let (mut mentions, _) = people(200, 5);
    let mut write = |id: u64, name: &str, phone: &str| {
        let items = vec![("person-name", name.to_string()), ("phone", phone.to_string())];
        mentions.push(Written::new(id, items));
    };
    write(1, "Odile Vanderlinde", "+15145550199");
    write(2, "Odile Vanderlinde", "+15145550199");
    write(3, "O Vanderlinde", "+15145550199");
    write(4, "Hugo Fairweather", "+15145550177");
    write(5, "Ines Northcott", "+15145550166");
    let categories = categories();
    let batches = [batch(&mentions, &categories)];
    let corpus = Corpus::new(&batches).unwrap();
    let resolved = |decisions: Decisions| {
        let options = Options { decisions, ..Options::default() };
        resolve(&corpus, &categories, &options, &()).person_of()[..5].to_vec()
    };
    let free = resolved(Decisions::default());
    assert!(free[0] == free[1] && free[3] != free[4]);
    // The same values, and yet two; nothing in common, and yet one; the latter is refused where it contradicts the former.
    let decisions = Decisions { apart: vec![(2, 1)], together: vec![(4, 5), (1, 4), (2, 4), (7_777, 1)] };
    let decided = resolved(decisions);
    assert!(decided[0] != decided[1] && decided[3] == decided[4] && decided[0] == decided[3]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn any_mentions_are_resolved(values in proptest::collection::vec((0usize..11, ".{0,16}"), 1..60)) {
        let codes = ["person-name", "given-name", "family-name", "street-address", "city", "postcode", "phone", "email",
            "birth-date", "kr-resident-number", "sex"];
        let mentions: Vec<Written> = values
            .chunks(3)
            .enumerate()
            .map(|(at, part)| Written::new(at as u64, part.iter().map(|(code, value)| (codes[*code], value.clone())).collect()))
            .collect();
        let categories = categories();
        let batches = [batch(&mentions, &categories)];
        let corpus = Corpus::new(&batches).unwrap();
        let resolution = resolve(&corpus, &categories, &Options::default(), &());
        prop_assert_eq!(resolution.person_of().len(), mentions.len());
        prop_assert!(resolution.people() <= mentions.len());
        link_registry(&corpus, &resolution, &batches, &categories, &Weights::default(), &()).unwrap();
    }
}
