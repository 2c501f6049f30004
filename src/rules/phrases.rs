//! Phrases by the list they stand in, for parts of the program with lists of their own.

use super::lexicon::{Hit, Lexicon, Line};
use super::phrase::Phrase;
use crate::segment::Segment;
use crate::text::Span;

/// Lists of phrases, each known by its number.
pub struct Phrases(Lexicon);

/// A phrase that stands in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Met {
    /// The number of its list, from 0.
    pub list: usize,
    pub span: Span,
    /// True where *not* or its kin stands shortly before.
    pub negated: bool,
}

impl Phrases {
    /// Reads lists as packs write phrases; otherwise says which phrase cannot be read.
    pub fn parse<'a>(lists: impl IntoIterator<Item = &'a [String]>) -> Result<Phrases, String> {
        let mut lexicon = Lexicon::default();
        for (list, phrases) in lists.into_iter().enumerate() {
            for phrase in phrases {
                lexicon.add(list, Phrase::parse(phrase)?);
            }
        }
        Ok(Phrases(lexicon))
    }

    /// What is met in a stretch of `text`, in its order.
    pub fn met(&self, text: &str, span: Span) -> Vec<Met> {
        let segment = Segment::plain(span);
        let line = Line::new(text, &segment, &[]);
        let met = |hit: Hit| Met { list: hit.owner, span: line.span(hit), negated: line.is_negated(hit) };
        self.0.hits(&line).into_iter().map(met).collect()
    }

    /// Where any stands in a stretch of `text`, in order. What is negated, *no decision was made*, is not told.
    pub fn found(&self, text: &str, span: Span) -> Vec<Span> {
        self.met(text, span).into_iter().filter(|met| !met.negated).map(|met| met.span).collect()
    }

    pub fn holds(&self, text: &str, span: Span) -> bool {
        self.met(text, span).iter().any(|met| !met.negated)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_met_by_their_list() {
        let lists = [vec!["go~ well".to_owned()], vec!["worry~".to_owned()]];
        let phrases = Phrases::parse(lists.iter().map(Vec::as_slice)).unwrap();
        let met = |text: &str| -> Vec<(usize, String, bool)> {
            let met = phrases.met(text, Span::new(0, text.len()));
            met.into_iter().map(|met| (met.list, met.span.of(text).to_owned(), met.negated)).collect()
        };
        assert_eq!(met("It goes well, we worry."), [(0, "goes well".into(), false), (1, "worry".into(), false)]);
        assert_eq!(met("It is not going well."), [(0, "going well".into(), true)]);
        assert_eq!(met(""), []);
        assert!(Phrases::parse([["(".to_owned()].as_slice()]).is_err());
    }
}
