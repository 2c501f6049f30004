//! Makes a model from the corpora (feature `training`). Nothing here runs when a recording is read.

#![expect(clippy::disallowed_methods, reason = "bases are opened and models written here")]

mod adam;
mod calibrate;
mod dataset;
mod fit;
mod random;

pub use fit::{Plan, Progress, TrainError};

use crate::corpus::{Entry, Split, read_split};
use crate::model::{FileHashes, Manifest, Model, Origin, Settings, Shape, Tokens, Weights, sha256};
use crate::rules::Rules;
use crate::section::{Section, Voice};
use std::path::Path;

const BASE_SHA256: &str = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db";
const BASE_TOKENIZER_SHA256: &str = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037";

/// Settings under which a model gives its scores as they are.
const UNSET: Settings =
    Settings { cues: 0.0, risk_lean: 0.0, temperature: 1.0, also: 0.5, also_risk: 0.5, boundary: 0.5 };

/// Trains on `corpora/train` and calibrates on `corpora/development`, from the base in `base`, and writes two models that `--model` can name: `output`, with its matrices in
/// eight bits, and `full`, the same in full numbers, for measuring what that costs.
pub fn train(
    corpora: &Path,
    base: &Path,
    output: &Path,
    full: &Path,
    plan: &Plan,
    progress: Progress,
) -> Result<(), TrainError> {
    let entries = read_split(corpora, Split::Train)?;
    let development = read_split(corpora, Split::Development)?;
    let weights = read_checked(base, "model.safetensors", BASE_SHA256)?;
    let tokenizer = read_checked(base, "tokenizer.json", BASE_TOKENIZER_SHA256)?;
    let trained = fit::fit(&Weights::parse(&weights)?, &Tokens::parse(&tokenizer)?, &entries, plan, progress)?;
    export(&trained, &tokenizer, &entries, &development, plan, output, full)
}

/// Calibrates trained weights and writes them, in full numbers and in eight bits.
pub fn export(
    trained: &Weights,
    tokenizer: &[u8],
    entries: &[Entry],
    development: &[Entry],
    plan: &Plan,
    output: &Path,
    full: &Path,
) -> Result<(), TrainError> {
    let manifest = Manifest {
        name: "recording-minilm".into(),
        licence: "Apache-2.0".into(),
        sections: Section::ALL.to_vec(),
        voices: Voice::ALL.to_vec(),
        encoder: Shape::MINILM,
        settings: UNSET,
        made_from: Origin {
            base: "sentence-transformers/all-MiniLM-L6-v2".into(),
            base_sha256: BASE_SHA256.into(),
            base_licence: "Apache-2.0".into(),
            recordings: entries.len(),
            segments: entries.iter().map(|entry| entry.segments.len()).sum(),
            seed: plan.seed,
            epochs: plan.epochs,
        },
        files: FileHashes::default(),
    };
    write_calibrated(full, &manifest, tokenizer, &trained.to_bytes()?, development)?;
    write_calibrated(output, &manifest, tokenizer, &trained.in_eighths().to_bytes()?, development)
}

fn write_calibrated(
    folder: &Path,
    manifest: &Manifest,
    tokenizer: &[u8],
    weights: &[u8],
    development: &[Entry],
) -> Result<(), TrainError> {
    let files = FileHashes { model: sha256(weights), tokenizer: sha256(tokenizer) };
    let manifest = Manifest { files, ..manifest.clone() };
    let model = Model::assemble(manifest.clone(), tokenizer, weights)?;
    let manifest = Manifest { settings: calibrate::settings(&model, &Rules::built_in(), development)?, ..manifest };
    write_model(folder, &manifest, tokenizer, weights)
}

fn read_checked(folder: &Path, file: &'static str, expected: &str) -> Result<Vec<u8>, TrainError> {
    let path = folder.join(file);
    let bytes = std::fs::read(&path).map_err(|error| file_error(&path, &error))?;
    let found = sha256(&bytes);
    if found == expected { Ok(bytes) } else { Err(TrainError::OtherBase { file, found }) }
}

fn write_model(folder: &Path, manifest: &Manifest, tokenizer: &[u8], weights: &[u8]) -> Result<(), TrainError> {
    let manifest = toml::to_string_pretty(manifest).expect("a manifest holds nothing that TOML cannot");
    std::fs::create_dir_all(folder).map_err(|error| file_error(folder, &error))?;
    for (name, bytes) in
        [("tokenizer.json", tokenizer), ("model.safetensors", weights), ("manifest.toml", manifest.as_bytes())]
    {
        let path = folder.join(name);
        let partial = folder.join(format!("{name}.partial"));
        std::fs::write(&partial, bytes)
            .and_then(|()| std::fs::rename(&partial, &path))
            .map_err(|error| file_error(&path, &error))?;
    }
    Ok(())
}

fn file_error(path: &Path, error: &std::io::Error) -> TrainError {
    TrainError::File { path: path.display().to_string(), kind: error.kind() }
}
