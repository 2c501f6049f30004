//! The golden thread: what is wanted, what stands in its way, what is done about either, and when that is looked at again.

use super::outcomes::OutcomeReading;
use crate::closely::Joins;
use crate::model::Join;
use crate::outcome::Kind;
use crate::placement::Placed;
use crate::section::Section;
use std::collections::HashMap;

/// One thread, its segments by number from 0.
#[derive(Clone, Debug, PartialEq)]
pub struct Thread {
    pub outcome: usize,
    pub risks: Vec<Line>,
    pub actions: Vec<Line>,
    pub reviews: Vec<Line>,
}

/// A segment that a thread runs to, and how likely a careful reader would draw the line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Line {
    pub segment: usize,
    pub likely: f32,
}

/// The threads of a recording. Nothing is joined where there is no model to say what belongs together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Threads {
    pub threads: Vec<Thread>,
    /// Every line that was drawn, from and to.
    pub lines: Vec<(Join, usize, Line)>,
}

impl Thread {
    /// What the thread lacks, as the contract names it.
    pub fn missing(&self) -> Vec<&'static str> {
        let parts = [("actions", self.actions.is_empty()), ("review", self.reviews.is_empty())];
        parts.into_iter().filter(|(_, lacks)| *lacks).map(|(part, _)| part).collect()
    }
}

/// How likely a line must be to be drawn; chosen on the development split.
const LIKELY: [f32; Join::ALL.len()] = [0.2, 0.29, 0.31, 0.35];

/// Segments so far apart are not compared, so that the work grows with the recording and not with its square.
const REACH: usize = 120;

/// What a recording holds that threads are made of.
pub struct Ends<'a> {
    pub placed: &'a [Placed],
    /// Read of every segment, in order.
    pub outcomes: &'a [OutcomeReading],
    /// True of each segment that says when something will be looked at again.
    pub reviews: &'a [bool],
    /// True of each segment that tells of an action.
    pub acts: &'a [bool],
}

impl Ends<'_> {
    pub(super) fn is_outcome(&self, at: usize) -> bool {
        let wanted = matches!(self.placed[at].section, Section::WhatMatters | Section::AgreedActions);
        wanted && self.outcomes[at].kind != Kind::Other
    }

    fn is_risk(&self, at: usize) -> bool {
        self.placed[at].section == Section::PriorityRisks
    }

    fn can_end(&self, at: usize, join: Join) -> bool {
        match join {
            Join::OutcomeToRisk => self.is_risk(at),
            Join::OutcomeToAction | Join::RiskToAction => self.acts[at],
            Join::ActionToReview => self.reviews[at],
        }
    }

    pub(super) fn lines(&self, joins: &Joins, join: Join, from: usize) -> Vec<Line> {
        let near = from.saturating_sub(REACH)..(from + REACH + 1).min(self.placed.len());
        near.filter(|&to| to != from && self.can_end(to, join))
            .map(|to| Line { segment: to, likely: joins.likely(join, from, to) })
            .filter(|line| line.likely >= LIKELY[join as usize])
            .collect()
    }
}

/// Every line that a careful reader would likely draw, and what they make.
pub fn threads(ends: &Ends, joins: &Joins) -> Threads {
    let count = ends.placed.len();
    let begins = |at: usize, join: Join| match join {
        Join::OutcomeToRisk | Join::OutcomeToAction => ends.is_outcome(at),
        Join::RiskToAction => ends.is_risk(at),
        Join::ActionToReview => ends.acts[at],
    };
    let from_each = |join: Join| {
        let starts = (0..count).filter(move |&at| begins(at, join));
        starts.flat_map(move |from| ends.lines(joins, join, from).into_iter().map(move |line| (join, from, line)))
    };
    let lines: Vec<(Join, usize, Line)> = Join::ALL.into_iter().flat_map(from_each).collect();
    let mut runs_to: HashMap<(Join, usize), Vec<Line>> = HashMap::new();
    lines.iter().for_each(|(join, from, line)| runs_to.entry((*join, *from)).or_default().push(*line));
    let of = |join: Join, from: usize| runs_to.get(&(join, from)).cloned().unwrap_or_default();
    let thread = |outcome: usize| {
        let actions = of(Join::OutcomeToAction, outcome);
        let mut reviews: Vec<Line> =
            actions.iter().flat_map(|action| of(Join::ActionToReview, action.segment)).collect();
        // An action that is itself the review is looked at again when it is done.
        reviews.extend(actions.iter().filter(|action| ends.reviews[action.segment]));
        reviews.sort_by_key(|line| line.segment);
        reviews.dedup_by_key(|line| line.segment);
        Thread { outcome, risks: of(Join::OutcomeToRisk, outcome), actions, reviews }
    };
    let threads = (0..count).filter(|&at| ends.is_outcome(at)).map(thread).collect();
    Threads { threads, lines }
}
