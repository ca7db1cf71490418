//! Towns, provinces and states, countries.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{korean, latin};

static TOWNS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| towns().collect());

/// Names of towns, folded.
pub fn towns() -> impl Iterator<Item = &'static str> {
    include_str!("../../lexicons/places.txt").lines()
}

/// What a run of capitalised words may name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// A country, province or state.
    Area,
    /// A town.
    Town,
}

/// Hashes of folded names and what they are; open addressing.
struct Gazetteer(Vec<u64>);

const SLOTS: usize = 1 << 16;

static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(|| {
    let mut table = Gazetteer(vec![0; SLOTS]);
    towns().for_each(|name| table.add(name, 0));
    let areas = REGION_NAMES.keys().chain(COUNTRY_NAMES.iter()).filter(|name| name.len() > 3);
    areas.for_each(|name| table.add(name, 1));
    table
});

impl Gazetteer {
    fn slot(&self, hash: u64) -> usize {
        let mut at = (hash >> 40) as usize & (SLOTS - 1);
        while self.0[at] != 0 && self.0[at] | 1 != hash | 1 {
            at = (at + 1) & (SLOTS - 1);
        }
        at
    }

    fn add(&mut self, folded: &str, area: u64) {
        let Some(hash) = super::hash_small(folded).map(|hash| hash & !1) else { return };
        let at = self.slot(hash);
        self.0[at] |= hash | area;
    }
}

/// The place that a name in Latin letters is, whatever its case and accents. A name that is both counts as the
/// larger. Names of more than 50 bytes are none.
#[must_use]
pub fn latin(name: &str) -> Option<Place> {
    if name.len() > 50 {
        return None;
    }
    let plain = name.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b' ');
    let hash = if plain {
        super::hash_small(name)?
    } else {
        let mut buffer = [0u8; 64];
        super::hash_small(latin::fold_words(name, &mut buffer)?)?
    };
    match GAZETTEER.0[GAZETTEER.slot(hash & !1)] {
        0 => None,
        entry if entry & 1 == 1 => Some(Place::Area),
        _ => Some(Place::Town),
    }
}

/// A town, or a Korean administrative unit?
#[must_use]
pub fn is_town(name: &str) -> bool {
    let name = name.trim();
    if name.chars().next().is_some_and(korean::is_hangul) {
        return korean::is_place(name) || name.split(' ').all(korean::is_place);
    }
    if latin::first_word(name).is_some_and(|flags| !flags.begins_town()) {
        return false;
    }
    let mut buffer = [0u8; 64];
    let Some(folded) = latin::fold_words(name, &mut buffer) else { return false };
    if TOWNS.contains(folded) {
        return true;
    }
    // Canadian Post and French writers shorten Saint.
    let long = |short: &str, long: &str| {
        folded.strip_prefix(short).is_some_and(|rest| TOWNS.contains(format!("{long}{rest}").as_str()))
    };
    long("st ", "saint ") || long("ste ", "sainte ")
}

/// Provinces, states and 시도: code and names, one line each.
const REGIONS: &str = "\
AB;alberta
BC;british columbia;colombie britannique;c b
MB;manitoba
NB;new brunswick;nouveau brunswick
NL;newfoundland and labrador;newfoundland;terre neuve et labrador
NS;nova scotia;nouvelle ecosse
NT;northwest territories;territoires du nord ouest
NU;nunavut
ON;ontario;ont
PE;prince edward island;ile du prince edouard;pei
QC;quebec;que;pq
SK;saskatchewan;sask
YT;yukon
AL;alabama
AK;alaska
AZ;arizona
AR;arkansas
CA;california;calif
CO;colorado
CT;connecticut;conn
DE;delaware
DC;district of columbia
FL;florida;fla
GA;georgia
HI;hawaii
ID;idaho
IL;illinois
IN;indiana
IA;iowa
KS;kansas
KY;kentucky
LA;louisiana
ME;maine
MD;maryland
MA;massachusetts;mass
MI;michigan;mich
MN;minnesota;minn
MS;mississippi
MO;missouri
MT;montana
NE;nebraska
NV;nevada
NH;new hampshire
NJ;new jersey
NM;new mexico
NY;new york
NC;north carolina
ND;north dakota
OH;ohio
OK;oklahoma
OR;oregon
PA;pennsylvania;penn
RI;rhode island
SC;south carolina
SD;south dakota
TN;tennessee;tenn
TX;texas;tex
UT;utah
VT;vermont
VA;virginia
WA;washington
WV;west virginia
WI;wisconsin;wis
WY;wyoming
PR;puerto rico
GU;guam
VI;virgin islands
서울;서울특별시;서울시;seoul
부산;부산광역시;부산시;busan
대구;대구광역시;대구시;daegu
인천;인천광역시;인천시;incheon
광주;광주광역시;gwangju
대전;대전광역시;대전시;daejeon
울산;울산광역시;울산시;ulsan
세종;세종특별자치시;세종시;sejong
경기;경기도;gyeonggi do;gyeonggi
강원;강원도;강원특별자치도;gangwon
충북;충청북도;chungbuk;chungcheongbuk do
충남;충청남도;chungnam;chungcheongnam do
전북;전라북도;전북특별자치도;jeonbuk
전남;전라남도;jeonnam
경북;경상북도;gyeongbuk
경남;경상남도;gyeongnam
제주;제주도;제주특별자치도;jeju
";

/// Korean names of regions, the short ones among them.
pub(super) fn korean_regions() -> impl Iterator<Item = &'static str> {
    REGIONS.lines().flat_map(|line| line.split(';')).filter(|name| !name.is_ascii())
}

/// Names of regions; those in Latin letters are folded.
pub(super) fn region_names() -> impl Iterator<Item = &'static str> {
    REGIONS.lines().flat_map(|line| line.split(';').skip(1))
}

static REGION_NAMES: LazyLock<FxHashMap<&str, &str>> = LazyLock::new(|| {
    let mut names = FxHashMap::default();
    for line in REGIONS.lines() {
        let mut parts = line.split(';');
        let code = parts.next().unwrap_or_default();
        names.insert(code, code);
        for name in parts {
            names.entry(name).or_insert(code);
        }
    }
    names
});

/// The code of a province, state or 시도, from its code or name; `None` when it is none.
#[must_use]
pub fn region(name: &str) -> Option<&'static str> {
    let name = name.trim().trim_end_matches('.');
    if let [one, other] = name.as_bytes() {
        let upper = [one.to_ascii_uppercase(), other.to_ascii_uppercase()];
        return std::str::from_utf8(&upper).ok().and_then(|code| REGION_NAMES.get(code)).copied();
    }
    if name.len() > 40 || name.is_empty() {
        return None;
    }
    if name.chars().next().is_some_and(korean::is_hangul) {
        return if korean::begins_region(name) { REGION_NAMES.get(name).copied() } else { None };
    }
    if latin::first_word(name).is_some_and(|flags| !flags.begins_region()) {
        return None;
    }
    let mut buffer = [0u8; 64];
    REGION_NAMES.get(latin::fold_words(name, &mut buffer)?).copied()
}

const COUNTRIES: &str = "canada;ca;can;united states;united states of america;usa;us;u s a;etats unis;korea;south korea;\
republic of korea;kr;kor;korea republic of;coree;coree du sud;france;fr;fra;japan;jp;jpn;japon;china;cn;chn;chine;germany;de;deu;\
deutschland;allemagne;united kingdom;uk;gb;gbr;great britain;england;royaume uni;mexico;mx;mexique;italy;it;italie;spain;es;\
espagne;australia;au;aus;australie;belgium;belgique;be;switzerland;suisse;ch;netherlands;pays bas;nl;brazil;bresil;br;india;in;inde;\
ireland;irlande;ie;portugal;pt;poland;pologne;pl;sweden;suede;se;norway;norvege;no;denmark;danemark;dk;finland;finlande;fi;austria;\
autriche;at;czech republic;cz;hungary;hongrie;hu;russia;russie;ru;vietnam;vn;philippines;ph;thailand;th;singapore;sg;taiwan;tw;\
hong kong;hk;argentina;ar;chile;cl;colombia;co;venezuela;ve;new zealand;nz;south africa;za;egypt;eg;turkey;tr;israel;il;\
대한민국;한국;미국;일본;중국;캐나다;프랑스;독일;영국;베트남;필리핀;태국;호주";

/// Names and codes of countries; those in Latin letters are folded.
pub(super) fn countries() -> impl Iterator<Item = &'static str> {
    COUNTRIES.split(';').chain(include_str!("../../lexicons/countries.txt").lines())
}

static COUNTRY_NAMES: LazyLock<FxHashSet<&str>> = LazyLock::new(|| countries().collect());

/// A country, by name or code?
#[must_use]
pub fn is_country(name: &str) -> bool {
    let name = name.trim();
    if name.chars().next().is_some_and(korean::is_hangul) {
        return COUNTRY_NAMES.contains(name);
    }
    if latin::first_word(name).is_some_and(|flags| !flags.begins_country()) {
        return false;
    }
    let mut buffer = [0u8; 64];
    latin::fold_words(name, &mut buffer).is_some_and(|folded| COUNTRY_NAMES.contains(folded))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_places_are_one_look_up() {
        assert_eq!(latin("New Zealand"), Some(Place::Area));
        assert_eq!(latin("Québec"), Some(Place::Area));
        assert_eq!(latin("Los Angeles"), Some(Place::Town));
        assert_eq!(latin("Qzx"), None);
    }

    #[test]
    fn regions_have_codes() {
        assert_eq!(region("Québec"), Some("QC"));
        assert_eq!(region("on"), Some("ON"));
        assert_eq!(region("서울특별시"), Some("서울"));
        assert_eq!(region("Main"), None);
    }

    #[test]
    fn towns_are_known_in_their_spellings() {
        assert!(is_town("Saint-Jérôme") && is_town("ST-JEROME") && is_town("Toronto") && is_town("강남구"));
        assert!(!is_town("Blue shirt"));
        assert!(is_country("Corée du Sud") && is_country("USA"));
    }
}
