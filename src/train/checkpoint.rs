//! Where a training run stands, so that one that was stopped goes on from there and ends with the same weights.

use super::adam::Adam;
use super::fit::{Plan, TrainError};
use super::{file_error, write_whole};
use crate::model::Weights;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// A folder with `state.safetensors` and `run.toml`, rewritten as the run goes on and empty once it is done.
pub struct Checkpoint {
    folder: PathBuf,
    run: Run,
}

/// What makes two runs the same run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Run {
    pub plan: String,
    /// SHA-256 of the recordings learnt from.
    pub corpora: String,
    pub version: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kept {
    run: Run,
    steps: i32,
    /// Mean loss of each step so far.
    losses: Vec<f32>,
}

impl Checkpoint {
    pub fn new(folder: PathBuf, plan: &Plan, corpora: String) -> Checkpoint {
        let run = Run { plan: format!("{plan:?}"), corpora, version: env!("CARGO_PKG_VERSION").into() };
        Checkpoint { folder, run }
    }

    /// Sets `adam` to where the run was stopped and gives the losses until then; none where there is nothing to go on from.
    pub fn resume(&self, adam: &mut Adam) -> Result<Vec<f32>, TrainError> {
        let path = self.folder.join("run.toml");
        if !path.exists() {
            return Ok(Vec::new());
        }
        let unusable =
            |why: &str| TrainError::Checkpoint { path: self.folder.display().to_string(), why: why.to_owned() };
        let text = std::fs::read_to_string(&path).map_err(|error| file_error(&path, &error))?;
        let kept: Kept = toml::from_str(&text).map_err(|_| unusable("run.toml is damaged"))?;
        if kept.run != self.run {
            return Err(unusable("it is of another plan, other corpora or another version"));
        }
        let path = self.folder.join(state_name(kept.steps));
        let bytes = std::fs::read(&path).map_err(|error| file_error(&path, &error))?;
        adam.restore(&Weights::parse(&bytes)?, kept.steps).map_err(|_| unusable("its numbers do not fit the model"))?;
        Ok(kept.losses)
    }

    /// Keeps where the run stands. Until the new state is whole, the one before it stays.
    pub fn keep(&self, adam: &Adam, losses: &[f32]) -> Result<(), TrainError> {
        let before = std::fs::read_dir(&self.folder).into_iter().flatten().flatten().map(|entry| entry.path());
        let before: Vec<PathBuf> =
            before.filter(|path| path.extension().is_some_and(|extension| extension == "safetensors")).collect();
        write_whole(&self.folder, &state_name(adam.steps), &adam.state()?.to_bytes()?)?;
        let kept = Kept { run: self.run.clone(), steps: adam.steps, losses: losses.to_vec() };
        let kept = toml::to_string(&kept).expect("a run holds nothing that TOML cannot");
        write_whole(&self.folder, "run.toml", kept.as_bytes())?;
        before.iter().try_for_each(|path| std::fs::remove_file(path).map_err(|error| file_error(path, &error)))
    }

    /// Called when the weights are written.
    pub fn clear(&self) -> Result<(), TrainError> {
        match std::fs::remove_dir_all(&self.folder) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(file_error(&self.folder, &error)),
            _ => Ok(()),
        }
    }
}

fn state_name(steps: i32) -> String {
    format!("state-{steps}.safetensors")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::train::Learn;
    use std::collections::BTreeMap;

    #[test]
    fn a_run_is_gone_on_with_or_the_reason_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let plan = Plan { epochs: 1, rate: 0.1, batch: 2, seed: 1, learn: Learn::InContext, share: 1.0 };
        let at = |plan: &Plan| Checkpoint::new(folder.path().join("unfinished"), plan, "abc".into());
        let mut adam = Adam { parameters: BTreeMap::new(), steps: 0 };
        assert!(at(&plan).resume(&mut adam).unwrap().is_empty());
        adam.steps = 3;
        at(&plan).keep(&adam, &[3.0, 2.0, 1.5]).unwrap();
        adam.steps = 0;
        assert_eq!(at(&plan).resume(&mut adam).unwrap(), [3.0, 2.0, 1.5]);
        assert_eq!(adam.steps, 3);
        let other = at(&Plan { seed: 2, ..plan.clone() }).resume(&mut adam).unwrap_err().to_string();
        assert!(other.contains("another plan") && other.contains("Remove that folder"), "{other}");
        at(&plan).clear().unwrap();
        assert!(at(&plan).resume(&mut adam).unwrap().is_empty());
    }
}
