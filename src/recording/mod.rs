//! Placed segments into a draft: sections, actions, findings and the questions still to ask.

mod questions;

use crate::placement::Placed;
use crate::rules::{Action, Finding, Rules};
use crate::section::{Section, Voice};
use crate::segment::Segment;
use crate::settled::Dismissed;
use crate::text::Recording;
use std::cmp::Reverse;

/// A recording arranged by what it tells, every word of it still the writer's own.
#[derive(Clone, Debug)]
pub struct Draft {
    pub recording: Recording,
    /// In the order of the source; together they hold every character that is not white space.
    pub segments: Vec<Placed>,
    pub findings: Vec<Finding>,
    /// One for each segment among the agreed actions, in the same order.
    pub actions: Vec<Action>,
    pub questions: Vec<Asked>,
    /// What the reader should know of how it was read.
    pub problems: Vec<String>,
    /// Findings that somebody let stand, and how many a baseline sets aside (`settled`).
    pub dismissed: Vec<Dismissed>,
    pub set_aside: usize,
}

/// A question still to ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    pub section: Section,
    pub question: String,
    pub because: String,
}

/// Puts a draft together from its parts. `segments` and `placed` go side by side.
pub fn arrange(
    recording: Recording,
    rules: &Rules,
    segments: &[Segment],
    placed: Vec<Placed>,
    findings: Vec<Finding>,
    problem: Option<String>,
) -> Draft {
    let actions: Vec<Action> = segments
        .iter()
        .zip(&placed)
        .filter(|(_, placed)| placed.section == Section::AgreedActions)
        .map(|(segment, _)| rules.action(&recording.text, segment))
        .collect();
    let questions = questions::still_to_ask(&recording.text, &placed, &actions, rules);
    let problems = problem.into_iter().collect();
    Draft { segments: placed, findings, actions, questions, problems, ..Draft::unread(recording) }
}

impl Draft {
    /// A recording that only findings are wanted of.
    pub fn unread(recording: Recording) -> Draft {
        Draft {
            recording,
            segments: vec![],
            findings: vec![],
            actions: vec![],
            questions: vec![],
            problems: vec![],
            dismissed: vec![],
            set_aside: 0,
        }
    }

    /// The segments of a section, the person's own words first, then as they were written.
    pub fn section(&self, section: Section) -> Vec<&Placed> {
        let mut found: Vec<&Placed> = self.segments.iter().filter(|placed| placed.section == section).collect();
        if section != Section::Context {
            found.sort_by_key(|placed| {
                Reverse((placed.voice == Voice::Person && placed.quoted, placed.voice == Voice::Person))
            });
        }
        found
    }

    /// Segments placed elsewhere that may tell of a risk.
    pub fn possible_risks(&self) -> impl Iterator<Item = &Placed> {
        self.segments.iter().filter(|placed| placed.also.contains(&Section::PriorityRisks))
    }
}
