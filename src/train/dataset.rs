//! Corpora as the encoder sees them: windows of tokens, with the label of each segment in them.

use super::fit::Learn;
use crate::corpus::{Entry, Label, Named};
use crate::model::{LONGEST_WINDOW, ModelError, OF_ACTION, Part, TOLD_OF_RISK, Token, Tokens, range_of};
use crate::outcome::{Kind, Theme};
use crate::random::Random;
use crate::rules::Category;
use crate::section::{Section, Voice};
use crate::text::{self, Span};
use std::ops::Range;

/// A stretch of a recording that goes through the encoder at once.
pub struct Sample {
    pub tokens: Vec<Token>,
    pub targets: Vec<Target>,
}

/// One segment of a sample, and what is to be learnt of it.
pub struct Target {
    pub range: Range<usize>,
    pub section: Section,
    pub acceptable: [f32; Section::ALL.len()],
    pub voice: Voice,
    /// Tokens of phrases that are flagged, counted from the beginning of the segment, each with its category.
    pub flags: Vec<(usize, Category)>,
    pub close: Option<Close>,
    /// The segment's number in its recording, and those it is joined to; nothing where nobody has drawn the lines.
    pub number: usize,
    pub links: Option<Vec<usize>>,
    /// What it can be at either end of a line.
    pub aims: bool,
    pub acts: bool,
}

/// What a segment that was read closely tells. Tokens are counted from the beginning of the segment.
pub struct Close {
    /// Tokens that are part of an action's who or when, or begin a further action.
    pub parts: Vec<(usize, Part)>,
    /// Each action's tokens, and what its head is to say.
    pub actions: Vec<(Range<usize>, [f32; OF_ACTION])>,
    pub outcome: Option<(Kind, [f32; Theme::ALL.len()])>,
    pub told: Option<[f32; TOLD_OF_RISK]>,
}

/// Tokens of a sample at most: what the encoder is given at once when a recording is read.
const LONGEST: usize = LONGEST_WINDOW - 2;

/// Share of recordings that are learnt as somebody would dictate them, without capitals or punctuation.
const DICTATED: f32 = 0.3;

/// The samples of one pass over `entries`, in an order of their own.
///
/// Long recordings are cut where a random offset has it, so that no segment always stands at the edge of what is seen.
pub fn samples(
    entries: &[Entry],
    tokens: &Tokens,
    learn: Learn,
    mut random: Random,
) -> Result<Vec<Sample>, ModelError> {
    let mut found = Vec::new();
    for entry in entries {
        let dictated = random.share() < DICTATED;
        let (text, spans) = if dictated { entry.as_dictated() } else { entry.as_written() };
        let all = tokens.of(&text)?;
        let targets: Vec<Target> =
            spans.iter().zip(&entry.segments).map(|(&span, label)| target(&text, &all, span, label)).collect();
        let targets = with_links(with_told(targets, entry), entry);
        match learn {
            Learn::Alone => found.extend(targets.into_iter().flat_map(|one| cut(all.clone(), vec![one], &mut random))),
            _ => found.extend(cut(all, targets, &mut random)),
        }
    }
    random.shuffle(&mut found);
    Ok(found)
}

fn target(text: &str, tokens: &[Token], span: Span, label: &Label) -> Target {
    let acceptable = Section::ALL.map(|section| if label.accepts(section) { 1.0 } else { 0.0 });
    let range = range_of(tokens, span);
    let words = span.of(text).to_ascii_lowercase();
    let flagged = label.flags.iter().filter(|flag| !flag.debatable).flat_map(|flag| {
        let phrase = flag.phrase.to_ascii_lowercase();
        let at = words.find(&phrase).map(|at| span.start() + at);
        let tokens = at.map_or(0..0, |at| range_of(tokens, Span::new(at, at + phrase.len())));
        tokens.map(|token| (token - range.start, flag.category))
    });
    let flags = flagged.collect();
    let close = close(tokens, span, &words, label);
    let aims = match &label.outcome {
        Some(outcome) => outcome.kind != Kind::Other,
        None => label.section == Section::WhatMatters,
    };
    let acts = label.actions.as_ref().map_or(label.section == Section::AgreedActions, |actions| !actions.is_empty());
    Target {
        range,
        section: label.section,
        acceptable,
        voice: label.voice,
        flags,
        close,
        number: 0,
        links: None,
        aims,
        acts,
    }
}

/// What a closely read segment gives to learn; nothing where dictation has pulled the words of a part asunder.
fn close(tokens: &[Token], span: Span, words: &str, label: &Label) -> Option<Close> {
    let first = range_of(tokens, span).start;
    let own = |at: usize, length: usize| {
        let range = range_of(tokens, Span::new(span.start() + at, span.start() + at + length));
        range.start - first..range.end - first
    };
    let mut close = Close { parts: Vec::new(), actions: Vec::new(), outcome: None, told: None };
    let mut begins = Vec::new();
    let mut reached = 0;
    for action in label.actions.as_deref().unwrap_or_default() {
        let unsaid = action.who.as_deref() == Some("I") && !says_i(words);
        let mut earliest = words.len();
        for (part, told) in [(Some(Part::Who), &action.who), (None, &action.what), (Some(Part::When), &action.when)] {
            let Some(told) = told.as_ref().filter(|_| part != Some(Part::Who) || !unsaid) else { continue };
            let told = told.to_ascii_lowercase();
            // A word such as *she* may stand twice; a later action's is the later one.
            let at = words[reached..].find(&told).map(|at| at + reached).or_else(|| words.find(&told))?;
            earliest = earliest.min(at);
            close.parts.extend(part.into_iter().flat_map(|part| own(at, told.len()).map(move |token| (token, part))));
        }
        begins.push((earliest, action, unsaid));
        reached = earliest.min(words.len());
    }
    for (index, (begin, action, unsaid)) in begins.iter().enumerate() {
        let from = if index == 0 { 0 } else { *begin };
        let to = begins.get(index + 1).map_or(words.len(), |(next, ..)| *next);
        if index > 0 {
            close.parts.push((own(from, 1).start, Part::Begins));
        }
        let mut says = [0.0; OF_ACTION];
        says[0] = f32::from(action.what.is_some());
        says[1] = f32::from(action.measurable);
        says[2] = f32::from(*unsaid);
        says[3 + action.status as usize] = 1.0;
        if from < to {
            close.actions.push((own(from, to - from), says));
        }
    }
    close.outcome = label
        .outcome
        .as_ref()
        .map(|outcome| (outcome.kind, Theme::ALL.map(|theme| f32::from(outcome.themes.contains(&theme)))));
    (label.actions.is_some() || close.outcome.is_some() || label.risk.is_some()).then_some(close)
}

fn says_i(words: &str) -> bool {
    text::words(words, 0).iter().any(|word| matches!(word.folded.as_str(), "i" | "i'm" | "im" | "ive" | "ill" | "id"))
}

fn with_links(mut targets: Vec<Target>, entry: &Entry) -> Vec<Target> {
    for (number, target) in targets.iter_mut().enumerate() {
        target.number = number;
        target.links = entry
            .links
            .as_ref()
            .map(|links| links.iter().filter(|[from, _]| *from == number).map(|[_, to]| *to).collect());
    }
    targets
}

/// What each segment of a closely read recording tells of its risks.
fn with_told(mut targets: Vec<Target>, entry: &Entry) -> Vec<Target> {
    if entry.close.is_none() {
        return targets;
    }
    let mut told = vec![[0.0; TOLD_OF_RISK]; targets.len()];
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
    for ((target, told), label) in targets.iter_mut().zip(told).zip(&entry.segments) {
        let close =
            target.close.get_or_insert(Close { parts: Vec::new(), actions: Vec::new(), outcome: None, told: None });
        close.told = Some(told);
        if label.section == Section::AgreedActions && close.outcome.is_none() {
            // In a recording that was read closely, an action that is not labelled as an aim is none.
            close.outcome = Some((Kind::Other, [0.0; Theme::ALL.len()]));
        }
    }
    targets
}

fn cut(tokens: Vec<Token>, targets: Vec<Target>, random: &mut Random) -> Vec<Sample> {
    let mut found = Vec::new();
    let mut room = if tokens.len() > LONGEST { LONGEST / 2 + random.below(LONGEST / 2) } else { LONGEST };
    let mut open: Option<(usize, Vec<Target>)> = None;
    for target in targets.into_iter().filter(|target| !target.range.is_empty() && target.range.len() <= LONGEST) {
        let start = open.as_ref().map_or(target.range.start, |(start, _)| *start);
        if target.range.end - start > room && open.is_some() {
            found.extend(open.take().map(|part| sample(&tokens, part)));
            room = LONGEST;
        }
        open.get_or_insert_with(|| (target.range.start, Vec::new())).1.push(target);
    }
    found.extend(open.map(|part| sample(&tokens, part)));
    found
}

fn sample(tokens: &[Token], (start, mut targets): (usize, Vec<Target>)) -> Sample {
    let end = targets.last().map_or(start, |target| target.range.end);
    for target in &mut targets {
        target.range = target.range.start - start..target.range.end - start;
    }
    Sample { tokens: tokens[start..end].to_vec(), targets }
}
