//! Makes a model from the corpora (feature `training`). Nothing here runs when a recording is read.

#![expect(clippy::disallowed_methods, reason = "bases are opened and models written here")]

mod adam;
mod calibrate;
mod checkpoint;
mod close;
mod dataset;
mod fit;
mod readers;
mod told;

pub use fit::{Learn, Plan, Progress, TrainError};

use crate::corpus::{Entry, Split, read_split, read_steps, read_themed};
use crate::files;
use crate::model::{
    ByCategory, FileHashes, Manifest, Model, Origin, Settings, Shape, Tokens, Weights, ordinary_words, sha256,
};
use crate::random::Random;
use crate::rules::Rules;
use crate::section::{Section, Voice};
use checkpoint::Checkpoint;
use std::path::Path;

const BASE_SHA256: &str = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db";
const BASE_TOKENIZER_SHA256: &str = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037";

/// Settings under which a model gives its scores as they are.
const UNSET: Settings = Settings {
    cues: 0.0,
    risk_lean: 0.0,
    temperature: 1.0,
    also: 0.5,
    also_risk: 0.5,
    boundary: 0.5,
    flag: ByCategory { deficit: 0.5, defensive: 0.5, jargon: 0.5, vague: 0.5 },
};

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
    let mut entries = read_split(corpora, Split::Train)?;
    let mut random = Random::new(plan.seed).fork(1);
    entries.retain(|_| random.share() < plan.share);
    let development = read_split(corpora, Split::Development)?;
    let weights = read_checked(base, "model.safetensors", BASE_SHA256)?;
    let tokenizer = read_checked(base, "tokenizer.json", BASE_TOKENIZER_SHA256)?;
    let words = ordinary_words(entries.iter().map(|entry| entry.text.as_str()));
    let tokens = Tokens::parse(&tokenizer, words.as_bytes())?;
    let checkpoint = Checkpoint::new(full.join("unfinished"), plan, hash_of(&entries));
    let fitted = fit::fit(&Weights::parse(&weights)?, &tokens, &entries, plan, &checkpoint, progress)?;
    let vocabulary = Vocabulary { tokenizer: &tokenizer, words: words.as_bytes() };
    export(&fitted.weights, vocabulary, &entries, &development, plan, output, full)?;
    write_whole(full, "losses.csv", losses_table(&fitted.losses).as_bytes())?;
    checkpoint.clear()
}

/// Fits what reads closely to the model in `folder`, and writes them into it and into those of `others` that are there.
pub fn train_closely(corpora: &Path, folder: &Path, others: &[&Path], seed: u64) -> Result<(), TrainError> {
    let entries = read_split(corpora, Split::Train)?;
    let vocabulary = (read(folder, "tokenizer.json")?, read(folder, "words.txt")?);
    let weights = Weights::parse(&read(folder, "model.safetensors")?)?.without("close.").to_bytes()?;
    let manifest = Manifest::parse(&String::from_utf8_lossy(&read(folder, "manifest.toml")?))?;
    let model = Model::assemble(manifest, &vocabulary.0, &vocabulary.1, &weights)?;
    let alone = close::Alone { themed: read_themed(corpora, Split::Train)?, steps: read_steps(corpora, Split::Train)? };
    let readers = close::fit(&model, &entries, &alone, seed)?;
    for (place, eighths) in std::iter::once((folder, true)).chain(others.iter().map(|other| (*other, false))) {
        if !place.join("manifest.toml").exists() {
            continue;
        }
        let mut weights = Weights::parse(&read(place, "model.safetensors")?)?.without("close.");
        readers.keep(&mut weights);
        let bytes = if eighths { weights.in_eighths().to_bytes()? } else { weights.to_bytes()? };
        let text = String::from_utf8_lossy(&read(place, "manifest.toml")?).into_owned();
        let mut manifest = Manifest::parse(&text)?;
        manifest.files.model = sha256(&bytes);
        write_model(place, &manifest, Vocabulary { tokenizer: &vocabulary.0, words: &vocabulary.1 }, &bytes)?;
    }
    Ok(())
}

/// How text becomes tokens, as the files that are written beside the weights.
#[derive(Clone, Copy)]
pub struct Vocabulary<'a> {
    pub tokenizer: &'a [u8],
    pub words: &'a [u8],
}

/// Calibrates trained weights and writes them, in full numbers and in eight bits.
pub fn export(
    trained: &Weights,
    vocabulary: Vocabulary,
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
    write_calibrated(full, &manifest, vocabulary, &trained.to_bytes()?, development)?;
    write_calibrated(output, &manifest, vocabulary, &trained.in_eighths().to_bytes()?, development)
}

fn write_calibrated(
    folder: &Path,
    manifest: &Manifest,
    vocabulary: Vocabulary,
    weights: &[u8],
    development: &[Entry],
) -> Result<(), TrainError> {
    let files =
        FileHashes { model: sha256(weights), tokenizer: sha256(vocabulary.tokenizer), words: sha256(vocabulary.words) };
    let manifest = Manifest { files, ..manifest.clone() };
    let model = Model::assemble(manifest.clone(), vocabulary.tokenizer, vocabulary.words, weights)?;
    let manifest = Manifest { settings: calibrate::settings(&model, &Rules::built_in(), development)?, ..manifest };
    write_model(folder, &manifest, vocabulary, weights)
}

fn read(folder: &Path, file: &str) -> Result<Vec<u8>, TrainError> {
    let path = folder.join(file);
    std::fs::read(&path).map_err(|error| file_error(&path, &error))
}

fn read_checked(folder: &Path, file: &'static str, expected: &str) -> Result<Vec<u8>, TrainError> {
    let bytes = read(folder, file)?;
    let found = sha256(&bytes);
    if found == expected { Ok(bytes) } else { Err(TrainError::OtherBase { file, found }) }
}

fn write_model(folder: &Path, manifest: &Manifest, vocabulary: Vocabulary, weights: &[u8]) -> Result<(), TrainError> {
    let manifest = toml::to_string_pretty(manifest).expect("a manifest holds nothing that TOML cannot");
    for (name, bytes) in [
        ("tokenizer.json", vocabulary.tokenizer),
        ("words.txt", vocabulary.words),
        ("model.safetensors", weights),
        ("manifest.toml", manifest.as_bytes()),
    ] {
        write_whole(folder, name, bytes)?;
    }
    Ok(())
}

fn write_whole(folder: &Path, name: &str, bytes: &[u8]) -> Result<(), TrainError> {
    let path = folder.join(name);
    std::fs::create_dir_all(folder)
        .and_then(|()| files::write_whole(&path, bytes))
        .map_err(|error| file_error(&path, &error))
}

fn hash_of(entries: &[Entry]) -> String {
    let lines: Vec<String> =
        entries.iter().map(|entry| serde_json::to_string(entry).expect("an entry is plain data")).collect();
    sha256(lines.join("\n").as_bytes())
}

/// Mean loss over every fifty steps.
fn losses_table(losses: &[f32]) -> String {
    const TOGETHER: usize = 50;
    let rows = losses.chunks(TOGETHER).enumerate().map(|(index, losses)| {
        let mean = losses.iter().sum::<f32>() / losses.len() as f32;
        format!("{},{mean:.4}\n", index * TOGETHER + losses.len())
    });
    std::iter::once("step,loss\n".to_owned()).chain(rows).collect()
}

fn file_error(path: &Path, error: &std::io::Error) -> TrainError {
    TrainError::File { path: path.display().to_string(), kind: error.kind() }
}
