use super::row::{choose, take};
use super::{Batch, Columns, InputError, Problem, decode};
use crate::text::{Recording, Source, lines};
use serde_json::{Map, Value};

/// Reads JSON Lines: one object to a line, blank lines skipped. Rows count from 1, blank ones too, so that a row is the line an editor shows.
pub fn read(name: &str, bytes: &[u8], columns: &Columns, batch: &mut Batch) -> Result<(), Problem> {
    let decoded = decode(bytes).map_err(|error| Problem::error(name, error))?;
    if decoded.guessed {
        batch.problems.push(Problem::guessed_encoding(name, decoded.encoding));
    }
    let mut is_blank = true;
    for (index, line) in lines(&decoded.text).enumerate() {
        if batch.flow().is_break() {
            break;
        }
        let row = index + 1;
        let line = line.of(&decoded.text).trim();
        if line.is_empty() {
            continue;
        }
        is_blank = false;
        let source = Source {
            name: name.to_owned(),
            row: Some(row),
            encoding: decoded.encoding.to_owned(),
            ..Source::default()
        };
        match object(line).and_then(|fields| take_row(fields, columns, source)) {
            Ok(recording) => batch.recordings.push(recording),
            Err(error) => batch.problems.push(Problem::in_row(name, row, error)),
        }
    }
    if is_blank { Err(Problem::error(name, InputError::Blank)) } else { Ok(()) }
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

    #[test]
    fn a_bad_row_does_not_stop_the_rest() {
        let columns = Columns::default();
        let mut batch = Batch::default();
        let rows =
            b"{\"id\": 7, \"text\": \"Tea.\", \"team\": \"North\"}\n\nnot json\n{\"other\": \"x\"}\n{\"text\": \" \"}\n";
        read("in.jsonl", rows, &columns, &mut batch).unwrap();
        assert_eq!(batch.recordings.len(), 1);
        assert_eq!(batch.recordings[0].source.id.as_deref(), Some("7"));
        assert_eq!(batch.recordings[0].source.fields["team"], "North");
        let rows: Vec<Option<usize>> = batch.problems.iter().map(|p| p.row).collect();
        assert_eq!(rows, [Some(3), Some(4), Some(5)]);
        assert!(batch.problems[1].hint.contains("fields found: other"));
    }
}
