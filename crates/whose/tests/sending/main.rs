//! Telling people from the command line, against servers that take, refuse, put off, fall silent, and while it is killed.

#![expect(clippy::print_stderr, reason = "a test that is skipped says so")]

mod at_scale;
#[path = "../bench/mod.rs"]
mod bench;
mod case;
mod email;
mod killed;
mod letters;
mod rescope;
mod server;
mod standard;
mod text;
