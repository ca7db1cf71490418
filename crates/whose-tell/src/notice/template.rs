//! A template: Markdown with variables and sections that say what they hold.
//!
//! ```text
//! # Title
//!
//! Dear {name},
//!
//! ## {section: what-happened when} What happened
//!
//! A paragraph with {what_happened}.
//!
//! * {items}
//! ```
//!
//! One title, headings with `##`, paragraphs, and lists with `*`. A list item that is one variable of many values becomes one
//! item each. A paragraph or item whose variable is empty for a person is left out.

/// Part of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Run {
    /// As written.
    Text(String),
    /// A variable, and the line it stands in.
    Variable(String, usize),
}

/// A title, heading, paragraph or list item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block {
    /// Line it begins at.
    pub line: usize,
    /// Which.
    pub kind: BlockKind,
    /// What it says.
    pub runs: Vec<Run>,
    /// Content that its section holds.
    pub sections: Vec<String>,
}

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BlockKind {
    Title,
    Heading,
    Paragraph,
    Item,
}

impl Block {
    /// Its text without variables.
    pub fn text(&self) -> String {
        let texts = self.runs.iter().map(|run| match run {
            Run::Text(text) => text.as_str(),
            Run::Variable(..) => "",
        });
        texts.collect::<String>().trim().to_string()
    }

    /// Its variables, with their lines.
    pub fn variables(&self) -> impl Iterator<Item = (&str, usize)> {
        self.runs.iter().filter_map(|run| match run {
            Run::Variable(name, line) => Some((name.as_str(), *line)),
            Run::Text(_) => None,
        })
    }
}

/// What is wrong with a template, and where.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The file.
    pub file: String,
    /// The line, from 1; 0: the file as a whole.
    pub line: usize,
    /// What is wrong, and by which rule.
    pub message: String,
}

impl std::fmt::Display for Problem {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.line {
            0 => write!(formatter, "{}: {}", self.file, self.message),
            line => write!(formatter, "{}:{line}: {}", self.file, self.message),
        }
    }
}

/// A template that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Template {
    pub file: String,
    pub blocks: Vec<Block>,
}

impl Template {
    /// Reads a template. What is wrong with its form is told; the rest is read all the same.
    pub fn parse(file: &str, text: &str) -> (Self, Vec<Problem>) {
        let mut reader =
            Reader { file, blocks: Vec::new(), problems: Vec::new(), sections: Vec::new(), continues: false };
        for (at, line) in text.lines().enumerate() {
            reader.line(at + 1, line.trim());
        }
        match reader.blocks.first().map(|block| (block.kind, block.line)) {
            Some((BlockKind::Title, _)) => {}
            Some((_, line)) => reader.problem(line, "the first line must be the title: `# Title`"),
            None => reader.problem(0, "the template is empty"),
        }
        (Self { file: file.to_string(), blocks: reader.blocks }, reader.problems)
    }

    /// The title.
    pub fn title(&self) -> Option<&Block> {
        self.blocks.iter().find(|block| block.kind == BlockKind::Title)
    }

    /// The first heading of a section.
    pub fn heading(&self, section: &str) -> Option<&Block> {
        self.blocks
            .iter()
            .find(|block| block.kind == BlockKind::Heading && block.sections.iter().any(|one| one == section))
    }

    /// Does a section have anything under its heading?
    pub fn says(&self, section: &str) -> bool {
        self.blocks.iter().any(|block| {
            matches!(block.kind, BlockKind::Paragraph | BlockKind::Item)
                && block.sections.iter().any(|one| one == section)
        })
    }
}

struct Reader<'a> {
    file: &'a str,
    blocks: Vec<Block>,
    problems: Vec<Problem>,
    /// Content of the section that is being read.
    sections: Vec<String>,
    /// Does the next line go on with the last block?
    continues: bool,
}

impl Reader<'_> {
    fn problem(&mut self, line: usize, message: &str) {
        self.problems.push(Problem { file: self.file.to_string(), line, message: message.to_string() });
    }

    fn line(&mut self, number: usize, line: &str) {
        if line.is_empty() {
            self.continues = false;
            return;
        }
        let (kind, rest) = if let Some(rest) = line.strip_prefix("# ") {
            (BlockKind::Title, rest)
        } else if let Some(rest) = line.strip_prefix("## ") {
            (BlockKind::Heading, self.marker(number, rest))
        } else if let Some(rest) = line.strip_prefix("* ").or_else(|| line.strip_prefix("- ")) {
            (BlockKind::Item, rest)
        } else if line.starts_with('#') {
            return self
                .problem(number, "a title is `# Title`, a heading is `## Heading`; there are no others");
        } else {
            (BlockKind::Paragraph, line)
        };
        let runs = self.runs(number, rest.trim());
        if kind == BlockKind::Title && self.blocks.iter().any(|block| block.kind == BlockKind::Title) {
            return self.problem(number, "there is a second title");
        }
        if kind == BlockKind::Paragraph && self.continues {
            if let Some(last) = self.blocks.last_mut() {
                last.runs.push(Run::Text(" ".to_string()));
                last.runs.extend(runs);
            }
            return;
        }
        self.continues = matches!(kind, BlockKind::Paragraph | BlockKind::Item);
        self.blocks.push(Block { line: number, kind, runs, sections: self.sections.clone() });
    }

    /// Takes `{section: a b}` from the beginning of a heading.
    fn marker<'t>(&mut self, number: usize, heading: &'t str) -> &'t str {
        self.sections.clear();
        let marked = heading.strip_prefix("{section:").and_then(|rest| rest.split_once('}'));
        let Some((codes, rest)) = marked else {
            self.problem(
                number,
                "a heading says what its section holds: `## {section: what-happened} Heading`",
            );
            return heading;
        };
        self.sections =
            codes.split([' ', ',']).filter(|code| !code.is_empty()).map(ToString::to_string).collect();
        rest
    }

    fn runs(&mut self, number: usize, text: &str) -> Vec<Run> {
        let mut runs = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            if !before.is_empty() {
                runs.push(Run::Text(before.to_string()));
            }
            let Some((name, after)) = after.split_once('}') else {
                self.problem(number, "a `{` is not closed");
                return runs;
            };
            runs.push(Run::Variable(name.trim().to_string(), number));
            rest = after;
        }
        if !rest.is_empty() {
            runs.push(Run::Text(rest.to_string()));
        }
        runs
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_template_is_read_with_its_sections() {
        let text =
            "# Notice to {name}\n\nDear\n{name},\n\n## {section: items when} What\n* {items}\n* more\n";
        let (template, problems) = Template::parse("a.md", text);
        assert_eq!(problems, []);
        let kinds: Vec<BlockKind> = template.blocks.iter().map(|block| block.kind).collect();
        assert_eq!(
            kinds,
            [BlockKind::Title, BlockKind::Paragraph, BlockKind::Heading, BlockKind::Item, BlockKind::Item]
        );
        assert_eq!(template.blocks[1].variables().collect::<Vec<_>>(), [("name", 4)]);
        assert!(template.says("when") && template.heading("items").is_some() && !template.says("steps"));
        assert_eq!(template.heading("items").unwrap().text(), "What");
    }

    #[test]
    fn mistakes_of_form_are_told_with_their_line() {
        let (_, problems) = Template::parse("a.md", "Hello\n## What\n### Deep\n{open\n# T\n# U\n");
        let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
        for wanted in [
            "a.md:1: the first line",
            "a.md:2: a heading says",
            "a.md:3: a title is",
            "a.md:4: a `{`",
            "a.md:6: there is a second",
        ] {
            assert!(told.iter().any(|line| line.starts_with(wanted)), "{wanted}: {told:?}");
        }
        assert_eq!(Template::parse("a.md", "").1.len(), 1);
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "(\\PC|\n|\\{|\\}|#){0,200}") {
            Template::parse("a.md", &text);
        }
    }
}
