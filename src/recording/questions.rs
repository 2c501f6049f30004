use super::Asked;
use crate::placement::{Placed, Section, Voice};
use crate::rules::{Action, Rules, Status, When};

/// The most questions put to one recording: more are not read.
const MOST: usize = 7;

/// What a recording leaves open, most useful first. A short entry is asked little.
pub fn still_to_ask(text: &str, placed: &[Placed], actions: &[Action], rules: &Rules) -> Vec<Asked> {
    let told = placed.iter().filter(|segment| !segment.heading).count();
    let most = MOST.min(told.div_ceil(2));
    let mut asked: Vec<Asked> = Vec::new();
    for (when, quote) in gaps(text, placed, actions) {
        let Some(question) = rules.questions.for_gap(when, quote.is_some()) else { continue };
        let words = quote.unwrap_or_default();
        let fill = |pattern: &str| pattern.replace("{quote}", &format!("“{words}”"));
        let next =
            Asked { section: question.section, question: fill(&question.question), because: fill(&question.because) };
        if !asked.iter().any(|other| other.question == next.question) {
            asked.push(next);
        }
    }
    asked.truncate(most);
    asked
}

/// The gaps of a recording in the order they are asked about, with the words each rests on.
fn gaps(text: &str, placed: &[Placed], actions: &[Action]) -> Vec<(When, Option<String>)> {
    let holds =
        |section: Section| placed.iter().any(|segment| segment.section == section || segment.also.contains(&section));
    let planned = || actions.iter().filter(|action| action.status != Status::Done);
    let first_lacking = |part: &str| {
        planned().find(|action| action.missing().contains(&part)).map(|action| Some(shortened(action.span.of(text))))
    };
    let whole = [
        (When::NoPersonVoice, !placed.iter().any(|segment| segment.voice == Voice::Person)),
        (When::NoWhatMatters, !holds(Section::WhatMatters)),
        (When::RiskWithoutAction, holds(Section::PriorityRisks) && actions.is_empty()),
        (When::NoStrengths, !holds(Section::Strengths)),
        (When::NoActions, !holds(Section::PriorityRisks) && actions.is_empty()),
    ];
    let mut found: Vec<(When, Option<String>)> =
        whole.into_iter().filter(|(_, open)| *open).map(|(when, _)| (when, None)).collect();
    let parts = [(When::ActionWithoutWhat, "what"), (When::ActionWithoutWho, "who"), (When::ActionWithoutWhen, "when")];
    found.extend(parts.into_iter().filter_map(|(when, part)| first_lacking(part).map(|quote| (when, quote))));
    found
}

/// The beginning of a segment, cut at a word, for quoting in a question.
fn shortened(words: &str) -> String {
    const LONGEST: usize = 70;
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.chars().count() <= LONGEST {
        return words.trim_end_matches('.').to_owned();
    }
    let cut: String = words.chars().take(LONGEST).collect();
    format!("{} …", cut.rsplit_once(' ').map_or(cut.as_str(), |(kept, _)| kept))
}
