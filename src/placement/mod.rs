//! Where a segment belongs, whose account it is, how sure that is, and why.

use crate::model::{Scores, Settings};
use crate::rules::Reading;
use crate::section::{Section, Voice};
use crate::segment::Segment;
use crate::text::{Span, What};

/// A segment with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed {
    pub span: Span,
    pub section: Section,
    /// How likely the section is right, from 0 to 1.
    pub confidence: f32,
    /// How likely a careful reader could call it a risk, from 0 to 1, wherever it stands; None where no model says.
    pub risk: Option<f32>,
    /// Other sections where it could stand.
    pub also: Vec<Section>,
    pub voice: Voice,
    /// True where the person's or family's own words stand in quotation marks, or are heard in a transcript.
    pub quoted: bool,
    /// Why it stands here, in words.
    pub reason: String,
    pub heading: bool,
    /// In a transcript, where the text names who says it.
    pub speaker: Option<Span>,
    /// What it is where it was not written as the recording.
    pub aside: Option<What>,
}

impl Placed {
    /// True of what tells something: neither a heading nor aside.
    pub fn is_told(&self) -> bool {
        !self.heading && self.aside.is_none()
    }
}

/// How likely what words tell as a quiet danger is taken to be one, at the least: enough to be marked beside its words.
const QUIET_DANGER: f32 = 0.3;

/// Places a segment by what the model and the cues say of it.
pub fn by_model(text: &str, segment: &Segment, reading: &Reading, scores: &Scores, settings: &Settings) -> Placed {
    if let Some(what) = segment.aside {
        let risk = scores.acceptable[Section::PriorityRisks as usize];
        return set_aside(segment, what, Some(risk), risk >= settings.also_risk);
    }
    let shares = shares(reading, scores, settings);
    if is_ruled_line(segment.span.of(text)) {
        let own = placed(text, segment, reading, Section::Context, Voice::Practitioner);
        return Placed { confidence: 1.0, risk: Some(0.0), ..own };
    }
    let section = if segment.heading { Section::Context } else { likeliest(&Section::ALL, &shares) };
    // A line in capitals may be a heading, or the one thing that was worth shouting: it is never kept from the risks to check.
    // What may be a danger told as praise is marked as one that may well be.
    let quiet = if reading.is_quiet_danger { QUIET_DANGER } else { 0.0 };
    let risk = scores.acceptable[Section::PriorityRisks as usize].max(quiet);
    let is_also = |other: &Section| match other {
        _ if *other == section => false,
        Section::PriorityRisks => risk >= settings.also_risk,
        _ => !segment.heading && scores.acceptable[*other as usize] >= settings.also,
    };
    Placed {
        confidence: shares[section as usize],
        risk: Some(risk),
        also: Section::ALL.into_iter().filter(is_also).collect(),
        ..placed(text, segment, reading, section, reading.speaker.unwrap_or(likeliest(&Voice::ALL, &scores.voices)))
    }
}

/// A line drawn across a table or page, with nothing in it to place.
fn is_ruled_line(words: &str) -> bool {
    words
        .chars()
        .all(|c| matches!(c, '|' | '-' | '=' | '_' | '+' | '*' | ':' | '~' | '#' | '–' | '—') || c.is_whitespace())
}

/// How likely each section is, from the model's shares and the weight of the cues; they sum to one.
pub fn shares(reading: &Reading, scores: &Scores, settings: &Settings) -> [f32; Section::ALL.len()] {
    let raised = Section::ALL.map(|section| {
        let lean = if section == Section::PriorityRisks { settings.risk_lean } else { 0.0 };
        let cues = settings.cues * reading.weight(section) as f32;
        ((scores.sections[section as usize].max(1e-9).ln() + cues + lean) / settings.temperature).exp()
    });
    let sum: f32 = raised.iter().sum();
    raised.map(|share| share / sum)
}

/// Places a segment by its cues alone, for want of a model. A tie goes to the reading that loses no risk.
pub fn by_cues(text: &str, segment: &Segment, reading: &Reading) -> Placed {
    /// Measured on the development split: what the cues place is right about half the time.
    const CONFIDENCE: f32 = 0.5;
    const IN_DOUBT: [Section; 5] =
        [Section::PriorityRisks, Section::AgreedActions, Section::WhatMatters, Section::Strengths, Section::Context];
    let weight = |section: Section| reading.weight(section);
    if let Some(what) = segment.aside {
        return set_aside(segment, what, None, weight(Section::PriorityRisks) > 1);
    }
    let heaviest = IN_DOUBT.into_iter().rev().max_by_key(|&section| weight(section)).unwrap_or(Section::Context);
    let section = if segment.heading || weight(heaviest) == 0 { Section::Context } else { heaviest };
    let may_be = |other: Section| weight(other) > 1 || (other == Section::PriorityRisks && reading.is_quiet_danger);
    let also = Section::ALL.into_iter().filter(|&other| other != section && may_be(other)).collect();
    Placed {
        confidence: CONFIDENCE,
        also,
        ..placed(text, segment, reading, section, reading.speaker.or(reading.voice).unwrap_or(Voice::Practitioner))
    }
}

fn placed(text: &str, segment: &Segment, reading: &Reading, section: Section, voice: Voice) -> Placed {
    Placed {
        span: segment.span,
        section,
        confidence: 0.0,
        risk: None,
        also: Vec::new(),
        voice,
        quoted: (reading.quotes || reading.speaker.is_some()) && matches!(voice, Voice::Person | Voice::Family),
        reason: reason(text, segment, reading, section),
        heading: segment.heading,
        speaker: segment.speaker,
        aside: segment.aside,
    }
}

/// What was not written as the recording is context, and nobody's account of it. An earlier message may still tell of a risk, and is marked
/// so wherever it stands.
fn set_aside(segment: &Segment, what: What, risk: Option<f32>, may_be_risk: bool) -> Placed {
    let tells_risk = what.may_tell() && may_be_risk;
    Placed {
        span: segment.span,
        section: Section::Context,
        confidence: 1.0,
        risk: risk.map(|risk| if what.may_tell() { risk } else { 0.0 }),
        also: if tells_risk { vec![Section::PriorityRisks] } else { Vec::new() },
        voice: if what.may_tell() || what.is_unassessed() { Voice::Unattributed } else { Voice::Practitioner },
        quoted: false,
        reason: what.in_words().into(),
        heading: false,
        speaker: None,
        aside: Some(what),
    }
}

fn reason(text: &str, segment: &Segment, reading: &Reading, section: Section) -> String {
    if segment.heading {
        return "heading or form label".into();
    }
    if let Some(cue) = reading.cues.iter().find(|cue| cue.section == section) {
        return format!("{}: '{}'", cue.kind, cue.span.of(text));
    }
    match segment.under.filter(|_| reading.announced == Some(section)) {
        Some(heading) => format!("stands under '{}'", heading.of(text).trim_matches(['#', '*', ':', ' '])),
        None => "read in its context; no single word decides it".into(),
    }
}

/// The first of the likeliest.
pub fn likeliest<T: Copy, const N: usize>(all: &[T; N], shares: &[f32; N]) -> T {
    let best = (0..N).max_by(|&a, &b| shares[a].total_cmp(&shares[b]).then(b.cmp(&a)));
    all[best.unwrap_or(0)]
}
