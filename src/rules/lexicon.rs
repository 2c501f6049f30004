//! Finds many phrases in one pass: each word is looked up once, and only phrases that begin with it are tried.

use super::phrase::{Element, Phrase};
use crate::segment::Segment;
use crate::text::{Span, Word, words};
use std::collections::HashMap;

/// The words of one segment, with what a rule needs to know of each.
pub struct Line<'a> {
    pub text: &'a str,
    pub segment: &'a Segment,
    pub words: Vec<Word>,
    /// True where nothing but a space or a hyphen stands between a word and the next.
    joined: Vec<bool>,
    /// True for words that are not the writer's own: quoted, or a heading or form label.
    muted: Vec<bool>,
}

/// Phrases, each with the number of whoever owns it.
#[derive(Default)]
pub struct Lexicon {
    phrases: Vec<(usize, Phrase)>,
    by_first_word: HashMap<String, Vec<usize>>,
}

/// A phrase found: its owner, and the words it covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    pub owner: usize,
    pub first: usize,
    /// One past the last word.
    pub end: usize,
}

impl<'a> Line<'a> {
    pub fn new(text: &'a str, segment: &'a Segment, quotations: &[Span]) -> Line<'a> {
        let words = words(segment.span.of(text), segment.span.start());
        let joined = words
            .windows(2)
            .map(|pair| joins(&text[pair[0].span.end()..pair[1].span.start()]))
            .chain([false])
            .collect();
        let label_end = segment.label.map_or(segment.span.start(), |label| label.end());
        let is_muted = |word: &Word| {
            let next = quotations.partition_point(|quotation| quotation.end() <= word.span.start());
            segment.heading
                || word.span.end() <= label_end
                || quotations.get(next).is_some_and(|q| q.contains(word.span))
        };
        let mut muted: Vec<bool> = words.iter().map(is_muted).collect();
        if let Some(from) = spoken_from(&words) {
            muted[from..].fill(true);
        }
        Line { text, segment, words, joined, muted }
    }

    pub fn span(&self, hit: Hit) -> Span {
        Span::new(self.words[hit.first].span.start(), self.words[hit.end - 1].span.end())
    }

    pub fn is_muted(&self, hit: Hit) -> bool {
        self.muted[hit.first..hit.end].iter().any(|&muted| muted)
    }

    /// True where a quotation of more than one word stands in the segment.
    pub fn quotes_words(&self) -> bool {
        let label_end = self.segment.label.map_or(0, |label| label.end());
        self.muted.windows(2).zip(&self.words).any(|(pair, word)| pair[0] && pair[1] && word.span.start() >= label_end)
            && !self.segment.heading
    }

    /// True where the words are part of a service's name: *Hard to Reach Project*.
    pub fn names_a_service(&self, hit: Hit) -> bool {
        const SERVICES: [&str; 18] = [
            "board", "centre", "charity", "clinic", "forum", "group", "helpline", "hub", "network", "panel", "partnership",
            "programme", "project", "service", "services", "team", "trust", "unit",
        ];
        const REACH: usize = 2;
        let is_capital = |at: usize| self.words[at].span.of(self.text).starts_with(char::is_uppercase);
        let last = (hit.end + REACH).min(self.words.len());
        is_capital(hit.end - 1)
            && (hit.end..last)
                .take_while(|&at| self.joined[at - 1] && is_capital(at))
                .any(|at| SERVICES.contains(&self.words[at].folded.as_str()))
    }

    /// True where *not* or its kin stands shortly before, with no punctuation between.
    pub fn is_negated(&self, hit: Hit) -> bool {
        const REACH: usize = 3;
        const NEGATIONS: [&str; 10] =
            ["not", "no", "never", "without", "nor", "neither", "nil", "cannot", "denies", "denied"];
        (hit.first.saturating_sub(REACH)..hit.first)
            .rev()
            .take_while(|&at| self.joined[at])
            .any(|at| NEGATIONS.contains(&self.words[at].folded.as_str()) || self.words[at].folded.ends_with("n't"))
    }
}

/// The word from which somebody is heard though no mark says so, as dictation gives it: *she said i am lazy and a bad mother*.
fn spoken_from(words: &[Word]) -> Option<usize> {
    const SAYS: [&str; 10] = ["say", "says", "said", "told", "tells", "states", "stated", "shouted", "whispered", "wrote"];
    const REACH: usize = 3;
    let is_i = |word: &Word| matches!(word.folded.as_str(), "i" | "i'm" | "i've" | "im" | "ive");
    // What the writer told somebody is the writer's own.
    let others_say = |at: usize| SAYS.contains(&words[at].folded.as_str()) && (at == 0 || !is_i(&words[at - 1]));
    let after_saying = |at: usize| (at.saturating_sub(REACH)..at).any(others_say);
    (1..words.len()).find(|&at| is_i(&words[at]) && after_saying(at))
}

fn joins(between: &str) -> bool {
    between.chars().all(|c| c.is_whitespace() || matches!(c, '-' | '‑')) && between.matches('\n').count() < 2
}

impl Lexicon {
    pub fn add(&mut self, owner: usize, phrase: Phrase) {
        let number = self.phrases.len();
        for word in phrase.first_words() {
            let known = self.by_first_word.entry(word.to_owned()).or_default();
            if known.last() != Some(&number) {
                known.push(number);
            }
        }
        self.phrases.push((owner, phrase));
    }

    /// True where the one word is a phrase of one of `owners`.
    pub fn names(&self, folded: &str, owners: &[usize]) -> bool {
        let is_whole = |phrase: &Phrase| matches!(phrase.0.as_slice(), [Element::Word(_)]);
        let numbers = self.by_first_word.get(folded).into_iter().flatten();
        numbers.map(|&number| &self.phrases[number]).any(|(owner, phrase)| owners.contains(owner) && is_whole(phrase))
    }

    /// The longest match of each owner at each place, in the order of the words.
    pub fn hits(&self, line: &Line) -> Vec<Hit> {
        (0..line.words.len()).flat_map(|first| self.hits_at(line, first)).collect()
    }

    fn hits_at(&self, line: &Line, first: usize) -> Vec<Hit> {
        let mut found: Vec<Hit> = Vec::new();
        for &number in self.by_first_word.get(&line.words[first].folded).into_iter().flatten() {
            let (owner, phrase) = &self.phrases[number];
            let Some(end) = longest(line, first, first, &Rest { elements: &phrase.0, then: None }) else { continue };
            match found.iter_mut().find(|hit| hit.owner == *owner) {
                Some(hit) => hit.end = hit.end.max(end),
                None => found.push(Hit { owner: *owner, first, end }),
            }
        }
        found
    }
}

/// What is still to be matched after a choice.
struct Rest<'a> {
    elements: &'a [Element],
    then: Option<&'a Rest<'a>>,
}

/// Where the longest match of what is still to be matched from word `at` ends, if there is one; `first` is where the whole match began.
fn longest(line: &Line, first: usize, at: usize, rest: &Rest) -> Option<usize> {
    let Some((element, elements)) = rest.elements.split_first() else {
        return rest.then.map_or(Some(at), |then| longest(line, first, at, then));
    };
    let after = Rest { elements, then: rest.then };
    let reachable = |at: usize| at < line.words.len() && (at == first || line.joined[at - 1]);
    match element {
        Element::Word(forms) => {
            let is_here = reachable(at) && forms.iter().any(|form| *form == line.words[at].folded);
            if is_here { longest(line, first, at + 1, &after) } else { None }
        }
        Element::Gap(most) => {
            let steps = (0..*most).take_while(|step| reachable(at + step)).count();
            (0..=steps).filter_map(|step| longest(line, first, at + step, &after)).max()
        }
        Element::Choice(choices) => {
            let with = |choice: &Vec<Element>| longest(line, first, at, &Rest { elements: choice, then: Some(&after) });
            choices.iter().filter_map(with).max()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::segment;
    use crate::text::quotations;

    fn found(phrase: &str, text: &str) -> Vec<String> {
        let mut lexicon = Lexicon::default();
        lexicon.add(0, Phrase::parse(phrase).unwrap());
        let quotes = quotations(text);
        let mut all = Vec::new();
        for segment in &segment(text) {
            let line = Line::new(text, segment, &quotes);
            let kept = lexicon.hits(&line).into_iter().filter(|&hit| !line.is_muted(hit) && !line.is_negated(hit));
            all.extend(kept.map(|hit| line.span(hit).of(text).to_owned()));
        }
        all
    }

    #[test]
    fn forms_hyphens_gaps_and_choices() {
        assert_eq!(found("fail~ to (attend|turn up)", "Mum failed to turn up."), ["failed to turn up"]);
        assert_eq!(found("wheelchair bound", "He is wheelchair-bound."), ["wheelchair-bound"]);
        assert_eq!(
            found("puts <self> _ at risk", "She puts herself and others at risk."),
            ["puts herself and others at risk"]
        );
        assert_eq!(found("no (real|) insight", "There is no insight."), ["no insight"]);
    }

    #[test]
    fn punctuation_ends_a_phrase_and_quotation_and_negation_silence_it() {
        assert!(found("failed to attend", "It failed, to attend to.").is_empty());
        assert!(found("manipulative", "She said \"I'm manipulative, me\".").is_empty());
        assert!(found("hard to reach", "He is not hard to reach.").is_empty());
        assert!(found("refused", "Refused: none").is_empty());
    }
}
