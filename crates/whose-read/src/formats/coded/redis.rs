//! What `redis-cli` prints: behind a prompt a command, below it numbered lines. Those of `HGETALL` name and tell the fields of one key by turns.

use super::{Coded, Sayings};

/// What `redis-cli` prints.
pub const REDIS: Coded = Coded {
    code: "redis-cli",
    title: "What `redis-cli` prints of hashes",
    fits,
    begins: |line| command(line).is_some(),
    says,
};

/// The command whose answer is fields with their values.
const HASH: &str = "HGETALL";
/// The name of what a line says that is no field.
const OTHER: &str = "text";

fn fits(lines: &[&str]) -> bool {
    let hashes = lines.windows(2).filter(|two| is_hash(two[0]) && numbered(two[1]).is_some()).count();
    let known = lines.iter().filter(|line| command(line).is_some() || numbered(line).is_some()).count();
    hashes > 0 && known * 2 > lines.len()
}

/// The command behind a prompt: `127.0.0.1:6379> HGETALL user:1`, `127.0.0.1:6379[2]> ...`.
fn command(line: &str) -> Option<&str> {
    let (prompt, command) = line.split_once("> ")?;
    let port = prompt.trim_end_matches(']').rsplit(':').next()?;
    let is_prompt =
        prompt.contains(':') && !prompt.contains(' ') && port.starts_with(|c: char| c.is_ascii_digit());
    is_prompt.then_some(command)
}

fn is_hash(line: &str) -> bool {
    command(line)
        .and_then(|command| command.get(..HASH.len()))
        .is_some_and(|word| word.eq_ignore_ascii_case(HASH))
}

/// The number and the value of a line: ` 1) "first_name"`.
fn numbered(line: &str) -> Option<(u64, &str)> {
    let (number, value) = line.trim_start().split_once(") ")?;
    Some((number.parse().ok()?, value.trim()))
}

fn says(line: &str, said: &mut Sayings<'_>) {
    if let Some(command) = command(line) {
        said.above.clear();
        let key = command.get(HASH.len()..).filter(|_| is_hash(line)).map(|key| key.trim().trim_matches('"'));
        if key.is_some() {
            said.above.push(String::new());
        }
        return said.say(if key.is_some() { "key" } else { OTHER }, key.unwrap_or(command));
    }
    match (numbered(line), said.above.first().cloned()) {
        (Some((number, name)), Some(_)) if number % 2 == 1 => said.above[0] = unquoted(name),
        (Some((_, value)), Some(name)) if !name.is_empty() => said.say(&name, &unquoted(value)),
        (Some((_, value)), _) => said.say(OTHER, &unquoted(value)),
        _ => said.say(OTHER, line),
    }
}

/// A value without its quotes and with the bytes that are written as `\xe0`.
fn unquoted(value: &str) -> String {
    let Some(quoted) = value.strip_prefix('"').and_then(|value| value.strip_suffix('"')) else {
        return value.to_string();
    };
    let mut bytes = Vec::with_capacity(quoted.len());
    let mut rest = quoted.as_bytes();
    while let [first, behind @ ..] = rest {
        let escaped = (*first == b'\\').then_some(behind);
        let hexadecimal = |digits: &[u8]| {
            let digits = std::str::from_utf8(digits)
                .ok()
                .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
            digits.and_then(|digits| u8::from_str_radix(digits, 16).ok())
        };
        rest = match escaped {
            Some([b'x', high, low, after @ ..]) if hexadecimal(&[*high, *low]).is_some() => {
                bytes.extend(hexadecimal(&[*high, *low]));
                after
            }
            Some([sign, after @ ..]) => {
                bytes.push(match sign {
                    b'n' | b'r' | b't' => b' ',
                    sign => *sign,
                });
                after
            }
            _ => {
                bytes.push(*first);
                behind
            }
        };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
