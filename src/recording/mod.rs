//! Placed segments into a draft: sections, actions, findings and the questions still to ask.

mod chronology;
mod outcomes;
mod people;
mod questions;
mod risks;
mod steps;
mod threads;

pub use chronology::{Day, chronology, people};
pub use outcomes::{OutcomeReading, outcome_of};
pub use people::{Unheard, children, is_told_of, unheard};
pub use risks::{Harm, RiskReading};
pub use steps::whole_steps;
pub use threads::{Line, Thread, Threads};

use crate::closely::CloseScores;
use crate::placement::Placed;
use crate::rules::{Action, Entries, Finding, Impossible, LaidOut, Rules, Score, Written};
use crate::section::{Section, Voice};
use crate::settled::Dismissed;
use crate::text::{Recording, Span, on_one_line, positions};
pub use risks::risks;
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
pub use threads::{Ends, threads};

/// A recording arranged by what it tells, every word of it still the writer's own.
#[derive(Clone, Debug)]
pub struct Draft {
    pub recording: Recording,
    /// In the order of the source; together they hold every character that is not white space.
    pub segments: Vec<Placed>,
    pub findings: Vec<Finding>,
    /// In the order of the segments that tell them.
    pub actions: Vec<Action>,
    pub questions: Vec<Asked>,
    /// Segments by number from 0, here and in what follows.
    pub outcomes: Vec<Outcome>,
    pub threads: Threads,
    pub risks: Vec<RiskReading>,
    /// Those that say when something is looked at again, and what is done if things go otherwise.
    pub reviews: Vec<usize>,
    pub contingencies: Vec<usize>,
    pub scores: Vec<(usize, Score)>,
    pub unheard: Vec<Unheard>,
    /// The recording's own date, as far as it tells.
    pub written: Option<Written>,
    /// The days of its entries, where it was written on several.
    pub entries: Entries,
    /// What the reader should know of how it was read.
    pub problems: Vec<String>,
    /// Findings that somebody let stand, and how many a baseline sets aside (`settled`).
    pub dismissed: Vec<Dismissed>,
    pub set_aside: usize,
}

/// Something that matters or is aimed at, as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    pub segment: usize,
    pub reading: OutcomeReading,
}

/// A question still to ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    pub section: Section,
    pub question: String,
    pub because: String,
}

/// What has been read of a recording.
pub struct Parts {
    pub placed: Vec<Placed>,
    pub findings: Vec<Finding>,
    pub actions: Vec<Action>,
    /// What the model says of the segments, where there is one.
    pub close: Option<CloseScores>,
    pub entries: Entries,
    pub problem: Option<String>,
}

/// Puts a draft together from its parts.
pub fn arrange(recording: Recording, rules: &Rules, parts: Parts) -> Draft {
    let Parts { mut placed, findings, actions, close, entries, problem } = parts;
    let text = &recording.text;
    let told: Vec<Span> = placed.iter().filter(|segment| segment.aside.is_none()).map(|segment| segment.span).collect();
    let LaidOut { actions, dropped } = rules.as_laid_out(text, &told, actions, &entries);
    let actions = as_spoken(text, rules, &placed, actions);
    place_laid_out(&mut placed, &actions, dropped);
    let reviews: Vec<bool> =
        placed.iter().map(|segment| segment.aside.is_none() && rules.reviews(text, segment.span)).collect();
    let contingent = |at: &usize| rules.is_contingent(text, placed[*at].span, placed[*at].section);
    let acting: HashSet<Span> = actions.iter().map(|action| action.segment).collect();
    let acts: Vec<bool> = placed.iter().map(|segment| acting.contains(&segment.span)).collect();
    let (mut outcomes, mut threads, mut risk_readings) = (Vec::new(), Threads::default(), Vec::new());
    if let Some(close) = &close {
        let read: Vec<OutcomeReading> = close.outcomes.iter().map(outcome_of).collect();
        let ends = Ends { placed: &placed, outcomes: &read, reviews: &reviews, acts: &acts };
        threads = threads::threads(&ends, &close.joins);
        risk_readings = risks::risks(&ends, &close.told, &close.joins);
        let matters = |at: &usize| ends.is_outcome(*at) || placed[*at].section == Section::WhatMatters;
        outcomes =
            (0..placed.len()).filter(matters).map(|at| Outcome { segment: at, reading: read[at].clone() }).collect();
    }
    let mut problems: Vec<String> = problem.into_iter().collect();
    problems.extend(several_people(people::subjects(text)));
    problems.extend(impossible_days(text, &actions));
    let all = 0..placed.len();
    let mut draft = Draft {
        contingencies: all.clone().filter(contingent).collect(),
        reviews: all.clone().filter(|at| reviews[*at] && placed[*at].section != Section::WhatMatters).collect(),
        scores: all
            .filter(|at| placed[*at].aside.is_none())
            .flat_map(|at| rules.scores(text, placed[at].span).into_iter().map(move |score| (at, score)))
            .collect(),
        unheard: people::unheard(text, &placed, rules),
        written: entries.own(),
        entries,
        segments: placed,
        findings,
        actions,
        outcomes,
        threads,
        risks: risk_readings,
        problems,
        ..Draft::unread(recording)
    };
    draft.questions = questions::still_to_ask(&draft, rules);
    draft
}

/// What stands in the place for an action of a form or table is one, wherever it would be placed by its words; so is what was `dropped` since.
fn place_laid_out(placed: &mut [Placed], actions: &[Action], dropped: Vec<Span>) {
    /// That somebody filled in the place as it was meant.
    const LIKELY: f32 = 0.95;
    let acted = actions.iter().filter(|action| action.laid_out).map(|action| action.segment);
    let laid_out: HashSet<Span> = acted.chain(dropped).collect();
    for segment in placed.iter_mut().filter(|segment| laid_out.contains(&segment.span) && segment.is_told()) {
        segment.confidence = segment.confidence.max(LIKELY);
        if segment.section == Section::AgreedActions {
            continue;
        }
        segment.also.retain(|other| *other != Section::AgreedActions);
        if segment.section != Section::Context {
            segment.also.push(segment.section);
            segment.also.sort();
            segment.also.dedup();
        }
        segment.section = Section::AgreedActions;
        segment.reason = "stands where a form or table asks for an action".into();
    }
}

/// In a transcript an *I* is whoever speaks, and an answer such as *Right* plans nothing.
fn as_spoken(text: &str, rules: &Rules, placed: &[Placed], actions: Vec<Action>) -> Vec<Action> {
    let speakers: HashMap<Span, Span> =
        placed.iter().filter_map(|segment| Some((segment.span, segment.speaker?))).collect();
    let spoken = |action: Action| {
        let Some(speaker) = speakers.get(&action.segment) else { return Some(action) };
        let is_own = action.who.as_deref().is_some_and(|who| matches!(who, "I" | "i" | "me" | "Me"));
        let name = is_own.then(|| on_one_line(speaker.of(text)));
        let plans = action.when.is_some() || rules.may_plan(text, action.span);
        plans.then(|| Action { who: name.or(action.who), ..action })
    };
    actions.into_iter().filter_map(spoken).collect()
}

/// What is said where recordings of several people stand in one.
fn several_people(count: usize) -> Option<String> {
    (count > 1).then(|| {
        format!("It seems to be about {count} people, and is read as one: give the recordings of each a file or a row of their own.")
    })
}

/// What is said of days that cannot be.
fn impossible_days(text: &str, actions: &[Action]) -> Vec<String> {
    let told = actions
        .iter()
        .filter_map(|action| Some((action.span.start(), action.when.as_deref()?, action.impossible.as_ref()?)));
    let mut told: Vec<(usize, &str, &Impossible)> = told.collect();
    told.sort_by_key(|(start, ..)| *start);
    // Found in one walk over the text, however many there are.
    let places = positions(text, told.iter().map(|(start, ..)| *start));
    let said = places.iter().zip(told).map(|((line, _), (_, when, impossible))| match impossible {
        Impossible::NoSuchDay => format!("Line {line}: there is no such day as “{when}”."),
        Impossible::OtherWeekday(day) => {
            format!("Line {line}: “{when}” is a {day:?}; please check the day and the date.")
        }
    });
    said.collect()
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
            outcomes: vec![],
            threads: Threads::default(),
            risks: vec![],
            reviews: vec![],
            contingencies: vec![],
            scores: vec![],
            unheard: vec![],
            written: None,
            entries: Entries::default(),
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

    /// The number of a segment, from 0.
    pub fn number_of(&self, segment: Span) -> Option<usize> {
        let at = self.segments.partition_point(|placed| placed.span.start() < segment.start());
        self.segments.get(at).filter(|placed| placed.span == segment).map(|_| at)
    }

    /// The segment that tells an action, with its place.
    pub fn placed_of(&self, action: &Action) -> Option<&Placed> {
        self.number_of(action.segment).map(|at| &self.segments[at])
    }

    /// The actions that a segment tells.
    pub fn actions_of(&self, segment: Span) -> &[Action] {
        let from = self.actions.partition_point(|action| action.segment.start() < segment.start());
        let from_there = &self.actions[from..];
        &from_there[..from_there.iter().take_while(|action| action.segment == segment).count()]
    }

    /// Segments placed elsewhere that may tell of a risk.
    pub fn possible_risks(&self) -> impl Iterator<Item = &Placed> {
        self.segments.iter().filter(|placed| placed.also.contains(&Section::PriorityRisks))
    }
}
