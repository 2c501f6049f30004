use super::lexicon::{Lexicon, Line};
use super::phrase::Phrase;
use crate::segment::Segment;
use crate::text::Span;

/// Phrases as packs write them, for what is only to be found and not commented on.
pub struct Phrases(Lexicon);

impl Phrases {
    /// # Errors
    /// Says which phrase cannot be read, and why.
    pub fn parse(written: &[String]) -> Result<Phrases, String> {
        let mut lexicon = Lexicon::default();
        for phrase in written {
            lexicon.add(0, Phrase::parse(phrase)?);
        }
        Ok(Phrases(lexicon))
    }

    /// Where they stand in a stretch of `text`, in order. What is negated, *no decision was made*, is not told.
    pub fn found(&self, text: &str, stretch: Span) -> Vec<Span> {
        let segment = Segment::plain(stretch);
        let line = Line::new(text, &segment, &[]);
        let hits = self.0.hits(&line);
        hits.into_iter().filter(|hit| !line.is_negated(*hit)).map(|hit| line.span(hit)).collect()
    }

    pub fn holds(&self, text: &str, stretch: Span) -> bool {
        !self.found(text, stretch).is_empty()
    }
}
