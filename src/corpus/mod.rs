//! Labelled recordings: what training learns from and evaluation is measured on. The labels follow `corpora/LABELLING.md`.

#![expect(clippy::disallowed_methods, reason = "corpora are opened here")]

mod beside;

pub use beside::{
    Answer, BecameLabel, CasePlan, CasePlanBecame, CaseRecording, CaseRisk, CaseRiskLater, CaseTold, FollowedPair,
    Identified, IdentifierLabel, JudgedQuestion, JudgedRecording, LabelledCase, LabelledSession, SessionLabel,
    StepSentence, ThemedSentence, read_cases, read_followed, read_identified, read_judged, read_judged_recordings,
    read_sessions, read_steps, read_themed,
};

use crate::files::in_words;
use crate::outcome::{Kind, Theme};
use crate::rules::Category;
use crate::section::{Section, Voice};
use crate::text::{Span, lines};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// One labelled recording, as a line of `corpora/SPLIT/SET.jsonl`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    pub id: String,
    pub service: String,
    pub kind: String,
    pub writer: String,
    pub form: String,
    pub text: String,
    pub segments: Vec<Label>,
    /// The lines of its threads, by number of segment from 0: outcome to risk, outcome to action, risk to action, action to review. This
    /// and what follows is nothing where nobody has read so closely.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub links: Option<Vec<[usize; 2]>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub close: Option<CloseReading>,
}

/// The reading of one segment.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Label {
    /// UTF-8 bytes of the entry's text.
    pub start: usize,
    pub end: usize,
    pub section: Section,
    /// Where another careful reader could place it.
    pub also: Vec<Section>,
    pub voice: Voice,
    pub quoted: bool,
    pub flags: Vec<Flag>,
    pub action: Option<ActionLabel>,
    /// Each action it tells, with its words. This and what follows is nothing where nobody has read so closely.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actions: Option<Vec<ToldAction>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<OutcomeLabel>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub risk: Option<RiskLabel>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Flag {
    pub phrase: String,
    pub category: Category,
    /// True where a good editor might raise it or let it stand: finding it is neither right nor wrong.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub debatable: bool,
}

/// Which parts of an action the words hold.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActionLabel {
    pub status: crate::rules::Status,
    pub who: bool,
    pub what: bool,
    pub when: bool,
    pub measurable: bool,
}

/// One action, its parts in the words of the segment, or nothing where a part is missing.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ToldAction {
    /// `I` too where the writer left it out.
    pub who: Option<String>,
    pub what: Option<String>,
    pub when: Option<String>,
    pub measurable: bool,
    pub status: crate::rules::Status,
}

/// What a wish or an aim is.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OutcomeLabel {
    pub kind: Kind,
    /// The weightiest first.
    pub themes: Vec<Theme>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub whose: Option<Whose>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Whose {
    Person,
    Family,
    Practitioner,
    Agency,
}

/// How a risk is told: whether the harm is named, and the segments that give the rest, by number from 0.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RiskLabel {
    pub harm: Named,
    pub evidence: Vec<usize>,
    pub benefit: Vec<usize>,
    pub view: Vec<usize>,
    pub decision: Vec<usize>,
    pub why: Vec<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Named {
    Yes,
    Partly,
    No,
}

/// What a recording tells between its segments, which are numbered from 0.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CloseReading {
    pub review: Vec<usize>,
    pub contingency: Vec<usize>,
    pub people: Vec<PersonLabel>,
    pub scores: Vec<ScoreLabel>,
}

/// Somebody who could have a view.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PersonLabel {
    pub name: String,
    pub is: Who,
    /// Whether any segment tells what they said, want, feel or showed.
    pub heard: bool,
    /// Whether a good supervisor would ask for it here.
    pub should: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    Person,
    Child,
    Parent,
    Carer,
    Partner,
    Other,
}

/// A number that somebody gave of how things are.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScoreLabel {
    pub segment: usize,
    pub score: String,
    pub about: String,
    pub earlier: Option<String>,
}

/// Training and tuning never see `test`; training never sees `development`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Split {
    Train,
    Development,
    Test,
}

impl Split {
    pub fn folder(self) -> &'static str {
        match self {
            Split::Train => "train",
            Split::Development => "development",
            Split::Test => "test",
        }
    }
}

/// A line of a corpus that breaks the rules, by file and line.
#[derive(Debug, thiserror::Error)]
pub enum CorpusError {
    #[error("{} could not be read: {}", path.display(), in_words(*kind))]
    Unreadable { path: PathBuf, kind: std::io::ErrorKind },
    #[error("{}: there is no .jsonl file in it", .0.display())]
    Empty(PathBuf),
    #[error("{}:{line}: {wrong}", path.display())]
    Line { path: PathBuf, line: usize, wrong: String },
}

impl Entry {
    /// True where the parts of its actions, its outcomes or its risks are labelled.
    pub fn is_read_closely(&self) -> bool {
        self.links.is_some() || self.segments.iter().any(|label| label.actions.is_some() || label.outcome.is_some())
    }

    /// The text as it stands, and its segments.
    pub fn as_written(&self) -> (String, Vec<Span>) {
        (self.text.clone(), self.segments.iter().map(Label::span).collect())
    }

    /// The text as somebody would dictate it: no capitals, no punctuation, one space between words. The segments are the same ones.
    pub fn as_dictated(&self) -> (String, Vec<Span>) {
        const UNSPOKEN: [char; 13] = ['.', ',', ';', ':', '?', '!', '"', '“', '”', '(', ')', '–', '—'];
        let mut text = String::new();
        let mut spans = Vec::new();
        for label in &self.segments {
            let words = label.span().of(&self.text).to_lowercase();
            let spoken = words.split(|c: char| c.is_whitespace() || UNSPOKEN.contains(&c));
            let spoken: Vec<&str> = spoken.filter(|word| word.contains(char::is_alphanumeric)).collect();
            if !text.is_empty() && !spoken.is_empty() {
                text.push(' ');
            }
            let start = text.len();
            text.push_str(&spoken.join(" "));
            spans.push(Span::new(start, text.len()));
        }
        (text, spans)
    }
}

impl Label {
    pub fn span(&self) -> Span {
        Span::new(self.start, self.end)
    }

    /// Whether a finding of this category is wanted here; nothing where that is debatable.
    pub fn wants(&self, category: Category) -> Option<bool> {
        let mut flags = self.flags.iter().filter(|flag| flag.category == category).peekable();
        let some = flags.peek().is_some();
        if flags.any(|flag| !flag.debatable) { Some(true) } else { (!some).then_some(false) }
    }

    pub fn accepts(&self, section: Section) -> bool {
        self.section == section || self.also.contains(&section)
    }
}

/// Every entry of one split, file by file in the order of their names.
pub fn read_split(corpora: &Path, split: Split) -> Result<Vec<Entry>, CorpusError> {
    let folder = corpora.join(split.folder());
    let unreadable =
        |path: &Path, error: std::io::Error| CorpusError::Unreadable { path: path.to_owned(), kind: error.kind() };
    let mut files: Vec<PathBuf> = std::fs::read_dir(&folder)
        .map_err(|error| unreadable(&folder, error))?
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "jsonl"))
        .collect();
    files.sort();
    if files.is_empty() {
        return Err(CorpusError::Empty(folder));
    }
    let mut entries = Vec::new();
    for path in files {
        let text = std::fs::read_to_string(&path).map_err(|error| unreadable(&path, error))?;
        for (index, line) in lines(&text).enumerate() {
            let line_error = |wrong: String| CorpusError::Line { path: path.clone(), line: index + 1, wrong };
            let entry: Entry = serde_json::from_str(line.of(&text)).map_err(|error| line_error(error.to_string()))?;
            check(&entry).map_err(line_error)?;
            entries.push(entry);
        }
    }
    Ok(entries)
}

/// What must hold of an entry beyond its shape.
fn check(entry: &Entry) -> Result<(), String> {
    let mut covered = 0;
    for (index, label) in entry.segments.iter().enumerate() {
        let number = index + 1;
        if label.start < covered || label.end <= label.start {
            return Err(format!("segment {number} overlaps the one before it, or is empty"));
        }
        let words =
            entry.text.get(label.start..label.end).ok_or_else(|| format!("segment {number} is not within the text"))?;
        if !entry.text[covered..label.start].trim().is_empty() {
            return Err(format!("there are words before segment {number} that belong to no segment"));
        }
        if let Some(flag) = label.flags.iter().find(|flag| flag.phrase.is_empty() || !words.contains(&flag.phrase)) {
            return Err(format!("the phrase `{}` is not in segment {number}", flag.phrase));
        }
        if label.also.contains(&label.section) {
            return Err(format!("segment {number} has its own section among the others"));
        }
        if label.section == Section::AgreedActions && label.action.is_none() {
            return Err(format!("segment {number} is an action whose parts are not read"));
        }
        covered = label.end;
    }
    if entry.text[covered..].trim().is_empty() { Ok(()) } else { Err("there are words after the last segment".into()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(line: &str) -> String {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("train")).unwrap();
        std::fs::write(folder.path().join("train/a.jsonl"), line).unwrap();
        let error = read_split(folder.path(), Split::Train).unwrap_err().to_string();
        assert!(error.contains("a.jsonl:1: "), "{error}");
        error
    }

    #[test]
    fn a_line_that_breaks_the_rules_is_named() {
        let line = |segments: &str| {
            format!(
                r#"{{"id":"x","service":"s","kind":"k","writer":"w","form":"f","text":"Tea made. Fell.","segments":[{segments}]}}"#
            )
        };
        let segment = |start: usize, end: usize, section: &str, flags: &str| {
            format!(
                r#"{{"start":{start},"end":{end},"section":"{section}","also":[],"voice":"person","quoted":false,"flags":[{flags}],"action":null}}"#
            )
        };
        assert!(wrong("not json").contains("expected"));
        assert!(wrong(&line(&segment(0, 9, "worries", ""))).contains("unknown variant `worries`"));
        assert!(wrong(&line(&segment(0, 9, "context", ""))).contains("words after"));
        let overlapping = format!("{},{}", segment(0, 9, "context", ""), segment(8, 15, "context", ""));
        assert!(wrong(&line(&overlapping)).contains("segment 2 overlaps"));
        let flag = r#"{"phrase":"refused","category":"deficit"}"#;
        assert!(wrong(&line(&segment(0, 15, "context", flag))).contains("`refused` is not in segment 1"));
        assert!(wrong(&line(&segment(0, 15, "agreed_actions", ""))).contains("parts are not read"));
    }
}
