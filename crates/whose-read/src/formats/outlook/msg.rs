//! Single items of Outlook ([MS-OXMSG]): a compound file with a stream for each property.

use std::io::{Read, Seek};
use std::sync::atomic::Ordering;

use cfb::CompoundFile;
use whose_model::GapReason;

use super::attachments;
use super::items::{Items, is_wanted};
use super::message::Item;
use super::object;
use super::padded::Padded;
use super::properties::{LONGEST_VALUE, Names, Properties, Value, kinds, u16_at, u32_at};
use crate::compound::is_compound;
use crate::formats::xlsx;
use crate::{Format, Head, Input, Output, Reading, Recognition};

/// Messages in files of their own.
pub struct Msg;

/// The class of the root storage of a message, {00020D0B-0000-0000-C000-000000000046}.
const CLASS: [u8; 16] = [0x0B, 0x0D, 0x02, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46];
/// What the classes of Microsoft's own programs end with, and that of PowerPoint.
const DOCUMENTS: [&[u8]; 2] = [
    &[0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46],
    &[0x9B, 0x4F, 0xCF, 0x11, 0x86, 0xEA, 0, 0xAA, 0, 0xB9, 0x29, 0xE8],
];
/// The stream of values that have a fixed length.
const FIXED: &str = "__properties_version1.0";
/// Streams of other values: its number and type stand behind, in hexadecimal digits.
const VALUE: &str = "__substg1.0_";
const RECIPIENT: &str = "__recip_version1.0_";
const ATTACHMENT: &str = "__attach_version1.0_";
const NAMES: &str = "/__nameid_version1.0";
/// The content of an attachment: a stream, or a storage.
const CONTENT: &str = "__substg1.0_37010102";
const OBJECT: &str = "__substg1.0_3701000D";
/// Lengths of what stands before the fixed values: of the file's item, of one within it, of recipients and attachments.
const TOP: usize = 32;
const WITHIN: usize = 24;
const PART: usize = 8;
/// Messages within messages.
const DEEPEST: usize = 32;

impl Format for Msg {
    fn code(&self) -> &'static str {
        "msg"
    }

    fn title(&self) -> &'static str {
        "Outlook messages, contacts and appointments ([MS-OXMSG], msg), with their attachments"
    }

    fn recognise(&self, head: &Head<'_>) -> Recognition {
        if is_message(head.bytes) { Recognition::Certain } else { Recognition::No }
    }

    fn read(&self, input: &mut dyn Input, output: &mut dyn Output) -> Reading {
        let length = input.length();
        let Ok(source) = input.raw().and_then(|raw| Padded::new(raw, length)) else {
            output.not_read(0, length, GapReason::Unreadable, "the source could not be opened");
            return Reading::default();
        };
        let short = source.short();
        let Ok(file) = CompoundFile::open(source) else {
            let detail = "the message could not be opened: it is damaged or cut short";
            output.not_read(0, length, GapReason::Damaged, detail);
            return Reading::default();
        };
        let mut message = Message {
            file,
            items: Items::new(output, length),
            names: Names::default(),
            // Entries of the directory may all be about the same sectors.
            budget: length.saturating_mul(2).saturating_add(LONGEST_VALUE),
            broken: 0,
        };
        message.names();
        message.item("/", TOP, 0, None);
        if short.load(Ordering::Relaxed) {
            message.items.missing(GapReason::Truncated, "the message ends before what its tables state");
        }
        message.end()
    }
}

/// Does a message begin so?
fn is_message(head: &[u8]) -> bool {
    if !is_compound(head) {
        return false;
    }
    let Some(class) = root(head).and_then(|root| root.get(80..96)) else {
        // The directory stands behind what is seen: values of a message, and no workbook before them.
        return begins_with_values(head) && !xlsx::is_workbook(head);
    };
    let named = || {
        let wide: Vec<u8> = FIXED.encode_utf16().flat_map(u16::to_le_bytes).collect();
        memchr::memmem::find(head, &wide).is_some()
    };
    // Documents may hold messages as objects; programs that write messages may state no class, or any.
    class == CLASS || !DOCUMENTS.iter().any(|end| class.ends_with(end)) && named()
}

/// The first entry of the directory.
fn root(head: &[u8]) -> Option<&[u8]> {
    let size = 1u64.checked_shl(u32::from(u16_at(head, 30)?))?;
    let at = u64::from(u32_at(head, 48)?).checked_add(1)?.checked_mul(size)?;
    let at = usize::try_from(at).ok()?;
    head.get(at..at.checked_add(128)?)
}

/// Is there the entry of the item's class (0x001A) among fixed values?
fn begins_with_values(head: &[u8]) -> bool {
    head.chunks_exact(16).skip(32).any(|entry| {
        matches!(entry, [0x1E | 0x1F, 0, 0x1A, 0, flags, 0, 0, 0, size, 0, 0, 0, ..] if *flags < 8 && *size > 6)
    })
}

/// A message file that is being read.
struct Message<'o, F> {
    file: CompoundFile<F>,
    items: Items<'o>,
    names: Names,
    /// Bytes of values that may still be read.
    budget: u64,
    /// Parts that could not be read.
    broken: u64,
}

/// A storage's streams and storages by their names.
struct Listed {
    streams: Vec<(String, u64)>,
    storages: Vec<String>,
}

impl<F: Read + Seek> Message<'_, F> {
    fn names(&mut self) {
        let mut stream = |name: &str| self.stream(&format!("{NAMES}/{VALUE}{name}0102")).unwrap_or_default();
        let (sets, entries, strings) = (stream("0002"), stream("0003"), stream("0004"));
        self.names = Names::new(&sets, &entries, &strings);
    }

    fn list(&mut self, path: &str) -> Listed {
        let mut listed = Listed { streams: Vec::new(), storages: Vec::new() };
        match self.file.read_storage(path) {
            // A name that is a path would lead elsewhere.
            Ok(entries) => {
                for entry in entries.filter(|entry| !entry.name().contains(['/', '\\', '\0'])) {
                    match entry.is_stream() {
                        true => listed.streams.push((entry.name().to_string(), entry.len())),
                        false => listed.storages.push(entry.name().to_string()),
                    }
                }
            }
            Err(_) => self.broken += 1,
        }
        listed
    }

    /// The content of a stream that is there.
    fn stream(&mut self, path: &str) -> Option<Vec<u8>> {
        let mut stream = self.file.open_stream(path).ok()?;
        let most = stream.len().min(LONGEST_VALUE).min(self.budget);
        if stream.len() > most {
            self.items.missing(GapReason::Limit, "a text longer than the limit");
        }
        let mut bytes = Vec::new();
        if Read::by_ref(&mut stream).take(most).read_to_end(&mut bytes).is_err() {
            self.broken += 1;
        }
        self.budget = self.budget.saturating_sub(bytes.len() as u64);
        Some(bytes)
    }

    /// Reads the properties of an item, a recipient or an attachment.
    fn properties(
        &mut self,
        path: &str,
        listed: &Listed,
        header: usize,
        is_wanted: fn(u16) -> bool,
    ) -> Properties {
        let mut properties = Properties::default();
        let fixed = self.stream(&format!("{path}/{FIXED}")).unwrap_or_default();
        for entry in fixed.get(header..).unwrap_or_default().chunks_exact(16) {
            let (Some(kind), Some(number), Some(value)) =
                (u16_at(entry, 0), u16_at(entry, 2), entry.get(8..))
            else {
                continue;
            };
            let is_fixed = matches!(kind, kinds::SHORT | kinds::LONG | kinds::BOOLEAN | kinds::TIME);
            if is_fixed
                && is_wanted(number)
                && let Some(value) = Value::from_bytes(kind, value.to_vec())
            {
                properties.put(number, value, &self.names);
            }
        }
        let mut several: Vec<(u16, u32, Value)> = Vec::new();
        for (name, _) in &listed.streams {
            let Some((number, kind, place)) = value_of(name) else { continue };
            // Of several values, the stream without a place holds their lengths.
            let is_text = matches!(kind & !kinds::SEVERAL, kinds::WIDE | kinds::NARROW | kinds::BYTES);
            if !is_text || !is_wanted(number) || (kind & kinds::SEVERAL != 0) != place.is_some() {
                continue;
            }
            let bytes = self.stream(&format!("{path}/{name}")).unwrap_or_default();
            let Some(value) = Value::from_bytes(kind & !kinds::SEVERAL, bytes) else { continue };
            match place {
                Some(place) => several.push((number, place, value)),
                None => properties.put(number, value, &self.names),
            }
        }
        several.sort_by_key(|(number, place, _)| (*number, *place));
        let mut several = several.into_iter().peekable();
        while let Some((number, _, first)) = several.next() {
            let mut values = vec![first];
            while let Some((.., value)) = several.next_if(|(of, ..)| *of == number) {
                values.push(value);
            }
            properties.put(number, Value::Several(values), &self.names);
        }
        properties
    }

    /// Reads an item, and those attached to it.
    fn item(&mut self, path: &str, header: usize, depth: usize, outer: Option<i64>) {
        let listed = self.list(path);
        if depth == 0 && !listed.streams.iter().any(|(name, _)| name == FIXED || name.starts_with(VALUE)) {
            return self.broken += 1;
        }
        let below = if path == "/" { "" } else { path };
        let mut properties = self.properties(below, &listed, header, is_wanted);
        let page = properties.code_page().or(outer);
        properties.settle(page);
        let mut item = Item { properties, recipients: Vec::new() };
        for name in listed.storages.iter().filter(|name| name.starts_with(RECIPIENT)) {
            let path = format!("{below}/{name}");
            let listed = self.list(&path);
            let mut recipient = self.properties(&path, &listed, PART, is_wanted);
            recipient.settle(page);
            item.recipients.push(recipient);
        }
        let number = self.items.take(&item);
        for (at, name) in listed.storages.iter().filter(|name| name.starts_with(ATTACHMENT)).enumerate() {
            if self.items.output.stopped() {
                return;
            }
            self.attachment(&format!("{below}/{name}"), &format!("{number}/"), at + 1, depth, page);
        }
    }

    fn attachment(&mut self, path: &str, before: &str, at: usize, depth: usize, page: Option<i64>) {
        let listed = self.list(path);
        let mut properties = self.properties(path, &listed, PART, attachments::is_wanted);
        properties.settle(page);
        let name = format!("{before}{}", attachments::name(&properties, at));
        if let Some((_, length)) = listed.streams.iter().find(|(name, _)| name == CONTENT) {
            if *length > 0 {
                self.content(&format!("{path}/{CONTENT}"), &name);
            }
            return;
        }
        if !listed.storages.iter().any(|name| name == OBJECT) {
            return attachments::absent(&properties, &mut self.items);
        }
        let object = format!("{path}/{OBJECT}");
        if !self.file.is_stream(format!("{object}/{FIXED}")) {
            self.object(&object, &name);
        } else if depth < DEEPEST {
            self.item(&object, WITHIN, depth + 1, page);
        } else {
            self.items.missing(GapReason::Limit, "messages within messages beyond the limit");
        }
    }

    fn content(&mut self, path: &str, name: &str) {
        match self.file.open_stream(path) {
            Ok(mut stream) => attachments::hand_over(&mut self.items, name, &mut stream),
            Err(_) => self.broken += 1,
        }
    }

    /// An object of another program, as the compound file that it would be by itself.
    fn object(&mut self, path: &str, name: &str) {
        match object::taken_out(&mut self.file, path, LONGEST_VALUE.min(self.budget)) {
            Ok(bytes) => {
                self.budget = self.budget.saturating_sub(bytes.len() as u64);
                attachments::hand_over(&mut self.items, name, &mut &bytes[..]);
            }
            Err(_) => self
                .items
                .missing(GapReason::Damaged, "an object of another program that could not be taken out"),
        }
    }

    fn end(mut self) -> Reading {
        if self.broken > 0 {
            let detail = format!("{} parts of the message could not be read", self.broken);
            self.items.missing(GapReason::Damaged, &detail);
        }
        self.items.end();
        Reading { records: self.items.records }
    }
}

/// Number, type and place among several of the value that a stream holds.
fn value_of(name: &str) -> Option<(u16, u16, Option<u32>)> {
    let digits = name.strip_prefix(VALUE)?;
    let tag = u32::from_str_radix(digits.get(..8)?, 16).ok()?;
    let place = match digits.get(8..)? {
        "" => None,
        place => Some(u32::from_str_radix(place.strip_prefix('-')?, 16).ok()?),
    };
    Some(((tag >> 16) as u16, (tag & 0xFFFF) as u16, place))
}
