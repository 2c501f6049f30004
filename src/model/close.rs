//! The close readers: what is read of actions, outcomes and risks from clues of the words and the encoder's states. Each is one layer, so
//! that it is learnt in seconds from a few thousand labels and adds little to the reading of a recording.

use super::heads::row;
use super::{ModelError, Weights};
use crate::outcome::{Kind, Theme};
use crate::rules::Status;

/// The layer whose states are kept beside the last ones: what is lost there of the words' order and form is still found here.
pub const BELOW: usize = 4;

/// Numbers that clues of words are given; two clues may share one.
pub const CLUES: usize = 1 << 16;

/// What a reader is given.
#[derive(Clone, Debug, Default)]
pub struct Clues {
    /// Below [`CLUES`].
    pub words: Vec<u32>,
    /// The encoder's states: a multiple of [`STATES`] numbers.
    pub states: Vec<f32>,
}

/// States of one stretch of tokens: the mean of the fourth layer's, then of the last's.
pub const STATES: usize = 2 * 384;

/// Weights from clues to a few outputs.
#[derive(Clone)]
pub struct Reader {
    outputs: usize,
    /// Clues × outputs.
    words: Vec<f32>,
    /// States × outputs.
    states: Vec<f32>,
    bias: Vec<f32>,
    evened: Evened,
}

/// What is taken from each state and what the rest is multiplied by, so that none weighs more for being large.
#[derive(Clone, Default)]
pub struct Evened {
    pub middle: Vec<f32>,
    pub scale: Vec<f32>,
}

impl Evened {
    pub fn of(&self, states: &[f32]) -> Vec<f32> {
        let values = states.iter().zip(self.middle.iter().zip(&self.scale));
        values.map(|(state, (middle, scale))| (state - middle) * scale).collect()
    }

    fn load(weights: &Weights, name: &str, states: usize) -> Result<Evened, ModelError> {
        let part = |part: &str| numbers(weights, &format!("{name}.{part}"), states);
        Ok(Evened { middle: part("middle")?, scale: part("evening")? })
    }

    fn keep(&self, weights: &mut Weights, name: &str) {
        for (part, values) in [("middle", &self.middle), ("evening", &self.scale)] {
            weights.insert(&format!("close.{name}.{part}"), &[values.len()], values.clone());
        }
    }
}

/// A row of numbers, which is kept in full.
fn numbers(weights: &Weights, name: &str, count: usize) -> Result<Vec<f32>, ModelError> {
    Ok(weights.tensor(&format!("close.{name}"), &[count])?.to_vec1()?)
}

impl Reader {
    /// A reader that knows nothing, of `states` numbers.
    pub fn blank(outputs: usize, states: usize) -> Reader {
        Reader {
            outputs,
            words: vec![0.0; CLUES * outputs],
            states: vec![0.0; states * outputs],
            bias: vec![0.0; outputs],
            evened: Evened { middle: vec![0.0; states], scale: vec![1.0; states] },
        }
    }

    fn load(weights: &Weights, name: &str, outputs: usize, states: usize) -> Result<Reader, ModelError> {
        let part = |part: &str, width: usize| -> Result<Vec<f32>, ModelError> {
            if width == 0 {
                return Ok(Vec::new());
            }
            let stored = weights.get(&format!("close.{name}.{part}"), &[outputs, width])?;
            let mut turned = vec![0.0; width * outputs];
            for output in 0..outputs {
                stored
                    .row(output)
                    .into_iter()
                    .enumerate()
                    .for_each(|(at, value)| turned[at * outputs + output] = value);
            }
            Ok(turned)
        };
        Ok(Reader {
            outputs,
            words: part("words", CLUES)?,
            states: part("states", states)?,
            bias: numbers(weights, &format!("{name}.bias"), outputs)?,
            evened: if states == 0 { Evened::default() } else { Evened::load(weights, name, states)? },
        })
    }

    /// Puts the reader among `weights` under its name, a row to an output.
    pub fn keep(&self, weights: &mut Weights, name: &str) {
        weights.insert(&format!("close.{name}.bias"), &[self.outputs], self.bias.clone());
        if !self.states.is_empty() {
            self.evened.keep(weights, name);
        }
        for (part, values) in
            [("words", &self.words), ("states", &self.states)].into_iter().filter(|(_, v)| !v.is_empty())
        {
            let width = values.len() / self.outputs;
            let rows =
                (0..self.outputs).flat_map(|output| (0..width).map(move |at| values[at * self.outputs + output]));
            weights.insert(&format!("close.{name}.{part}"), &[self.outputs, width], rows.collect());
        }
    }

    pub fn logits(&self, clues: &Clues) -> Vec<f32> {
        let mut logits = self.bias.clone();
        for &word in &clues.words {
            let own = word as usize * self.outputs;
            logits.iter_mut().zip(&self.words[own..own + self.outputs]).for_each(|(logit, weight)| *logit += weight);
        }
        for (state, own) in self.evened.of(&clues.states).iter().zip(self.states.chunks(self.outputs)) {
            logits.iter_mut().zip(own).for_each(|(logit, weight)| *logit += state * weight);
        }
        logits
    }

    /// The same, of states that are evened first.
    #[cfg(feature = "training")]
    pub fn of_evened(self, evened: Evened) -> Reader {
        Reader { evened, ..self }
    }

    /// The same, taken apart.
    #[cfg(feature = "training")]
    pub fn into_parts(self) -> [Vec<f32>; 3] {
        [self.words, self.states, self.bias]
    }

    /// The weights of the words, the states and the bias, for fitting.
    #[cfg(feature = "training")]
    pub fn parts_mut(&mut self) -> [&mut Vec<f32>; 3] {
        [&mut self.words, &mut self.states, &mut self.bias]
    }
}

/// What a word can be in a segment that tells actions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tag {
    Other,
    FirstOfWho,
    InWho,
    FirstOfWhen,
    InWhen,
    /// The same, where a further action begins.
    NextOther,
    NextWho,
    NextWhen,
}

impl Tag {
    pub const ALL: [Tag; 8] = [
        Tag::Other,
        Tag::FirstOfWho,
        Tag::InWho,
        Tag::FirstOfWhen,
        Tag::InWhen,
        Tag::NextOther,
        Tag::NextWho,
        Tag::NextWhen,
    ];

    pub fn begins_action(self) -> bool {
        matches!(self, Tag::NextOther | Tag::NextWho | Tag::NextWhen)
    }
}

/// How likely one tag follows another, and how likely each is the first: one row to a tag, then that of the beginning.
pub type Follows = Vec<[f32; Tag::ALL.len()]>;

/// Tells the tags of the words of a segment together.
#[derive(Clone)]
pub struct Tagger {
    pub reader: Reader,
    pub follows: Follows,
}

impl Tagger {
    /// The likeliest tags of words, by their clues.
    pub fn tags(&self, words: &[Clues]) -> Vec<Tag> {
        const COUNT: usize = Tag::ALL.len();
        let mut best: Vec<[f32; COUNT]> = Vec::with_capacity(words.len());
        let mut came_from: Vec<[usize; COUNT]> = Vec::with_capacity(words.len());
        for clues in words {
            let logits = self.reader.logits(clues);
            let reached = |tag: usize| match best.last() {
                None => (self.follows[COUNT][tag], 0),
                Some(before) => (0..COUNT)
                    .map(|from| (before[from] + self.follows[from][tag], from))
                    .max_by(|a, b| a.0.total_cmp(&b.0))
                    .unwrap_or_default(),
            };
            let paths: [(f32, usize); COUNT] = std::array::from_fn(reached);
            best.push(std::array::from_fn(|tag| paths[tag].0 + logits[tag]));
            came_from.push(paths.map(|(_, from)| from));
        }
        let Some(last) = best.last() else { return Vec::new() };
        let mut at = (0..COUNT).max_by(|&a, &b| last[a].total_cmp(&last[b])).unwrap_or_default();
        let mut tags = Vec::with_capacity(words.len());
        for from in came_from.iter().rev() {
            tags.push(Tag::ALL[at]);
            at = from[at];
        }
        tags.reverse();
        tags
    }
}

/// How an action tells who does it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TellsWho {
    /// In words of its own.
    Named,
    /// The writer, whose *I* is left out.
    UnsaidI,
    /// Whoever does the action before it.
    AsBefore,
    Nobody,
}

impl TellsWho {
    pub const ALL: [TellsWho; 4] = [TellsWho::Named, TellsWho::UnsaidI, TellsWho::AsBefore, TellsWho::Nobody];
}

/// What is read of the words of one action. What and measurable stand alone; the rest sum to one.
#[derive(Clone, Debug, PartialEq)]
pub struct ActionScores {
    /// That a stranger could do it from these words.
    pub what: f32,
    pub measurable: f32,
    pub who: [f32; TellsWho::ALL.len()],
    pub status: [f32; Status::ALL.len()],
}

/// What is read of a segment as something that matters or is aimed at. The kinds sum to one; each theme stands alone.
#[derive(Clone, Debug, PartialEq)]
pub struct OutcomeScores {
    pub kinds: [f32; Kind::ALL.len()],
    pub themes: [f32; Theme::ALL.len()],
}

/// What a line of a thread joins.
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
}

/// What a segment can tell of a risk, in the order of the reader's outputs: the harm, evidence, a benefit, somebody's view, a decision that
/// was shared, a reason.
pub const TOLD_OF_RISK: usize = 6;

/// Outputs of the reader of actions: what, measurable, then how who is told, then the statuses.
pub const OF_ACTION: usize = 2 + TellsWho::ALL.len() + Status::ALL.len();

/// Outputs of the reader of outcomes: kinds, then themes.
pub const OF_OUTCOME: usize = Kind::ALL.len() + Theme::ALL.len();

/// Clues of a pair of segments that a line may join, in the order of the weights.
pub const OF_PAIR: usize = 10;

/// Every close reader.
#[derive(Clone)]
pub struct CloseReaders {
    pub tagger: Tagger,
    /// Of an action: the states of its words, then of its first.
    pub action: Reader,
    pub outcome: Reader,
    pub told: Reader,
    /// Of a segment, from its words alone: what the encoder makes of it is known from its place already.
    pub step: Reader,
    /// For each kind of line, the weights of a pair's clues.
    pub join: Vec<[f32; OF_PAIR]>,
    /// How states are evened before two segments are compared.
    pub compared: Evened,
}

impl CloseReaders {
    pub fn load(weights: &Weights) -> Result<CloseReaders, ModelError> {
        let rows = |name: &str, count: usize, width: usize| -> Result<Vec<Vec<f32>>, ModelError> {
            Ok(numbers(weights, name, count * width)?.chunks(width).map(<[f32]>::to_vec).collect())
        };
        let tags = Tag::ALL.len();
        Ok(CloseReaders {
            tagger: Tagger {
                reader: Reader::load(weights, "tag", tags, STATES)?,
                follows: rows("follows", tags + 1, tags)?.iter().map(|values| row(values)).collect(),
            },
            action: Reader::load(weights, "action", OF_ACTION, 2 * STATES)?,
            outcome: Reader::load(weights, "outcome", OF_OUTCOME, STATES)?,
            told: Reader::load(weights, "told", TOLD_OF_RISK, STATES)?,
            step: Reader::load(weights, "step", 1, 0)?,
            join: rows("join", Join::ALL.len(), OF_PAIR)?.iter().map(|values| row(values)).collect(),
            compared: Evened::load(weights, "compared", STATES)?,
        })
    }

    /// Puts every reader among `weights`.
    pub fn keep(&self, weights: &mut Weights) {
        for (reader, name) in [
            (&self.tagger.reader, "tag"),
            (&self.action, "action"),
            (&self.outcome, "outcome"),
            (&self.told, "told"),
            (&self.step, "step"),
        ] {
            reader.keep(weights, name);
        }
        let tags = Tag::ALL.len();
        weights.insert("close.follows", &[(tags + 1) * tags], self.tagger.follows.concat());
        weights.insert("close.join", &[Join::ALL.len() * OF_PAIR], self.join.concat());
        self.compared.keep(weights, "compared");
    }

    pub fn action(&self, clues: &Clues) -> ActionScores {
        let logits = self.action.logits(clues);
        let (alone, shares) = logits.split_at(2);
        let (who, status) = shares.split_at(TellsWho::ALL.len());
        ActionScores {
            what: sigmoid(alone[0]),
            measurable: sigmoid(alone[1]),
            who: row(&softmax(who)),
            status: row(&softmax(status)),
        }
    }

    pub fn outcome(&self, clues: &Clues) -> OutcomeScores {
        let logits = self.outcome.logits(clues);
        let (kinds, themes) = logits.split_at(Kind::ALL.len());
        let themes: Vec<f32> = themes.iter().map(|&logit| sigmoid(logit)).collect();
        OutcomeScores { kinds: row(&softmax(kinds)), themes: row(&themes) }
    }

    pub fn told(&self, clues: &Clues) -> [f32; TOLD_OF_RISK] {
        let told: Vec<f32> = self.told.logits(clues).into_iter().map(sigmoid).collect();
        row(&told)
    }

    /// How likely the words of a segment tell a step that somebody is to take.
    pub fn step(&self, clues: &Clues) -> f32 {
        sigmoid(self.step.logits(clues)[0])
    }
}

pub fn sigmoid(logit: f32) -> f32 {
    1.0 / (1.0 + (-logit).exp())
}

pub fn softmax(logits: &[f32]) -> Vec<f32> {
    let highest = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let shares: Vec<f32> = logits.iter().map(|logit| (logit - highest).exp()).collect();
    let sum: f32 = shares.iter().sum();
    shares.into_iter().map(|share| share / sum).collect()
}
