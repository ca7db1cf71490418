//! Towns, streets and postal codes that fit each other.

use crate::dice::{Dice, Purpose};
use crate::ranked::{Weighted, words};

/// A town.
#[derive(Debug, Clone)]
pub(crate) struct City {
    pub(crate) name: &'static str,
    pub(crate) province: &'static str,
    /// First two characters of its postal codes.
    areas: Vec<&'static str>,
    /// Area codes of its phones.
    pub(crate) phones: &'static [u16],
    /// Share of French-speaking people, in 1,000.
    pub(crate) french: u32,
}

/// What kind of delivery address it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    Street,
    /// A post office box.
    Box,
    /// A rural route.
    Rural,
}

/// An address in numbers; spelled in `spelling`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Address {
    pub(crate) city: u16,
    pub(crate) street: u16,
    /// Position in the list of street kinds of its language.
    pub(crate) kind: u8,
    /// 0 for none, then north, south, east, west.
    pub(crate) direction: u8,
    pub(crate) form: Form,
    pub(crate) french: bool,
    /// House number, box number or rural route.
    pub(crate) number: u16,
    /// 0 for none.
    pub(crate) unit: u16,
}

impl Address {
    /// Equal for addresses that stay equal when the unit is left out.
    pub(crate) fn building(self) -> u64 {
        let form = self.form as u64;
        u64::from(self.city)
            | u64::from(self.street) << 12
            | u64::from(self.number) << 24
            | u64::from(self.french) << 40
            | form << 41
    }
}

/// All towns and streets.
#[derive(Debug)]
pub(crate) struct Places {
    pub(crate) cities: Vec<City>,
    draw: Weighted,
    english: Vec<String>,
    french: Vec<String>,
    english_draw: Weighted,
    french_draw: Weighted,
}

/// Number of kinds of street, English and French alike.
const KINDS: [u64; 8] = [40, 22, 14, 10, 6, 4, 3, 1];

impl Places {
    pub(crate) fn new() -> Self {
        let mut weights = Vec::new();
        let cities: Vec<City> = include_str!("../../data/cities.txt")
            .lines()
            .filter(|line| !line.starts_with('#'))
            .map(|line| {
                let mut parts = line.split('|');
                let mut part = || parts.next().expect("four columns in each line of cities.txt");
                let (name, province, weight, areas) = (part(), part(), part(), part());
                weights.push(weight.parse().expect("a whole number in cities.txt"));
                let areas = areas.split(' ').collect();
                City { name, province, areas, phones: phones(province, name), french: french(province, name) }
            })
            .collect();
        let list = |text| words(text).into_iter().map(|word| word.replace('_', " ")).collect::<Vec<_>>();
        let english = list(include_str!("../../data/streets_english.txt"));
        let french = list(include_str!("../../data/streets_french.txt"));
        let (english_draw, french_draw) =
            (Weighted::zipf(english.len(), 30), Weighted::zipf(french.len(), 20));
        Self { cities, draw: Weighted::new(weights), english, french, english_draw, french_draw }
    }

    pub(crate) fn city(&self, address: Address) -> &City {
        &self.cities[usize::from(address.city)]
    }

    pub(crate) fn street(&self, address: Address) -> &str {
        let list = if address.french { &self.french } else { &self.english };
        &list[usize::from(address.street)]
    }

    /// A new address, in the town given or any.
    pub(crate) fn address(&self, dice: &mut Dice, town: Option<u16>) -> Address {
        let city = town.unwrap_or_else(|| self.draw.draw(dice) as u16);
        let french = dice.chance(self.cities[usize::from(city)].french);
        let street = if french { self.french_draw.draw(dice) } else { self.english_draw.draw(dice) } as u16;
        let form = match dice.below(1_000) {
            0..8 => Form::Box,
            8..14 => Form::Rural,
            _ => Form::Street,
        };
        let digits = [40, 700, 2_500, 9_900][Weighted::new([1, 4, 3, 2]).draw(dice)];
        let number = match form {
            Form::Rural => dice.between(1, 8),
            Form::Box => dice.between(1, 4_000),
            Form::Street => dice.between(1, digits),
        } as u16;
        let unit = match (form, dice.below(100)) {
            (Form::Street, 0..20) => dice.between(1, 40),
            (Form::Street, 20..30) => dice.between(1, 25) * 100 + dice.between(1, 12),
            _ => 0,
        } as u16;
        let kind = Weighted::new(KINDS).draw(dice) as u8;
        let direction = if dice.chance(120) { dice.between(1, 4) as u8 } else { 0 };
        Address { city, street, kind, direction, form, french, number, unit }
    }

    /// The postal code: the same for one side of a stretch of street.
    pub(crate) fn postcode(&self, address: Address, seed: u64) -> [u8; 6] {
        const THIRD: &[u8] = b"ABCEGHJKLMNPRSTVWXYZ";
        let stretch = Address { number: address.number / 60 * 2 + address.number % 2, ..address };
        let mut dice = Dice::new(seed, Purpose::Postcode, stretch.building());
        let area = dice.pick(&self.city(address).areas).as_bytes();
        let digit = |dice: &mut Dice| b'0' + dice.below(10) as u8;
        [area[0], area[1], *dice.pick(THIRD), digit(&mut dice), *dice.pick(THIRD), digit(&mut dice)]
    }
}

/// Share of French-speaking people in 1,000, roughly as in the census of 2016.
fn french(province: &str, city: &str) -> u32 {
    match (province, city) {
        ("QC", "Montréal") => 700,
        ("QC", "Dollard-des-Ormeaux" | "Côte-Saint-Luc" | "Pointe-Claire") => 250,
        ("QC", _) => 930,
        ("NB", "Edmundston" | "Dieppe" | "Bathurst") => 800,
        ("NB", _) => 200,
        ("ON", "Ottawa" | "Cornwall" | "Timmins" | "Greater Sudbury") => 160,
        ("ON" | "MB", _) => 20,
        _ => 8,
    }
}

/// Area codes (NANP).
fn phones(province: &str, city: &str) -> &'static [u16] {
    match (province, city) {
        ("QC", "Montréal" | "Côte-Saint-Luc") => &[514, 438],
        ("QC", "Québec" | "Lévis" | "Saguenay" | "Rimouski" | "Alma" | "Gaspé" | "Sept-Îles") => {
            &[418, 581]
        }
        ("QC", "Sherbrooke" | "Gatineau" | "Trois-Rivières" | "Drummondville" | "Joliette") => &[819, 873],
        ("QC", _) => &[450, 579],
        ("ON", "Toronto") => &[416, 647, 437],
        ("ON", "Ottawa" | "Kingston" | "Cornwall" | "Belleville") => &[613, 343],
        ("ON", "London" | "Windsor" | "Kitchener" | "Guelph" | "Waterloo" | "Cambridge") => &[519, 226],
        ("ON", "Thunder Bay" | "Kenora") => &[807],
        ("ON", "Greater Sudbury" | "Timmins" | "North Bay" | "Sault Ste. Marie") => &[705, 249],
        ("ON", _) => &[905, 289],
        ("BC", "Victoria" | "Kelowna" | "Kamloops" | "Nanaimo" | "Prince George") => &[250, 778],
        ("BC", _) => &[604, 778],
        ("AB", "Calgary" | "Lethbridge" | "Red Deer") => &[403, 587],
        ("AB", _) => &[780, 587],
        ("MB", _) => &[204, 431],
        ("SK", _) => &[306, 639],
        ("NS" | "PE", _) => &[902, 782],
        ("NB", _) => &[506],
        ("NL", _) => &[709],
        _ => &[867],
    }
}
