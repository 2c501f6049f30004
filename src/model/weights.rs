use super::ModelError;
use candle_core::{Device, Tensor};
use safetensors::tensor::{Dtype, SafeTensors, TensorView};
use std::collections::{BTreeMap, HashMap};

/// Named tensors as they are kept in `model.safetensors`.
///
/// Matrices may be kept as eight-bit whole numbers with one scale a row (`NAME.scale`), which takes a quarter of the room.
#[derive(Default)]
pub struct Weights(BTreeMap<String, Stored>);

/// One tensor, row by row.
#[derive(Clone)]
pub struct Stored {
    pub shape: Vec<usize>,
    values: Values,
}

#[derive(Clone)]
enum Values {
    Full(Vec<f32>),
    Eighth { values: Vec<i8>, scales: Vec<f32> },
}

impl Weights {
    pub fn parse(bytes: &[u8]) -> Result<Weights, ModelError> {
        let file = SafeTensors::deserialize(bytes).map_err(|error| ModelError::Damaged(error.to_string()))?;
        let mut weights = Weights::default();
        for (name, view) in file.tensors() {
            if name.ends_with(".scale") {
                continue;
            }
            let values = match view.dtype() {
                Dtype::F32 => Values::Full(floats(&view)),
                Dtype::I8 if view.shape().len() == 2 => {
                    let scales = file
                        .tensor(&format!("{name}.scale"))
                        .ok()
                        .filter(|scales| scales.dtype() == Dtype::F32 && scales.shape() == &view.shape()[..1])
                        .ok_or_else(|| ModelError::NoTensor(format!("{name}.scale")))?;
                    Values::Eighth { values: view.data().iter().map(|&b| b as i8).collect(), scales: floats(&scales) }
                }
                Dtype::I64 => continue, // the base keeps its list of positions, which is not needed
                other => return Err(ModelError::Damaged(format!("`{name}` is kept as {other:?}"))),
            };
            weights.0.insert(name.to_owned(), Stored { shape: view.shape().to_vec(), values });
        }
        Ok(weights)
    }

    pub fn insert(&mut self, name: &str, shape: &[usize], values: Vec<f32>) {
        assert_eq!(shape.iter().product::<usize>(), values.len(), "`{name}` has another size than its shape");
        self.0.insert(name.to_owned(), Stored { shape: shape.to_vec(), values: Values::Full(values) });
    }

    /// The tensor `name`, which must have `shape`.
    pub fn get(&self, name: &str, shape: &[usize]) -> Result<&Stored, ModelError> {
        self.0.get(name).filter(|stored| stored.shape == shape).ok_or_else(|| ModelError::NoTensor(name.to_owned()))
    }

    /// These weights but those whose names begin with `prefix`.
    #[cfg(feature = "training")]
    pub fn without(mut self, prefix: &str) -> Weights {
        self.0.retain(|name, _| !name.starts_with(prefix));
        self
    }

    pub fn holds(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    pub fn tensor(&self, name: &str, shape: &[usize]) -> Result<Tensor, ModelError> {
        Ok(Tensor::from_vec(self.get(name, shape)?.to_full(), shape, &Device::Cpu)?)
    }

    /// The same weights with every matrix kept in eight bits.
    pub fn in_eighths(&self) -> Weights {
        Weights(self.0.iter().map(|(name, stored)| (name.clone(), stored.in_eighths())).collect())
    }

    pub fn to_bytes(&self) -> Result<Vec<u8>, ModelError> {
        let mut kept: Vec<(String, Dtype, Vec<usize>, Vec<u8>)> = Vec::new();
        let little_endian = |values: &[f32]| values.iter().flat_map(|v| v.to_le_bytes()).collect::<Vec<u8>>();
        for (name, stored) in &self.0 {
            match &stored.values {
                Values::Full(values) => {
                    kept.push((name.clone(), Dtype::F32, stored.shape.clone(), little_endian(values)))
                }
                Values::Eighth { values, scales } => {
                    kept.push((
                        name.clone(),
                        Dtype::I8,
                        stored.shape.clone(),
                        values.iter().map(|&v| v as u8).collect(),
                    ));
                    kept.push((format!("{name}.scale"), Dtype::F32, vec![scales.len()], little_endian(scales)));
                }
            }
        }
        let views: Vec<(&str, TensorView)> = kept
            .iter()
            .map(|(name, kind, shape, bytes)| Ok((name.as_str(), TensorView::new(*kind, shape.clone(), bytes)?)))
            .collect::<Result<_, safetensors::SafeTensorError>>()
            .map_err(|error| ModelError::Damaged(error.to_string()))?;
        safetensors::serialize(views, None::<HashMap<String, String>>)
            .map_err(|error| ModelError::Damaged(error.to_string()))
    }
}

impl Stored {
    /// One row, as full numbers.
    pub fn row(&self, row: usize) -> Vec<f32> {
        let width = self.shape[1];
        let range = row * width..(row + 1) * width;
        match &self.values {
            Values::Full(values) => values[range].to_vec(),
            Values::Eighth { values, scales } => values[range].iter().map(|&v| f32::from(v) * scales[row]).collect(),
        }
    }

    fn to_full(&self) -> Vec<f32> {
        match &self.values {
            Values::Full(values) => values.clone(),
            Values::Eighth { values, scales } => {
                let width = self.shape[1];
                values
                    .chunks(width)
                    .zip(scales)
                    .flat_map(|(row, scale)| row.iter().map(move |&v| f32::from(v) * scale))
                    .collect()
            }
        }
    }

    fn in_eighths(&self) -> Stored {
        let Values::Full(full) = &self.values else { return self.clone() };
        if self.shape.len() != 2 {
            return self.clone();
        }
        let mut values = Vec::with_capacity(full.len());
        let mut scales = Vec::with_capacity(self.shape[0]);
        for row in full.chunks(self.shape[1]) {
            let largest = row.iter().fold(0f32, |largest, v| largest.max(v.abs()));
            let scale = if largest == 0.0 { 1.0 } else { largest / 127.0 };
            values.extend(row.iter().map(|v| (v / scale).round() as i8));
            scales.push(scale);
        }
        Stored { shape: self.shape.clone(), values: Values::Eighth { values, scales } }
    }
}

fn floats(view: &TensorView) -> Vec<f32> {
    view.data().chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eight_bits_keep_a_row_within_half_a_step() {
        let mut weights = Weights::default();
        let full: Vec<f32> = (0..64).map(|n| (n as f32 * 0.7).sin() * (1.0 + (n / 16) as f32)).collect();
        weights.insert("a.weight", &[4, 16], full.clone());
        weights.insert("a.bias", &[4], vec![0.1, 0.2, 0.3, 0.4]);
        let again = Weights::parse(&weights.in_eighths().to_bytes().unwrap()).unwrap();
        let kept = again.get("a.weight", &[4, 16]).unwrap();
        for row in 0..4 {
            let before = &full[row * 16..(row + 1) * 16];
            let step = before.iter().fold(0f32, |m, v| m.max(v.abs())) / 127.0;
            for (before, after) in before.iter().zip(kept.row(row)) {
                assert!((before - after).abs() <= step * 0.501);
            }
        }
        assert_eq!(again.get("a.bias", &[4]).unwrap().to_full(), [0.1, 0.2, 0.3, 0.4]);
        assert!(matches!(again.get("a.bias", &[5]), Err(ModelError::NoTensor(_))));
    }

    #[test]
    fn damaged_weights_are_an_error() {
        assert!(matches!(Weights::parse(b"not safetensors at all"), Err(ModelError::Damaged(_))));
    }
}
