use super::encoder::{Linear, TensorSource};
use super::{ModelError, Weights};
use crate::rules::Category;
use crate::section::{Section, Voice};
use candle_core::{D, Device, Tensor};
use candle_nn::ops;
use std::ops::Range;

/// What the model says of one segment. The sections' shares sum to one, the voices' too; each acceptable section stands alone.
#[derive(Clone, Debug, PartialEq)]
pub struct Scores {
    pub sections: [f32; Section::ALL.len()],
    pub acceptable: [f32; Section::ALL.len()],
    pub voices: [f32; Voice::ALL.len()],
}

/// Linear heads on the mean of a segment's tokens, and two on each token: where segments begin, and what words another phrasing would
/// serve better.
pub struct Heads {
    section: Linear,
    acceptable: Linear,
    voice: Linear,
    boundary: Linear,
    flag: Linear,
}

/// The heads' raw outputs for a batch of segments, as training compares them.
pub struct Logits {
    pub sections: Tensor,
    pub acceptable: Tensor,
    pub voices: Tensor,
}

impl Heads {
    /// Name and number of outputs of each head, as the weights are named `heads.NAME.weight`.
    pub const SIZES: [(&str, usize); 5] = [
        ("section", Section::ALL.len()),
        ("acceptable", Section::ALL.len()),
        ("voice", Voice::ALL.len()),
        ("boundary", 1),
        ("flag", Category::ALL.len()),
    ];

    pub fn load(weights: &Weights, hidden: usize) -> Result<Heads, ModelError> {
        Heads::from_source(hidden, &|name, size| weights.tensor(name, size))
    }

    pub fn from_source(hidden: usize, tensor: TensorSource) -> Result<Heads, ModelError> {
        let head = |index: usize| {
            let (name, outputs) = Heads::SIZES[index];
            Linear::from_source(&format!("heads.{name}"), hidden, outputs, tensor)
        };
        Ok(Heads { section: head(0)?, acceptable: head(1)?, voice: head(2)?, boundary: head(3)?, flag: head(4)? })
    }

    pub fn segment_logits(&self, pooled: &Tensor) -> Result<Logits, ModelError> {
        Ok(Logits {
            sections: self.section.forward(pooled)?,
            acceptable: self.acceptable.forward(pooled)?,
            voices: self.voice.forward(pooled)?,
        })
    }

    pub fn boundary_logits(&self, states: &Tensor) -> Result<Tensor, ModelError> {
        Ok(self.boundary.forward(states)?.squeeze(D::Minus1)?)
    }

    /// Tokens × categories.
    pub fn flag_logits(&self, states: &Tensor) -> Result<Tensor, ModelError> {
        self.flag.forward(states)
    }

    pub(super) fn score(&self, pooled: &Tensor) -> Result<Vec<Scores>, ModelError> {
        let logits = self.segment_logits(pooled)?;
        let sections = ops::softmax(&logits.sections, D::Minus1)?.to_vec2::<f32>()?;
        let acceptable = ops::sigmoid(&logits.acceptable)?.to_vec2::<f32>()?;
        let voices = ops::softmax(&logits.voices, D::Minus1)?.to_vec2::<f32>()?;
        let rows = sections.into_iter().zip(acceptable).zip(voices);
        Ok(rows
            .map(|((sections, acceptable), voices)| Scores {
                sections: row(&sections),
                acceptable: row(&acceptable),
                voices: row(&voices),
            })
            .collect())
    }

    pub(super) fn flags(&self, states: &Tensor) -> Result<Vec<[f32; Category::ALL.len()]>, ModelError> {
        let rows = ops::sigmoid(&self.flag_logits(states)?)?.to_vec2::<f32>()?;
        Ok(rows.iter().map(|values| row(values)).collect())
    }

    pub(super) fn boundaries(&self, states: &Tensor) -> Result<Vec<f32>, ModelError> {
        Ok(ops::sigmoid(&self.boundary_logits(states)?)?.to_vec1::<f32>()?)
    }
}

/// The mean state of each range of tokens; zero where a range is empty.
pub fn pool(states: &Tensor, ranges: &[Range<usize>]) -> Result<Tensor, ModelError> {
    let (_, hidden) = states.dims2()?;
    let means = ranges
        .iter()
        .map(|range| match range.len() {
            0 => Tensor::zeros(hidden, states.dtype(), &Device::Cpu),
            length => states.narrow(0, range.start, length)?.mean(0),
        })
        .collect::<Result<Vec<Tensor>, candle_core::Error>>()?;
    if means.is_empty() {
        Ok(Tensor::zeros((0, hidden), states.dtype(), &Device::Cpu)?)
    } else {
        Ok(Tensor::stack(&means, 0)?)
    }
}

pub(super) fn row<const N: usize>(values: &[f32]) -> [f32; N] {
    std::array::from_fn(|index| values[index])
}
