//! Exports of conversations: WhatsApp, KakaoTalk, LINE and whatever else writes a time, who speaks and what they say.
//!
//! A message is a record; lines without a time go on with the message above them. Where the day stands on a line of its own,
//! each message of the day has it before its time.

mod form;

use std::collections::BTreeSet;

use whose_model::{Batch, TableKind};

use crate::lookahead::{self, next_line};
use crate::window::Window;
use crate::{Format, Head, Input, Output, Reading, Recognition};
use form::Form;

/// Longest name of a speaker, and longest time stamp, in bytes.
const LONGEST_SPEAKER: usize = 90;
const LONGEST_STAMP: usize = 48;
/// Fewest messages by which a conversation is told: of any form, in that of phones alone, and below the title of its program or the
/// rule of a day.
const LEAST_MESSAGES: usize = 5;
const LEAST_OF_PHONES: usize = 3;
const LEAST_TITLED: usize = 2;
/// A message longer than this is handed over in parts.
const LONGEST_MESSAGE: usize = 64 << 10;

/// Conversations.
pub struct Chat;

impl Format for Chat {
    fn code(&self) -> &'static str {
        crate::CONVERSATION
    }

    fn title(&self) -> &'static str {
        "Conversations as WhatsApp, KakaoTalk and LINE export them"
    }

    fn recognise(&self, head: &Head<'_>) -> Recognition {
        if head.text.is_some_and(|text| is_conversation(text, head.is_whole())) {
            Recognition::Certain
        } else {
            Recognition::No
        }
    }

    fn read(&self, input: &mut dyn Input, output: &mut dyn Output) -> Reading {
        let Ok(mut text) = input.text() else { return Reading::default() };
        output.declare(0, "", TableKind::Rows, ["date", "sender", "message"].map(str::to_string).to_vec());
        let mut messages = Messages {
            output,
            batch: Batch::default(),
            number: 0,
            from: 0,
            open: None,
            day: String::new(),
            dated: false,
            form: Form::default(),
        };
        let mut window = Window::new(text.as_mut());
        let (end, _) = lookahead::head(&mut window);
        messages.form = Form::of(&window.rest()[..end]);
        while let Some((content, length)) = next_line(&mut window) {
            let offset = window.offset(0);
            messages.line(&window.rest()[..content], offset);
            window.cut(length);
            if messages.output.stopped() {
                break;
            }
        }
        messages.end();
        messages.output.hand_over(0, &mut messages.batch);
        Reading { records: messages.number }
    }
}

/// A line of a conversation.
#[derive(Debug, PartialEq, Eq)]
enum Line<'l> {
    /// The day of the messages below.
    Day(&'l str),
    /// A message; what the program itself says has no speaker.
    Message { stamp: &'l str, speaker: Option<&'l str>, said: &'l str },
    /// Goes on with the message above.
    Other,
}

/// Reads a line without its end.
fn parse<'l>(line: &'l str, form: &Form) -> Line<'l> {
    let line = line.trim_start_matches(['\u{200e}', '\u{200f}', '\u{202a}', '\u{feff}']);
    if let Some(day) = day(line) {
        return Line::Day(without_weekday(day));
    }
    let message = named_first(line).or_else(|| tabbed(line)).or_else(|| stamped(line));
    message.or_else(|| form.spaced(line)).unwrap_or(Line::Other)
}

/// `--------------- 2024년 1월 1일 월요일 ---------------`, `2024/01/01(월)`, `2024.01.01 Monday`.
fn day(line: &str) -> Option<&str> {
    let bare = line.trim();
    let inner = bare.trim_matches('-').trim();
    let ruled = bare.starts_with("---") && bare.ends_with("---");
    let digits = inner.bytes().filter(u8::is_ascii_digit).count();
    let begins = inner.starts_with("20") || inner.starts_with("19");
    let dated = (5..=8).contains(&digits) && inner.len() <= LONGEST_STAMP && !inner.contains(':');
    let alone = begins
        && inner.get(4..).is_some_and(|rest| rest.starts_with(['.', '/', '-', '년']))
        && inner.split_whitespace().count() <= 4;
    (dated && (ruled || alone && !inner.contains(','))).then_some(inner)
}

/// A day that begins with its year, and ends with its number.
fn without_weekday(day: &str) -> &str {
    if !day.starts_with(|c: char| c.is_ascii_digit()) {
        return day;
    }
    let end = day.rfind(|c: char| c.is_ascii_digit()).map_or(day.len(), |at| at + 1);
    let word = day[end..].chars().next().filter(|c| matches!(c, '일' | '日'));
    &day[..end + word.map_or(0, char::len_utf8)]
}

/// `[홍길동] [오후 3:15] ...`.
fn named_first(line: &str) -> Option<Line<'_>> {
    let (speaker, rest) = line.strip_prefix('[')?.split_once("] [")?;
    let (stamp, said) = rest.split_once(']')?;
    (is_speaker(speaker) && is_stamp(stamp)).then(|| Line::Message {
        stamp,
        speaker: Some(speaker.trim()),
        said: said.trim(),
    })
}

/// `15:30`, `홍길동` and the message, with tabs between.
fn tabbed(line: &str) -> Option<Line<'_>> {
    let (stamp, rest) = line.split_once('\t')?;
    let (speaker, said) = rest.split_once('\t')?;
    let bare = !stamp.contains(['/', '-', '.']);
    (bare && is_stamp(stamp) && is_speaker(speaker)).then(|| Line::Message {
        stamp,
        speaker: Some(speaker.trim()),
        said: said.trim(),
    })
}

/// `[31/12/2021, 22:15:03] Anne Roy: ...`, `12/31/21, 10:15 PM - Anne Roy: ...`, `2024년 1월 1일 오후 3:15, 홍길동 : ...`.
fn stamped(line: &str) -> Option<Line<'_>> {
    let (stamp, rest) = match line.strip_prefix('[') {
        Some(inner) => inner.split_once("] ")?,
        None => {
            let (stamp, rest) = line.split_at(clock_end(line)?);
            // KakaoTalk's for phones has a day and a time of their own above messages that have theirs.
            if rest.trim().is_empty() && stamp.contains('년') && is_stamp(stamp) {
                return Some(Line::Message { stamp, speaker: None, said: "" });
            }
            (stamp, rest.strip_prefix(" - ").or_else(|| rest.strip_prefix(", "))?)
        }
    };
    if !is_stamp(stamp) || !has_day(stamp) {
        return None;
    }
    let rest = rest.trim_start_matches(['\u{200e}', '~', ' ', '\u{202f}']);
    let spoken = rest.split_once(": ").or_else(|| Some((rest.strip_suffix(':')?, "")));
    Some(match spoken.filter(|(speaker, _)| is_speaker(speaker)) {
        Some((speaker, said)) => Line::Message { stamp, speaker: Some(speaker.trim()), said: said.trim() },
        None => Line::Message { stamp, speaker: None, said: rest.trim() },
    })
}

/// Where the time of day ends with which a line begins, behind its day.
fn clock_end(line: &str) -> Option<usize> {
    if !line.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let colon = line.find(':').filter(|at| *at < LONGEST_STAMP)?;
    let rest = &line[colon..];
    let clock = rest.find(|c: char| !c.is_ascii_digit() && c != ':').unwrap_or(rest.len());
    let half = rest[clock..].trim_start_matches([' ', '\u{202f}', '\u{a0}']);
    let gap = rest.len() - clock - half.len();
    let half = ["AM", "PM", "am", "pm", "a.m.", "p.m.", "a. m.", "p. m."]
        .into_iter()
        .find(|word| half.starts_with(word));
    Some(colon + clock + half.map_or(0, |word| gap + word.len()))
}

/// A day beside the time? `p.m.` is none.
fn has_day(stamp: &str) -> bool {
    let dotted = stamp.as_bytes().windows(2).any(|two| two[0].is_ascii_digit() && two[1] == b'.');
    dotted || stamp.contains(['/', '-', '년'])
}

/// A day and a time, or a time alone; few letters.
fn is_stamp(stamp: &str) -> bool {
    let clock = stamp
        .as_bytes()
        .windows(3)
        .any(|three| three[0].is_ascii_digit() && three[1] == b':' && three[2].is_ascii_digit());
    let plain = |c: char| {
        c.is_ascii_digit() || matches!(c, ' ' | ':' | '/' | '.' | ',' | '-' | '\u{202f}' | '\u{a0}')
    };
    clock && stamp.len() <= LONGEST_STAMP && stamp.chars().filter(|c| !plain(*c)).count() <= 6
}

/// A name, a number or a nickname; not a level or a module of a log.
fn is_speaker(speaker: &str) -> bool {
    let bare = speaker.trim();
    let written = |c: char| {
        c.is_alphanumeric()
            || !c.is_ascii()
            || matches!(c, ' ' | '.' | '-' | '\'' | '+' | '(' | ')' | '&' | ',')
    };
    let level = bare.bytes().all(|byte| byte.is_ascii_uppercase());
    !bare.is_empty()
        && bare.len() <= LONGEST_SPEAKER
        && bare.chars().all(written)
        && bare.chars().any(char::is_alphanumeric)
        && !level
        && bare.split_whitespace().count() <= 6
}

/// Is the speaker's name one that no program has: of several words, of another script than Latin, a phone number? Behind a stamp
/// with a comma, as phones write it, a word with a capital letter will do.
fn is_human(speaker: &str, stamp: &str) -> bool {
    let capital = |word: &&str| word.chars().next().is_some_and(char::is_uppercase);
    let words = speaker.split_whitespace().filter(capital).count();
    words >= 2
        || words == 1 && stamp.contains(", ") && speaker.chars().all(char::is_alphabetic)
        || speaker.chars().any(|c| c.is_alphabetic() && !c.is_ascii())
        || speaker.starts_with('+')
}

/// Messages of two speakers or more, and little else. Fewer of them will do where a program says in the first line that it wrote them.
fn is_conversation(head: &str, whole: bool) -> bool {
    let cut = if whole { head.len() } else { head.rfind('\n').unwrap_or(0) };
    let form = Form::of(&head[..cut]);
    let (mut messages, mut spoken, mut lines) = (0usize, 0usize, 0usize);
    let (mut ruled, mut of_phones) = (false, 0usize);
    let (mut speakers, mut human) = (BTreeSet::new(), BTreeSet::new());
    for line in head[..cut].lines().filter(|line| !line.trim().is_empty()) {
        lines += 1;
        match parse(line, &form) {
            Line::Message { speaker: None, said: "", .. } => lines -= 1,
            Line::Message { speaker, stamp, .. } => {
                messages += 1;
                spoken += usize::from(speaker.is_some());
                of_phones += usize::from(stamp.contains(", ") && has_day(stamp));
                speakers.extend(speaker);
                human.extend(speaker.filter(|speaker| is_human(speaker, stamp)));
            }
            Line::Day(_) => ruled |= line.contains("---"),
            Line::Other => {}
        }
        // A text of another kind is told early.
        if lines >= 40 && messages * 4 < lines && !form.titled {
            return false;
        }
    }
    if form.titled {
        return spoken >= LEAST_TITLED;
    }
    let least = match (ruled, of_phones == lines && human.len() == speakers.len()) {
        (true, _) => LEAST_TITLED,
        (_, true) => LEAST_OF_PHONES,
        _ => LEAST_MESSAGES,
    };
    spoken >= least
        && spoken * 10 >= messages * 7
        && messages * 2 >= lines
        && speakers.len() >= 2
        && human.len() * 2 >= speakers.len()
        && (ruled || speakers.len() * 10 <= spoken * 9)
}

/// Puts messages together from lines.
struct Messages<'o> {
    output: &'o mut dyn Output,
    batch: Batch,
    number: u64,
    /// Where the message under way began.
    from: u64,
    open: Option<Message>,
    day: String,
    /// The last message had its day in its own stamp.
    dated: bool,
    form: Form,
}

/// A message under way.
struct Message {
    date: String,
    speaker: String,
    said: String,
}

impl Messages<'_> {
    fn line(&mut self, line: &str, offset: u64) {
        match parse(line, &self.form) {
            // Where each message has its day, a line with one is what somebody says.
            Line::Day(_) if self.dated => self.go_on(line.trim(), offset),
            Line::Day(day) => {
                self.end();
                self.day = day.to_string();
            }
            Line::Message { stamp, speaker, said } => {
                self.end();
                self.dated = has_day(stamp);
                let alone = self.dated || self.day.is_empty();
                let date = if alone { stamp.to_string() } else { format!("{} {stamp}", self.day) };
                let speaker = speaker.unwrap_or_default().to_string();
                self.begin(Message { date, speaker, said: said.to_string() }, offset);
            }
            Line::Other if line.trim().is_empty() => {}
            Line::Other => self.go_on(line.trim(), offset),
        }
    }

    fn begin(&mut self, message: Message, offset: u64) {
        self.from = offset;
        self.open = Some(message);
    }

    fn go_on(&mut self, line: &str, offset: u64) {
        let full =
            self.open.as_ref().is_some_and(|message| message.said.len() + line.len() > LONGEST_MESSAGE);
        if full {
            self.end();
        }
        match &mut self.open {
            Some(message) => {
                message.said.push('\n');
                message.said.push_str(line);
            }
            None => {
                let said = line.to_string();
                self.begin(Message { date: String::new(), speaker: String::new(), said }, offset);
            }
        }
    }

    fn end(&mut self) {
        let Some(message) = self.open.take() else { return };
        self.number += 1;
        for (column, value) in (0u32..).zip([&message.date, &message.speaker, &message.said]) {
            if !value.is_empty() {
                self.batch.push(column, 0, value);
            }
        }
        self.batch.end_record(self.number, self.from);
        if self.batch.is_full() {
            self.output.hand_over(0, &mut self.batch);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::proving::{dump, read_bytes};

    fn rows(content: &str) -> Vec<String> {
        let dumped = dump("f", content.as_bytes());
        assert!(dumped.starts_with("f: chat"), "{dumped}");
        let said = |line: &str| line.split_once(": ").map(|(_, values)| values.to_string());
        dumped.lines().skip(2).filter_map(said).collect()
    }

    #[test]
    fn what_phones_export() {
        let found = rows(
            "12/31/21, 10:15 PM - Messages are encrypted.\n12/31/21, 10:15 PM - Ada Roe: one\nmore\n\
             12/31/21, 10:16\u{202f}PM - +1 416 555 0199: two\n1/1/22, 9:00 AM - Ada Roe: three: four\n\
             1/1/22, 9:01 AM - Bo Lee: x\n1/1/22, 9:01 AM - Bo Lee: y\n",
        );
        assert_eq!(found[0], r#"date="12/31/21, 10:15 PM" message="Messages are encrypted.""#);
        assert_eq!(found[1], r#"date="12/31/21, 10:15 PM" sender="Ada Roe" message="one\nmore""#);
        assert_eq!(found[3], r#"date="1/1/22, 9:00 AM" sender="Ada Roe" message="three: four""#);
        let dated =
            "12/31/21, 10:15 PM - Ada Roe: one\n2022/01/02\n12/31/21, 10:16 PM - Bo Lee: two\n".repeat(3);
        let dated = rows(&dated);
        assert_eq!(dated[0], r#"date="12/31/21, 10:15 PM" sender="Ada Roe" message="one\n2022/01/02""#);
        let bracketed = "[31.12.21, 22:15:03] Ada Roe: one\n[31.12.21, 22:15:04] Bo Lee: two\n".repeat(3);
        assert_eq!(rows(&bracketed)[1], r#"date="31.12.21, 22:15:04" sender="Bo Lee" message="two""#);
    }

    #[test]
    fn the_day_stands_above_its_messages() {
        let talk = "출동팀 님과 카카오톡 대화\n--------------- 2024년 1월 2일 화요일 ---------------\n\
                    [가나다] [오후 3:15] 네\n[라마바] [오후 3:16] 예\n[가나다] [오후 3:17] 네\n[가나다] [오후 3:18] 네\n[라마바] [오전 3:19] 예\n";
        let found = rows(talk);
        assert_eq!(found[0], r#"message="출동팀 님과 카카오톡 대화""#);
        assert_eq!(found[1], r#"date="2024년 1월 2일 오후 3:15" sender="가나다" message="네""#);
        let mobile =
            "2024년 1월 2일 오후 3:15, 가나다 : 네\n2024년 1월 2일 오후 3:16, 라마바 : 예\n".repeat(3);
        assert_eq!(rows(&mobile)[0], r#"date="2024년 1월 2일 오후 3:15" sender="가나다" message="네""#);
        let line = format!("2024/01/02(화)\n{}", "15:30\t가나다\t네\n15:31\t라마바\t예\n".repeat(3));
        assert_eq!(rows(&line)[1], r#"date="2024/01/02 15:31" sender="라마바" message="예""#);
    }

    #[test]
    fn what_line_exports_on_a_desk() {
        let found = rows(
            "[LINE] 連絡のトーク履歴\n保存日時：2022/03/14 12:00\n\n2022.03.12 土曜日\n09:00 山田太郎 了解です\n09:01 山田太郎が退出しました\n\
             09:02 Ada Roe one\nmore\n09:03 Ada Roe two three\n09:04 Ada Roe [スタンプ]\n午後1:05 山田太郎 遅れます\n",
        );
        assert_eq!(
            found[1..],
            [
                r#"date="2022.03.12 09:00" sender="山田太郎" message="了解です""#,
                r#"date="2022.03.12 09:01" message="山田太郎が退出しました""#,
                r#"date="2022.03.12 09:02" sender="Ada Roe" message="one\nmore""#,
                r#"date="2022.03.12 09:03" sender="Ada Roe" message="two three""#,
                r#"date="2022.03.12 09:04" sender="Ada Roe" message="[スタンプ]""#,
                r#"date="2022.03.12 午後1:05" sender="山田太郎" message="遅れます""#,
            ]
        );
    }

    #[test]
    fn short_conversations() {
        for (talk, last) in [
            (
                "홍길동 님과 카카오톡 대화\n저장한 날짜 : 2024-01-03 17:22:01\n\n--------------- 2024년 1월 2일 화요일 ---------------\n\
                 [홍길동] [오후 3:15] 네\n[김영희] [오후 3:16] 예\n",
                r#"date="2024년 1월 2일 오후 3:16" sender="김영희" message="예""#,
            ),
            (
                "홍길동 카카오톡 대화\n저장한 날짜 : 2024년 1월 3일 오후 5:22\n\n2024년 1월 2일 오후 3:15\n2024년 1월 2일 오후 3:15, 홍길동 : 네\n\
                 2024년 1월 2일 오후 3:16, 김영희 : 예\n",
                r#"date="2024년 1월 2일 오후 3:16" sender="김영희" message="예""#,
            ),
            (
                "[LINE] 連絡のトーク履歴\n保存日時：2022/03/14 12:00\n\n2022/03/12(土)\n10:00\t山田太郎\tはい\n11:01\t鈴木花子\tはい\n",
                r#"date="2022/03/12 11:01" sender="鈴木花子" message="はい""#,
            ),
            (
                "[14/05/2021, 20:10:00] Ada Roe: one\n[14/05/2021, 20:12:00] Bo Lee: two\n[14/05/2021, 20:13:00] Bo Lee: three\n",
                r#"date="14/05/2021, 20:13:00" sender="Bo Lee" message="three""#,
            ),
        ] {
            assert_eq!(rows(talk).last().map(String::as_str), Some(last));
        }
        for text in [
            "2022.03.12 Saturday\n09:00 Breakfast in town\n10:00 Walk in town\n",
            "[LINE] moves\nnothing here\n",
        ] {
            assert!(!dump("f", text.as_bytes()).starts_with("f: chat"), "{text}");
        }
    }

    #[test]
    fn logs_are_no_conversations() {
        for line in [
            "[2024-01-02 10:00:00] app.ERROR: failed\n[2024-01-02 10:00:00] app.INFO: done\n",
            "2024-01-02 10:00:00 - INFO: one\n2024-01-02 10:00:01 - WARNING: two\n",
            "2024-01-02 10:00:00, kernel: one\n2024-01-02 10:00:01, sshd: two\n",
        ] {
            assert!(!dump("f", line.repeat(5).as_bytes()).starts_with("f: chat"), "{line}");
        }
    }

    proptest! {
        #[test]
        fn any_lines_are_read(text in "(\\[?[0-9]{1,2}[/.:][0-9]{2}([, ]{1,2}[0-9:]{4,5})?(\\] | - |, |\t)(Ada|\\PC{0,6})(: |\t)\\PC{0,9}\n|---+ 2024-01-0[0-9] ---\n|(20|19)\\PC{0,4}[0-9]{3,5}\n|\\PC{0,9}\n){0,30}") {
            read_bytes("f", text.as_bytes());
        }

        #[test]
        fn no_message_is_lost(said in proptest::collection::vec("[a-z]{1,9}( [a-z]{1,9}){0,3}", 6..20)) {
            let speakers = ["Ada Roe", "Bo Lee"];
            let text: String = said.iter().enumerate().map(|(at, said)| format!("[02/01/2024, 10:{:02}:00] {}: {said}\n", at, speakers[at % 2])).collect();
            let sources = read_bytes("f", text.as_bytes());
            let found: Vec<String> = sources["f"].values.iter().map(|row| row[2].3.clone()).collect();
            prop_assert_eq!(found, said);
        }
    }
}
