//! Values that bear their type, as DynamoDB hands them out: `{"name": {"S": "Anne Roy"}, "address": {"M": {...}}}`. They are read as the
//! value that stands there: `{"name": "Anne Roy", "address": {...}}`; so is the `{"Item": {...}}` around each record of an export.

use super::parse::{Ended, Events, Kind, parse};
use crate::lookahead;
use crate::window::{Window, border};

/// Types (AWS, `AttributeValue`), and how their values begin.
const TYPES: [(&str, &[char]); 10] = [
    ("S", &['"']),
    ("N", &['"']),
    ("B", &['"']),
    ("BOOL", &['t', 'f']),
    ("NULL", &['t']),
    ("M", &['{']),
    ("L", &['[']),
    ("SS", &['[']),
    ("NS", &['[']),
    ("BS", &['[']),
];
/// Text in which an object's first key and the beginning of its value stand.
const LOOKED_AT: usize = 256;
/// So many values bear their type, and one in so many objects.
const LEAST: usize = 3;
const ONE_IN: usize = 4;

/// Stands between the parser and who takes what it finds.
struct Typed<'e> {
    events: &'e mut dyn Events,
    open: Vec<Open>,
    /// The record within its envelope comes next.
    enveloped: bool,
    /// The type under way says that there is no value.
    nothing: bool,
}

/// What is open.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Plain,
    /// A type with its value.
    Type,
    /// The record of an envelope.
    Enveloped,
}

/// The key of the record in its envelope.
const ENVELOPE: &str = "Item";

impl<'e> Typed<'e> {
    fn new(events: &'e mut dyn Events) -> Self {
        Self { events, open: Vec::new(), enveloped: false, nothing: false }
    }

    /// Something comes: is it the record of an envelope? If not, what was taken for the envelope is a key as any other.
    fn record_comes(&mut self, is_object: bool) -> bool {
        let enveloped = std::mem::take(&mut self.enveloped);
        if enveloped && !is_object {
            self.events.key(ENVELOPE);
        }
        enveloped && is_object
    }

    fn is_within(&self) -> bool {
        self.open.last() == Some(&Open::Type)
    }
}

/// Parses documents whose values may bear their type.
pub(super) fn parse_as(typed: bool, window: &mut Window<'_>, events: &mut dyn Events) -> Ended {
    if typed { parse(window, &mut Typed::new(events)) } else { parse(window, events) }
}

/// Do most values of a text bear their type?
pub(super) fn are_typed(head: &str) -> bool {
    let objects = memchr::memchr_iter(b'{', head.as_bytes());
    let (all, typed) =
        objects.fold((0, 0), |(all, typed), at| (all + 1, typed + usize::from(bears_type(&head[at..]))));
    typed >= LEAST && typed * ONE_IN >= all
}

/// Does an object begin that holds a type and its value, nothing else?
fn bears_type(text: &str) -> bool {
    let text = &text[..border(text, LOOKED_AT)];
    let parted = text.strip_prefix('{').and_then(|text| text.trim_start().strip_prefix('"')?.split_once('"'));
    let Some((key, rest)) = parted else { return false };
    let Some((_, begins)) = TYPES.iter().find(|(known, _)| *known == key) else { return false };
    let Some(value) = rest.trim_start().strip_prefix(':').map(str::trim_start) else { return false };
    // A short value ends in sight, and the object with it.
    let ends = |value: &str| match value.split_once('"') {
        Some((before, behind)) if !before.ends_with('\\') => {
            behind.trim_start().chars().next().is_none_or(|next| next == '}')
        }
        _ => true,
    };
    value.starts_with(*begins) && value.strip_prefix('"').is_none_or(ends)
}

impl Events for Typed<'_> {
    fn begin(&mut self, kind: Kind, window: &mut Window<'_>) {
        let enveloped = self.record_comes(kind == Kind::Object);
        let bears = kind == Kind::Object && {
            lookahead::reach(window, LOOKED_AT);
            bears_type(window.rest())
        };
        let open = match (bears, enveloped) {
            (true, _) => Open::Type,
            (_, true) => Open::Enveloped,
            _ => Open::Plain,
        };
        self.open.push(open);
        if open == Open::Plain {
            self.events.begin(kind, window);
        }
    }

    fn end(&mut self, window: &mut Window<'_>) {
        if self.open.pop() == Some(Open::Plain) {
            self.events.end(window);
        }
    }

    fn key(&mut self, key: &str) {
        if self.is_within() {
            self.nothing = key == "NULL";
        } else if key == ENVELOPE && self.open.len() == 1 {
            self.enveloped = true;
        } else {
            self.events.key(key);
        }
    }

    fn scalar(&mut self, value: &str) {
        self.record_comes(false);
        match self.is_within() && self.nothing {
            true => self.events.null(),
            false => self.events.scalar(value),
        }
    }

    fn null(&mut self) {
        self.record_comes(false);
        self.events.null();
    }

    fn document(&mut self, window: &mut Window<'_>) -> bool {
        self.open.clear();
        self.enveloped = false;
        self.events.document(window)
    }

    fn go_on(&mut self) -> bool {
        self.events.go_on()
    }
}

#[cfg(test)]
mod tests {
    use super::bears_type;
    use crate::proving::{dump, read_bytes};
    use proptest::prelude::*;

    #[test]
    fn a_type_stands_for_its_value() {
        let item = |name: &str| {
            format!(
                "{{\"Item\": {{\"name\": {{\"S\": \"{name}\"}}, \"gone\": {{\"NULL\": true}}, \"address\": {{\"M\": {{\"zip\": {{\"S\": \"89501\"}}}}}}, \"mails\": {{\"L\": [{{\"S\": \"a@x.example\"}}, {{\"S\": \"b@x.example\"}}]}}, \"tags\": {{\"SS\": [\"x\"]}}}}}}\n"
            )
        };
        let found = dump("d.json", (item("Anne Roy") + &item("Paul Lee")).as_bytes());
        assert!(found.contains("0 #1 @0: name=\"Anne Roy\" address/zip=\"89501\" mails[]~1=\"a@x.example\" mails[]~2=\"b@x.example\""), "{found}");
        assert!(!found.contains("/S") && !found.contains("gone"), "{found}");
    }

    #[test]
    fn other_objects_bear_no_type() {
        for (text, expected) in [
            ("{\"S\":\"x\"}", true),
            ("{ \"N\" : \"1\" }", true),
            ("{\"S\":\"x\",\"M\":\"y\"}", false),
            ("{\"S\":3}", false),
            ("{\"name\":\"x\"}", false),
            ("{", false),
        ] {
            assert_eq!(bears_type(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn anything_behind_typed_values_is_read(rest in "(\\{\"(S|M|L|NULL|a)\":|\"é\"|\\[|\\]|\\}|,|true){0,30}") {
            read_bytes("f", format!("{{\"a\":{{\"S\":\"x\"}},\"b\":{{\"S\":\"x\"}},\"c\":{{\"S\":\"x\"}}}}\n{rest}").as_bytes());
        }
    }
}
