//! What the other columns of a row tell.

use super::Source;
use serde_json::{Map, Value};

/// Columns that tell who wrote a recording, as exports name them.
pub const WORKER: [&str; 18] = [
    "worker",
    "worker name",
    "social worker",
    "practitioner",
    "practitioner name",
    "author",
    "writer",
    "written by",
    "recorded by",
    "created by",
    "entered by",
    "completed by",
    "staff",
    "staff name",
    "staff member",
    "allocated worker",
    "key worker",
    "case worker",
];

/// Columns that tell who a recording is about, as exports name them: the person first, the case where nothing nearer tells.
pub const PERSON: [&str; 38] = [
    "person",
    "person id",
    "person ref",
    "person reference",
    "person number",
    "person name",
    "client",
    "client id",
    "client ref",
    "client reference",
    "client number",
    "client name",
    "service user",
    "service user id",
    "service user ref",
    "service user name",
    "individual id",
    "subject id",
    "child",
    "child id",
    "child name",
    "family",
    "resident",
    "resident id",
    "resident name",
    "patient",
    "patient id",
    "patient name",
    "young person",
    "young person id",
    "young person name",
    "nhs number",
    "case",
    "case id",
    "case ref",
    "case reference",
    "case number",
    "case name",
];

/// Columns that tell the day of a recording, as exports name them: of what it tells first, of its writing after that.
pub const DATE: [&str; 40] = [
    "date",
    "recorded",
    "recorded on",
    "date recorded",
    "recorded date",
    "recording date",
    "date of recording",
    "date of visit",
    "visit date",
    "contact date",
    "contact date time",
    "date of contact",
    "date time of contact",
    "event date",
    "event date time",
    "date of event",
    "activity date",
    "date of activity",
    "interaction date",
    "session date",
    "occurred on",
    "date occurred",
    "note date",
    "date of note",
    "case note date",
    "date of case note",
    "entry date",
    "date of entry",
    "date and time",
    "date time",
    "timestamp",
    "date entered",
    "entered on",
    "date written",
    "created on",
    "date created",
    "created date",
    "creation date",
    "created at",
    "created",
];

impl Source {
    /// What the first of these columns that holds words or a number holds.
    pub fn column(&self, names: &[&str]) -> Option<String> {
        columns(&self.fields, names).into_iter().next().map(|(_, value)| value)
    }
}

/// The columns among these that hold words or a number, with what they hold, in the order of `names`. Case, spaces and marks in the names of columns do not matter.
pub fn columns<'a>(fields: &'a Map<String, Value>, names: &[&str]) -> Vec<(&'a str, String)> {
    let own: Vec<(String, &str, String)> =
        fields.iter().filter_map(|(name, value)| Some((plain_name(name), name.as_str(), in_words(value)?))).collect();
    let told = |wanted: &&str| {
        let wanted = plain_name(wanted);
        own.iter()
            .filter(|(plain, ..)| *plain == wanted)
            .map(|(_, name, value)| (*name, value.clone()))
            .collect::<Vec<_>>()
    };
    names.iter().flat_map(told).collect()
}

fn in_words(value: &Value) -> Option<String> {
    match value {
        Value::String(value) if !value.trim().is_empty() => Some(value.trim().to_owned()),
        Value::Number(value) => Some(value.to_string()),
        _ => None,
    }
}

/// `Case Note`, `case_note` and `CaseNote` are one name.
pub fn plain_name(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
