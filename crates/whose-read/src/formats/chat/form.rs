//! What the first line of a conversation says of its program, and lines that have blanks alone between time, speaker and message.

use super::{Line, is_speaker, is_stamp};

/// How programs begin what they export: LINE, and what is in the first line of KakaoTalk.
const LINE: &str = "[LINE]";
const KAKAO: [&str; 2] = ["카카오톡 대화", "KakaoTalk Chats"];
/// Longest first line, in bytes.
const LONGEST_TITLE: usize = 200;
/// Most words of a speaker's name, and fewest messages that show it to have several.
const MOST_WORDS: usize = 4;
const LEAST_ALIKE: usize = 3;
/// Halves of a day that stand before the time.
const HALVES: [&str; 4] = ["오전", "오후", "午前", "午後"];

/// How a conversation is written.
#[derive(Debug, Default)]
pub(super) struct Form {
    /// A program says that it wrote it.
    pub(super) titled: bool,
    /// It is that of LINE for desks.
    spaced: bool,
    /// Names of several words.
    speakers: Vec<String>,
}

impl Form {
    /// As the head of a text shows it.
    pub(super) fn of(head: &str) -> Self {
        let title =
            head.lines().map(|line| line.trim_start_matches('\u{feff}').trim()).find(|line| !line.is_empty());
        let title = title.filter(|title| title.len() <= LONGEST_TITLE).unwrap_or_default();
        let spaced = title.starts_with(LINE);
        let titled = spaced || KAKAO.iter().any(|words| title.contains(words));
        Self { titled, spaced, speakers: if spaced { speakers(head) } else { Vec::new() } }
    }

    /// `09:00 渡辺翔 了解です`; what the program itself says is one word.
    pub(super) fn spaced<'l>(&self, line: &'l str) -> Option<Line<'l>> {
        let (stamp, rest) = timed(line).filter(|_| self.spaced)?;
        let named = self.speakers.iter().find_map(|name| {
            let said = said(rest, name)?;
            Some((&rest[..name.len()], said))
        });
        let Some((speaker, said)) = named.or_else(|| rest.split_once(' ')) else {
            return Some(Line::Message { stamp, speaker: None, said: rest });
        };
        is_speaker(speaker).then(|| Line::Message { stamp, speaker: Some(speaker), said: said.trim() })
    }
}

/// A time of day, and what stands behind it.
fn timed(line: &str) -> Option<(&str, &str)> {
    let half = HALVES.iter().find_map(|half| line.strip_prefix(half)).unwrap_or(line).trim_start();
    let (clock, rest) = half.split_once(' ')?;
    let is_clock = clock.len() <= 5 && clock.starts_with(|c: char| c.is_ascii_digit()) && is_stamp(clock);
    let end = line.len() - rest.len() - 1;
    (is_clock && !rest.trim().is_empty()).then(|| (&line[..end], rest))
}

/// What is said in words that begin with this name.
fn said<'r>(rest: &'r str, name: &str) -> Option<&'r str> {
    rest.strip_prefix(name)?.strip_prefix(' ')
}

/// Names of several words: all that begins with the first of them goes on with the others, and then differs.
fn speakers(head: &str) -> Vec<String> {
    let said_all: Vec<&str> = head.lines().filter_map(|line| Some(timed(line)?.1)).collect();
    let mut found: Vec<String> = Vec::new();
    let mut looked_at = std::collections::BTreeSet::new();
    for first in said_all.iter().filter_map(|words| Some(words.split_once(' ')?.0)) {
        if !looked_at.insert(first) {
            continue;
        }
        let name = whole_name(first, &said_all);
        if name.len() > first.len() {
            found.push(name);
        }
    }
    found
}

fn whole_name(first: &str, said_all: &[&str]) -> String {
    let mut name = first.to_string();
    for _ in 1..MOST_WORDS {
        let behind: Vec<&str> = said_all.iter().filter_map(|words| said(words, &name)).collect();
        let Some((word, _)) = behind.first().and_then(|words| words.split_once(' ')) else { break };
        let longer = format!("{name} {word}");
        let further: Vec<&str> = said_all.iter().filter_map(|words| said(words, &longer)).collect();
        let differ = further.iter().any(|words| words != &further[0]);
        if further.len() < behind.len() || further.len() < LEAST_ALIKE || !differ {
            break;
        }
        name = longer;
    }
    name
}
