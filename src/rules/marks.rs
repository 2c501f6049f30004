//! What the lists know of each word of a segment: the marks from which the model's close readers learn beside the words themselves.

use super::actions::Actions;
use super::cues::Cues;
use super::lexicon::Line;
use crate::text::Span;
use std::collections::HashSet;

/// A word and its marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked {
    pub span: Span,
    /// Lower case.
    pub folded: String,
    pub shape: Shape,
    /// What stands between it and the word before, without white space.
    pub before: String,
    /// The lists of `packs/actions.toml` that hold it, and `speaker` where it ends the naming of a relative or worker.
    pub lists: Vec<&'static str>,
    pub time: InTime,
}

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    Lower,
    Capital,
    AllCapitals,
    Number,
    WithDigits,
}

/// Where a word stands in words that tell a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InTime {
    No,
    First,
    Further,
}

pub fn marked(line: &Line, actions: &Actions, cues: &Cues) -> Vec<Marked> {
    let in_times = in_times(line, actions.times().of(line).into_iter().map(|time| time.span));
    let speakers: HashSet<usize> = cues.ends_of_speakers(line).into_iter().collect();
    let mut from = line.segment.span.start();
    let mark = |(at, word): (usize, &crate::text::Word)| {
        let before = &line.text[from.min(word.span.start())..word.span.start()];
        from = word.span.end();
        let mut lists = actions.lists_of(&word.folded);
        if speakers.contains(&at) {
            lists.push("speaker");
        }
        Marked {
            span: word.span,
            folded: word.folded.clone(),
            shape: shape(word.span.of(line.text)),
            before: before.chars().filter(|c| !c.is_whitespace()).take(3).collect(),
            lists,
            time: in_times[at],
        }
    };
    line.words.iter().enumerate().map(mark).collect()
}

/// Where each word stands among the words of `times`, of several that hold it in the first.
fn in_times(line: &Line, times: impl Iterator<Item = Span>) -> Vec<InTime> {
    let mut found = vec![InTime::No; line.words.len()];
    for time in times {
        let first = line.words.partition_point(|word| word.span.end() <= time.start());
        let own = line.words[first..].iter().take_while(|word| word.span.start() < time.end());
        for (word, found) in own.zip(&mut found[first..]).filter(|(_, found)| **found == InTime::No) {
            *found = if time.start() >= word.span.start() { InTime::First } else { InTime::Further };
        }
    }
    found
}

fn shape(word: &str) -> Shape {
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    match letters.next() {
        None => Shape::Number,
        Some(_) if word.contains(|c: char| c.is_ascii_digit()) => Shape::WithDigits,
        Some(first) if first.is_uppercase() => match letters.clone().next() {
            Some(_) if letters.all(char::is_uppercase) => Shape::AllCapitals,
            _ => Shape::Capital,
        },
        Some(_) => Shape::Lower,
    }
}
