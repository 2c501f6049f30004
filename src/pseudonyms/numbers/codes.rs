//! Shapes that a case number, a prison number, a police number or a driving licence has and nothing else.

use super::{Found, Kind, WORDS, is_date, keep_apart, matches, pattern};
use crate::pseudonyms::{before, digits};
use regex::Regex;
use std::sync::LazyLock;

pub(super) fn find(text: &str) -> Vec<Found> {
    static CODE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"\b(?:[A-Z]\d{11} ?[\dA-Z]|[A-Z]\d{6,8}[A-Z]?|[A-Z]{2,4}\d{5,10}|[A-Z]{1,3}\d{3,}-\d{2,}(?:-\d+)*|[A-Z]{2,4}[/-]\d{5,}(?:[/-][\dA-Z]+)*|[A-Z]{2,4}(?:-[A-Z]{2,5}){1,2}-\d{4,}|[A-Z]{2,4}[/-]\d{2,4}[/-]\d{3,}|[A-Z]{1,2}-\d{4,}(?:-[A-Z\d]{1,3})?|[A-Z]{3,5}/\d{2}/\d{4,}|[A-Z]{1,2}/\d{5,}|[A-Z]\d{4}[A-Z]{2}|\d{2,4}/\d{6,7}[A-Z]|\d{2}[A-Z]\d{4}[A-Z]|[A-Z]{2,5}9{0,3} ?\d{6} ?[A-Z][A-Z9]\d[A-Z]{2}(?: ?\d\d)?|[A-Z]\d{12})\b",
        )
    });
    static IN_BRACKETS: LazyLock<Regex> = LazyLock::new(|| pattern(r"\p{Lu}[\p{L}'’-]*\.? \((\d{6,9})\)"));
    // `ZZ24C00417`, `K417/77182-3`, `23/00417/UASC`: letters and digits in any order, parted by strokes.
    static MIXED: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b[A-Za-z\d]+(?:[/-][A-Za-z\d]+)*\b"));
    let mut found = matches(text, &CODE, Kind::PersonId, |words, at| {
        let one = words.as_bytes().get(1).is_some_and(u8::is_ascii_digit);
        !(is_of_an_event(text, at) && (words[1..].contains('-') || !one)) && !begins_as_an_event(words)
    });
    keep_apart(&mut found, matches(text, &IN_BRACKETS, Kind::PersonId, |_, _| true));
    keep_apart(&mut found, matches(text, &MIXED, Kind::PersonId, |words, at| is_mixed(text, words, at)));
    found
}

/// Five digits and more, capitals among them, and no measure, event or part of a link.
fn is_mixed(text: &str, words: &str, at: usize) -> bool {
    const FEWEST: usize = 5;
    const LONGEST: usize = 30;
    let letters = words.chars().filter(|c| c.is_ascii_alphabetic());
    let capitals = letters.clone().all(|c| c.is_ascii_uppercase());
    let (letters, count) = (letters.count(), digits::of(words).len());
    // `d711330519028` typed small.
    let small = letters == 1 && count >= 9 && words.starts_with(|c: char| c.is_ascii_lowercase());
    let touched = text[..at].ends_with(['.', '/', '@', '_', '£', '#', ':', '+', '-'])
        || text[at + words.len()..].starts_with(['@', '_', '%']);
    (1..=6).contains(&letters)
        && (capitals || small)
        && (FEWEST..=LONGEST).contains(&count)
        && !is_date(words)
        && !touched
        && !is_of_an_event(text, at)
        && !begins_as_an_event(words)
}

/// One of the two words before it is that of an event or a thing.
fn is_of_an_event(text: &str, at: usize) -> bool {
    let near = before(text, at, 24);
    let mut last = near.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).rev().take(2);
    last.any(|word| WORDS.events.split_whitespace().any(|event| event == word))
}

fn begins_as_an_event(code: &str) -> bool {
    let letters = code.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    WORDS.codes_of_events.split(' ').any(|event| event == letters)
}
