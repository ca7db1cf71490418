//! What one word means in several trades, told by the other columns: accounts of banks and of others, illnesses of people and of
//! machines, the licence of a driver and the driver.

use whose_model::Role;

use super::{Column, Reading};
use crate::detector::Knowledge;
use crate::header::{self, Concept, Meaning};

pub(super) fn settle(knowledge: &Knowledge<'_>, columns: &mut [Column]) {
    bank_accounts(knowledge, columns);
    faults(knowledge, columns);
    licences(knowledge, columns);
}

/// An account is one at a bank where its own name or another column speaks of banks.
fn bank_accounts(knowledge: &Knowledge<'_>, columns: &mut [Column]) {
    let account = knowledge.ids.bank_account;
    let banks: Vec<bool> = columns.iter().map(|column| header::speaks_of_banks(&column.name)).collect();
    for at in 0..columns.len() {
        let column = &columns[at];
        let elsewhere = banks.iter().enumerate().any(|(other, is)| *is && other != at);
        let profile = &column.profile;
        let numbers =
            profile.share(profile.with_digit) >= 0.8 && (6.0..=34.0).contains(&profile.mean_length());
        let named = column.words.has(Concept::Account)
            || column.words.only(Concept::Number)
                && at > 0
                && banks[at - 1]
                && !columns[at - 1].words.has(Concept::Number);
        let open = column.is_open() || column.means(Meaning::CustomerNumber) || is_record_number(column);
        if open
            && numbers
            && named
            && (elsewhere || banks[at])
            && !is_code_of_bank(column)
            && !is_somebodys(column)
        {
            columns[at].take(Reading::Identifier(account), 0.8, "an account, beside what speaks of banks");
        } else if column.reading == Reading::Identifier(account)
            && !elsewhere
            && !banks[at]
            && (is_somebodys(column) || column.words.has_unknown())
        {
            columns[at].take(
                Reading::As(Meaning::CustomerNumber),
                0.6,
                "an account, but of no bank by what stands beside it",
            );
        }
    }
}

fn is_record_number(column: &Column) -> bool {
    matches!(column.reading, Reading::As(Meaning::RecordNumber(_)))
}

/// `Account Type`, and numbers that few accounts share: those of a bank or branch.
fn is_code_of_bank(column: &Column) -> bool {
    let profile = &column.profile;
    column.words.any(&[Concept::Measure, Concept::Name])
        || profile.values >= 10 && profile.share(profile.distinct) < 0.5
}

/// `Customer account`: what the business calls its customers by.
fn is_somebodys(column: &Column) -> bool {
    column.words.any(&[Concept::Customer, Concept::User, Concept::Patient, Concept::Client, Concept::Visit])
}

/// A diagnosis beside vehicles and devices, and beside nothing of patients or accidents, is of what is to be mended.
fn faults(knowledge: &Knowledge<'_>, columns: &mut [Column]) {
    const OF_PEOPLE: [Concept; 9] = [
        Concept::Patient,
        Concept::Practitioner,
        Concept::Birth,
        Concept::Sex,
        Concept::Insured,
        Concept::Driver,
        Concept::Victim,
        Concept::Accident,
        Concept::Relative,
    ];
    let is_diagnosis = |column: &Column| {
        let name = column.name.to_lowercase();
        let told =
            column.means(Meaning::Illness) || column.reading == Reading::Identifier(knowledge.ids.diagnosis);
        told && ["diagnos", "진단", "診断"].iter().any(|word| name.contains(word))
    };
    let mends = columns.iter().any(|column| header::speaks_of_machines(&column.name));
    if !mends || columns.iter().any(|column| column.words.any(&OF_PEOPLE)) {
        return;
    }
    for column in columns.iter_mut().filter(|column| is_diagnosis(column)) {
        column.take(Reading::Scan, 0.5, "beside what speaks of machines, and of no patients");
    }
}

/// `driver licence no` is of whom the row is about, unless the row has a driver of its own.
fn licences(knowledge: &Knowledge<'_>, columns: &mut [Column]) {
    let licence = |column: &Column| column.reading == Reading::Identifier(knowledge.ids.driver_licence);
    if columns.iter().any(|column| column.role == Role::Driver && !licence(column) && !column.is_open()) {
        return;
    }
    for column in columns.iter_mut().filter(|column| column.role == Role::Driver && licence(column)) {
        column.role = Role::Unknown;
    }
}
