use super::{ModelError, Shape};
use crate::rules::Category;
use crate::section::{Section, Voice};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// `manifest.toml`: what a model is, what it was made from, and the hashes that its files must have.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    pub name: String,
    pub licence: String,
    /// The heads' outputs, in order; they must be the sections and voices this version knows.
    pub sections: Vec<Section>,
    pub voices: Vec<Voice>,
    pub encoder: Shape,
    pub settings: Settings,
    pub made_from: Origin,
    pub files: FileHashes,
}

/// What was chosen on the development split.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// What a cue of weight 1 adds to the logarithm of its section's share.
    pub cues: f32,
    /// What is added to that of the risks, because a risk that is lost costs most.
    pub risk_lean: f32,
    /// Divides the logarithms, so that a confidence of 0.8 is right four times in five.
    pub temperature: f32,
    /// A section is shown as *also* where the head for acceptable sections gives at least this.
    pub also: f32,
    /// The same for priority risks, lower.
    pub also_risk: f32,
    /// A token begins a segment in unpunctuated text where the head for boundaries gives at least this.
    pub boundary: f32,
    /// A phrase is proposed where the head for flags gives one of its tokens at least this.
    pub flag: ByCategory,
}

/// A number for each category of phrasing.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ByCategory {
    pub deficit: f32,
    pub defensive: f32,
    pub jargon: f32,
    pub vague: f32,
}

impl ByCategory {
    pub fn from_each(number: impl Fn(Category) -> f32) -> ByCategory {
        ByCategory {
            deficit: number(Category::Deficit),
            defensive: number(Category::Defensive),
            jargon: number(Category::Jargon),
            vague: number(Category::Vague),
        }
    }

    pub fn of(&self, category: Category) -> f32 {
        match category {
            Category::Deficit => self.deficit,
            Category::Defensive => self.defensive,
            Category::Jargon => self.jargon,
            Category::Vague => self.vague,
        }
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Origin {
    pub base: String,
    pub base_sha256: String,
    pub base_licence: String,
    /// How much it learnt from.
    pub recordings: usize,
    pub segments: usize,
    pub seed: u64,
    pub epochs: usize,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileHashes {
    pub model: String,
    pub tokenizer: String,
    pub words: String,
}

impl Manifest {
    pub fn parse(text: &str) -> Result<Manifest, ModelError> {
        let manifest: Manifest =
            toml::from_str(text).map_err(|error| ModelError::Manifest(error.message().to_owned()))?;
        if manifest.sections != Section::ALL || manifest.voices != Voice::ALL {
            return Err(ModelError::Manifest("its sections or voices are not those this version knows".into()));
        }
        Ok(manifest)
    }
}

impl Manifest {
    /// What must hold for the arithmetic to go through.
    pub fn check(&self, vocabulary: usize) -> Result<(), ModelError> {
        let shape = self.encoder;
        let sizes_fit = shape.heads > 0
            && shape.hidden.is_multiple_of(shape.heads)
            && shape.positions >= super::LONGEST_WINDOW
            && shape.vocabulary >= vocabulary;
        let settings_fit = self.settings.temperature.is_finite() && self.settings.temperature > 0.0;
        if sizes_fit && settings_fit {
            Ok(())
        } else {
            Err(ModelError::Manifest("its sizes or settings do not fit together".into()))
        }
    }
}

/// SHA-256 in lower-case hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
