//! What an audit keeps of a recording: what each measure says of it and where, and no word of it. A file of such rows is the checkpoint of an
//! audit, and what its report is made from.

use super::first::first;
use super::measures::{Judged, Measures, Verdict};
use crate::outcome::Theme;
use crate::recording::Draft;
use crate::render::Versions;
use crate::section::Section;
use crate::text::{Recording, Source, Span, What, title};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

pub const SCHEMA: &str = "whatmatters.audit/1";

/// The first line of the file: two audits with the same one read alike.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    pub schema: String,
    pub version: String,
    pub model: String,
    pub rules: String,
    /// The measures that are on, by id, in order.
    pub measures: Vec<String>,
    /// Files and folders as they were named, and the columns that were asked for.
    pub inputs: Vec<String>,
    pub text_column: Option<String>,
    pub id_column: Option<String>,
    /// What is dismissed beside the recordings, by hash.
    pub dismissed: String,
    /// The day on which the audit began, as ISO 8601 writes it: later days are in the future.
    pub begun: String,
}

impl Header {
    /// Of an audit that begins on the day `begun`.
    pub fn new(versions: &Versions, measures: &Measures, inputs: Inputs, dismissed: String, begun: String) -> Header {
        Header {
            schema: SCHEMA.into(),
            version: versions.version.into(),
            model: versions.model.clone(),
            rules: versions.rules.clone(),
            measures: measures.on().map(|measure| measure.card.id.clone()).collect(),
            inputs: inputs.names,
            text_column: inputs.text_column,
            id_column: inputs.id_column,
            dismissed,
            begun,
        }
    }

    /// What differs from `other` so that the two are no one audit, in words.
    pub fn differs(&self, other: &Header) -> Option<&'static str> {
        let differences = [
            (self.schema != other.schema || self.version != other.version, "another version of this program"),
            (self.model != other.model, "another model"),
            (self.rules != other.rules, "other rules"),
            (self.inputs != other.inputs, "other files"),
            (self.text_column != other.text_column || self.id_column != other.id_column, "other columns"),
            (self.measures != other.measures, "other measures"),
            (self.dismissed != other.dismissed, "other dismissals"),
        ];
        differences.into_iter().find(|(differs, _)| *differs).map(|(_, what)| what)
    }
}

/// What an audit was asked to read, as it was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inputs {
    pub names: Vec<String>,
    pub text_column: Option<String>,
    pub id_column: Option<String>,
}

/// One recording. Spans are bytes of its text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<usize>,
    /// Twelve characters of a hash of the text, by which the same recording is known when an audit goes on.
    pub text: String,
    pub words: usize,
    /// By measure; none where there is nothing to judge.
    pub measures: BTreeMap<String, Option<Told>>,
    /// The sentences of what matters to people, by the theme that each is most about.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub themes: BTreeMap<Theme, Vec<[usize; 2]>>,
    /// Set where it is to be read first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first: Option<ToldFirst>,
    /// True where it is mostly in a language that is not assessed, so that no measure judges it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub not_assessed: bool,
    /// True where a mistake of this program stood in the way.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unread: bool,
}

/// What a measure says of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    pub verdict: Verdict,
    pub because: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<[usize; 2]>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub against: Vec<[usize; 2]>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToldFirst {
    pub grave: bool,
    pub risks: Vec<[usize; 2]>,
}

/// Spans kept for each side of a verdict: enough to see why.
const MOST_SPANS: usize = 5;

/// What is kept of a draft.
pub fn row(draft: &Draft, measures: &Measures) -> Row {
    let judged = measures.judge(draft).into_iter().map(|judged| judged.map(told));
    let first = first(draft, &measures.words);
    let first = first.map(|first| ToldFirst { grave: first.grave, risks: spans(&first.risks) });
    let ids = measures.on().map(|measure| measure.card.id.clone());
    let themes = themes(draft);
    if is_mostly_not_assessed(draft) {
        return Row { not_assessed: true, first, ..unread(&draft.recording) }.with_nothing_to_judge(measures);
    }
    Row { measures: ids.zip(judged).collect(), themes, first, unread: false, ..unread(&draft.recording) }
}

/// True where half of the words or more are in a language that is not assessed.
fn is_mostly_not_assessed(draft: &Draft) -> bool {
    let text = &draft.recording.text;
    let words = |other: bool| {
        let segments = draft.segments.iter().filter(|placed| placed.aside.is_some_and(What::is_unassessed) == other);
        segments.map(|placed| placed.span.of(text).split_whitespace().count()).sum::<usize>()
    };
    words(true) > 0 && words(true) >= words(false)
}

/// What matters to people in a draft. A sentence counts under the one theme it is most about.
fn themes(draft: &Draft) -> BTreeMap<Theme, Vec<[usize; 2]>> {
    let mut found: BTreeMap<Theme, Vec<[usize; 2]>> = BTreeMap::new();
    for outcome in &draft.outcomes {
        let placed = &draft.segments[outcome.segment];
        let theme = outcome.reading.most_about.filter(|_| placed.section == Section::WhatMatters);
        if let Some(theme) = theme {
            let spans = found.entry(theme).or_default();
            if spans.len() < MOST_SPANS {
                spans.push([placed.span.start(), placed.span.end()]);
            }
        }
    }
    found
}

/// What is kept of a recording on which this program made a mistake.
pub fn unread(recording: &Recording) -> Row {
    let Source { name, id, row, .. } = &recording.source;
    Row {
        name: name.clone(),
        id: id.clone(),
        row: *row,
        text: hash_of(&recording.text),
        words: recording.text.split_whitespace().count(),
        measures: BTreeMap::new(),
        themes: BTreeMap::new(),
        first: None,
        not_assessed: false,
        unread: true,
    }
}

impl Row {
    /// Read, with nothing to judge for any measure.
    fn with_nothing_to_judge(self, measures: &Measures) -> Row {
        let nothing = measures.on().map(|measure| (measure.card.id.clone(), None));
        Row { measures: nothing.collect(), unread: false, ..self }
    }

    /// True where this row is of that recording.
    pub fn is_of(&self, recording: &Recording) -> bool {
        let source = &recording.source;
        (&self.name, &self.id, self.row) == (&source.name, &source.id, source.row)
            && self.text == hash_of(&recording.text)
    }

    /// As a reader finds it again: its id or row, and its file.
    pub fn title(&self) -> String {
        title(&self.name, self.id.as_deref(), self.row)
    }
}

fn told(judged: Judged) -> Told {
    Told {
        verdict: judged.verdict,
        because: judged.because,
        evidence: spans(&judged.evidence),
        against: spans(&judged.against),
    }
}

fn spans(spans: &[Span]) -> Vec<[usize; 2]> {
    spans.iter().take(MOST_SPANS).map(|span| [span.start(), span.end()]).collect()
}

fn hash_of(text: &str) -> String {
    Sha256::digest(text).iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}
