use crate::files::in_words;
use std::path::PathBuf;

/// Why a model could not be loaded or run. None of these holds a word of a recording.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    #[error("it was left out")]
    LeftOut,
    #[error("{} could not be read: {}", path.display(), in_words(*kind))]
    Unreadable { path: PathBuf, kind: std::io::ErrorKind },
    #[error("manifest.toml is not as it should be: {0}")]
    Manifest(String),
    #[error("{file} is not the file that manifest.toml names: its SHA-256 is {found}")]
    WrongHash { file: &'static str, found: String },
    #[error("model.safetensors is damaged: {0}")]
    Damaged(String),
    #[error("model.safetensors has no `{0}` of the size that is needed")]
    NoTensor(String),
    #[error("tokenizer.json cannot be used: {0}")]
    Tokenizer(String),
    #[error("it has no layers that read actions and outcomes closely")]
    NotReadClosely,
    #[error("the arithmetic failed: {0}")]
    Arithmetic(#[from] candle_core::Error),
}
