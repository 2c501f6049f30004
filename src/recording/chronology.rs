//! Several recordings of one person in the order of their days: what happened, what stood around it, and what went well.

use super::Draft;
use crate::rules::{Status, Written};
use crate::section::Section;
use crate::text::PERSON;
use std::collections::BTreeSet;

/// One recording's part in a chronology; segments by number from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Day {
    /// The recording's number among those given, from 0.
    pub recording: usize,
    pub written: Option<Written>,
    /// Risks, and actions that were done or decided.
    pub happened: Vec<usize>,
    /// What was going on around it: context beside one of those.
    pub around: Vec<usize>,
    /// What things were like when they went well.
    pub well: Vec<usize>,
}

/// The days in order. Recordings that tell no year follow those that do, and those without a date come last, as they were given: an order
/// that nobody told would be a guess.
pub fn chronology(drafts: &[Draft]) -> Vec<Day> {
    let mut days: Vec<Day> = drafts.iter().enumerate().map(|(number, draft)| day(number, draft)).collect();
    days.sort_by_key(|day| match day.written {
        Some(written) if written.tells_year() => (0, Some(written.day())),
        Some(_) => (1, None),
        None => (2, None),
    });
    days
}

/// The people that the recordings say they are about, where a column tells.
pub fn people(drafts: &[Draft]) -> Vec<String> {
    let told = drafts.iter().filter_map(|draft| draft.recording.source.column(&PERSON));
    told.collect::<BTreeSet<String>>().into_iter().collect()
}

fn day(recording: usize, draft: &Draft) -> Day {
    let done = |at: usize| draft.actions_of(draft.segments[at].span).iter().any(|action| action.status == Status::Done);
    let of = |wanted: &dyn Fn(usize) -> bool| {
        (0..draft.segments.len()).filter(|&at| draft.segments[at].is_told() && wanted(at)).collect::<Vec<usize>>()
    };
    let section = |at: usize| draft.segments[at].section;
    let happened =
        of(&|at| section(at) == Section::PriorityRisks || (section(at) == Section::AgreedActions && done(at)));
    let beside = |at: usize| happened.iter().any(|&event| event.abs_diff(at) == 1);
    Day {
        recording,
        written: draft.written,
        around: of(&|at| section(at) == Section::Context && beside(at)),
        well: of(&|at| section(at) == Section::Strengths),
        happened,
    }
}
