//! Several recordings of one person in the order of their days: what happened, what stood around it, and what went well.

use super::Draft;
use crate::rules::{Status, Written};
use crate::section::Section;

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
    const COLUMNS: [&str; 6] = ["person", "person_id", "client", "client_id", "service_user", "child"];
    let told = drafts.iter().filter_map(|draft| {
        let fields = draft.recording.source.fields.iter();
        fields
            .into_iter()
            .find(|(name, _)| COLUMNS.contains(&name.to_lowercase().as_str()))
            .map(|(_, value)| value.to_string())
    });
    let mut people: Vec<String> = told.collect();
    people.sort();
    people.dedup();
    people
}

fn day(recording: usize, draft: &Draft) -> Day {
    let done = |at: usize| {
        draft.actions.iter().any(|action| action.segment == draft.segments[at].span && action.status == Status::Done)
    };
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
