//! Plain dumps of PostgreSQL (`pg_dump`, `pg_dumpall`), COPY blocks and INSERTs: see [`super::sql`] for tables, columns and records.

use super::sql::{Backslash, begins_like_a_script, read};
use crate::{Format, Head, Input, Output, Reading, Recognition};

/// Plain dumps of PostgreSQL.
#[derive(Debug, Clone, Copy)]
pub struct PgDump;

/// What only these dumps say.
const SIGNS: &[&str] =
    &["-- PostgreSQL database dump", "-- PostgreSQL database cluster dump", "standard_conforming_strings"];

impl Format for PgDump {
    fn code(&self) -> &'static str {
        "pgdump"
    }

    fn title(&self) -> &'static str {
        "PostgreSQL plain dumps (pg_dump): COPY blocks and INSERTs"
    }

    fn recognise(&self, head: &Head<'_>) -> Recognition {
        let Some(text) = head.text else { return Recognition::No };
        let has_sign =
            SIGNS.iter().any(|sign| memchr::memmem::find(text.as_bytes(), sign.as_bytes()).is_some());
        let copies = || {
            text.lines().any(|line| {
                line.starts_with("COPY ") && line.trim_end().to_ascii_lowercase().ends_with("from stdin;")
            })
        };
        if (has_sign || copies()) && begins_like_a_script(text) {
            Recognition::Certain
        } else {
            Recognition::No
        }
    }

    fn read(&self, input: &mut dyn Input, output: &mut dyn Output) -> Reading {
        read(input, output, Backslash::Plain)
    }
}
