//! Reads actions, outcomes, risks and what joins them, from the words, what the lists know of them, and the states of the encoder.

mod clues;
mod joins;

pub use clues::Words;
pub use joins::Joins;

use crate::model::{Clues, Model, ModelError, OutcomeScores, Reading, TOLD_OF_RISK, Tag, TellsWho};
use crate::rules::{Marked, ProposedAction, Rules, Status};
use crate::text::Span;
use std::ops::Range;

/// How likely a yes must be.
const LIKELY: f32 = 0.5;

/// How sure the reader must be that nobody is named, against a name that the tags give, and without one.
const NOBODY_AGAINST_TAGS: f32 = 0.7;
const SOMEBODY_WITHOUT: f32 = 0.25;

/// What is read of segments beside their places.
pub struct CloseScores {
    /// How likely the words of each tell a step that somebody is to take.
    pub steps: Vec<f32>,
    /// As something that matters or is aimed at.
    pub outcomes: Vec<OutcomeScores>,
    /// What each tells of a risk.
    pub told: Vec<[f32; TOLD_OF_RISK]>,
    /// What joins each to others.
    pub joins: Joins,
}

/// The actions that each segment tells, in order.
pub fn proposed_actions(
    model: &Model,
    reading: &Reading,
    rules: &Rules,
    text: &str,
    segments: &[Span],
) -> Result<Vec<Vec<ProposedAction>>, ModelError> {
    let marked: Vec<Vec<Marked>> = segments.iter().map(|&segment| rules.marked(text, segment)).collect();
    let spans: Vec<Span> = marked.iter().flatten().map(|word| word.span).collect();
    let mut states = model.states(reading, &spans)?.into_iter();
    let mut found = Vec::with_capacity(segments.len());
    for (&segment, marked) in segments.iter().zip(&marked) {
        let states: Vec<Vec<f32>> = states.by_ref().take(marked.len()).collect();
        found.push(Told::new(model, marked, states).actions(model, text, segment)?);
    }
    Ok(found)
}

/// The other readings of every segment.
pub fn close_scores(
    model: &Model,
    reading: &Reading,
    rules: &Rules,
    text: &str,
    segments: &[Span],
) -> Result<CloseScores, ModelError> {
    let readers = model.readers()?;
    let marked: Vec<Vec<Marked>> = segments.iter().map(|&segment| rules.marked(text, segment)).collect();
    let states = model.states(reading, segments)?;
    let clues: Vec<Clues> =
        marked.iter().zip(&states).map(|(marked, states)| segment_clues(model, marked, states.clone())).collect();
    Ok(CloseScores {
        steps: clues.iter().map(|clues| readers.step(clues)).collect(),
        outcomes: clues.iter().map(|clues| readers.outcome(clues)).collect(),
        told: clues.iter().map(|clues| readers.told(clues)).collect(),
        joins: Joins::new(
            &marked,
            states.iter().map(|states| readers.compared.of(states)).collect(),
            readers.join.clone(),
        ),
    })
}

/// The clues of a segment as a whole.
pub fn segment_clues(model: &Model, marked: &[Marked], states: Vec<f32>) -> Clues {
    let ordinary = model.ordinary(marked);
    Clues { words: Words { marked, ordinary: &ordinary }.of_stretch(0..marked.len()), states }
}

/// A segment that tells actions, with the states of each of its words.
pub struct Told<'a> {
    marked: &'a [Marked],
    ordinary: Vec<bool>,
    states: Vec<Vec<f32>>,
}

impl<'a> Told<'a> {
    pub fn new(model: &Model, marked: &'a [Marked], states: Vec<Vec<f32>>) -> Told<'a> {
        Told { marked, ordinary: model.ordinary(marked), states }
    }

    /// The clues of each word.
    pub fn word_clues(&self) -> Vec<Clues> {
        let words = Words { marked: self.marked, ordinary: &self.ordinary };
        (0..self.marked.len()).map(|at| Clues { words: words.of_word(at), states: self.states[at].clone() }).collect()
    }

    /// The clues of the words of one action.
    pub fn action_clues(&self, own: Range<usize>) -> Clues {
        let words = Words { marked: self.marked, ordinary: &self.ordinary };
        let mut states = mean(&self.states[own.clone()]);
        states.extend(&self.states[own.start]);
        Clues { words: words.of_stretch(own), states }
    }

    fn actions(&self, model: &Model, text: &str, segment: Span) -> Result<Vec<ProposedAction>, ModelError> {
        let readers = model.readers()?;
        let tags = readers.tagger.tags(&self.word_clues());
        let mut found: Vec<ProposedAction> = Vec::new();
        for own in apart(&tags) {
            let scores = readers.action(&self.action_clues(own.clone()));
            let from = if own.start == 0 { segment.start() } else { self.marked[own.start].span.start() };
            let to = self.marked.get(own.end).map_or(segment.end(), |next| next.span.start());
            let named = self.run(&tags, own.clone(), [Tag::FirstOfWho, Tag::NextWho], Tag::InWho);
            let before = found.last().and_then(|action| action.who);
            let tells = |who: TellsWho| scores.who[who as usize];
            let unsaid_i = named.is_none() && tells(TellsWho::UnsaidI) >= LIKELY;
            let who = match named {
                Some(_) if tells(TellsWho::Nobody) >= NOBODY_AGAINST_TAGS => None,
                Some(named) => Some(named),
                None if tells(TellsWho::AsBefore) >= LIKELY => before,
                None => None,
            };
            let likeliest = (0..Status::ALL.len()).max_by(|&a, &b| scores.status[a].total_cmp(&scores.status[b]));
            found.push(ProposedAction {
                span: trimmed(text, from, to),
                somebody: named.is_none() && tells(TellsWho::Nobody) < SOMEBODY_WITHOUT,
                who,
                unsaid_i,
                what: scores.what >= LIKELY,
                when: self.run(&tags, own, [Tag::FirstOfWhen, Tag::NextWhen], Tag::InWhen),
                measurable: scores.measurable >= LIKELY,
                status: Status::ALL[likeliest.unwrap_or(0)],
            });
        }
        Ok(found)
    }

    /// The first run of words that one of `first` begins and `further` goes on.
    fn run(&self, tags: &[Tag], own: Range<usize>, first: [Tag; 2], further: Tag) -> Option<Span> {
        let from = own.clone().find(|&at| first.contains(&tags[at]))?;
        let to = (from + 1..own.end).find(|&at| tags[at] != further).unwrap_or(own.end);
        Some(Span::new(self.marked[from].span.start(), self.marked[to - 1].span.end()))
    }
}

/// The words of each action: cut where a tag says that a further one begins.
fn apart(tags: &[Tag]) -> Vec<Range<usize>> {
    let starts: Vec<usize> = (0..tags.len()).filter(|&at| at == 0 || tags[at].begins_action()).collect();
    let ends = starts.iter().skip(1).copied().chain([tags.len()]);
    starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
}

fn mean(states: &[Vec<f32>]) -> Vec<f32> {
    let mut mean = vec![0.0; states[0].len()];
    for own in states {
        mean.iter_mut().zip(own).for_each(|(mean, state)| *mean += state / states.len() as f32);
    }
    mean
}

fn trimmed(text: &str, start: usize, end: usize) -> Span {
    Span::new(start, start + text[start..end].trim_end().len())
}
