//! Cards and address labels on a sheet: what stands below each other in a column, between empty rows, is of one person; or each
//! cell holds a card of several lines.

/// Cells of a row, each with its column.
type Row = Vec<(u32, String)>;

/// Most rows of a card.
const MOST_ROWS: usize = 12;

/// Cards row by row.
#[derive(Debug, Default)]
pub(crate) struct Cards {
    /// Rows since the last empty one.
    rows: Vec<Row>,
    /// A cell is a card.
    cells: bool,
}

impl Cards {
    /// Is each cell a card?
    pub(crate) fn are_cells(rows: &[Row]) -> bool {
        !rows.is_empty() && rows.iter().all(is_of_cards)
    }

    /// May rows between two empty ones be cards? Each column begins with words, and tells numbers or a mailbox below.
    pub(crate) fn fit(rows: &[Row]) -> bool {
        if Self::are_cells(rows) {
            return true;
        }
        if !(2..=MOST_ROWS).contains(&rows.len()) {
            return false;
        }
        let columns: Vec<u32> = rows[0].iter().map(|(column, _)| *column).collect();
        let is_card = |column: &&u32| {
            let mut cells =
                rows.iter().flatten().filter(|(at, _)| at == *column).map(|(_, cell)| cell.as_str());
            cells.next().is_some_and(is_words) && cells.any(|cell| !is_words(cell))
        };
        let cards = columns.iter().filter(is_card).count();
        let strays = rows.iter().flatten().any(|(column, _)| !columns.contains(column));
        !strays && cards * 3 >= columns.len() * 2 && cards > 0
    }

    /// Ready to take the cards that these first rows begin.
    pub(crate) fn begin(rows: &[Row]) -> Self {
        Self { cells: Self::are_cells(rows), rows: Vec::new() }
    }

    /// Takes a row; gives the cards that are in its cells.
    pub(crate) fn row(&mut self, row: Row, mut give: impl FnMut(&str)) {
        if self.rows.len() == MOST_ROWS {
            self.end(&mut give);
        }
        self.rows.push(row);
        if self.cells {
            self.end(give);
        }
    }

    /// An empty row, or the end of the sheet.
    pub(crate) fn end(&mut self, mut give: impl FnMut(&str)) {
        let rows = std::mem::take(&mut self.rows);
        let mut columns: Vec<u32> = rows.iter().flatten().map(|(column, _)| *column).collect();
        columns.sort_unstable();
        columns.dedup();
        for column in columns {
            let cells = rows.iter().flatten().filter(|(at, _)| *at == column);
            let lines: Vec<&str> = cells.map(|(_, cell)| cell.trim()).collect();
            give(&lines.join("\n"));
        }
    }
}

/// Most of its cells hold cards of two lines or more, the first of which has words.
fn is_of_cards(row: &Row) -> bool {
    let is_card = |cell: &str| {
        let mut lines = cell.lines().filter(|line| !line.trim().is_empty());
        lines.next().is_some_and(is_words) && lines.any(|line| !is_words(line))
    };
    row.iter().filter(|(_, cell)| is_card(cell)).count() * 3 >= row.len() * 2
}

/// Nothing but words: no number, no mailbox.
fn is_words(text: &str) -> bool {
    text.chars().any(char::is_alphabetic)
        && !text.contains(['@', ':'])
        && !text.bytes().any(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Row> {
        let row = |line: &str| {
            let cells = line.split('|').enumerate().filter(|(_, cell)| !cell.is_empty());
            cells.map(|(column, cell)| (column as u32, cell.replace('/', "\n"))).collect()
        };
        text.lines().map(row).collect()
    }

    #[test]
    fn cards_and_tables() {
        for cards in [
            "Ada Roe|Bo Lee\n1 Main St|2 Main St\nEly K1A 0B1|Ely K1A 0B1",
            "Ada Roe/1 Main St|Bo Lee/2 Main St",
            "Ada\n416",
        ] {
            assert!(Cards::fit(&rows(cards)), "{cards}");
        }
        for table in
            ["Name|Phone\nAda Roe|416", "Ada Roe|416\nBo Lee|417", "Ada Roe\nBo Lee", "Ada Roe|1 Main St/Ely"]
        {
            assert!(!Cards::fit(&rows(table)), "{table}");
        }
    }

    #[test]
    fn a_column_is_a_card() {
        let mut cards = Cards::default();
        let mut found = Vec::new();
        rows("Ada Roe||Bo Lee\n1 Main St||2 Main St").into_iter().for_each(|row| cards.row(row, |_| {}));
        cards.end(|card| found.push(card.to_string()));
        assert_eq!(found, ["Ada Roe\n1 Main St", "Bo Lee\n2 Main St"]);
    }
}
