//! Which pages a table owns: as its map says, or where there is no map to trust, as the pages say.

use super::layout::long;
use super::pages::{DATA, DEFINITION, Found, MAP, Pages, Pointer};

/// What the pages say of themselves.
#[derive(Debug, Default)]
pub(super) struct Survey {
    /// Pages with rows, behind the page of the definition that they name. In order.
    data: Vec<(u32, u32)>,
    /// Pages that define tables.
    pub(super) definitions: Vec<u32>,
}

impl Survey {
    /// Looks at every page once.
    pub(super) fn of(pages: &mut Pages<'_>) -> Self {
        let mut survey = Self::default();
        for number in 1..pages.count {
            let Ok(page) = pages.page(number) else { continue };
            match (page.first(), long(&page, 4)) {
                (Some(&DATA), Some(owner)) => survey.data.push((owner, number)),
                (Some(&DEFINITION), _) => survey.definitions.push(number),
                _ => {}
            }
        }
        survey.data.sort_unstable();
        survey
    }

    /// Pages with rows of the table that is defined on a page.
    pub(super) fn owned(&self, definition: u32) -> impl Iterator<Item = u32> {
        let from = self.data.partition_point(|(owner, _)| *owner < definition);
        let owned = self.data.iter().skip(from).take_while(move |(owner, _)| *owner == definition);
        owned.map(|(_, page)| *page)
    }
}

/// The pages that a map names. Where it names some behind the end of the file, the first of these is the last.
pub(super) fn mapped(pages: &mut Pages<'_>, map: Pointer) -> Found<Vec<u32>> {
    let row = pages.row(map)?;
    let bytes = row.bytes();
    let unknown = || row.fault("the map of its pages is of no known kind");
    let mut marked = Marked { pages: Vec::new(), count: pages.count, beyond: false };
    match bytes.split_first() {
        Some((0, rest)) => {
            let first = long(rest, 0).ok_or_else(unknown)?;
            marked.add(u64::from(first), rest.get(4..).unwrap_or_default());
        }
        Some((1, rest)) => referenced(pages, rest, &mut marked)?,
        _ => return Err(unknown()),
    }
    if marked.beyond {
        marked.pages.push(pages.count);
    }
    Ok(marked.pages)
}

/// The pages of a map that stands on pages of its own.
fn referenced(pages: &mut Pages<'_>, references: &[u8], marked: &mut Marked) -> Found<()> {
    let per_page = (pages.layout.page as u64 - 4) * 8;
    for (place, reference) in (0_u64..).zip(references.chunks_exact(4)) {
        let number = long(reference, 0).unwrap_or_default();
        if number == 0 {
            continue;
        }
        let page = pages.page(number)?;
        pages.spend(page.len())?;
        if page.first() != Some(&MAP) {
            return Err(pages.fault(number, "a part of the map of its pages is no map"));
        }
        marked.add(place * per_page, page.get(4..).unwrap_or_default());
    }
    Ok(())
}

/// Pages whose bits are set.
struct Marked {
    pages: Vec<u32>,
    count: u32,
    beyond: bool,
}

impl Marked {
    fn add(&mut self, first: u64, bits: &[u8]) {
        for (place, byte) in (0_u64..).zip(bits) {
            for bit in (0..8_u64).filter(|bit| byte >> bit & 1 == 1) {
                match u32::try_from(first + place * 8 + bit) {
                    Ok(page) if page < self.count => self.pages.push(page),
                    _ => self.beyond = true,
                }
            }
        }
    }
}
