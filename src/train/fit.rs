use super::adam::{Adam, Gradients, Parameter, summed};
use super::checkpoint::Checkpoint;
use super::dataset::{Sample, Target, samples};
use crate::corpus::{CorpusError, Entry};
use crate::files::in_words;
use crate::model::{Encoder, HIDDEN_WORD, Heads, ModelError, Shape, Tokens, Weights, pool};
use crate::random::Random;
use crate::rules::Category;
use crate::section::{Section, Voice};
use candle_core::{D, Device, Tensor, Var};
use candle_nn::ops;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::Mutex;

/// What a training run does. The same plan gives the same weights.
#[derive(Clone, Debug)]
pub struct Plan {
    pub epochs: usize,
    /// Highest learning rate of the encoder; it rises to this over the first steps and falls to nothing.
    pub rate: f32,
    /// Windows to a step.
    pub batch: usize,
    pub seed: u64,
    pub learn: Learn,
    /// Share of the recordings that are learnt from.
    pub share: f32,
}

/// What is learnt, and from what: the whole, or one of the lesser ways that show what the whole is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Learn {
    /// The encoder and its heads, from recordings.
    InContext,
    /// The encoder and its heads, from one segment at a time.
    Alone,
    /// The heads, on the base as it is.
    HeadsOnly,
}

#[derive(Debug, thiserror::Error)]
pub enum TrainError {
    #[error(transparent)]
    Corpus(#[from] CorpusError),
    #[error(transparent)]
    Model(#[from] ModelError),
    #[error("{path}: {}", in_words(*kind))]
    File { path: String, kind: std::io::ErrorKind },
    #[error("the run kept in {path} cannot be gone on with: {why}. Remove that folder to begin again")]
    Checkpoint { path: String, why: String },
    #[error("the base is not all-MiniLM-L6-v2: the SHA-256 of {file} is {found}")]
    OtherBase { file: &'static str, found: String },
}

/// Told after every step: step, steps in all, and the mean loss of the step.
pub type Progress<'a> = &'a dyn Fn(usize, usize, f32);

/// Share of words hidden from the encoder in training, so that it leans on what stands around them.
const HIDDEN_WORDS: f32 = 0.1;
const HEAD_RATE_FACTOR: f32 = 20.0;
const WARMING_SHARE: f32 = 0.06;

/// What the losses of voices, acceptable sections, boundaries and flags count beside that of sections. Those of the last two are sums over
/// tokens: more weight costs placement dearly (evals/README.md).
const VOICES: f64 = 0.7;
const ACCEPTABLE: f64 = 0.4;
const BOUNDARIES: f64 = 0.2;
const FLAGS: f64 = 0.05;

/// Fits the encoder and fresh heads to `entries`, beginning from the weights of `base`. The embeddings stay as they are: on corpora of
/// this size, learning them fits the corpora and not the language.
pub fn fit(
    base: &Weights,
    tokens: &Tokens,
    entries: &[Entry],
    plan: &Plan,
    checkpoint: &Checkpoint,
    progress: Progress,
) -> Result<Fitted, TrainError> {
    let random = Random::new(plan.seed);
    let parameters = Mutex::new(BTreeMap::new());
    let take = |name: &str, shape: &[usize]| -> Result<Tensor, ModelError> {
        let (start, factor) = match name.starts_with("heads.") {
            true => (fresh(name, shape, random)?, HEAD_RATE_FACTOR),
            false => (base.tensor(name, shape)?, 1.0),
        };
        let var = Var::from_tensor(&start)?;
        let tensor = var.as_tensor().clone();
        parameters.lock().expect("no other thread holds it").insert(name.to_owned(), Parameter::new(var, factor));
        Ok(tensor)
    };
    let encoder = Encoder::from_source(base, Shape::MINILM, &take)?;
    let heads = Heads::from_source(Shape::MINILM.hidden, &take)?;
    let mut adam = Adam { parameters: parameters.into_inner().expect("no other thread holds it"), steps: 0 };

    let passes = (0..plan.epochs)
        .map(|epoch| samples(entries, tokens, plan.learn, random.fork(1000 + epoch as u64)))
        .collect::<Result<Vec<_>, _>>()?;
    let steps: usize = passes.iter().map(|pass| pass.len().div_ceil(plan.batch)).sum();
    let mut losses = checkpoint.resume(&mut adam)?;
    let batches = passes.iter().flat_map(|pass| pass.chunks(plan.batch)).enumerate();
    for (step, batch) in batches.skip(losses.len()) {
        let (gradients, loss) =
            gradients(&encoder, &heads, tokens, &adam, plan.learn, batch, random.fork(step as u64 + 1_000_000))?;
        adam.step(&gradients, plan.rate * rate_factor(step, steps)).map_err(ModelError::from)?;
        losses.push(loss);
        progress(losses.len(), steps, loss);
        if losses.len().is_multiple_of(KEPT_EVERY) {
            checkpoint.keep(&adam, &losses)?;
        }
    }
    Ok(Fitted { weights: gather(base, &adam)?, losses })
}

/// Trained weights, and the mean loss of each step on the way.
pub struct Fitted {
    pub weights: Weights,
    pub losses: Vec<f32>,
}

/// Steps after which a run is kept: a few minutes' work.
const KEPT_EVERY: usize = 200;

fn rate_factor(step: usize, steps: usize) -> f32 {
    let warming = (steps as f32 * WARMING_SHARE).max(1.0);
    let done = step as f32;
    if done < warming { (done + 1.0) / warming } else { (steps as f32 - done) / (steps as f32 - warming) }
}

fn fresh(name: &str, shape: &[usize], random: Random) -> Result<Tensor, ModelError> {
    let stream = name.bytes().fold(7u64, |hash, byte| hash.wrapping_mul(31).wrapping_add(u64::from(byte)));
    let mut random = random.fork(stream);
    let values: Vec<f32> = match shape.len() {
        1 => vec![start_of(name); shape[0]],
        _ => (0..shape.iter().product()).map(|_| (random.share() - 0.5) * 0.08).collect(),
    };
    Ok(Tensor::from_vec(values, shape, &Device::Cpu)?)
}

/// Where a head's output begins. Few tokens begin a segment or are part of a flagged phrase, and heads that had to learn so first would
/// pull the encoder hard while they do.
fn start_of(name: &str) -> f32 {
    match name {
        "heads.boundary.bias" => -2.5,
        "heads.flag.bias" => -5.0,
        _ => 0.0,
    }
}

/// Parts that a batch is worked in, side by side. Always as many, so that the sum is the same on every machine.
const PARTS: usize = 2;

/// The mean gradient over a batch.
fn gradients(
    encoder: &Encoder,
    heads: &Heads,
    tokens: &Tokens,
    adam: &Adam,
    learn: Learn,
    batch: &[Sample],
    random: Random,
) -> Result<(Gradients, f32), ModelError> {
    let segments: usize = batch.iter().map(|sample| sample.targets.len()).sum();
    let worked = in_parts(batch)
        .par_iter()
        .enumerate()
        .map(|(index, samples)| {
            let loss = (loss(encoder, heads, tokens, learn, samples, random.fork(index as u64))? / segments as f64)?;
            adam.gradients_of(&loss)
        })
        .collect::<Result<Vec<_>, ModelError>>()?;
    Ok(summed(worked))
}

/// Parts of about as many tokens, so that none waits long for another.
fn in_parts(batch: &[Sample]) -> Vec<Vec<&Sample>> {
    let mut by_length: Vec<&Sample> = batch.iter().collect();
    by_length.sort_by_key(|sample| std::cmp::Reverse(sample.tokens.len()));
    let mut parts: Vec<(usize, Vec<&Sample>)> = vec![(0, Vec::new()); PARTS.min(batch.len())];
    for sample in by_length {
        let shortest = parts.iter_mut().min_by_key(|(length, _)| *length).expect("a batch has a part");
        shortest.0 += sample.tokens.len();
        shortest.1.push(sample);
    }
    parts.into_iter().map(|(_, samples)| samples).collect()
}

/// Summed over the segments of the samples.
fn loss(
    encoder: &Encoder,
    heads: &Heads,
    tokens: &Tokens,
    learn: Learn,
    samples: &[&Sample],
    mut random: Random,
) -> Result<Tensor, ModelError> {
    let mut windows = Vec::with_capacity(samples.len());
    let mut ranges = Vec::new();
    let mut begins = Vec::new();
    let mut flags = Vec::new();
    for sample in samples {
        // The marks before and after a window are tokens too, and begin nothing.
        let first = begins.len() + 1;
        begins.resize(begins.len() + sample.tokens.len() + 2, 0f32);
        flags.resize(begins.len() * Category::ALL.len(), 0f32);
        for target in &sample.targets {
            begins[first + target.range.start] = 1.0;
            for &(token, category) in &target.flags {
                flags[(first + target.range.start + token) * Category::ALL.len() + category as usize] = 1.0;
            }
            ranges.push(first + target.range.start..first + target.range.end);
        }
        let mut ids = tokens.framed(&sample.tokens);
        let last = ids.len() - 1;
        ids[1..last].iter_mut().filter(|_| random.share() < HIDDEN_WORDS).for_each(|id| *id = HIDDEN_WORD);
        windows.push(ids);
    }
    let targets = || samples.iter().flat_map(|sample| &sample.targets);
    let states = encoder.encode_for_training(&windows)?;
    let states = if learn == Learn::HeadsOnly { states.detach() } else { states };
    let logits = heads.segment_logits(&pool(&states, &ranges)?)?;
    let sections = cross_entropy(&logits.sections, targets().flat_map(sections_to_learn).collect())?;
    let voices = cross_entropy(&logits.voices, targets().flat_map(voice_to_learn).collect())?;
    let acceptable = yes_or_no(&logits.acceptable, targets().flat_map(|target| target.acceptable).collect())?;
    let boundaries = yes_or_no(&heads.boundary_logits(&states)?, begins)?;
    let flags = yes_or_no(&heads.flag_logits(&states)?, flags)?;
    Ok(((sections + (voices * VOICES)?)? + (acceptable * ACCEPTABLE)? + (boundaries * BOUNDARIES)? + (flags * FLAGS)?)?)
}

/// Shares of the sections that a segment's logits are drawn to: most to its own, the rest to those where another reader could place it.
fn sections_to_learn(target: &Target) -> [f32; Section::ALL.len()] {
    const OTHERS: f32 = 0.2;
    let others = target.acceptable.iter().sum::<f32>() - 1.0;
    let mut shares = target.acceptable.map(|accepted| if others > 0.0 { accepted * OTHERS / others } else { 0.0 });
    shares[target.section as usize] = if others > 0.0 { 1.0 - OTHERS } else { 1.0 };
    shares
}

fn voice_to_learn(target: &Target) -> [f32; Voice::ALL.len()] {
    Voice::ALL.map(|voice| if voice == target.voice { 1.0 } else { 0.0 })
}

/// Cross-entropy from logits against shares that sum to one in each row.
fn cross_entropy(logits: &Tensor, shares: Vec<f32>) -> Result<Tensor, ModelError> {
    let shares = Tensor::from_vec(shares, logits.shape().clone(), &Device::Cpu)?;
    Ok((ops::log_softmax(logits, D::Minus1)? * shares)?.sum_all()?.neg()?)
}

/// Binary cross-entropy from logits in a form that cannot overflow: relu(x) − x·t + ln(1 + e^−|x|).
fn yes_or_no(logits: &Tensor, targets: Vec<f32>) -> Result<Tensor, ModelError> {
    let logits = logits.flatten_all()?;
    let targets = Tensor::from_vec(targets, logits.shape().clone(), &Device::Cpu)?;
    let rest = (logits.abs()?.neg()?.exp()? + 1.0)?.log()?;
    Ok(((logits.relu()? - (&logits * targets)?)? + rest)?.sum_all()?)
}

fn gather(base: &Weights, adam: &Adam) -> Result<Weights, TrainError> {
    let mut weights = Weights::default();
    for (name, rows) in [
        ("word_embeddings", Shape::MINILM.vocabulary),
        ("position_embeddings", Shape::MINILM.positions),
        ("token_type_embeddings", 2),
    ] {
        let name = format!("embeddings.{name}.weight");
        let shape = [rows, Shape::MINILM.hidden];
        let kept = base.tensor(&name, &shape)?.flatten_all().and_then(|t| t.to_vec1()).map_err(ModelError::from)?;
        weights.insert(&name, &shape, kept);
    }
    for (name, parameter) in &adam.parameters {
        let values = parameter.var.flatten_all().and_then(|t| t.to_vec1()).map_err(ModelError::from)?;
        weights.insert(name, parameter.var.dims(), values);
    }
    Ok(weights)
}
