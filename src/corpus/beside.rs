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

/// A sentence that tells a step that somebody is to take, or does not, as a line of `corpora/steps/SPLIT.jsonl`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StepSentence {
    pub text: String,
    pub step: bool,
    /// What it is where it is no step, such as done, a wish, or a standing arrangement.
    #[serde(rename = "is", default, skip_serializing_if = "Option::is_none")]
    pub what: Option<String>,
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

/// A whole case with what became of its plans and risks, as a line of `corpora/cases/SPLIT.jsonl`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LabelledCase {
    pub case: String,
    /// In the order of their days.
    pub recordings: Vec<CaseRecording>,
    /// Every step that somebody was to take, in all recordings but the last.
    pub plans: Vec<CasePlan>,
    /// The serious ones of all recordings but the last.
    pub risks: Vec<CaseRisk>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseRecording {
    /// Year, month and day, as in `2026-03-03`.
    pub date: String,
    pub text: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CasePlan {
    /// Of the case, from 0.
    pub recording: usize,
    /// Its words, which stand in that recording once.
    pub plan: String,
    pub became: CasePlanBecame,
    /// Every later sentence that tells it.
    pub told: Vec<CaseTold>,
}

/// What the later recordings, taken together, tell of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CasePlanBecame {
    Done,
    Changed,
    Untold,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseTold {
    pub recording: usize,
    /// Its words; empty where the recording as a whole is the meeting that was planned.
    pub sentence: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseRisk {
    pub recording: usize,
    pub risk: String,
    pub later: CaseRiskLater,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CaseRiskLater {
    /// A later recording tells it as a risk still.
    Told,
    /// A later recording tells that it has passed or was dealt with.
    Over,
    Untold,
}

/// The cases of a split; none where the corpora have none.
pub fn read_cases(corpora: &Path, split: Split) -> Result<Vec<LabelledCase>, CorpusError> {
    read(corpora, "cases", split, |case: &LabelledCase| {
        let stands = |recording: usize, words: &str| {
            let text = case.recordings.get(recording).map_or("", |one| &one.text);
            if text.contains(words) {
                Ok(())
            } else {
                Err(format!("recording {recording} does not hold what is labelled in it"))
            }
        };
        case.risks.iter().try_for_each(|risk| stands(risk.recording, &risk.risk))?;
        case.plans.iter().try_for_each(|plan| {
            stands(plan.recording, &plan.plan)?;
            plan.told.iter().try_for_each(|told| stands(told.recording, &told.sentence))
        })
    })
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

/// The sentences of a split that are steps or look like them; none where the corpora have none.
pub fn read_steps(corpora: &Path, split: Split) -> Result<Vec<StepSentence>, CorpusError> {
    read(corpora, "steps", split, |_| Ok(()))
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
