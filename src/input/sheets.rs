//! Spreadsheets: .xlsx, .xls and .ods, every sheet that has a column of recordings.

use super::row::{Chosen, LONGEST_ROW, choose, take, told};
use super::{Batch, Columns, InputError, LARGEST_FILE, Problem, ods, xls};
use crate::text::Source;
use crate::unpack::{Archive, Member, UnpackError};
use calamine::{Data, DataRef, Reader, Xls, Xlsx, XlsxError};
use quick_xml::events::Event;
use serde_json::{Map, Value};
use std::io::{BufReader, Cursor, Read};
use std::ops::{ControlFlow, Range};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The most that a packed workbook may come to, in bytes.
pub const LARGEST_UNPACKED: u64 = 1_000_000_000;

/// One or several cells of a row that say the same, by column from 0.
pub struct Cell {
    pub columns: Range<u32>,
    pub text: String,
}

/// A row of a sheet, `number` as a spreadsheet shows it.
struct Row<'a> {
    number: usize,
    /// In the order of their columns.
    cells: &'a [Cell],
    /// True where other cells hold something too.
    others: bool,
}

/// Reads the rows of every sheet. Those of .xlsx and .ods flow; an .xls is held whole: at most [`xls::MOST_CELLS`] cells.
pub fn read(name: &str, bytes: &[u8], columns: &Columns, batch: &mut Batch) -> Result<(), Problem> {
    let mut workbook = Workbook { name, columns, several: false, seen: Vec::new(), read: 0, batch };
    // calamine may stumble over a damaged workbook, which then costs no other file.
    let outcome = catch_unwind(AssertUnwindSafe(|| match bytes {
        [b'P', b'K', ..] => read_packed(bytes, &mut workbook),
        _ => read_xls(bytes, &mut workbook),
    }));
    let outcome = outcome.unwrap_or(Err(InputError::BrokenWorkbook));
    let Workbook { seen, read, .. } = workbook;
    match outcome {
        Err(error) => Err(Problem::error(name, error)),
        Ok(()) if read > 0 => Ok(()),
        Ok(()) if seen.is_empty() => Err(Problem::error(name, InputError::NoRows)),
        Ok(()) => {
            let wanted = columns.text.clone().unwrap_or_else(|| "text".into());
            Err(Problem::error(name, InputError::NoColumn { wanted, found: seen }))
        }
    }
}

/// A workbook while it is read.
struct Workbook<'a, 'b> {
    name: &'a str,
    columns: &'a Columns,
    /// True where it has more than one sheet, so that each is told by its name.
    several: bool,
    /// Names of columns in sheets that have none of recordings.
    seen: Vec<String>,
    /// Rows that could hold a recording.
    read: usize,
    batch: &'a mut Batch<'b>,
}

/// A sheet while it is read.
struct Sheet {
    title: String,
    columns: Named,
}

enum Named {
    /// The first row that holds anything names the columns.
    NotYet,
    /// The names by column, and which of them were chosen.
    Known(Vec<(u32, String)>, Chosen),
    /// The sheet has no column of recordings.
    Without,
}

impl Workbook<'_, '_> {
    fn sheet(&self, name: &str) -> Sheet {
        let title = if self.several { format!("{}, sheet {name}", self.name) } else { self.name.to_owned() };
        Sheet { title, columns: Named::NotYet }
    }

    /// Takes the next row of a sheet.
    fn row(&mut self, sheet: &mut Sheet, row: &Row) -> ControlFlow<()> {
        let Row { number, cells, others } = *row;
        if !others && cells.iter().all(|cell| cell.text.is_empty()) {
            return ControlFlow::Continue(());
        }
        match &sheet.columns {
            Named::NotYet => sheet.columns = self.names(&sheet.title, number, cells),
            Named::Without => return ControlFlow::Break(()),
            Named::Known(names, chosen) => {
                let source = Source {
                    name: sheet.title.clone(),
                    row: Some(number),
                    encoding: "workbook".into(),
                    ..Source::default()
                };
                self.read += 1;
                match fields(names, cells).and_then(|fields| take(fields, chosen, source)) {
                    Ok(recording) => self.batch.recordings.push(recording),
                    Err(error) => self.batch.problems.push(Problem::in_row(&sheet.title, number, error)),
                }
            }
        }
        self.batch.flow()
    }

    fn names(&mut self, title: &str, number: usize, cells: &[Cell]) -> Named {
        let named = || cells.iter().filter(|cell| !cell.text.is_empty());
        let bytes = named().map(|cell| cell.columns.len() * cell.text.len()).sum();
        if bytes > LONGEST_ROW {
            self.batch.problems.push(Problem::in_row(title, number, InputError::TooLong { bytes }));
            return Named::Without;
        }
        let names: Vec<(u32, String)> =
            named().flat_map(|cell| cell.columns.clone().map(|column| (column, cell.text.clone()))).collect();
        let found: Vec<String> = names.iter().map(|(_, name)| name.clone()).collect();
        match choose(self.columns, &found) {
            Ok(chosen) => {
                self.batch.problems.extend(told(title, &chosen));
                Named::Known(names, chosen)
            }
            Err(_) => {
                self.seen.extend(found);
                Named::Without
            }
        }
    }
}

impl Sheet {
    /// False of columns that have no name, whose cells are not read.
    fn wants(&self, column: u32) -> bool {
        match &self.columns {
            Named::NotYet => true,
            Named::Known(names, _) => names.binary_search_by_key(&column, |(column, _)| *column).is_ok(),
            Named::Without => false,
        }
    }
}

/// What a row says under each name.
fn fields(names: &[(u32, String)], cells: &[Cell]) -> Result<Map<String, Value>, InputError> {
    let mut fields = Map::new();
    let mut bytes = 0;
    for (column, name) in names {
        let at = cells.partition_point(|cell| cell.columns.end <= *column);
        let text = cells.get(at).filter(|cell| cell.columns.contains(column)).map_or("", |cell| cell.text.as_str());
        bytes += text.len();
        // A workbook may say one long text in thousands of cells, and hold it once.
        if bytes > LONGEST_ROW {
            return Err(InputError::TooLong { bytes });
        }
        fields.insert(name.clone(), Value::String(text.to_owned()));
    }
    Ok(fields)
}

/// A workbook that is a ZIP archive. All of it is unpacked once and counted before its reader sees it.
fn read_packed(bytes: &[u8], workbook: &mut Workbook) -> Result<(), InputError> {
    let mut archive = Archive::open(bytes, LARGEST_UNPACKED).map_err(of_workbook)?;
    let mut content = None;
    for Member { index, name, is_folder } in archive.members() {
        let name = name.unwrap_or_default();
        if is_folder {
            continue;
        }
        if name == "content.xml" {
            content = Some(archive.read(index, LARGEST_FILE).map_err(of_workbook)?);
            continue;
        }
        let is_strings = name.to_lowercase().ends_with("sharedstrings.xml");
        let look = |member: &mut dyn Read| if is_strings { claimed_strings(member) } else { 0 };
        let (claimed, unpacked) = archive.pass(index, look).map_err(of_workbook)?;
        if claimed > unpacked {
            return Err(InputError::BrokenWorkbook);
        }
    }
    match content {
        Some(content) => read_ods(&content, workbook),
        None => read_xlsx(bytes, workbook),
    }
}

fn of_workbook(error: UnpackError) -> InputError {
    match error {
        UnpackError::TooLarge | UnpackError::TooLong | UnpackError::TooMany => InputError::WorkbookTooLarge,
        UnpackError::Broken | UnpackError::Locked | UnpackError::Unknown => InputError::BrokenWorkbook,
    }
}

/// How many texts a list of shared ones claims to hold: calamine makes room for so many before it reads the first.
fn claimed_strings(member: &mut dyn Read) -> u64 {
    let mut reader = quick_xml::Reader::from_reader(BufReader::new(member));
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(tag)) if tag.local_name().as_ref() == "sst" => {
                let count = tag.attributes().flatten().find(|attribute| attribute.key.as_ref() == "uniqueCount");
                return count.and_then(|count| count.value.parse().ok()).unwrap_or(0);
            }
            Ok(Event::Eof) | Err(_) => return 0,
            Ok(_) => {}
        }
    }
}

fn read_xlsx(bytes: &[u8], workbook: &mut Workbook) -> Result<(), InputError> {
    let mut xlsx = Xlsx::new(Cursor::new(bytes)).map_err(|_| InputError::BrokenWorkbook)?;
    let names = xlsx.sheet_names();
    workbook.several = names.len() > 1;
    for name in names {
        let mut sheet = workbook.sheet(&name);
        let read = match xlsx.worksheet_cells_reader(&name) {
            Ok(mut cells) => read_cells(|| cells.next_cell(), &mut sheet, workbook),
            // A sheet that is a chart holds no rows.
            Err(XlsxError::NotAWorksheet(_)) => Ok(()),
            Err(_) => Err(InputError::BrokenWorkbook),
        };
        if let Err(error) = read {
            workbook.batch.problems.push(Problem::error(&format!("{}, sheet {name}", workbook.name), error));
        }
        if workbook.batch.flow().is_break() {
            break;
        }
    }
    Ok(())
}

/// Cells, which come row by row, into rows.
fn read_cells<'a>(
    mut next: impl FnMut() -> Result<Option<calamine::Cell<DataRef<'a>>>, XlsxError>,
    sheet: &mut Sheet,
    workbook: &mut Workbook,
) -> Result<(), InputError> {
    let mut row = 0;
    let mut cells: Vec<Cell> = Vec::new();
    let mut others = false;
    let mut bytes = 0;
    loop {
        let cell = next().map_err(|_| InputError::BrokenWorkbook)?;
        let place = cell.as_ref().map(calamine::Cell::get_position);
        if place.is_none_or(|(number, _)| number != row) {
            cells.sort_by_key(|cell| cell.columns.start);
            if workbook.row(sheet, &Row { number: row as usize + 1, cells: &cells, others }).is_break() {
                return Ok(());
            }
            cells.clear();
            (others, bytes) = (false, 0);
        }
        let (Some(cell), Some((number, column))) = (cell, place) else { return Ok(()) };
        row = number;
        // Of a row that is too long, what makes it so is enough.
        if bytes <= LONGEST_ROW && sheet.wants(column) {
            let text = cell_text(&Data::from(cell.get_value().clone()));
            bytes += text.len();
            cells.push(Cell { columns: column..column.saturating_add(1), text });
        } else {
            others |= *cell.get_value() != DataRef::Empty;
        }
    }
}

fn read_xls(bytes: &[u8], workbook: &mut Workbook) -> Result<(), InputError> {
    xls::check(bytes)?;
    let mut xls = Xls::new(Cursor::new(bytes)).map_err(|_| InputError::BrokenWorkbook)?;
    let names = xls.sheet_names();
    workbook.several = names.len() > 1;
    for name in names {
        let mut sheet = workbook.sheet(&name);
        let range = xls.worksheet_range(&name).map_err(|_| InputError::BrokenWorkbook)?;
        let first = range.start().map_or(0, |(row, _)| row as usize);
        for (index, row) in range.rows().enumerate() {
            let cell = |(column, cell): (u32, &Data)| Cell { columns: column..column + 1, text: cell_text(cell) };
            let cells: Vec<Cell> = (0..).zip(row).map(cell).collect();
            if workbook.row(&mut sheet, &Row { number: first + index + 1, cells: &cells, others: false }).is_break() {
                break;
            }
        }
        if workbook.batch.flow().is_break() {
            break;
        }
    }
    Ok(())
}

fn read_ods(content: &[u8], workbook: &mut Workbook) -> Result<(), InputError> {
    let content = std::str::from_utf8(content).map_err(|_| InputError::BrokenWorkbook)?;
    let mut tables = ods::Tables::of(content);
    let names = ods::names(content)?;
    workbook.several = names.len() > 1;
    for name in names {
        let mut sheet = workbook.sheet(&name);
        tables.next(&mut |number, cells| workbook.row(&mut sheet, &Row { number, cells, others: false }))?;
        if workbook.batch.flow().is_break() {
            break;
        }
    }
    Ok(())
}

/// A cell as its reader sees it: dates as `2026-05-04`, whole numbers without a point.
fn cell_text(cell: &Data) -> String {
    match cell {
        Data::DateTime(date) if date.is_datetime() => {
            let (year, month, day, hour, minute, ..) = date.to_ymd_hms_milli();
            let time = if (hour, minute) == (0, 0) { String::new() } else { format!(" {hour:02}:{minute:02}") };
            format!("{year:04}-{month:02}-{day:02}{time}")
        }
        Data::DateTimeIso(date) => iso_date(date),
        Data::Empty => String::new(),
        other => other.to_string(),
    }
}

/// `2026-05-04T00:00:00` as `2026-05-04`.
pub fn iso_date(date: &str) -> String {
    date.replace('T', " ").trim_end_matches(" 00:00:00").to_owned()
}
