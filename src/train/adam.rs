use crate::model::{ModelError, Weights};
use candle_core::{Device, Tensor, Var};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// AdamW over named tensors. candle's own keeps its moments to itself, so a run that was stopped could not go on from where it was.
pub struct Adam {
    pub parameters: BTreeMap<String, Parameter>,
    pub steps: i32,
}

pub struct Parameter {
    pub var: Var,
    pub first: Vec<f32>,
    pub second: Vec<f32>,
    /// Heads begin from nothing and learn faster than the encoder they stand on.
    pub rate_factor: f32,
}

const BETA_FIRST: f32 = 0.9;
const BETA_SECOND: f32 = 0.999;
const EPSILON: f32 = 1e-8;
const DECAY: f32 = 0.01;

impl Parameter {
    pub fn new(var: Var, rate_factor: f32) -> Parameter {
        let size = var.elem_count();
        Parameter { var, first: vec![0.0; size], second: vec![0.0; size], rate_factor }
    }
}

/// Gradients by the names of the parameters.
pub type Gradients = BTreeMap<String, Vec<f32>>;

/// The sums of what the parts of a batch give, in their order: gradients and loss.
pub fn summed(worked: Vec<(Gradients, f32)>) -> (Gradients, f32) {
    let loss = worked.iter().map(|(_, loss)| loss).sum();
    let mut total = Gradients::new();
    for (name, gradient) in worked.into_iter().flat_map(|(own, _)| own) {
        let sum = total.entry(name).or_insert_with(|| vec![0.0; gradient.len()]);
        sum.iter_mut().zip(&gradient).for_each(|(sum, value)| *sum += value);
    }
    (total, loss)
}

impl Adam {
    /// The gradients of the parameters that `loss` rests on, and its value.
    pub fn gradients_of(&self, loss: &Tensor) -> Result<(Gradients, f32), ModelError> {
        let store = loss.backward()?;
        let own = self
            .parameters
            .iter()
            .filter_map(|(name, parameter)| store.get(parameter.var.as_tensor()).map(|gradient| (name, gradient)))
            .map(|(name, gradient)| Ok((name.clone(), gradient.flatten_all()?.to_vec1::<f32>()?)))
            .collect::<Result<Gradients, ModelError>>()?;
        Ok((own, loss.to_scalar::<f32>()?))
    }

    /// One step along `gradients`, which are named as the parameters are.
    pub fn step(&mut self, gradients: &BTreeMap<String, Vec<f32>>, rate: f32) -> candle_core::Result<()> {
        self.steps += 1;
        let first_scale = 1.0 / (1.0 - BETA_FIRST.powi(self.steps));
        let second_scale = 1.0 / (1.0 - BETA_SECOND.powi(self.steps));
        self.parameters.par_iter_mut().try_for_each(|(name, parameter)| {
            let Some(gradient) = gradients.get(name) else { return Ok(()) };
            let rate = rate * parameter.rate_factor;
            let mut values = parameter.var.flatten_all()?.to_vec1::<f32>()?;
            let moments = parameter.first.iter_mut().zip(&mut parameter.second);
            for ((value, gradient), (first, second)) in values.iter_mut().zip(gradient).zip(moments) {
                *first = BETA_FIRST * *first + (1.0 - BETA_FIRST) * gradient;
                *second = BETA_SECOND * *second + (1.0 - BETA_SECOND) * gradient * gradient;
                let along = *first * first_scale / ((*second * second_scale).sqrt() + EPSILON);
                *value -= rate * (along + DECAY * *value);
            }
            parameter.var.set(&Tensor::from_vec(values, parameter.var.shape().clone(), &Device::Cpu)?)
        })
    }

    /// Values and moments of every parameter, by name.
    pub fn state(&self) -> Result<Weights, ModelError> {
        let mut state = Weights::default();
        for (name, parameter) in &self.parameters {
            let shape = parameter.var.dims();
            state.insert(&format!("value.{name}"), shape, parameter.var.flatten_all()?.to_vec1()?);
            state.insert(&format!("first.{name}"), shape, parameter.first.clone());
            state.insert(&format!("second.{name}"), shape, parameter.second.clone());
        }
        Ok(state)
    }

    /// The state that [`Adam::state`] gave after `steps` steps.
    pub fn restore(&mut self, state: &Weights, steps: i32) -> Result<(), ModelError> {
        for (name, parameter) in &mut self.parameters {
            let shape = parameter.var.dims().to_vec();
            let kept = |part: &str| state.tensor(&format!("{part}.{name}"), &shape);
            parameter.var.set(&kept("value")?)?;
            parameter.first = kept("first")?.flatten_all()?.to_vec1()?;
            parameter.second = kept("second")?.flatten_all()?.to_vec1()?;
        }
        self.steps = steps;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fresh() -> Adam {
        let var = Var::from_vec(vec![0.5f32, -1.0, 2.0, 0.1], (2, 2), &Device::Cpu).unwrap();
        Adam { parameters: BTreeMap::from([("a".to_owned(), Parameter::new(var, 1.0))]), steps: 0 }
    }

    fn step(adam: &mut Adam, number: usize) {
        let gradient = (0..4).map(|index| ((number * 4 + index) as f32).sin()).collect();
        adam.step(&BTreeMap::from([("a".to_owned(), gradient)]), 0.01).unwrap();
    }

    /// What a checkpoint rests on: five steps, kept, and five more are ten steps.
    #[test]
    fn a_state_that_was_kept_goes_on_as_if_nothing_had_been() {
        let mut straight = fresh();
        (0..10).for_each(|number| step(&mut straight, number));
        let mut before = fresh();
        (0..5).for_each(|number| step(&mut before, number));
        let kept = before.state().unwrap().to_bytes().unwrap();
        let mut after = fresh();
        after.restore(&Weights::parse(&kept).unwrap(), 5).unwrap();
        (5..10).for_each(|number| step(&mut after, number));
        let values = |adam: &Adam| adam.parameters["a"].var.flatten_all().unwrap().to_vec1::<f32>().unwrap();
        assert_eq!(values(&after), values(&straight));
    }
}
