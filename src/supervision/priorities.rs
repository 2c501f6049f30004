//! Priority risks in an order for discussion: by how lately they were told, by words for harm, and by whether a plan speaks of them.
//! The order says where a conversation may begin. It foretells nothing.

use super::Follower;
use super::dropped::{actors, as_written, is_telling};
use super::gathered::{Chosen, SURE, Told, chosen, says_enough};
use crate::section::Section;
use crate::text::{Span, words};
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// A risk, and what its place in the order rests on.
#[derive(Clone, Debug, PartialEq)]
pub struct Priority {
    pub chosen: Chosen,
    pub lately: Lately,
    /// Words for harm, then for danger, as the sentence writes them, each once.
    pub harm: Vec<String>,
    pub danger: Vec<String>,
    /// True where such words stand in it only as not so.
    pub denied: bool,
    pub answer: Option<Answer>,
}

/// When a risk was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Lately {
    /// Its recording tells no day with its year.
    Undated,
    Before,
    LastButOne,
    Last,
}

/// A plan of the same recording or a later one that holds a word of the risk, and that word as the plan writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    pub recording: usize,
    pub span: Span,
    pub word: String,
}

impl Priority {
    /// Why it stands where it does, each reason in a few words.
    pub fn reasons(&self) -> Vec<String> {
        const SHOWN: usize = 2;
        let lately = match self.lately {
            Lately::Last => Some("in the last recording"),
            Lately::LastButOne => Some("in the last recording but one"),
            Lately::Before | Lately::Undated => None,
        };
        let quoted = |words: &[String]| {
            let shown: Vec<String> = words.iter().take(SHOWN).map(|word| format!("“{word}”")).collect();
            (!shown.is_empty()).then(|| shown.join(", "))
        };
        let harm = quoted(&self.harm).map(|words| format!("mentions {words}"));
        let danger = quoted(&self.danger).filter(|_| harm.is_none()).map(|words| format!("mentions {words}"));
        let answer = match &self.answer {
            Some(answer) => format!("a plan speaks of “{}” too", answer.word),
            None => "no plan found".into(),
        };
        let denied = self.denied.then(|| "told as not so".to_owned());
        lately.map(str::to_owned).into_iter().chain(harm).chain(danger).chain(denied).chain([answer]).collect()
    }

    /// True where its first reason is when it was told.
    pub fn tells_how_lately(&self) -> bool {
        matches!(self.lately, Lately::Last | Lately::LastButOne)
    }

    /// True where its words tell of harm or danger.
    pub fn is_telling(&self) -> bool {
        !(self.harm.is_empty() && self.danger.is_empty())
    }

    /// Greater first: lateness counts most, then harm, then that nothing answers it.
    fn weight(&self) -> u8 {
        let lately = match self.lately {
            Lately::Last => 3,
            Lately::LastButOne => 2,
            Lately::Before | Lately::Undated => 0,
        };
        let telling = if !self.harm.is_empty() { 2 } else { u8::from(!self.danger.is_empty()) };
        let rest = telling + u8::from(self.answer.is_none());
        if self.denied { rest } else { lately + rest }
    }
}

/// `priorities.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    harm: Vec<String>,
    danger: Vec<String>,
}

/// Every likely risk of a case, what may be talked about first at the beginning.
pub fn priorities(told: &[Told], follower: &Follower) -> Vec<Priority> {
    let lists: Lists = toml::from_str(include_str!("priorities.toml")).expect("the built-in words are read by a test");
    let plans = plans(told, follower);
    let newest: BTreeSet<usize> = told.iter().map(|one| one.newness).collect();
    let lately = |newness: usize| match newest.iter().rev().position(|other| *other == newness) {
        _ if newness == 0 => Lately::Undated,
        Some(0) => Lately::Last,
        Some(1) => Lately::LastButOne,
        _ => Lately::Before,
    };
    let mut found: Vec<(Priority, f32)> = Vec::new();
    for (recording, one) in told.iter().enumerate() {
        for (at, placed) in one.segments() {
            let sentence = one.words(placed.span);
            if placed.section != Section::PriorityRisks || placed.confidence < SURE || !says_enough(sentence) {
                continue;
            }
            let answer = one.tellings[at]
                .matters()
                .filter_map(|key| plans.get(key)?.iter().find(|plan| plan.recording >= recording));
            let (harm, denied_harm) = told_of(sentence, &lists.harm);
            let (danger, denied_danger) = told_of(sentence, &lists.danger);
            let priority = Priority {
                chosen: chosen(recording, placed),
                lately: lately(one.newness),
                denied: (denied_harm || denied_danger) && harm.is_empty() && danger.is_empty(),
                harm,
                danger,
                answer: answer.min_by_key(|answer| (answer.recording, answer.span)).cloned(),
            };
            found.push((priority, placed.confidence));
        }
    }
    found.sort_by(|(a, sure_a), (b, sure_b)| {
        let order = |one: &Priority| (Reverse(one.weight()), Reverse(told[one.chosen.recording].newness));
        order(a).cmp(&order(b)).then(sure_b.total_cmp(sure_a)).then(a.chosen.span.cmp(&b.chosen.span))
    });
    // A sentence that is copied from recording to recording stands where it is first in the order.
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut is_new = |(one, _): &(Priority, f32)| seen.insert(told[one.chosen.recording].words(one.chosen.span));
    found.into_iter().filter(|one| is_new(one)).map(|(priority, _)| priority).collect()
}

/// Plans by the words they are about; names of people are left out, since they stand in plans of every kind.
fn plans(told: &[Told], follower: &Follower) -> BTreeMap<String, Vec<Answer>> {
    let actors = actors(told);
    let mut plans: BTreeMap<String, Vec<Answer>> = BTreeMap::new();
    for (recording, one) in told.iter().enumerate() {
        for action in one.plans(follower) {
            let plan = follower.telling(one.words(action.segment));
            let names: BTreeSet<&str> = plan.names().collect();
            for key in plan.matters().filter(|key| !names.contains(key) && !actors.contains(*key)) {
                let written = key.trim_start_matches('=');
                if is_telling(written) {
                    let word = as_written(key, one.words(action.segment));
                    plans.entry(key.to_owned()).or_default().push(Answer { recording, span: action.segment, word });
                }
            }
        }
    }
    plans
}

/// What of `list` stands in `sentence` and is not said not to be so, in the order of the sentence; and whether anything is.
fn told_of(sentence: &str, list: &[String]) -> (Vec<String>, bool) {
    const BEFORE: usize = 3;
    const NOT: [&str; 8] = ["no", "not", "never", "nobody", "without", "none", "nothing", "isn't"];
    let all = words(sentence, 0);
    let mut found: Vec<String> = Vec::new();
    let mut denied = false;
    for at in 0..all.len() {
        let stands = |phrase: &&String| {
            let parts: Vec<&str> = phrase.split(' ').collect();
            all.len() - at >= parts.len() && parts.iter().zip(&all[at..]).all(|(part, word)| *part == word.folded)
        };
        let Some(phrase) = list.iter().filter(stands).max_by_key(|phrase| phrase.len()) else { continue };
        let is_not = |word: &str| NOT.contains(&word) || word.ends_with("n't");
        // A phrase that begins with *no* tells of something lacking.
        let negated = all[at.saturating_sub(BEFORE)..at].iter().any(|word| is_not(&word.folded));
        if negated {
            denied = true;
            continue;
        }
        let last = &all[at + phrase.split(' ').count() - 1];
        let written = sentence[all[at].span.start()..last.span.end()].to_owned();
        if !found.contains(&written) {
            found.push(written);
        }
    }
    (found, denied)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_for_harm_are_those_that_are_told_and_not_denied() {
        let lists: Lists = toml::from_str(include_str!("priorities.toml")).unwrap();
        let told = |sentence: &str| told_of(sentence, &lists.harm).0;
        assert_eq!(told("He kicked the door and pushed her."), ["kicked", "pushed"]);
        assert!(told("He has not fallen since January.").is_empty());
        assert!(told("She didn't hurt herself").is_empty());
        assert_eq!(told("She said he Hit her"), ["Hit"]);
        assert_eq!(told_of("The window has no catch", &lists.danger).0, ["no catch"]);
        assert!(told_of("He has not fallen since January.", &lists.harm).1);
        assert!(told("").is_empty());
    }
}
