//! Postcodes, whole or in their first half, run together with their labels or spelt.

use super::{Found, Kind, keep_apart, matches, pattern};
use regex::Regex;
use std::sync::LazyLock;

pub(super) fn find(text: &str) -> Vec<Found> {
    // The last two letters are never C, I, K, M, O or V, so that no dose or length is one (`p3 5mg`).
    static WHOLE: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i)\b[A-Z]{1,2}\d[A-Z\d]?[ \u{a0}]{0,3}\d[ABD-HJLNP-UW-Z]{2}\b"));
    // `LS91-4QT`, `KA41\n2HW`, `PostcodeKA41 2HW`, `PC:KA412HWNOK:`, `c h 7 1 9 r e`.
    static PARTED: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"\b[A-Z]{1,2}\d[A-Z\d]?(?: ?[.,/_–-] ?|\t| ?\r?\n ?)\d[ABD-HJLNP-UW-Z]{2}\b"));
    static GLUED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?:(?:(?i:post ?code)|(?:\b|[a-z])PC[:.^])([A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2})|(?:(?i:post ?code)|[a-z])([A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2})(?:[^a-z\d]|$))",
        )
    });
    static SPELT: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\bpost ?code(?:['’]?s)?(?: is| was|:)? ?((?:[A-Z][ .-]{1,2}){1,2}\d(?:[ .-]{0,2}[A-Z\d])?[ .-]{1,3}\d[ .-]{1,2}[A-Z][ .-]{1,2}[A-Z])\b",
        )
    });
    static LABELLED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:post ?code|p/code|pcode)(?: area| is| was| sector| district)?[ \t]*[:=^.-]{0,3}[ \t]*([A-Z]{1,2}\d[A-Z\d]?(?:[ ]{0,2}\d[A-Z]{2})?)\b",
        )
    });
    const NO_ENDS: [&str; 9] = ["st", "nd", "rd", "th", "hr", "yr", "ft", "pt", "wt"];
    let mut found = matches(text, &WHOLE, Kind::Postcode, |words, _| {
        // (?i) takes ſ for an S.
        let Some(end) = words.get(words.len() - 2..) else { return false };
        end == end.to_uppercase() || !NO_ENDS.contains(&end.to_lowercase().as_str())
    });
    for more in [&PARTED, &GLUED, &SPELT, &LABELLED] {
        keep_apart(&mut found, matches(text, more, Kind::Postcode, |_, _| true));
    }
    found
}
