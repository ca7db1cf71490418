//! Mailboxes of Outlook ([MS-PST]: pst, ost).
//!
//! Every item that the mailbox keeps is read, in whatever folder, and also where no folder lists it any more. A password that
//! Outlook asks for hinders nobody: the content is not encrypted with it.

mod cipher;
mod heap;
mod layout;
mod store;
mod walk;

use std::io::Read;

use whose_model::GapReason;

use super::attachments;
use super::items::{Items, is_wanted};
use super::message::Item;
use super::properties::{Key, Names, kinds, u32_at};
use crate::{Format, Head, Input, Output, Reading, Recognition};
use heap::Heap;
use layout::{Header, SIGNATURE};
use store::{Node, Store};
use walk::{Content, Walk};

/// Mailboxes of Outlook.
pub struct Pst;

/// Kinds of nodes, the last five bits of their numbers.
const KIND: u32 = 0x1F;
const MESSAGE: u32 = 0x04;
const ATTACHMENT: u32 = 0x05;
const RECIPIENTS: u32 = 0x12;
/// The node that says what named properties are.
const NAMES: u32 = 0x61;
/// The content of an attachment.
const CONTENT: u16 = 0x3701;
const METHOD: u16 = 0x3705;
const EMBEDDED: i64 = 5;
/// Messages within messages.
const DEEPEST: usize = 32;

impl Format for Pst {
    fn code(&self) -> &'static str {
        "pst"
    }

    fn title(&self) -> &'static str {
        "Outlook mailboxes ([MS-PST]: pst, ost), every item in them, with their attachments"
    }

    fn recognise(&self, head: &Head<'_>) -> Recognition {
        let is_client = matches!(head.bytes.get(8..10), Some(b"SM" | b"SO" | b"AB"));
        if head.bytes.starts_with(SIGNATURE) && is_client { Recognition::Certain } else { Recognition::No }
    }

    fn read(&self, input: &mut dyn Input, output: &mut dyn Output) -> Reading {
        let length = input.length();
        let Ok(mut raw) = input.raw() else {
            output.not_read(0, length, GapReason::Unreadable, "the source could not be opened");
            return Reading::default();
        };
        let mut head = Vec::new();
        let header = match Read::by_ref(&mut raw).take(1_024).read_to_end(&mut head) {
            Ok(_) => Header::new(&head),
            Err(_) => None,
        };
        let Some(header) = header else {
            output.not_read(0, length, GapReason::Damaged, "the mailbox has no header that can be read");
            return Reading::default();
        };
        let Some(cipher) = header.cipher else {
            let detail = "the mailbox is encrypted for one computer: export it there";
            output.not_read(0, length, GapReason::Encrypted, detail);
            return Reading::default();
        };
        let store = Store::new(raw, length, header, cipher);
        let mut mailbox = Mailbox { store, items: Items::new(output, length), names: Names::default() };
        mailbox.names();
        mailbox.read(length)
    }
}

/// A mailbox that is being read.
struct Mailbox<'a, 'o> {
    store: Store<'a>,
    items: Items<'o>,
    names: Names,
}

impl Mailbox<'_, '_> {
    fn names(&mut self) {
        let heap = self.store.node(NAMES).and_then(|node| Heap::new(&mut self.store, node));
        let Some(heap) = heap else { return };
        let of = |number| (2..=4).contains(&number);
        let Some(kept) = heap.properties(&mut self.store, &Names::default(), of) else { return };
        let stream = |number| kept.bytes(Key::Tag(number)).unwrap_or_default();
        self.names = Names::new(stream(2), stream(3), stream(4));
    }

    fn read(mut self, length: u64) -> Reading {
        let mut walk = Walk::new(&self.store);
        let mut nodes = 0u64;
        while let Some(node) = walk.next(&mut self.store) {
            nodes += 1;
            if node.number & KIND == MESSAGE {
                self.message(node, 0, None);
                self.store.report(self.items.output);
            }
            if self.items.output.stopped() || self.store.is_spent() {
                break;
            }
        }
        self.store.report(self.items.output);
        if nodes == 0 {
            let detail = "the mailbox's directory could not be read";
            self.items.output.not_read(0, length, GapReason::Damaged, detail);
        }
        if self.store.is_spent() {
            self.items.missing(GapReason::Limit, "the mailbox leads to the same places again and again");
        }
        if self.store.lost > 0 {
            let detail = format!("{} parts that the mailbox refers to are not there", self.store.lost);
            self.items.missing(GapReason::Damaged, &detail);
        }
        self.items.end();
        Reading { records: self.items.records }
    }

    /// Reads an item, and those attached to it.
    fn message(&mut self, node: Node, depth: usize, outer: Option<i64>) {
        let heap = Heap::new(&mut self.store, node);
        let Some((heap, mut properties)) = heap.and_then(|heap| {
            let properties = heap.properties(&mut self.store, &self.names, is_wanted)?;
            Some((heap, properties))
        }) else {
            return self.items.missing(GapReason::Damaged, "an item that could not be read");
        };
        let page = properties.code_page().or(outer);
        properties.settle(page);
        let mut item = Item { properties, recipients: Vec::new() };
        for node in heap.within.iter().filter(|node| node.number & KIND == RECIPIENTS) {
            let table = Heap::new(&mut self.store, *node);
            match table.and_then(|table| table.rows(&mut self.store, is_wanted)) {
                Some(rows) => item.recipients.extend(rows),
                None => self.items.missing(GapReason::Damaged, "recipients that could not be read"),
            }
        }
        item.recipients.iter_mut().for_each(|recipient| recipient.settle(page));
        let number = self.items.take(&item);
        let attached = heap.within.iter().filter(|node| node.number & KIND == ATTACHMENT);
        for (at, node) in attached.enumerate() {
            if self.items.output.stopped() || self.store.is_spent() {
                return;
            }
            self.attachment(*node, &format!("{number}/"), at + 1, depth, page);
        }
    }

    fn attachment(&mut self, node: Node, before: &str, at: usize, depth: usize, page: Option<i64>) {
        let heap = Heap::new(&mut self.store, node);
        let Some((heap, mut properties)) = heap.and_then(|heap| {
            let properties = heap.properties(&mut self.store, &self.names, attachments::is_wanted)?;
            Some((heap, properties))
        }) else {
            return self.items.missing(GapReason::Damaged, "an attachment that could not be read");
        };
        properties.settle(page);
        let name = format!("{before}{}", attachments::name(&properties, at));
        let kept = heap.kept().unwrap_or_default();
        let Some(content) = kept.iter().find(|kept| kept.number == CONTENT && kept.value != 0) else {
            return attachments::absent(&properties, &mut self.items);
        };
        if content.kind == kinds::BYTES && content.value & KIND == 0 {
            return match heap.get(content.value) {
                Some([]) => {}
                Some(mut bytes) => attachments::hand_over(&mut self.items, &name, &mut bytes),
                None => attachments::absent(&properties, &mut self.items),
            };
        }
        let number = match content.kind {
            kinds::OBJECT => heap.get(content.value).and_then(|object| u32_at(object, 0)),
            _ => Some(content.value),
        };
        let Some(node) = number.and_then(|number| heap.node(number)) else {
            return self.items.missing(GapReason::Damaged, "an attachment without its content");
        };
        if properties.number(Key::Tag(METHOD)) != Some(EMBEDDED) {
            let mut content = Content::new(&mut self.store, node.data);
            attachments::hand_over(&mut self.items, &name, &mut content);
        } else if depth < DEEPEST {
            self.message(node, depth + 1, page);
        } else {
            self.items.missing(GapReason::Limit, "messages within messages beyond the limit");
        }
    }
}

#[cfg(test)]
mod tests;
