use super::ModelError;
use super::likeness::Likeness;
use crate::text::Span;
use tokenizers::Tokenizer;

/// A word piece and where it stands. A line break is a token of its own, because the layout of a recording tells what a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    pub id: u32,
    pub span: Span,
    /// True of a word that is taken for a name, so that the encoder is given another.
    pub is_name: bool,
}

/// Turns text into tokens.
pub struct Tokens {
    tokenizer: Tokenizer,
    likeness: Likeness,
}

/// Ids of the base vocabulary: the marks before and after every window, the piece that hides a word in training, and the first of
/// its unused pieces, which stands for a line break here.
const BEFORE: u32 = 101;
const AFTER: u32 = 102;
pub const HIDDEN_WORD: u32 = 103;
pub const LINE_BREAK: u32 = 1;

impl Tokens {
    /// `ordinary`: the words that are no names, one to a line.
    pub fn parse(json: &[u8], ordinary: &[u8]) -> Result<Tokens, ModelError> {
        let failed = |error: tokenizers::Error| ModelError::Tokenizer(error.to_string());
        let mut tokenizer = Tokenizer::from_bytes(json).map_err(failed)?;
        tokenizer.with_padding(None);
        tokenizer.with_truncation(None).map_err(failed)?;
        let ordinary = std::str::from_utf8(ordinary)
            .map_err(|_| ModelError::Tokenizer("its list of ordinary words is not text".into()))?;
        let likeness = Likeness::new(&tokenizer, ordinary)?;
        Ok(Tokens { tokenizer, likeness })
    }

    /// One more than the highest id.
    pub fn vocabulary(&self) -> usize {
        self.tokenizer.get_vocab_size(true)
    }

    /// True where `folded`, in lower case, is on the list of words that are no names.
    pub fn is_ordinary(&self, folded: &str) -> bool {
        self.likeness.is_ordinary(folded)
    }

    /// Every token of `text`, in order of where it begins.
    pub fn of(&self, text: &str) -> Result<Vec<Token>, ModelError> {
        let mut tokens = Vec::new();
        let stand_ins = self.likeness.of(text);
        for line in crate::text::lines(text) {
            // An error of the tokenizer could quote what it was given, so only the fact is told.
            let pieces = self
                .tokenizer
                .encode(line.of(text), false)
                .map_err(|_| ModelError::Tokenizer("a line could not be read".into()))?;
            let spans =
                pieces.get_offsets().iter().map(|&(from, to)| Span::new(line.start() + from, line.start() + to));
            tokens.extend(
                pieces
                    .get_ids()
                    .iter()
                    .zip(spans)
                    .filter_map(|(&id, span)| self.instead(Token { id, span, is_name: false }, &stand_ins, text)),
            );
            let after_words = line.of(text).trim_end_matches(['\r', '\n']).len();
            if after_words < line.len() && !tokens.is_empty() {
                tokens.push(Token {
                    id: LINE_BREAK,
                    span: Span::new(line.start() + after_words, line.end()),
                    is_name: false,
                });
            }
        }
        Ok(tokens)
    }

    /// The ids of one window, with the marks that the base was trained with.
    pub fn framed(&self, window: &[Token]) -> Vec<u32> {
        let ids = window.iter().map(|token| token.id);
        std::iter::once(BEFORE).chain(ids).chain([AFTER]).collect()
    }

    /// The token as the encoder is given it: the first piece of a word that has a stand-in becomes the stand-in, the others nothing.
    fn instead(&self, token: Token, stand_ins: &[(Span, u32)], text: &str) -> Option<Token> {
        let next = stand_ins.partition_point(|(word, _)| word.end() <= token.span.start());
        match stand_ins.get(next).filter(|(word, _)| word.contains(token.span)) {
            None => Some(token),
            Some(&(word, id)) if word.start() == token.span.start() => Some(Token {
                id,
                span: word,
                is_name: self.likeness.is_stand_in(id) && is_spelt_as_name(word.of(text)),
            }),
            Some(_) => None,
        }
    }
}

/// True of a word with a capital and a vowel; *Wt* and *Hx* are no names.
fn is_spelt_as_name(word: &str) -> bool {
    let is_plain_consonant = |c: char| c.is_ascii_alphabetic() && !"aeiouyAEIOUY".contains(c);
    word.starts_with(char::is_uppercase) && !word.chars().all(is_plain_consonant)
}
