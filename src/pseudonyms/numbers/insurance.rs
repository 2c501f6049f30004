//! National Insurance numbers: two letters, six digits and a letter, in any case and spacing where they are called so.

use super::{Found, Kind, keep_apart, matches, pattern};
use crate::pseudonyms::{before, digits, lists};
use regex::Regex;
use std::sync::LazyLock;

static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:n ?i|nino|ninos|n\.i\.?|national insurance|insurance|insurance n\w+|nat\.? ?ins\w*|n\.i\.? ?n\w*|ni ?n\w*|rhif yswiriant)\b",
    )
});

pub(super) fn find(text: &str) -> Vec<Found> {
    static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b[A-Z][ .,/|–-]{0,3}[A-Z](?:(?:[ .,/–_|-]{0,3}|[ –-]?\r?\n ?)\d){6}(?:(?:[ .,/–_|-]{0,3}|\r?\n ?)[A-Z])?\b",
        )
    });
    static GLUED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?:NI|NINO|NatIns|Nat Ins|NIno|NI No|Insurance|NINumber|NINo|InsNo)[.:^]{0,2}([A-Z]{2} ?\d\d ?\d\d ?\d\d ?[A-D]?)",
        )
    });
    static PARTLY: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:ni|nino|national insurance)(?: ?(?:no\.?|number))?,? (?:ends|ending|starts|begins|beginning)(?: in| with)? ((?:[A-Z]{2} ?)?\d\d(?: ?\d\d)? ?[A-D]?)\b",
        )
    });
    let mut found = matches(text, &NUMBER, Kind::NationalInsurance, |words, at| is_insurance(text, words, at));
    keep_apart(&mut found, matches(text, &GLUED, Kind::NationalInsurance, |_, _| true));
    keep_apart(&mut found, matches(text, &PARTLY, Kind::NationalInsurance, |words, _| digits::of(words).len() >= 2));
    found
}

/// Whether what has the letters and digits of such a number is one, by its ending, its writing or what it is called.
fn is_insurance(text: &str, words: &str, at: usize) -> bool {
    let letters: String = words.chars().filter(|c| c.is_ascii_alphabetic()).collect();
    let last = words.chars().next_back().unwrap_or(' ').to_ascii_uppercase();
    // `TN 13 06 69 F`: one for the time being, made of a birth.
    let in_pairs = words.chars().filter(char::is_ascii_digit).count() == 6 && words.split([' ', '-', '/']).count() >= 4;
    let ends = matches!(last, 'A'..='D') || matches!(last, 'F' | 'M' | 'P') && in_pairs;
    if last.is_ascii_alphabetic() && !ends {
        return false;
    }
    let together = words.as_bytes().iter().take(2).all(u8::is_ascii_alphabetic);
    // *As 999-823*.
    let no_word = together && !lists::is_ordinary(&letters[..2].to_ascii_lowercase());
    if is_called_so(text, at) && (no_word || !together || last.is_ascii_alphabetic()) {
        return true;
    }
    let capitals = words.as_bytes().iter().take(2).all(u8::is_ascii_uppercase);
    let whole = words.chars().all(char::is_alphanumeric);
    // Six digits in pairs after two letters are times and counts too (`at 12 30 45 a`).
    let thing = before(text, at, 24).contains("serial");
    ends && !thing && !words.contains(['\n', ',', '|']) && (capitals || whole || no_word)
}

/// `NI: …, wife's …`: in its line or in the line above it.
fn is_called_so(text: &str, at: usize) -> bool {
    let near = || lists::fold(&text[text.ceil_char_boundary(at.saturating_sub(60))..at]);
    NAMED.is_match(&before(text, at, 90)) || NAMED.is_match(&near())
}
