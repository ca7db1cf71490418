//! What is recognised: one file per identifier.
//!
//! A file holds one [`Identifier`] in one block: category, reference, shapes, judge, context words, examples and
//! counter-examples. To add one, write its file and its line in [`identifiers!`]; nothing else knows it.

use crate::scan::{Around, Hit, Shaped, Verdict, check_digit, date};
use whose_model::category::{Categories, CategoryDefinition, Comparison, Group, general};

/// Where the scanner hands over to a finder of an identifier's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trigger {
    /// At an `@`.
    At,
    /// At `:` or `=`.
    Key,
    /// At `$`.
    Dollar,
    /// At a number of one to four digits or masks that Hangul follows, with or without a space.
    Hangul,
    /// At a number of four digits or masks behind a Hangul syllable, with or without a space.
    AfterHangul,
    /// At a number of one to three digits that a dot and a digit follow.
    Dotted,
    /// At a number of four digits that starts with 19 or 20.
    Year,
    /// At a word of letters and digits of sixteen or more, `-`, `_`, `.`, `/`, `+` and `=` included.
    LongWord,
}

/// A finder of an identifier's own: looks around a byte, gives the span and writes the normal form.
pub type Find = fn(&Around<'_>, usize, &mut String) -> Option<Hit>;

/// One kind of number, code or address, with everything known about it.
#[derive(Debug, Clone, Copy)]
pub struct Identifier {
    /// Name of its file.
    pub name: &'static str,
    /// The category that its values are reported under.
    pub category: CategoryDefinition,
    /// Where the rule comes from.
    pub reference: &'static str,
    /// How it is told from other things, in a sentence or two.
    pub evidence: &'static str,
    /// Shapes that count anywhere, as [`crate::scan`] writes them.
    pub shapes: &'static [&'static str],
    /// Shapes that count where words say what it is.
    pub shapes_in_context: &'static [&'static str],
    /// Shapes that count as a cell of a column of the kind.
    pub shapes_in_cells: &'static [&'static str],
    /// How certain is a value whose shape fits? `None` where it is no such value.
    pub judge: fn(&Shaped<'_>) -> Option<Verdict>,
    /// Writes the normal form.
    pub normal: fn(&Shaped<'_>, &mut String),
    /// Finders for what no shape describes.
    pub finders: &'static [(Trigger, Find)],
    /// Do its dates and check digits together let fewer than one random number in two hundred through, so that a column of right
    /// ones needs no name?
    pub strict: bool,
    /// Reads a whole cell that no shape describes; tried before the shapes.
    pub cell: Option<fn(&str, &mut String) -> Option<Verdict>>,
    /// Forms it takes when a part is hidden.
    pub masked: &'static [&'static str],
    /// Words before a value that speak of it: Korean, English, French; lower case.
    pub context: &'static [&'static str],
    /// Words in column names, lower case; those of `context` count as well.
    pub columns: &'static [&'static str],
    /// Text, and the normal form of the one value of the category in it.
    pub examples: &'static [(&'static str, &'static str)],
    /// Cell of a column of the kind, and its normal form.
    pub cells: &'static [(&'static str, &'static str)],
    /// Text in which no value of the category stands.
    pub counter_examples: &'static [&'static str],
}

impl Identifier {
    /// What most identifiers share.
    pub const BASE: Self = Self {
        name: "",
        category: general::RECORD_NUMBER,
        reference: "",
        evidence: "",
        shapes: &[],
        shapes_in_context: &[],
        shapes_in_cells: &[],
        judge: |_| None,
        normal: compact,
        finders: &[],
        strict: false,
        cell: None,
        masked: &[],
        context: &[],
        columns: &[],
        examples: &[],
        cells: &[],
        counter_examples: &[],
    };
}

/// A category of values that are equal or compatible, or not; labels in English, Korean, French.
const fn category(
    code: &'static str,
    group: Group,
    identifies: bool,
    label: [&'static str; 3],
) -> CategoryDefinition {
    CategoryDefinition { code, group, comparison: Comparison::Identifier, identifies, label }
}

/// Account at a bank, of whatever country.
pub(crate) const BANK_ACCOUNT: CategoryDefinition =
    category("bank-account", Group::Financial, true, ["bank account", "계좌번호", "compte bancaire"]);
/// Driver licence, of whatever country: their formats are too alike to tell them apart.
pub(crate) const DRIVER_LICENCE: CategoryDefinition = category(
    "driver-licence",
    Group::NationalId,
    true,
    ["driver licence number", "운전면허번호", "numéro de permis de conduire"],
);
/// Passport, of whatever country.
const PASSPORT: CategoryDefinition =
    category("passport", Group::NationalId, true, ["passport number", "여권번호", "numéro de passeport"]);

/// Do the words before a number say that it is the end of a longer one: `ending in 1234`, `끝자리 1234`?
fn is_tail(before: &str) -> bool {
    const TAILS: [&str; 16] = [
        "ending in",
        "ending with",
        "ends in",
        "ends with",
        "ending",
        "last four",
        "last four digits",
        "last 4 digits",
        "terminant par",
        "finissant par",
        "endet auf",
        "endend auf",
        "terminada en",
        "끝자리",
        "뒷자리",
        "4자리",
    ];
    let near = &before[before.ceil_char_boundary(before.len().saturating_sub(32))..];
    let near = near.trim_end_matches([' ', ':', '#', '\u{a0}']).to_lowercase();
    TAILS.iter().any(|tail| near.ends_with(tail))
}

/// The normal form of most: digits and letters, without separators.
pub fn compact(value: &Shaped<'_>, normal: &mut String) {
    normal.push_str(value.compact());
}

/// Declares the files and lists them.
macro_rules! identifiers {
    ($($file:ident),* $(,)?) => {
        $(pub(crate) mod $file;)*

        /// Every identifier, in the order that decides ties.
        pub const ALL: &[Identifier] = &[$($file::IDENTIFIER),*];
    };
}

identifiers![
    kr_resident,
    kr_foreigner,
    kr_passport,
    kr_driver_licence,
    kr_business_number,
    kr_corporate_number,
    kr_plate,
    kr_mobile,
    kr_phone,
    kr_bank_account,
    kr_linking_information,
    kr_health_insurance,
    kr_customs_code,
    kr_postcode,
    ca_sin,
    ca_postcode,
    ca_health_number,
    ca_driver_licence,
    ca_bank_account,
    us_ssn,
    us_itin,
    us_ein,
    us_routing_number,
    us_npi,
    us_mbi,
    us_dea,
    us_driver_licence,
    us_postcode,
    nanp_phone,
    fr_phone,
    uk_mobile,
    uk_landline,
    world_phone,
    iban,
    card,
    email,
    ip_address,
    mac_address,
    birth_date,
    password,
    password_hash,
    access_key,
    uk_nhs,
    uk_nino,
    uk_postcode,
    world_postcode,
    fr_nir,
    de_tax_id,
    es_dni,
    it_fiscal_code,
    nl_bsn,
    pl_pesel,
    jp_my_number,
    cn_resident,
    br_cpf,
    br_rg,
    in_aadhaar,
    in_pan,
    mx_curp,
    mx_rfc,
    tr_kimlik,
    id_nik,
    se_personnummer,
    dk_cpr,
    no_fodselsnummer,
    fi_hetu,
    is_kennitala,
    be_national,
    ch_ahv,
    at_svnr,
    de_social_insurance,
    de_identity_card,
    es_nuss,
    pt_nif,
    ie_pps,
    au_tfn,
    au_medicare,
    nz_ird,
    sg_nric,
    hk_hkid,
    tw_id,
    th_id,
    za_id,
    my_mykad,
    il_id,
    cz_rodne,
    ro_cnp,
    hu_taj,
    hu_tax,
    gr_amka,
    gr_afm,
    ru_snils,
    ru_inn,
    ru_passport,
    ua_rnokpp,
    bg_egn,
    hr_oib,
    yu_jmbg,
    baltic_code,
    cl_rut,
    ar_cuil,
    ar_dni,
    latin_cedula,
    vn_cccd,
    vn_cmnd,
    ae_emirates,
    sa_national,
    eg_national,
    pk_cnic,
    ng_nin,
    vin,
    imei,
    crypto_wallet,
    diagnosis,
    bank_account,
    es_bank_account,
    passport,
    medical_record,
    world_driver_licence,
    world_plate,
    web_address,
];

/// Every category that a run knows: the general ones, then those that identifiers bring.
#[must_use]
pub fn categories() -> Categories {
    let mut list: Vec<CategoryDefinition> = general::ALL.to_vec();
    for identifier in ALL {
        if list.iter().all(|known| known.code != identifier.category.code) {
            list.push(identifier.category);
        }
    }
    Categories::new(&list)
}

/// The identifiers as a table of the documentation, in Markdown.
#[must_use]
pub fn table() -> String {
    let mut table = String::from(
        "| identifier | kind | how it is told | rule from | masked forms |\n|---|---|---|---|---|\n",
    );
    for identifier in ALL {
        let masked: Vec<String> = identifier.masked.iter().map(|form| format!("`{form}`")).collect();
        table.push_str(&format!(
            "| {} | {} | {} | {} | {} |\n",
            identifier.name,
            identifier.category.label[0],
            identifier.evidence,
            identifier.reference,
            masked.join(" ")
        ));
    }
    table
}

#[cfg(test)]
mod tests;
