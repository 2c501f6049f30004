//! Accounts at banks, with their sort codes, and the long numbers of cards.

use super::{Found, Kind, is_date, keep_apart, matches, pattern};
use crate::pseudonyms::digits;
use crate::text::Span;
use regex::Regex;
use std::sync::LazyLock;

pub(super) fn find(text: &str) -> Vec<Found> {
    static SORT: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:sort(?:[ -]?code)?|s/c|bank|account|acct|a/c)\b[^\d\n]{0,12}\n?[^\d\n]{0,3}(\d\d[. –-]\d\d[. –-]\d\d)\b",
        )
    });
    static ACCOUNT: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:account|acct?|a/c|sort|roll)\b\.?(?:[ -](?:code|nos?\.?|number|num))?(?: is| was| of)?[ \t]*[:.,=#(–-]{0,2}[ \t]*(\d(?:[ -]?\d){4,15})\b",
        )
    });
    // `00-70-41/22047718`, `00-33-47 / 08117745`.
    static BOTH: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"\b(\d\d[-–]\d\d[-–]\d\d)(?: ?[/,;|] ?| (?:account |acct? |a/c )?)(\d{8})\b"));
    // `633597 0041 7718 2206`.
    static CARD: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b\d{4,6}(?:[ -]\d{4}){2,3}(?:[ -]\d{1,3})?\b"));
    let both = |captures: regex::Captures| {
        [1, 2]
            .map(|group| captures.get(group))
            .into_iter()
            .flatten()
            .map(|part| Span::new(part.start(), part.end()))
            .collect::<Vec<_>>()
    };
    let pairs = BOTH.captures_iter(text).flat_map(both).map(|span| Found { span, kind: Kind::PersonId });
    let mut found: Vec<Found> = pairs.collect();
    keep_apart(&mut found, matches(text, &SORT, Kind::PersonId, |_, _| true));
    keep_apart(
        &mut found,
        matches(text, &ACCOUNT, Kind::PersonId, |code, _| digits::of(code).len() >= 5 && !is_date(code)),
    );
    keep_apart(&mut found, matches(text, &CARD, Kind::PersonId, |code, _| digits::of(code).len() >= 12));
    found
}
