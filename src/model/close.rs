//! The close readings: two further layers on the states of the encoder's fourth, and heads that read actions, outcomes, risks and what
//! joins them. They stand beside the layers that place, so that neither has to unlearn for the other.

use super::encoder::{Layer, Linear, Passing, Shape, TensorSource};
use super::heads::row;
use super::{ModelError, Weights};
use crate::outcome::{Kind, Theme};
use crate::rules::Status;
use candle_core::{D, Tensor};
use candle_nn::ops;

/// How many layers the encoder has below these.
pub const BELOW: usize = 4;
pub const LAYERS: usize = 2;

/// What the model says of the words of one action. Each stands alone, but for the likeliest status.
#[derive(Clone, Debug, PartialEq)]
pub struct ActionScores {
    /// That a stranger could do it from these words.
    pub what: f32,
    pub measurable: f32,
    /// That the writer means themself and left the *I* out.
    pub unsaid_i: f32,
    pub status: [f32; Status::ALL.len()],
}

/// What the model says of a segment as something that matters or is aimed at. The kinds sum to one; each theme stands alone.
#[derive(Clone, Debug, PartialEq)]
pub struct OutcomeScores {
    pub kinds: [f32; Kind::ALL.len()],
    pub themes: [f32; Theme::ALL.len()],
}

/// What a token can be part of in an action, in the order of the head's outputs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Who,
    When,
    /// The first token of a second action in the same segment, or a later one.
    Begins,
}

impl Part {
    pub const COUNT: usize = 3;
}

/// What a line of a thread joins, in the order of the heads' outputs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Join {
    /// What stands in its way.
    OutcomeToRisk,
    OutcomeToAction,
    RiskToAction,
    ActionToReview,
}

impl Join {
    pub const ALL: [Join; 4] = [Join::OutcomeToRisk, Join::OutcomeToAction, Join::RiskToAction, Join::ActionToReview];

    /// Numbers that are compared to see whether two segments are joined so.
    const WIDTH: usize = 32;
}

/// What each segment asks for and gives, so that any two can be compared.
#[derive(Clone, Debug)]
pub struct Joins {
    from: Vec<Vec<f32>>,
    to: Vec<Vec<f32>>,
}

impl Joins {
    /// How likely a line joins segment `from` to segment `to`.
    pub fn likely(&self, join: Join, from: usize, to: usize) -> f32 {
        let own = join as usize * Join::WIDTH..(join as usize + 1) * Join::WIDTH;
        let alike: f32 = self.from[from][own.clone()].iter().zip(&self.to[to][own]).map(|(a, b)| a * b).sum();
        let logit = alike * (Join::WIDTH as f32).powf(-0.5) - LINKS_ARE_RARE as f32;
        1.0 / (1.0 + (-logit).exp())
    }
}

/// What a segment can tell of a risk, in the order of the head's outputs: the harm, evidence, a benefit, somebody's view, a decision that
/// was shared, a reason.
pub const TOLD_OF_RISK: usize = 6;

/// What is taken from every likeness, so that the heads need not learn first that most segments are not joined.
const LINKS_ARE_RARE: f64 = 2.0;

/// Outputs of the head for actions: what, measurable, the *I* left out, then the statuses.
pub const OF_ACTION: usize = 3 + Status::ALL.len();

/// The layers and their heads.
pub struct CloseReader {
    layers: Vec<Layer>,
    heads: usize,
    part: Linear,
    action: Linear,
    kind: Linear,
    theme: Linear,
    told: Linear,
    link_from: Linear,
    link_to: Linear,
}

impl CloseReader {
    /// Name and number of outputs of each head, as the weights are named `close.NAME.weight`.
    pub const SIZES: [(&str, usize); 7] = [
        ("part", Part::COUNT),
        ("action", OF_ACTION),
        ("kind", Kind::ALL.len()),
        ("theme", Theme::ALL.len()),
        ("told", TOLD_OF_RISK),
        ("link_from", Join::ALL.len() * Join::WIDTH),
        ("link_to", Join::ALL.len() * Join::WIDTH),
    ];

    pub fn load(weights: &Weights, shape: Shape) -> Result<CloseReader, ModelError> {
        CloseReader::from_source(shape, &|name, size| weights.tensor(name, size))
    }

    pub fn from_source(shape: Shape, tensor: TensorSource) -> Result<CloseReader, ModelError> {
        let head = |index: usize| {
            let (name, outputs) = CloseReader::SIZES[index];
            Linear::from_source(&format!("close.{name}"), shape.hidden, outputs, tensor)
        };
        let layer = |number: usize| Layer::from_source(&format!("close.layer.{number}"), shape, tensor);
        Ok(CloseReader {
            layers: (0..LAYERS).map(layer).collect::<Result<_, _>>()?,
            heads: shape.heads,
            part: head(0)?,
            action: head(1)?,
            kind: head(2)?,
            theme: head(3)?,
            told: head(4)?,
            link_from: head(5)?,
            link_to: head(6)?,
        })
    }

    /// One vector for each token, from the states of the encoder's fourth layer.
    pub fn read(&self, below: &Tensor) -> Result<Tensor, ModelError> {
        self.forward(below, &[below.dim(0)?], Passing::Fast)
    }

    /// The same for several windows one below the other, in operations that can be taken backwards.
    pub fn read_for_training(&self, below: &Tensor, lengths: &[usize]) -> Result<Tensor, ModelError> {
        self.forward(below, lengths, Passing::Differentiable)
    }

    fn forward(&self, below: &Tensor, lengths: &[usize], passing: Passing) -> Result<Tensor, ModelError> {
        let mut states = below.clone();
        for layer in &self.layers {
            states = layer.forward(&states, lengths, self.heads, passing)?;
        }
        Ok(states)
    }

    /// Tokens × [`Part`]s.
    pub fn part_logits(&self, states: &Tensor) -> Result<Tensor, ModelError> {
        self.part.forward(states)
    }

    /// Actions × [`OF_ACTION`].
    pub fn action_logits(&self, pooled: &Tensor) -> Result<Tensor, ModelError> {
        self.action.forward(pooled)
    }

    /// Segments × kinds, and segments × themes.
    pub fn outcome_logits(&self, pooled: &Tensor) -> Result<(Tensor, Tensor), ModelError> {
        Ok((self.kind.forward(pooled)?, self.theme.forward(pooled)?))
    }

    /// Segments × [`TOLD_OF_RISK`].
    pub fn told_logits(&self, pooled: &Tensor) -> Result<Tensor, ModelError> {
        self.told.forward(pooled)
    }

    /// How alike what one segment asks for and what another gives are: from × to, for one kind of line.
    pub fn link_logits(&self, pooled: &Tensor, join: Join) -> Result<Tensor, ModelError> {
        let own = |head: &Linear| -> Result<Tensor, ModelError> {
            Ok(head.forward(pooled)?.narrow(1, join as usize * Join::WIDTH, Join::WIDTH)?.contiguous()?)
        };
        let alike = own(&self.link_from)?.matmul(&own(&self.link_to)?.t()?)?;
        Ok(((alike * (Join::WIDTH as f64).powf(-0.5))? - LINKS_ARE_RARE)?)
    }

    pub(super) fn parts(&self, states: &Tensor) -> Result<Vec<[f32; Part::COUNT]>, ModelError> {
        let rows = ops::sigmoid(&self.part_logits(states)?)?.to_vec2::<f32>()?;
        Ok(rows.iter().map(|values| row(values)).collect())
    }

    pub(super) fn actions(&self, pooled: &Tensor) -> Result<Vec<ActionScores>, ModelError> {
        if pooled.dim(0)? == 0 {
            return Ok(Vec::new());
        }
        let logits = self.action_logits(pooled)?;
        let alone = ops::sigmoid(&logits.narrow(1, 0, 3)?)?.to_vec2::<f32>()?;
        let status = ops::softmax(&logits.narrow(1, 3, Status::ALL.len())?, D::Minus1)?.to_vec2::<f32>()?;
        let scores = |(alone, status): (&Vec<f32>, &Vec<f32>)| ActionScores {
            what: alone[0],
            measurable: alone[1],
            unsaid_i: alone[2],
            status: row(status),
        };
        Ok(alone.iter().zip(&status).map(scores).collect())
    }

    pub(super) fn outcomes(&self, pooled: &Tensor) -> Result<Vec<OutcomeScores>, ModelError> {
        if pooled.dim(0)? == 0 {
            return Ok(Vec::new());
        }
        let (kinds, themes) = self.outcome_logits(pooled)?;
        let kinds = ops::softmax(&kinds, D::Minus1)?.to_vec2::<f32>()?;
        let themes = ops::sigmoid(&themes)?.to_vec2::<f32>()?;
        Ok(kinds.iter().zip(&themes).map(|(k, t)| OutcomeScores { kinds: row(k), themes: row(t) }).collect())
    }

    pub(super) fn joins(&self, pooled: &Tensor) -> Result<Joins, ModelError> {
        let rows = |head: &Linear| -> Result<Vec<Vec<f32>>, ModelError> { Ok(head.forward(pooled)?.to_vec2::<f32>()?) };
        Ok(Joins { from: rows(&self.link_from)?, to: rows(&self.link_to)? })
    }

    pub(super) fn told(&self, pooled: &Tensor) -> Result<Vec<[f32; TOLD_OF_RISK]>, ModelError> {
        let rows = ops::sigmoid(&self.told_logits(pooled)?)?.to_vec2::<f32>()?;
        Ok(rows.iter().map(|values| row(values)).collect())
    }
}
