//! What comments between statements say: `-- Anne Roy, 416 555 0100, asked for deletion`. What programs write into their dumps is left out.

use crate::formats::text::block::{has_long_number, tells_of_one};

/// The records of comments that stand together: forms and addresses as one, else line by line. Of the comments of a dump those
/// that a program did not write.
pub(super) fn told(comments: &str, is_dump: bool) -> Vec<String> {
    let mut records = Vec::new();
    let mut together: Vec<&str> = Vec::new();
    let mut in_block = false;
    for line in comments.lines() {
        let bare = line.trim();
        // `/*!40101 SET ... */` is code.
        let is_code = bare.starts_with("/*!") || bare.starts_with("/*M!");
        let begins = bare.starts_with("/*");
        let text = if is_code { "" } else { without_signs(bare) };
        if text.is_empty() || begins && !in_block {
            end(&mut together, &mut records);
        }
        in_block = (in_block || begins) && !bare.ends_with("*/");
        if !text.is_empty() && (!is_dump || text.contains('@') || has_long_number(text)) {
            together.push(text);
        }
    }
    end(&mut together, &mut records);
    records
}

fn end(together: &mut Vec<&str>, records: &mut Vec<String>) {
    let text = together.join("\n");
    if together.len() > 1 && tells_of_one(&text) {
        records.push(text);
    } else {
        records.extend(together.iter().map(ToString::to_string));
    }
    together.clear();
}

fn without_signs(line: &str) -> &str {
    line.trim_start_matches(['-', '#', '/', '*', ' ', '\t']).trim_end_matches(['*', '/', '-', '=', ' ', '\t'])
}

#[cfg(test)]
mod tests {
    use super::told;

    #[test]
    fn comments_of_people() {
        assert_eq!(
            told("-- Ada Roe, 416 555 0100\n-- Bo Lee, 416 555 0101, b@x.example\n-----\n", false).len(),
            1
        );
        assert_eq!(
            told("/* customer: Ada Roe\n * phone: 416 555 0100\n */\n# next\n", false),
            ["customer: Ada Roe\nphone: 416 555 0100", "next"]
        );
        assert_eq!(
            told("-- Dumping data for table `people`\n/*!40101 SET @OLD=@@X */;\n-- a@x.example\n", true),
            ["a@x.example"]
        );
    }
}
