//! Labels as Markdown and org mode write them: below headings, in lists, in bold type, as properties.

use super::lines::{Line, Style, is_label};

/// How the records of such a text begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Marks {
    /// With a heading: `## Anne Roy`.
    Heading,
    /// With a heading of org mode, or an item of a list below which others stand: `* Anne Roy`.
    Item,
}

impl Marks {
    /// The heading that a line is.
    pub(super) fn heading(self, line: &str) -> Option<&str> {
        let sign = match self {
            Self::Heading => ['#', '#'],
            Self::Item => ['*', '-'],
        };
        let text = line.trim_start_matches(sign);
        let begins = text.len() < line.len() && text.starts_with([' ', '\t']);
        let bare = plain(text);
        // `- !!python/object` and `- &anchor` are YAML's.
        let of_words = bare.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '"' | '[' | '('));
        (begins && of_words && !is_labelled(bare)).then_some(bare)
    }

    /// A line without its marks, where it is no heading.
    pub(super) fn line<'l>(self, style: Style, line: &'l str) -> Line<'l> {
        if let Some(heading) = self.heading(line) {
            return Line::Section(heading);
        }
        let bare = without_bullet(line.trim());
        if matches!(bare, ":PROPERTIES:" | ":END:" | ":LOGBOOK:") {
            return Line::Apart;
        }
        let property = bare.strip_prefix(':').filter(|rest| rest.contains(": "));
        let bare = property.unwrap_or(bare);
        let Some((label, value)) = bare.split_once(style.sign) else { return Line::Other(bare) };
        let (label, value) = (plain(label), plain(value));
        if is_label(label) {
            Line::Labelled { label, value: target(value), encoded: false }
        } else {
            Line::Other(bare)
        }
    }
}

fn is_labelled(bare: &str) -> bool {
    bare.split_once(':').is_some_and(|(label, value)| is_label(plain(label)) && !value.trim().is_empty())
}

/// `- `, `* `, `+ `, `• `, `> `.
fn without_bullet(line: &str) -> &str {
    let rest = line.trim_start_matches(['-', '*', '+', '•', '>']);
    let is_bullet = line.len() - rest.len() <= '•'.len_utf8() && rest.starts_with(' ');
    if is_bullet { rest.trim_start() } else { line }
}

/// Without the signs of bold and slanted type.
fn plain(text: &str) -> &str {
    text.trim().trim_matches(['*', '_', '`']).trim()
}

/// What a link shows, where that is a mailbox; `a@x.example` of `<a@x.example>`.
fn target(value: &str) -> &str {
    let shown = value.strip_prefix('[').and_then(|rest| rest.split_once("](")).map(|(shown, _)| shown);
    let closed = value.strip_prefix('<').and_then(|rest| rest.strip_suffix('>'));
    shown.or(closed).filter(|shown| shown.contains('@')).unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use crate::proving::dump;

    fn rows(content: &str) -> Vec<String> {
        let found = dump("f.md", content.as_bytes());
        let rows = found.lines().skip(2).map(|line| line.split_once(": ").map_or(line, |(_, row)| row));
        rows.map(ToString::to_string).collect()
    }

    #[test]
    fn lists_below_headings() {
        for person in [
            "## N\n\n- Phone: 1\n- Email: <n@x.example>\n\n",
            "### N\n\n**Phone:** 1  \n**Email**: n@x.example  \n\n---\n\n",
            "## N\nPhone: 1\n\nEmail: n@x.example\n",
            "* N\n:PROPERTIES:\n:Phone: 1\n:Email: n@x.example\n:END:\n",
            "* **N**\n  * Phone: 1\n  * Email: [n@x.example](mailto:n@x.example)\n",
        ] {
            let found = rows(&person.repeat(4));
            assert_eq!(found[1], "section=\"N\" Phone=\"1\" Email=\"n@x.example\"", "{found:?}");
            assert_eq!(found.len(), 4);
        }
    }

    #[test]
    fn other_documents_stay_text() {
        let changes = "Changes of this *program*: all of them\n\n## 1.1\n\n- Fixed: one thing\n- Added: another\n\n## 1.0\n\n- Fixed: this\n- Added: that\n\n## 0.9\n\n- Fixed: x\n";
        assert!(dump("f.md", changes.as_bytes()).starts_with("f.md: text"));
    }
}
