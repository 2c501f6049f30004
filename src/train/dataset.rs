//! Corpora as the encoder sees them: windows of tokens, with the label of each segment in them.

use super::random::Random;
use crate::corpus::{Entry, Label};
use crate::model::{ModelError, Token, Tokens, range_of};
use crate::section::{Section, Voice};
use crate::text::Span;
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
}

/// Tokens of a sample at most: what the encoder is given at once when a recording is read.
const LONGEST: usize = 254;

/// Share of recordings that are learnt as somebody would dictate them, without capitals or punctuation.
const DICTATED: f32 = 0.2;

/// The samples of one pass over `entries`, in an order of their own.
///
/// Long recordings are cut where a random offset has it, so that no segment always stands at the edge of what is seen.
pub fn samples(entries: &[Entry], tokens: &Tokens, mut random: Random) -> Result<Vec<Sample>, ModelError> {
    let mut found = Vec::new();
    for entry in entries {
        let dictated = random.share() < DICTATED;
        let (text, spans) = if dictated { entry.as_dictated() } else { entry.as_written() };
        let all = tokens.of(&text)?;
        let targets: Vec<Target> =
            spans.iter().zip(&entry.segments).map(|(&span, label)| target(&all, span, label)).collect();
        found.extend(cut(all, targets, &mut random));
    }
    random.shuffle(&mut found);
    Ok(found)
}

fn target(tokens: &[Token], span: Span, label: &Label) -> Target {
    let acceptable = Section::ALL.map(|section| if label.accepts(section) { 1.0 } else { 0.0 });
    Target { range: range_of(tokens, span), section: label.section, acceptable, voice: label.voice }
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
