//! A minimal workbook (ECMA-376, one sheet, inline strings), enough for any reader of XLSX.

use anyhow::Result;

use crate::files::zip;

const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>"#;
const RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const BOOK_RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;

/// Rows of one sheet under way.
pub(crate) struct Sheet {
    rows: String,
    count: u32,
}

impl Sheet {
    pub(crate) const fn new() -> Self {
        Self { rows: String::new(), count: 0 }
    }

    /// Adds a row; empty cells are left out, as Excel does.
    pub(crate) fn row(&mut self, cells: &[&str]) {
        self.count += 1;
        let number = self.count;
        self.rows.push_str(&format!("<row r=\"{number}\">"));
        for (column, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            let letter = char::from(b'A' + column as u8);
            self.rows.push_str(&format!("<c r=\"{letter}{number}\" t=\"inlineStr\"><is><t>"));
            escape(cell, &mut self.rows);
            self.rows.push_str("</t></is></c>");
        }
        self.rows.push_str("</row>");
    }

    /// The workbook's bytes.
    pub(crate) fn finish(self, name: &str) -> Result<Vec<u8>> {
        let book = format!(
            r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="{name}" sheetId="1" r:id="rId1"/></sheets></workbook>"#
        );
        let sheet = format!(
            r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>"#,
            self.rows
        );
        let parts = [
            ("[Content_Types].xml", TYPES.as_bytes().to_vec()),
            ("_rels/.rels", RELATIONS.as_bytes().to_vec()),
            ("xl/workbook.xml", book.into_bytes()),
            ("xl/_rels/workbook.xml.rels", BOOK_RELATIONS.as_bytes().to_vec()),
            ("xl/worksheets/sheet1.xml", sheet.into_bytes()),
        ];
        zip(parts.into_iter().map(Ok))
    }
}

/// Adds text with XML's five characters escaped.
pub(crate) fn escape(text: &str, out: &mut String) {
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            letter => out.push(letter),
        }
    }
}
