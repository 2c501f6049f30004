//! Clauses that hold different things, where *but* and its kin or a semicolon join them.

use super::in_quotation;
use crate::text::Span;

/// Joins before which a sentence is cut, and what must stand before them.
const JOINS: [(&str, Before); 11] = [
    ("but", Before::Anything),
    ("however", Before::Anything),
    ("although", Before::Anything),
    ("though", Before::Anything),
    ("despite", Before::Anything),
    ("and also", Before::Anything),
    ("albeit", Before::Anything),
    ("yet", Before::Comma),
    ("while", Before::Comma),
    ("whilst", Before::Comma),
    ("whereas", Before::Anything),
];

/// Words after which *but* joins nothing: *nothing but bread*, *all but one*.
const NOT_A_JOIN_AFTER: [&str; 12] = [
    "nothing",
    "all",
    "anything",
    "none",
    "everything",
    "last",
    "no-one",
    "nobody",
    "everyone",
    "as",
    "even",
    "cannot",
];

/// Joins that, at the head of a sentence, cut it at its first comma instead.
const LEADING: [&str; 5] = ["although", "though", "despite", "while", "whilst"];

#[derive(Clone, Copy, PartialEq)]
enum Before {
    Anything,
    Comma,
}

/// Clauses of `sentence` in order; the sentence itself where it holds one thing.
pub fn clauses(text: &str, sentence: Span, quotes: &[Span]) -> Vec<Span> {
    let words = sentence.of(text);
    let Some(last) = last_cut(words) else { return pieces(text, sentence, &[]) };
    let mut cuts: Vec<usize> = Vec::new();
    // Words since the last cut, and whether what stands here belongs to one that is counted.
    let (mut count, mut in_word) = (0, false);
    let mut depth = 0usize;
    for (at, c) in words.char_indices().take_while(|(at, _)| *at <= last) {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let may_cut = depth == 0 && count >= FEWEST && !in_quotation(quotes, sentence.start() + at);
        let cut = match c {
            _ if !may_cut => None,
            ';' => Some(at + 1),
            c if c.is_alphabetic() && is_word_start(words, at) && is_join(words, at) => Some(at),
            ',' if cuts.is_empty() && leads(words) => Some(at + 1),
            _ => None,
        };
        if let Some(cut) = cut.filter(|cut| *cut <= last) {
            cuts.push(cut);
            (count, in_word) = (0, false);
        }
        if c.is_alphanumeric() && !in_word {
            (count, in_word) = (count + 1, true);
        }
        in_word &= !c.is_whitespace();
    }
    pieces(text, sentence, &cuts)
}

/// A clause has at least two words beside the join: less is an aside, not a second thing told.
const FEWEST: usize = 3;

/// The last place where a cut leaves a clause behind it, if there is one.
fn last_cut(words: &str) -> Option<usize> {
    let (mut count, mut in_word) = (0, false);
    for (at, c) in words.char_indices().rev() {
        if c.is_alphanumeric() && !in_word {
            (count, in_word) = (count + 1, true);
            if count == FEWEST {
                return Some(at);
            }
        }
        in_word &= !c.is_whitespace();
    }
    None
}

fn pieces(text: &str, sentence: Span, cuts: &[usize]) -> Vec<Span> {
    let mut found = Vec::with_capacity(cuts.len() + 1);
    let mut start = sentence.start();
    for end in cuts.iter().map(|cut| sentence.start() + cut).chain([sentence.end()]) {
        found.extend(Span::new(start, end).trimmed(text));
        start = end;
    }
    found
}

fn is_word_start(words: &str, at: usize) -> bool {
    at > 0 && words[..at].ends_with(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—'))
}

fn is_join(words: &str, at: usize) -> bool {
    let before = words[..at].trim_end();
    JOINS.iter().any(|&(join, needs)| {
        let rest = words[at..]
            .get(..join.len())
            .filter(|head| head.eq_ignore_ascii_case(join))
            .map(|_| &words[at + join.len()..]);
        rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '\'' || c == '-'))
            && (needs == Before::Anything || before.ends_with([',', '-', '–', '—']))
            && !NOT_A_JOIN_AFTER.contains(&last_word(before).as_str())
    })
}

fn last_word(before: &str) -> String {
    before.rsplit(|c: char| c.is_whitespace()).next().unwrap_or("").to_lowercase()
}

fn leads(words: &str) -> bool {
    let first: String = words.chars().take_while(|c| c.is_alphabetic()).collect();
    LEADING.contains(&first.to_lowercase().as_str())
}
