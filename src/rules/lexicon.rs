//! Finds many phrases in one pass: each word is looked up once, and only phrases that begin with it and the next word are tried.

use super::phrase::{Element, Phrase};
use crate::segment::Segment;
use crate::text::{Span, Word, words};
use foldhash::fast::FixedState;
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
    /// The number of each word that stands in a phrase.
    known: HashMap<String, u32, FixedState>,
    phrases: Vec<(usize, Vec<Piece>)>,
    /// For each word by its number, the phrases that can begin with it, whatever comes second or nothing.
    beginning: Vec<Vec<usize>>,
    /// The phrases that can begin with two words.
    beginning_with_two: HashMap<(u32, u32), Vec<usize>, FixedState>,
}

/// An element of a phrase, its words by their numbers.
enum Piece {
    Word(Vec<u32>),
    Gap(usize),
    Choice(Vec<Vec<Piece>>),
}

/// The number of a word that stands in no phrase.
const UNKNOWN: u32 = u32::MAX;

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
            "board",
            "centre",
            "charity",
            "clinic",
            "forum",
            "group",
            "helpline",
            "hub",
            "network",
            "panel",
            "partnership",
            "programme",
            "project",
            "service",
            "services",
            "team",
            "trust",
            "unit",
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
    const SAYS: [&str; 10] =
        ["say", "says", "said", "told", "tells", "states", "stated", "shouted", "whispered", "wrote"];
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
        let pieces: Vec<Piece> = phrase.0.iter().map(|element| self.piece(element)).collect();
        let (first, rest) = pieces.split_first().expect("a phrase holds a word");
        let second = match first {
            Piece::Choice(choices) => {
                let after_one = |choice: &Vec<Piece>| next(&choice[1..], Some(&Rest { pieces: rest, then: None }));
                union(choices.iter().map(after_one))
            }
            _ => next(rest, None),
        };
        for word in phrase.first_words() {
            let first = self.known[word];
            match &second {
                None => known_once(&mut self.beginning[first as usize], number),
                Some(words) => words
                    .iter()
                    .for_each(|&word| known_once(self.beginning_with_two.entry((first, word)).or_default(), number)),
            }
        }
        self.phrases.push((owner, pieces));
    }

    fn piece(&mut self, element: &Element) -> Piece {
        match element {
            Element::Word(forms) => Piece::Word(forms.iter().map(|form| self.number(form)).collect()),
            Element::Gap(most) => Piece::Gap(*most),
            Element::Choice(choices) => Piece::Choice(
                choices.iter().map(|choice| choice.iter().map(|element| self.piece(element)).collect()).collect(),
            ),
        }
    }

    fn number(&mut self, word: &str) -> u32 {
        if let Some(&number) = self.known.get(word) {
            return number;
        }
        let number = self.known.len() as u32;
        self.known.insert(word.to_owned(), number);
        self.beginning.push(Vec::new());
        number
    }

    fn number_of(&self, folded: &str) -> u32 {
        self.known.get(folded).copied().unwrap_or(UNKNOWN)
    }

    /// True where the one word is a phrase of one of `owners`.
    pub fn names(&self, folded: &str, owners: &[usize]) -> bool {
        let begun = self.beginning.get(self.number_of(folded) as usize).into_iter().flatten();
        begun
            .map(|&number| &self.phrases[number])
            .any(|(owner, pieces)| owners.contains(owner) && matches!(pieces.as_slice(), [Piece::Word(_)]))
    }

    /// The longest match of each owner at each place, in the order of the words.
    pub fn hits(&self, line: &Line) -> Vec<Hit> {
        let numbers: Vec<u32> = line.words.iter().map(|word| self.number_of(&word.folded)).collect();
        let numbered = Numbered { numbers: &numbers, joined: &line.joined };
        let known = (0..numbers.len()).filter(|&at| numbers[at] != UNKNOWN);
        known.flat_map(|first| self.hits_at(numbered, first)).collect()
    }

    fn hits_at(&self, line: Numbered, first: usize) -> Vec<Hit> {
        let mut found: Vec<Hit> = Vec::new();
        let word = line.numbers[first];
        let next = line.numbers.get(first + 1).filter(|&&next| line.joined[first] && next != UNKNOWN);
        let with_two = next.and_then(|&next| self.beginning_with_two.get(&(word, next)));
        let with_one = self.beginning.get(word as usize);
        for &number in with_one.into_iter().chain(with_two).flatten() {
            let (owner, pieces) = &self.phrases[number];
            let Some(end) = longest(line, first, first, &Rest { pieces, then: None }) else { continue };
            match found.iter_mut().find(|hit| hit.owner == *owner) {
                Some(hit) => hit.end = hit.end.max(end),
                None => found.push(Hit { owner: *owner, first, end }),
            }
        }
        found
    }
}

fn known_once(numbers: &mut Vec<usize>, number: usize) {
    if numbers.last() != Some(&number) {
        numbers.push(number);
    }
}

/// What is still to be matched after a choice.
struct Rest<'a> {
    pieces: &'a [Piece],
    then: Option<&'a Rest<'a>>,
}

/// The words that can come next, in order; nothing where any can, or none needs to.
fn next(pieces: &[Piece], then: Option<&Rest>) -> Option<Vec<u32>> {
    let Some((piece, pieces)) = pieces.split_first() else {
        return then.and_then(|then| next(then.pieces, then.then));
    };
    match piece {
        Piece::Word(forms) => union([Some(forms.clone())].into_iter()),
        Piece::Gap(_) => None,
        Piece::Choice(choices) => union(choices.iter().map(|choice| next(choice, Some(&Rest { pieces, then })))),
    }
}

fn union(words: impl Iterator<Item = Option<Vec<u32>>>) -> Option<Vec<u32>> {
    let mut all: Vec<u32> = words.collect::<Option<Vec<_>>>()?.concat();
    all.sort_unstable();
    all.dedup();
    Some(all)
}

/// A line as its words' numbers.
#[derive(Clone, Copy)]
struct Numbered<'a> {
    numbers: &'a [u32],
    joined: &'a [bool],
}

/// Where the longest match of what is still to be matched from word `at` ends, if there is one; `first` is where the whole match began.
fn longest(line: Numbered, first: usize, at: usize, rest: &Rest) -> Option<usize> {
    let Some((piece, pieces)) = rest.pieces.split_first() else {
        return rest.then.map_or(Some(at), |then| longest(line, first, at, then));
    };
    let after = Rest { pieces, then: rest.then };
    let reachable = |at: usize| at < line.numbers.len() && (at == first || line.joined[at - 1]);
    match piece {
        Piece::Word(forms) => {
            let is_here = reachable(at) && forms.contains(&line.numbers[at]);
            if is_here { longest(line, first, at + 1, &after) } else { None }
        }
        Piece::Gap(most) => {
            let steps = (0..*most).take_while(|step| reachable(at + step)).count();
            (0..=steps).filter_map(|step| longest(line, first, at + step, &after)).max()
        }
        Piece::Choice(choices) => {
            let with = |choice: &Vec<Piece>| longest(line, first, at, &Rest { pieces: choice, then: Some(&after) });
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
