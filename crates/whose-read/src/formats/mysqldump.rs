//! Dumps of MySQL and MariaDB (`mysqldump`, `mariadb-dump`, phpMyAdmin, HeidiSQL): see [`super::sql`] for tables, columns and records.

use super::sql::{Backslash, begins_like_a_script, read};
use crate::{Format, Head, Input, Output, Reading, Recognition};

/// Dumps of MySQL and MariaDB.
#[derive(Debug, Clone, Copy)]
pub struct MysqlDump;

/// What only these dumps say.
const SIGNS: &[&str] = &[
    "-- MySQL dump",
    "-- MariaDB dump",
    "-- phpMyAdmin SQL Dump",
    "ENGINE=",
    "/*!40",
    "/*!50",
    "INSERT INTO `",
];

impl Format for MysqlDump {
    fn code(&self) -> &'static str {
        "mysqldump"
    }

    fn title(&self) -> &'static str {
        "MySQL and MariaDB dumps (mysqldump, phpMyAdmin), extended INSERTs included"
    }

    fn recognise(&self, head: &Head<'_>) -> Recognition {
        let Some(text) = head.text else { return Recognition::No };
        let has_sign =
            SIGNS.iter().any(|sign| memchr::memmem::find(text.as_bytes(), sign.as_bytes()).is_some());
        if has_sign && begins_like_a_script(text) { Recognition::Certain } else { Recognition::No }
    }

    fn read(&self, input: &mut dyn Input, output: &mut dyn Output) -> Reading {
        read(input, output, Backslash::Escapes)
    }
}
