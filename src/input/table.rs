//! Comma- and tab-separated tables: any common delimiter, quoted line breaks, ragged rows told.

use super::decode::Decoding;
use super::row::{LONGEST_ROW, choose, take, told};
use super::{Batch, Columns, InputError, Problem};
use crate::text::Source;
use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::io::{self, BufRead, Read, Seek};

/// Reads a table whose first row names its columns. Rows are counted as a spreadsheet shows them: the names are row 1. One row is held at a
/// time.
pub fn read(name: &str, bytes: &mut (impl Read + Seek), columns: &Columns, batch: &mut Batch) -> Result<(), Problem> {
    let failed = |error: InputError| Problem::error(name, error);
    let broken_off = |error: io::Error| failed(InputError::from_io(&error));
    let decoding = Decoding::of(bytes).map_err(failed)?;
    if decoding.guessed {
        batch.problems.push(Problem::guessed_encoding(name, decoding.name()));
    }
    let delimiter = decoding.text(&mut *bytes).and_then(delimiter).map_err(broken_off)?;
    let mut rows = Rows::of(decoding.text(bytes).map_err(broken_off)?, delimiter);
    let header: Vec<String> = match rows.next().map_err(broken_off)? {
        Some(Ok(row)) => row.cells().map(|name| name.trim().to_owned()).collect(),
        Some(Err(error)) => return Err(failed(error)),
        None => Vec::new(),
    };
    let chosen = choose(columns, &header).map_err(failed)?;
    batch.problems.extend(told(name, &chosen));
    let mut is_empty = true;
    for number in 2.. {
        if batch.flow().is_break() {
            break;
        }
        let row = match rows.next().map_err(broken_off)? {
            None => break,
            Some(Ok(row)) if row.is_blank() => continue,
            Some(row) => row,
        };
        is_empty = false;
        if let Ok(row) = &row
            && row.len() != header.len()
        {
            batch.problems.push(Problem::ragged(name, number, row.len(), header.len()));
        }
        let source = Source {
            name: name.to_owned(),
            row: Some(number),
            encoding: decoding.name().to_owned(),
            ..Source::default()
        };
        match row.and_then(|row| take(row.fields(&header), &chosen, source)) {
            Ok(recording) => batch.recordings.push(recording),
            Err(error) => batch.problems.push(Problem::in_row(name, number, error)),
        }
    }
    if is_empty { Err(failed(InputError::NoRows)) } else { Ok(()) }
}

/// The rows of a table, each read when it is asked for.
struct Rows<T> {
    text: T,
    parser: Reader,
    /// The cells of a row, one after the other.
    cells: Vec<u8>,
    /// Where each of them ends.
    ends: Vec<usize>,
}

struct Row<'a> {
    cells: &'a [u8],
    ends: &'a [usize],
}

impl<T: BufRead> Rows<T> {
    fn of(text: T, delimiter: u8) -> Rows<T> {
        let parser = ReaderBuilder::new().delimiter(delimiter).build();
        Rows { text, parser, cells: vec![0; 4096], ends: vec![0; 64] }
    }

    /// An error of its own for a row that is longer than one may be, which is read to its end and let go.
    fn next(&mut self) -> io::Result<Option<Result<Row<'_>, InputError>>> {
        let (mut written, mut ended, mut let_go) = (0, 0, 0);
        loop {
            let piece = self.text.fill_buf()?;
            let (result, read, more_cells, more_ends) =
                self.parser.read_record(piece, &mut self.cells[written..], &mut self.ends[ended..]);
            self.text.consume(read);
            written += more_cells;
            ended += more_ends;
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull if written < LONGEST_ROW => self.cells.resize(2 * written, 0),
                ReadRecordResult::OutputEndsFull if ended < LONGEST_ROW => self.ends.resize(2 * ended, 0),
                ReadRecordResult::OutputFull | ReadRecordResult::OutputEndsFull => {
                    let_go += written + ended;
                    (written, ended) = (0, 0);
                }
                ReadRecordResult::End => return Ok(None),
                ReadRecordResult::Record => break,
            }
        }
        let bytes = let_go + written + ended;
        if bytes > LONGEST_ROW {
            return Ok(Some(Err(InputError::LongRow { bytes })));
        }
        Ok(Some(Ok(Row { cells: &self.cells[..written], ends: &self.ends[..ended] })))
    }
}

impl<'a> Row<'a> {
    fn cells(&self) -> impl Iterator<Item = Cow<'a, str>> {
        let (cells, ends) = (self.cells, self.ends);
        let starts = std::iter::once(0).chain(ends.iter().copied());
        starts.zip(ends).map(|(start, &end)| String::from_utf8_lossy(&cells[start..end]))
    }

    fn len(&self) -> usize {
        self.ends.len()
    }

    fn is_blank(&self) -> bool {
        self.cells().all(|cell| cell.trim().is_empty())
    }

    /// What it says under each name.
    fn fields(&self, header: &[String]) -> Map<String, Value> {
        header.iter().zip(self.cells()).map(|(name, cell)| (name.clone(), Value::String(cell.into_owned()))).collect()
    }
}

/// The delimiter that stands most often in the first line, outside quotation marks.
fn delimiter(mut text: impl BufRead) -> io::Result<u8> {
    let mut quoted = false;
    let mut counts = [0usize; DELIMITERS.len()];
    'line: loop {
        let piece = text.fill_buf()?;
        if piece.is_empty() {
            break;
        }
        for byte in piece {
            match byte {
                b'"' => quoted = !quoted,
                b'\n' | b'\r' if !quoted => break 'line,
                _ if !quoted => {
                    if let Some(at) = DELIMITERS.iter().position(|delimiter| delimiter == byte) {
                        counts[at] += 1;
                    }
                }
                _ => {}
            }
        }
        let read = piece.len();
        text.consume(read);
    }
    let most = (0..DELIMITERS.len()).rev().max_by_key(|&at| counts[at]).unwrap_or(0);
    Ok(DELIMITERS[most])
}

const DELIMITERS: [u8; 4] = [b',', b'\t', b';', b'|'];

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::io::{BufReader, Cursor};

    fn read_all(bytes: &[u8]) -> Batch<'static> {
        let mut batch = Batch::default();
        if let Err(problem) = read("in.csv", &mut Cursor::new(bytes), &Columns::default(), &mut batch) {
            batch.problems.push(problem);
        }
        batch
    }

    #[test]
    fn tables_of_every_kind_are_read() {
        for bytes in [
            &b"id,note,team\n7,\"She fell.\nShe got up.\",North\n"[..],
            b"\xef\xbb\xbfid;Note;team\r\n7;\"She fell.\nShe got up.\";North\r\n",
            b"team\tCase Note\tid\nNorth\t\"She fell.\nShe got up.\"\t7\n\n",
        ] {
            let batch = read_all(bytes);
            assert_eq!(batch.recordings.len(), 1, "{:?}", batch.problems);
            let recording = &batch.recordings[0];
            assert_eq!(recording.text, "She fell.\nShe got up.");
            assert_eq!(recording.source.id.as_deref(), Some("7"));
            assert_eq!((recording.source.row, &recording.source.fields["team"]), (Some(2), &Value::from("North")));
        }
        let windows = read_all(b"id,note\n1,She said \x93no\x94.\n");
        assert_eq!(windows.recordings[0].text, "She said “no”.");
    }

    #[test]
    fn what_is_wrong_is_told_by_row_and_the_rest_is_read() {
        let batch = read_all(b"id,note,details\n1,Fell.,\n2,,\n3\n4,Up.,,extra\n");
        assert_eq!(batch.recordings.len(), 2);
        let told: Vec<String> = batch.problems.iter().map(ToString::to_string).collect();
        assert!(told[0].contains("column `note`") && told[0].contains("`details` could"), "{told:?}");
        assert!(told.iter().any(|problem| problem.contains("row 3: there is no text in it")), "{told:?}");
        assert!(told.iter().any(|problem| problem.contains("row 4: it has 1 cell")), "{told:?}");
        assert!(read_all(b"a,b\n1,2\n").problems[0].hint.contains("fields found: a, b"));
        assert!(read_all(b"id,note\n").problems[1].message.contains("no row"));
    }

    #[test]
    fn a_row_that_is_too_long_is_let_go_and_the_rest_is_read() {
        let long = "x".repeat(2 * LONGEST_ROW);
        let cells = ",".repeat(2 * LONGEST_ROW);
        let batch = read_all(format!("id,note\n1,Up.\n2,{long}\n{cells}\n3,\"Up\nagain.\"\n4,\"{long}").as_bytes());
        let ids: Vec<Option<&str>> = batch.recordings.iter().map(|recording| recording.source.id.as_deref()).collect();
        assert_eq!(ids, [Some("1"), Some("3")]);
        let told: Vec<(Option<usize>, &str)> =
            batch.problems[1..].iter().map(|problem| (problem.row, problem.message.as_str())).collect();
        let too_long = |row, bytes: usize| (Some(row), format!("at {bytes} bytes the row is too long"));
        let expected = [(3, 2 * LONGEST_ROW + 3), (4, 2 * LONGEST_ROW + 1), (6, 2 * LONGEST_ROW + 3)]
            .map(|(row, bytes)| too_long(row, bytes));
        assert_eq!(told, expected.each_ref().map(|(row, message)| (*row, message.as_str())));
        assert_eq!(read_all(long.as_bytes()).problems[0].message, "at 4000001 bytes the row is too long");
    }

    proptest! {
        #[test]
        fn rows_are_those_that_a_reader_of_the_whole_finds(text in "([abé,;\"\r\n]|\"a\r\n\"){0,40}", piece in 1usize..9) {
            let mut whole = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
            let expected: Vec<Vec<String>> =
                whole.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
            let mut rows = Rows::of(BufReader::with_capacity(piece, text.as_bytes()), b',');
            let mut found = Vec::new();
            while let Some(row) = rows.next().unwrap() {
                found.push(row.unwrap().cells().map(Cow::into_owned).collect::<Vec<String>>());
            }
            prop_assert_eq!(found, expected);
        }
    }
}
