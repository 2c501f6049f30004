#![expect(clippy::disallowed_methods, reason = "models are opened here")]

use super::{CloseReaders, Encoder, Heads, Manifest, Model, ModelError, Tokens, Weights, sha256};
use std::path::Path;

const MANIFEST: &[u8] = include_bytes!("../../models/recording-minilm/manifest.toml");
const TOKENIZER: &[u8] = include_bytes!("../../models/recording-minilm/tokenizer.json");
const WORDS: &[u8] = include_bytes!("../../models/recording-minilm/words.txt");
const WEIGHTS: &[u8] = include_bytes!("../../models/recording-minilm/model.safetensors");

impl Model {
    /// The model that is part of this program. It was checked when the program was tested, so its hash is taken from its manifest.
    pub fn built_in() -> Result<Model, ModelError> {
        let manifest = manifest_from(MANIFEST)?;
        Model::assemble(manifest, TOKENIZER, WORDS, WEIGHTS)
    }

    /// A model in a folder with `manifest.toml`, `tokenizer.json`, `words.txt` and `model.safetensors`, checked against its manifest.
    pub fn from_folder(folder: &Path) -> Result<Model, ModelError> {
        let read = |name: &str| {
            let path = folder.join(name);
            std::fs::read(&path).map_err(|error| ModelError::Unreadable { path, kind: error.kind() })
        };
        let manifest = manifest_from(&read("manifest.toml")?)?;
        let tokenizer = read("tokenizer.json")?;
        let words = read("words.txt")?;
        let weights = read("model.safetensors")?;
        check("tokenizer.json", &tokenizer, &manifest.files.tokenizer)?;
        check("words.txt", &words, &manifest.files.words)?;
        check("model.safetensors", &weights, &manifest.files.model)?;
        Model::assemble(manifest, &tokenizer, &words, &weights)
    }

    /// Puts a model together from what its files hold; the hashes are the caller's to check.
    pub fn assemble(manifest: Manifest, tokenizer: &[u8], words: &[u8], weights: &[u8]) -> Result<Model, ModelError> {
        let weights = Weights::parse(weights)?;
        let tokens = Tokens::parse(tokenizer, words)?;
        manifest.check(tokens.vocabulary())?;
        Ok(Model {
            hash: manifest.files.model.clone(),
            tokens,
            encoder: Encoder::load(&weights, manifest.encoder)?,
            heads: Heads::load(&weights, manifest.encoder.hidden)?,
            closely: match weights.holds("close.tag.words") {
                true => Some(CloseReaders::load(&weights)?),
                false => None,
            },
            manifest,
        })
    }
}

fn manifest_from(bytes: &[u8]) -> Result<Manifest, ModelError> {
    let text = std::str::from_utf8(bytes).map_err(|_| ModelError::Manifest("it is not text".into()))?;
    let manifest = Manifest::parse(text)?;
    if manifest.files.model.len() != 64 || !manifest.files.model.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Err(ModelError::Manifest("the hash of model.safetensors is not a SHA-256".into()));
    }
    Ok(manifest)
}

fn check(file: &'static str, bytes: &[u8], expected: &str) -> Result<(), ModelError> {
    let found = sha256(bytes);
    if found == expected { Ok(()) } else { Err(ModelError::WrongHash { file, found }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_model_in_this_program_is_the_one_its_manifest_names() {
        let manifest = manifest_from(MANIFEST).unwrap();
        check("tokenizer.json", TOKENIZER, &manifest.files.tokenizer).unwrap();
        check("words.txt", WORDS, &manifest.files.words).unwrap();
        check("model.safetensors", WEIGHTS, &manifest.files.model).unwrap();
        assert!(WEIGHTS.len() + TOKENIZER.len() <= 30_000_000, "the committed model may be 30 MB at most");
    }

    /// Training goes through other operations, and through several windows at once; what it learns must be what reading then uses.
    #[test]
    fn training_and_reading_give_the_same_states() {
        let manifest = manifest_from(MANIFEST).unwrap();
        let encoder = Encoder::load(&Weights::parse(WEIGHTS).unwrap(), manifest.encoder).unwrap();
        let tokens = Tokens::parse(TOKENIZER, WORDS).unwrap();
        let window = |text: &str| tokens.framed(&tokens.of(text).unwrap());
        let windows = [window("She fell on Friday and told nobody."), window("He wants\nhis cat back.")];
        let together = encoder.encode_for_training(&windows).unwrap().to_vec2::<f32>().unwrap();
        let apart = windows.iter().flat_map(|window| encoder.encode(window).unwrap().to_vec2::<f32>().unwrap());
        for (together, apart) in together.iter().flatten().zip(apart.collect::<Vec<_>>().iter().flatten()) {
            assert!((together - apart).abs() < 1e-3, "{together} and {apart}");
        }
    }
}
