//! Rows of tables into recordings: which column holds the words, and which tells them apart.

use super::{Columns, InputError, LONGEST_RECORDING, Problem, recording};
use crate::text::{Recording, Source, Taken, plain_name as plain};
use serde_json::{Map, Value};

/// The longest row that is taken, in bytes: one that is longer is no row of recordings.
pub const LONGEST_ROW: usize = 4 * LONGEST_RECORDING;

/// Names under which exports keep the recording, the likeliest first.
const TEXT: [&str; 21] = [
    "text",
    "note",
    "notes",
    "recording",
    "case_note",
    "case_notes",
    "case_note_text",
    "note_text",
    "text_of_note",
    "case_recording",
    "free_text",
    "narrative",
    "note_details",
    "details",
    "detail",
    "description",
    "content",
    "body",
    "comments",
    "entry",
    "record",
];
const ID: [&str; 20] = [
    "id",
    "note_id",
    "case_note_id",
    "recording_id",
    "record_id",
    "record_no",
    "record_number",
    "note_no",
    "entry_id",
    "event_id",
    "contact_id",
    "activity_id",
    "document_id",
    "unique_id",
    "note_ref",
    "case_note_ref",
    "record_ref",
    "row_id",
    "reference",
    "ref",
];

/// The columns that were chosen, by their own names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen {
    pub text: String,
    pub id: Option<String>,
    /// Others that could have held the recording.
    pub passed_over: Vec<String>,
}

/// Chooses by what was asked for, else by the names that exports use.
pub fn choose(columns: &Columns, found: &[String]) -> Result<Chosen, InputError> {
    let named = |wanted: &str| {
        let alike = || found.iter().find(|name| !plain(name).is_empty() && plain(name) == plain(wanted));
        found.iter().find(|name| *name == wanted).or_else(alike).cloned()
    };
    let missing = |wanted: &str| InputError::NoColumn { wanted: wanted.to_owned(), found: found.to_vec() };
    let usual: Vec<String> = TEXT.iter().filter_map(|name| named(name)).collect();
    let text = match &columns.text {
        Some(wanted) => named(wanted).ok_or_else(|| missing(wanted))?,
        None => usual.first().cloned().ok_or_else(|| missing(TEXT[0]))?,
    };
    let id = match &columns.id {
        Some(wanted) => Some(named(wanted).ok_or_else(|| missing(wanted))?),
        None => ID.iter().find_map(|name| named(name)),
    };
    let passed_over = if columns.text.is_some() { Vec::new() } else { usual.into_iter().skip(1).collect() };
    Ok(Chosen { text, id, passed_over })
}

/// A row as a recording; its other columns travel with it.
pub fn take(mut fields: Map<String, Value>, chosen: &Chosen, mut source: Source) -> Result<Recording, InputError> {
    let text = match fields.remove(&chosen.text) {
        Some(Value::String(text)) => text,
        Some(_) => return Err(InputError::NotText { wanted: chosen.text.clone() }),
        None => {
            return Err(InputError::NoColumn { wanted: chosen.text.clone(), found: fields.keys().cloned().collect() });
        }
    };
    source.taken = Taken { text: Some(chosen.text.clone()), id: chosen.id.clone() };
    source.id = match chosen.id.as_ref().and_then(|id| fields.get(id)) {
        Some(Value::String(id)) if !id.is_empty() => Some(id.clone()),
        Some(Value::Number(id)) => Some(id.to_string()),
        _ => None,
    };
    if let (Some(_), Some(id)) = (&source.id, &chosen.id) {
        fields.remove(id);
    }
    source.fields = fields;
    recording(text, source)
}

/// What a reader of the batch is told of the choice; nothing where there was none to make.
pub fn told(name: &str, chosen: &Chosen) -> Option<Problem> {
    if chosen.id.is_none() && chosen.passed_over.is_empty() {
        return None;
    }
    let id = chosen.id.as_ref().map_or("no column tells them apart".into(), |id| format!("`{id}` tells them apart"));
    let others = match chosen.passed_over.as_slice() {
        [] => String::new(),
        others => format!("; `{}` could hold them too", others.join("`, `")),
    };
    Some(Problem::note(
        name,
        format!("the recordings are in the column `{}` and {id}{others}", chosen.text),
        "choose with --text-column and --id-column",
    ))
}
