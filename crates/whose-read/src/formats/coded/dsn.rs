//! Payroll of France (déclaration sociale nominative, cahier technique; N4DS before): a rubric, a comma, the value in quotes.

use super::{Coded, Sayings, day_first, named};

/// Payroll of France.
pub const DSN: Coded = Coded {
    code: "dsn",
    title: "Payroll of France: DSN and N4DS, a record for each individual",
    fits,
    begins: |line| line.starts_with("S21.G00.30.001,"),
    says,
};

/// Rubrics about people, with their names.
const RUBRICS: [(&str, &str); 21] = [
    ("S10.G00.00.001", "Logiciel"),
    ("S10.G00.00.002", "Éditeur"),
    ("S10.G00.02.002", "Nom et prénom du contact"),
    ("S10.G00.02.004", "Adresse mél du contact"),
    ("S10.G00.02.005", "Téléphone du contact"),
    ("S21.G00.30.001", "NIR"),
    ("S21.G00.30.002", "Nom de famille"),
    ("S21.G00.30.003", "Nom d'usage"),
    ("S21.G00.30.004", "Prénoms"),
    ("S21.G00.30.005", "Sexe"),
    (BIRTH, "Date de naissance"),
    ("S21.G00.30.007", "Lieu de naissance"),
    ("S21.G00.30.008", "Adresse"),
    ("S21.G00.30.009", "Code postal"),
    ("S21.G00.30.010", "Localité"),
    ("S21.G00.30.011", "Code pays"),
    ("S21.G00.30.016", "Complément de la construction"),
    ("S21.G00.30.017", "Complément de la voie"),
    ("S21.G00.30.018", "Adresse mél"),
    ("S21.G00.30.019", "Matricule"),
    ("S21.G00.40.006", "Libellé de l'emploi"),
];
const BIRTH: &str = "S21.G00.30.006";

fn fits(lines: &[&str]) -> bool {
    lines.len() > 2 && lines.iter().all(|line| rubric(line).is_some())
}

/// `S21.G00.30.002` and `SAMSON` of `S21.G00.30.002,'SAMSON'`.
fn rubric(line: &str) -> Option<(&str, &str)> {
    let (code, value) = line.split_once(',')?;
    let is_code = code.len() == 14
        && code.bytes().enumerate().all(|(at, byte)| match at {
            0 => byte == b'S',
            3 | 7 | 10 => byte == b'.',
            4 => byte == b'G',
            _ => byte.is_ascii_digit(),
        });
    let value = value.trim_end().strip_prefix('\'')?.strip_suffix('\'')?;
    is_code.then_some((code, value))
}

fn says(line: &str, said: &mut Sayings<'_>) {
    match rubric(line) {
        Some((BIRTH, value)) => said.say(named(&RUBRICS, BIRTH), &day_first(value)),
        Some((code, value)) => said.say(named(&RUBRICS, code), &value.replace("''", "'")),
        None => said.say("text", line),
    }
}
