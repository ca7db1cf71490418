//! Arrays of names and values, as services for forms and shops hand them out: `[{"field": "email", "value": "a@x.example"}, ...]`.
//! They are read as the object that they stand for: `{"email": "a@x.example", ...}`.

use rustc_hash::FxHashMap;
use serde_json::{Map, Value};

use super::parse::{Events, Kind};
use crate::formats::delimited::is_column_word;
use crate::window::{Window, border};

/// Keys of the name of what is answered, the most telling first.
const NAMES: [&str; 12] = [
    "question",
    "title",
    "label",
    "field",
    "name",
    "key",
    "fieldName",
    "field_name",
    "attribute",
    "property",
    "questionText",
    "displayName",
];
/// Keys of what is answered.
const VALUES: [&str; 10] =
    ["value", "values", "text", "answer", "answers", "response", "val", "content", "rawValue", "field_value"];
/// Keys of the name of a field that is described by an object.
const OF_FIELDS: [&str; 6] = ["title", "label", "name", "text", "ref", "type"];
/// Keys of what describes the field, and tells nothing of who answered.
const DESCRIBING: [&str; 4] = ["id", "ref", "type", "objectTypeId"];
/// Text of an array that is looked at.
const LOOKED_AT: usize = 16 << 10;
/// The first value of an answer stands within so many bytes.
const FIRST: usize = 1 << 10;
/// Longest name, in bytes.
const LONGEST_NAME: usize = 120;
/// Questions whose titles are remembered.
const MOST_TITLES: usize = 1_000;
/// Stands for the name of what has none.
const OTHER: &str = "other";

/// Stands between the parser and who takes what it finds.
pub(super) struct Answers<'e> {
    events: &'e mut dyn Events,
    open: Vec<Open>,
    /// Titles of questions by their id, which answers may refer to.
    titles: FxHashMap<String, String>,
    id: String,
    key: String,
}

/// What is open.
enum Open {
    Plain,
    /// An array of names and values.
    Answers,
    /// One of them, with its name and the key of its value, where its type names that.
    Answer {
        name: String,
        kind: String,
    },
}

impl<'e> Answers<'e> {
    pub(super) fn new(events: &'e mut dyn Events) -> Self {
        Self { events, open: Vec::new(), titles: FxHashMap::default(), id: String::new(), key: String::new() }
    }

    /// Gives the key of what comes, where it is of an answer: the answer's name, and what else is said of it behind the name. False for what
    /// says the name again, or only describes the field.
    fn give_key(&mut self, value: Option<&str>) -> bool {
        match self.open.last() {
            Some(Open::Answers) => self.events.key(OTHER),
            Some(Open::Answer { name, kind }) => {
                let is_value = VALUES.contains(&self.key.as_str()) || self.key == *kind;
                let is_name =
                    NAMES.contains(&self.key.as_str()) && value.is_some_and(|value| named(value) == *name);
                if is_value {
                    self.events.key(name);
                } else if is_name || value.is_some() && DESCRIBING.contains(&self.key.as_str()) {
                    return false;
                } else {
                    self.events.key(&format!("{name} {}", self.key));
                }
            }
            _ => {}
        }
        true
    }

    /// Does the array that begins here hold names with their values, each name once, and some of them names of fields?
    fn are_answers(&self, window: &mut Window<'_>) -> bool {
        let text = peek(window);
        let first = &text[..border(text, FIRST)];
        let begins = first[1..].trim_start().starts_with('{');
        if !begins || !NAMES.iter().any(|name| first.contains(&format!("\"{name}\""))) {
            return false;
        }
        let Some(elements) = elements(text) else { return false };
        let names: Option<Vec<String>> =
            elements.iter().map(|element| self.name(element).filter(|_| has_value(element))).collect();
        let Some(names) = names else { return false };
        let once = names.iter().enumerate().all(|(at, name)| !names[..at].contains(name));
        once && names.iter().any(|name| is_column_word(name))
    }

    /// The name of what is answered.
    fn name(&self, answer: &Map<String, Value>) -> Option<String> {
        let found = NAMES.iter().find_map(|key| match answer.get(*key)? {
            Value::String(name) => Some(name.clone()),
            Value::Object(field) => {
                let told =
                    field.get("id").and_then(Value::as_str).and_then(|id| self.titles.get(id)).cloned();
                let text = |key: &str| field.get(key).and_then(Value::as_str);
                // Who made the form may have given the field a word of their own; else it is a random number.
                let said =
                    |key: &str| text(key).filter(|name| key != "ref" || is_word(name)).map(str::to_string);
                let own = || OF_FIELDS.iter().find_map(|key| said(key));
                told.or_else(own)
            }
            _ => None,
        })?;
        let name = named(&found);
        (!name.trim().is_empty() && name.len() <= LONGEST_NAME && !name.contains('@')).then_some(name)
    }

    /// The titles of questions stand before what is answered to them.
    fn note_title(&mut self, value: &str) {
        match self.key.as_str() {
            "id" => self.id = value.to_string(),
            "title" | "label" if !self.id.is_empty() && self.titles.len() < MOST_TITLES => {
                self.titles.insert(std::mem::take(&mut self.id), value.to_string());
            }
            _ => {}
        }
    }
}

impl Events for Answers<'_> {
    fn begin(&mut self, kind: Kind, window: &mut Window<'_>) {
        self.id.clear();
        if kind == Kind::Object && matches!(self.open.last(), Some(Open::Answers)) {
            let answer = first_object(peek(window)).unwrap_or_default();
            let name = self.name(&answer).unwrap_or_else(|| OTHER.to_string());
            let kind = answer.get("type").and_then(Value::as_str).unwrap_or_default().to_string();
            return self.open.push(Open::Answer { name, kind });
        }
        self.give_key(None);
        // An array that is the whole document holds records.
        let answers = kind == Kind::Array && !self.open.is_empty() && self.are_answers(window);
        self.open.push(if answers { Open::Answers } else { Open::Plain });
        self.events.begin(if answers { Kind::Object } else { kind }, window);
    }

    fn end(&mut self, window: &mut Window<'_>) {
        self.id.clear();
        if !matches!(self.open.pop(), Some(Open::Answer { .. })) {
            self.events.end(window);
        }
    }

    fn key(&mut self, key: &str) {
        self.key.clear();
        self.key.push_str(key);
        if !matches!(self.open.last(), Some(Open::Answer { .. })) {
            self.events.key(key);
        }
    }

    fn scalar(&mut self, value: &str) {
        self.note_title(value);
        if self.give_key(Some(value)) {
            self.events.scalar(value);
        }
    }

    fn null(&mut self) {
        if self.give_key(None) {
            self.events.null();
        }
    }

    fn document(&mut self, window: &mut Window<'_>) -> bool {
        self.titles.clear();
        self.events.document(window)
    }

    fn go_on(&mut self) -> bool {
        self.events.go_on()
    }
}

/// Is it made of letters, so that it may say something?
fn is_word(reference: &str) -> bool {
    let letters = reference.chars().filter(|letter| letter.is_alphabetic()).count();
    letters >= 2 && reference.chars().all(|letter| letter.is_alphabetic() || "_- ".contains(letter))
}

/// A name as a step of a path.
fn named(name: &str) -> String {
    name.replace('/', " ")
}

/// Does an answer say something: under a usual key, or under that which its type names?
fn has_value(answer: &Map<String, Value>) -> bool {
    let typed = answer.get("type").and_then(Value::as_str).is_some_and(|kind| answer.contains_key(kind));
    typed || VALUES.iter().any(|key| answer.contains_key(*key))
}

/// The text that begins here, as far as it is looked at.
fn peek<'w>(window: &'w mut Window<'_>) -> &'w str {
    while window.rest().len() < LOOKED_AT && window.more() {}
    let rest = window.rest();
    &rest[..border(rest, LOOKED_AT)]
}

/// The object that a text begins with, where it is whole.
fn first_object(text: &str) -> Option<Map<String, Value>> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter();
    values.next()?.ok()
}

/// The objects of the array that a text begins with, as far as it is there; `None` where it holds anything else, or nothing.
fn elements(text: &str) -> Option<Vec<Map<String, Value>>> {
    let mut found = Vec::new();
    let mut rest = text.strip_prefix('[')?.trim_start();
    while rest.starts_with('{') {
        let mut values = serde_json::Deserializer::from_str(rest).into_iter::<Map<String, Value>>();
        let next = values.next()?;
        let read = values.byte_offset();
        match next {
            Ok(element) => found.push(element),
            // Cut by what is looked at.
            Err(error) if error.is_eof() => break,
            Err(_) => return None,
        }
        rest = rest[read..].trim_start();
        rest = rest.strip_prefix(',').unwrap_or(rest).trim_start();
    }
    let ends = rest.is_empty() || rest.starts_with([']', '{']);
    (ends && !found.is_empty()).then_some(found)
}

#[cfg(test)]
mod tests {
    use crate::proving::{dump, read_bytes};
    use proptest::prelude::*;

    fn rows(content: &str) -> Vec<String> {
        let found = dump("f", content.as_bytes());
        let rows =
            found.lines().filter(|line| line.contains(" #")).map(|line| line.split_once(": ").unwrap().1);
        rows.map(ToString::to_string).collect()
    }

    #[test]
    fn answers_are_columns() {
        let answers = |name: &str| {
            format!(
                r#"{{"id":7,"fields":[{{"field":"name","value":"{name}"}},{{"value":"416","field":"phone"}}]}}"#
            )
        };
        let found = rows(&format!("[{},{},{}]", answers("Ada"), answers("Bo"), answers("Cy")));
        assert_eq!(found[1], r#"id="7" fields/name="Bo" fields/phone="416""#);
    }

    #[test]
    fn answers_refer_to_questions() {
        let found = rows(
            r#"{"form":{"fields":[{"id":"q1","title":"Your name"},{"id":"q2","title":"Age"}]},
            "answers":[{"type":"text","text":"Ada Roe","field":{"id":"q1","type":"text"}},{"type":"number","number":7,"field":{"id":"q2","type":"number"}}]}"#,
        );
        assert!(found.iter().any(|row| row.contains(r#"answers/Your name="Ada Roe""#)), "{found:?}");
    }

    #[test]
    fn fields_are_called_by_their_reference_where_it_is_a_word() {
        let answer = |reference: &str| {
            rows(&format!(
                r#"{{"answers":[{{"type":"text","text":"Ada Roe","field":{{"ref":"{reference}","type":"text"}}}},
                {{"type":"email","email":"a@x.example","field":{{"ref":"mail","type":"email"}}}}]}}"#
            ))
        };
        let has =
            |found: Vec<String>, cell: &str| assert!(found.iter().any(|row| row.contains(cell)), "{found:?}");
        has(answer("your_name"), r#"answers/your_name="Ada Roe""#);
        has(answer("01GH-7f"), r#"answers/text="Ada Roe""#);
    }

    #[test]
    fn lists_of_people_stay_lists() {
        for text in [
            r#"{"people":[{"name":"Ada Roe","value":"1"},{"name":"Bo Lee","value":"2"},{"name":"Cy Fox","value":"3"}]}"#,
            r#"[{"name":"phone","value":"1"},{"name":"mail","value":"2"},{"name":"town","value":"3"}]"#,
            r#"{"rows":[{"name":"phone","value":"1"},{"name":"phone","value":"2"},{"name":"phone","value":"3"}]}"#,
        ] {
            assert_eq!(rows(text).len(), 3, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_value_is_lost(names in proptest::collection::vec("(name|phone|a@b|x/y|town)", 1..6)) {
            let answers: Vec<String> =
                names.iter().enumerate().map(|(at, name)| format!(r#"{{"name":"{name}","value":"v{at}"}}"#)).collect();
            let text = format!(r#"{{"id":1,"answers":[{},"alone",null]}}"#, answers.join(","));
            let sources = read_bytes("f", text.as_bytes());
            let values: Vec<&String> = sources["f"].values.iter().flatten().map(|value| &value.3).collect();
            for at in 0..names.len() {
                prop_assert!(values.contains(&&format!("v{at}")), "{} {:?}", text, values);
            }
            prop_assert!(values.contains(&&"alone".to_string()));
        }

        #[test]
        fn any_text_ends(text in "(\\[|\\{|\\}|\\]|,|:|\"name\"|\"value\"|\"\\PC{0,3}\"| ){0,40}") {
            read_bytes("f.json", text.as_bytes());
        }
    }
}
