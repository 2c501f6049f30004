//! Sentences in Welsh, which begin with verbs that look like names: *Mae Gwen yn iawn*.

use super::Reader;
use super::tokens::{Known, Token};
use crate::pseudonyms::lists::LISTS;

/// Of each word, whether its sentence is in Welsh: two of the commonest Welsh words stand in it, or one begins it, and they are a fifth of it.
pub(super) fn sentences(tokens: &[Token]) -> Vec<bool> {
    const SHARE: usize = 5;
    let mut welsh = Vec::with_capacity(tokens.len());
    let mut start = 0;
    while start < tokens.len() {
        let end = (start + 1..tokens.len()).find(|&at| tokens[at].begins).unwrap_or(tokens.len());
        let is_word = |token: &Token| LISTS.welsh.contains(&token.folded);
        let words = tokens[start..end].iter().filter(|token| is_word(token)).count();
        // *Mae* alone is a name.
        let opens = is_word(&tokens[start]) && tokens[start].first == Known::No;
        let is = (words > 1 || opens && words > 0) && words * SHARE >= end - start;
        welsh.resize(end, is);
        start = end;
    }
    welsh
}

impl Reader<'_> {
    /// *Mae*, *Dywedodd*, *Gwelwyd* at the beginning of a Welsh sentence: a verb.
    pub(super) fn opens_in_welsh(&self, at: usize) -> bool {
        const ENDINGS: [&str; 7] = ["odd", "wyd", "ais", "asom", "asant", "ith", "iff"];
        let token = &self.tokens[at];
        let verb = token.first == Known::No && ENDINGS.iter().any(|ending| token.folded.ends_with(ending));
        self.welsh[at] && token.begins && (verb || LISTS.welsh.contains(&token.folded))
    }
}
