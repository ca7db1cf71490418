//! The rows of a table, page by page.

use std::vec::IntoIter;

use super::definition::Definition;
use super::pages::{DEFINITION, Found, Pages, Row, RowPage, Slot};
use super::usage::{Survey, mapped};

/// Goes through the rows of a table.
pub(super) struct Rows<'d> {
    definition: &'d Definition,
    /// Pages that are still to be read.
    left: IntoIter<u32>,
    /// The page that is being read, and the next row on it.
    page: Option<(RowPage, usize)>,
    /// Pages that were read. In order once the map is done.
    seen: Vec<u32>,
    found: u64,
    is_map_done: bool,
}

impl<'d> Rows<'d> {
    /// Begins with what the table's map names. Where there is none to trust, the pages are asked at once.
    pub(super) fn of(definition: &'d Definition, pages: &mut Pages<'_>) -> Self {
        let left = mapped(pages, definition.owned).unwrap_or_default().into_iter();
        Self { definition, left, page: None, seen: Vec::new(), found: 0, is_map_done: false }
    }

    /// The next row, or what could not be read. None at the end.
    pub(super) fn next(&mut self, pages: &mut Pages<'_>, survey: &Survey) -> Option<Found<Row>> {
        loop {
            if let Some((page, at)) = &mut self.page {
                let number = *at;
                *at += 1;
                if number >= page.rows {
                    self.page = None;
                    continue;
                }
                let Some(slot) = page.slot(number) else {
                    let page = self.seen.last().copied().unwrap_or_default();
                    return Some(Err(pages.fault(page, "a row is not where its page says")));
                };
                let row = match slot {
                    Slot::Deleted => continue,
                    Slot::Here(row) => Ok(row),
                    Slot::Elsewhere(pointer) => pages.row(pointer),
                };
                self.found += 1;
                return Some(row);
            }
            let Some(number) = self.left.next() else {
                if self.is_map_done {
                    return None;
                }
                self.ask_pages(survey);
                continue;
            };
            self.seen.push(number);
            match self.turn_to(number, pages) {
                Ok(page) => self.page = page.map(|page| (page, 0)),
                Err(fault) => return Some(Err(fault)),
            }
        }
    }

    /// Where fewer rows came than the table claims to have, its map is not whole: the pages know better.
    fn ask_pages(&mut self, survey: &Survey) {
        self.is_map_done = true;
        if self.found >= self.definition.rows {
            return;
        }
        self.seen.sort_unstable();
        let owned = survey.owned(self.definition.page);
        let more: Vec<u32> = owned.filter(|page| self.seen.binary_search(page).is_err()).collect();
        self.left = more.into_iter();
    }

    /// A page of the map. None where it holds rows of another table, which is then read with that one.
    fn turn_to(&self, number: u32, pages: &mut Pages<'_>) -> Found<Option<RowPage>> {
        let page = pages.row_page(number)?;
        let owner = page.owner().unwrap_or_default();
        if owner == self.definition.page {
            return Ok(Some(page));
        }
        pages.spend(pages.layout.page)?;
        if pages.page(owner).is_ok_and(|page| page.first() == Some(&DEFINITION)) {
            return Ok(None);
        }
        Err(pages.fault(number, "a page of it names no table as that of its rows"))
    }

    /// How many rows are missing, once all that could be found were.
    pub(super) fn missing(&self) -> u64 {
        self.definition.rows.saturating_sub(self.found)
    }
}
