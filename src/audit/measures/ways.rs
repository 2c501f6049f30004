//! An organisation's own ways with measures: the table `[audit]` of its file.

use super::{Card, How, Judged, Measure, Verdict};
use crate::recording::Draft;
use crate::rules::Phrases;
use serde::Deserialize;

/// What the table says.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ways {
    /// Measures that are not wanted here.
    #[serde(default)]
    off: Vec<String>,
    /// Measures for trying that are wanted all the same.
    #[serde(default, rename = "try")]
    tried: Vec<String>,
    #[serde(default)]
    measure: Vec<Card>,
}

/// What is wrong in the table.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("[audit]: {0}")]
pub struct WaysError(String);

impl Ways {
    /// # Errors
    /// Says what is wrong, such as a card that is not whole.
    pub fn read(table: toml::Table) -> Result<Ways, WaysError> {
        table.try_into().map_err(|error: toml::de::Error| {
            WaysError(format!(
                "{}; a measure needs id, title, asks, looks_at, serves, evidence, distorts and phrases",
                error.message()
            ))
        })
    }

    pub(super) fn wants(&self, card: &Card) -> bool {
        let named = |list: &[String]| list.contains(&card.id);
        !named(&self.off) && (!card.for_trying || named(&self.tried))
    }

    pub(super) fn add_own(&self, all: &mut Vec<Measure>) -> Result<(), WaysError> {
        for card in &self.measure {
            let wrong = |why: &str| WaysError(format!("the measure `{}` {why}", card.id));
            let is_name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            let card_words = [&card.title, &card.asks, &card.evidence, &card.distorts];
            if card.id.is_empty() || !card.id.chars().all(is_name) {
                return Err(wrong("needs an id of small letters, figures and hyphens"));
            }
            if all.iter().any(|other| other.card.id == card.id) {
                return Err(wrong("has the name of another; give it its own"));
            }
            if card.serves.is_empty() || card_words.iter().any(|words| words.trim().is_empty()) {
                return Err(wrong("leaves a part of its card empty"));
            }
            if card.phrases.is_empty() {
                return Err(wrong("has no phrases"));
            }
            let phrases = Phrases::parse([card.phrases.as_slice()])
                .map_err(|error| wrong(&format!("has a phrase amiss: {error}")))?;
            all.push(Measure { card: card.clone(), how: How::Phrases(phrases) });
        }
        Ok(())
    }

    pub(super) fn check_names(&self, all: &[Measure]) -> Result<(), WaysError> {
        let unknown = |id: &&String| !all.iter().any(|measure| measure.card.id == **id);
        match self.off.iter().chain(&self.tried).find(unknown) {
            Some(id) => Err(WaysError(format!("there is no measure `{id}`; `whatmatters audit measures` lists them"))),
            None => Ok(()),
        }
    }
}

pub(super) fn judge(phrases: &Phrases, draft: &Draft) -> Judged {
    let text = &draft.recording.text;
    let told = draft.segments.iter().filter(|placed| placed.aside.is_none());
    let found: Vec<_> = told.filter(|placed| phrases.holds(text, placed.span)).map(|placed| placed.span).collect();
    let verdict = if found.is_empty() { Verdict::NotEvident } else { Verdict::Evident };
    Judged::new(verdict, format!("the phrases stand in {}", super::count(found.len(), "place"))).with(found)
}
