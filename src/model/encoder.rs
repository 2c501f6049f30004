//! BERT as all-MiniLM-L6-v2 uses it: <https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2>. One window at a time and no
//! padding, so a window gives the same numbers whatever it is read beside.

use super::ModelError;
use super::weights::{Stored, Weights};
use candle_core::{D, Device, Tensor};
use candle_nn::ops;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Sizes of the encoder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shape {
    pub layers: usize,
    pub hidden: usize,
    pub heads: usize,
    pub inner: usize,
    pub vocabulary: usize,
    pub positions: usize,
}

impl Shape {
    pub const MINILM: Shape =
        Shape { layers: 6, hidden: 384, heads: 12, inner: 1536, vocabulary: 30522, positions: 512 };
}

/// Gives the tensor of a name and shape: from a file when a recording is read, from what is being learnt in training.
pub type TensorSource<'a> = &'a dyn Fn(&str, &[usize]) -> Result<Tensor, ModelError>;

const EPSILON: f32 = 1e-12;

/// The embeddings stay as they are kept and are read row by row: a recording uses a few hundred of thirty thousand.
pub struct Encoder {
    shape: Shape,
    words: Stored,
    positions: Stored,
    kind: Vec<f32>,
    after_embedding: Norm,
    layers: Vec<Layer>,
}

struct Layer {
    query: Linear,
    key: Linear,
    value: Linear,
    attended: Linear,
    after_attention: Norm,
    widen: Linear,
    narrow: Linear,
    after_layer: Norm,
}

/// A matrix kept as outputs × inputs, and its bias.
pub(super) struct Linear {
    weight: Tensor,
    bias: Tensor,
}

struct Norm {
    weight: Tensor,
    bias: Tensor,
}

impl Encoder {
    pub fn load(weights: &Weights, shape: Shape) -> Result<Encoder, ModelError> {
        Encoder::from_source(weights, shape, &|name, size| weights.tensor(name, size))
    }

    /// As [`Encoder::load`], with the tensors that training changes taken from `tensor`.
    pub fn from_source(weights: &Weights, shape: Shape, tensor: TensorSource) -> Result<Encoder, ModelError> {
        let hidden = shape.hidden;
        let kept =
            |name: &str, rows: usize| weights.get(&format!("embeddings.{name}.weight"), &[rows, hidden]).cloned();
        Ok(Encoder {
            shape,
            words: kept("word_embeddings", shape.vocabulary)?,
            positions: kept("position_embeddings", shape.positions)?,
            kind: kept("token_type_embeddings", 2)?.row(0),
            after_embedding: Norm::from_source("embeddings.LayerNorm", hidden, tensor)?,
            layers: (0..shape.layers)
                .map(|n| Layer::from_source(&format!("encoder.layer.{n}"), shape, tensor))
                .collect::<Result<_, _>>()?,
        })
    }

    pub fn shape(&self) -> Shape {
        self.shape
    }

    /// One vector for each id of a window; at most [`Shape::positions`] of them.
    pub fn encode(&self, window: &[u32]) -> Result<Tensor, ModelError> {
        Ok(self.encode_and_keep(window, self.shape.layers)?.0)
    }

    /// The same, and the vectors as they are after the first `below` layers.
    pub fn encode_and_keep(&self, window: &[u32], below: usize) -> Result<(Tensor, Tensor), ModelError> {
        let kept =
            self.through(self.start(&[window.to_vec()], Passing::Fast)?, &[window.len()], 0..below, Passing::Fast)?;
        Ok((self.through(kept.clone(), &[window.len()], below..self.shape.layers, Passing::Fast)?, kept))
    }

    /// The vectors of several windows one below the other, in operations that can be taken backwards.
    ///
    /// The windows share every product of matrices, so that one gradient is worked out for all of them; only attention keeps them apart.
    pub fn encode_for_training(&self, windows: &[Vec<u32>]) -> Result<Tensor, ModelError> {
        let lengths: Vec<usize> = windows.iter().map(Vec::len).collect();
        let passing = Passing::Differentiable;
        self.through(self.start(windows, passing)?, &lengths, 0..self.shape.layers, passing)
    }

    fn start(&self, windows: &[Vec<u32>], passing: Passing) -> Result<Tensor, ModelError> {
        passing.norm(&self.embed(windows)?, &self.after_embedding)
    }

    fn through(
        &self,
        mut states: Tensor,
        lengths: &[usize],
        layers: Range<usize>,
        passing: Passing,
    ) -> Result<Tensor, ModelError> {
        for layer in &self.layers[layers] {
            states = layer.forward(&states, lengths, self.shape.heads, passing)?;
        }
        Ok(states)
    }

    fn embed(&self, windows: &[Vec<u32>]) -> Result<Tensor, ModelError> {
        let count: usize = windows.iter().map(Vec::len).sum();
        let mut sums = Vec::with_capacity(count * self.shape.hidden);
        for (position, &id) in windows.iter().flat_map(|window| window.iter().enumerate()) {
            let word = self.words.row(id as usize);
            let place = self.positions.row(position);
            sums.extend(word.iter().zip(place).zip(&self.kind).map(|((word, place), kind)| word + place + kind));
        }
        Ok(Tensor::from_vec(sums, (count, self.shape.hidden), &Device::Cpu)?)
    }
}

impl Layer {
    fn from_source(place: &str, shape: Shape, tensor: TensorSource) -> Result<Layer, ModelError> {
        let (hidden, inner) = (shape.hidden, shape.inner);
        let linear =
            |name: &str, from: usize, to: usize| Linear::from_source(&format!("{place}.{name}"), from, to, tensor);
        let norm = |name: &str| Norm::from_source(&format!("{place}.{name}"), hidden, tensor);
        Ok(Layer {
            query: linear("attention.self.query", hidden, hidden)?,
            key: linear("attention.self.key", hidden, hidden)?,
            value: linear("attention.self.value", hidden, hidden)?,
            attended: linear("attention.output.dense", hidden, hidden)?,
            after_attention: norm("attention.output.LayerNorm")?,
            widen: linear("intermediate.dense", hidden, inner)?,
            narrow: linear("output.dense", inner, hidden)?,
            after_layer: norm("output.LayerNorm")?,
        })
    }

    fn forward(
        &self,
        states: &Tensor,
        lengths: &[usize],
        heads: usize,
        passing: Passing,
    ) -> Result<Tensor, ModelError> {
        let attended = self.attended.forward(&self.attention(states, lengths, heads, passing)?)?;
        let states = passing.norm(&(states + attended)?, &self.after_attention)?;
        let inner = self.widen.forward(&states)?.gelu_erf()?;
        passing.norm(&(self.narrow.forward(&inner)? + &states)?, &self.after_layer)
    }

    fn attention(
        &self,
        states: &Tensor,
        lengths: &[usize],
        heads: usize,
        passing: Passing,
    ) -> Result<Tensor, ModelError> {
        let hidden = states.dim(1)?;
        let width = hidden / heads;
        let (queries, keys, values) =
            (self.query.forward(states)?, self.key.forward(states)?, self.value.forward(states)?);
        let mut mixed = Vec::with_capacity(lengths.len());
        let mut start = 0;
        for &length in lengths {
            let by_head = |all: &Tensor| -> Result<Tensor, ModelError> {
                Ok(all.narrow(0, start, length)?.reshape((length, heads, width))?.transpose(0, 1)?.contiguous()?)
            };
            let scores = (by_head(&queries)?.matmul(&by_head(&keys)?.t()?)? * (width as f64).powf(-0.5))?;
            let own = passing.softmax(&scores)?.matmul(&by_head(&values)?)?;
            mixed.push(own.transpose(0, 1)?.reshape((length, hidden))?);
            start += length;
        }
        Ok(if mixed.len() == 1 { mixed.remove(0) } else { Tensor::cat(&mixed, 0)? })
    }
}

impl Linear {
    pub(super) fn from_source(name: &str, from: usize, to: usize, tensor: TensorSource) -> Result<Linear, ModelError> {
        Ok(Linear {
            weight: tensor(&format!("{name}.weight"), &[to, from])?,
            bias: tensor(&format!("{name}.bias"), &[to])?,
        })
    }

    pub(super) fn forward(&self, input: &Tensor) -> Result<Tensor, ModelError> {
        Ok(input.matmul(&self.weight.t()?)?.broadcast_add(&self.bias)?)
    }
}

impl Norm {
    fn from_source(name: &str, size: usize, tensor: TensorSource) -> Result<Norm, ModelError> {
        Ok(Norm {
            weight: tensor(&format!("{name}.weight"), &[size])?,
            bias: tensor(&format!("{name}.bias"), &[size])?,
        })
    }
}

/// candle's fused layer norm and softmax are faster and have no way back, so training uses the plain ones.
#[derive(Clone, Copy)]
enum Passing {
    Fast,
    Differentiable,
}

impl Passing {
    fn norm(self, input: &Tensor, norm: &Norm) -> Result<Tensor, ModelError> {
        Ok(match self {
            Passing::Fast => ops::layer_norm(input, &norm.weight, &norm.bias, EPSILON)?,
            Passing::Differentiable => ops::layer_norm_slow(input, &norm.weight, &norm.bias, EPSILON)?,
        })
    }

    fn softmax(self, scores: &Tensor) -> Result<Tensor, ModelError> {
        Ok(match self {
            Passing::Fast => ops::softmax_last_dim(scores)?,
            Passing::Differentiable => ops::softmax(scores, D::Minus1)?,
        })
    }
}
