//! Fits the layers that read closely, on an encoder that stays as it is.

use super::adam::{Adam, Gradients, Parameter, summed};
use super::dataset::{Sample, Target, samples};
use super::fit::{Learn, Plan, Progress, TrainError, cross_entropy, rate_factor, yes_or_no};
use crate::corpus::Entry;
use crate::model::{BELOW, CloseReader, Encoder, Join, ModelError, OF_ACTION, Part, Shape, Tokens, Weights, pool};
use crate::outcome::Kind;
use crate::random::Random;
use crate::section::Section;
use candle_core::{Device, Tensor, Var};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Mutex;

const HEAD_RATE_FACTOR: f32 = 20.0;

/// What a possible line between two segments counts, drawn or not, beside what else is read of them.
const LINKS: f64 = 0.5;
/// The same of a token of an action.
const PARTS_OF_ACTIONS: f64 = 0.5;

/// A fitted tensor: its name, shape and values.
pub type Fitted = (String, Vec<usize>, Vec<f32>);

/// Fits the layers to `entries`, beginning from the encoder's own last ones.
pub fn fit(
    weights: &Weights,
    tokens: &Tokens,
    entries: &[Entry],
    plan: &Plan,
    progress: Progress,
) -> Result<Vec<Fitted>, TrainError> {
    let random = Random::new(plan.seed);
    let encoder = Encoder::load(weights, Shape::MINILM)?;
    let parameters = Mutex::new(BTreeMap::new());
    let take = |name: &str, shape: &[usize]| -> Result<Tensor, ModelError> {
        let known = weights.holds(name).then(|| weights.tensor(name, shape)).transpose()?;
        let (start, factor) = match name.strip_prefix("close.layer.").and_then(|rest| rest.split_once('.')) {
            Some((number, rest)) => {
                let number: usize = number.parse().expect("layers are numbered");
                (weights.tensor(&format!("encoder.layer.{}.{rest}", BELOW + number), shape)?, 1.0)
            }
            None => (fresh(name, shape, random)?, HEAD_RATE_FACTOR),
        };
        // A model that has been fitted so far goes on from there.
        let var = Var::from_tensor(&known.unwrap_or(start))?;
        let tensor = var.as_tensor().clone();
        parameters.lock().expect("no other thread holds it").insert(name.to_owned(), Parameter::new(var, factor));
        Ok(tensor)
    };
    let reader = CloseReader::from_source(Shape::MINILM, &take)?;
    let mut adam = Adam { parameters: parameters.into_inner().expect("no other thread holds it"), steps: 0 };
    let mut passes = Vec::new();
    for epoch in 0..plan.epochs {
        let mut pass = samples(entries, tokens, Learn::InContext, random.fork(3000 + epoch as u64))?;
        pass.retain(|sample| sample.targets.iter().any(|target| target.close.is_some() || target.links.is_some()));
        passes.push(pass);
    }
    let steps: usize = passes.iter().map(|pass| pass.len().div_ceil(plan.batch)).sum();
    for (step, batch) in passes.iter().flat_map(|pass| pass.chunks(plan.batch)).enumerate() {
        let half = |part: &[Sample]| adam.gradients_of(&(loss(&encoder, &reader, tokens, part)? / batch.len() as f64)?);
        let (gradients, loss) = in_halves(batch, half)?;
        adam.step(&gradients, plan.rate * rate_factor(step, steps)).map_err(ModelError::from)?;
        progress(step + 1, steps, loss);
    }
    let values = |(name, parameter): (&String, &Parameter)| -> Result<Fitted, ModelError> {
        let var = &parameter.var;
        Ok((name.clone(), var.dims().to_vec(), var.flatten_all()?.to_vec1()?))
    };
    Ok(adam.parameters.iter().map(values).collect::<Result<_, _>>()?)
}

fn fresh(name: &str, shape: &[usize], random: Random) -> Result<Tensor, ModelError> {
    // Few tokens are parts of an action, and few themes or tellings are there: those heads begin low.
    let rare = ["close.part.bias", "close.theme.bias", "close.told.bias"].contains(&name);
    let stream = name.bytes().fold(11u64, |hash, byte| hash.wrapping_mul(31).wrapping_add(u64::from(byte)));
    let mut random = random.fork(stream);
    let values: Vec<f32> = match shape.len() {
        1 => vec![if rare { -2.0 } else { 0.0 }; shape[0]],
        _ => (0..shape.iter().product()).map(|_| (random.share() - 0.5) * 0.08).collect(),
    };
    Ok(Tensor::from_vec(values, shape, &Device::Cpu)?)
}

/// Works a batch in two halves, side by side, whose sum is the same on every machine.
fn in_halves<T: Sync>(
    batch: &[T],
    half: impl Fn(&[T]) -> Result<(Gradients, f32), ModelError> + Sync + Send,
) -> Result<(Gradients, f32), ModelError> {
    let halves: Vec<&[T]> = batch.chunks(batch.len().div_ceil(2)).collect();
    let worked = halves.into_par_iter().map(half).collect::<Result<Vec<(Gradients, f32)>, ModelError>>()?;
    Ok(summed(worked))
}

/// Summed over the samples.
fn loss(encoder: &Encoder, reader: &CloseReader, tokens: &Tokens, samples: &[Sample]) -> Result<Tensor, ModelError> {
    let mut below = Vec::new();
    let mut lengths = Vec::new();
    for sample in samples {
        let window = tokens.framed(&sample.tokens);
        below.push(encoder.encode_below(&window, BELOW)?.detach());
        lengths.push(window.len());
    }
    let states = reader.read_for_training(&Tensor::cat(&below, 0)?, &lengths)?;
    told_loss(reader, &states, &samples.iter().collect::<Vec<_>>())
}

/// The loss of the heads on the states of several windows, one below the other with the marks around each.
fn told_loss(reader: &CloseReader, states: &Tensor, samples: &[&Sample]) -> Result<Tensor, ModelError> {
    const MARKS: usize = 2;
    let mut ranges = Vec::new();
    let mut first = 1;
    for sample in samples {
        ranges.extend(sample.targets.iter().map(|target| first + target.range.start..first + target.range.end));
        first += sample.tokens.len() + MARKS;
    }
    let pooled = pool(states, &ranges)?;
    let targets: Vec<(&Range<usize>, &Target)> =
        ranges.iter().zip(samples.iter().flat_map(|sample| &sample.targets)).collect();
    let mut loss = close_loss(reader, states, &pooled, &targets)?;
    let mut first = 0;
    for sample in samples {
        let own = pooled.narrow(0, first, sample.targets.len())?;
        loss = (loss + links_loss(reader, &own, &sample.targets)?)?;
        first += sample.targets.len();
    }
    Ok(loss)
}

/// What the lines between the segments of one window tell.
fn links_loss(reader: &CloseReader, pooled: &Tensor, targets: &[Target]) -> Result<Tensor, ModelError> {
    let mut loss = Tensor::zeros((), pooled.dtype(), &Device::Cpu)?;
    if targets.iter().all(|target| target.links.is_none()) {
        return Ok(loss);
    }
    for join in Join::ALL {
        let (mut pairs, mut joined) = (Vec::new(), Vec::new());
        for (i, from) in targets.iter().enumerate() {
            for (j, to) in targets.iter().enumerate().filter(|(j, to)| i != *j && can_join(from, to, join)) {
                pairs.push((i * targets.len() + j) as u32);
                joined.push(f32::from(from.links.as_ref().is_some_and(|links| links.contains(&to.number))));
            }
        }
        if !pairs.is_empty() {
            let count = pairs.len();
            let pairs = Tensor::from_vec(pairs, count, &Device::Cpu)?;
            let logits = reader.link_logits(pooled, join)?.flatten_all()?.index_select(&pairs, 0)?;
            loss = (loss + (yes_or_no(&logits, joined)? * LINKS)?)?;
        }
    }
    Ok(loss)
}

fn can_join(from: &Target, to: &Target, join: Join) -> bool {
    let is_risk = |target: &Target| target.section == Section::PriorityRisks;
    match join {
        Join::OutcomeToRisk => from.aims && is_risk(to),
        Join::OutcomeToAction => from.aims && to.acts,
        Join::RiskToAction => is_risk(from) && to.acts,
        Join::ActionToReview => from.acts && (to.acts || to.section == Section::Context),
    }
}

/// What the segments that were read closely tell.
fn close_loss(
    reader: &CloseReader,
    states: &Tensor,
    pooled: &Tensor,
    targets: &[(&Range<usize>, &Target)],
) -> Result<Tensor, ModelError> {
    let (mut tokens, mut parts) = (Vec::new(), Vec::new());
    let (mut actions, mut of_actions) = (Vec::new(), Vec::new());
    let (mut aims, mut kinds, mut themes) = (Vec::new(), Vec::new(), Vec::new());
    let (mut tellers, mut told) = (Vec::new(), Vec::new());
    for (number, (range, target)) in targets.iter().enumerate() {
        let Some(close) = &target.close else { continue };
        if !close.actions.is_empty() {
            let first = parts.len();
            tokens.extend(range.start as u32..range.end as u32);
            parts.resize(first + range.len() * Part::COUNT, 0f32);
            for &(token, part) in close.parts.iter().filter(|(token, _)| *token < range.len()) {
                parts[first + token * Part::COUNT + part as usize] = 1.0;
            }
        }
        for (own, says) in &close.actions {
            actions.push(range.start + own.start..range.start + own.end);
            of_actions.push(says);
        }
        if let Some((kind, of_themes)) = &close.outcome {
            aims.push(number as u32);
            kinds.extend(Kind::ALL.map(|other| f32::from(other == *kind)));
            themes.extend(of_themes);
        }
        if let Some(of_risks) = &close.told {
            tellers.push(number as u32);
            told.extend(of_risks);
        }
    }
    let select = |from: &Tensor, rows: Vec<u32>| {
        let count = rows.len();
        from.index_select(&Tensor::from_vec(rows, count, &Device::Cpu)?, 0)
    };
    let mut loss = Tensor::zeros((), states.dtype(), &Device::Cpu)?;
    if !tokens.is_empty() {
        let logits = reader.part_logits(&select(states, tokens)?)?;
        loss = (loss + (yes_or_no(&logits, parts)? * PARTS_OF_ACTIONS)?)?;
        let logits = reader.action_logits(&pool(states, &actions)?)?;
        let alone = of_actions.iter().flat_map(|says| says[..3].to_vec()).collect();
        let status = of_actions.iter().flat_map(|says| says[3..].to_vec()).collect();
        let of_words = yes_or_no(&logits.narrow(1, 0, 3)?.contiguous()?, alone)?;
        let of_status = cross_entropy(&logits.narrow(1, 3, OF_ACTION - 3)?.contiguous()?, status)?;
        loss = ((loss + of_words)? + of_status)?;
    }
    if !aims.is_empty() {
        let (of_kinds, of_themes) = reader.outcome_logits(&select(pooled, aims)?)?;
        loss = ((loss + cross_entropy(&of_kinds, kinds)?)? + yes_or_no(&of_themes, themes)?)?;
    }
    if !tellers.is_empty() {
        let logits = reader.told_logits(&select(pooled, tellers)?)?;
        loss = (loss + yes_or_no(&logits, told)?)?;
    }
    Ok(loss)
}
