//! The mentions of a case in the order of clients, then people: sorted in runs on the disk, so that memory is bounded whatever
//! the size of the case.

use std::path::Path;

use anyhow::{Result, bail};
use whose_model::tables::{
    MembershipRow, MentionView, Mentions, MentionsBuilder, NewItem, NewMention, TallyRow,
};
use whose_model::{CategoryId, Role};
use whose_resolve::{ClientMap, DefaultDays};

use crate::Case;
use crate::sorting::{self, Sorter};

/// Where a mention belongs: client by number, person, then the mention itself.
type Key = [u8; 20];

fn key(client: u32, person: u64, mention: u64) -> Key {
    let mut key = [0; 20];
    key[..4].copy_from_slice(&client.to_be_bytes());
    key[4..12].copy_from_slice(&person.to_be_bytes());
    key[12..].copy_from_slice(&mention.to_be_bytes());
    key
}

fn number(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// The mentions of one person with one client.
#[derive(Debug)]
pub struct Group {
    /// Person id.
    pub person: u64,
    /// Probability that all mentions of the person, with whatever client, are of one human being.
    pub probability: f32,
    /// The mentions.
    pub mentions: arrow_array::RecordBatch,
}

/// Which person each mention belongs to.
struct Members(Vec<(u64, u64, f32)>);

impl Members {
    fn load(case: &Case) -> Result<Self> {
        let mut all = Vec::new();
        case.store().each(|row: MembershipRow| {
            all.push((row.mention, row.person, row.probability));
            Ok(())
        })?;
        all.sort_unstable_by_key(|(mention, ..)| *mention);
        Ok(Self(all))
    }

    fn of(&self, mention: u64) -> Option<(u64, f32)> {
        let at = self.0.binary_search_by_key(&mention, |(mention, ..)| *mention).ok()?;
        Some((self.0[at].1, self.0[at].2))
    }
}

/// Sorts the mentions of a case that belong to a client, and hands them out person by person. `number` gives a client's number
/// by its name; `seen` is told of every mention, with its client where it has one. `scratch` is a private folder.
///
/// # Errors
/// When a table is damaged, or the folder cannot be written.
pub fn sorted(
    case: &Case,
    clients: &ClientMap,
    scratch: &Path,
    mut number: impl FnMut(&str) -> Option<u32>,
    mut seen: impl FnMut(&MentionView<'_>, Option<u32>),
) -> Result<Sorted> {
    let members = Members::load(case)?;
    let defaults = DefaultDays::told(&case.store().rows::<TallyRow>()?);
    let mut sorter = Sorter::new(scratch);
    for batch in case.store().batches(Mentions::TABLE)? {
        let batch = batch?;
        let Some(mentions) = Mentions::of(&batch) else {
            bail!("the table of mentions is of another version")
        };
        for mention in mentions.iter() {
            let client = clients.client(&mention).and_then(&mut number);
            seen(&mention, client);
            let (Some(client), Some((person, probability))) = (client, members.of(mention.id())) else {
                continue;
            };
            sorter.push(key(client, person, mention.id()), |out| {
                encode(out, probability, &mention, defaults.real(mention.date()));
            })?;
        }
    }
    Ok(Sorted { mentions: sorter.finish()?, builder: MentionsBuilder::default() })
}

/// Hands out the mentions of one person with one client after the other.
#[derive(Debug)]
pub struct Sorted {
    mentions: sorting::Sorted<20>,
    /// Used again for each person: a new one takes room for a thousand mentions, and most people have two.
    builder: MentionsBuilder,
}

impl Sorted {
    fn is_at(&self, client: u32) -> bool {
        self.mentions.key().is_some_and(|key| key[..4] == client.to_be_bytes())
    }

    /// Passes over the people of a client.
    ///
    /// # Errors
    /// When a run cannot be read back.
    pub fn skip(&mut self, client: u32) -> Result<()> {
        while self.is_at(client) {
            self.mentions.next(|_, _| Ok(()))?;
        }
        Ok(())
    }

    /// The next person of a client; none when it has no more.
    ///
    /// # Errors
    /// When a run cannot be read back.
    pub fn next_of(&mut self, client: u32) -> Result<Option<Group>> {
        let Some(first) = self.mentions.key().filter(|_| self.is_at(client)) else { return Ok(None) };
        let Self { mentions, builder } = self;
        let mut probability = 1.0;
        while mentions.key().is_some_and(|key| key[..12] == first[..12]) {
            mentions.next(|key, body| {
                probability = decode(body, number(&key[12..]), builder);
                Ok(())
            })?;
        }
        let mentions = builder.finish();
        Ok(Some(Group { person: number(&first[4..12]), probability, mentions }))
    }
}

fn encode(out: &mut Vec<u8>, probability: f32, mention: &MentionView<'_>, day: Option<i32>) {
    out.extend_from_slice(&probability.to_le_bytes());
    for number in [mention.source(), mention.record(), mention.offset(), mention.record_key()] {
        out.extend_from_slice(&number.to_le_bytes());
    }
    out.extend_from_slice(&mention.table().to_le_bytes());
    out.push(mention.role() as u8);
    out.push(u8::from(day.is_some()));
    out.extend_from_slice(&day.unwrap_or(0).to_le_bytes());
    let items = mention.items();
    out.extend_from_slice(&(items.len() as u32).to_le_bytes());
    for item in items {
        out.push(item.category.0);
        out.push(item.certainty);
        for number in [item.column, item.start, item.end, item.value.len() as u32] {
            out.extend_from_slice(&number.to_le_bytes());
        }
        out.extend_from_slice(item.value.as_bytes());
    }
}

/// Reads back what [`encode`] wrote. The key of the client is left out: it was the way to the client, and is no more needed.
fn decode(body: &[u8], id: u64, builder: &mut MentionsBuilder) -> f32 {
    let mut body = Bytes(body);
    let probability = f32::from_le_bytes(body.take());
    let (source, record, offset, record_key) = (body.u64(), body.u64(), body.u64(), body.u64());
    let table = body.u32();
    let role = Role::from_number(body.u8());
    let dated = body.u8() == 1;
    let day = i32::from_le_bytes(body.take());
    let head = NewMention {
        id,
        source,
        table,
        record,
        offset,
        record_key,
        role,
        client_key: None,
        date: dated.then_some(day),
    };
    let count = body.u32();
    let items = (0..count).map(|_| {
        let (category, certainty) = (CategoryId(body.u8()), body.u8());
        let (column, start, end, length) = (body.u32(), body.u32(), body.u32(), body.u32());
        NewItem { category, value: body.text(length as usize), column, start, end, certainty }
    });
    builder.push(head, items);
    probability
}

/// Bytes that this module wrote itself.
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn take<const N: usize>(&mut self) -> [u8; N] {
        let (taken, rest) = self.0.split_first_chunk().expect("encode wrote as many bytes");
        self.0 = rest;
        *taken
    }

    fn u8(&mut self) -> u8 {
        self.take::<1>()[0]
    }

    fn u32(&mut self) -> u32 {
        u32::from_le_bytes(self.take())
    }

    fn u64(&mut self) -> u64 {
        u64::from_le_bytes(self.take())
    }

    fn text(&mut self, length: usize) -> &'a str {
        let (text, rest) = self.0.split_at(length);
        self.0 = rest;
        std::str::from_utf8(text).expect("encode wrote text")
    }
}
