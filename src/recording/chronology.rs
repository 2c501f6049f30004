//! Recordings of one person in the order of their days: what happened, what stood around it, and what went well.

use super::Draft;
use crate::rules::{Status, Written};
use crate::section::Section;
use crate::text::PERSON;
use std::collections::BTreeSet;

/// A recording's part in a chronology, or that of its entries of one day; segments by number from 0.
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
    let mut days: Vec<Day> = drafts.iter().enumerate().flat_map(|(number, draft)| days_of(number, draft)).collect();
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

/// The days of a recording's entries that tell something, as they stand; one where it is of one day.
fn days_of(recording: usize, draft: &Draft) -> Vec<Day> {
    let done = |span| draft.actions_of(span).iter().any(|action| action.status == Status::Done);
    let happened = |at: usize| {
        let placed = &draft.segments[at];
        let is_done = placed.section == Section::AgreedActions && done(placed.span);
        placed.is_told() && (placed.section == Section::PriorityRisks || is_done)
    };
    let start = |at: usize| draft.segments[at].span.start();
    let written = |at: usize| draft.entries.headed(start(at)).or(draft.written);
    let mut days = Vec::new();
    let all: Vec<usize> = (0..draft.segments.len()).collect();
    for own in all.chunk_by(|one, next| written(*one) == written(*next)) {
        let of = |wanted: &dyn Fn(usize) -> bool| own.iter().copied().filter(|&at| wanted(at)).collect::<Vec<usize>>();
        let is_told =
            |at: usize, section: Section| draft.segments[at].is_told() && draft.segments[at].section == section;
        let beside = |at: usize| {
            let near = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
            near.into_iter().any(|near| (own[0]..=own[own.len() - 1]).contains(&near) && happened(near))
        };
        days.push(Day {
            recording,
            written: written(own[0]),
            happened: of(&happened),
            around: of(&|at| is_told(at, Section::Context) && beside(at) && !draft.entries.is_heading(start(at))),
            well: of(&|at| is_told(at, Section::Strengths)),
        });
    }
    if days.is_empty() {
        days.push(Day { recording, written: draft.written, happened: vec![], around: vec![], well: vec![] });
    }
    let says_nothing = |day: &Day| day.happened.is_empty() && day.around.is_empty() && day.well.is_empty();
    if days.iter().all(says_nothing) {
        days.truncate(1);
    } else {
        days.retain(|day| !says_nothing(day));
    }
    days
}
