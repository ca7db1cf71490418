//! Shapes of masks: which positions a masked contact point shows. A shape is no personal value, so the index holds it in clear;
//! a whole contact point put through it gives the masked form that a record may hold.

use whose_model::value::{UNKNOWN, UNKNOWN_RUN};

use super::contact::Channel;

/// A position that is shown.
const SHOWN: char = '#';
/// A part that is shown whole, whatever its length: the domain of an address.
const WHOLE: &str = "=";

/// The shape of a masked value; none where it has several runs of unknown length, which fit nearly everything.
pub fn shape(channel: Channel, value: &str) -> Option<String> {
    match (channel, value.rsplit_once('@')) {
        (Channel::Email, Some((local, domain))) => Some(format!("{}@{}", part(local)?, domain_part(domain)?)),
        _ => part(value),
    }
}

fn domain_part(domain: &str) -> Option<String> {
    if domain.contains([UNKNOWN, UNKNOWN_RUN]) { part(domain) } else { Some(WHOLE.to_string()) }
}

fn part(value: &str) -> Option<String> {
    let runs = value.chars().filter(|letter| *letter == UNKNOWN_RUN).count();
    let position = |letter| if matches!(letter, UNKNOWN | UNKNOWN_RUN) { letter } else { SHOWN };
    (runs <= 1).then(|| value.chars().map(position).collect())
}

/// What a whole value looks like through a shape; none where it does not fit.
pub fn through(channel: Channel, shape: &str, value: &str) -> Option<String> {
    match (channel, shape.rsplit_once('@'), value.rsplit_once('@')) {
        (Channel::Email, Some((local, domain)), Some((of_local, of_domain))) => {
            let domain =
                if domain == WHOLE { of_domain.to_string() } else { part_through(domain, of_domain)? };
            Some(format!("{}@{domain}", part_through(local, of_local)?))
        }
        (Channel::Email, ..) => None,
        (Channel::Phone, ..) => part_through(shape, value),
    }
}

fn part_through(shape: &str, value: &str) -> Option<String> {
    let value: Vec<char> = value.chars().collect();
    let mask = |shape: &str, value: &[char]| -> String {
        shape
            .chars()
            .zip(value)
            .map(|(shown, letter)| if shown == SHOWN { *letter } else { UNKNOWN })
            .collect()
    };
    let Some((before, after)) = shape.split_once(UNKNOWN_RUN) else {
        return (shape.chars().count() == value.len()).then(|| mask(shape, &value));
    };
    let (first, last) = (before.chars().count(), after.chars().count());
    if value.len() < first + last {
        return None;
    }
    Some(format!(
        "{}{UNKNOWN_RUN}{}",
        mask(before, &value[..first]),
        mask(after, &value[value.len() - last..])
    ))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use whose_model::value::compatible;

    use super::*;

    #[test]
    fn a_value_through_the_shape_of_a_mask_that_fits_it_is_the_mask() {
        for (channel, masked, value) in [
            (Channel::Phone, "82101234****", "821012345678"),
            (Channel::Phone, "8210****5678", "821012345678"),
            (Channel::Email, "ho**@example.org", "hong@example.org"),
            (Channel::Email, "ho…@example.org", "hong.gildong@example.org"),
            (Channel::Email, "h…g@ex*****.org", "hong@example.org"),
            (Channel::Email, "…@example.org", "hong@example.org"),
        ] {
            let shape = shape(channel, masked).unwrap();
            assert!(!shape.contains(char::is_alphanumeric), "{shape}");
            assert_eq!(through(channel, &shape, value).as_deref(), Some(masked), "{shape}");
            assert!(compatible(masked, value));
        }
    }

    #[test]
    fn what_does_not_fit_has_no_masked_form() {
        assert_eq!(through(Channel::Phone, "########****", "5145550123"), None);
        assert_eq!(through(Channel::Email, "##**@=", "hongs@example.org"), None);
        assert_eq!(through(Channel::Email, "##…##@=", "hon@example.org"), None);
        assert_eq!(through(Channel::Email, "########****", "hong@example.org"), None);
        assert_eq!(shape(Channel::Phone, "8…1…2"), None);
    }

    proptest! {
        /// A mask of equal length is found from the value that it hides, and what is found fits the value.
        #[test]
        fn a_value_meets_its_mask(value in "[a-z0-9]{1,12}", hidden in proptest::collection::vec(any::<bool>(), 12)) {
            let masked: String =
                value.chars().zip(&hidden).map(|(letter, hide)| if *hide { UNKNOWN } else { letter }).collect();
            let shape = shape(Channel::Phone, &masked).unwrap();
            prop_assert_eq!(through(Channel::Phone, &shape, &value), Some(masked));
        }

        #[test]
        fn any_shape_and_value_give_something_that_fits_or_nothing(shape in "[#*…=@]{0,10}", value in "\\PC{0,12}") {
            for channel in [Channel::Email, Channel::Phone] {
                if let Some(masked) = through(channel, &shape, &value).filter(|_| !value.contains([UNKNOWN, UNKNOWN_RUN])) {
                    prop_assert!(compatible(&masked, &value), "{} {}", masked, value);
                }
            }
        }
    }
}
