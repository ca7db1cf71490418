//! Two rows to levels of agreement, each with the chance of it between strangers.

use whose_model::value::{UNKNOWN, UNKNOWN_RUN};

use crate::forms::birth::Agreement;
use crate::forms::phone;
use crate::forms::similar::{near, within_edits};
use crate::forms::street;
use crate::frequency::Frequencies;
use crate::intern::NONE;
use crate::levels::{FIELDS, Field, level};
use crate::values::{NameForm, Row, Values};

/// Letters around a name within one slip: how many ways a slip can go.
const SLIPS: f32 = 40.0;

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
    /// Compares all fields.
    pub(crate) fn compare(&self, one: &Row, other: &Row) -> Pattern {
        let mut pattern = Pattern::default();
        if one.name != NONE && other.name != NONE {
            self.names(one.name, other.name, &mut pattern);
        }
        self.place(one, other, &mut pattern);
        let birth_told = self.identifiers(one, other, &mut pattern);
        if !birth_told {
            self.birth(one, other, &mut pattern);
            if one.sex != 0 && other.sex != 0 {
                let same = one.sex == other.sex;
                pattern.set(Field::Sex, if same { level::SAME } else { level::OTHER }, -0.69);
            }
        }
        self.phones(one, other, &mut pattern);
        self.emails(one, other, &mut pattern);
        pattern
    }

    /// Are both named, and differently beyond what a mask hides?
    pub(crate) fn other_names(&self, one: &Row, other: &Row) -> bool {
        if one.name == NONE || other.name == NONE || one.name == other.name {
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

    fn names(&self, one: u32, other: u32, pattern: &mut Pattern) {
        let (a, b) = (&self.values.names[one as usize], &self.values.names[other as usize]);
        if a.mask != NONE || b.mask != NONE {
            return self.masked_names(one, other, pattern);
        }
        self.suffixes(one, other, pattern);
        let direct = (self.given_level(a.given, b.given), self.family_level(one, other));
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
        }
        self.set_given(direct.0, one, other, pattern);
        let chance = match direct.1 {
            level::SAME => self.frequencies.family.ln(a.family),
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

    fn set_given(&self, found: u8, one: u32, other: u32, pattern: &mut Pattern) {
        let (a, b) = (&self.values.names[one as usize], &self.values.names[other as usize]);
        let shares = &self.frequencies.given;
        let words = &self.values.words;
        let mut found = found;
        if found == level::OTHER
            && ((a.given == b.middle && a.given != NONE) || (b.given == a.middle && b.given != NONE))
        {
            found = level::VARIANT;
        }
        let chance = match found {
            level::SAME => {
                let one_letter = words.is_initial(a.given);
                if one_letter { self.frequencies.initial(words.initial(a.given)) } else { shares.ln(a.given) }
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
        if fits(a, b) || reversed(a).is_some_and(|a| fits(&a, b)) {
            let chance = match (self.values.names[one as usize].mask, self.values.names[other as usize].mask)
            {
                (NONE, _) => self.frequencies.mask_name(other),
                (_, NONE) => self.frequencies.mask_name(one),
                _ => self.frequencies.mask_name(one).max(self.frequencies.mask_name(other)),
            };
            pattern.set(Field::Given, level::COMPATIBLE, chance);
        } else {
            pattern.set(Field::Given, level::OTHER, -0.02);
        }
    }

    fn suffixes(&self, one: u32, other: u32, pattern: &mut Pattern) {
        use crate::forms::name::Suffix;
        let (a, b) = (self.values.names[one as usize].suffix, self.values.names[other as usize].suffix);
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
        } else if one == other {
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
        self.word_level(given.given, family.family)
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

    fn family_level(&self, one: u32, other: u32) -> u8 {
        let (a, b) = (&self.values.names[one as usize], &self.values.names[other as usize]);
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

    fn place(&self, one: &Row, other: &Row, pattern: &mut Pattern) {
        let values = self.values;
        let area = text_level(&values.postcodes, one.postcode, other.postcode);
        let city = self.city_level(one.city, other.city);
        let agrees = |found: u8| matches!(found, level::SAME | level::NEAR);
        let together = agrees(area) || agrees(city);
        let apart = !together && (area == level::OTHER || city == level::OTHER);
        let frequencies = self.frequencies;
        let mut found = level::ABSENT;
        let mut chance = 0.0;
        let lines = one.line != NONE && other.line != NONE;
        if lines {
            (found, chance) = self.lines(one, other, area, together, apart);
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

    /// Names of cities slip as names of people do.
    fn city_level(&self, one: u32, other: u32) -> u8 {
        let found = text_level(&self.values.cities, one, other);
        if found != level::OTHER {
            return found;
        }
        let (a, b) = (self.values.cities.get(one).as_bytes(), self.values.cities.get(other).as_bytes());
        let same_end = a.first() == b.first() || a.last() == b.last();
        let close = same_end && a.len().abs_diff(b.len()) <= 2 && near(a, b);
        if close { level::NEAR } else { level::OTHER }
    }

    fn lines(&self, one: &Row, other: &Row, area: u8, together: bool, apart: bool) -> (u8, f32) {
        let frequencies = self.frequencies;
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
        let (a, b) = (self.values.lines[one.line as usize], self.values.lines[other.line as usize]);
        let locality = if area == level::SAME {
            frequencies.postcodes.ln(one.postcode)
        } else {
            frequencies.cities.ln(one.city)
        };
        let near_chance = (locality - 4.0).max(-14.0);
        let number_near = a.number == NONE || b.number == NONE || {
            let (x, y) = (self.values.numbers.get(a.number), self.values.numbers.get(b.number));
            x.len().min(y.len()) >= 2 && within_edits(x.as_bytes(), y.as_bytes(), 1)
        };
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

    fn phones(&self, one: &Row, other: &Row, pattern: &mut Pattern) {
        let (mut found, mut chance) = (level::ABSENT, 0.0);
        for a in one.phones.iter().filter(|phone| self.is_phone(**phone)) {
            for b in other.phones.iter().filter(|phone| self.is_phone(**phone)) {
                let (level, of) = self.phone(*a, *b);
                // Best agreement first: the fields' levels are in that order.
                if found == level::ABSENT || level < found {
                    (found, chance) = (level, of);
                }
            }
        }
        pattern.set(Field::Phone, found, chance);
    }

    fn is_phone(&self, phone: u32) -> bool {
        phone != NONE && !self.frequencies.junk_phones[phone as usize]
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
            return (level::OTHER, -0.02);
        }
        if phone::renumbered(a, b) {
            return (level::RENUMBERED, self.frequencies.tail(a));
        }
        if a.len() >= 7 && within_edits(a.as_bytes(), b.as_bytes(), 1) {
            return (level::NEAR, -11.0);
        }
        (level::OTHER, -0.01)
    }

    fn emails(&self, one: &Row, other: &Row, pattern: &mut Pattern) {
        let is_email = |email: &&u32| **email != NONE && !self.frequencies.junk_emails[**email as usize];
        let named = matches!(pattern.level(Field::Given), level::SAME | level::VARIANT | level::COMPATIBLE)
            && pattern.level(Field::Family) != level::OTHER;
        let (mut found, mut chance) = (level::ABSENT, 0.0);
        for a in one.emails.iter().filter(is_email) {
            for b in other.emails.iter().filter(is_email) {
                let (level, of) = self.email(*a, *b, named);
                if found == level::ABSENT || level < found {
                    (found, chance) = (level, of);
                }
            }
        }
        pattern.set(Field::Email, found, chance);
    }

    /// The local part is a function of the name: where names agree, like local parts are expected.
    fn email(&self, one: u32, other: u32, named: bool) -> (u8, f32) {
        if one == other {
            return (level::SAME, self.frequencies.emails.ln_own(one));
        }
        let (a, b) = (self.values.emails[one as usize], self.values.emails[other as usize]);
        let (x, y) = (self.values.locals.get(a.local), self.values.locals.get(b.local));
        let starred = |text: &str| text.contains(['*', '…']);
        if starred(x) || starred(y) {
            return if a.domain == b.domain && fits(x, y) {
                (level::COMPATIBLE, -4.0)
            } else {
                (level::OTHER, -0.02)
            };
        }
        if a.local == b.local {
            let own = self.frequencies.locals.ln(a.local);
            return (level::PART, if named { own.max(-3.5) } else { own });
        }
        if near(x.as_bytes(), y.as_bytes()) {
            return (level::NEAR, if named { -2.5 } else { -8.0 });
        }
        (level::OTHER, -0.02)
    }

    /// Says whether the numbers compared tell the birth dates.
    fn identifiers(&self, one: &Row, other: &Row, pattern: &mut Pattern) -> bool {
        let mut birth_told = false;
        for a in one.identifiers.iter().filter(|id| self.is_identifier(**id)) {
            for b in other.identifiers.iter().filter(|id| self.is_identifier(**id)) {
                let (x, y) = (self.values.identifiers[*a as usize], self.values.identifiers[*b as usize]);
                if x.category != y.category {
                    continue;
                }
                let field = if x.national { Field::National } else { Field::Other };
                birth_told |= x.tells_birth && y.tells_birth;
                let (found, chance) = self.identifier(*a, *b);
                let known = pattern.level(field);
                if known == level::ABSENT || found < known {
                    pattern.set(field, found, chance);
                }
            }
        }
        birth_told
    }

    fn is_identifier(&self, identifier: u32) -> bool {
        identifier != NONE && !self.frequencies.junk_identifiers[identifier as usize]
    }

    fn identifier(&self, one: u32, other: u32) -> (u8, f32) {
        let (x, y) = (self.values.identifiers[one as usize], self.values.identifiers[other as usize]);
        let (a, b) = (self.values.codes.get(x.code), self.values.codes.get(y.code));
        let starred = |text: &str| text.contains(['*', '…']);
        if one == other {
            return if starred(a) {
                (level::COMPATIBLE, self.frequencies.mask_code(x.code))
            } else {
                (level::SAME, self.frequencies.identifiers.ln_own(one))
            };
        }
        if starred(a) || starred(b) {
            return if fits(a, b) {
                let chance = match (starred(a), starred(b)) {
                    (true, false) => self.frequencies.mask_code(x.code),
                    (false, true) => self.frequencies.mask_code(y.code),
                    _ => self.frequencies.mask_code(x.code).max(self.frequencies.mask_code(y.code)),
                };
                (level::COMPATIBLE, chance)
            } else {
                (level::OTHER, -0.02)
            };
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

fn text_level(texts: &crate::intern::Texts, one: u32, other: u32) -> u8 {
    if one == NONE || other == NONE {
        return level::ABSENT;
    }
    if one == other {
        return level::SAME;
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

/// `mckinleycircuit` is `mckinley` with its kind, a blank lost or shifted.
fn is_glued(short: &str, long: &str) -> bool {
    let letters = |text: &str| -> String { text.chars().filter(|letter| *letter != ' ').collect() };
    let first = |text: &str| text.as_bytes().first().copied();
    first(short) == first(long) && letters(long).strip_prefix(&letters(short)).is_some_and(street::is_kind)
}

/// `given family` as `family given`.
fn reversed(name: &str) -> Option<String> {
    let (first, last) = name.rsplit_once(' ')?;
    Some(format!("{last} {first}"))
}
