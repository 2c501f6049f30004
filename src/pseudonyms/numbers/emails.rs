//! Addresses for mail and names in networks, written or said.

use super::{Found, Kind, keep_apart, matches, pattern};
use regex::Regex;
use std::sync::LazyLock;

pub(super) fn find(text: &str) -> Vec<Found> {
    static WRITTEN: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"[\p{L}\d][\p{L}\d._%+'’-]*@[\p{L}\d-]+(?:\.[\p{L}\d-]+)+"));
    static SAID: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b([\w.+-]+(?: (?:dot|underscore|dash|hyphen) [\w+-]+)* (?:at|\[at\]|\(at\)) [\w-]+(?: dot [\w-]+)*(?: dot |\.)(?:com|org|net|uk|gov|nhs|info|me|ie|eu|example|test))\b",
        )
    });
    static HANDLE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:^|[\s(,:;])(@[A-Za-z][\w.]{2,29}\b)"));
    let mut found = matches(text, &WRITTEN, Kind::Email, |_, _| true);
    keep_apart(
        &mut found,
        matches(text, &SAID, Kind::Email, |words, _| words.contains(" dot ") || words.contains('.')),
    );
    keep_apart(&mut found, matches(text, &HANDLE, Kind::Email, |_, _| true));
    found
}
