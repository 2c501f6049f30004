use super::csv::begins_formula;
use super::tables::{ACTIONS, Cell, PHRASING, QUESTIONS, SEGMENTS, SOURCE, Table, how_made, notes, source};
use super::{Render, Versions};
use crate::recording::Draft;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Worksheet, XlsxError};
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

/// Drafts as an Excel workbook: a sheet for each table, and one that says what they are. It is written when the last draft is known.
pub struct Workbook {
    how_made: Cell,
    sheets: Vec<Sheet>,
    about: Vec<Vec<Cell>>,
}

struct Sheet {
    table: Table,
    rows: Vec<Vec<Cell>>,
}

/// The most that a cell of a workbook holds, in the units of UTF-16 that Excel counts.
const LONGEST_CELL: usize = 32_767;

impl Workbook {
    /// With `findings_only` the phrasing alone, as `check` gives it.
    pub fn new(versions: Versions, findings_only: bool) -> Workbook {
        let tables = if findings_only { vec![PHRASING] } else { vec![SEGMENTS, ACTIONS, PHRASING, QUESTIONS] };
        Workbook {
            how_made: how_made(&versions, findings_only),
            sheets: tables.into_iter().map(|table| Sheet { table, rows: Vec::new() }).collect(),
            about: Vec::new(),
        }
    }

    fn workbook(&self) -> Result<Vec<u8>, XlsxError> {
        let mut workbook = new_workbook()?;
        for sheet in &self.sheets {
            let columns: Vec<_> = SOURCE.iter().chain(sheet.table.columns).copied().collect();
            write_sheet(workbook.add_worksheet(), sheet.table.name, &columns, &sheet.rows)?;
        }
        let columns: Vec<_> = SOURCE.iter().copied().chain([("note", 100)]).collect();
        let empty = || Cell::from("");
        let foot = vec![empty(), empty(), empty(), self.how_made.clone()];
        let about: Vec<Vec<Cell>> = self.about.iter().cloned().chain([foot]).collect();
        write_sheet(workbook.add_worksheet(), "About", &columns, &about)?;
        workbook.save_to_buffer()
    }
}

impl Render for Workbook {
    fn render(&mut self, draft: &Draft, _out: &mut dyn Write) -> io::Result<()> {
        for sheet in &mut self.sheets {
            sheet.rows.extend(sheet.table.rows(draft).into_iter().flat_map(fitting));
        }
        let note = |note: Cell| source(draft).into_iter().chain([note]).collect::<Vec<Cell>>();
        self.about.extend(notes(draft).into_iter().map(note).flat_map(fitting));
        Ok(())
    }

    fn end(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let bytes = self.workbook().map_err(|error| match error {
            XlsxError::RowColumnLimitError => io::ErrorKind::FileTooLarge.into(),
            other => io::Error::other(other),
        })?;
        out.write_all(&bytes)
    }
}

/// A workbook without the time of day, which the library would else put into it: the same recordings would give other bytes.
pub(super) fn new_workbook() -> Result<rust_xlsxwriter::Workbook, XlsxError> {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
    Ok(workbook)
}

pub(super) fn write_sheet(
    sheet: &mut Worksheet,
    name: &str,
    columns: &[(&str, u32)],
    rows: &[Vec<Cell>],
) -> Result<(), XlsxError> {
    let heading = Format::new().set_bold();
    let plain = Format::new().set_text_wrap().set_align(FormatAlign::Top).set_align(FormatAlign::Left);
    // Excel keeps such words as words when somebody edits them, and shows no mark.
    let guarded = plain.clone().set_quote_prefix();
    sheet.set_name(name)?;
    sheet.set_freeze_panes(1, 0)?;
    // On paper: A4 on its side, as wide as the page, the headings on each.
    sheet.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    for (at, (name, width)) in (0..).zip(columns) {
        sheet.write_string_with_format(0, at, *name, &heading)?;
        sheet.set_column_width(at, *width)?;
    }
    for (number, row) in (1..).zip(rows) {
        let lines = row.iter().zip(columns).map(|(cell, (_, width))| lines(cell, *width as usize)).max().unwrap_or(1);
        if lines > 1 {
            sheet.set_row_height(number, (HIGH_LINE * lines as f64).min(HIGHEST_ROW))?;
        }
        for (at, cell) in (0..).zip(row) {
            match cell {
                Cell::Number(value) => sheet.write_number_with_format(number, at, *value, &plain)?,
                Cell::Words(words) if words.is_empty() => continue,
                Cell::Words(words) => {
                    let format = if begins_formula(words) { &guarded } else { &plain };
                    sheet.write_string_with_format(number, at, words, format)?
                }
            };
        }
    }
    Ok(())
}

/// In points; programs other than Excel do not reckon how high a row has to be.
const HIGH_LINE: f64 = 15.0;
const HIGHEST_ROW: f64 = 409.0;

/// How many lines a cell fills in a column of `width` characters, or one more where words break early.
fn lines(cell: &Cell, width: usize) -> usize {
    match cell {
        Cell::Number(_) => 1,
        Cell::Words(words) => words.split('\n').map(|line| 1 + line.width() * 10 / (9 * width.max(1))).sum(),
    }
}

/// A row as a workbook can hold it: what is too long for a cell goes on in rows below, which say nothing else.
fn fitting(row: Vec<Cell>) -> Vec<Vec<Cell>> {
    let cut: Vec<Vec<Cell>> = row.into_iter().map(cut).collect();
    let height = cut.iter().map(Vec::len).max().unwrap_or(0);
    (0..height)
        .map(|line| cut.iter().map(|cell| cell.get(line).cloned().unwrap_or_else(|| Cell::from(""))).collect())
        .collect()
}

fn cut(cell: Cell) -> Vec<Cell> {
    let Cell::Words(words) = cell else { return vec![cell] };
    // Words are never more units than bytes.
    if words.len() <= LONGEST_CELL {
        return vec![Cell::Words(words)];
    }
    let (mut pieces, mut piece, mut units) = (Vec::new(), String::new(), 0);
    for c in words.chars() {
        if units + c.len_utf16() > LONGEST_CELL {
            pieces.push(Cell::Words(std::mem::take(&mut piece)));
            units = 0;
        }
        piece.push(c);
        units += c.len_utf16();
    }
    pieces.push(Cell::Words(piece));
    pieces
}
