//! Names of people: by their titles, by lists, by capitals where no ordinary word has one, by labels, initials, greetings and signatures; and, once
//! found, wherever else they stand in the recording.

mod beside;
mod columns;
mod evidence;
mod initials;
mod labels;
mod likely;
mod persons;
mod places;
mod runs;
mod spread;
mod titles;
mod tokens;
mod turned;
mod welsh;

pub use likely::{Weighed, Writing};

use super::{Found, Kind};
use crate::text::Span;
use std::collections::HashSet;
use tokens::{Shape, Token, tokens};

/// What part of a name a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    No,
    Title,
    Name,
    Initial,
    /// *de*, *ap*, *van*.
    Particle,
    /// A name whose last letter is the *s* of a missing apostrophe: *Kians mum*.
    Owner,
}

/// In order, apart from each other and from `found`, which is in order. `told` are names known from elsewhere.
pub fn find(text: &str, found: &[Found], told: &[String]) -> Vec<Found> {
    let mut reader = Reader::new(text, found);
    reader.take_by_rules();
    reader.take_likely();
    reader.spread(told);
    reader.spans().into_iter().map(|span| Found { span, kind: Kind::Name }).collect()
}

/// What speaks for and against each word that is weighed.
pub fn weigh(text: &str, found: &[Found]) -> Vec<Weighed> {
    let mut reader = Reader::new(text, found);
    reader.take_by_rules();
    reader.weigh()
}

struct Reader<'a> {
    text: &'a str,
    tokens: Vec<Token<'a>>,
    parts: Vec<Part>,
    /// Names that belong to the word before them, whatever stands between: *Pritchard, Gwendolyn*.
    joined: HashSet<usize>,
    /// Words of what is called as people are and is nobody.
    things: HashSet<usize>,
    /// The writer gives names their capital.
    cased: bool,
    /// Words that have a capital within a sentence.
    capitals: HashSet<String>,
    /// Words that have none.
    smalls: HashSet<String>,
    /// Words that are names already, and the letters that those begin with.
    named: HashSet<String>,
    letters: HashSet<String>,
    /// Words that stand in the recording more than once.
    repeated: HashSet<String>,
    /// Of each word, whether its sentence is in Welsh.
    welsh: Vec<bool>,
}

impl<'a> Reader<'a> {
    fn take_by_rules(&mut self) {
        self.take_titles();
        self.take_labels();
        self.take_columns();
        self.take_runs();
        self.take_nicknames();
        self.take_initials();
        self.take_signatures();
        self.gather();
    }

    fn new(text: &'a str, found: &[Found]) -> Reader<'a> {
        const WORDS_TO_A_CAPITAL: usize = 25;
        const SENTENCES_TO_A_CAPITAL: usize = 3;
        let tokens = tokens(text, found);
        let capitals = tokens.iter().filter(|token| token.shape == Shape::Capital && !token.is_initial()).count();
        let begin = || tokens.iter().filter(|token| token.begins && !token.is_initial());
        let begun = begin().filter(|token| token.is_capital()).count();
        let cased = capitals > 0
            && capitals * WORDS_TO_A_CAPITAL >= tokens.len()
            && begun * SENTENCES_TO_A_CAPITAL >= begin().count();
        let parts = vec![Part::No; tokens.len()];
        let welsh = welsh::sentences(&tokens);
        let is_capital = |token: &&Token| token.shape == Shape::Capital && !token.begins && !token.heading;
        let capitals = tokens.iter().filter(is_capital).map(|token| token.folded.clone()).collect();
        let is_small = |token: &&Token| token.shape == Shape::Lower;
        let smalls = tokens.iter().filter(is_small).map(|token| token.folded.clone()).collect();
        let (named, letters) = (HashSet::new(), HashSet::new());
        let mut met = HashSet::new();
        let repeated = tokens
            .iter()
            .filter(|token| !met.insert(token.folded.as_str()))
            .map(|token| token.folded.clone())
            .collect();
        let (joined, things) = (HashSet::new(), HashSet::new());
        Reader { capitals, smalls, named, letters, repeated, text, tokens, parts, joined, things, cased, welsh }
    }

    fn folded(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| &token.folded)
    }

    /// The word right before, where no more than white space or an opening mark stands between.
    fn before(&self, at: usize) -> &str {
        match at.checked_sub(1) {
            Some(last) if matches!(self.tokens[at].gap, " " | "  " | " (" | " \"" | " “" | " '" | " ‘") => {
                self.folded(last)
            }
            _ => "",
        }
    }

    fn after(&self, at: usize) -> &str {
        match self.tokens.get(at + 1) {
            Some(next) if next.follows_closely() => &next.folded,
            _ => "",
        }
    }

    /// What stands after the word, up to the end of the text.
    fn rest(&self, at: usize) -> &'a str {
        &self.text[self.tokens[at].span.end()..]
    }

    /// True where the word is written as a name can be.
    fn is_written_so(&self, at: usize) -> bool {
        !self.cased || self.tokens[at].is_capital()
    }

    fn spans(&self) -> Vec<Span> {
        let mut spans: Vec<Span> = Vec::new();
        let mut open: Option<(usize, usize)> = None;
        for at in 0..=self.tokens.len() {
            let part = self.parts.get(at).copied().unwrap_or(Part::No);
            let carries_on = open.is_some_and(|(_, last)| last + 1 == at && part != Part::No && self.joins(at));
            if carries_on {
                open = open.map(|(start, _)| (start, at));
                continue;
            }
            if let Some((start, last)) = open.take() {
                spans.extend(self.span(start, last));
            }
            if part != Part::No {
                open = Some((at, at));
            }
        }
        spans
    }

    fn joins(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let stop = matches!(self.parts[at - 1], Part::Title | Part::Initial) || self.folded(at - 1) == "st";
        let new = self.parts[at] == Part::Title || self.parts[at - 1] == Part::Owner;
        self.joined.contains(&at) || !new && (token.follows_closely() || (token.follows_stop() && stop))
    }

    /// The span of a name; nothing of a title or particle alone.
    fn span(&self, start: usize, last: usize) -> Option<Span> {
        let named = (start..=last).any(|at| matches!(self.parts[at], Part::Name | Part::Initial | Part::Owner));
        let mut end = self.tokens[last].span.end();
        if self.parts[last] == Part::Owner {
            end -= self.tokens[last].span.of(self.text).chars().next_back().map_or(0, char::len_utf8);
        }
        if self.parts[last] == Part::Initial && self.rest(last).starts_with('.') {
            end += 1;
        }
        named.then(|| Span::new(self.tokens[start].span.start(), end))
    }
}
