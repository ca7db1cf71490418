//! One side of a comparison: a row with what its numbers stand for, brought together before it is compared.
//!
//! Values lie far apart in memory. Sides are made several at a time, kind by kind, so that the machine waits for many of them at
//! once and not for one after the other.

use crate::compare::Comparer;
use crate::frequency::Frequencies;
use crate::intern::NONE;
use crate::values::{EmailForm, IdentifierForm, LineForm, NameForm, Row, Values};

/// Rows that are brought together at once.
const AT_ONCE: usize = 16;

/// A row with its values. Junk is left out.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Side {
    pub row: Row,
    pub name: Option<NameForm>,
    pub line: LineForm,
    /// Packed digits of the phones.
    pub phones: [u64; 2],
    pub emails: [EmailForm; 2],
    pub identifiers: [Option<IdentifierForm>; 4],
}

impl Side {
    fn new(row: Row) -> Self {
        Self {
            row,
            name: None,
            line: LineForm::default(),
            phones: [0; 2],
            emails: [EmailForm::default(); 2],
            identifiers: [None; 4],
        }
    }

    fn bring_name(&mut self, values: &Values) {
        self.name = values.names.get(self.row.name as usize).copied();
    }

    fn bring_line(&mut self, values: &Values) {
        if self.row.line != NONE {
            self.line = values.lines[self.row.line as usize];
        }
    }

    fn bring_phones(&mut self, values: &Values, frequencies: &Frequencies) {
        for (number, packed) in self.row.phones.iter_mut().zip(&mut self.phones) {
            if *number != NONE && frequencies.junk_phones[*number as usize] {
                *number = NONE;
            }
            if *number != NONE {
                *packed = values.briefs.phones[*number as usize];
            }
        }
    }

    fn bring_emails(&mut self, values: &Values, frequencies: &Frequencies) {
        for (number, form) in self.row.emails.iter_mut().zip(&mut self.emails) {
            if *number != NONE && frequencies.junk_emails[*number as usize] {
                *number = NONE;
            }
            if *number != NONE {
                *form = values.emails[*number as usize];
            }
        }
    }

    fn bring_identifiers(&mut self, values: &Values, frequencies: &Frequencies) {
        for (number, form) in self.row.identifiers.iter_mut().zip(&mut self.identifiers) {
            if *number != NONE && frequencies.junk_identifiers[*number as usize] {
                *number = NONE;
            }
            if *number != NONE {
                *form = Some(values.identifiers[*number as usize]);
            }
        }
    }
}

impl Comparer<'_> {
    /// A row with its values.
    pub(crate) fn side(&self, row: &Row) -> Side {
        let mut side = Side::new(*row);
        side.bring_name(self.values);
        side.bring_line(self.values);
        side.bring_phones(self.values, self.frequencies);
        side.bring_emails(self.values, self.frequencies);
        side.bring_identifiers(self.values, self.frequencies);
        side
    }

    /// Some rows with their values, in parts that stay at hand.
    pub(crate) fn each_side(&self, rows: &[Row], wanted: &[u32], mut hear: impl FnMut(u32, &Side)) {
        let mut sides: Vec<Side> = Vec::with_capacity(AT_ONCE);
        for wanted in wanted.chunks(AT_ONCE) {
            sides.clear();
            sides.extend(wanted.iter().map(|at| Side::new(rows[*at as usize])));
            sides.iter_mut().for_each(|side| side.bring_name(self.values));
            sides.iter_mut().for_each(|side| side.bring_line(self.values));
            sides.iter_mut().for_each(|side| side.bring_phones(self.values, self.frequencies));
            sides.iter_mut().for_each(|side| side.bring_emails(self.values, self.frequencies));
            sides.iter_mut().for_each(|side| side.bring_identifiers(self.values, self.frequencies));
            wanted.iter().zip(&sides).for_each(|(at, side)| hear(*at, side));
        }
    }
}
