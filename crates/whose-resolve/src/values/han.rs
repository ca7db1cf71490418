//! Names of Chinese characters without a blank: where the family name ends.
//!
//! `後藤七夏` beside `後藤 七夏`. The family names that a case shows apart tell; of others, those of Japan mostly have two characters and
//! those of China and Korea one.

use rustc_hash::FxHashSet;

use crate::forms::letters::Letters;
use crate::forms::name::ParsedName;

/// Longest family name that is looked for, in characters.
const LONGEST: usize = 3;

/// Parts names that are one word of Chinese characters.
pub(super) fn split(names: &mut [ParsedName]) {
    let is_glued = |name: &ParsedName| {
        name.given.is_empty() && name.mask.is_empty() && Letters::of(&name.family) == Letters::Han
    };
    if !names.iter().any(is_glued) {
        return;
    }
    let in_japan = names.iter().any(|name| name.reading.is_some());
    let known: FxHashSet<String> =
        names.iter().filter(|name| !name.given.is_empty()).map(|name| name.family.clone()).collect();
    for name in names.iter_mut().filter(|name| is_glued(name)) {
        let ends: Vec<usize> = name.family.char_indices().skip(1).map(|(at, _)| at).collect();
        let usual = match ends.len() {
            0 => continue,
            1 => 1,
            2 if !in_japan => 1,
            _ => 2,
        };
        let length = (1..=LONGEST.min(ends.len()))
            .rev()
            .find(|length| known.contains(&name.family[..ends[length - 1]]));
        name.given = name.family.split_off(ends[length.unwrap_or(usual) - 1]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::name::RawName;

    fn shown(names: &[&str]) -> String {
        let mut names: Vec<ParsedName> = names.iter().map(|name| RawName::Whole(name).parse()).collect();
        split(&mut names);
        names.iter().map(|name| format!("{}|{}", name.family, name.given)).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn family_names_seen_apart_tell_where_they_end() {
        assert_eq!(
            shown(&["後藤 七夏", "後藤七夏", "林舞", "ヤマダ タロウ"]),
            "後藤|七夏 後藤|七夏 林|舞 ヤマダ|タロウ"
        );
        assert_eq!(shown(&["张伟", "王小明", "欧阳小明"]), "张|伟 王|小明 欧阳|小明");
        assert_eq!(shown(&["佐々木 愛", "佐々木愛", "Anne Roy"]), "佐々木|愛 佐々木|愛 roy|anne");
    }
}
