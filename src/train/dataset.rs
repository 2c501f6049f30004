//! Corpora as the encoder sees them: windows of tokens, with the label of each segment in them.

use super::fit::Learn;
use crate::corpus::{Entry, Label};
use crate::model::{LONGEST_WINDOW, ModelError, Token, Tokens, range_of};
use crate::random::Random;
use crate::rules::Category;
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
    /// Tokens of phrases that are flagged, counted from the beginning of the segment, each with its category.
    pub flags: Vec<(usize, Category)>,
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
    Target { range, section: label.section, acceptable, voice: label.voice, flags }
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
