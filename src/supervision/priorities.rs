//! Priority risks in an order for discussion: by how lately they were told, by words for harm, and by whether a plan speaks of them.
//! The order says where a conversation may begin. It foretells nothing.

use super::dropped::{actors, as_written, is_telling};
use super::gathered::{Chosen, SURE, Told, chosen, newest};
use super::{Follower, Rarity};
use crate::section::Section;
use crate::text::{Span, Word, words};
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// A risk, and what its place in the order rests on.
#[derive(Clone, Debug, PartialEq)]
pub struct Priority {
    pub chosen: Chosen,
    pub lately: Lately,
    /// Words for harm, then for danger, as the sentence writes them, each once.
    pub harm: Vec<String>,
    pub danger: Vec<String>,
    /// True where such words stand in it only as not so, or as put right.
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
        // That no plan was found says little: the plan may stand in other words.
        let answer = self.answer.as_ref().map(|answer| format!("a plan speaks of “{}” too", answer.word));
        lately.map(str::to_owned).into_iter().chain(harm).chain(danger).chain(answer).collect()
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
        if self.denied { lately.min(1) } else { lately + rest }
    }
}

/// Words for harm, for danger, and by which something lacking has come or something wrong is put right: `priorities.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    harm: Vec<String>,
    danger: Vec<String>,
    over: Vec<String>,
}

/// What a sentence holds of them, in its order and as it writes them.
pub struct OfHarm {
    pub harm: Vec<String>,
    pub danger: Vec<String>,
    /// True where such words stand in it only as not so.
    pub denied: bool,
}

impl OfHarm {
    pub fn is_telling(&self) -> bool {
        !(self.harm.is_empty() && self.danger.is_empty())
    }
}

impl Words {
    pub fn built_in() -> &'static Words {
        static WORDS: LazyLock<Words> = LazyLock::new(|| {
            toml::from_str(include_str!("priorities.toml")).expect("the built-in words are read by a test")
        });
        &WORDS
    }

    pub fn told(&self, sentence: &str) -> OfHarm {
        let (harm, denied_harm) = told_of(sentence, &self.harm);
        let (danger, denied_danger) = told_of(sentence, &self.danger);
        OfHarm { denied: (denied_harm || denied_danger) && harm.is_empty() && danger.is_empty(), harm, danger }
    }

    pub fn is_over(&self, sentence: &str) -> bool {
        let sentence = sentence.to_lowercase();
        self.over.iter().any(|over| sentence.contains(over))
    }
}

/// Every likely risk of a case, what may be talked about first at the beginning.
pub fn priorities(told: &[Told], follower: &Follower) -> Vec<Priority> {
    let words = Words::built_in();
    let plans = plans(told, follower);
    let order: BTreeSet<usize> = told.iter().map(|one| one.newness).collect();
    let lately = |newness: usize| match order.iter().rev().position(|other| *other == newness) {
        _ if newness == 0 => Lately::Undated,
        Some(0) => Lately::Last,
        Some(1) => Lately::LastButOne,
        _ => Lately::Before,
    };
    let last = newest(told).map(|(recording, _)| recording);
    let mut found: Vec<Priority> = Vec::new();
    for (recording, one) in told.iter().enumerate() {
        for (at, placed) in one.segments() {
            let sentence = one.words(placed.span);
            let OfHarm { harm, danger, denied } = words.told(sentence);
            let says_enough = sentence.split_whitespace().count() >= FEWEST || !harm.is_empty() || !danger.is_empty();
            let is_risk =
                placed.section == Section::PriorityRisks && (placed.confidence >= SURE || Some(recording) == last);
            // Of the newest recording, what is placed elsewhere may be a worry that nobody should come without.
            let may_be = Some(recording) == last
                && placed.section != Section::AgreedActions
                && placed.risk.is_some_and(|risk| risk >= PERHAPS);
            if !(is_risk || may_be) || !says_enough {
                continue;
            }
            let why = (!is_risk).then_some("may be a worry");
            let answer = one.tellings[at]
                .matters()
                .filter_map(|key| plans.get(key)?.iter().find(|plan| plan.recording >= recording));
            let priority = Priority {
                chosen: Chosen { why, ..chosen(recording, placed) },
                lately: lately(one.newness),
                denied: denied || words.is_over(sentence),
                harm,
                danger,
                answer: answer.min_by_key(|answer| (answer.recording, answer.span)).cloned(),
            };
            found.push(priority);
        }
    }
    // Of one weight and recording, as the recording tells it.
    found.sort_by_key(|one| {
        (Reverse(one.weight()), Reverse(told[one.chosen.recording].newness), one.chosen.recording, one.chosen.span)
    });
    // A sentence that is copied from recording to recording stands where it is first in the order.
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    found.retain(|one| seen.insert(told[one.chosen.recording].words(one.chosen.span)));
    found
}

/// A risk of fewer words tells too little apart from what stands beside it, unless it is of harm or danger.
const FEWEST: usize = 4;
/// How likely a risk that is placed elsewhere has to be, to stand among those of the newest recording.
const PERHAPS: f32 = 0.5;

/// Plans by the rare words they are about; names of people are left out, since they stand in plans of every kind.
fn plans(told: &[Told], follower: &Follower) -> BTreeMap<String, Vec<Answer>> {
    let actors = actors(told);
    let rarity = Rarity::of_sentences(told.iter().flat_map(|one| one.segments().map(|(at, _)| &one.tellings[at])));
    let mut plans: BTreeMap<String, Vec<Answer>> = BTreeMap::new();
    for (recording, one) in told.iter().enumerate() {
        for action in one.plans(follower) {
            let plan = follower.telling(one.words(action.segment));
            let names: BTreeSet<&str> = plan.names().collect();
            for key in plan.matters().filter(|key| !names.contains(key) && !actors.contains(*key)) {
                let written = key.trim_start_matches('=');
                if is_telling(written) && rarity.is_rare(key) {
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
        // Of a team or a project by its name: *the Missing Team*.
        let is_capital =
            |word: Option<&Word>| word.is_some_and(|word| word.span.of(sentence).starts_with(char::is_uppercase));
        let is_named = at > 0 && is_capital(all.get(at)) && is_capital(all.get(at + phrase.split(' ').count()));
        if is_named {
            continue;
        }
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
        let lists = Words::built_in();
        let told = |sentence: &str| lists.told(sentence).harm;
        assert_eq!(told("He kicked the door and pushed her."), ["kicked", "pushed"]);
        assert!(told("He has not fallen since January.").is_empty());
        assert!(told("She didn't hurt herself").is_empty());
        assert_eq!(told("She said he Hit her"), ["Hit"]);
        assert_eq!(lists.told("The window has no catch").danger, ["no catch"]);
        assert!(lists.told("The Missing Team saw him").danger.is_empty());
        assert!(lists.told("He has not fallen since January.").denied);
        assert!(lists.is_over("The fund paid the gas arrears on 2 May."));
        assert!(told("").is_empty());
    }
}
