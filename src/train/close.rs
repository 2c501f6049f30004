//! Fits the close readers, on an encoder that stays as it is.

use super::fit::TrainError;
use super::readers::{Fitted, Output, STEPS, Slopes, evened, fit as fit_reader, sequence_slopes, slopes, spread_out};
use super::told;
use crate::closely::{Joins, Told, segment_clues};
use crate::corpus::{Entry, Label, Named, StepSentence, ThemedSentence};
use crate::model::{
    CloseReaders, Clues, Evened, Follows, Join, Model, OF_ACTION, OF_OUTCOME, OF_PAIR, Reader, STATES, TOLD_OF_RISK,
    Tag, Tagger, TellsWho, sigmoid,
};
use crate::outcome::{Kind, Theme};
use crate::random::Random;
use crate::rules::{Marked, Rules, Status};
use crate::section::Section;
use crate::text::Span;
use rayon::prelude::*;

/// How strongly the weights of each reader are drawn back to nothing; chosen on the development split.
const OF_TAGS: f32 = 1.0;
const OF_ACTION_WEIGHTS: f32 = 3.0;
const OF_OUTCOME_WEIGHTS: f32 = 1.5;
const OF_TOLD_WEIGHTS: f32 = 1.0;
const OF_STEP_WEIGHTS: f32 = 1.0;

/// Share of recordings that are learnt a second time as somebody would dictate them.
const DICTATED: f32 = 0.3;

/// What a reader is given, and what it is to say.
type Lesson = (Clues, Vec<f32>);

/// Everything there is to learn from.
#[derive(Default)]
struct Lessons {
    /// The words of segments that tell actions, and their tags.
    tags: Vec<(Vec<Clues>, Vec<Tag>)>,
    actions: Vec<Lesson>,
    outcomes: Vec<Lesson>,
    told: Vec<Lesson>,
    joined: Vec<Joined>,
}

/// A recording whose lines are drawn: its segments, and the pairs that a line could join.
struct Joined {
    marked: Vec<Vec<Marked>>,
    states: Vec<Vec<f32>>,
    pairs: Vec<(Join, usize, usize, bool)>,
}

/// Sentences that stand alone, beside the recordings.
pub struct Alone {
    pub themed: Vec<ThemedSentence>,
    pub steps: Vec<StepSentence>,
}

/// Fits every reader: that of steps to all of the entries, the others to those that were read closely.
pub fn fit(model: &Model, entries: &[Entry], alone: &Alone, seed: u64) -> Result<CloseReaders, TrainError> {
    let random = Random::new(seed);
    let rules = Rules::built_in();
    let step = steps(model, &rules, entries, &alone.steps, &random);
    let entries: Vec<&Entry> = entries.iter().filter(|entry| entry.is_read_closely()).collect();
    let of_entry = |(number, entry): (usize, &&Entry)| {
        let mut lessons = Lessons::default();
        lessons.take(model, &rules, entry, entry.as_written(), true)?;
        if random.fork(number as u64).share() < DICTATED {
            lessons.take(model, &rules, entry, entry.as_dictated(), false)?;
        }
        Ok(lessons)
    };
    let taken = entries.par_iter().enumerate().map(of_entry).collect::<Result<Vec<Lessons>, TrainError>>()?;
    let mut lessons = taken.into_iter().fold(Lessons::default(), Lessons::and);
    let of_themes = alone.themed.par_iter().map(|sentence| themes(model, &rules, sentence));
    lessons.outcomes.extend(of_themes.collect::<Result<Vec<Lesson>, TrainError>>()?);
    let (compared, join) = joins(&lessons.joined);
    Ok(CloseReaders {
        tagger: tagger(lessons.tags),
        action: reader(lessons.actions, &OF_ACTIONS, OF_ACTION_WEIGHTS),
        outcome: reader(lessons.outcomes, &OF_OUTCOMES, OF_OUTCOME_WEIGHTS),
        told: reader(lessons.told, &[Output::Alone(0..TOLD_OF_RISK)], OF_TOLD_WEIGHTS),
        step,
        join,
        compared,
    })
}

const OF_ACTIONS: [Output; 3] = [
    Output::Alone(0..2),
    Output::Shares(2..2 + TellsWho::ALL.len()),
    Output::Shares(2 + TellsWho::ALL.len()..OF_ACTION),
];

const OF_OUTCOMES: [Output; 2] = [Output::Shares(0..Kind::ALL.len()), Output::Alone(Kind::ALL.len()..OF_OUTCOME)];

impl Lessons {
    fn and(mut self, other: Lessons) -> Lessons {
        self.tags.extend(other.tags);
        self.actions.extend(other.actions);
        self.outcomes.extend(other.outcomes);
        self.told.extend(other.told);
        self.joined.extend(other.joined);
        self
    }

    fn take(
        &mut self,
        model: &Model,
        rules: &Rules,
        entry: &Entry,
        (text, spans): (String, Vec<Span>),
        lines: bool,
    ) -> Result<(), TrainError> {
        let reading = model.read_closely(&text, &spans)?;
        let marked: Vec<Vec<Marked>> = spans.iter().map(|&span| rules.marked(&text, span)).collect();
        let states = model.states(&reading, &spans)?;
        let words: Vec<Span> = marked.iter().flatten().map(|word| word.span).collect();
        let mut of_words = model.states(&reading, &words)?.into_iter();
        let of_risks = told_of_risks(entry);
        for (number, (label, own)) in entry.segments.iter().zip(&marked).enumerate() {
            let of_words: Vec<Vec<f32>> = of_words.by_ref().take(own.len()).collect();
            if own.is_empty() {
                continue;
            }
            if let Some(told) = told::told(&text, spans[number], own, label) {
                let segment = Told::new(model, own, of_words);
                let actions = told.actions.iter();
                self.actions.extend(actions.map(|(range, says)| (segment.action_clues(range.clone()), says.to_vec())));
                self.tags.push((segment.word_clues(), told.tags));
            }
            let clues = || segment_clues(model, own, states[number].clone());
            self.outcomes.extend(outcome(entry, label).map(|says| (clues(), says)));
            self.told.extend(of_risks.as_ref().map(|told| (clues(), told[number].to_vec())));
        }
        if let Some(links) = entry.links.as_ref().filter(|_| lines) {
            let pairs = pairs(entry, links);
            self.joined.push(Joined { marked, states, pairs });
        }
        Ok(())
    }
}

/// What the reader of outcomes is to say of a segment, where somebody has said so.
fn outcome(entry: &Entry, label: &Label) -> Option<Vec<f32>> {
    // In a recording that was read closely, an action that is not labelled as an aim is none.
    let none = entry.close.is_some() && label.section == Section::AgreedActions;
    let kind = label.outcome.as_ref().map(|outcome| outcome.kind).or(none.then_some(Kind::Other))?;
    let themes = |theme: Theme| label.outcome.as_ref().is_some_and(|outcome| outcome.themes.contains(&theme));
    let kinds = Kind::ALL.map(|other| f32::from(other == kind));
    Some(kinds.into_iter().chain(Theme::ALL.map(|theme| f32::from(themes(theme)))).collect())
}

/// The reader of steps, from the words of every labelled segment and of the sentences that stand alone.
fn steps(model: &Model, rules: &Rules, entries: &[Entry], alone: &[StepSentence], random: &Random) -> Reader {
    let of_text = |entry: &Entry, (text, spans): (String, Vec<Span>)| -> Vec<Lesson> {
        let lesson = |(label, span): (&Label, &Span)| {
            let says = f32::from(u8::from(step(label)?));
            Some((segment_clues(model, &rules.marked(&text, *span), Vec::new()), vec![says]))
        };
        entry.segments.iter().zip(&spans).filter_map(lesson).collect()
    };
    let of_entry = |(number, entry): (usize, &Entry)| {
        let mut lessons = of_text(entry, entry.as_written());
        if random.fork(number as u64).share() < DICTATED {
            lessons.extend(of_text(entry, entry.as_dictated()));
        }
        lessons
    };
    let of_sentence = |sentence: &StepSentence| {
        let marked = rules.marked(&sentence.text, Span::new(0, sentence.text.len()));
        (segment_clues(model, &marked, Vec::new()), vec![f32::from(u8::from(sentence.step))])
    };
    let of_entries = entries.par_iter().enumerate().flat_map(of_entry);
    let lessons = of_entries.chain(alone.par_iter().map(of_sentence)).collect();
    reader(lessons, &[Output::Alone(0..1)], OF_STEP_WEIGHTS)
}

/// Whether a segment tells a step that somebody is to take; nothing where another reader could call it one.
fn step(label: &Label) -> Option<bool> {
    let is_planned = label.action.is_some_and(|action| action.status == Status::Planned);
    match label.section {
        Section::AgreedActions => Some(is_planned),
        _ if label.also.contains(&Section::AgreedActions) => None,
        _ => Some(false),
    }
}

/// What the reader of outcomes is to say of a sentence that stands alone: its themes, and nothing of its kind.
fn themes(model: &Model, rules: &Rules, sentence: &ThemedSentence) -> Result<Lesson, TrainError> {
    let span = [Span::new(0, sentence.text.len())];
    let reading = model.read_closely(&sentence.text, &span)?;
    let states = model.states(&reading, &span)?.swap_remove(0);
    let marked = rules.marked(&sentence.text, span[0]);
    let themes = Theme::ALL.map(|theme| f32::from(sentence.themes.contains(&theme)));
    let says = [f32::NAN; Kind::ALL.len()].into_iter().chain(themes).collect();
    Ok((segment_clues(model, &marked, states), says))
}

/// What each segment of a closely read recording tells of its risks.
fn told_of_risks(entry: &Entry) -> Option<Vec<[f32; TOLD_OF_RISK]>> {
    entry.close.as_ref()?;
    let mut told = vec![[0.0; TOLD_OF_RISK]; entry.segments.len()];
    // Whether harm is named is asked of risks alone.
    told.iter_mut().for_each(|told| told[0] = f32::NAN);
    for (number, label) in entry.segments.iter().enumerate() {
        let Some(risk) = &label.risk else { continue };
        told[number][0] = match risk.harm {
            Named::Yes => 1.0,
            Named::Partly => 0.5,
            Named::No => 0.0,
        };
        for (output, segments) in
            [&risk.evidence, &risk.benefit, &risk.view, &risk.decision, &risk.why].into_iter().enumerate()
        {
            segments.iter().for_each(|&segment| told[segment][1 + output] = 1.0);
        }
    }
    Some(told)
}

/// Every pair that a line could join, and whether one does.
fn pairs(entry: &Entry, links: &[[usize; 2]]) -> Vec<(Join, usize, usize, bool)> {
    let is_risk = |label: &Label| label.section == Section::PriorityRisks;
    let aims = |label: &Label| match &label.outcome {
        Some(outcome) => outcome.kind != Kind::Other,
        None => label.section == Section::WhatMatters,
    };
    let acts = |label: &Label| {
        label.actions.as_ref().map_or(label.section == Section::AgreedActions, |actions| !actions.is_empty())
    };
    let reviews = |at: usize| match &entry.close {
        Some(close) => close.review.contains(&at),
        None => links.iter().any(|[from, to]| *to == at && acts(&entry.segments[*from])),
    };
    let mut pairs = Vec::new();
    for (from, one) in entry.segments.iter().enumerate() {
        for (to, other) in entry.segments.iter().enumerate().filter(|(to, _)| *to != from) {
            let joined = links.contains(&[from, to]);
            let can = [
                (Join::OutcomeToRisk, aims(one) && is_risk(other)),
                (Join::OutcomeToAction, aims(one) && acts(other)),
                (Join::RiskToAction, is_risk(one) && acts(other)),
                (Join::ActionToReview, acts(one) && reviews(to)),
            ];
            pairs.extend(can.into_iter().filter(|(_, can)| *can).map(|(join, _)| (join, from, to, joined)));
        }
    }
    pairs
}

fn tagger(mut lessons: Vec<(Vec<Clues>, Vec<Tag>)>) -> Tagger {
    const TAGS: usize = Tag::ALL.len();
    let evened = evened(lessons.iter().flat_map(|(words, _)| words).map(|clues| &clues.states));
    lessons.iter_mut().flat_map(|(words, _)| words).for_each(|clues| clues.states = evened.of(&clues.states));
    let as_follows =
        |flat: &[f32]| -> Follows { flat.chunks(TAGS).map(|own| std::array::from_fn(|at| own[at])).collect() };
    let tells = |(words, tags): &(Vec<Clues>, Vec<Tag>),
                 reader: &Reader,
                 follows: &[f32],
                 total: &mut Slopes,
                 of_follows: &mut [f32]| {
        let logits: Vec<Vec<f32>> = words.iter().map(|clues| reader.logits(clues)).collect();
        let (of_words, own) = sequence_slopes(&logits, &as_follows(follows), tags);
        words.iter().zip(&of_words).for_each(|(clues, slopes)| spread_out(total, clues, slopes));
        of_follows.iter_mut().zip(own.iter().flatten()).for_each(|(sum, slope)| *sum += slope);
    };
    let (reader, follows) = fit_reader(&lessons, (TAGS, STATES), TAGS * (TAGS + 1), OF_TAGS, tells);
    Tagger { reader: reader.of_evened(evened), follows: as_follows(&follows) }
}

fn reader(mut lessons: Vec<Lesson>, outputs: &[Output], held: f32) -> Reader {
    let evened = evened(lessons.iter().map(|(clues, _)| &clues.states));
    lessons.iter_mut().for_each(|(clues, _)| clues.states = evened.of(&clues.states));
    let size = lessons.first().map_or((0, 0), |(clues, says)| (says.len(), clues.states.len()));
    let tells = |(clues, says): &Lesson, reader: &Reader, _: &[f32], total: &mut Slopes, _: &mut [f32]| {
        spread_out(total, clues, &slopes(&reader.logits(clues), says, outputs));
    };
    fit_reader(&lessons, size, 0, held, tells).0.of_evened(evened)
}

/// The weights of pairs for each kind of line, and what is common to the states of segments.
fn joins(joined: &[Joined]) -> (Evened, Vec<[f32; OF_PAIR]>) {
    let evened = evened(joined.iter().flat_map(|one| &one.states));
    let mut lessons = Vec::new();
    for one in joined {
        let states = one.states.iter().map(|states| evened.of(states));
        let joins = Joins::new(&one.marked, states.collect(), Vec::new());
        lessons.extend(one.pairs.iter().map(|&(join, from, to, drawn)| (join, joins.pair(from, to), drawn)));
    }
    let mut weights = Fitted::new(Join::ALL.len() * OF_PAIR);
    for step in 0..STEPS {
        let mut slopes = vec![0.0; weights.values.len()];
        for (join, pair, drawn) in &lessons {
            let own = *join as usize * OF_PAIR..(*join as usize + 1) * OF_PAIR;
            let logit: f32 = pair.iter().zip(&weights.values[own.clone()]).map(|(clue, weight)| clue * weight).sum();
            let slope = sigmoid(logit) - f32::from(u8::from(*drawn));
            slopes[own].iter_mut().zip(pair).for_each(|(sum, clue)| *sum += slope * clue);
        }
        weights.step(step, &slopes, 1.0);
    }
    (evened, weights.values.chunks(OF_PAIR).map(|own| std::array::from_fn(|at| own[at])).collect())
}
