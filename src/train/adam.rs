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

impl Adam {
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
}
