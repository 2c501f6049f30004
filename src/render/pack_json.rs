//! The material for a conversation in supervision, as JSON.

use super::Versions;
use crate::section::{Section, Voice};
use crate::supervision::{
    Became, CasePack, Chosen, Followed, Lately, Later, Moved, OutOfSight, Pack, PlanSince, Priority, Read, ScoreSince,
    Since, Six,
};
use crate::text::{Source, Span};
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct PackObject<'a> {
    schema: &'static str,
    engine: &'a Versions,
    worker: Option<&'a str>,
    /// What is said once of all cases.
    notes: &'a [String],
    cases: Vec<CaseObject<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    earlier: Option<AgainstObject<'a>>,
}

#[derive(Serialize)]
struct AgainstObject<'a> {
    notes: &'a [String],
    gone: &'a [String],
}

#[derive(Serialize)]
struct CaseObject<'a> {
    name: &'a str,
    notes: &'a [String],
    recordings: Vec<RecordingObject<'a>>,
    well: Vec<SentenceObject<'a>>,
    questions: Vec<QuestionObject<'a>>,
    priority_risks: Vec<PriorityObject<'a>>,
    good_enough: EnoughObject<'a>,
    actions: Vec<FollowedObject<'a>>,
    out_of_sight: Vec<OutOfSightObject<'a>>,
    moved: Vec<Vec<ScoreObject<'a>>>,
    asked: Vec<AskedObject<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    since: Option<SinceObject<'a>>,
}

/// A risk in its place of an order for discussion, and what that rests on.
#[derive(Serialize)]
struct PriorityObject<'a> {
    told: SentenceObject<'a>,
    lately: Lately,
    harm: &'a [String],
    danger: &'a [String],
    answer: Option<AnswerObject<'a>>,
    reasons: Vec<String>,
}

#[derive(Serialize)]
struct AnswerObject<'a> {
    word: &'a str,
    plan: SentenceObject<'a>,
}

#[derive(Serialize)]
struct EnoughObject<'a> {
    said: Vec<SentenceObject<'a>>,
    ask: Option<&'a str>,
}

/// Recordings, priority risks and what is out of sight by their number, from 0.
#[derive(Serialize)]
struct SinceObject<'a> {
    until: Option<&'a str>,
    new: &'a [usize],
    gone: usize,
    plans: Vec<PlanSinceObject<'a>>,
    planned: usize,
    risks: &'a [usize],
    scores: Vec<ScoreSinceObject<'a>>,
    out_of_sight: &'a [usize],
    back_in_sight: &'a [String],
}

#[derive(Serialize)]
struct PlanSinceObject<'a> {
    text: &'a str,
    planned: Option<&'a str>,
    became: Option<Became>,
    later: Option<SentenceObject<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    perhaps: Option<SentenceObject<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    recorded_that_day: Option<usize>,
}

#[derive(Serialize)]
struct ScoreSinceObject<'a> {
    before: u32,
    now: u32,
    of: Option<u32>,
    told: SentenceObject<'a>,
}

#[derive(Serialize)]
struct RecordingObject<'a> {
    source: &'a Source,
    date: Option<String>,
    writer: Option<&'a str>,
    own: bool,
}

/// A sentence by its recording, from 0, and its bytes there.
#[derive(Serialize)]
struct SentenceObject<'a> {
    recording: usize,
    start: usize,
    end: usize,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    voice: Option<Voice>,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<&'a str>,
}

#[derive(Serialize)]
struct QuestionObject<'a> {
    question: Six,
    sentences: Vec<SentenceObject<'a>>,
}

#[derive(Serialize)]
struct FollowedObject<'a> {
    planned: SentenceObject<'a>,
    who: Option<&'a str>,
    due: Option<String>,
    plain: bool,
    became: Option<Became>,
    later: Option<SentenceObject<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    perhaps: Option<SentenceObject<'a>>,
    /// The recording, from 0, whose day alone tells that it was done.
    #[serde(skip_serializing_if = "Option::is_none")]
    recorded_that_day: Option<usize>,
}

#[derive(Serialize)]
struct OutOfSightObject<'a> {
    section: Section,
    word: &'a str,
    first: SentenceObject<'a>,
    last: SentenceObject<'a>,
    recordings_since: usize,
}

#[derive(Serialize)]
struct ScoreObject<'a> {
    score: u32,
    /// Null where no recording tells the scale.
    of: Option<u32>,
    told: SentenceObject<'a>,
}

#[derive(Serialize)]
struct AskedObject<'a> {
    id: &'a str,
    principle: crate::supervision::Principle,
    question: &'a str,
    because: &'a str,
}

/// `whatmatters.supervision/1`, one object.
pub fn write_pack_json(pack: &Pack, versions: &Versions, out: &mut dyn Write) -> io::Result<()> {
    let cases = pack.cases.iter().map(case_object).collect();
    let against = pack.against.as_ref();
    let object = PackObject {
        schema: "whatmatters.supervision/1",
        engine: versions,
        worker: pack.worker.as_deref(),
        notes: &pack.notes,
        cases,
        earlier: against.map(|against| AgainstObject { notes: &against.notes, gone: &against.gone }),
    };
    serde_json::to_writer(&mut *out, &object)?;
    out.write_all(b"\n")
}

fn case_object<'a>(case: &'a CasePack) -> CaseObject<'a> {
    let at = |recording: usize, span: Span| SentenceObject {
        recording,
        start: span.start(),
        end: span.end(),
        text: span.of(&case.read[recording].draft.recording.text),
        voice: None,
        why: None,
    };
    let chosen = |chosen: &Chosen| SentenceObject {
        voice: Some(chosen.voice),
        why: chosen.why,
        ..at(chosen.recording, chosen.span)
    };
    let recording = |read: &'a Read| RecordingObject {
        source: &read.draft.recording.source,
        date: read.day.map(|day| day.iso()),
        writer: read.writer.as_deref(),
        own: read.own,
    };
    let told_later = |later: &Option<Later>| later.as_ref().and_then(|later| Some(at(later.recording, later.span?)));
    let that_day =
        |later: &Option<Later>| later.as_ref().filter(|later| later.span.is_none()).map(|later| later.recording);
    let followed = |one: &'a Followed| FollowedObject {
        planned: at(one.recording, one.span),
        who: one.who.as_deref(),
        due: one.due.map(|due| due.iso()),
        plain: one.is_plain,
        became: one.later.as_ref().map(|later| later.became),
        later: told_later(&one.later),
        perhaps: one.perhaps.map(|(recording, span)| at(recording, span)),
        recorded_that_day: that_day(&one.later),
    };
    let lost = |one: &'a OutOfSight| OutOfSightObject {
        section: one.section,
        word: &one.word,
        first: at(one.first.0, one.first.1),
        last: at(one.first.0, one.first.1),
        recordings_since: one.since,
    };
    let priority = |one: &'a Priority| PriorityObject {
        told: chosen(&one.chosen),
        lately: one.lately,
        harm: &one.harm,
        danger: &one.danger,
        answer: one
            .answer
            .as_ref()
            .map(|answer| AnswerObject { word: &answer.word, plan: at(answer.recording, answer.span) }),
        reasons: one.reasons(),
    };
    let plan_since = |one: &'a PlanSince| PlanSinceObject {
        text: &one.words,
        planned: one.planned.as_deref(),
        became: one.later.as_ref().map(|later| later.became),
        later: told_later(&one.later),
        perhaps: one.perhaps.map(|(recording, span)| at(recording, span)),
        recorded_that_day: that_day(&one.later),
    };
    let score_since = |one: &ScoreSince| ScoreSinceObject {
        before: one.before,
        now: one.now,
        of: one.of,
        told: at(one.told.0, one.told.1),
    };
    let since = |since: &'a Since| SinceObject {
        until: since.until.as_deref(),
        new: &since.new,
        gone: since.gone,
        plans: since.plans.iter().map(plan_since).collect(),
        planned: since.planned,
        risks: &since.risks,
        scores: since.scores.iter().map(score_since).collect(),
        out_of_sight: &since.lost,
        back_in_sight: &since.back,
    };
    let scores = |moved: &Moved| {
        moved
            .scores
            .iter()
            .map(|(recording, span, score, of)| ScoreObject { score: *score, of: *of, told: at(*recording, *span) })
            .collect()
    };
    CaseObject {
        name: &case.name,
        notes: &case.notes,
        recordings: case.read.iter().map(recording).collect(),
        well: case.well.iter().map(chosen).collect(),
        questions: case
            .six
            .iter()
            .map(|(question, sentences)| QuestionObject {
                question: *question,
                sentences: sentences.iter().map(chosen).collect(),
            })
            .collect(),
        priority_risks: case.priorities.iter().map(priority).collect(),
        good_enough: EnoughObject {
            said: case.enough.said.iter().map(chosen).collect(),
            ask: case.enough.ask.as_deref(),
        },
        actions: case.followed.iter().map(followed).collect(),
        out_of_sight: case.out_of_sight.iter().map(lost).collect(),
        moved: case.moved.iter().map(scores).collect(),
        asked: case
            .asked
            .iter()
            .map(|asked| AskedObject {
                id: &asked.id,
                principle: asked.principle,
                question: &asked.question,
                because: &asked.because,
            })
            .collect(),
        since: case.since.as_ref().map(since),
    }
}
