//! Numbers that are said, digit by digit or in pairs.

use super::{Found, Kind, keep_apart, pattern};
use crate::pseudonyms::{before, digits};
use crate::text::Span;
use regex::Regex;
use std::sync::LazyLock;

/// Numbers said one by one: ten digits are an NHS number, and those that begin with a nought a phone's; six between letters are of National Insurance.
pub(super) fn find(text: &str) -> Vec<Found> {
    const FEWEST: usize = 6;
    static LETTERS_BEFORE: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"\b(?:[a-z],? [a-z],? |qq,? |double [a-z],? )$"));
    static LETTER_AFTER: LazyLock<Regex> = LazyLock::new(|| pattern(r"^,? [A-Da-d]\b"));
    static IN_PAIRS: LazyLock<Regex> = LazyLock::new(|| {
        let unit = "(?:oh|zero|nought|one|two|three|four|five|six|seven|eight|nine)";
        let pair = format!(
            "(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -]{unit})?|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|double {unit}|triple {unit}|{unit})"
        );
        pattern(&format!(r"(?i)\b{pair}(?:[ ,-]+{pair}){{2,}}\b"))
    });
    static NUMBER_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"\b(?:ni|nino|insurance|nhs|phone|mobile|mob|tel|number|no\.?|landline|ring|call|text)\b(?: [a-z']+){0,5}[ :]*(?:[a-z] [a-z] )?$",
        )
    });
    let of_run = |run: regex::Match| {
        let said = digits::of_words(run.as_str());
        let near = before(text, run.start(), 60);
        let letters = LETTERS_BEFORE.find(&near).filter(|_| said.len() == FEWEST);
        let last = LETTER_AFTER.find(&text[run.end()..]);
        if let (Some(letters), Some(last)) = (letters, last) {
            let span = Span::new(run.start() - letters.len(), run.end() + last.end());
            return Some(Found { span, kind: Kind::NationalInsurance });
        }
        let kind = match said.len() {
            length if length < FEWEST => return None,
            _ if said.starts_with('0') => Kind::Phone,
            10 => Kind::Nhs,
            _ if near.contains("nhs") => Kind::Nhs,
            _ => Kind::PersonId,
        };
        Some(Found { span: Span::new(run.start(), run.end()), kind })
    };
    let mut found: Vec<Found> = digits::SPOKEN.find_iter(text).filter_map(of_run).collect();
    let in_pairs = IN_PAIRS.find_iter(text).filter_map(|run| {
        let near = before(text, run.start(), 60);
        let letters = LETTERS_BEFORE.find(&near).map_or(0, |letters| letters.len());
        let last = LETTER_AFTER.find(&text[run.end()..]).filter(|_| letters > 0).map_or(0, |last| last.end());
        let insured = letters > 0 || near.contains("insurance") || near.contains("ni ");
        let kind = match insured {
            true => Kind::NationalInsurance,
            false if near.contains("nhs") => Kind::Nhs,
            false => Kind::Phone,
        };
        let long = run.as_str().split([' ', '-']).count() >= 5 || letters > 0;
        (NUMBER_BEFORE.is_match(&near) && long)
            .then(|| Found { span: Span::new(run.start() - letters, run.end() + last), kind })
    });
    keep_apart(&mut found, in_pairs.collect::<Vec<_>>());
    found
}
