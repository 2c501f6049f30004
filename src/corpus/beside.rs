//! What was judged or labelled for one purpose, beside the splits: a file `SPLIT.jsonl` in a folder of its own.

use super::{CorpusError, Split};
use crate::audit::measures::Verdict;
use crate::outcome::Theme;
use crate::pseudonyms::Kind as Identifier;
use crate::supervision::{Became, Six};
use crate::text::{Span, lines};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;

/// A question that was once put to a recording, judged by somebody who read all of it: a line of `corpora/questions/SPLIT.jsonl`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JudgedQuestion {
    /// Of the recording.
    pub id: String,
    pub question: String,
    pub answer: Answer,
    /// False where it makes no sense there, rests on a misreading, or leads or judges.
    pub apt: bool,
}

/// Whether the recording holds the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    Open,
    Partly,
    Answered,
}

/// A recording with everything in it that tells who somebody is, as a line of `corpora/identifiers/SPLIT.jsonl`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Identified {
    pub id: String,
    pub text: String,
    /// In order, and apart from each other.
    pub found: Vec<IdentifierLabel>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IdentifierLabel {
    /// UTF-8 bytes of the recording's text.
    pub start: usize,
    pub end: usize,
    pub kind: Identifier,
    /// Whose name it is: the same for every name of one person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub who: Option<String>,
}

/// A recording as a careful reader judged it by the cards of the measures, as a line of `corpora/measures/SPLIT.jsonl`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JudgedRecording {
    /// Of the recording.
    pub id: String,
    /// By measure; none where there is nothing to judge.
    pub verdicts: BTreeMap<String, Option<Verdict>>,
}

/// A sentence of what matters to somebody, with the themes it belongs to, as a line of `corpora/themes/SPLIT.jsonl`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ThemedSentence {
    pub text: String,
    pub themes: Vec<Theme>,
}

/// A plan and a later sentence, as a line of `corpora/followed/SPLIT.jsonl`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FollowedPair {
    pub plan: String,
    pub later: String,
    pub became: BecameLabel,
}

/// What the later sentence tells of the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BecameLabel {
    Done,
    Changed,
    Planned,
    /// It is about something else.
    Other,
}

impl BecameLabel {
    pub fn became(self) -> Option<Became> {
        match self {
            BecameLabel::Done => Some(Became::Done),
            BecameLabel::Changed => Some(Became::Changed),
            BecameLabel::Planned => Some(Became::Planned),
            BecameLabel::Other => None,
        }
    }
}

/// The plans of a split with later sentences, in order; none where the corpora have none.
pub fn read_followed(corpora: &Path, split: Split) -> Result<Vec<FollowedPair>, CorpusError> {
    read(corpora, "followed", split, |_| Ok(()))
}

/// A supervision session and what its sentences reach, as a line of `corpora/sessions/SPLIT.jsonl`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LabelledSession {
    pub id: String,
    /// `transcript`, `talk without times`, `dictated` and others.
    pub form: String,
    pub service: String,
    pub text: String,
    /// In order, and apart from each other.
    pub labels: Vec<SessionLabel>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SessionLabel {
    /// UTF-8 bytes of the session's text.
    pub start: usize,
    pub end: usize,
    pub reaches: Vec<Six>,
    /// True where it brings in what the person or family say, feel or want.
    pub carried: bool,
}

impl SessionLabel {
    pub fn span(&self) -> Span {
        Span::new(self.start, self.end)
    }
}

/// The sessions of a split; none where the corpora have none.
pub fn read_sessions(corpora: &Path, split: Split) -> Result<Vec<LabelledSession>, CorpusError> {
    read(corpora, "sessions", split, |one: &LabelledSession| {
        apart(&one.text, one.labels.iter().map(|label| (label.start, label.end)))
    })
}

/// The sentences of a split with their themes; none where the corpora have none.
pub fn read_themed(corpora: &Path, split: Split) -> Result<Vec<ThemedSentence>, CorpusError> {
    read(corpora, "themes", split, |_| Ok(()))
}

/// The judged questions of a split; none where the corpora have none.
pub fn read_judged(corpora: &Path, split: Split) -> Result<Vec<JudgedQuestion>, CorpusError> {
    read(corpora, "questions", split, |_| Ok(()))
}

/// The recordings of a split that a reader judged; none where the corpora have none.
pub fn read_judged_recordings(corpora: &Path, split: Split) -> Result<Vec<JudgedRecording>, CorpusError> {
    read(corpora, "measures", split, |_| Ok(()))
}

/// The recordings labelled with what tells who somebody is; none where the corpora have no such labels for the split.
pub fn read_identified(corpora: &Path, split: Split) -> Result<Vec<Identified>, CorpusError> {
    read(corpora, "identifiers", split, |one: &Identified| {
        apart(&one.text, one.found.iter().map(|label| (label.start, label.end)))
    })
}

/// What must hold of labels: they stand in the text, in order, and apart from each other.
fn apart(text: &str, labels: impl Iterator<Item = (usize, usize)>) -> Result<(), String> {
    let mut covered = 0;
    for (number, (start, end)) in labels.enumerate() {
        if start < covered || text.get(start..end).is_none_or(str::is_empty) {
            return Err(format!("label {} overlaps the one before it, or is not within the text", number + 1));
        }
        covered = end;
    }
    Ok(())
}

/// The lines of a file, each of which has to pass a check; none where there is no such file.
fn read<T: DeserializeOwned>(
    corpora: &Path,
    folder: &str,
    split: Split,
    check: impl Fn(&T) -> Result<(), String>,
) -> Result<Vec<T>, CorpusError> {
    let path = corpora.join(folder).join(format!("{}.jsonl", split.folder()));
    if !path.exists() {
        return Ok(Vec::new());
    }
    let text = std::fs::read_to_string(&path)
        .map_err(|error| CorpusError::Unreadable { path: path.clone(), kind: error.kind() })?;
    let read = |(index, line): (usize, Span)| {
        let wrong = |wrong: String| CorpusError::Line { path: path.clone(), line: index + 1, wrong };
        let one: T = serde_json::from_str(line.of(&text)).map_err(|error| wrong(error.to_string()))?;
        check(&one).map_err(wrong)?;
        Ok(one)
    };
    lines(&text).enumerate().map(read).collect()
}
