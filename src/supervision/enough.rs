//! What would be good enough, for whoever it is about: said in their words, or still to ask.

use super::dropped::wants;
use super::gathered::{Chosen, SURE, Told, chosen, is_against, says_enough};
use super::questions::quotable;
use crate::placement::Placed;
use crate::section::{Section, Voice};
use std::cmp::Reverse;

/// What is told of good enough outcomes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Enough {
    pub said: Vec<Chosen>,
    /// What to ask, where nobody has said.
    pub ask: Option<String>,
}

/// The most sentences that are shown.
const MOST: usize = 2;

/// The newest sentences of the person or their family that say what would be enough for them; where there is none, a question beside the newest wish.
pub fn enough(told: &[Told]) -> Enough {
    let mut of_case: Vec<(usize, &Told)> = told.iter().enumerate().collect();
    of_case.sort_by_key(|(number, told)| Reverse((told.newness, *number)));
    let sentences = || {
        of_case
            .iter()
            .flat_map(|(number, told)| told.segments().map(move |(_, placed)| (*number, *told, placed)))
            .filter(|(_, told, placed)| {
                matches!(placed.voice, Voice::Person | Voice::Family)
                    && placed.confidence >= SURE
                    && says_enough(told.words(placed.span))
            })
    };
    let is_enough = |words: &str| {
        let words = words.to_lowercase().replace('’', "'");
        PHRASES.iter().any(|phrase| words.contains(phrase))
    };
    let said: Vec<Chosen> = sentences()
        .filter(|(_, told, placed)| placed.section != Section::PriorityRisks && is_enough(told.words(placed.span)))
        .map(|(number, _, placed)| Chosen { why: Some("what would be good enough"), ..chosen(number, placed) })
        .take(MOST)
        .collect();
    let matters =
        || sentences().filter(|(_, _, placed)| placed.section == Section::WhatMatters && placed.voice == Voice::Person);
    let words = |(_, told, placed): (usize, &Told, &Placed)| told.words(placed.span).to_owned();
    let is_wish = |words: &String| wants(words) && !is_against(words);
    let newest_wish = || matters().map(words).filter(is_wish).find_map(|words| quotable(&words));
    let any = || matters().map(words).filter(|words| !is_against(words)).find_map(|words| quotable(&words));
    let wish = || newest_wish().or_else(any);
    let ask = said.is_empty().then(|| match wish() {
        Some(wish) => format!(
            "No recording was found to say what would be good enough. Worth asking, beside “{wish}”: what would be good enough for now, and how would they know?"
        ),
        None if matters().next().is_some() => {
            "No recording was found to say what would be good enough: worth asking them what would be, for now, and how they would know.".into()
        }
        None => {
            "No recording was found to say what matters most to the person, or what would be good enough for them: worth asking them first.".into()
        }
    });
    Enough { said, ask }
}

/// How people say what they would be content with.
const PHRASES: [&str; 23] = [
    "good enough",
    "be enough",
    "is enough for",
    "enough for me",
    "be plenty",
    "better than nothing",
    "settle for",
    "be happy with",
    "be happy if",
    "be content",
    "that'd do",
    "that would do",
    "would do me",
    "'d do me",
    "all i want",
    "all i need",
    "all he wants",
    "all she wants",
    "all they want",
    "i'd be normal",
    "can live with",
    "as long as i ",
    "as long as we ",
];
