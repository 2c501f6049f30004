//! Clues: what the close readers are given of words, each a number that comes of a kind and some text.

use crate::model::CLUES;
use crate::rules::{InTime, Marked};

/// Words of a segment as their readers look at them: their marks, and which are known as ordinary.
pub struct Words<'a> {
    pub marked: &'a [Marked],
    /// True of each word that is on the list of ordinary ones, and so no name.
    pub ordinary: &'a [bool],
}

/// A clue by number, from the FNV-1a hash of its parts.
fn clue(kind: &str, parts: &[&str]) -> u32 {
    let bytes = parts.iter().flat_map(|part| std::iter::once(0xff).chain(part.bytes()));
    let hash = kind
        .bytes()
        .chain(bytes)
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    ((hash ^ (hash >> 32)) % CLUES as u64) as u32
}

impl Words<'_> {
    fn text(&self, at: Option<usize>) -> &str {
        at.and_then(|at| self.marked.get(at)).map_or("", |word| &word.folded)
    }

    fn beside(&self, at: usize, by: isize) -> Option<usize> {
        at.checked_add_signed(by).filter(|&place| place < self.marked.len())
    }

    /// How it is written, whether it may be a name, and where it stands in a time.
    fn look(&self, at: usize) -> String {
        let word = &self.marked[at];
        format!("{:?}{}{:?}", word.shape, u8::from(self.ordinary[at]), word.time)
    }

    /// The clues of one word, for telling whether it is part of who or when.
    pub fn of_word(&self, at: usize) -> Vec<u32> {
        let word = &self.marked[at];
        let mut clues = Vec::with_capacity(48);
        for by in -3..=3isize {
            let place = self.beside(at, by);
            let where_to = by.to_string();
            clues.push(clue("word", &[&where_to, place.map_or("edge", |place| &self.marked[place].folded)]));
            if let Some(place) = place.filter(|_| by.abs() <= 2) {
                let other = &self.marked[place];
                clues.push(clue("shape", &[&where_to, &format!("{:?}", other.shape)]));
                clues.push(clue("time", &[&where_to, &format!("{:?}", other.time)]));
                clues.push(clue("look", &[&where_to, &self.look(place)]));
                clues.extend(other.lists.iter().map(|list| clue("list", &[&where_to, list])));
                if !other.before.is_empty() {
                    clues.push(clue("before", &[&where_to, &other.before]));
                }
            }
        }
        let near = |by: isize| self.text(self.beside(at, by));
        for (kind, first, second) in [("pair-", -1, 0), ("pair+", 0, 1), ("pair++", 1, 2), ("pair--", -2, -1)] {
            clues.push(clue(kind, &[near(first), near(second)]));
        }
        clues.push(clue("begins", &[first_letters(&word.folded, 3)]));
        clues.push(clue("ends", &[last_letters(&word.folded, 3)]));
        clues.push(clue("ends2", &[last_letters(&word.folded, 2)]));
        clues.push(clue("place", &[&at.min(6).to_string()]));
        clues.push(clue("left", &[&(self.marked.len() - 1 - at).min(3).to_string()]));
        clues.push(clue("verb", &[&self.beside_verb(at)]));
        clues
    }

    /// Where a word stands by the first verb that plans or tells what was done.
    fn beside_verb(&self, at: usize) -> String {
        let plans = |word: &Marked| {
            matches!(word.folded.as_str(), "will" | "'ll" | "to" | "should" | "must" | "shall")
                || word.lists.contains(&"past")
        };
        match self.marked.iter().position(plans) {
            None => "none".into(),
            Some(verb) if at < verb => format!("before{}", (verb - at).min(4)),
            Some(verb) if at == verb => "is".into(),
            Some(_) => "after".into(),
        }
    }

    /// The clues of a stretch of words as a whole: of an action, or of a segment.
    pub fn of_stretch(&self, words: std::ops::Range<usize>) -> Vec<u32> {
        const LEADING: usize = 4;
        let Some(own) = self.marked.get(words.clone()).filter(|own| !own.is_empty()) else { return Vec::new() };
        let mut clues = Vec::with_capacity(own.len() * 3 + 16);
        for (number, word) in own.iter().enumerate() {
            clues.push(clue("holds", &[&word.folded]));
            clues.push(clue("holds-stem", &[first_letters(&word.folded, 5)]));
            clues.extend(word.lists.iter().map(|list| clue("holds-list", &[list])));
            if let Some(next) = own.get(number + 1) {
                clues.push(clue("holds-pair", &[&word.folded, &next.folded]));
            }
            if number < LEADING {
                clues.push(clue("leads", &[&number.to_string(), &word.folded]));
            }
        }
        let last = &own[own.len() - 1];
        clues.push(clue("last", &[&last.folded]));
        clues.push(clue("leads-look", &[&self.look(words.start)]));
        clues.push(clue("leads-ends", &[last_letters(&own[0].folded, 3)]));
        clues.push(clue("leads-pair", &[&own[0].folded, own.get(1).map_or("", |word| &word.folded)]));
        clues.push(clue("length", &[&(own.len() / 3).min(8).to_string()]));
        clues.push(clue("is-first", &[if words.start == 0 { "yes" } else { "no" }]));
        if own.iter().any(|word| word.time != InTime::No) {
            clues.push(clue("tells-time", &[]));
        }
        if own.iter().any(|word| word.folded.contains(|c: char| c.is_ascii_digit())) {
            clues.push(clue("tells-number", &[]));
        }
        clues.sort_unstable();
        clues.dedup();
        clues
    }
}

fn first_letters(word: &str, count: usize) -> &str {
    word.char_indices().nth(count).map_or(word, |(end, _)| &word[..end])
}

fn last_letters(word: &str, count: usize) -> &str {
    let skipped = word.chars().count().saturating_sub(count);
    word.char_indices().nth(skipped).map_or(word, |(start, _)| &word[start..])
}
