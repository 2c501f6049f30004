//! Spreadsheets: .xlsx, .xls and .ods, every sheet that has a column of recordings.

use super::row::{choose, take, told};
use super::{Batch, Columns, InputError, Problem};
use crate::text::Source;
use calamine::{Data, Reader, open_workbook_auto_from_rs};
use serde_json::{Map, Value};
use std::io::Cursor;

/// The most that a packed workbook may come to, in bytes: what grows beyond is made to do harm.
const LARGEST_UNPACKED: u64 = 1_000_000_000;

pub fn read(name: &str, bytes: &[u8], columns: &Columns, batch: &mut Batch) -> Result<(), Problem> {
    let failed = |error: InputError| Problem::error(name, error);
    check_size(bytes).map_err(failed)?;
    let mut workbook =
        open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(|_| failed(InputError::BrokenWorkbook))?;
    let sheets = workbook.sheet_names();
    let mut columns_seen = Vec::new();
    let mut read = 0;
    for sheet in &sheets {
        let Ok(range) = workbook.worksheet_range(sheet) else {
            batch.problems.push(Problem::error(&format!("{name}, sheet {sheet}"), InputError::BrokenWorkbook));
            continue;
        };
        let title = if sheets.len() > 1 { format!("{name}, sheet {sheet}") } else { name.to_owned() };
        let first = range.start().map_or(0, |(row, _)| row as usize);
        let mut rows = range.rows().enumerate().filter(|(_, row)| row.iter().any(|cell| !cell_text(cell).is_empty()));
        let Some((_, header)) = rows.next() else { continue };
        let header: Vec<String> = header.iter().map(cell_text).collect();
        let Ok(chosen) = choose(columns, &header) else {
            columns_seen.extend(header.into_iter().filter(|name| !name.is_empty()));
            continue;
        };
        batch.problems.push(told(&title, &chosen));
        for (index, row) in rows {
            let number = first + index + 1;
            let cells = header.iter().cloned().zip(row.iter().map(|cell| Value::String(cell_text(cell))));
            let fields: Map<String, Value> = cells.filter(|(name, _)| !name.is_empty()).collect();
            let source =
                Source { name: title.clone(), row: Some(number), encoding: "workbook".into(), ..Source::default() };
            read += 1;
            match take(fields, &chosen, source) {
                Ok(recording) => batch.recordings.push(recording),
                Err(error) => batch.problems.push(Problem::in_row(&title, number, error)),
            }
        }
    }
    match read {
        0 if columns_seen.is_empty() => Err(failed(InputError::NoRows)),
        0 => {
            let wanted = columns.text.clone().unwrap_or_else(|| "text".into());
            Err(failed(InputError::NoColumn { wanted, found: columns_seen }))
        }
        _ => Ok(()),
    }
}

/// Packed workbooks tell what they come to before they are opened.
fn check_size(bytes: &[u8]) -> Result<(), InputError> {
    if !bytes.starts_with(b"PK") {
        return Ok(());
    }
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| InputError::BrokenWorkbook)?;
    let mut unpacked = 0u64;
    for index in 0..archive.len() {
        unpacked += archive.by_index_raw(index).map_err(|_| InputError::BrokenWorkbook)?.size();
    }
    if unpacked > LARGEST_UNPACKED { Err(InputError::FileTooLarge { bytes: unpacked }) } else { Ok(()) }
}

/// A cell as its reader sees it: dates as `2026-05-04`, whole numbers without a point.
fn cell_text(cell: &Data) -> String {
    match cell {
        Data::DateTime(date) if date.is_datetime() => {
            let (year, month, day, hour, minute, ..) = date.to_ymd_hms_milli();
            let time = if (hour, minute) == (0, 0) { String::new() } else { format!(" {hour:02}:{minute:02}") };
            format!("{year:04}-{month:02}-{day:02}{time}")
        }
        Data::DateTimeIso(date) => date.replace('T', " ").trim_end_matches(" 00:00:00").to_owned(),
        Data::Empty => String::new(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `tests/documents/export.csv` as LibreOffice 7.4 saved it: `soffice --headless --convert-to xlsx export.csv`, and so on.
    #[test]
    fn spreadsheets_that_a_real_program_made_are_read() {
        for (name, bytes) in [
            ("export.xlsx", &include_bytes!("../../tests/documents/export.xlsx")[..]),
            ("export.xls", include_bytes!("../../tests/documents/export.xls")),
            ("export.ods", include_bytes!("../../tests/documents/export.ods")),
        ] {
            let mut batch = Batch::default();
            read(name, bytes, &Columns::default(), &mut batch).unwrap();
            assert_eq!(batch.recordings.len(), 2, "{name}: {:?}", batch.problems);
            let first = &batch.recordings[0];
            assert_eq!(first.text, "Mum failed to attend the review.\nSian will ring her on Friday.", "{name}");
            assert_eq!((first.source.id.as_deref(), first.source.row), (Some("101"), Some(2)), "{name}");
            assert_eq!(first.source.fields["Date"], "2026-05-04", "{name}");
            assert_eq!(first.source.fields["Team"], "North", "{name}");
            assert!(batch.problems.iter().any(|problem| problem.row == Some(4)), "{name}: the empty cell is told");
            let half = read(name, &bytes[..bytes.len() / 2], &Columns::default(), &mut Batch::default());
            assert!(half.unwrap_err().message.contains("cannot be opened"), "{name}");
        }
    }
}
