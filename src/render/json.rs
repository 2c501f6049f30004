//! `whatmatters.recording/1`, field by field as the contract has it. Fields may be added, never renamed or dropped.

use super::{Render, Versions};
use crate::outcome::{Kind, Theme};
use crate::placement::Placed;
use crate::recording::{Asked, Draft, Harm, Line, Outcome, RiskReading, Thread, Unheard};
use crate::rules::{Action, Category, Finding, Score, Severity, Status};
use crate::section::{Section, Voice};
use crate::settled::{Dismissed, fingerprint};
use crate::text::{Source, What};
use serde::Serialize;
use std::io;

/// One object to a line.
pub struct Json {
    pub versions: Versions,
    /// Only `findings`, as `check` gives them: `segments` and the rest are left out.
    pub findings_only: bool,
}

pub const SCHEMA: &str = "whatmatters.recording/1";

#[derive(Serialize)]
struct RecordingObject<'a> {
    schema: &'static str,
    engine: &'a Versions,
    source: &'a Source,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    segments: Option<Vec<SegmentObject<'a>>>,
    findings: Vec<FindingObject<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    actions: Option<Vec<ActionObject<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    threads: Option<Vec<ThreadObject>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    questions: Option<Vec<QuestionObject<'a>>>,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    closer: Option<CloserObject<'a>>,
    problems: &'a [String],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    dismissed: Vec<DismissedObject<'a>>,
    /// Findings that a baseline leaves out.
    #[serde(skip_serializing_if = "is_none_of_them")]
    set_aside: usize,
}

/// What a closer reading gives. Every number is that of a segment, from 0.
#[derive(Serialize)]
struct CloserObject<'a> {
    outcomes: Vec<OutcomeObject<'a>>,
    risks: Vec<RiskObject<'a>>,
    reviews: &'a [usize],
    contingencies: &'a [usize],
    scores: Vec<ScoreObject>,
    unheard: Vec<UnheardObject<'a>>,
}

#[derive(Serialize)]
struct ThreadObject {
    outcome: usize,
    risks: Vec<usize>,
    actions: Vec<usize>,
    reviews: Vec<usize>,
    missing: Vec<&'static str>,
    /// How likely a careful reader would draw each line.
    lines: Vec<LineObject>,
}

#[derive(Serialize)]
struct LineObject {
    to: usize,
    confidence: f64,
}

#[derive(Serialize)]
struct OutcomeObject<'a> {
    segment: usize,
    kind: Kind,
    themes: &'a [Theme],
    whose: Voice,
}

#[derive(Serialize)]
struct RiskObject<'a> {
    segment: usize,
    harm: Harm,
    evidence: &'a [usize],
    benefit: &'a [usize],
    view: &'a [usize],
    decision: &'a [usize],
    why: &'a [usize],
}

#[derive(Serialize)]
struct ScoreObject {
    segment: usize,
    start: usize,
    end: usize,
    score: u32,
    of: u32,
    earlier: Option<u32>,
}

#[derive(Serialize)]
struct UnheardObject<'a> {
    name: &'a str,
    age: u32,
    segment: usize,
}

#[derive(Serialize)]
struct SegmentObject<'a> {
    start: usize,
    end: usize,
    section: Section,
    confidence: f64,
    also: &'a [Section],
    voice: Voice,
    quoted: bool,
    reason: &'a str,
    /// Who says it in a transcript, in its own words.
    #[serde(skip_serializing_if = "Option::is_none")]
    speaker: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    aside: Option<What>,
}

#[derive(Serialize)]
struct FindingObject<'a> {
    rule: &'a str,
    category: Category,
    severity: Severity,
    start: usize,
    end: usize,
    message: &'a str,
    suggestions: &'a [String],
    fingerprint: String,
}

#[derive(Serialize)]
struct DismissedObject<'a> {
    #[serde(flatten)]
    finding: FindingObject<'a>,
    why: &'a str,
}

#[derive(Serialize)]
struct ActionObject<'a> {
    start: usize,
    end: usize,
    status: Status,
    who: Option<&'a str>,
    what: Option<&'a str>,
    when: Option<&'a str>,
    measurable: bool,
    missing: Vec<&'static str>,
    /// ISO 8601: a day, `--05-08` where no year is told, or a stretch of days.
    due: Option<String>,
    /// The segment that tells of it, by number from 0.
    segment: Option<usize>,
}

#[derive(Serialize)]
struct QuestionObject<'a> {
    section: Section,
    question: &'a str,
    because: &'a str,
}

impl Render for Json {
    fn render(&mut self, draft: &Draft, out: &mut dyn io::Write) -> io::Result<()> {
        let whole = !self.findings_only;
        let object = RecordingObject {
            schema: SCHEMA,
            engine: &self.versions,
            source: &draft.recording.source,
            text: &draft.recording.text,
            segments: whole.then(|| draft.segments.iter().map(|placed| SegmentObject::of(draft, placed)).collect()),
            findings: draft.findings.iter().map(|finding| FindingObject::of(draft, finding)).collect(),
            actions: whole.then(|| draft.actions.iter().map(|action| ActionObject::of(draft, action)).collect()),
            threads: whole.then(|| draft.threads.threads.iter().map(ThreadObject::of).collect()),
            questions: whole.then(|| draft.questions.iter().map(QuestionObject::of).collect()),
            closer: whole.then(|| CloserObject::of(draft)),
            problems: &draft.problems,
            dismissed: draft.dismissed.iter().map(|dismissed| DismissedObject::of(draft, dismissed)).collect(),
            set_aside: draft.set_aside,
        };
        serde_json::to_writer(&mut *out, &object)?;
        out.write_all(b"\n")
    }
}

impl<'a> CloserObject<'a> {
    fn of(draft: &'a Draft) -> CloserObject<'a> {
        let outcome = |outcome: &'a Outcome| OutcomeObject {
            segment: outcome.segment,
            kind: outcome.reading.kind,
            themes: &outcome.reading.themes,
            whose: draft.segments[outcome.segment].voice,
        };
        let risk = |risk: &'a RiskReading| RiskObject {
            segment: risk.segment,
            harm: risk.harm,
            evidence: &risk.evidence,
            benefit: &risk.benefit,
            view: &risk.view,
            decision: &risk.decision,
            why: &risk.why,
        };
        let score = |(segment, score): &(usize, Score)| ScoreObject {
            segment: *segment,
            start: score.span.start(),
            end: score.span.end(),
            score: score.given,
            of: score.of,
            earlier: score.earlier,
        };
        let unheard = |child: &'a Unheard| UnheardObject { name: &child.name, age: child.age, segment: child.segment };
        CloserObject {
            outcomes: draft.outcomes.iter().map(outcome).collect(),
            risks: draft.risks.iter().map(risk).collect(),
            reviews: &draft.reviews,
            contingencies: &draft.contingencies,
            scores: draft.scores.iter().map(score).collect(),
            unheard: draft.unheard.iter().map(unheard).collect(),
        }
    }
}

impl ThreadObject {
    fn of(thread: &Thread) -> ThreadObject {
        let all = [&thread.risks, &thread.actions, &thread.reviews];
        let own = |lines: &[Line]| lines.iter().map(|line| line.segment).collect();
        ThreadObject {
            outcome: thread.outcome,
            risks: own(&thread.risks),
            actions: own(&thread.actions),
            reviews: own(&thread.reviews),
            missing: thread.missing(),
            lines: all
                .into_iter()
                .flatten()
                .map(|line| LineObject { to: line.segment, confidence: two_places(line.likely) })
                .collect(),
        }
    }
}

/// Two places: more would promise what no calibration holds.
fn two_places(likely: f32) -> f64 {
    (f64::from(likely) * 100.0).round() / 100.0
}

impl<'a> SegmentObject<'a> {
    fn of(draft: &'a Draft, placed: &'a Placed) -> SegmentObject<'a> {
        SegmentObject {
            start: placed.span.start(),
            end: placed.span.end(),
            section: placed.section,
            confidence: two_places(placed.confidence),
            also: &placed.also,
            voice: placed.voice,
            quoted: placed.quoted,
            reason: &placed.reason,
            speaker: placed.speaker.map(|name| name.of(&draft.recording.text)),
            aside: placed.aside,
        }
    }
}

impl<'a> FindingObject<'a> {
    fn of(draft: &Draft, finding: &'a Finding) -> FindingObject<'a> {
        FindingObject {
            rule: &finding.rule,
            category: finding.category,
            severity: finding.severity,
            start: finding.span.start(),
            end: finding.span.end(),
            message: &finding.message,
            suggestions: &finding.suggestions,
            fingerprint: fingerprint(&draft.recording.text, finding),
        }
    }
}

impl<'a> DismissedObject<'a> {
    fn of(draft: &Draft, dismissed: &'a Dismissed) -> DismissedObject<'a> {
        DismissedObject { finding: FindingObject::of(draft, &dismissed.finding), why: &dismissed.why }
    }
}

fn is_none_of_them(count: &usize) -> bool {
    *count == 0
}

impl<'a> ActionObject<'a> {
    fn of(draft: &Draft, action: &'a Action) -> ActionObject<'a> {
        ActionObject {
            start: action.span.start(),
            end: action.span.end(),
            status: action.status,
            who: action.who.as_deref(),
            what: action.what.as_deref(),
            when: action.when.as_deref(),
            measurable: action.measurable,
            missing: action.missing(),
            due: action.due.map(|due| due.iso()),
            segment: draft.number_of(action.segment),
        }
    }
}

impl<'a> QuestionObject<'a> {
    fn of(asked: &'a Asked) -> QuestionObject<'a> {
        QuestionObject { section: asked.section, question: &asked.question, because: &asked.because }
    }
}
