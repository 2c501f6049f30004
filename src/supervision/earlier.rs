//! What has changed since an earlier pack: what is new, gone, done or told otherwise, and scores that moved.

use super::dropped::OutOfSight;
use super::gathered::Told;
use super::plans::{Followed, Later, Search};
use super::scores::Moved;
use super::{Became, CasePack, Follower, Read};
use crate::text::{Source, Span};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::path::Path;

/// An earlier pack, as `whatmatters.supervision/1` holds it.
#[derive(Clone, Debug, Deserialize)]
pub struct Earlier {
    schema: String,
    engine: Engine,
    worker: Option<String>,
    cases: Vec<EarlierCase>,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
struct Engine {
    version: String,
    model: String,
    rules: String,
}

#[derive(Clone, Debug, Deserialize)]
pub struct EarlierCase {
    name: String,
    recordings: Vec<EarlierRecording>,
    actions: Vec<EarlierAction>,
    out_of_sight: Vec<EarlierOutOfSight>,
}

#[derive(Clone, Debug, Deserialize)]
struct EarlierRecording {
    source: EarlierSource,
    date: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
struct EarlierSource {
    name: String,
    id: Option<String>,
    row: Option<usize>,
}

#[derive(Clone, Debug, Deserialize)]
struct EarlierAction {
    planned: EarlierSentence,
    became: Option<Became>,
}

#[derive(Clone, Debug, Deserialize)]
struct EarlierSentence {
    recording: usize,
    text: String,
}

#[derive(Clone, Debug, Deserialize)]
struct EarlierOutOfSight {
    word: String,
    first: EarlierSentence,
}

/// Why an earlier pack cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EarlierError {
    #[error("it is no pack that `supervise` wrote as .json")]
    NoPack,
    #[error("it was written in another version of the format")]
    OtherSchema,
}

/// What of an earlier pack concerns all cases.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Against {
    /// What to know before the two are compared.
    pub notes: Vec<String>,
    /// Cases of the earlier pack that are not in this one.
    pub gone: Vec<String>,
}

/// What has changed in a case. Places as in its pack.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Since {
    /// The newest day of the earlier pack's recordings, as ISO 8601 has it.
    pub until: Option<String>,
    /// Recordings that it did not hold, and how many of its own are not read now.
    pub new: Vec<usize>,
    pub gone: usize,
    /// Plans that were open then.
    pub plans: Vec<PlanSince>,
    /// How many plans the new recordings make.
    pub planned: usize,
    /// Risks of the new recordings, by their number among the priorities.
    pub risks: Vec<usize>,
    pub scores: Vec<ScoreSince>,
    /// What has gone out of sight since, by number, and what had and is told of again: its sentence.
    pub lost: Vec<usize>,
    pub back: Vec<String>,
}

/// A plan that was open, and what the new recordings tell of it.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanSince {
    pub words: String,
    pub planned: Option<String>,
    pub later: Option<Later>,
    /// A new recording and a sentence of it that may tell what became of it, where none does surely.
    pub perhaps: Option<(usize, Span)>,
}

/// A score of something before and since: recording, segment and number of the newest, on which scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScoreSince {
    pub before: u32,
    pub now: u32,
    /// Out of how many, where that is told.
    pub of: Option<u32>,
    pub told: (usize, Span),
}

/// What is read anew of a case, for comparing.
pub struct Now<'c, 'a> {
    pub told: &'c [Told<'a>],
    /// How many of those stand in an order that was told.
    pub ordered: usize,
    pub followed: &'c [Followed],
    pub out_of_sight: &'c [OutOfSight],
    pub moved: &'c [Moved],
    /// The recording of each priority risk.
    pub risks: &'c [usize],
}

impl Earlier {
    /// Reads a pack that was written as JSON.
    pub fn read(bytes: &[u8]) -> Result<Earlier, EarlierError> {
        // A mark of the encoding may stand before it, as some programs write.
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        #[derive(Deserialize)]
        struct Schema {
            schema: String,
        }
        let Schema { schema } = serde_json::from_slice(bytes).map_err(|_| EarlierError::NoPack)?;
        if !schema.starts_with("whatmatters.supervision/") {
            return Err(EarlierError::NoPack);
        }
        let earlier: Earlier = serde_json::from_slice(bytes).map_err(|_| EarlierError::OtherSchema)?;
        if earlier.schema == "whatmatters.supervision/1" { Ok(earlier) } else { Err(EarlierError::OtherSchema) }
    }

    pub fn case(&self, name: &str) -> Option<&EarlierCase> {
        self.cases.iter().find(|case| case.name == name)
    }

    /// What is said of the two packs as a whole. `engine`: version, model and rules of what reads now.
    pub fn against(&self, worker: Option<&str>, cases: &[CasePack], engine: [&str; 3]) -> Against {
        let mut notes = Vec::new();
        let known = |case: &&CasePack| self.case(&case.name).is_some();
        if !cases.iter().any(|case| known(&case)) {
            notes.push(
                "The earlier pack is of other cases: no name of a case is in both, so nothing is compared.".to_owned(),
            );
        } else {
            let Engine { version, model, rules } = &self.engine;
            if [version, model, rules] != engine {
                notes.push(
                    "The earlier pack was made by another version or with other rules, so some of what looks new or changed may only have been read otherwise."
                        .to_owned(),
                );
            }
            if let Some(other) = self.worker.as_deref().filter(|other| Some(*other) != worker) {
                notes.push(format!("The earlier pack was made for {other}."));
            }
        }
        // In a pack of everybody's cases, those of other workers are not gone.
        let is_alike = self.worker.as_deref() == worker;
        let gone = self.cases.iter().filter(|old| is_alike && !cases.iter().any(|case| case.name == old.name));
        Against { notes, gone: gone.map(|case| case.name.clone()).collect() }
    }
}

impl EarlierCase {
    pub fn holds(&self, read: &Read) -> bool {
        let source = &read.draft.recording.source;
        self.recordings.iter().any(|recording| recording.source.is_of(source))
    }

    /// What has changed since. Nothing is compared but what the earlier pack says and what is read now.
    pub fn since(&self, now: &Now, follower: &Follower) -> Since {
        let new: Vec<usize> = (0..now.told.len()).filter(|&at| !self.holds(now.told[at].read)).collect();
        let is_new = |recording: usize| new.contains(&recording);
        let gone =
            self.recordings.iter().filter(|recording| !now.told.iter().any(|one| recording.source.is_of(one.source())));
        let was_lost = |words: &str| self.out_of_sight.iter().any(|one| one.first.text == words);
        let words = |(recording, span): (usize, Span)| now.told[recording].words(span);
        let is_lost = |wanted: &str| now.out_of_sight.iter().any(|one| words(one.first) == wanted);
        let is_read = |sentence: &EarlierSentence| self.is_read(sentence, now).is_some();
        Since {
            until: self
                .recordings
                .iter()
                .filter_map(|recording| recording.date.clone())
                .filter(|date| !date.starts_with('-'))
                .max(),
            gone: gone.count(),
            plans: self.plans(now, &is_new, follower),
            planned: new.iter().map(|&at| now.told[at].plans(follower).len()).sum(),
            risks: (0..now.risks.len()).filter(|&at| is_new(now.risks[at])).collect(),
            scores: now.moved.iter().filter_map(|moved| score(moved, &is_new)).collect(),
            lost: (0..now.out_of_sight.len()).filter(|&at| !was_lost(words(now.out_of_sight[at].first))).collect(),
            back: self
                .out_of_sight
                .iter()
                .filter(|one| is_read(&one.first) && !is_lost(&one.first.text))
                .filter(|one| new.iter().any(|&at| now.told[at].mentions(&one.word, follower)))
                .map(|one| one.first.text.clone())
                .collect(),
            new,
        }
    }

    /// The plans that were not done then, each once. One whose recording is not read now is looked for in what is new by its words.
    fn plans(&self, now: &Now, is_new: &dyn Fn(usize) -> bool, follower: &Follower) -> Vec<PlanSince> {
        let search = Search::new(&now.told[..now.ordered], follower);
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        let open = self.actions.iter().filter(|action| action.became != Some(Became::Done));
        let of = |action: &EarlierAction| -> Option<PlanSince> {
            let day = self.recordings.get(action.planned.recording).and_then(|recording| recording.date.clone());
            let (later, perhaps) = match self.is_read(&action.planned, now) {
                Some(recording) => {
                    let same = |one: &&Followed| {
                        one.recording == recording && now.told[recording].words(one.span) == action.planned.text
                    };
                    let followed = now.followed.iter().find(same);
                    followed.map_or((None, None), |one| (one.later.clone(), one.perhaps))
                }
                None => search.traces(&action.planned.text, None, 0),
            };
            // What was done in a recording that the earlier pack had was open only in how it was read then.
            let was_done = later.as_ref().is_some_and(|later| later.became == Became::Done && !is_new(later.recording));
            (!was_done).then(|| PlanSince {
                words: action.planned.text.clone(),
                planned: day,
                later: later.filter(|later| is_new(later.recording)),
                perhaps: perhaps.filter(|(recording, _)| is_new(*recording)),
            })
        };
        open.filter(|action| seen.insert(action.planned.text.as_str())).filter_map(of).collect()
    }

    /// The recording that holds an earlier sentence, where it is read now.
    fn is_read(&self, sentence: &EarlierSentence, now: &Now) -> Option<usize> {
        let recording = self.recordings.get(sentence.recording)?;
        now.told.iter().position(|one| recording.source.is_of(one.source()))
    }
}

impl EarlierSource {
    /// True of the same file, wherever it stands now, and the same row of it.
    fn is_of(&self, source: &Source) -> bool {
        let file = |name: &str| Path::new(name).file_name().map(|name| name.to_os_string());
        file(&self.name) == file(&source.name)
            && match (&self.id, &source.id) {
                (Some(own), Some(other)) => own == other,
                _ => self.row == source.row,
            }
    }
}

impl Told<'_> {
    fn source(&self) -> &Source {
        &self.read.draft.recording.source
    }
}

/// The last number before, and the last since, where both are told.
fn score(moved: &Moved, is_new: &dyn Fn(usize) -> bool) -> Option<ScoreSince> {
    let before = moved.scores.iter().rev().find(|score| !is_new(score.0))?;
    let (recording, span, now, of) = *moved.scores.iter().rev().find(|score| is_new(score.0))?;
    (before.2 != now).then_some(ScoreSince { before: before.2, now, of, told: (recording, span) })
}
