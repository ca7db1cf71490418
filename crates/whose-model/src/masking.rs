//! How a personal value is shown to someone who need not see it.
//!
//! The forms follow the norm of the Korean regulator (PIPC/KISA developer guide): a name keeps its first and
//! last letter, a resident number its birth date and sex digit, a card all but the digits 7 to 12.

use crate::category::Comparison;

/// Masks by what the value is.
#[must_use]
pub fn by_comparison(comparison: Comparison, value: &str) -> String {
    match comparison {
        Comparison::Name | Comparison::GivenName | Comparison::FamilyName => name(value),
        Comparison::Email => email(value),
        Comparison::Phone => tail(value, 4),
        Comparison::Street => digits_starred(value),
        Comparison::BirthDate => {
            value.chars().enumerate().map(|(at, c)| if at < 4 || c == '-' { c } else { '*' }).collect()
        }
        Comparison::Place | Comparison::Postcode | Comparison::Date | Comparison::Category => {
            value.to_string()
        }
        Comparison::Identifier | Comparison::Opaque => by_shape(value),
    }
}

/// Masks by what the value looks like; used where nothing better is known.
#[must_use]
pub fn by_shape(value: &str) -> String {
    if value.contains('@') {
        return email(value);
    }
    let digits = value.chars().filter(char::is_ascii_digit).count();
    if digits * 2 > value.chars().count() {
        return resident_number(value).unwrap_or_else(|| tail(value, 4));
    }
    name(value)
}

/// `홍길동` becomes `홍*동`, `Anne Tremblay` becomes `A**e T******y`.
fn name(value: &str) -> String {
    let words: Vec<String> = value.split(' ').map(word).collect();
    words.join(" ")
}

fn word(word: &str) -> String {
    let letters: Vec<char> = word.chars().collect();
    match letters.len() {
        0 => String::new(),
        1 => "*".to_string(),
        2 => format!("{}*", letters[0]),
        count => {
            let mut shown = String::with_capacity(word.len());
            shown.push(letters[0]);
            shown.extend(std::iter::repeat_n('*', count - 2));
            shown.push(letters[count - 1]);
            shown
        }
    }
}

/// `hong@example.org` becomes `ho**@example.org`; a local part of two letters or fewer shows none.
fn email(value: &str) -> String {
    let Some((local, domain)) = value.rsplit_once('@') else { return name(value) };
    let count = local.chars().count();
    let keep = if count > 2 { 2 } else { 0 };
    let shown: String = local.chars().enumerate().map(|(at, c)| if at < keep { c } else { '*' }).collect();
    format!("{shown}@{domain}")
}

/// `800101-1234567` becomes `800101-1******`.
fn resident_number(value: &str) -> Option<String> {
    let (front, back) = value.split_once('-')?;
    (front.len() == 6 && back.chars().count() == 7).then(|| {
        let first: String = back.chars().take(1).collect();
        format!("{front}-{first}******")
    })
}

/// Stars the last `hidden` letters or digits: `010-1234-5678` becomes `010-1234-****`.
fn tail(value: &str, hidden: usize) -> String {
    let total = value.chars().filter(|c| c.is_alphanumeric()).count();
    let keep = total.saturating_sub(hidden.max(total / 2));
    let mut seen = 0;
    value
        .chars()
        .map(|c| {
            if !c.is_alphanumeric() {
                return c;
            }
            seen += 1;
            if seen <= keep { c } else { '*' }
        })
        .collect()
}

fn digits_starred(value: &str) -> String {
    value.chars().map(|c| if c.is_ascii_digit() { '*' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masks_in_the_regulators_form() {
        assert_eq!(by_comparison(Comparison::Name, "홍길동"), "홍*동");
        assert_eq!(by_comparison(Comparison::Name, "김민"), "김*");
        assert_eq!(by_shape("711231-1234567"), "711231-1******");
        assert_eq!(by_comparison(Comparison::Email, "hong@example.org"), "ho**@example.org");
        assert_eq!(by_comparison(Comparison::Phone, "+821012345678"), "+821012******");
        assert_eq!(by_comparison(Comparison::Street, "12 Main St Apt 4"), "** Main St Apt *");
        assert_eq!(by_comparison(Comparison::BirthDate, "1980-02-03"), "1980-**-**");
    }

    #[test]
    fn short_values_show_little() {
        assert_eq!(by_shape("ab@x.org"), "**@x.org");
        assert_eq!(by_shape("1234"), "****");
        assert_eq!(by_shape(""), "");
    }
}
