//! Cells of mailboxes, and of callers, with whose they are.

use whose_model::tables::NewItem;

use whose_model::Role;

use super::super::assembly::{Assembly, Part};
use super::authors::{is_company, is_of_a_program, is_program};
use super::{Cell, MAILBOX, Reader};
use crate::layout::Layout;
use crate::scan::Hint;

impl Reader<'_> {
    /// `Anne Roy <anne@example.org>, "Lee, Paul" <paul@example.org>`.
    pub(super) fn mailboxes(&mut self, layout: &Layout, cell: Cell<'_>, record: &mut Assembly) -> bool {
        let ids = self.detector.ids();
        let mut findings = std::mem::take(&mut self.findings);
        self.detector.scanner().scan(cell.value, Hint::default(), &mut findings);
        let role = layout.parties[layout.columns[cell.column as usize].party].role;
        let (mut from, mut any) = (0usize, false);
        let addresses = findings.list().iter().filter(|finding| finding.category == ids.email);
        for (number, finding) in addresses.enumerate() {
            any = true;
            let mailbox = findings.value(finding);
            let own = || (MAILBOX + cell.column, cell.group << 10 | number as u32);
            let slot = self.author(role, mailbox, record).unwrap_or_else(|| {
                let (party, group) = own();
                record.slot(party, group, role)
            });
            let name = cell.value[from..finding.start as usize]
                .trim_matches([' ', ',', ';', '<', '>', '"', '\'', '\t', '(']);
            from = finding.end as usize;
            if is_company(name, mailbox) {
                record.is_organisation(slot);
            }
            let program = role == Role::Author && is_program(mailbox);
            // What a program is called is nobody's name: `Garden Home <wordpress@gardenhome.example>`.
            if program && is_of_a_program(name) {
                continue;
            }
            let has_name = !name.is_empty()
                && !name.contains('@')
                && (record.has_name(slot, ids) || self.name(slot, 90, cell, name, Part::Plain, record));
            // Whoever filled in a form is named; the program that sends it has the mailbox.
            if program && has_name || record.holds_of(slot, ids.email, mailbox) {
                continue;
            }
            let start = record.text.len();
            record.text.push_str(mailbox);
            self.count(ids.email);
            let item = NewItem {
                category: ids.email,
                value: "",
                column: cell.column,
                start: finding.start,
                end: finding.end,
                certainty: finding.certainty,
            };
            record.add(slot, start, item, Part::Plain);
        }
        self.findings = findings;
        any || self.caller(layout, cell, record)
    }

    /// The author, whom another header names already: with the same mailbox, or without one, as a program has it that sends for somebody.
    fn author(&self, role: Role, mailbox: &str, record: &Assembly) -> Option<u32> {
        let ids = self.detector.ids();
        let known = || {
            let authors = record.mailboxes_of(Role::Author, MAILBOX);
            let mut unreached =
                authors.filter(|slot| !record.has(*slot, ids.email) && record.has_name(*slot, ids));
            unreached.next().filter(|_| !is_program(mailbox))
        };
        if role != Role::Author {
            return None;
        }
        record.holder(ids.email, mailbox).filter(|slot| record.role(*slot) == role).or_else(known)
    }

    /// Who called, as exchanges write it: `"Anne Roy" <4165550123>`.
    fn caller(&mut self, layout: &Layout, cell: Cell<'_>, record: &mut Assembly) -> bool {
        let ids = self.detector.ids();
        let Some((name, number)) = cell.value.rsplit_once('<') else { return false };
        let number = number.trim_end_matches('>');
        let mut phone = String::new();
        if self.detector.scanner().read_cell(ids.phone, number, &mut phone).is_none() {
            return false;
        }
        let role = layout.parties[layout.columns[cell.column as usize].party].role;
        let slot = record.slot(MAILBOX + cell.column, cell.group << 10, role);
        let name = name.trim_matches([' ', '"', '\'']);
        if name != number {
            self.name(slot, 80, cell, name, Part::Plain, record);
        }
        let start = record.text.len();
        record.text.push_str(&phone);
        self.add(slot, start, ids.phone, 80, cell, Part::Plain, record)
    }
}
