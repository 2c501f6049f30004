//! The rows of an OpenDocument spreadsheet, one by one. It may say of a row or cell that it stands a million times, so none is copied.

use super::InputError;
use super::sheets::{Cell, iso_date};
use crate::docx::attribute;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::ops::ControlFlow;

/// As many rows and columns as spreadsheets have.
const MOST_ROWS: usize = 1_048_576;
const MOST_COLUMNS: u32 = 16_384;

/// The names of the sheets in `content`, which is the XML of the spreadsheet.
pub fn names(content: &str) -> Result<Vec<String>, InputError> {
    let mut reader = Reader::from_str(content);
    let mut names = Vec::new();
    let mut depth = 0;
    loop {
        match read(&mut reader)? {
            Event::Start(tag) if tag.local_name().as_ref() == "table" => {
                if depth == 0 {
                    names.push(attribute(&tag, "name").unwrap_or_default());
                }
                depth += 1;
            }
            Event::End(tag) if tag.local_name().as_ref() == "table" => depth -= 1,
            Event::Eof => return Ok(names),
            _ => {}
        }
    }
}

/// The sheets of a spreadsheet, each read when it is asked for.
pub struct Tables<'a> {
    reader: Reader<&'a [u8]>,
}

impl<'a> Tables<'a> {
    pub fn of(content: &'a str) -> Tables<'a> {
        Tables { reader: Reader::from_str(content) }
    }

    /// Gives each row of the next sheet that holds anything to `visit`, with its number from 1, until `visit` breaks.
    pub fn next(&mut self, visit: &mut dyn FnMut(usize, &[Cell]) -> ControlFlow<()>) -> Result<(), InputError> {
        let mut depth = 0;
        let mut wanted = true;
        let mut number = 1;
        loop {
            match read(&mut self.reader)? {
                Event::Start(tag) if tag.local_name().as_ref() == "table" => depth += 1,
                Event::End(tag) if tag.local_name().as_ref() == "table" => {
                    depth -= 1;
                    if depth == 0 {
                        return Ok(());
                    }
                }
                Event::Empty(tag) if tag.local_name().as_ref() == "table-row" => number += repeated(&tag, ROWS),
                Event::Start(tag) if tag.local_name().as_ref() == "table-row" && depth == 1 => {
                    let cells = self.row()?;
                    let last = number.saturating_add(repeated(&tag, ROWS)).min(MOST_ROWS + 1);
                    if cells.iter().any(|cell| !cell.text.is_empty()) {
                        wanted = wanted && (number..last).all(|number| visit(number, &cells).is_continue());
                    }
                    number = last;
                }
                Event::Eof => return if depth == 0 { Ok(()) } else { Err(InputError::BrokenWorkbook) },
                _ => {}
            }
        }
    }

    fn row(&mut self) -> Result<Vec<Cell>, InputError> {
        let mut cells = Vec::new();
        let mut column = 0;
        let mut place = |tag: &BytesStart, text: String| {
            let end = (column + repeated(tag, COLUMNS).min(MOST_COLUMNS as usize) as u32).min(MOST_COLUMNS);
            cells.push(Cell { columns: column..end, text });
            column = end;
        };
        loop {
            match read(&mut self.reader)? {
                Event::Empty(tag) if is_cell(&tag) => place(&tag, value(&tag).unwrap_or_default()),
                Event::Start(tag) if is_cell(&tag) => {
                    let shown = self.shown()?;
                    place(&tag, value(&tag).unwrap_or(shown));
                }
                Event::End(tag) if tag.local_name().as_ref() == "table-row" => return Ok(cells),
                Event::Eof => return Err(InputError::BrokenWorkbook),
                _ => {}
            }
        }
    }

    /// The words of a cell, a line for each paragraph, without the comment that may hang on it.
    fn shown(&mut self) -> Result<String, InputError> {
        const MOST_SPACES: usize = 1000;
        let mut text = String::new();
        let mut paragraphs = 0;
        let mut comments = 0;
        // Tables in cells have cells of their own.
        let mut depth = 1;
        loop {
            let event = read(&mut self.reader)?;
            match &event {
                Event::Start(tag) if is_cell(tag) => depth += 1,
                Event::Start(tag) if tag.local_name().as_ref() == "annotation" => comments += 1,
                Event::End(tag) => match tag.local_name().as_ref() {
                    "annotation" => comments -= 1,
                    "table-cell" | "covered-table-cell" => {
                        depth -= 1;
                        if depth == 0 {
                            return Ok(text);
                        }
                    }
                    _ => {}
                },
                Event::Eof => return Err(InputError::BrokenWorkbook),
                _ if comments > 0 => {}
                Event::Start(tag) | Event::Empty(tag) => match tag.local_name().as_ref() {
                    "p" => {
                        if paragraphs > 0 {
                            text.push('\n');
                        }
                        paragraphs += 1;
                    }
                    "s" => text.extend(std::iter::repeat_n(' ', repeated(tag, "c").min(MOST_SPACES))),
                    "tab" => text.push('\t'),
                    "line-break" => text.push('\n'),
                    _ => {}
                },
                // White space between paragraphs is the file's, not the writer's.
                _ if paragraphs == 0 => {}
                Event::Text(words) => text.push_str(words),
                Event::CData(words) => text.push_str(words),
                Event::GeneralRef(reference) => {
                    let character = reference.resolve_char_ref().ok().flatten();
                    let named = quick_xml::escape::resolve_predefined_entity(reference);
                    match (character, named) {
                        (Some(character), _) => text.push(character),
                        (None, Some(named)) => text.push_str(named),
                        (None, None) => return Err(InputError::BrokenWorkbook),
                    }
                }
                _ => {}
            }
        }
    }
}

const ROWS: &str = "number-rows-repeated";
const COLUMNS: &str = "number-columns-repeated";

fn read<'a>(reader: &mut Reader<&'a [u8]>) -> Result<Event<'a>, InputError> {
    reader.read_event().map_err(|_| InputError::BrokenWorkbook)
}

fn is_cell(tag: &BytesStart) -> bool {
    matches!(tag.local_name().as_ref(), "table-cell" | "covered-table-cell")
}

/// How often something stands, by its attribute `name`; no more than a sheet has rows.
fn repeated(tag: &BytesStart, name: &str) -> usize {
    attribute(tag, name).map_or(1, |count| count.parse().unwrap_or(MOST_ROWS).min(MOST_ROWS))
}

/// What a cell holds where that is more exact than what it shows: a number, or a date as `2026-05-04`.
fn value(tag: &BytesStart) -> Option<String> {
    match attribute(tag, "value-type")?.as_str() {
        "date" => Some(iso_date(&attribute(tag, "date-value")?)),
        "float" | "percentage" | "currency" => {
            let value = attribute(tag, "value")?;
            Some(value.parse().map_or(value, |value: f64| value.to_string()))
        }
        "string" => attribute(tag, "string-value"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(content: &str) -> Vec<(usize, Vec<String>)> {
        let mut tables = Tables::of(content);
        let mut rows = Vec::new();
        for _ in names(content).unwrap() {
            tables
                .next(&mut |number, cells| {
                    let say = |cell: &Cell| format!("{}×{}", cell.text, cell.columns.len());
                    rows.push((number, cells.iter().map(say).collect()));
                    if rows.len() < 9 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
                })
                .unwrap();
        }
        rows
    }

    #[test]
    fn rows_are_numbered_as_shown_and_what_repeats_is_not_copied() {
        let content = "<s><table:table table:name='a &amp; b'><table:table-row><table:table-cell office:value-type='string'>\
            <office:annotation><text:p>seen</text:p></office:annotation><text:p>Mum &amp;<text:s text:c='2'/>Dad</text:p><text:p>came.</text:p>\
            </table:table-cell></table:table-row><table:table-row table:number-rows-repeated='3'><table:table-cell/></table:table-row>\
            <table:table-row><table:table-cell table:number-columns-repeated='4000000000' office:value-type='float' office:value='7.0'>\
            <text:p>7.00</text:p></table:table-cell></table:table-row></table:table>\
            <table:table table:name='c'><table:table-row table:number-rows-repeated='99999999'><table:table-cell><text:p>x</text:p>\
            </table:table-cell></table:table-row></table:table></s>";
        assert_eq!(names(content).unwrap(), ["a & b", "c"]);
        let rows = rows(content);
        assert_eq!(rows[0], (1, vec!["Mum &  Dad\ncame.×1".to_owned()]));
        assert_eq!(rows[1], (5, vec!["7×16384".to_owned()]));
        assert_eq!((rows[2].0, rows.last().unwrap().0, rows.len()), (1, 7, 9));
    }
}
