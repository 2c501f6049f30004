//! A recording in its pieces: its own words, its columns, the name of its file and its identifier, each read for itself.

use super::words::names_in;
use crate::pseudonyms::lists::{LISTS, fold, is_no_name, is_ordinary};
use crate::pseudonyms::{Found, Kind, find};
use crate::text::{PERSON, Recording, Span, plain_name};
use serde_json::Value;
use std::collections::HashSet;

/// Columns that hold somebody's name and nothing else.
const NAMES: [&str; 22] = [
    "name",
    "fullname",
    "person",
    "personname",
    "client",
    "clientname",
    "serviceuser",
    "child",
    "childname",
    "patient",
    "patientname",
    "worker",
    "workername",
    "socialworker",
    "practitioner",
    "author",
    "recordedby",
    "allocatedworker",
    "keyworker",
    "manager",
    "firstname",
    "surname",
];
/// Columns whose numbers stand for somebody.
const NUMBERS: [&str; 14] = [
    "personid",
    "clientid",
    "serviceuserid",
    "childid",
    "patientid",
    "caseid",
    "mosaicid",
    "mosaic",
    "liquidlogicid",
    "lasid",
    "nhs",
    "nhsno",
    "nhsnumber",
    "hospitalnumber",
];

/// Words of a recording and what was found in them.
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) found: Vec<Found>,
}

/// A recording's own words, its columns by name, the name of its file and its identifier, each read for itself.
pub(super) struct Read {
    pub(super) text: Piece,
    pub(super) fields: Vec<(String, Piece)>,
    pub(super) file: Piece,
    pub(super) id: Option<Piece>,
    pub(super) person: Option<String>,
    /// Every word in any of them, folded: no stand-in is one of these.
    pub(super) words: HashSet<String>,
}

impl Read {
    /// `known`: names that other recordings tell.
    pub(super) fn of(recording: &Recording, known: &[String]) -> Read {
        let fields: Vec<(String, String)> = recording
            .source
            .fields
            .iter()
            .filter_map(|(column, value)| Some((column.clone(), written(value)?)))
            .collect();
        let mut told: Vec<String> = fields
            .iter()
            .filter(|(column, _)| NAMES.contains(&&*plain_name(column)))
            .map(|(_, value)| value.clone())
            .chain(known.iter().cloned())
            .collect();
        let text = Piece { text: recording.text.clone(), found: find(&recording.text, &told) };
        told.extend(text.names().map(str::to_owned));
        let person = recording.source.column(&PERSON).map(|value| fold(&value));
        let columns = fields
            .into_iter()
            .map(|(column, value)| {
                let piece = of_column(&column, value, &told);
                (column, piece)
            })
            .collect();
        let id = recording.source.id.clone().map(|id| of_column("id", id, &told));
        let file = of_file(&recording.source.name, &told);
        let mut read = Read { text, fields: columns, file, id, person, words: HashSet::new() };
        read.words =
            read.pieces().flat_map(|piece| piece.text.split(|c: char| !c.is_alphanumeric())).map(fold).collect();
        read
    }

    /// Words of its names that are nothing else.
    pub(super) fn sure_names(&self) -> Vec<String> {
        const SHORTEST: usize = 3;
        let sure = |word: &String| {
            word.chars().count() >= SHORTEST
                && !(is_ordinary(word) || is_no_name(word) || LISTS.is_met(word) || LISTS.abbreviations.contains(word))
        };
        self.pieces().flat_map(Piece::names).flat_map(names_in).filter(sure).collect()
    }

    /// Those of `known` that stand in it and are no names of its own, in order.
    pub(super) fn untold(&self, known: &HashSet<String>) -> Vec<String> {
        let own: HashSet<String> = self.pieces().flat_map(Piece::names).flat_map(names_in).collect();
        let mut untold: Vec<String> =
            self.words.iter().filter(|word| known.contains(*word) && !own.contains(*word)).cloned().collect();
        untold.sort_unstable();
        untold
    }

    pub(super) fn pieces(&self) -> impl Iterator<Item = &Piece> {
        std::iter::once(&self.text)
            .chain(self.fields.iter().map(|(_, piece)| piece))
            .chain([&self.file])
            .chain(&self.id)
    }
}

impl Piece {
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.of_kind(Kind::Name)
    }

    fn of_kind(&self, kind: Kind) -> impl Iterator<Item = &str> {
        self.found.iter().filter(move |one| one.kind == kind).map(|one| one.span.of(&self.text))
    }
}

fn written(value: &Value) -> Option<String> {
    match value {
        Value::String(words) => Some(words.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The value of a column, read as if the column's name were a label before it.
fn of_column(column: &str, value: String, told: &[String]) -> Piece {
    let label = format!("{}: ", column.replace(['_', '-'], " "));
    let shifted = |one: Found| {
        let start = one.span.start().checked_sub(label.len())?;
        Some(Found { span: Span::new(start, one.span.end() - label.len()), kind: one.kind })
    };
    let mut found: Vec<Found> = find(&format!("{label}{value}"), told).into_iter().filter_map(shifted).collect();
    let whole = |kind: Kind| (!value.trim().is_empty()).then(|| Found { span: Span::new(0, value.len()), kind });
    let column = plain_name(column);
    if NAMES.contains(&&*column) && !value.contains(|c: char| c.is_ascii_digit()) && value.len() < 80 {
        found = whole(Kind::Name).into_iter().collect();
    } else if NUMBERS.contains(&&*column) && found.is_empty() && value.contains(|c: char| c.is_ascii_digit()) {
        found = whole(Kind::PersonId).into_iter().collect();
    }
    Piece { text: value, found }
}

/// The names of people in the name of a file, where strokes and points stand for spaces: each word by itself.
fn of_file(name: &str, told: &[String]) -> Piece {
    let spaced = name.replace(['_', '-', '.'], " ");
    let mut found = Vec::new();
    for one in find(&spaced, told).into_iter().filter(|one| matches!(one.kind, Kind::Name | Kind::Nhs)) {
        let mut start = one.span.start();
        let parted = if one.kind == Kind::Name { ' ' } else { '\n' };
        for word in one.span.of(&spaced).split_inclusive(parted) {
            let whole = word.trim_end();
            if whole.chars().count() > 1 {
                found.push(Found { span: Span::new(start, start + whole.len()), kind: one.kind });
            }
            start += word.len();
        }
    }
    Piece { text: name.to_owned(), found }
}
