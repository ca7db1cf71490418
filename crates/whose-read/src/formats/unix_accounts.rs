//! Accounts of Unix machines: `/etc/passwd` (POSIX, Base Definitions), where the fifth field names who has the account, with room and phones
//! behind commas, and `/etc/shadow` with what their passwords are hashed to.
//!
//! What runs on the machine has an account too, with which nobody logs in: those lines are text.

use super::messages::{Rows, each_line};
use crate::{Format, Head, Input, Output, Reading, Recognition};

/// Accounts of Unix machines.
pub struct UnixAccounts;

const COLUMNS: [&str; 6] = ["username", "name", "office", "phone", "home phone", "password hash"];
const USER: u32 = 0;
/// The parts of the field that names somebody: name, room, phone, phone at home.
const NAME: u32 = 1;
const PARTS: u32 = 4;
const HASH: u32 = 5;
/// Fields of a line of either file.
const OF_PASSWD: usize = 7;
const OF_SHADOW: usize = 9;
/// So many lines tell a file.
const LEAST: usize = 3;

/// What a line is.
enum Line<'l> {
    /// An account, who has it and the program that it begins with.
    Account {
        user: &'l str,
        number: u32,
        who: &'l str,
        shell: &'l str,
    },
    Shadow {
        user: &'l str,
        hash: &'l str,
    },
    Other,
}

impl Format for UnixAccounts {
    fn code(&self) -> &'static str {
        "unix-accounts"
    }

    fn title(&self) -> &'static str {
        "Accounts of Unix machines: `/etc/passwd`, `/etc/shadow`"
    }

    fn recognise(&self, head: &Head<'_>) -> Recognition {
        let are_accounts = |text: &str| {
            let mut lines: Vec<&str> = text.lines().filter(|line| !line.is_empty()).collect();
            // The last line may be cut.
            if !head.is_whole() {
                lines.pop();
            }
            lines.len() >= LEAST && lines.into_iter().all(|line| !matches!(parted(line), Line::Other))
        };
        if head.text.is_some_and(are_accounts) { Recognition::Certain } else { Recognition::No }
    }

    fn read(&self, input: &mut dyn Input, output: &mut dyn Output) -> Reading {
        let mut rows = Rows::new(output, &COLUMNS);
        each_line(input, |line, offset| {
            match parted(line) {
                Line::Account { user, number, who, shell } if is_somebody(number, shell) => {
                    rows.push(USER, user);
                    for (column, part) in (NAME..).zip(who.splitn(PARTS as usize, ',')) {
                        rows.push(column, part.trim_matches(','));
                    }
                    rows.end_record(offset);
                }
                // A star or an exclamation mark stands where nobody can log in.
                Line::Shadow { user, hash } if hash.len() > 2 => {
                    rows.push(USER, user);
                    rows.push(HASH, hash.trim_start_matches('!'));
                    rows.end_record(offset);
                }
                _ => rows.around(line, offset),
            }
            rows.goes_on()
        });
        rows.end()
    }
}

/// The fields of a line.
fn parted(line: &str) -> Line<'_> {
    let fields: Vec<&str> = line.split(':').collect();
    let is_name = |user: &str| !user.is_empty() && !user.contains(char::is_whitespace);
    let is_number = |field: &&str| field.bytes().all(|byte| byte.is_ascii_digit());
    match fields.as_slice() {
        [user, _, number, group, who, home, shell] if fields.len() == OF_PASSWD => {
            let number = number.parse().ok().filter(|_| is_name(user) && is_number(group));
            let is_path = |path: &str| path.is_empty() || path.starts_with('/');
            match number {
                Some(number) if is_path(home) && is_path(shell) => Line::Account { user, number, who, shell },
                _ => Line::Other,
            }
        }
        [user, hash, days @ ..] if fields.len() == OF_SHADOW => {
            let is_hash = hash.starts_with(['$', '*', '!', '_']) || matches!(hash.len(), 0 | 13);
            if is_name(user) && is_hash && days.iter().all(is_number) {
                Line::Shadow { user, hash }
            } else {
                Line::Other
            }
        }
        _ => Line::Other,
    }
}

/// Does somebody log in with the account? The first hundred numbers are the system's.
fn is_somebody(number: u32, shell: &str) -> bool {
    let program = shell.rsplit('/').next().unwrap_or_default();
    number >= 100 && !["nologin", "false", "sync", "halt", "shutdown"].contains(&program)
}

#[cfg(test)]
mod tests {
    use crate::proving::{dump, read_bytes};
    use proptest::prelude::*;

    const PASSWD: &str = "root:x:0:0:root:/root:/bin/bash\nwww-data:x:133:33:www-data:/var/www:/usr/sbin/nologin\nblong:x:1000:1000:Brandon Long,Room 200,403-271-5340,:/home/blong:/bin/bash\n";

    #[test]
    fn accounts_have_names_and_hashes() {
        let found = dump("passwd", PASSWD.as_bytes());
        assert!(found.starts_with("passwd: unix-accounts"), "{found}");
        assert!(found.contains("0 #1 @86: username=\"blong\" name=\"Brandon Long\" office=\"Room 200\" phone=\"403-271-5340\""), "{found}");
        assert_eq!(found.matches("username=").count(), 1, "{found}");
        let shadow = "root:*:18375:0:99999:7:::\ndaemon:!!:18375:0:99999:7:::\nblong:$6$salt$hash:18375:0:99999:7:::\n";
        let found = dump("shadow", shadow.as_bytes());
        assert!(found.contains("username=\"blong\" password hash=\"$6$salt$hash\""), "{found}");
        assert_eq!(found.matches("username=").count(), 1, "{found}");
    }

    #[test]
    fn other_lines_with_colons_are_not_taken() {
        for text in ["a:b:c:d:e:f:g\n", "12:30:45:1:2:3:4\n", "a:b:1:2:3:4:5:6:7\n"] {
            let found = dump("f", text.repeat(4).as_bytes());
            assert!(!found.starts_with("f: unix-accounts"), "{found}");
        }
    }

    proptest! {
        #[test]
        fn any_lines_are_read(lines in proptest::collection::vec("[a-zé:$/,0-9]{0,30}", 0..6)) {
            read_bytes("f", (PASSWD.to_string() + &lines.join("\n")).as_bytes());
        }
    }
}
