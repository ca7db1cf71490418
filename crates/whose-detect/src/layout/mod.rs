//! Layouts: what each column of a table means, whose item it is, and why.

mod apart;
pub(crate) mod cards;
mod decide;
mod hl7;
mod neighbours;
mod of_nobody;
mod parties;
pub(crate) mod pieces;
mod profile;
mod segments;
pub mod shape;

use whose_model::category::general;
use whose_model::record::{Batch, Table, TableKind};
use whose_model::tables::LayoutRow;
use whose_model::{Categories, CategoryId, CategorySet, Role};

pub use crate::header::Meaning;
pub use parties::Party;
pub use pieces::Pieces;
pub use profile::ColumnProfile;
use profile::Depth;

use crate::date_orders;
use crate::dates::Order;
use crate::detector::Knowledge;
use crate::elsewhere::{Like, Why};
use crate::header;
use crate::identifiers::diagnosis;

/// How the cells of a column are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// As what the column means.
    As(Meaning),
    /// As the identifier of that category.
    Identifier(CategoryId),
    /// The date (and perhaps time) of the record's event.
    EventDate,
    /// Time of day of the event.
    EventTime,
    /// Mailboxes: `Anne Roy <anne@example.org>, ...`.
    Mailboxes,
    /// Name of a person who speaks for the party, or of the party itself where it has no name.
    ContactName,
    /// Tells whether the party is a person (1) or not (2): X12 `NM1.02`.
    EntityKind,
    /// As a piece of a value that several columns hold together: [`Layout::pieces`].
    Piece(CategoryId),
    /// Text: scanned for identifiers and names.
    Text,
    /// Holds no personal data by itself; scanned for identifiers that tell themselves.
    Scan,
    /// Numbers, dates, codes: only an e-mail address would tell itself.
    Nothing,
}

/// What a column was taken for.
#[derive(Debug, Clone, PartialEq)]
pub struct ColumnLayout {
    /// How its cells are read.
    pub reading: Reading,
    /// Position of its party in [`Layout::parties`].
    pub party: usize,
    /// Its repetitions are of different people (else a repetition is one more value of the same person).
    pub grouped: bool,
    /// Belongs to everyone in the record: a plate that no role owns.
    pub shared: bool,
    /// Whole addresses are parted: no other column holds the person's town.
    pub parted: bool,
    /// Of a further address of the person, beside the one that other columns hold.
    pub further: bool,
    /// Of a company: where its shop or office is called, which says nothing of whom the record names.
    pub of_company: bool,
    /// The account of the client on whose behalf something is done: what it holds is of nobody whom the record names.
    pub of_client: bool,
    /// Of people with a number of identity of another country than those whose phones and postal codes are known by their
    /// plans: theirs stand as they are written.
    pub abroad: bool,
    /// Numbers that look like payment cards are believed without a card word before them.
    pub cards: bool,
    /// Of its dates, where all is numbers.
    pub order: Order,
    /// How certain, 0 to 1.
    pub certainty: f32,
    /// Why, in words.
    pub evidence: String,
    /// Who decided it.
    pub decided_by: DecidedBy,
    /// [`shape::Shape`] of its values; empty where tables of the same layout are not looked for.
    pub shape: String,
}

/// Who decided what a column means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecidedBy {
    /// The table itself.
    Inferred,
    /// A table of the same layout.
    Elsewhere,
    /// A person.
    Corrected,
}

impl DecidedBy {
    /// Stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Inferred => "inferred",
            Self::Elsewhere => "elsewhere",
            Self::Corrected => "corrected",
        }
    }
}

/// What the columns of a table mean.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Layout {
    /// By column number.
    pub columns: Vec<ColumnLayout>,
    /// The people of a record, by role and number.
    pub parties: Vec<Party>,
    /// Columns that hold one value together.
    pub pieces: Vec<Pieces>,
    /// Of numeric dates in columns that do not show theirs.
    pub order: Order,
}

impl Layout {
    /// Does a column of text stand before others, so that whom it speaks of is told behind it?
    #[must_use]
    pub fn texts_wait(&self) -> bool {
        let is_text = |column: &ColumnLayout| column.reading == Reading::Text;
        let first = self.columns.iter().position(is_text);
        first.is_some_and(|first| !self.columns[first..].iter().all(is_text))
    }

    /// Whose items a column holds; unknown where they are of the record or of everyone in it.
    #[must_use]
    pub fn role_of(&self, column: &ColumnLayout) -> Role {
        let of_record = matches!(
            column.reading,
            Reading::EventDate
                | Reading::EventTime
                | Reading::Scan
                | Reading::Nothing
                | Reading::Text
                | Reading::As(
                    Meaning::Place
                        | Meaning::RecordNumber(_)
                        | Meaning::ClientKey
                        | Meaning::Date(_)
                        | Meaning::Time
                )
        );
        if of_record || column.shared {
            return Role::Unknown;
        }
        self.parties.get(column.party).map_or(Role::Unknown, |party| party.role)
    }
}

/// A column being judged.
#[derive(Debug)]
pub(crate) struct Column {
    pub name: String,
    pub words: header::Words,
    pub guess: header::Guess,
    pub named: CategorySet,
    pub profile: ColumnProfile,
    pub reading: Reading,
    pub role: Role,
    pub certainty: f32,
    pub evidence: Vec<String>,
    pub decided_by: DecidedBy,
    pub shape: String,
}

impl Column {
    pub(crate) fn take(&mut self, reading: Reading, certainty: f32, why: impl Into<String>) {
        self.reading = reading;
        self.certainty = certainty.clamp(0.0, 1.0);
        self.evidence.push(why.into());
    }

    pub(crate) fn means(&self, meaning: Meaning) -> bool {
        self.reading == Reading::As(meaning)
    }

    /// Not taken for anything yet?
    pub(crate) fn is_open(&self) -> bool {
        matches!(self.reading, Reading::Scan | Reading::Nothing)
    }

    /// Does its name speak of a number of its own: of a policy, a parcel, an order?
    pub(crate) fn is_other_number(&self) -> bool {
        use header::Concept as C;
        self.words.any(&[C::Policy, C::Case, C::Shipment, C::Order, C::Receipt, C::Manifest])
            && !self.words.has(C::Text)
    }

    /// Does its name number parts and wares, or records, so that its values are numbers of nobody? `is_checked`: they have the check
    /// digits of a number that people have, which a record may be called by.
    pub(crate) fn numbers_things(&self, is_checked: bool) -> bool {
        header::speaks_of_goods(&self.name) || !is_checked && (self.words.reference || self.is_other_number())
    }

    /// Holds names of people?
    pub(crate) fn is_name(&self) -> bool {
        matches!(
            self.reading,
            Reading::As(Meaning::PersonName | Meaning::GivenName | Meaning::FamilyName | Meaning::MiddleName)
        )
    }

    pub(crate) fn is_address(&self) -> bool {
        matches!(
            self.reading,
            Reading::As(
                Meaning::Street | Meaning::City | Meaning::Region | Meaning::Postcode | Meaning::Country
            )
        )
    }
}

/// Infers the layout of a table from its first records, and from one of the same layout elsewhere where there is one.
pub(crate) fn infer(
    knowledge: &Knowledge<'_>,
    table: &Table,
    names: &[String],
    sample: &Batch,
    like: Option<&Like>,
) -> Layout {
    let believed = cards::believed(sample, names.len());
    if table.kind == TableKind::Text {
        return text_layout(&believed);
    }
    let depth = if table.kind == TableKind::Segments { Depth::Letters } else { Depth::Whole };
    let profiles = profile::profile(knowledge, sample, names.len(), depth);
    let borrowed = like.and_then(|like| like.names_for(table.kind, names.len()));
    let table =
        &Table { kind: if borrowed.is_some() { TableKind::Rows } else { table.kind }, ..table.clone() };
    let mut columns: Vec<Column> = borrowed
        .unwrap_or(names)
        .iter()
        .zip(profiles)
        .map(|(name, profile)| start(knowledge, table.kind, name, profile))
        .collect();
    let mut pieces = Vec::new();
    match table.kind {
        TableKind::Segments => segments::decide(knowledge, &mut columns),
        TableKind::Mail => decide_mail(&mut columns),
        _ => {
            for column in &mut columns {
                decide::decide(knowledge, column);
            }
            let titled = header::role_of(&header::words(&table.name));
            neighbours::adjust(knowledge, &mut columns, titled);
            pieces = pieces::find(knowledge, sample, &mut columns);
        }
    }
    for (number, (column, name)) in columns.iter_mut().zip(names).enumerate() {
        if let Some(like) = like {
            heed(knowledge, column, like, number, borrowed.is_some());
        }
        if let Some(correction) = knowledge.corrections.find(&table.name, number, name) {
            correct(knowledge, column, correction);
        }
    }
    neighbours::choose_event(&mut columns);
    let order =
        date_orders::of_table(columns.iter().map(|column| (column.name.as_str(), column.profile.orders)));
    let mut layout = parties::settle(knowledge, table, columns, order);
    let whole = |pieces: &Pieces| {
        let is_piece = |number: &u32| matches!(layout.columns[*number as usize].reading, Reading::Piece(_));
        pieces.columns.iter().all(is_piece)
    };
    // A correction may have taken a piece away.
    layout.pieces = pieces.into_iter().filter(whole).collect();
    for (column, believed) in layout.columns.iter_mut().zip(believed) {
        column.cards &= believed;
    }
    layout
}

/// The layout of a column that appeared after the sample: its name decides, and each cell must fit.
pub(crate) fn late(knowledge: &Knowledge<'_>, table: &Table, layout: &mut Layout, name: &str) {
    let mut column = start(knowledge, table.kind, name, ColumnProfile::default());
    match table.kind {
        TableKind::Segments => segments::decide(knowledge, std::slice::from_mut(&mut column)),
        TableKind::Mail => decide_mail(std::slice::from_mut(&mut column)),
        TableKind::Text => column.take(Reading::Text, 1.0, RUNNING_TEXT),
        _ => decide::decide(knowledge, &mut column),
    }
    if let Some(correction) = knowledge.corrections.find(&table.name, layout.columns.len(), name) {
        correct(knowledge, &mut column, correction);
    }
    if matches!(column.reading, Reading::As(Meaning::Date(_) | Meaning::Time)) {
        column.reading = Reading::Nothing;
    }
    parties::join(layout, column);
}

fn start(knowledge: &Knowledge<'_>, kind: TableKind, name: &str, profile: ColumnProfile) -> Column {
    let (words, context) = match kind {
        TableKind::RowsWithoutHeader | TableKind::Segments => {
            (header::Words::default(), header::Words::default())
        }
        TableKind::Paths => path_words(name),
        _ => (header::words(name), header::Words::default()),
    };
    let mut guess = header::guess(&words);
    if guess.role == Role::Unknown {
        guess.role = header::role_of(&context);
    }
    let last = if kind == TableKind::Paths { last_part(name) } else { name };
    let named = match kind {
        TableKind::RowsWithoutHeader | TableKind::Segments => CategorySet::default(),
        _ => without(knowledge.scanner.named_by(last), knowledge.ids.postcode),
    };
    let shape = match kind {
        TableKind::Rows | TableKind::RowsWithoutHeader => shape::Shape::of(&profile).to_string(),
        _ => String::new(),
    };
    Column {
        name: name.to_string(),
        words,
        guess,
        named,
        profile,
        reading: Reading::Scan,
        role: guess.role,
        certainty: 0.0,
        evidence: Vec::new(),
        decided_by: DecidedBy::Inferred,
        shape,
    }
}

/// Postal codes are judged with the rest of the address.
fn without(set: CategorySet, category: CategoryId) -> CategorySet {
    CategorySet(set.0 & !(1 << category.0))
}

fn last_part(path: &str) -> &str {
    let part = path.rsplit('/').find(|part| !matches!(*part, "#text" | "text()" | "$" | "")).unwrap_or(path);
    part.trim_end_matches("[]").trim_start_matches('@')
}

/// The last part of a path is the column's name; where that is only `name` or `line`, the part before belongs
/// to it. The parts before tell the role.
fn path_words(path: &str) -> (header::Words, header::Words) {
    let parts: Vec<&str> = path
        .split('/')
        .map(|part| part.trim_end_matches("[]").trim_start_matches('@'))
        .filter(|part| !matches!(*part, "#text" | "text()" | "$" | ""))
        .collect();
    let context = header::words(&parts.join(" "));
    let Some((last, before)) = parts.split_last() else { return (header::Words::default(), context) };
    let words = header::words(last);
    let vague = words.len() == 1
        && words.any(&[
            header::Concept::Name,
            header::Concept::Line,
            header::Concept::Number,
            header::Concept::Date,
            header::Concept::Time,
            header::Concept::Place,
            header::Concept::Client,
            header::Concept::First,
            header::Concept::Last,
        ]);
    let parent_is_thing =
        || before.last().is_some_and(|parent| header::words(parent).has(header::Concept::Thing));
    match before.last() {
        // `rFonts/@ascii`: what the thing is, not whose.
        Some(parent) if words.is_empty() && parent_is_thing() => (header::words(parent), context),
        Some(parent) if vague => (header::words(&format!("{parent} {last}")), context),
        _ => (words, context),
    }
}

fn decide_mail(columns: &mut [Column]) {
    for column in columns {
        let (reading, role) = match column.name.to_ascii_lowercase().as_str() {
            "from" | "sender" | "reply-to" => (Reading::Mailboxes, Role::Author),
            "to" | "cc" | "bcc" | "delivered-to" => (Reading::Mailboxes, Role::Recipient),
            "date" => (Reading::EventDate, Role::Unknown),
            "message-id" | "in-reply-to" | "references" => (Reading::Nothing, Role::Unknown),
            _ => (Reading::Text, Role::Unknown),
        };
        column.role = role;
        column.take(reading, 1.0, "part of a mail");
    }
}

/// What speaks for the one column of a table of lines.
const RUNNING_TEXT: &str = "text";

/// Is it the column of a table of lines: a log, a letter, a page?
#[must_use]
pub fn is_running_text(row: &LayoutRow) -> bool {
    row.category.as_deref() == Some(general::FREE_TEXT.code) && row.evidence == RUNNING_TEXT
}

fn text_layout(believed: &[bool]) -> Layout {
    let column = |cards: &bool| ColumnLayout {
        cards: *cards,
        reading: Reading::Text,
        party: 0,
        grouped: false,
        shared: false,
        further: false,
        parted: false,
        of_company: false,
        of_client: false,
        abroad: false,
        order: Order::MonthFirst,
        certainty: 1.0,
        evidence: RUNNING_TEXT.into(),
        decided_by: DecidedBy::Inferred,
        shape: String::new(),
    };
    Layout {
        columns: believed.iter().map(column).collect(),
        parties: vec![Party::default()],
        pieces: Vec::new(),
        order: Order::MonthFirst,
    }
}

/// Takes what a table of the same layout tells of a column: the name it has there, and what was decided there where
/// the table's own few values said otherwise.
fn heed(knowledge: &Knowledge<'_>, column: &mut Column, like: &Like, number: usize, borrowed: bool) {
    if borrowed {
        column.evidence.insert(0, format!("`{}` in source {}", column.name, like.source));
    }
    let Some(Some(decided)) = like.columns.get(number) else { return };
    let own = code_of(knowledge.categories, column.reading);
    if !decided.wins_over(own.as_deref(), column.certainty) {
        return;
    }
    column.take(
        reading_of(knowledge.categories, decided.category.as_deref()),
        decided.certainty,
        match decided.why {
            Why::SameColumns => format!("as in source {}, which has the same columns", like.source),
            Why::Key => "the key by which rows of other tables are tied to these".to_string(),
        },
    );
    if column.role == Role::Unknown {
        column.role = decided.role;
    }
    column.decided_by = DecidedBy::Elsewhere;
}

fn correct(knowledge: &Knowledge<'_>, column: &mut Column, correction: &crate::corrections::Correction) {
    column.decided_by = DecidedBy::Corrected;
    column.certainty = 1.0;
    column.evidence = vec!["corrected".into()];
    column.reading = reading_of(knowledge.categories, correction.category.as_deref());
    if let Some(role) = correction.role {
        column.role = role;
    }
}

/// The reading that a category code asks for; no code: nothing.
fn reading_of(categories: &Categories, code: Option<&str>) -> Reading {
    let Some(code) = code else { return Reading::Nothing };
    let known: [(&str, Reading); 18] = [
        (general::PERSON_NAME.code, Reading::As(Meaning::PersonName)),
        (general::GIVEN_NAME.code, Reading::As(Meaning::GivenName)),
        (general::FAMILY_NAME.code, Reading::As(Meaning::FamilyName)),
        (general::ORGANISATION_NAME.code, Reading::As(Meaning::Organisation)),
        (general::STREET_ADDRESS.code, Reading::As(Meaning::Street)),
        (general::CITY.code, Reading::As(Meaning::City)),
        (general::REGION.code, Reading::As(Meaning::Region)),
        (general::POSTCODE.code, Reading::As(Meaning::Postcode)),
        (general::COUNTRY.code, Reading::As(Meaning::Country)),
        (general::SEX.code, Reading::As(Meaning::Sex)),
        (general::EVENT_DATE.code, Reading::EventDate),
        (general::EVENT_TIME.code, Reading::EventTime),
        (general::EVENT_PLACE.code, Reading::As(Meaning::Place)),
        (general::CUSTOMER_NUMBER.code, Reading::As(Meaning::CustomerNumber)),
        (general::RECORD_NUMBER.code, Reading::As(Meaning::RecordNumber(255))),
        (general::CLIENT_KEY.code, Reading::As(Meaning::ClientKey)),
        (general::REFERENCE.code, Reading::As(Meaning::Reference)),
        (diagnosis::IDENTIFIER.category.code, Reading::As(Meaning::Illness)),
    ];
    match known.iter().find(|(known, _)| *known == code) {
        Some((_, reading)) => *reading,
        None if code == general::FREE_TEXT.code => Reading::Text,
        None => categories.by_code(code).map_or(Reading::Scan, |category| Reading::Identifier(category.id)),
    }
}

/// The category code of a reading, identifiers included.
pub(crate) fn code_of(categories: &Categories, reading: Reading) -> Option<String> {
    match reading {
        Reading::Identifier(category) | Reading::Piece(category) => {
            Some(categories.get(category).code.clone())
        }
        other => category_of(other).map(str::to_string),
    }
}

/// The category that a reading reports; `None` where it reports none by itself.
fn category_of(reading: Reading) -> Option<&'static str> {
    Some(match reading {
        Reading::As(meaning) => match meaning {
            Meaning::PersonName => general::PERSON_NAME.code,
            Meaning::GivenName | Meaning::MiddleName => general::GIVEN_NAME.code,
            Meaning::FamilyName => general::FAMILY_NAME.code,
            Meaning::Organisation => general::ORGANISATION_NAME.code,
            Meaning::Street => general::STREET_ADDRESS.code,
            Meaning::City => general::CITY.code,
            Meaning::Region => general::REGION.code,
            Meaning::Postcode => general::POSTCODE.code,
            Meaning::Country => general::COUNTRY.code,
            Meaning::Sex => general::SEX.code,
            Meaning::Place => general::EVENT_PLACE.code,
            Meaning::Illness => diagnosis::IDENTIFIER.category.code,
            Meaning::RecordNumber(_) => general::RECORD_NUMBER.code,
            Meaning::CustomerNumber => general::CUSTOMER_NUMBER.code,
            Meaning::ClientKey => general::CLIENT_KEY.code,
            Meaning::Reference => general::REFERENCE.code,
            Meaning::FreeText => general::FREE_TEXT.code,
            Meaning::Date(_) | Meaning::Time | Meaning::Relation => return None,
        },
        Reading::EventDate => general::EVENT_DATE.code,
        Reading::EventTime => general::EVENT_TIME.code,
        Reading::Mailboxes => general::EMAIL.code,
        Reading::ContactName => general::PERSON_NAME.code,
        Reading::Text => general::FREE_TEXT.code,
        Reading::Identifier(_)
        | Reading::Piece(_)
        | Reading::EntityKind
        | Reading::Scan
        | Reading::Nothing => return None,
    })
}
