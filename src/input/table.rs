//! Comma- and tab-separated tables: any common delimiter, quoted line breaks, ragged rows told.

use super::row::{choose, take, told};
use super::{Batch, Columns, InputError, Problem, decode};
use crate::text::Source;
use csv::{ReaderBuilder, StringRecord};
use serde_json::{Map, Value};

/// Reads a table whose first row names its columns. Rows are counted as a spreadsheet shows them: the names are row 1.
pub fn read(name: &str, bytes: &[u8], columns: &Columns, batch: &mut Batch) -> Result<(), Problem> {
    let failed = |error: InputError| Problem::error(name, error);
    let decoded = decode(bytes).map_err(failed)?;
    if decoded.guessed {
        batch.problems.push(Problem::guessed_encoding(name, decoded.encoding));
    }
    let mut reader =
        ReaderBuilder::new().delimiter(delimiter(&decoded.text)).flexible(true).from_reader(decoded.text.as_bytes());
    let header: Vec<String> = match reader.headers() {
        Ok(header) => header.iter().map(|name| name.trim().to_owned()).collect(),
        Err(_) => return Err(failed(InputError::Blank)),
    };
    let chosen = choose(columns, &header).map_err(failed)?;
    batch.problems.push(told(name, &chosen));
    let mut rows = 0;
    for (index, record) in reader.into_records().enumerate() {
        if batch.flow().is_break() {
            break;
        }
        let row = index + 2;
        let Ok(record) = record else {
            batch.problems.push(Problem::in_row(name, row, InputError::BrokenRow));
            continue;
        };
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        rows += 1;
        if record.len() != header.len() {
            batch.problems.push(Problem::ragged(name, row, record.len(), header.len()));
        }
        let source = Source {
            name: name.to_owned(),
            row: Some(row),
            encoding: decoded.encoding.to_owned(),
            ..Source::default()
        };
        match take(fields(&header, &record), &chosen, source) {
            Ok(recording) => batch.recordings.push(recording),
            Err(error) => batch.problems.push(Problem::in_row(name, row, error)),
        }
    }
    if rows == 0 { Err(failed(InputError::NoRows)) } else { Ok(()) }
}

fn fields(header: &[String], record: &StringRecord) -> Map<String, Value> {
    header.iter().zip(record).map(|(name, cell)| (name.clone(), Value::String(cell.to_owned()))).collect()
}

/// The delimiter that stands most often in the first line, outside quotation marks.
fn delimiter(text: &str) -> u8 {
    let mut quoted = false;
    let mut counts = [0usize; DELIMITERS.len()];
    for byte in text.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            _ if !quoted => {
                if let Some(at) = DELIMITERS.iter().position(|delimiter| *delimiter == byte) {
                    counts[at] += 1;
                }
            }
            _ => {}
        }
    }
    let most = (0..DELIMITERS.len()).rev().max_by_key(|&at| counts[at]).unwrap_or(0);
    DELIMITERS[most]
}

const DELIMITERS: [u8; 4] = [b',', b'\t', b';', b'|'];

#[cfg(test)]
mod tests {
    use super::*;

    fn read_all(bytes: &[u8]) -> Batch<'static> {
        let mut batch = Batch::default();
        if let Err(problem) = read("in.csv", bytes, &Columns::default(), &mut batch) {
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
}
