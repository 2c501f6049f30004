//! The plates of cars, whole or in part.

use super::{Found, Kind, WORDS, any_of, keep_apart, matches, pattern};
use crate::pseudonyms::{before, lists};
use regex::Regex;
use std::sync::LazyLock;

pub(super) fn find(text: &str) -> Vec<Found> {
    static WHOLE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"\b[A-Z]{2}\d{2} ?[A-Z]{3}\b|\b[A-Z]\d{2,3} ?[A-Z]{3}\b|\b[A-Z]{3} ?\d{1,3}[A-Z]\b|\b\d{2,3}-[A-Z]{1,2}-\d{1,6}\b|\b[A-Z]{2} \d{2} [A-Z]{3}\b|\b[a-z]{2}\d{2} [a-z]{3}\b",
        )
    });
    static NAMED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:plate|number ?plate|reg|registration|index|vrm)\b(?: no\.?| number| mark)?(?: is| was| of| ending(?: in)?| ends(?: in| with)?| beginning| starting(?: with)?)?[ \t]*[:=]?[ \t]*([A-Z]{1,3}\d{1,4}(?: ?[A-Z]{1,3})?|[A-Z]{3} ?\d{0,4}[A-Z]?)\b",
        )
    });
    static PART: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"\b(?:car|van|carrier|vehicle|lorry|bike|moped|taxi|truck|jeep|plate|reg)\b[^.\n]{0,20}\b(?:ending|ended|beginning|starting|began)(?: in| with)? ([A-Z]{2}\d{2}|[A-Z]{2,3}|\d{2} ?[A-Z]{3})\b",
        )
    });
    static OF_CAR: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i)\b{}\b[^.\n]{{0,40}}?\b([A-Z]{{2}}\d{{2}} ?[A-Z]{{3}}|[A-Z]\d{{1,3}} ?[A-Z]{{3}}|[A-Z]{{3}} ?\d{{1,4}}[A-Z]?|[A-Z]{{2}}\d{{2}})\b",
            any_of(&WORDS.vehicles)
        ))
    });
    static OF_A_PLATE: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"reg|plate|\b(?:vehicle|car|van|minibus|taxi|lorry)\b"));
    let last_word = |words: &str| words.trim_start_matches(|c: char| !c.is_whitespace()).trim().to_lowercase();
    let mut found = matches(text, &WHOLE, Kind::Registration, |words, at| {
        let shouted = lists::is_ordinary(&last_word(words));
        let lower = words.chars().any(char::is_lowercase);
        (!shouted && (!lower || !lists::is_ordinary(&words[..2]))) || OF_A_PLATE.is_match(&before(text, at, 30))
    });
    let of_car = |words: &str| {
        let letters: String = words.chars().filter(|c| c.is_alphabetic()).collect();
        let capitals = words == words.to_uppercase();
        let ends = last_word(words);
        words.len() >= 4
            && !lists::is_ordinary(&ends)
            && (capitals || (words.len() >= 7 && words.as_bytes()[..2].iter().all(u8::is_ascii_alphabetic)))
            && !lists::is_ordinary(&letters.to_lowercase())
    };
    // `Car outside: vo 21 jju`.
    static SPACED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:car|van|vehicle|bike|moped|plate|reg|registration)\b[^.\n]{0,20}?\b([a-z]{2} \d{2} [a-z]{3})\b",
        )
    });
    keep_apart(&mut found, matches(text, &SPACED, Kind::Registration, |_, _| true));
    keep_apart(&mut found, matches(text, &OF_CAR, Kind::Registration, |words, _| of_car(words)));
    let capitals = |words: &str| {
        !words.chars().any(char::is_lowercase) && words.chars().any(|c| c.is_ascii_digit() || words.len() == 3)
    };
    keep_apart(&mut found, matches(text, &NAMED, Kind::Registration, |words, _| capitals(words)));
    keep_apart(&mut found, matches(text, &PART, Kind::Registration, |words, _| capitals(words)));
    found
}
