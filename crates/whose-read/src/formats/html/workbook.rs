//! Workbooks as Excel 2003 wrote them in XML (SpreadsheetML), and as programs still hand them out under the ending `.xls`: read as
//! a page whose tables are the sheets.

use super::{Sheet, read_page};
use crate::markup;
use crate::{Format, Head, Input, Output, Reading, Recognition};

/// The name space that the root element declares.
const NAME_SPACE: &str = "urn:schemas-microsoft-com:office:spreadsheet";
/// Cells that may be left out before one.
const MOST_SKIPPED: usize = 1_024;

/// Workbooks in XML.
pub struct Workbook;

impl Format for Workbook {
    fn code(&self) -> &'static str {
        "spreadsheet-xml"
    }

    fn title(&self) -> &'static str {
        "Excel 2003 workbooks in XML (SpreadsheetML)"
    }

    fn recognise(&self, head: &Head<'_>) -> Recognition {
        let begins = |text: &str| {
            let text = text.trim_start();
            let root = text.find("Workbook").filter(|at| *at < 1_024);
            text.starts_with('<') && root.is_some_and(|at| text[at..].contains(NAME_SPACE))
        };
        if head.text.is_some_and(begins) { Recognition::Certain } else { Recognition::No }
    }

    fn read(&self, input: &mut dyn Input, output: &mut dyn Output) -> Reading {
        read_page(input, output, Some(Sheet::default()))
    }
}

impl Sheet {
    /// The element of a page that one of a workbook is.
    pub(super) fn name(name: &str) -> &'static str {
        match markup::local(name).to_ascii_lowercase().as_str() {
            "table" => "table",
            "row" => "tr",
            "cell" => "td",
            // What stands in a cell.
            "data" | "b" | "i" | "u" | "s" | "font" | "sub" | "sup" | "span" => "span",
            _ => "div",
        }
    }

    /// How many cells were left out before this one, and how many columns it spans.
    pub(super) fn place(&mut self, inner: &str) -> (usize, usize) {
        let (mut skipped, mut merged) = (0, 0);
        markup::attributes(inner, |name, value| match (markup::local(name), value.parse::<usize>()) {
            ("Index", Ok(index)) => skipped = index.saturating_sub(self.column + 1),
            ("MergeAcross", Ok(more)) => merged = more,
            _ => {}
        });
        let (skipped, merged) = (skipped.min(MOST_SKIPPED), merged.min(MOST_SKIPPED));
        self.column += skipped + 1 + merged;
        (skipped, merged + 1)
    }
}

#[cfg(test)]
mod tests {
    use crate::proving::dump;

    #[test]
    fn sheets_are_tables() {
        let cell = |text: &str| format!("<Cell><Data ss:Type=\"String\">{text}</Data></Cell>");
        let row = |cells: &[&str]| {
            format!("<Row>{}</Row>\n", cells.iter().map(|text| cell(text)).collect::<String>())
        };
        let people: String =
            (0..30).map(|at| row(&[&format!("Ada R{at}"), &format!("416-555-01{at:02}"), "Town"])).collect();
        let skipping = "<Row><Cell ss:Index=\"2\"><Data>x &amp; y</Data></Cell><Cell><Data>z</Data></Cell></Row>\
             <Row><Cell ss:MergeAcross=\"1\"><Data>merged</Data></Cell><Cell><Data>w</Data></Cell></Row>";
        let book = format!(
            "<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>\n<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" \
             xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet ss:Name=\"Clients\"><Table>\n{}{people}{skipping}</Table></Worksheet></Workbook>",
            row(&["Name", "Phone", "City"])
        );
        let found = dump("f.xls", book.as_bytes());
        assert!(found.starts_with("f.xls: spreadsheet-xml"), "{found}");
        assert!(found.contains("Name=\"Ada R7\" Phone=\"416-555-0107\" City=\"Town\""), "{found}");
        assert!(found.contains(": Phone=\"x & y\" City=\"z\""), "{found}");
        assert!(found.contains(": Name=\"merged\" City=\"w\""), "{found}");
        assert!(found.contains("text=\"Clients\""), "{found}");
    }
}
