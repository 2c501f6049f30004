//! JSON Lines: one object to a line.

use super::decode::Decoding;
use super::row::{LONGEST_ROW, choose, take};
use super::{Batch, Columns, InputError, Problem};
use crate::text::{Recording, Source};
use serde_json::{Map, Value};
use std::io::{self, BufRead, Read, Seek};

/// Reads JSON Lines, blank lines skipped. Rows count from 1, blank ones too, so that a row is the line an editor shows. One line is held at a
/// time.
pub fn read(name: &str, bytes: &mut (impl Read + Seek), columns: &Columns, batch: &mut Batch) -> Result<(), Problem> {
    let failed = |error: InputError| Problem::error(name, error);
    let broken_off = |error: io::Error| failed(InputError::from_io(&error));
    let decoding = Decoding::of(bytes).map_err(failed)?;
    if decoding.guessed {
        batch.problems.push(Problem::guessed_encoding(name, decoding.name()));
    }
    let mut lines = Lines { text: decoding.text(bytes).map_err(broken_off)?, line: Vec::new(), after_return: false };
    let mut is_blank = true;
    for row in 1.. {
        if batch.flow().is_break() {
            break;
        }
        let Some(line) = lines.next().map_err(broken_off)? else { break };
        let line = line.map(|line| String::from_utf8_lossy(line));
        let line = line.as_ref().map(|line| line.trim());
        if line.as_ref().is_ok_and(|line| line.is_empty()) {
            continue;
        }
        is_blank = false;
        let source =
            Source { name: name.to_owned(), row: Some(row), encoding: decoding.name().to_owned(), ..Source::default() };
        match line.map_err(Clone::clone).and_then(object).and_then(|fields| take_row(fields, columns, source)) {
            Ok(recording) => batch.recordings.push(recording),
            Err(error) => batch.problems.push(Problem::in_row(name, row, error)),
        }
    }
    if is_blank { Err(failed(InputError::Blank)) } else { Ok(()) }
}

/// The lines of a text without their ends, each read when it is asked for. They end as those of [`crate::text::lines`] do.
struct Lines<T> {
    text: T,
    line: Vec<u8>,
    /// True after a `\r`, to which a `\n` belongs.
    after_return: bool,
}

impl<T: BufRead> Lines<T> {
    /// An error of its own for a line that is longer than a row may be, which is read to its end and let go.
    fn next(&mut self) -> io::Result<Option<Result<&[u8], InputError>>> {
        self.line.clear();
        let mut bytes = 0;
        loop {
            let piece = self.text.fill_buf()?;
            let Some(&first) = piece.first() else {
                if bytes == 0 {
                    return Ok(None);
                }
                break;
            };
            if std::mem::take(&mut self.after_return) && first == b'\n' {
                self.text.consume(1);
                continue;
            }
            let end = piece.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
            let more = &piece[..end.unwrap_or(piece.len())];
            bytes += more.len();
            if bytes <= LONGEST_ROW {
                self.line.extend_from_slice(more);
            }
            self.after_return = end.is_some_and(|end| piece[end] == b'\r');
            let read = more.len() + usize::from(end.is_some());
            self.text.consume(read);
            if end.is_some() {
                break;
            }
        }
        Ok(Some(if bytes > LONGEST_ROW { Err(InputError::LongRow { bytes }) } else { Ok(&self.line) }))
    }
}

fn object(line: &str) -> Result<Map<String, Value>, InputError> {
    match serde_json::from_str(line) {
        Ok(Value::Object(fields)) => Ok(fields),
        Ok(_) => Err(InputError::NotAnObject),
        Err(error) => Err(InputError::NotJson { byte: error.column() }),
    }
}

/// A row by the columns that it has itself.
fn take_row(fields: Map<String, Value>, columns: &Columns, source: Source) -> Result<Recording, InputError> {
    let found: Vec<String> = fields.keys().cloned().collect();
    // Rows may differ, so that an identifier which one of them lacks is no error.
    let id = columns.id.clone().filter(|id| fields.contains_key(id));
    let chosen = choose(&Columns { id, ..columns.clone() }, &found)?;
    take(fields, &chosen, source)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::lines;
    use proptest::prelude::*;
    use std::io::{BufReader, Cursor};

    #[test]
    fn a_bad_row_does_not_stop_the_rest() {
        let columns = Columns::default();
        let mut batch = Batch::default();
        let rows =
            b"{\"id\": 7, \"text\": \"Tea.\", \"team\": \"North\"}\n\nnot json\n{\"other\": \"x\"}\n{\"text\": \" \"}\n";
        read("in.jsonl", &mut Cursor::new(rows), &columns, &mut batch).unwrap();
        assert_eq!(batch.recordings.len(), 1);
        assert_eq!(batch.recordings[0].source.id.as_deref(), Some("7"));
        assert_eq!(batch.recordings[0].source.fields["team"], "North");
        let rows: Vec<Option<usize>> = batch.problems.iter().map(|p| p.row).collect();
        assert_eq!(rows, [Some(3), Some(4), Some(5)]);
        assert!(batch.problems[1].hint.contains("fields found: other"));
    }

    #[test]
    fn a_line_that_is_too_long_is_let_go_and_the_rest_is_read() {
        let mut batch = Batch::default();
        let text = format!("{{\"text\": \"{}\"}}\r\n{{\"text\": \"Tea.\"}}", "x".repeat(LONGEST_ROW));
        read("in.jsonl", &mut Cursor::new(text), &Columns::default(), &mut batch).unwrap();
        assert_eq!(batch.recordings[0].source.row, Some(2));
        assert_eq!(batch.problems[0].message, format!("at {} bytes the row is too long", LONGEST_ROW + 12));
    }

    proptest! {
        #[test]
        fn lines_are_those_of_the_whole_text(text in "[aé\r\n]{0,30}", piece in 1usize..9) {
            let text_in_pieces = BufReader::with_capacity(piece, text.as_bytes());
            let mut own = Lines { text: text_in_pieces, line: Vec::new(), after_return: false };
            let mut found = Vec::new();
            while let Some(line) = own.next().unwrap() {
                found.push(String::from_utf8(line.unwrap().to_vec()).unwrap());
            }
            let expected: Vec<&str> = lines(&text).map(|line| line.of(&text).trim_end_matches(['\r', '\n'])).collect();
            prop_assert_eq!(found, expected);
        }
    }
}
