//! Fields that are compared and the levels at which they agree.

/// How many fields.
pub(crate) const FIELDS: usize = 10;

/// A field that is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(crate) enum Field {
    Given,
    Family,
    Suffix,
    Birth,
    Place,
    Phone,
    Email,
    National,
    Other,
    Sex,
}

impl Field {
    /// All, in order.
    pub(crate) const ALL: [Self; FIELDS] = [
        Self::Given,
        Self::Family,
        Self::Suffix,
        Self::Birth,
        Self::Place,
        Self::Phone,
        Self::Email,
        Self::National,
        Self::Other,
        Self::Sex,
    ];

    /// What it is called in evidence.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Given => "given name",
            Self::Family => "family name",
            Self::Suffix => "suffix",
            Self::Birth => "birth date",
            Self::Place => "place",
            Self::Phone => "phone",
            Self::Email => "e-mail",
            Self::National => "national number",
            Self::Other => "number",
            Self::Sex => "sex",
        }
    }
}

/// Levels of agreement. One numbering for all fields: a lower one is better, except that 0 is nothing to compare.
pub(crate) mod level {
    /// Nothing to compare.
    pub(crate) const ABSENT: u8 = 0;
    /// Equal.
    pub(crate) const SAME: u8 = 1;
    /// Same line, one side without a unit.
    pub(crate) const UNIT_MISSING: u8 = 2;
    /// Initial or familiar form; of a date, the day of another year.
    pub(crate) const VARIANT: u8 = 3;
    /// Same last digits, prefix moved.
    pub(crate) const RENUMBERED: u8 = 4;
    /// No known position contradicts.
    pub(crate) const COMPATIBLE: u8 = 5;
    /// A slip apart.
    pub(crate) const NEAR: u8 = 6;
    /// A slip apart (address line).
    pub(crate) const SLIP: u8 = 6;
    /// Given and family name exchanged.
    pub(crate) const EXCHANGED: u8 = 7;
    /// A part is the same: of a double name, the year of a date, the local part of an e-mail, a phone without its area or
    /// country code; one side only has a suffix.
    pub(crate) const PART: u8 = 8;
    /// Same given name, another middle name.
    pub(crate) const MIDDLE: u8 = 9;
    /// Same postcode, no lines to compare.
    pub(crate) const POSTCODE: u8 = 9;
    /// A name written in other letters, Hangul and Latin.
    pub(crate) const SCRIPT: u8 = 10;
    /// Same city, no lines to compare.
    pub(crate) const CITY: u8 = 10;
    /// Same line, another unit.
    pub(crate) const OTHER_UNIT: u8 = 11;
    /// Same street, another number.
    pub(crate) const OTHER_NUMBER: u8 = 12;
    /// Same postcode, other lines.
    pub(crate) const AREA: u8 = 13;
    /// Same city, other lines.
    pub(crate) const TOWN: u8 = 14;
    /// Same line in another place.
    pub(crate) const LINE_ELSEWHERE: u8 = 15;
    /// Different.
    pub(crate) const OTHER: u8 = 16;
    /// A known position contradicts, where one of the two is masked.
    pub(crate) const UNFIT: u8 = 17;
    /// One past the last.
    pub(crate) const COUNT: usize = 18;

    /// What a level is called in evidence.
    pub(crate) const fn word(level: u8, place: bool) -> &'static str {
        match level {
            SAME => "same",
            UNIT_MISSING => "same, unit missing",
            VARIANT => "initial or familiar form",
            RENUMBERED => "renumbered",
            COMPATIBLE => "compatible",
            NEAR => "slip",
            EXCHANGED => "exchanged",
            PART => "part",
            MIDDLE if !place => "same, other middle name",
            SCRIPT if !place => "same, in other letters",
            POSTCODE => "same postcode",
            CITY => "same city",
            OTHER_UNIT => "other unit",
            OTHER_NUMBER => "same street, other number",
            AREA => "other address, same postcode",
            TOWN => "other address, same city",
            LINE_ELSEWHERE => "same line elsewhere",
            OTHER => "other",
            UNFIT => "does not fit the mask",
            _ => "not compared",
        }
    }
}
