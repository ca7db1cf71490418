//! Names of the same words in another order, or written apart where the other is written together.
//!
//! `Đỗ Minh Yến` and `Minh Yen Do`, `Wu Xin Ting` and `Xinting Wu`, `GARCIA LOPEZ ANA MARIA` and `Ana María García López`: which of the
//! words is the family name differs from source to source, and a name alone does not tell.

use std::hash::{BuildHasher, Hasher};

use rayon::prelude::*;
use rustc_hash::FxBuildHasher;

use crate::forms::name::ParsedName;

/// Names of fewer letters are told by given and family name alone.
const LEAST_LETTERS: usize = 5;
/// Names of the same letters that are looked at in one group.
const MOST_ALIKE: usize = 64;

/// A number for each name that it shares with the others of the same words; 0 where there are none.
pub(super) fn groups(names: &[&ParsedName]) -> Vec<u32> {
    let mut alike: Vec<(u64, u32)> = (0u32..)
        .zip(names)
        .collect::<Vec<_>>()
        .into_par_iter()
        .filter_map(|(at, name)| Some((letters(name)?, at)))
        .collect();
    alike.par_sort_unstable();
    let mut groups = vec![0; names.len()];
    let mut last = 0;
    // Two words in either order are found and compared as given and family name.
    let is_long = |(_, at): &(u64, u32)| words(names[*at as usize]).len() > 2;
    let several = |same: &&[(u64, u32)]| same.len() > 1 && same.iter().any(is_long);
    for same in alike.chunk_by(|one, other| one.0 == other.0).filter(several) {
        number(names, &same[..same.len().min(MOST_ALIKE)], &mut last, &mut groups);
    }
    groups
}

/// Numbers names of the same letters: those of the same words get one number.
fn number(names: &[&ParsedName], alike: &[(u64, u32)], last: &mut u32, groups: &mut [u32]) {
    for (place, (_, one)) in alike.iter().enumerate() {
        if groups[*one as usize] != 0 {
            continue;
        }
        let words = words(names[*one as usize]);
        for (_, other) in &alike[place + 1..] {
            if groups[*other as usize] == 0 && are_same(&words, &self::words(names[*other as usize])) {
                if groups[*one as usize] == 0 {
                    *last += 1;
                    groups[*one as usize] = *last;
                }
                groups[*other as usize] = *last;
            }
        }
    }
}

/// A digest of the letters of a name in any order; none where it is masked, has one word or few letters.
fn letters(name: &ParsedName) -> Option<u64> {
    if name.given.is_empty() || name.family.is_empty() || !name.mask.is_empty() {
        return None;
    }
    let parts = [&name.given, &name.middle, &name.family];
    let mut letters: Vec<char> =
        parts.into_iter().flat_map(|part| part.chars()).filter(|c| c.is_alphanumeric()).collect();
    letters.sort_unstable();
    let mut hasher = FxBuildHasher.build_hasher();
    letters.iter().for_each(|letter| hasher.write_u32(*letter as u32));
    (letters.len() >= LEAST_LETTERS).then(|| hasher.finish())
}

fn words(name: &ParsedName) -> Vec<&str> {
    let parts = [name.given.as_str(), &name.middle, &name.family];
    parts.into_iter().flat_map(|part| part.split([' ', '-'])).filter(|word| !word.is_empty()).collect()
}

/// Are they the same words, whichever comes first and whichever are written together? Both must read the same from some word on, and
/// round again: `Ann Mary Roy` is not `Mary Ann Roy`.
fn are_same(one: &[&str], other: &[&str]) -> bool {
    let turned = |words: &[&str], at: usize| [&words[at..], &words[..at]].concat().concat();
    let all_turned = |words: &[&str]| (0..words.len()).map(|at| turned(words, at)).collect::<Vec<_>>();
    let other = all_turned(other);
    all_turned(one).iter().any(|one| other.contains(one))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::name::RawName;

    fn numbers(names: &[RawName<'_>]) -> Vec<u32> {
        let parsed: Vec<ParsedName> = names.iter().map(|name| name.parse()).collect();
        groups(&parsed.iter().collect::<Vec<_>>())
    }

    #[test]
    fn the_order_of_words_differs() {
        use RawName::{Parts, Whole};
        let same = [
            [Whole("Đỗ Minh Yến"), Parts("Minh Yen", "Do")],
            [Whole("Wu Xin Ting"), Parts("Xinting", "Wu")],
            [Whole("GARCIA LOPEZ ANA MARIA"), Parts("Ana María", "García López")],
            [Whole("LE XUAN LINH"), Parts("Xuân Linh", "Lê")],
            [Whole("KIM MIN-JUN"), Whole("Minjun Kim")],
        ];
        for names in same {
            assert_eq!(numbers(&names), [1, 1], "{names:?}");
        }
        let other = [
            [Whole("Amy Rose Lin"), Whole("Rosy Amelin")],
            [Whole("Anne Roy"), Whole("Anne Roi")],
            [Whole("James Thomas"), Whole("Thomas James")],
            [Whole("Sun Yan chao"), Whole("Chaoyan Sun")],
            [Whole("Ann Mary Roy"), Whole("Mary Ann Roy")],
            [Whole("홍길동"), Whole("동길홍")],
        ];
        for names in other {
            assert_eq!(numbers(&names), [0, 0], "{names:?}");
        }
    }
}
