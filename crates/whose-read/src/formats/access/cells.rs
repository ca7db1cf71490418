//! A row's bytes as its cells.

use super::definition::{Column, Definition, Standing};
use super::layout::Layout;

/// A row that was taken apart.
#[derive(Debug)]
pub(super) struct Cells<'a> {
    bytes: &'a [u8],
    /// Columns that the table had when the row was written.
    columns: usize,
    /// A bit for each of them: set where the row has a value.
    mask: &'a [u8],
    /// Where the values of variable length begin, and where the last ends.
    places: Vec<usize>,
}

/// That a row contradicts itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Broken;

impl<'a> Cells<'a> {
    /// Takes a row apart. None when it contradicts itself. `places` lends its memory.
    pub(super) fn of(
        bytes: &'a [u8],
        definition: &Definition,
        layout: &Layout,
        places: Vec<usize>,
    ) -> Option<Self> {
        let columns = layout.count(bytes, 0)?;
        let mask_at = bytes.len().checked_sub(columns.div_ceil(8))?;
        let mask = bytes.get(mask_at..)?;
        let mut cells = Self { bytes, columns, mask, places };
        cells.places.clear();
        if definition.has_variable {
            let listed = if layout.wide { cells.list_wide(mask_at) } else { cells.list_narrow(mask_at) };
            listed?;
        }
        Some(cells)
    }

    /// Before the mask stands the number of places, before it the places, from the last to the first.
    fn list_wide(&mut self, mask_at: usize) -> Option<()> {
        let mut at = mask_at.checked_sub(2)?;
        let count = super::layout::short(self.bytes, at)?;
        for _ in 0..=count {
            at = at.checked_sub(2)?;
            self.places.push(usize::from(super::layout::short(self.bytes, at)?));
        }
        Some(())
    }

    /// The same with places of one byte each. Before the number stand those columns before which 256 is to be added once more.
    fn list_narrow(&mut self, mask_at: usize) -> Option<()> {
        let count_at = mask_at.checked_sub(1)?;
        let count = usize::from(*self.bytes.get(count_at)?);
        let jumps = self.bytes.len().checked_sub(1)? / 256;
        let last = count_at.checked_sub(jumps)?;
        // The row's length may reach into a further 256 bytes that its values do not: this entry says nothing.
        let used = if last.checked_sub(1 + count)? / 256 < jumps { jumps.saturating_sub(1) } else { jumps };
        let mut added = 0;
        for number in 0..=count {
            while added < used
                && self.bytes.get(count_at.checked_sub(1 + added)?).map(|byte| usize::from(*byte))
                    == Some(number)
            {
                added += 1;
            }
            let low = *self.bytes.get(last.checked_sub(1 + number)?)?;
            self.places.push(usize::from(low) + 256 * added);
        }
        Some(())
    }

    /// Does the row say of a column that it has a value? None where the column came later than the row.
    pub(super) fn bit(&self, column: &Column) -> Option<bool> {
        if column.number >= self.columns {
            return None;
        }
        Some(self.mask.get(column.number / 8)? >> (column.number % 8) & 1 == 1)
    }

    /// The bytes of a column's value.
    pub(super) fn cell(&self, column: &Column) -> Result<Option<&'a [u8]>, Broken> {
        if self.bit(column) != Some(true) {
            return Ok(None);
        }
        let (from, to) = match column.standing {
            Standing::Fixed(from, length) => (from, from.checked_add(length).ok_or(Broken)?),
            Standing::Variable(number) => match (self.places.get(number), self.places.get(number + 1)) {
                (Some(from), Some(to)) => (*from, *to),
                // The column came later than the row.
                _ => return Ok(None),
            },
        };
        let values_end = self.bytes.len().saturating_sub(self.mask.len());
        if to > values_end {
            return Err(Broken);
        }
        self.bytes.get(from..to).map(Some).ok_or(Broken)
    }

    /// Gives the memory back.
    pub(super) fn into_places(self) -> Vec<usize> {
        self.places
    }
}
