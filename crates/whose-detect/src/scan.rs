//! The one pass over text that finds identifiers, and the reading of whole cells.
//!
//! The pass stops at digits and a few signs only. At a digit it reads the groups of glyphs around it, walks the
//! tree of group lengths to the few shapes that fit, and asks their judges. No expression is searched for.

mod chain;
pub mod check_digit;
pub mod date;
mod find;
mod findings;
mod glyph;
mod own;
mod shape;
mod shaped;

pub use findings::{Finding, Findings};
pub use own::{OwnNumbers, OwnNumbersError};
pub use shape::Scope;
pub use shaped::{Shaped, Verdict};

use crate::context::{ContextSet, Words};
use crate::dates::Order;
use crate::identifiers::{self, Find, Identifier, Trigger};
use crate::lexicon::latin;
use chain::Chain;
use shape::{Form, Tree};
use whose_model::category::{Categories, CategoryId, CategorySet};

/// A finding of this certainty or more is told; one below is only worth counting.
pub const LIKELY: u8 = 50;
/// A finding below this certainty is none.
const FAINT: u8 = 40;

/// What is known about a text before it is read.
#[derive(Debug, Clone, Copy, Default)]
pub struct Hint {
    /// What the name of the column, or the words before the text, speak of; see [`Scanner::context_of`].
    pub context: ContextSet,
    /// The order of day and month that the source writes, where that is known; it counts where a date leaves its own open.
    pub order: Option<Order>,
}

/// Which categories a whole cell could be, by its shape alone; to be counted over a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Profile {
    /// The shape fits; for many kinds this says little (nine digits fit a dozen).
    pub fits: CategorySet,
    /// Certain enough without any context (50 or more).
    pub likely: CategorySet,
    /// The kind has a check digit and it is right. One random number in ten passes Luhn: compare shares.
    pub checked: CategorySet,
}

/// The text around a byte, for an identifier's own finder.
#[derive(Debug, Clone, Copy)]
pub struct Around<'t> {
    /// The whole text.
    pub text: &'t str,
    /// No value may start before this byte: it belongs to the finding before.
    pub floor: usize,
    /// Does the context speak of the identifier?
    pub backed: bool,
}

/// Where an identifier's own finder found a value.
#[derive(Debug, Clone, Copy)]
pub struct Hit {
    /// First byte.
    pub start: usize,
    /// First byte after it.
    pub end: usize,
    /// How certain.
    pub verdict: Verdict,
}

/// One kind as the scanner keeps it.
#[derive(Debug)]
struct Entry {
    kind: Kind,
    category: CategoryId,
}

/// Where a kind comes from.
#[derive(Debug)]
enum Kind {
    Known(&'static Identifier),
    Own(own::OwnNumber),
}

impl Entry {
    fn judge(&self, value: &Shaped<'_>) -> Option<Verdict> {
        match &self.kind {
            Kind::Known(identifier) => (identifier.judge)(value),
            Kind::Own(number) => number.judge(value),
        }
    }

    fn write(&self, value: &Shaped<'_>, normal: &mut String) {
        match &self.kind {
            Kind::Known(identifier) => (identifier.normal)(value, normal),
            Kind::Own(_) => identifiers::compact(value, normal),
        }
    }

    /// Its own reader of whole cells.
    fn cell(&self) -> Option<fn(&str, &mut String) -> Option<Verdict>> {
        match &self.kind {
            Kind::Known(identifier) => identifier.cell,
            Kind::Own(_) => None,
        }
    }

    fn finders(&self) -> &'static [(Trigger, Find)] {
        match &self.kind {
            Kind::Known(identifier) => identifier.finders,
            Kind::Own(_) => &[],
        }
    }

    fn forms(&self, position: u8) -> Vec<Form> {
        let identifier = match &self.kind {
            Kind::Known(identifier) => identifier,
            Kind::Own(number) => return number.forms(position),
        };
        let scopes = [
            (identifier.shapes, Scope::Text),
            (identifier.shapes_in_context, Scope::Context),
            (identifier.shapes_in_cells, Scope::Cell),
        ];
        let read = |(shapes, scope): (&'static [&'static str], Scope)| {
            shapes.iter().flat_map(move |shape| Form::read(shape, position, scope))
        };
        scopes.into_iter().flat_map(read).collect()
    }

    /// Words before a value, and those in column names alone.
    fn words(&self) -> (Vec<&str>, Vec<&str>) {
        match &self.kind {
            Kind::Known(identifier) => (identifier.context.to_vec(), identifier.columns.to_vec()),
            Kind::Own(number) => (number.words.iter().map(String::as_str).collect(), Vec::new()),
        }
    }
}

/// Finds identifiers. Made once per run, shared by all threads.
#[derive(Debug)]
pub struct Scanner {
    categories: Categories,
    entries: Vec<Entry>,
    /// Positions of the identifiers of each category.
    by_category: Vec<Vec<u8>>,
    tree: Tree,
    /// Positions of the identifiers with a reader of cells of their own.
    cell_readers: Vec<u8>,
    /// Forms of several groups that count anywhere, by number of groups: what a stretched mask may be.
    elastic: Vec<Vec<u16>>,
    words: Words,
    columns: Words,
    finders: Finders,
}

/// The identifiers' own finders by trigger, each with the position of its identifier.
#[derive(Debug, Default)]
struct Finders {
    at: Vec<(u8, Find)>,
    key: Vec<(u8, Find)>,
    dollar: Vec<(u8, Find)>,
    hangul: Vec<(u8, Find)>,
    after_hangul: Vec<(u8, Find)>,
    dotted: Vec<(u8, Find)>,
    year: Vec<(u8, Find)>,
    long_word: Vec<(u8, Find)>,
}

impl Finders {
    fn of(&mut self, trigger: Trigger) -> &mut Vec<(u8, Find)> {
        match trigger {
            Trigger::At => &mut self.at,
            Trigger::Key => &mut self.key,
            Trigger::Dollar => &mut self.dollar,
            Trigger::Hangul => &mut self.hangul,
            Trigger::AfterHangul => &mut self.after_hangul,
            Trigger::Dotted => &mut self.dotted,
            Trigger::Year => &mut self.year,
            Trigger::LongWord => &mut self.long_word,
        }
    }
}

impl Default for Scanner {
    fn default() -> Self {
        Self::new()
    }
}

impl Scanner {
    /// A scanner for every identifier of [`identifiers::ALL`].
    #[must_use]
    pub fn new() -> Self {
        Self::with_own(OwnNumbers::default())
    }

    /// A scanner that knows a company's own numbers too.
    #[must_use]
    pub fn with_own(own: OwnNumbers) -> Self {
        let categories = identifiers::categories();
        let known = identifiers::ALL.iter().map(|identifier| (Kind::Known(identifier), identifier.category));
        let own = own.list.into_iter().map(|number| {
            let category = number.category;
            (Kind::Own(number), category)
        });
        let entries: Vec<Entry> = known
            .chain(own)
            .map(|(kind, category)| Entry { kind, category: categories.id(&category) })
            .collect();
        assert!(entries.len() <= ContextSet::MOST, "more identifiers than a context set holds");
        let mut by_category = vec![Vec::new(); categories.len()];
        let mut finders = Finders::default();
        let mut forms = Vec::new();
        for (position, entry) in (0u8..).zip(&entries) {
            by_category[entry.category.0 as usize].push(position);
            for (trigger, find) in entry.finders() {
                finders.of(*trigger).push((position, *find));
            }
            forms.extend(entry.forms(position));
        }
        let tree = Tree::new(forms);
        let mut elastic = vec![Vec::new(); shape::MAX_GROUPS + 1];
        for (number, form) in (0u16..).zip(&tree.forms) {
            if form.scope == Scope::Text && form.lengths.len() > 1 {
                elastic[form.lengths.len()].push(number);
            }
        }
        let (mut before, mut named, mut written) = (Vec::new(), Vec::new(), Vec::new());
        for (position, entry) in entries.iter().enumerate() {
            let (context, columns) = entry.words();
            written.extend(context.iter().flat_map(|word| as_key(word)).map(|word| (word, position)));
            before.extend(context.iter().map(|word| (*word, position)));
            named.extend(context.into_iter().chain(columns).map(|word| (word, position)));
        }
        before.extend(written.iter().map(|(word, position)| (word.as_str(), *position)));
        let (words, columns) = (Words::new(before), Words::new(named));
        let cell_readers =
            (0u8..).zip(&entries).filter(|(_, entry)| entry.cell().is_some()).map(|(at, _)| at).collect();
        Self { categories, entries, by_category, cell_readers, tree, elastic, words, columns, finders }
    }

    /// The categories that findings are numbered by.
    #[must_use]
    pub fn categories(&self) -> &Categories {
        &self.categories
    }

    /// What some words (a column name, a label, a key) speak of, for [`Hint::context`].
    #[must_use]
    pub fn context_of(&self, words: &str) -> ContextSet {
        self.columns.all(&header_words(words))
    }

    /// The categories that the words of a column name speak of, e.g. `cust_hp_no`, `휴대폰번호`, `dateNaissance`.
    #[must_use]
    pub fn named_by(&self, header: &str) -> CategorySet {
        let context = self.context_of(header);
        let mut set = CategorySet::default();
        for (position, entry) in self.entries.iter().enumerate() {
            if context.contains(position) {
                set.insert(entry.category);
            }
        }
        set
    }

    /// Finds everything in a text: one pass, the best reading wins, deterministic. `findings` is cleared first.
    ///
    /// # Panics
    /// When the text is longer than 4 GiB: spans have 32 bits.
    pub fn scan(&self, text: &str, hint: Hint, findings: &mut Findings) {
        findings.clear();
        assert!(u32::try_from(text.len()).is_ok(), "a text of at most 4 GiB");
        find::Pass::new(self, text, hint, findings).run();
    }

    /// Does a column of right values of the category need no name? See [`Identifier::strict`].
    pub(crate) fn is_strict(&self, category: CategoryId) -> bool {
        let entries = self.by_category.get(category.0 as usize).into_iter().flatten();
        let mut kinds = entries.map(|position| &self.entries[*position as usize].kind);
        kinds.any(|kind| matches!(kind, Kind::Known(identifier) if identifier.strict))
    }

    /// Which categories a whole cell could be.
    #[must_use]
    pub fn profile(&self, value: &str) -> Profile {
        let mut profile = Profile::default();
        let value = value.trim();
        if value.len() > 256
            || !value.bytes().any(|byte| byte.is_ascii_digit() || matches!(byte, b'@' | b'*' | b':' | 0xEF))
        {
            return profile;
        }
        let mut add = |category: CategoryId, verdict: Verdict, scope: Scope| {
            profile.fits.insert(category);
            if scope == Scope::Text && verdict.alone >= LIKELY {
                profile.likely.insert(category);
            }
            if verdict.checked == Some(true) {
                profile.checked.insert(category);
            }
        };
        self.each_reading(value, |form, shaped| {
            let entry = &self.entries[form.identifier as usize];
            let verdict = entry.judge(shaped);
            if let Some(verdict) = verdict {
                add(entry.category, verdict, form.scope);
            }
            verdict.is_some_and(|verdict| form.scope == Scope::Text && verdict.alone >= LIKELY)
        });
        let mut normal = String::new();
        for &position in &self.cell_readers {
            let entry = &self.entries[position as usize];
            if let Some(cell) = entry.cell()
                && let Some(verdict) = cell(value, &mut normal)
            {
                normal.clear();
                add(entry.category, verdict, Scope::Text);
            }
        }
        profile
    }

    /// Reads a whole cell of a column that is already believed to hold that category, so weak shapes count: a
    /// bare `1012345678` is a mobile here. Appends the normal form to `normal` and returns the certainty;
    /// `None`, and nothing appended, where the cell is no such value.
    pub fn read_cell(&self, category: CategoryId, value: &str, normal: &mut String) -> Option<u8> {
        self.read_cell_as(&[category], value, normal).map(|(_, certainty)| certainty)
    }

    /// The same of several categories: as the first of them that the whole value fits, else as the first that stands in it.
    pub fn read_cell_as(
        &self,
        categories: &[CategoryId],
        value: &str,
        normal: &mut String,
    ) -> Option<(CategoryId, u8)> {
        let value = value.trim();
        if value.is_empty() || value.len() > 4096 {
            return None;
        }
        let kept = normal.len();
        for category in categories {
            for &position in self.by_category.get(category.0 as usize)? {
                if let Some(cell) = self.entries[position as usize].cell()
                    && let Some(verdict) = cell(value, normal)
                {
                    return Some((*category, verdict.backed));
                }
                normal.truncate(kept);
            }
        }
        let mut best: Option<(usize, u8)> = None;
        self.each_reading(value, |form, shaped| {
            let entry = &self.entries[form.identifier as usize];
            if let Some(rank) = categories.iter().position(|category| *category == entry.category)
                && let Some(verdict) = entry.judge(shaped)
            {
                if best.is_none_or(|best| rank < best.0 || rank == best.0 && verdict.backed > best.1) {
                    normal.truncate(kept);
                    entry.write(shaped, normal);
                    best = Some((rank, verdict.backed));
                }
                return true;
            }
            false
        });
        match best {
            Some((rank, certainty)) => Some((categories[rank], certainty)),
            None => self.read_within(categories, value, normal),
        }
    }

    /// A cell that holds more than the value: `010-1234-5678 (본인)`.
    fn read_within(
        &self,
        categories: &[CategoryId],
        value: &str,
        normal: &mut String,
    ) -> Option<(CategoryId, u8)> {
        let mut hint = Hint::default();
        for &position in categories.iter().flat_map(|category| &self.by_category[category.0 as usize]) {
            hint.context.insert(position as usize);
        }
        let mut findings = Findings::default();
        self.scan(value, hint, &mut findings);
        // Behind the area code of a number that no plan knows stands no other number.
        let is_tail = |start: u32| {
            let before = value[..start as usize].trim_end();
            let group = before.strip_suffix(['-', '.', ')']).unwrap_or_default();
            group.ends_with(|letter: char| letter.is_ascii_digit() || letter == '*')
        };
        let of = |category: &CategoryId| {
            findings.list().iter().find(|found| found.category == *category && !is_tail(found.start))
        };
        let finding = *categories.iter().find_map(of)?;
        normal.push_str(findings.value(&finding));
        Some((finding.category, finding.certainty))
    }

    /// Every form that a whole value fits; with masks made longer or shorter where `read` is sure of none of these.
    fn each_reading(&self, value: &str, mut read: impl FnMut(&Form, &Shaped<'_>) -> bool) {
        let open = value.starts_with('(');
        let inner = &value[usize::from(open)..];
        let plus = inner.starts_with('+');
        let Some(mut chain) = Chain::start(inner, usize::from(plus)) else { return };
        let first = chain.groups()[0];
        let mut branch = self.tree.step(Tree::root(first.is_digits()), first.len(), first.has_letters());
        while chain.extend(|_| true) {
            let last = chain.groups()[chain.groups().len() - 1];
            branch = branch.and_then(|branch| self.tree.step(branch, last.len(), last.has_letters()));
        }
        let count = chain.groups().len();
        let rest = &inner[chain.groups()[count - 1].end()..];
        if !matches!(rest, "" | "." | "일" | "일생" | "생" | ")") {
            return;
        }
        let mut shaped = |form: &Form, row: &chain::Row<'_>| {
            let (groups, lengths) = (chain.groups(), &form.lengths);
            read(form, &Shaped { text: inner, row, groups, lengths, scope: form.scope, plus, order: None })
        };
        let mut sure = false;
        let classes = chain.classes(count);
        let exact = branch.map_or(&[][..], |branch| self.tree.forms_at(branch));
        for &number in exact {
            let form = &self.tree.forms[number as usize];
            if let Some(row) = chain.fits(form, plus, classes) {
                sure |= shaped(form, &row);
            }
        }
        if !sure && chain.masked(count) {
            for &number in &self.elastic[count] {
                let form = &self.tree.forms[number as usize];
                if let Some(row) = chain.fits_stretched(form, plus) {
                    shaped(form, &row);
                }
            }
        }
    }
}

/// `date of birth` as programs write it: `date_of_birth`, and `dateofbirth`, whatever its capitals.
fn as_key(word: &str) -> Vec<String> {
    let is_plain = word.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b' ');
    match is_plain && word.contains(' ') {
        true => vec![word.replace(' ', "_"), word.replace(' ', "")],
        false => Vec::new(),
    }
}

/// A column name as words: `custHpNo`, `CUST_HP_NO` and `cust-hp-no` all read `cust hp no`, and once more
/// without spaces between, so that `post code` finds `postcode`; with accents also without them.
fn header_words(header: &str) -> String {
    let mut words = String::with_capacity(header.len() * 2 + 4);
    let mut previous = ' ';
    for letter in header.chars() {
        if letter.is_uppercase() && previous.is_lowercase() {
            words.push(' ');
        }
        words.push(if matches!(letter, '_' | '-' | '.' | '/') { ' ' } else { letter });
        previous = letter;
    }
    let joined: String = words.chars().filter(|letter| *letter != ' ').collect();
    words.push_str(" | ");
    words.push_str(&joined);
    let accented =
        |letter| ('\u{c0}'..'\u{250}').contains(&letter) || ('\u{1e00}'..'\u{1f00}').contains(&letter);
    if words.chars().any(accented) {
        let plain = latin::fold(&words);
        words.push_str(" | ");
        words.push_str(&plain);
    }
    words.to_lowercase()
}
