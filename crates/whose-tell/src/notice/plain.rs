//! A notice as plain text: for the part of an e-mail without pictures or colours, and for text messages.

use super::render::{Filled, Text};

/// Longest line of plain text, in characters.
const WIDTH: usize = 76;

impl Text<'_> {
    /// Plain text: headings over lines, `-` before the items of lists, long lines broken at spaces.
    #[must_use]
    pub fn plain(&self) -> String {
        let mut text = String::new();
        for (at, block) in self.blocks.iter().enumerate() {
            let follows_in_list = block.tag == "li" && !block.opens;
            if at > 0 && !follows_in_list && !follows_heading(&self.blocks, at) {
                text.push('\n');
            }
            let said = said(block);
            match block.tag {
                "li" => wrap(&mut text, &said, "- ", "  "),
                _ => said.lines().for_each(|line| wrap(&mut text, line.trim(), "", "")),
            }
            if block.tag == "h1" {
                let width = said.chars().map(|letter| if letter.is_ascii() { 1 } else { 2 }).sum::<usize>();
                text.push_str(&"=".repeat(width.min(WIDTH)));
                text.push('\n');
            }
        }
        text
    }

    /// Its blocks in order: `h1`, `h2`, `p`, `li`, and what stands there.
    pub(crate) fn blocks(&self) -> impl Iterator<Item = (&'static str, String)> {
        self.blocks.iter().map(|block| (block.tag, said(block)))
    }

    /// Paragraphs of a text message: no lines drawn, none broken.
    #[must_use]
    pub fn message(&self) -> String {
        let lines = self.blocks.iter().map(|block| match block.tag {
            "h1" | "h2" => format!("[{}]", said(block)),
            "li" => format!("- {}", said(block)),
            _ => said(block),
        });
        lines.collect::<Vec<_>>().join("\n")
    }
}

fn follows_heading(blocks: &[Filled], at: usize) -> bool {
    at > 0 && blocks[at - 1].tag == "h2"
}

fn said(block: &Filled) -> String {
    block.pieces.iter().map(|piece| piece.text.as_str()).collect()
}

fn wrap(text: &mut String, line: &str, first: &str, next: &str) {
    text.push_str(first);
    let mut width = first.len();
    let mut begins = true;
    for word in line.split_whitespace() {
        let length = word.chars().count();
        if !begins && width + 1 + length > WIDTH {
            text.push('\n');
            text.push_str(next);
            width = next.len();
            begins = true;
        }
        if !begins {
            text.push(' ');
            width += 1;
        }
        text.push_str(word);
        width += length;
        begins = false;
    }
    text.push('\n');
}

#[cfg(test)]
mod tests {
    use crate::Language;
    use crate::notice::{CaseNumbers, CompanyTexts, Prepared};

    #[test]
    fn plain_text_keeps_the_order_breaks_long_lines_and_takes_no_markup() {
        let text = "# Loss of <data>\n\n{organisation}\n\n## {section: items} Which\n\n* {case_items}\n* one *two* _three_\n";
        let prepared = Prepared::new("general/public.en.md", text, Language::English).unwrap();
        let long = "word ".repeat(30);
        let company = CompanyTexts::from([("organisation".to_string(), format!("Maple\n{long}"))]);
        let filled = prepared.fill(None, &CaseNumbers::default(), &company);
        let plain = filled.plain();
        assert!(plain.starts_with("Loss of <data>\n==============\n\nMaple\nword word"), "{plain}");
        assert!(plain.ends_with("word\n\nWhich\n- one *two* _three_\n"), "{plain}");
        assert!(plain.lines().all(|line| line.chars().count() <= 76));
        assert!(filled.message().contains("[Which]\n- one *two* _three_"));
    }
}
