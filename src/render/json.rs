//! `whatmatters.recording/1`, field by field as the contract has it. Fields may be added, never renamed or dropped.

use super::{Render, Versions};
use crate::placement::Placed;
use crate::recording::{Asked, Draft};
use crate::rules::{Action, Category, Finding, Severity, Status};
use crate::section::{Section, Voice};
use crate::settled::{Dismissed, fingerprint};
use crate::text::Source;
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
    threads: Option<[(); 0]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    questions: Option<Vec<QuestionObject<'a>>>,
    problems: &'a [String],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    dismissed: Vec<DismissedObject<'a>>,
    /// Findings that a baseline leaves out.
    #[serde(skip_serializing_if = "is_none_of_them")]
    set_aside: usize,
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
}

#[derive(Serialize)]
struct QuestionObject<'a> {
    section: Section,
    question: &'a str,
    because: &'a str,
}

impl Render for Json {
    fn render(&self, draft: &Draft, out: &mut dyn io::Write) -> io::Result<()> {
        let whole = !self.findings_only;
        let object = RecordingObject {
            schema: SCHEMA,
            engine: &self.versions,
            source: &draft.recording.source,
            text: &draft.recording.text,
            segments: whole.then(|| draft.segments.iter().map(SegmentObject::of).collect()),
            findings: draft.findings.iter().map(|finding| FindingObject::of(draft, finding)).collect(),
            actions: whole.then(|| draft.actions.iter().map(ActionObject::of).collect()),
            threads: whole.then_some([]),
            questions: whole.then(|| draft.questions.iter().map(QuestionObject::of).collect()),
            problems: &draft.problems,
            dismissed: draft.dismissed.iter().map(|dismissed| DismissedObject::of(draft, dismissed)).collect(),
            set_aside: draft.set_aside,
        };
        serde_json::to_writer(&mut *out, &object)?;
        out.write_all(b"\n")
    }
}

impl<'a> SegmentObject<'a> {
    fn of(placed: &'a Placed) -> SegmentObject<'a> {
        SegmentObject {
            start: placed.span.start(),
            end: placed.span.end(),
            section: placed.section,
            // Two places: more would promise what no calibration holds.
            confidence: (f64::from(placed.confidence) * 100.0).round() / 100.0,
            also: &placed.also,
            voice: placed.voice,
            quoted: placed.quoted,
            reason: &placed.reason,
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
    fn of(action: &'a Action) -> ActionObject<'a> {
        ActionObject {
            start: action.span.start(),
            end: action.span.end(),
            status: action.status,
            who: action.who.as_deref(),
            what: action.what.as_deref(),
            when: action.when.as_deref(),
            measurable: action.measurable,
            missing: action.missing(),
        }
    }
}

impl<'a> QuestionObject<'a> {
    fn of(asked: &'a Asked) -> QuestionObject<'a> {
        QuestionObject { section: asked.section, question: &asked.question, because: &asked.because }
    }
}
