//! A small encoder that reads a whole recording in context, and the heads that place its segments.
//!
//! `rules` knows nothing of this module: without a model the findings are the same.

mod close;
mod encoder;
mod error;
mod heads;
mod likeness;
mod load;
mod manifest;
mod tokens;
mod weights;

pub use close::{
    ActionScores, BELOW, CLUES, CloseReaders, Clues, Evened, Follows, Join, OF_ACTION, OF_OUTCOME, OF_PAIR,
    OutcomeScores, Reader, STATES, TOLD_OF_RISK, Tag, Tagger, TellsWho, sigmoid, softmax,
};
pub use encoder::{Encoder, Shape};
pub use error::ModelError;
pub use heads::pool;
pub use heads::{Heads, Scores};
#[cfg(feature = "training")]
pub use likeness::ordinary_words;
pub use manifest::{ByCategory, FileHashes, Manifest, Origin, Settings, sha256};
pub use tokens::{HIDDEN_WORD, Token, Tokens};
pub use weights::Weights;

use crate::rules::{Category, Marked};
use crate::text::Span;
use candle_core::{Device, Tensor};
use rayon::prelude::*;
use std::ops::Range;

/// A loaded model: the encoder with its heads, and what its manifest says of it.
pub struct Model {
    manifest: Manifest,
    hash: String,
    tokens: Tokens,
    encoder: Encoder,
    heads: Heads,
    /// What reads closely; a model on its way through training has none yet.
    closely: Option<CloseReaders>,
}

/// A recording as the encoder read it: one vector for each of its tokens.
pub struct Reading {
    tokens: Vec<Token>,
    /// Tokens × hidden size.
    states: Tensor,
    /// The same of the fourth layer, where what is read closely was asked for.
    below: Option<Tensor>,
}

impl Model {
    /// The manifest's name and the first twelve characters of the weights' hash.
    pub fn label(&self) -> String {
        format!("{}@{}", self.manifest.name, &self.hash[..12])
    }

    /// What reads actions, outcomes and risks.
    pub fn readers(&self) -> Result<&CloseReaders, ModelError> {
        self.closely.as_ref().ok_or(ModelError::NotReadClosely)
    }

    /// True of each word that is known as ordinary, and so no name.
    pub fn ordinary(&self, words: &[Marked]) -> Vec<bool> {
        words.iter().map(|word| self.tokens.is_ordinary(&word.folded)).collect()
    }

    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Reads `text` once, in windows that begin and end with the segments.
    pub fn read(&self, text: &str, segments: &[Span]) -> Result<Reading, ModelError> {
        self.read_in_windows(text, segments, false)
    }

    /// The same, and what actions, outcomes and risks are read from.
    pub fn read_closely(&self, text: &str, segments: &[Span]) -> Result<Reading, ModelError> {
        self.read_in_windows(text, segments, true)
    }

    fn read_in_windows(&self, text: &str, segments: &[Span], closely: bool) -> Result<Reading, ModelError> {
        let tokens = self.tokens.of(text)?;
        let ranges: Vec<Range<usize>> = segments.iter().map(|&span| range_of(&tokens, span)).collect();
        let parts = windows(tokens.len(), &ranges)
            .into_par_iter()
            .map(|window| {
                let (states, below) =
                    self.encoder.encode_and_keep(&self.tokens.framed(&tokens[window.seen.clone()]), BELOW)?;
                // The first state is that of the mark put before every window.
                let own =
                    |states: Tensor| states.narrow(0, 1 + window.kept.start - window.seen.start, window.kept.len());
                let below = if closely { Some(own(below)?) } else { None };
                Ok((own(states)?, below))
            })
            .collect::<Result<Vec<(Tensor, Option<Tensor>)>, ModelError>>()?;
        let (states, below): (Vec<Tensor>, Vec<Option<Tensor>>) = parts.into_iter().unzip();
        let below: Vec<Tensor> = below.into_iter().flatten().collect();
        let joined = |parts: &[Tensor]| match parts.len() {
            0 => Tensor::zeros((0, self.encoder.shape().hidden), candle_core::DType::F32, &Device::Cpu),
            _ => Tensor::cat(parts, 0),
        };
        let below = if closely { Some(joined(&below)?) } else { None };
        Ok(Reading { tokens, states: joined(&states)?, below })
    }

    /// How likely each token is to begin a segment, with the token's place in the text.
    pub fn boundaries(&self, reading: &Reading) -> Result<Vec<(Span, f32)>, ModelError> {
        let likely = self.heads.boundaries(&reading.states)?;
        Ok(reading.tokens.iter().map(|token| token.span).zip(likely).collect())
    }

    /// How likely each token is to be part of a phrase of each category, with the token's place in the text. A name is never jargon.
    pub fn flags(&self, reading: &Reading) -> Result<Vec<(Span, [f32; Category::ALL.len()])>, ModelError> {
        let mut likely = self.heads.flags(&reading.states)?;
        for (likely, _) in likely.iter_mut().zip(&reading.tokens).filter(|(_, token)| token.is_name) {
            likely[Category::Jargon as usize] = 0.0;
        }
        Ok(reading.tokens.iter().map(|token| token.span).zip(likely).collect())
    }

    /// The mean states of each span, in order: [`STATES`] numbers, nought for a span without a token.
    pub fn states(&self, reading: &Reading, spans: &[Span]) -> Result<Vec<Vec<f32>>, ModelError> {
        let below = reading.below.as_ref().ok_or(ModelError::NotReadClosely)?.to_vec2::<f32>()?;
        let last = reading.states.to_vec2::<f32>()?;
        let mean = |span: &Span| {
            let range = range_of(&reading.tokens, *span);
            let mut mean = vec![0.0; STATES];
            let share = 1.0 / range.len().max(1) as f32;
            for token in range {
                let states = below[token].iter().chain(&last[token]);
                mean.iter_mut().zip(states).for_each(|(mean, state)| *mean += state * share);
            }
            mean
        };
        Ok(spans.iter().map(mean).collect())
    }

    /// Scores for each segment, in order.
    pub fn score(&self, reading: &Reading, segments: &[Span]) -> Result<Vec<Scores>, ModelError> {
        self.heads.score(&pooled_over(&reading.states, &reading.tokens, segments)?)
    }
}

/// The mean state of each segment, in order: segments × hidden size.
fn pooled_over(states: &Tensor, tokens: &[Token], segments: &[Span]) -> Result<Tensor, ModelError> {
    let ranges: Vec<Range<usize>> = segments.iter().map(|&span| range_of(tokens, span)).collect();
    heads::pool(states, &ranges)
}

/// The tokens that begin inside `span`.
pub fn range_of(tokens: &[Token], span: Span) -> Range<usize> {
    let start = tokens.partition_point(|token| token.span.start() < span.start());
    let end = tokens.partition_point(|token| token.span.start() < span.end());
    start..end.max(start)
}

struct Window {
    /// What the encoder is given.
    seen: Range<usize>,
    /// The part of it whose states are kept.
    kept: Range<usize>,
}

/// Tokens of a window whose states are kept, and on either side those that only lend context.
const KEPT: usize = 318;
const CONTEXT: usize = 96;

/// Tokens of a window at most, with the mark before it and the one after.
pub const LONGEST_WINDOW: usize = KEPT + 2 * CONTEXT + 2;

/// Windows whose kept parts follow each other from the first token to the last, each with context on both sides.
///
/// A short recording is one window. A kept part ends with a segment where one ends in reach.
fn windows(count: usize, segments: &[Range<usize>]) -> Vec<Window> {
    if count == 0 {
        return Vec::new();
    }
    if count <= KEPT + 2 * CONTEXT {
        return vec![Window { seen: 0..count, kept: 0..count }];
    }
    let mut found = Vec::new();
    let mut start = 0;
    let mut next = 0;
    while start < count {
        let reach = (start + KEPT).min(count);
        let mut end = start;
        while let Some(segment) = segments.get(next).filter(|segment| segment.end <= reach) {
            end = segment.end.max(end);
            next += 1;
        }
        if end == start || reach == count {
            end = reach;
        }
        found.push(Window { seen: start.saturating_sub(CONTEXT)..(end + CONTEXT).min(count), kept: start..end });
        start = end;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn windows_keep_every_token_once(lengths in prop::collection::vec(1usize..400, 0..40), gap in 0usize..5) {
            let mut at = 0;
            let segments: Vec<Range<usize>> = lengths.iter().map(|n| { let start = at; at += n + gap; start..start + n }).collect();
            let mut kept = 0;
            for window in windows(at, &segments) {
                prop_assert_eq!(window.kept.start, kept);
                prop_assert!(window.kept.len() <= KEPT + 2 * CONTEXT && !window.kept.is_empty());
                prop_assert!(window.seen.start <= window.kept.start && window.kept.end <= window.seen.end);
                kept = window.kept.end;
            }
            prop_assert_eq!(kept, at);
        }
    }
}
