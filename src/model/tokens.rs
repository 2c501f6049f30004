use super::ModelError;
use crate::text::Span;
use tokenizers::Tokenizer;

/// A word piece and where it stands. A line break is a token of its own, because the layout of a recording tells what a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    pub id: u32,
    pub span: Span,
}

/// Turns text into tokens.
pub struct Tokens(Tokenizer);

/// Ids of the base vocabulary: the marks before and after every window, the piece that hides a word in training, and the first of
/// its unused pieces, which stands for a line break here.
const BEFORE: u32 = 101;
const AFTER: u32 = 102;
pub const HIDDEN_WORD: u32 = 103;
pub const LINE_BREAK: u32 = 1;

impl Tokens {
    pub fn parse(json: &[u8]) -> Result<Tokens, ModelError> {
        let failed = |error: tokenizers::Error| ModelError::Tokenizer(error.to_string());
        let mut tokenizer = Tokenizer::from_bytes(json).map_err(failed)?;
        tokenizer.with_padding(None);
        tokenizer.with_truncation(None).map_err(failed)?;
        Ok(Tokens(tokenizer))
    }

    /// One more than the highest id.
    pub fn vocabulary(&self) -> usize {
        self.0.get_vocab_size(true)
    }

    /// Every token of `text`, in order of where it begins.
    pub fn of(&self, text: &str) -> Result<Vec<Token>, ModelError> {
        let mut tokens = Vec::new();
        for line in crate::text::lines(text) {
            // An error of the tokenizer could quote what it was given, so only the fact is told.
            let pieces = self
                .0
                .encode(line.of(text), false)
                .map_err(|_| ModelError::Tokenizer("a line could not be read".into()))?;
            tokens.extend(
                pieces
                    .get_ids()
                    .iter()
                    .zip(pieces.get_offsets())
                    .map(|(&id, &(from, to))| Token { id, span: Span::new(line.start() + from, line.start() + to) }),
            );
            let after_words = line.of(text).trim_end_matches(['\r', '\n']).len();
            if after_words < line.len() && !tokens.is_empty() {
                tokens.push(Token { id: LINE_BREAK, span: Span::new(line.start() + after_words, line.end()) });
            }
        }
        Ok(tokens)
    }

    /// The ids of one window, with the marks that the base was trained with.
    pub fn framed(&self, window: &[Token]) -> Vec<u32> {
        let ids = window.iter().map(|token| token.id);
        std::iter::once(BEFORE).chain(ids).chain([AFTER]).collect()
    }
}
