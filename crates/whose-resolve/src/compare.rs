//! Two rows to levels of agreement, each with the chance of it between strangers.

use whose_model::value::{UNKNOWN, UNKNOWN_RUN};

use crate::forms::birth::Agreement;
use crate::forms::hangul::Reading;
use crate::forms::letters::Letters;
use crate::forms::phone;
use crate::forms::similar::{near, within_edits};
use crate::forms::street;
use crate::frequency::Frequencies;
use crate::intern::{NONE, Texts};
use crate::levels::{FIELDS, Field, level};
use crate::side::Side;
use crate::values::briefs::{self, Brief};
use crate::values::{EmailForm, IdentifierForm, NameForm, Row, Values};

/// Letters around a name within one slip: how many ways a slip can go.
const SLIPS: f32 = 40.0;

/// How much commoner a phone number is where any area or country code may stand before it.
const ANY_CODE: f32 = 1.0;
/// ln of the chance that a mailbox called after its bearer begins as another one of that name.
const NAMED_LETTERS: f32 = -0.7;

/// Levels of agreement by field, with the natural logarithm of the chance of each among strangers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Pattern {
    /// Level of each field ([`level`]).
    pub levels: [u8; FIELDS],
    /// ln of the chance that strangers agree so.
    pub chance: [f32; FIELDS],
}

impl Default for Pattern {
    fn default() -> Self {
        Self { levels: [0; FIELDS], chance: [0.0; FIELDS] }
    }
}

impl Pattern {
    /// States how a field agrees, and the ln of the chance of it.
    pub(crate) fn set(&mut self, field: Field, level: u8, chance: f32) {
        self.levels[field as usize] = level;
        self.chance[field as usize] = chance;
    }

    /// Level of a field.
    pub(crate) const fn level(&self, field: Field) -> u8 {
        self.levels[field as usize]
    }
}

/// Compares rows.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Comparer<'a> {
    pub values: &'a Values,
    pub frequencies: &'a Frequencies,
    /// ln of the chance of levels that have no value of their own, from random pairs.
    pub random: &'a RandomChances,
}

/// ln of the chance of each level among random pairs.
#[derive(Debug, Clone)]
pub(crate) struct RandomChances(pub [[f32; level::COUNT]; FIELDS]);

impl RandomChances {
    /// Between a person and the customers of a registry, who are not drawn at random but known in number.
    pub(crate) fn of_registry() -> Self {
        let mut chances = Self::default();
        for (field, level, chance) in [
            (Field::Given, level::NEAR, -5.0),
            (Field::Given, level::VARIANT, -5.0),
            (Field::Family, level::NEAR, -5.0),
            (Field::Family, level::PART, -5.0),
            (Field::Birth, level::NEAR, -6.5),
            (Field::Birth, level::VARIANT, -5.9),
            (Field::Birth, level::PART, -4.2),
        ] {
            chances.0[field as usize][level as usize] = chance;
        }
        chances
    }
}

impl Default for RandomChances {
    fn default() -> Self {
        Self([[-0.05; level::COUNT]; FIELDS])
    }
}

impl Comparer<'_> {
    /// Compares all fields of two rows.
    pub(crate) fn compare(&self, one: &Row, other: &Row) -> Pattern {
        self.compare_sides(&self.side(one), &self.side(other))
    }

    /// Compares all fields.
    pub(crate) fn compare_sides(&self, one: &Side, other: &Side) -> Pattern {
        let mut pattern = Pattern::default();
        if let (Some(a), Some(b)) = (&one.name, &other.name) {
            self.names((one.row.name, a), (other.row.name, b), &mut pattern);
        }
        self.place(one, other, &mut pattern);
        let birth_told = self.identifiers(one, other, &mut pattern);
        if !birth_told {
            self.birth(&one.row, &other.row, &mut pattern);
            if one.row.sex != 0 && other.row.sex != 0 {
                let same = one.row.sex == other.row.sex;
                pattern.set(Field::Sex, if same { level::SAME } else { level::OTHER }, -0.69);
            }
        }
        self.phones(one, other, &mut pattern);
        self.emails(one, other, &mut pattern);
        self.same_words(one, other, &mut pattern);
        self.numbers_in_a_row(one, other, &mut pattern);
        pattern
    }

    /// Names of the same words in another order, or written together, are one name where the birth date or a national number is the
    /// same too. Alone they are no more: among two million parcels, hundreds of strangers are joined by them.
    fn same_words(&self, one: &Side, other: &Side, pattern: &mut Pattern) {
        let is = |field: Field, level: u8| pattern.level(field) == level;
        let ill = is(Field::Given, level::OTHER) || is(Field::Family, level::OTHER);
        let own = is(Field::Birth, level::SAME) || is(Field::National, level::SAME);
        if let (true, Some(a), Some(b)) = (ill && own, &one.name, &other.name)
            && self.are_same_words(one.row.name, other.row.name)
        {
            let chance = self.words_chance(a).max(self.words_chance(b));
            pattern.set(Field::Given, level::EXCHANGED, chance / 2.0);
            pattern.set(Field::Family, level::SAME, chance / 2.0);
        }
    }

    /// Numbers are given out in a row, to families at one counter: beside another given name the next number is no slip.
    fn numbers_in_a_row(&self, one: &Side, other: &Side, pattern: &mut Pattern) {
        if pattern.level(Field::Given) != level::OTHER || pattern.level(Field::Family) != level::SAME {
            return;
        }
        let born_alike = !matches!(pattern.level(Field::Birth), level::ABSENT | level::OTHER);
        let most = if born_alike { OF_TWINS } else { IN_A_ROW };
        for field in [Field::National, Field::Other] {
            if pattern.level(field) == level::NEAR && self.holds_next_number(one, other, most) {
                pattern.set(field, level::OTHER, -0.01);
            }
        }
    }

    /// Has one a number that was given out so soon after one of the other?
    fn holds_next_number(&self, one: &Side, other: &Side, most: u32) -> bool {
        let codes = |side: &Side| {
            let forms = side.identifiers.into_iter().flatten();
            forms.map(|form| (form.category, self.values.codes.get(form.code))).collect::<Vec<_>>()
        };
        let others = codes(other);
        codes(one).iter().any(|(category, code)| {
            others.iter().any(|(of, near)| of == category && are_in_a_row(code, near, most))
        })
    }

    /// Are both named, and differently beyond what a mask hides?
    pub(crate) fn other_names(&self, one: &Row, other: &Row) -> bool {
        if one.name == NONE || other.name == NONE || one.name == other.name {
            return false;
        }
        let letters = |row: &Row| self.values.names[row.name as usize].letters;
        if !letters(one).compares_with(letters(other)) || self.reading(one.name, other.name).is_some() {
            return false;
        }
        let masked = |row: &Row| self.values.names[row.name as usize].mask != NONE;
        let mut pattern = Pattern::default();
        if masked(one) || masked(other) {
            self.masked_names(one.name, other.name, &mut pattern);
        }
        pattern.level(Field::Given) != level::COMPATIBLE
    }

    fn random(&self, field: Field, level: u8) -> f32 {
        self.random.0[field as usize][level as usize]
    }

    fn names(&self, (one, a): (u32, &NameForm), (other, b): (u32, &NameForm), pattern: &mut Pattern) {
        if !a.letters.compares_with(b.letters) {
            return self.in_unlike_letters(one, other, pattern);
        }
        if a.mask != NONE || b.mask != NONE {
            // What a mask hides is counted in the letters it is written in.
            let romanised =
                a.letters != b.letters && (a.letters.are_romanised() || b.letters.are_romanised());
            if !romanised {
                self.masked_names(one, other, pattern);
            }
            return;
        }
        if self.in_other_letters(one, other, pattern) {
            return;
        }
        Self::suffixes(a, b, pattern);
        let direct = (self.given_level(a.given, b.given), self.family_level(a, b));
        let ill = |levels: (u8, u8)| levels.0 == level::OTHER || levels.1 == level::OTHER;
        if ill(direct) {
            let exchanged = (self.crossed_level(a, b), self.crossed_level(b, a));
            let good = |level: u8| matches!(level, level::SAME | level::NEAR);
            let either = good(exchanged.0) || good(exchanged.1);
            if either && exchanged.0 != level::OTHER && exchanged.1 != level::OTHER {
                let chance = self.word_chance(exchanged.0, a.given, b.family)
                    + self.word_chance(exchanged.1, a.family, b.given);
                if good(exchanged.0) && good(exchanged.1) {
                    pattern.set(Field::Given, level::EXCHANGED, chance / 2.0);
                    pattern.set(Field::Family, exchanged.0.max(exchanged.1), chance / 2.0);
                } else {
                    pattern.set(Field::Given, level::EXCHANGED, chance + 0.7);
                }
                return;
            }
            // Many names of other characters sound alike.
            let alike = self.reading(one, other).filter(|_| a.letters != Letters::Han);
            if let Some(reading) = alike {
                return self.set_reading(reading, pattern);
            }
        }
        self.set_given(direct.0, a, b, pattern);
        let chance = match direct.1 {
            level::SAME => self.frequencies.family.ln(a.family).max(self.frequencies.family.ln(b.family)),
            level::NEAR => self.near_chance(
                Field::Family,
                self.frequencies.family.rows(a.family),
                self.frequencies.family.rows(b.family),
                self.frequencies.family.total(),
            ),
            level::PART => {
                let shared = [a.family, a.parts[0], a.parts[1]]
                    .into_iter()
                    .filter(|part| *part != NONE && (*part == b.family || b.parts.contains(part)))
                    .map(|part| self.frequencies.family.ln(part));
                shared.fold(self.random(Field::Family, level::PART), f32::max)
            }
            other => self.random(Field::Family, other),
        };
        pattern.set(Field::Family, direct.1, chance);
    }

    fn are_same_words(&self, one: u32, other: u32) -> bool {
        let group = |name: u32| self.values.same_words.get(name as usize).copied().unwrap_or_default();
        group(one) != 0 && group(one) == group(other)
    }

    /// Among strangers, the chance of a given and a family name, whichever word is which.
    fn words_chance(&self, name: &NameForm) -> f32 {
        self.word_chance(level::SAME, name.given, NONE)
            + self.word_chance(level::SAME, name.family, NONE)
            + 0.7
    }

    /// The reading that two names share.
    fn reading(&self, one: u32, other: u32) -> Option<Reading> {
        let readings = &self.values.readings;
        readings.get(one as usize)?.shared(readings.get(other as usize)?)
    }

    /// Given and family name in one, as for a masked name: that the letters differ is one thing that happened, not two.
    fn set_reading(&self, reading: Reading, pattern: &mut Pattern) {
        let (given, family) = self.frequencies.reading(reading);
        let chance = given + family + self.frequencies.mixed_letters;
        pattern.set(Field::Given, level::SCRIPT, chance.min(-0.05));
    }

    /// In letters that no two names share: kana tell how both read, or nothing is known.
    fn in_unlike_letters(&self, one: u32, other: u32, pattern: &mut Pattern) {
        let readings = &self.values.readings;
        let (Some(a), Some(b)) = (readings.get(one as usize), readings.get(other as usize)) else {
            return;
        };
        if let Some(reading) = a.shared(b) {
            self.set_reading(reading, pattern);
        } else if a.list != [None; 2] && b.list != [None; 2] && !self.in_other_letters(one, other, pattern) {
            pattern.set(Field::Given, level::OTHER, self.random(Field::Given, level::OTHER));
            pattern.set(Field::Family, level::OTHER, self.random(Field::Family, level::OTHER));
        }
    }

    /// One in Hangul or kana, the other in Latin letters: says whether that is so and their readings were compared.
    fn in_other_letters(&self, one: u32, other: u32, pattern: &mut Pattern) -> bool {
        let readings = &self.values.readings;
        let (Some(a), Some(b)) = (readings.get(one as usize), readings.get(other as usize)) else {
            return false;
        };
        if a.native == b.native {
            return false;
        }
        if let Some(reading) = a.shared(b) {
            self.set_reading(reading, pattern);
            return true;
        }
        let mut known = a.list.iter().flatten();
        let family =
            known.find_map(|one| b.list.iter().flatten().find(|other| other.family == one.family)).copied();
        if let Some(reading) = family {
            pattern.set(Field::Given, level::OTHER, self.random(Field::Given, level::OTHER));
            let chance = self.frequencies.reading(reading).1 + self.frequencies.mixed_letters;
            pattern.set(Field::Family, level::SCRIPT, chance);
        }
        family.is_some()
    }

    fn set_given(&self, found: u8, a: &NameForm, b: &NameForm, pattern: &mut Pattern) {
        let shares = &self.frequencies.given;
        let words = &self.values.words;
        let mut found = found;
        if matches!(found, level::OTHER | level::NEAR)
            && ((a.given == b.middle && a.given != NONE) || (b.given == a.middle && b.given != NONE))
        {
            found = level::VARIANT;
        }
        let chance = match found {
            level::SAME => {
                let one_letter = words.is_initial(a.given);
                if one_letter {
                    self.frequencies.initial(words.initial(a.given))
                } else {
                    shares.ln(a.given).max(shares.ln(b.given))
                }
            }
            level::VARIANT if words.is_initial(a.given) || words.is_initial(b.given) => {
                // One of the two is written as an initial, and it fits.
                self.frequencies.initial(words.initial(a.given))
                    + (self.frequencies.initial_share + 0.7).min(-0.3)
            }
            // About half of those with a familiar form use it; the rarer of the two forms is the telling one.
            level::VARIANT => shares.ln(a.given).min(shares.ln(b.given)) + 0.7,
            level::NEAR => {
                self.near_chance(Field::Given, shares.rows(a.given), shares.rows(b.given), shares.total())
            }
            other => self.random(Field::Given, other),
        };
        let both = a.middle != NONE && b.middle != NONE && a.middle != b.middle;
        let clash = both
            && matches!(found, level::SAME | level::VARIANT)
            && words.initial(a.middle) != words.initial(b.middle)
            && !words.near(a.middle, b.middle);
        // Another middle name is what namesakes have: the given name then says no more than chance and a bit less.
        let found = if clash { level::MIDDLE } else { found };
        pattern.set(Field::Given, found, chance);
    }

    fn masked_names(&self, one: u32, other: u32, pattern: &mut Pattern) {
        let wholes = &self.values.wholes;
        let (a, b) = (wholes.get(one), wholes.get(other));
        if names_fit(a, b) || reversed(a).is_some_and(|a| names_fit(&a, b)) {
            let chance = match (self.values.names[one as usize].mask, self.values.names[other as usize].mask)
            {
                (NONE, _) => self.frequencies.mask_name(other),
                (_, NONE) => self.frequencies.mask_name(one),
                _ => self.frequencies.mask_name(one).max(self.frequencies.mask_name(other)),
            };
            pattern.set(Field::Given, level::COMPATIBLE, chance);
        } else {
            pattern.set(Field::Given, level::UNFIT, -0.02);
        }
    }

    fn suffixes(one: &NameForm, other: &NameForm, pattern: &mut Pattern) {
        use crate::forms::name::Suffix;
        let (a, b) = (one.suffix, other.suffix);
        let found = match (a, b) {
            (Suffix::None, Suffix::None) => level::ABSENT,
            (a, b) if a == b => level::SAME,
            (Suffix::None, _) | (_, Suffix::None) => level::PART,
            _ => level::OTHER,
        };
        pattern.set(Field::Suffix, found, if found == level::SAME { -2.0 } else { -0.3 });
    }

    fn given_level(&self, one: u32, other: u32) -> u8 {
        let words = &self.values.words;
        match self.word_level(one, other) {
            level::OTHER | level::NEAR if words.variant(one, other) => level::VARIANT,
            found => found,
        }
    }

    fn word_level(&self, one: u32, other: u32) -> u8 {
        if one == NONE || other == NONE {
            level::ABSENT
        } else if one == other || self.values.words.plain(one) == self.values.words.plain(other) {
            level::SAME
        } else if self.values.words.near(one, other) {
            level::NEAR
        } else {
            level::OTHER
        }
    }

    /// The given name of one against the family name of another; a hyphened name in the place of a given one stands there as
    /// its first part.
    fn crossed_level(&self, given: &NameForm, family: &NameForm) -> u8 {
        if family.parts[0] != NONE && family.parts[0] == given.given && family.parts[1] == given.middle {
            return level::SAME;
        }
        let found = self.word_level(given.given, family.family);
        // `NORMAND VALERIE` is Valérie Dias Normand.
        let is_part = found == level::OTHER && given.given != NONE && family.parts.contains(&given.given);
        if is_part { level::PART } else { found }
    }

    fn word_chance(&self, found: u8, one: u32, other: u32) -> f32 {
        if found == level::ABSENT {
            return 0.0;
        }
        let (given, family) = (&self.frequencies.given, &self.frequencies.family);
        let ln = |word: u32| given.ln(word).max(family.ln(word));
        if found == level::SAME {
            ln(one)
        } else {
            ln(one).max(ln(other)).max(self.random(Field::Family, level::NEAR))
        }
    }

    fn family_level(&self, a: &NameForm, b: &NameForm) -> u8 {
        let found = self.word_level(a.family, b.family);
        if found == level::SAME || found == level::ABSENT {
            return found;
        }
        let parts = |of: &NameForm| [of.family, of.parts[0], of.parts[1]];
        let shared = parts(a).iter().any(|part| *part != NONE && parts(b).contains(part));
        if shared { level::PART } else { found }
    }

    /// A slip from one established value to another is far less likely than being that other value.
    fn near_chance(&self, field: Field, one: u32, other: u32, total: f64) -> f32 {
        let rarer = f64::from(one.min(other).saturating_sub(1));
        let established = (f64::from(SLIPS) * rarer / total.max(2.0)).max(1e-12).ln() as f32;
        established.max(self.random(field, level::NEAR)).min(-0.05)
    }

    fn birth(&self, one: &Row, other: &Row, pattern: &mut Pattern) {
        if self.frequencies.is_junk_birth(one.birth) || self.frequencies.is_junk_birth(other.birth) {
            return;
        }
        let (found, chance) = match one.birth.agreement(other.birth) {
            Agreement::Absent => return,
            Agreement::Same => (level::SAME, self.frequencies.birth(one.birth)),
            Agreement::Near => (level::NEAR, self.random(Field::Birth, level::NEAR).max(-6.5)),
            Agreement::Compatible => {
                let known = |birth: crate::forms::birth::Birth| {
                    [(birth.year, -4.2f32), (u16::from(birth.month), -2.5), (u16::from(birth.day), -3.4)]
                        .iter()
                        .filter(|(part, _)| *part != 0)
                        .map(|(_, chance)| chance)
                        .sum::<f32>()
                };
                (level::COMPATIBLE, known(one.birth).max(known(other.birth)))
            }
            Agreement::Anniversary => (level::VARIANT, self.random(Field::Birth, level::VARIANT).max(-6.5)),
            Agreement::Year => (level::PART, self.random(Field::Birth, level::PART)),
            Agreement::Other => (level::OTHER, self.random(Field::Birth, level::OTHER)),
        };
        pattern.set(Field::Birth, found, chance);
    }

    fn place(&self, one_side: &Side, other_side: &Side, pattern: &mut Pattern) {
        let values = self.values;
        let (one, other) = (&one_side.row, &other_side.row);
        let masked = self.masked_area(one.postcode, other.postcode);
        let area = match masked {
            Some((level::COMPATIBLE, _)) => level::ABSENT,
            Some(_) => level::OTHER,
            None => text_level(&values.postcodes, &values.briefs.postcodes, one.postcode, other.postcode),
        };
        let city = self.city_level(one.city, other.city);
        let agrees = |found: u8| matches!(found, level::SAME | level::NEAR);
        let together = agrees(area) || agrees(city);
        let apart = !together && (area == level::OTHER || city == level::OTHER);
        let frequencies = self.frequencies;
        let mut found = level::ABSENT;
        let mut chance = 0.0;
        let lines = one.line != NONE && other.line != NONE;
        if lines {
            (found, chance) = self.lines(one_side, other_side, area, together, apart);
        }
        if let (level::ABSENT, Some(of_area), false) = (found, masked, agrees(city)) {
            (found, chance) = of_area;
        }
        if found == level::ABSENT {
            (found, chance) = match (area, city) {
                (level::SAME, _) => (
                    if lines { level::AREA } else { level::POSTCODE },
                    frequencies.postcodes.ln(one.postcode),
                ),
                (_, level::SAME) => {
                    (if lines { level::TOWN } else { level::CITY }, frequencies.cities.ln(one.city))
                }
                (level::NEAR, _) => (if lines { level::TOWN } else { level::CITY }, -4.0),
                (_, level::NEAR) => {
                    (if lines { level::TOWN } else { level::CITY }, frequencies.cities.ln(one.city).max(-5.0))
                }
                (level::ABSENT, level::ABSENT) if !lines => return,
                _ => (level::OTHER, -0.01),
            };
        }
        pattern.set(Field::Place, found, chance);
    }

    /// Two postcodes of which one shows a part only.
    fn masked_area(&self, one: u32, other: u32) -> Option<(u8, f32)> {
        let briefs = &self.values.briefs.postcodes;
        let masked = |at: u32| briefs.get(at as usize).map(Brief::is_masked);
        let either = [masked(one)?, masked(other)?];
        if either == [false; 2] {
            return None;
        }
        let share = |of: u32| self.frequencies.mask_postcode(of);
        let fit = fits(self.values.postcodes.get(one), self.values.postcodes.get(other));
        Some(match (fit, either) {
            (false, _) => (level::UNFIT, -0.02),
            (true, [true, false]) => (level::COMPATIBLE, share(one)),
            (true, [false, true]) => (level::COMPATIBLE, share(other)),
            (true, _) => (level::COMPATIBLE, share(one).max(share(other))),
        })
    }

    /// Names of cities slip as names of people do.
    fn city_level(&self, one: u32, other: u32) -> u8 {
        let briefs = &self.values.briefs.cities;
        let found = text_level(&self.values.cities, briefs, one, other);
        if found != level::OTHER || briefs[one as usize].unlike(&briefs[other as usize]) {
            return found;
        }
        let (a, b) = (self.values.cities.get(one).as_bytes(), self.values.cities.get(other).as_bytes());
        let same_end = a.first() == b.first() || a.last() == b.last();
        let close = same_end && a.len().abs_diff(b.len()) <= 2 && near(a, b);
        if close { level::NEAR } else { level::OTHER }
    }

    fn lines(&self, one_side: &Side, other_side: &Side, area: u8, together: bool, apart: bool) -> (u8, f32) {
        let frequencies = self.frequencies;
        let (one, other) = (&one_side.row, &other_side.row);
        if one.line == other.line {
            if apart {
                return (level::LINE_ELSEWHERE, frequencies.lines.ln(one.line));
            }
            let chance = if area == level::SAME {
                frequencies.address(one.line, one.postcode)
            } else {
                frequencies.lines.ln_own(one.line)
            };
            let found = match (one.unit, other.unit) {
                (a, b) if a == b => level::SAME,
                (NONE, _) | (_, NONE) => level::UNIT_MISSING,
                _ => level::OTHER_UNIT,
            };
            return (found, chance);
        }
        if apart {
            return (level::ABSENT, 0.0);
        }
        let (a, b) = (one_side.line, other_side.line);
        let locality = if area == level::SAME {
            frequencies.postcodes.ln(one.postcode)
        } else {
            frequencies.cities.ln(one.city)
        };
        let near_chance = (locality - 4.0).max(-14.0);
        let number_near = a.number == NONE || b.number == NONE || self.numbers_near(a.number, b.number);
        if a.street == b.street && a.street != NONE {
            return match number_near {
                true => (level::SLIP, near_chance),
                false if together => (level::OTHER_NUMBER, locality.min(frequencies.streets.ln(a.street))),
                false => (level::ABSENT, 0.0),
            };
        }
        let number_same = a.number == b.number && a.number != NONE;
        if (number_same || number_near)
            && street_near(self.values.streets.get(a.street), self.values.streets.get(b.street))
        {
            return (level::SLIP, near_chance);
        }
        (level::ABSENT, 0.0)
    }

    /// A slip apart in the number of the house.
    fn numbers_near(&self, one: u32, other: u32) -> bool {
        let briefs = &self.values.briefs.numbers;
        let (a, b) = (&briefs[one as usize], &briefs[other as usize]);
        if !a.may_be_one_edit(b) {
            return false;
        }
        let (x, y) = match (a.whole(), b.whole()) {
            (Some(x), Some(y)) => (x, y),
            _ => (self.values.numbers.get(one).as_bytes(), self.values.numbers.get(other).as_bytes()),
        };
        x.len().min(y.len()) >= 2 && within_edits(x, y, 1)
    }

    fn phones(&self, one: &Side, other: &Side, pattern: &mut Pattern) {
        let (mut found, mut chance) = (level::ABSENT, 0.0);
        let known = |side: &Side| {
            let numbers = side.row.phones.into_iter().zip(side.phones);
            numbers.filter(|(number, _)| *number != NONE)
        };
        for (a, x) in known(one) {
            for (b, y) in known(other) {
                let near = a == b || briefs::may_be_near(x, y);
                let (level, of) = if near { self.phone(a, b) } else { (level::OTHER, -0.01) };
                // Best agreement first: the fields' levels are in that order.
                if found == level::ABSENT || level < found {
                    (found, chance) = (level, of);
                }
            }
        }
        pattern.set(Field::Phone, found, chance);
    }

    fn phone(&self, one: u32, other: u32) -> (u8, f32) {
        if one == other {
            let masked = self.frequencies.mask_phone(one);
            let starred = self.values.phones.get(one).contains(['*', '…']);
            return if starred {
                (level::COMPATIBLE, masked)
            } else {
                (level::SAME, self.frequencies.phones.ln_own(one))
            };
        }
        let (a, b) = (self.values.phones.get(one), self.values.phones.get(other));
        let starred = |text: &str| text.contains(['*', '…']);
        if starred(a) || starred(b) {
            if fits(a, b) || phone::renumbered(a, b) {
                let chance = match (starred(a), starred(b)) {
                    (true, false) => self.frequencies.mask_phone(one),
                    (false, true) => self.frequencies.mask_phone(other),
                    _ => self.frequencies.mask_phone(one).max(self.frequencies.mask_phone(other)),
                };
                return (level::COMPATIBLE, chance);
            }
            return (level::UNFIT, -0.02);
        }
        if phone::renumbered(a, b) {
            return (level::RENUMBERED, self.frequencies.tail(a));
        }
        if a.len() >= 7 && within_edits(a.as_bytes(), b.as_bytes(), 1) {
            return (level::NEAR, -11.0);
        }
        if phone::shortened(a, b) {
            let phones = &self.frequencies.phones;
            return (level::PART, phones.ln_own(one).max(phones.ln_own(other)) + ANY_CODE);
        }
        (level::OTHER, -0.01)
    }

    fn emails(&self, one: &Side, other: &Side, pattern: &mut Pattern) {
        let known = |side: &Side| {
            let emails = side.row.emails.into_iter().zip(side.emails);
            emails.filter(|(email, _)| *email != NONE)
        };
        let alike = [level::SAME, level::VARIANT, level::COMPATIBLE, level::SCRIPT];
        let named =
            alike.contains(&pattern.level(Field::Given)) && pattern.level(Field::Family) != level::OTHER;
        let (mut found, mut chance) = (level::ABSENT, 0.0);
        for a in known(one) {
            for b in known(other) {
                let (level, of) = self.email(a, b, named);
                if found == level::ABSENT || level < found {
                    (found, chance) = (level, of);
                }
            }
        }
        pattern.set(Field::Email, found, chance);
    }

    /// The local part is a function of the name: where names agree, like local parts are expected.
    fn email(&self, (one, a): (u32, EmailForm), (other, b): (u32, EmailForm), named: bool) -> (u8, f32) {
        let brief = |local: u32| self.values.briefs.locals.get(local as usize).copied().unwrap_or_default();
        let (short, other_short) = (brief(a.local), brief(b.local));
        let text = |local: u32| self.values.locals.get(local);
        let domain = |form: EmailForm| self.values.domains.get(form.domain);
        let masked = [(short, a), (other_short, b)]
            .map(|(brief, form)| brief.is_masked() || domain(form).contains([UNKNOWN, UNKNOWN_RUN]));
        if masked != [false; 2] {
            let fit = one == other || fits(domain(a), domain(b)) && fits(text(a.local), text(b.local));
            let of_name = if named { self.frequencies.domain(a.domain) + NAMED_LETTERS } else { f32::MIN };
            let share = |of: u32| self.frequencies.mask_email(of).max(of_name).min(-0.05);
            return match (fit, masked) {
                (false, _) => (level::UNFIT, -0.02),
                (true, [true, false]) => (level::COMPATIBLE, share(one)),
                (true, [false, true]) => (level::COMPATIBLE, share(other)),
                (true, _) => (level::COMPATIBLE, share(one).max(share(other))),
            };
        }
        if one == other {
            return (level::SAME, self.frequencies.emails.ln_unique(one));
        }
        if a.local == b.local {
            let own = self.frequencies.locals.ln(a.local);
            return (level::PART, if named { own.max(-3.5) } else { own });
        }
        if !short.unlike(&other_short) && is_slip_in_local(text(a.local), text(b.local)) {
            return (level::NEAR, if named { -2.5 } else { -8.0 });
        }
        (level::OTHER, -0.02)
    }

    /// Says whether the numbers compared tell the birth dates.
    fn identifiers(&self, one: &Side, other: &Side, pattern: &mut Pattern) -> bool {
        let mut birth_told = false;
        let known = |side: &Side| {
            let numbers = side.row.identifiers.into_iter().zip(side.identifiers);
            numbers.filter_map(|(number, form)| (number != NONE).then_some((number, form?)))
        };
        for (a, x) in known(one) {
            for (b, y) in known(other) {
                if x.category != y.category {
                    continue;
                }
                let field = if x.national { Field::National } else { Field::Other };
                birth_told |= x.tells_birth && y.tells_birth;
                let (found, chance) = self.identifier((a, x), (b, y));
                if x.record && found != level::COMPATIBLE {
                    // One person has many records.
                    continue;
                }
                let known = pattern.level(field);
                if known == level::ABSENT || found < known {
                    pattern.set(field, found, chance);
                }
            }
        }
        birth_told
    }

    fn identifier(&self, (one, x): (u32, IdentifierForm), (other, y): (u32, IdentifierForm)) -> (u8, f32) {
        let briefs = &self.values.briefs.codes;
        let (short, other_short) = (briefs[x.code as usize], briefs[y.code as usize]);
        if one == other {
            return if short.is_masked() {
                (level::COMPATIBLE, self.frequencies.mask_code(x.code))
            } else {
                (level::SAME, self.frequencies.identifiers.ln_own(one))
            };
        }
        let either_masked = short.is_masked() || other_short.is_masked();
        let alike = short.may_begin(&other_short)
            || short.may_end(&other_short)
            || short.may_be_one_edit(&other_short);
        if !either_masked && !alike {
            return (level::OTHER, -0.01);
        }
        let (a, b) = (self.values.codes.get(x.code), self.values.codes.get(y.code));
        if either_masked {
            return if fits(a, b) {
                let chance = match (short.is_masked(), other_short.is_masked()) {
                    (true, false) => self.frequencies.mask_code(x.code),
                    (false, true) => self.frequencies.mask_code(y.code),
                    _ => self.frequencies.mask_code(x.code).max(self.frequencies.mask_code(y.code)),
                };
                (level::COMPATIBLE, chance)
            } else {
                (level::UNFIT, -0.02)
            };
        }
        // `서울12가3456` is `12가3456`: letters that stand before a number come and go.
        if is_lettered(a, b) || is_lettered(b, a) {
            let share = &self.frequencies.identifiers;
            return (level::COMPATIBLE, share.ln_own(one).max(share.ln_own(other)));
        }
        // A number cut short keeps its head.
        if x.national
            && a.len().min(b.len()) >= 6
            && a.len() != b.len()
            && (a.starts_with(b) || b.starts_with(a))
        {
            return (level::COMPATIBLE, -2.3 * a.len().min(b.len()).min(7) as f32 + 4.0);
        }
        if a.len().min(b.len()) >= 6 && within_edits(a.as_bytes(), b.as_bytes(), 1) {
            return (level::NEAR, if x.national { -9.0 } else { -5.0 });
        }
        (level::OTHER, -0.01)
    }
}

/// Numbers given out to a family are no further apart...
const IN_A_ROW: u32 = 5;
/// ...and to twins.
const OF_TWINS: u32 = 1;

/// Do two numbers differ in their last digits only, and by so little?
fn are_in_a_row(one: &str, other: &str, most: u32) -> bool {
    let tail = |code: &str| {
        let at = code.len().checked_sub(3).filter(|at| code.is_char_boundary(*at))?;
        Some((code[..at].to_string(), code[at..].parse::<u32>().ok()?))
    };
    let (Some((head, a)), Some((other_head, b))) = (tail(one), tail(other)) else { return false };
    head == other_head && a.abs_diff(b) <= most
}

/// Is one local part a slip of the other? Of two people of one name, another number behind it is what tells them apart.
fn is_slip_in_local(one: &str, other: &str) -> bool {
    let digits = |local: &str| local.bytes().filter(u8::is_ascii_digit).collect::<Vec<_>>();
    near(one.as_bytes(), other.as_bytes()) && within_edits(&digits(one), &digits(other), 1)
}

fn text_level(texts: &Texts, briefs: &[Brief], one: u32, other: u32) -> u8 {
    if one == NONE || other == NONE {
        return level::ABSENT;
    }
    if one == other {
        return level::SAME;
    }
    let (short, other_short) = (&briefs[one as usize], &briefs[other as usize]);
    if !short.may_begin(other_short) && !short.may_be_one_edit(other_short) {
        return level::OTHER;
    }
    let (a, b) = (texts.get(one), texts.get(other));
    // A forward sortation area or an outer code alone is part of the whole one.
    if a.len().min(b.len()) >= 3 && (a.starts_with(b) || b.starts_with(a)) {
        return level::NEAR;
    }
    // In a name a slip takes a letter; another digit is another thing. A code has both kinds of places.
    let code = a.as_bytes()[0].is_ascii_digit() || a.as_bytes().get(1).is_some_and(u8::is_ascii_digit);
    let numbered = |text: &str| text.bytes().any(|byte| byte.is_ascii_digit());
    let slips = code || !numbered(a) && !numbered(b);
    if slips && a.len().min(b.len()) >= 4 && within_edits(a.as_bytes(), b.as_bytes(), 1) {
        return level::NEAR;
    }
    level::OTHER
}

/// Is one number the other with letters before it?
fn is_lettered(long: &str, short: &str) -> bool {
    short.len() >= 6
        && long.len() > short.len()
        && long.strip_suffix(short).is_some_and(|before| before.chars().all(char::is_alphabetic))
}

/// [`whose_model::value::compatible`] without memory for the common case of masks of known length.
fn fits(one: &str, other: &str) -> bool {
    if one.contains(UNKNOWN_RUN) || other.contains(UNKNOWN_RUN) {
        return whose_model::value::compatible(one, other);
    }
    let (mut one, mut other) = (one.chars(), other.chars());
    loop {
        match (one.next(), other.next()) {
            (None, None) => return true,
            (Some(a), Some(b)) if a == b || a == UNKNOWN || b == UNKNOWN => {}
            _ => return false,
        }
    }
}

/// Do two names fit of which one is masked? A sign that hides a letter hides no blank, where the name shows its blanks.
fn names_fit(one: &str, other: &str) -> bool {
    let words = |name: &str| name.bytes().filter(|byte| *byte == b' ').count() + 1;
    let counts = (words(one), words(other));
    if counts.0 == 1 || counts.1 == 1 {
        return fits(one, other);
    }
    if counts.0 == counts.1 {
        return one.split(' ').zip(other.split(' ')).all(|(a, b)| fits(a, b));
    }
    // A run may stand for a word more.
    let (first, last) =
        (one.split(' ').zip(other.split(' ')).next(), one.rsplit(' ').zip(other.rsplit(' ')).next());
    let runs = one.contains(UNKNOWN_RUN) || other.contains(UNKNOWN_RUN);
    runs && [first, last].into_iter().flatten().all(|(a, b)| fits(a, b))
}

/// One street name is a slip of the other, or has words more.
fn street_near(one: &str, other: &str) -> bool {
    if one.is_empty() || other.is_empty() {
        return false;
    }
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    near(one.as_bytes(), other.as_bytes())
        || short.split(' ').all(|word| long.split(' ').any(|have| have == word))
        || is_glued(short, long)
}

/// `mckinleycircuit` is `mckinley` with its kind, a blank lost or shifted, perhaps with a slip.
fn is_glued(short: &str, long: &str) -> bool {
    let letters = |text: &str| -> String { text.chars().filter(|letter| *letter != ' ').collect() };
    let first = |text: &str| text.as_bytes().first().copied();
    first(short) == first(long)
        && letters(long).strip_prefix(&letters(short)).is_some_and(street::is_nearly_kind)
}

/// `given family` as `family given`.
fn reversed(name: &str) -> Option<String> {
    let (first, last) = name.rsplit_once(' ')?;
    Some(format!("{last} {first}"))
}
