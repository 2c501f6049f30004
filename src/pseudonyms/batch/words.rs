//! The words of a name as it is written.

use crate::pseudonyms::lists::{LISTS, fold, is_epithet, is_title};

/// A word of a name as it is written, and what it is.
pub(super) enum Word<'a> {
    Title(&'a str),
    Name(&'a str),
    Initial(&'a str),
    /// A particle is dropped: it would tell what the name is not to.
    Particle,
    Between(&'a str),
}

pub(super) fn words_of(name: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut rest = name;
    while !rest.is_empty() {
        let is_between = |c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’' | '-' | '\u{300}'..='\u{36f}'));
        let start = rest.find(|c| !is_between(c)).unwrap_or(rest.len());
        if start > 0 {
            words.push(Word::Between(&rest[..start]));
            rest = &rest[start..];
            continue;
        }
        let end = rest.find(is_between).unwrap_or(rest.len());
        let word = &rest[..end];
        let folded = fold(word);
        let last = rest[end..].chars().all(is_between);
        words.push(if (is_title(&folded) || is_epithet(&folded) && words.is_empty()) && !last {
            Word::Title(word)
        } else if folded == "and" && !last {
            // *Mr and Mrs Patel*.
            Word::Between(word)
        } else if folded.chars().count() == 1 {
            Word::Initial(word)
        } else if LISTS.particles.contains(&folded) && !last {
            Word::Particle
        } else {
            Word::Name(word)
        });
        rest = &rest[end..];
    }
    words
}

pub(super) fn names_in(name: &str) -> Vec<String> {
    words_of(name).iter().filter_map(|word| if let Word::Name(word) = word { Some(fold(word)) } else { None }).collect()
}

/// The words of a name from the first to the family's, whichever the writer begins with.
pub(super) fn in_order(name: &str) -> Vec<String> {
    let mut words = names_in(name);
    if name.contains(", ") && words.len() > 1 {
        words.rotate_left(1);
    }
    words
}

pub(super) fn first_letter(word: &str) -> char {
    word.chars().next().unwrap_or_default()
}
