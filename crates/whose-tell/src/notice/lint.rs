//! What a template lacks, and what it must not say, by the law of each jurisdiction that uses it.

use std::collections::BTreeSet;

use super::library::{Kind, Library};
use super::template::{BlockKind, Problem, Run, Template};
use super::variables::{CompanyTexts, From, by_name};
use crate::Language;
use crate::law::{Content, Duty, Jurisdiction, Law};

/// Everything that is wrong with the templates: by file and line, each with the rule it breaks and the rule's source.
#[must_use]
pub fn lint(law: &Law, library: &Library) -> Vec<Problem> {
    let mut problems = BTreeSet::new();
    for (path, text) in library.iter() {
        problems.extend(lint_form(law, path, text));
    }
    for one in law.jurisdictions() {
        let languages = one.languages.iter().filter_map(|code| Language::from_code(code));
        for (language, kind) in languages.flat_map(|language| Kind::ALL.map(|kind| (language, kind))) {
            problems.extend(lint_for(law, library, one, kind, language));
        }
    }
    problems.into_iter().collect()
}

/// What is wrong with the one template that a jurisdiction uses for a kind and language.
#[must_use]
pub fn lint_for(
    law: &Law,
    library: &Library,
    one: &Jurisdiction,
    kind: Kind,
    language: Language,
) -> Vec<Problem> {
    let Some((path, text)) = library.find(law, &one.code, kind, language) else {
        let file = format!("{}/{}.{}.md", one.code, kind.code(), language.code());
        return vec![Problem {
            file,
            line: 0,
            message: "there is no such template, and no general one".to_string(),
        }];
    };
    let (template, _) = Template::parse(path, text);
    let mut problems = lint_form(law, path, text);
    let today = one.duties.iter().filter(|duty| duty.valid_until.is_none());
    for duty in today.filter(|duty| Some(duty.recipient) == kind.recipient()) {
        if let Some(content) = &duty.content {
            problems.extend(Rule { law, one, duty, content }.check(&template, kind, language));
        }
    }
    problems
}

/// What is wrong with the form of one template, whoever uses it.
#[must_use]
pub fn lint_form(law: &Law, path: &str, text: &str) -> Vec<Problem> {
    let (template, mut problems) = Template::parse(path, text);
    problems.extend(words_unknown(law, &template));
    problems
}

/// Words in the company's texts that the law of a jurisdiction forbids. What else they say only a person can judge.
#[must_use]
pub fn lint_company(
    one: &Jurisdiction,
    kind: Kind,
    language: Language,
    file: &str,
    texts: &CompanyTexts,
) -> Vec<Problem> {
    let mut problems = Vec::new();
    let today = one.duties.iter().filter(|duty| duty.valid_until.is_none());
    for duty in today.filter(|duty| kind.recipient().is_none_or(|recipient| recipient == duty.recipient)) {
        let words = duty.content.iter().flat_map(|content| &content.forbidden_words);
        for word in words.filter(|word| word.language == language.code()) {
            for (name, _) in texts.iter().filter(|(_, text)| text.contains(&word.word)) {
                let message = format!(
                    "for {}: [{}] {name}: the word \"{}\" must not be used. {} (rule: {}; {})",
                    one.code,
                    language.code(),
                    word.word,
                    word.why,
                    duty.source,
                    duty.mark()
                );
                problems.push(Problem { file: file.to_string(), line: 0, message });
            }
        }
    }
    problems.sort();
    problems.dedup();
    problems
}

/// Variables and sections that there are not.
fn words_unknown(law: &Law, template: &Template) -> Vec<Problem> {
    let problem = |line: usize, message: String| Problem { file: template.file.clone(), line, message };
    let to_people = Library::kind_of(&template.file).is_none_or(|kind| Kind::TO_PEOPLE.contains(&kind));
    let mut problems = Vec::new();
    for block in &template.blocks {
        for (name, line) in block.variables() {
            let person = by_name(name).is_some_and(|variable| variable.from == From::Person);
            if person && !to_people {
                problems.push(problem(line, format!("{{{name}}} is of one person, and this is for none")));
            }
            let telling = by_name(name).is_some_and(|variable| variable.content == "told-count");
            if telling && to_people {
                problems.push(problem(line, format!("{{{name}}} is of all people, and this is for one")));
            }
            if by_name(name).is_none() {
                problems.push(problem(
                    line,
                    format!("there is no variable {{{name}}}; `whose notice variables` lists them"),
                ));
            }
        }
        if block.kind == BlockKind::Heading {
            for code in block.sections.iter().filter(|code| !law.vocabulary().content.contains_key(*code)) {
                let known: Vec<&str> = law.vocabulary().content.keys().map(String::as_str).collect();
                problems
                    .push(problem(block.line, format!("there is no content {code}: {}", known.join(", "))));
            }
        }
    }
    problems
}

/// The content rule of one duty.
struct Rule<'a> {
    law: &'a Law,
    one: &'a Jurisdiction,
    duty: &'a Duty,
    content: &'a Content,
}

impl Rule<'_> {
    fn problem(&self, template: &Template, line: usize, message: &str) -> Problem {
        let message =
            format!("for {}: {message} (rule: {}; {})", self.one.code, self.duty.source, self.duty.mark());
        Problem { file: template.file.clone(), line, message }
    }

    fn check(&self, template: &Template, kind: Kind, language: Language) -> Vec<Problem> {
        let mut problems = self.forbidden(template, language);
        if kind == Kind::Regulator || self.content.kinds.iter().any(|code| code == kind.code()) {
            problems.extend(self.required(template));
            problems.extend(self.prescribed(template));
        }
        problems
    }

    fn required(&self, template: &Template) -> Vec<Problem> {
        let lacking = self.content.required.iter().filter(|code| !template.says(code));
        lacking
            .map(|code| {
                let line = template.heading(code).map_or(0, |heading| heading.line);
                let how = if line > 0 { "has a heading and nothing under it" } else { "is missing" };
                let message = format!("section `{code}` {how}: {}", self.law.vocabulary().content(code));
                self.problem(template, line, &message)
            })
            .collect()
    }

    /// Titles and headings, word for word.
    fn prescribed(&self, template: &Template) -> Vec<Problem> {
        let mut problems = Vec::new();
        let title = template.title();
        let titles = &self.content.titles;
        if !titles.is_empty() && !title.is_some_and(|title| titles.contains(&title.text())) {
            let message = format!("the title must be \"{}\"", titles.join("\" or \""));
            problems.push(self.problem(template, title.map_or(0, |title| title.line), &message));
        }
        for wanted in &self.content.headings {
            if let Some(heading) = template.heading(&wanted.section)
                && heading.text() != wanted.text
            {
                let message = format!("the heading of `{}` must be \"{}\"", wanted.section, wanted.text);
                problems.push(self.problem(template, heading.line, &message));
            }
        }
        problems
    }

    fn forbidden(&self, template: &Template, language: Language) -> Vec<Problem> {
        let forbidden = |code: &str| self.content.forbidden.iter().any(|one| one == code);
        let mut problems = Vec::new();
        for block in &template.blocks {
            for code in block.sections.iter().filter(|code| forbidden(code)) {
                if block.kind == BlockKind::Heading {
                    let message = format!(
                        "section `{code}` must not be there: {}",
                        self.law.vocabulary().content(code)
                    );
                    problems.push(self.problem(template, block.line, &message));
                }
            }
            for (name, line) in block.variables() {
                if let Some(variable) = by_name(name).filter(|variable| forbidden(variable.content)) {
                    let says = self.law.vocabulary().content(variable.content);
                    let message = format!("{{{name}}} must not be there: it says {says}");
                    problems.push(self.problem(template, line, &message));
                }
            }
            for word in self.content.forbidden_words.iter().filter(|word| word.language == language.code()) {
                let holds =
                    block.runs.iter().any(|run| matches!(run, Run::Text(text) if text.contains(&word.word)));
                if holds {
                    let message = format!("the word \"{}\" must not be used. {}", word.word, word.why);
                    problems.push(self.problem(template, block.line, &message));
                }
            }
        }
        problems
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn law() -> Law {
        Law::load().unwrap()
    }

    /// What is told of a template that takes the place of a built-in one.
    fn told(path: &str, change: impl Fn(&str) -> String) -> String {
        let (law, mut library) = (law(), Library::default());
        let text = super::super::library::BUILT_IN.iter().find(|(known, _)| *known == path).unwrap().1;
        let changed = change(text);
        assert_ne!(changed, text, "the change changes nothing");
        library.put(&law, path, changed).unwrap();
        lint(&law, &library).iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn the_templates_that_are_built_in_hold() {
        let problems: Vec<String> =
            lint(&law(), &Library::default()).iter().map(ToString::to_string).collect();
        assert!(problems.is_empty(), "{}", problems.join("\n"));
    }

    #[test]
    fn content_that_is_missing_is_told_with_its_rule() {
        let problems = told("kr/first.ko.md", |text| text.replace("{section: rights}", "{section: contact}"));
        assert!(problems.contains("kr/first.ko.md: for kr: section `rights` is missing"), "{problems}");
        assert!(problems.contains("PIPA art. 34(1)"), "{problems}");
        assert!(problems.contains("verified in part"), "{problems}");
    }

    #[test]
    fn a_heading_with_nothing_under_it_is_no_content() {
        let problems = told("us-ma/first.en.md", |text| {
            text.replace("Police report\n", "Police report\n\n## {section: agencies} Agencies\n")
        });
        assert!(problems.contains("section `police` has a heading and nothing under it"), "{problems}");
    }

    #[test]
    fn a_general_template_answers_for_every_jurisdiction_that_uses_it() {
        let problems = told("general/first.en.md", |text| {
            text.replace("{section: data-protection-officer}", "{section: contact}")
        });
        assert!(
            problems.contains("general/first.en.md: for eu: section `data-protection-officer`"),
            "{problems}"
        );
        assert!(problems.contains("for uk:"), "{problems}");
        assert!(!problems.contains("for au:"), "{problems}");
    }

    #[test]
    fn content_that_is_forbidden_is_told_as_section_and_as_variable() {
        let problems = told("us-ma/first.en.md", |text| {
            format!(
                "{text}\n## {{section: what-happened}} What happened\n\nThere were {{residents}} people.\n{{what_happened}}\n"
            )
        });
        assert!(problems.contains("section `what-happened` must not be there"), "{problems}");
        assert!(
            problems.contains("{residents} must not be there: it says the number of people"),
            "{problems}"
        );
        assert!(problems.contains("{what_happened} must not be there"), "{problems}");
        assert!(problems.contains("93H"), "{problems}");
    }

    #[test]
    fn prescribed_titles_headings_and_words() {
        let problems = told("us-ca/first.en.md", |text| {
            text.replace("Notice of Data Breach", "A message").replace("What You Can Do", "Your steps")
        });
        assert!(problems.contains("the title must be \"Notice of Data Breach\""), "{problems}");
        assert!(problems.contains("the heading of `steps` must be \"What You Can Do\""), "{problems}");
        let problems = told("kr/first.ko.md", |text| format!("{text}\n개인정보가 노출되었습니다.\n"));
        assert!(problems.contains("\"노출\" must not be used"), "{problems}");
    }

    #[test]
    fn a_report_to_an_authority_has_its_own_rules_and_no_person() {
        let problems = told("us-tx/regulator.en.md", |text| {
            format!("{}\nDear {{name}}\n", text.replace("{section: told-count}", "{section: notice-plan}"))
        });
        assert!(problems.contains("for us-tx: section `told-count` is missing"), "{problems}");
        assert!(problems.contains("521.053"), "{problems}");
        assert!(problems.contains("{name} is of one person, and this is for none"), "{problems}");
        assert!(
            !problems.contains("for us-ma"),
            "what residents must not be told, the authority must: {problems}"
        );
    }

    #[test]
    fn a_forbidden_word_in_the_texts_of_the_company_is_told() {
        let law = law();
        let texts = CompanyTexts::from([("what_happened".to_string(), "정보가 노출되었습니다.".to_string())]);
        let told = |code: &str, kind: Kind, language: Language| {
            lint_company(law.jurisdiction(code).unwrap(), kind, language, "notice.toml", &texts).len()
        };
        assert_eq!(
            told("kr", Kind::First, Language::Korean),
            2,
            "by the duty to the confirmed and to the possible"
        );
        assert_eq!(told("kr", Kind::Public, Language::Korean), 2);
        assert_eq!(told("kr", Kind::First, Language::English), 0);
        assert_eq!(told("ca", Kind::First, Language::Korean), 0);
    }

    #[test]
    fn an_unknown_variable_is_told_with_its_line() {
        let problems = told("general/first.en.md", |text| format!("{text}\nHello {{nmae}}\n"));
        let lines = super::super::library::BUILT_IN[0].1.lines().count() + 2;
        assert!(
            problems.contains(&format!("general/first.en.md:{lines}: there is no variable {{nmae}}")),
            "{problems}"
        );
        let problems =
            told("general/first.en.md", |text| format!("{text}\n## {{section: luck}} Luck\n\nx\n"));
        assert!(problems.contains("there is no content luck"), "{problems}");
    }
}
