//! Phones of this country and others, with extensions, and numbers that are called so.

use super::{Found, Kind, is_date, keep_apart, matches, pattern};
use crate::pseudonyms::digits;
use regex::Regex;
use std::sync::LazyLock;

pub(super) fn find(text: &str) -> Vec<Found> {
    static ABROAD: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?:\+ ?|\b00 ?)[1-9]\d{0,2}[ .-]?(?:\(0\))?(?:[ .-]?\(?\d\)?){7,11}\b"));
    static AT_HOME: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?:\(0\d{2,4}\)|0 ?\d)(?:(?:[ .\u{a0}-]{0,3}|[/–])\d){5,9}(?: ?(?:x|ext\.?|extension) ?\d{2,6}\b)?")
    });
    static OVER_A_LINE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"\b(07\d{3}[ -]?\r?\n ?\d{6}|07\d{3}[ -]?\d{3}[ -]?\r?\n ?\d{3}|0\d{4}[ -]?\r?\n ?\d{6}|0\d{2}[ -]?\d{4}[ -]?\r?\n ?\d{4})\b",
        )
    });
    static SHORT_OF_ITS_NOUGHT: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"\b7\d{3}[ -]\d{6}\b|\b7\d{3}[ -]\d{3}[ -]\d{3}\b|\b44[1-9]\d{9}\b"));
    static NAMED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:tel|telephone|phone|mob|mobile|landline|fax|ring|rang|call|text|whatsapp|contact)\b\.?(?: (?:no\.?|number|him|her|them|me|us|mum|dad))?(?: on| is| at)?[ \t]*[:.=]?[ \t]*(\d{3,5} \d{3,6}|\d{6,8}|7\d{9})\b",
        )
    });
    static INSIDE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\b(?:ext|extn|extension)\.?[ :]{0,2}(\d{3,6})\b"));
    let mut found = matches(text, &ABROAD, Kind::Phone, |_, _| true);
    keep_apart(
        &mut found,
        matches(text, &AT_HOME, Kind::Phone, |words, at| {
            let after = text[at + words.len()..].chars().next();
            // In a form whose cells have run together letters touch it; digits never do.
            let within = text[..at].ends_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | '/' | '_'))
                || text[..at].ends_with('-') && text[..at - 1].ends_with(|c: char| c.is_alphanumeric())
                || after.is_some_and(|c| c.is_ascii_digit());
            if within {
                return false;
            }
            let home = words.find(['x', 'e']).map_or(words, |cut| &words[..cut]);
            let counted = digits::of(home).len();
            (10..=11).contains(&counted) && !is_date(words)
        }),
    );
    keep_apart(&mut found, matches(text, &OVER_A_LINE, Kind::Phone, |_, _| true));
    keep_apart(&mut found, matches(text, &SHORT_OF_ITS_NOUGHT, Kind::Phone, |_, _| true));
    keep_apart(
        &mut found,
        matches(text, &NAMED, Kind::Phone, |words, _| (6..=11).contains(&digits::of(words).len()) && !is_date(words)),
    );
    keep_apart(&mut found, matches(text, &INSIDE, Kind::Phone, |_, _| true));
    found
}
