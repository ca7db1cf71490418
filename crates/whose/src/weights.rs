//! Weights as a file that people read and change: how much each agreement says, as estimated from the case, and what they set instead.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use toml::{Table, Value};
use whose_model::tables::WeightRow;
use whose_resolve::{Between, Resolution, Setting, Share, Standings, Used, Weights, key_of};

use crate::Case;

/// File with the weights as they are used, for reading and changing.
pub const FILE: &str = "weights.toml";
/// File with the weights that were set and are in force.
const SET: &str = "set-weights.toml";
/// What a row says of a weight that a person set.
pub const BY_A_PERSON: &str = "set";

const HEAD: &str = "\
# How much each agreement says, as resolving used it. Nobody has to change anything here: all of it is estimated from the case.
# To set a weight, take the # away, change the number, and give the file back: whose weights --case DIR --apply FILE
# A line that stays behind its # is estimated anew each time.
#
# Of a field, at each level of agreement: `matched` is the share of one person's pairs that agree so, `household` that of two people
# of one household or place (without it they agree so by chance). Against them stands the share among strangers: for equal
# values each value's own, which is why it is not here.
version = 1
";

/// The rows of the case's table: the weights that were used.
#[must_use]
pub fn rows(resolution: &Resolution, standings: Option<&Standings>) -> Vec<WeightRow> {
    let records = (resolution.used(), resolution.shares());
    let registry = standings.map(|standings| (standings.used(), standings.shares()));
    [Some(records), registry]
        .into_iter()
        .flatten()
        .flat_map(|(used, shares)| used.into_iter().map(of_setting).chain(shares.into_iter().map(of_share)))
        .collect()
}

fn decided_by(set: bool) -> String {
    if set { BY_A_PERSON } else { "estimated" }.to_string()
}

fn of_setting(used: Used) -> WeightRow {
    WeightRow {
        between: used.setting.between().code().to_string(),
        field: String::new(),
        level: used.setting.code().to_string(),
        matched: used.value,
        household: None,
        chance: None,
        decided_by: decided_by(used.set),
    }
}

fn of_share(share: Share) -> WeightRow {
    WeightRow {
        between: share.between.code().to_string(),
        field: share.field.to_string(),
        level: share.level.to_string(),
        matched: share.matched,
        household: share.household,
        chance: share.chance,
        decided_by: decided_by(share.set),
    }
}

/// The weights that were used, or none where the case was resolved before they were kept.
///
/// # Errors
/// When the table is damaged.
pub fn list(case: &Case) -> Result<Vec<WeightRow>> {
    case.store().rows()
}

/// Writes [`FILE`].
///
/// # Errors
/// When it cannot be written.
pub fn write(case: &Case) -> Result<PathBuf> {
    case.write_derived(Path::new(FILE), to_toml(&list(case)?).as_bytes())
}

fn to_toml(rows: &[WeightRow]) -> String {
    let mut text = HEAD.to_string();
    let mut field = None;
    for row in rows {
        if field != Some((&row.between, &row.field)) {
            let key = key_of(&row.field);
            let dot = if key.is_empty() { "" } else { "." };
            text.push_str(&format!("\n[{}{dot}{key}]\n", row.between));
            field = Some((&row.between, &row.field));
        }
        let hash = if row.decided_by == BY_A_PERSON { "" } else { "# " };
        let key = key_of(&row.level);
        let matched = number(row.matched);
        let line = match row.household {
            _ if row.field.is_empty() => {
                let setting = Setting::ALL.into_iter().find(|setting| setting.code() == row.level);
                format!("{key} = {matched} # {}", setting.map_or("", Setting::means))
            }
            Some(household) => {
                format!("{key} = {{ matched = {matched}, household = {} }}", number(household))
            }
            None => format!("{key} = {{ matched = {matched} }}"),
        };
        text.push_str(&format!("{hash}{line}\n"));
    }
    text
}

/// Five digits, as TOML writes a number with a fraction.
#[must_use]
pub fn number(value: f64) -> String {
    if value == 0.0 || value.abs() >= 0.001 { format!("{value:.5}") } else { format!("{value:.4e}") }
}

/// The weights that were set.
///
/// # Errors
/// When their file is damaged.
pub fn in_force(case: &Case) -> Result<Weights> {
    let path = case.dir().join(SET);
    if !path.exists() {
        return Ok(Weights::default());
    }
    let text = fs_err::read_to_string(&path)?;
    parse(&text).map(|(weights, _)| weights).with_context(|| format!("{} is damaged", path.display()))
}

/// What resolving depends on of them: nothing where none is set.
pub(crate) fn digest(case: &Case) -> Result<String> {
    let path = case.dir().join(SET);
    if in_force(case)?.is_empty() {
        return Ok(String::new());
    }
    Ok(format!(" {}", blake3::hash(&fs_err::read(path)?).to_hex()))
}

/// Takes a changed file: what stands in it without `#` is in force from then on, and nothing else. Gives how many numbers that is.
///
/// # Errors
/// When the file is missing, is no such file, or names what does not exist or cannot be; nothing is changed then.
pub fn apply(case: &Case, file: &Path) -> Result<usize> {
    let text = fs_err::read_to_string(file)?;
    let (weights, table) =
        parse(&text).with_context(|| format!("{} was not taken, and nothing was changed", file.display()))?;
    case.write_file(Path::new(SET), table.to_string().as_bytes())?;
    Ok(weights.len())
}

fn parse(text: &str) -> Result<(Weights, Table)> {
    let table: Table = text.parse().context("it is not TOML")?;
    match table.get("version").and_then(Value::as_integer) {
        Some(1) => {}
        Some(other) => bail!("it is of version {other}; this whose knows version 1"),
        None => bail!("it does not begin with `version = 1`: `whose weights` writes one to change"),
    }
    let mut weights = Weights::default();
    for (name, part) in table.iter().filter(|(name, _)| *name != "version") {
        let between = Between::ALL.into_iter().find(|between| between.code() == name);
        let (Some(between), Some(part)) = (between, part.as_table()) else {
            bail!("there is no part [{name}]; there are: [records], [registry]");
        };
        for (key, value) in part {
            take(&mut weights, between, key, value).with_context(|| format!("in [{name}]"))?;
        }
    }
    Ok((weights, table))
}

fn take(weights: &mut Weights, between: Between, key: &str, value: &Value) -> Result<()> {
    let Some(levels) = value.as_table() else {
        let value = as_number(key, value)?;
        return weights.set(between, key, value).with_context(|| key.to_string());
    };
    for (level, value) in levels {
        let place = || format!("{key}.{level}");
        let shares = value.as_table().with_context(|| {
            format!("{}: it needs `{{ matched = 0.5 }}`, or a `household` beside it", place())
        })?;
        let (mut matched, mut household) = (None, None);
        for (name, share) in shares {
            let share = as_number(name, share).with_context(place)?;
            match name.as_str() {
                "matched" => matched = Some(share),
                "household" => household = Some(share),
                _ => bail!("{}: there is no share `{name}`; there are: matched, household", place()),
            }
        }
        weights.set_share(between, key, level, matched, household).with_context(place)?;
    }
    Ok(())
}

fn as_number(name: &str, value: &Value) -> Result<f64> {
    let whole = || value.as_integer().map(|whole| whole as f64);
    value.as_float().or_else(whole).with_context(|| format!("{name}: {value} is no number"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(field: &str, level: &str, matched: f64, household: Option<f64>, set: bool) -> WeightRow {
        WeightRow {
            between: "records".into(),
            field: field.into(),
            level: level.into(),
            matched,
            household,
            chance: None,
            decided_by: decided_by(set),
        }
    }

    #[test]
    fn what_is_set_comes_back_and_what_is_estimated_does_not() {
        let rows = [
            row("", "matches", 3.2e-7, None, false),
            row("", "least-odds", 4.0, None, true),
            row("e-mail", "same", 0.8, Some(0.1), true),
            row("e-mail", "slip", 0.05, Some(0.01), false),
            row("place", "same, unit missing", 0.2, None, true),
        ];
        let (weights, _) = parse(&to_toml(&rows)).unwrap();
        let mut expected = Weights::default();
        expected.set(Between::Records, "least-odds", 4.0).unwrap();
        expected.set_share(Between::Records, "e-mail", "same", Some(0.8), Some(0.1)).unwrap();
        expected.set_share(Between::Records, "place", "same-unit-missing", Some(0.2), None).unwrap();
        assert_eq!(weights, expected);
    }

    #[test]
    fn a_mistake_is_named_with_its_place() {
        let said = |text: &str| format!("{:#}", parse(text).unwrap_err());
        assert!(said("x = ").starts_with("it is not TOML"));
        assert_eq!(said("version = 2"), "it is of version 2; this whose knows version 1");
        assert!(said("[records]").contains("version = 1"));
        assert!(said("version = 1\n[people]").contains("[records], [registry]"));
        assert!(
            said("version = 1\n[records]\nleast-odds = \"two\"").contains("least-odds: \"two\" is no number")
        );
        assert_eq!(
            said("version = 1\n[records.sex]\nsame = { matched = 2 }"),
            "in [records]: sex.same: 2 is no share: it must lie between 0 and 1, without them"
        );
        assert!(said("version = 1\n[records.sex]\nsame = 0.5").contains("sex.same: it needs"));
        assert!(said("version = 1\n[records.sex]\nsame = { u = 0.5 }").contains("no share `u`"));
    }
}
