use super::tables::{Cell, PHRASING, SEGMENTS, SOURCE, Table, how_made};
use super::{Render, Versions};
use crate::recording::Draft;
use csv::{QuoteStyle, WriterBuilder};
use std::io::{self, Write};

/// A row for each segment, or for each phrase as `check` gives them.
pub struct Csv {
    pub versions: Versions,
    pub findings_only: bool,
}

impl Csv {
    fn table(&self) -> Table {
        if self.findings_only { PHRASING } else { SEGMENTS }
    }
}

impl Render for Csv {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        // Without this mark Excel takes the file for Windows-1252.
        out.write_all("\u{feff}".as_bytes())?;
        let names = SOURCE.iter().chain(self.table().columns).map(|(name, _)| *name).chain(["how_made"]);
        write_rows(out, [names.map(Cell::from).collect()])
    }

    fn render(&mut self, draft: &Draft, out: &mut dyn Write) -> io::Result<()> {
        let how_made = how_made(&self.versions, self.findings_only);
        let rows = self.table().rows(draft);
        write_rows(out, rows.into_iter().map(|row| row.into_iter().chain([how_made.clone()]).collect()))
    }
}

pub(super) fn write_rows(out: &mut dyn Write, rows: impl IntoIterator<Item = Vec<Cell>>) -> io::Result<()> {
    // Every cell in quotation marks: a program that expects another delimiter then still finds where it ends.
    let mut writer = WriterBuilder::new().quote_style(QuoteStyle::Always).from_writer(out);
    for row in rows {
        writer.write_record(row.iter().map(as_written))?;
    }
    writer.flush()
}

fn as_written(cell: &Cell) -> String {
    match cell {
        Cell::Number(number) => number.to_string(),
        Cell::Words(words) if begins_formula(words) => format!("'{words}"),
        Cell::Words(words) => words.clone(),
    }
}

/// True of words that a spreadsheet could take for something to reckon. White space before them changes nothing for some programs.
pub fn begins_formula(words: &str) -> bool {
    words.starts_with(['\t', '\r', '\n'])
        || words.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_never_reckoned_and_otherwise_left_as_they_are() {
        let written = |words: &str| as_written(&Cell::from(words));
        for words in ["=1+1", "+44", "-2 outside", "@SUM(A1)", "\t=1", " =1", "\n=1", "＝1", "\r=1"] {
            assert!(written(words).starts_with('\''), "{words:?}");
        }
        for words in ["", "She fell.", "'=1", "5 - 2", "“-", "a\tb"] {
            assert_eq!(written(words), words);
        }
        assert_eq!(written("a\u{1}b\u{202e}c\r\nd"), "a\u{fffd}bc\nd");
    }
}
