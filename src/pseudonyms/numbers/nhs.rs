//! NHS numbers and their like in the other countries: ten digits, however they are parted.

use super::{Found, Kind, WORDS, any_of, is_date, keep_apart, matches, pattern};
use crate::pseudonyms::{before, digits};
use crate::text::Span;
use regex::Regex;
use std::sync::LazyLock;

static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"\b(?:n ?h ?s|n\.h\.s\.?|chi|hsc|hcn|h&c|health and care number|health n(?:o|umber)|number)\b")
});
static OF_HEALTH: LazyLock<Regex> = LazyLock::new(|| pattern(&format!(r"\b{}\b", any_of(&WORDS.of_health))));
static OTHER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(r"\b{}\W*(?:id|no\.?|number|ref\w*)?\W*(?:\d[\d,]*(?: and)?\W+)*$", any_of(&WORDS.other_tens)))
});

pub(super) fn find(text: &str) -> Vec<Found> {
    // Where a label stands right before them, whatever parts the digits; elsewhere a comma or a cell's edge parts two numbers.
    static PARTED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:nhs|n h s|n\.h\.s)(?: ?(?:nos?\.?|number|num))?(?: is| was)?[ \t]*[:.=#–…-]*[ \t]*(\d(?:(?:[ ,•|*+'–.-]{0,3}|[ –-]{0,2}\r?\n[ >|]{0,3})\d){9})\b",
        )
    });
    static LABELLED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:nhs|chi)(?: ?(?:nos?\.?|number|num|id|#))?(?: is| was)?[ \t]*[:.=#–-]?[ \t]*(\d(?:[ -]?\d){5,11})\b",
        )
    });
    // `NHSNo9991590137DOB`: a form whose cells have run together.
    static GLUED: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?:NHS|CHI|HSC)(?: ?(?:[Nn]o|[Nn]umber|NO|NUMBER))?[:.#^]{0,2} ?(\d{10})(?:\D|$)"));
    static ENDING: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\bnhs(?: ?(?:no\.?|number|num))?,? (?:ends|ending|last (?:four|4|three|3))(?: digits)?(?: are| is| in| with)?:? (\d{3,4})\b",
        )
    });
    let mut found = tens(text);
    keep_apart(&mut found, matches(text, &GLUED, Kind::Nhs, |_, _| true));
    keep_apart(&mut found, matches(text, &PARTED, Kind::Nhs, |words, _| !is_date(words)));
    keep_apart(&mut found, matches(text, &LABELLED, Kind::Nhs, |words, _| !is_date(words)));
    keep_apart(&mut found, matches(text, &ENDING, Kind::Nhs, |_, _| true));
    found
}

/// Groups of digits that make ten, those in the usual groups first, so that a number before them takes none of theirs.
fn tens(text: &str) -> Vec<Found> {
    static DIGITS: LazyLock<Regex> = LazyLock::new(|| pattern(r"\d+"));
    let groups: Vec<Span> = DIGITS.find_iter(text).map(|group| Span::new(group.start(), group.end())).collect();
    let ten: Vec<Span> = (0..groups.len()).filter_map(|from| ten_from(text, &groups[from..])).collect();
    // The head of a table says what its cells are.
    static HEAD: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\|[ *]*nhs[^|\n]*\|"));
    let tabled = HEAD.is_match(text);
    let nhs = |span: &Span| Found { span: *span, kind: Kind::Nhs };
    let is_number = |span: &&Span| is_nhs(text, **span, tabled);
    let mut found = Vec::new();
    keep_apart(&mut found, ten.iter().filter(|span| is_usual(span.of(text))).filter(is_number).map(nhs));
    keep_apart(&mut found, ten.iter().filter(is_number).map(nhs));
    found
}

/// The ten digits that begin with the first group, where they end with a group and nothing parts them but what parts one number.
fn ten_from(text: &str, groups: &[Span]) -> Option<Span> {
    const DIGITS: usize = 10;
    static BETWEEN: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^(?:[ .:\u{a0}\u{2009}\u{202f}–—/()_·-]{0,3}|[ –-]{0,2}\r?\n {0,2})$"));
    let first = groups.first()?;
    let (mut length, mut end) = (first.len(), first.end());
    for group in &groups[1..] {
        if length >= DIGITS || !BETWEEN.is_match(&text[end..group.start()]) {
            break;
        }
        length += group.len();
        end = group.end();
    }
    let touched = text[..first.start()].ends_with(|c: char| c.is_uppercase() || matches!(c, '£' | '$' | '€' | '+'))
        && !text[..first.start()].ends_with("NHS");
    let goes_on = text[end..].starts_with(|c: char| c.is_alphabetic() || c == '%');
    (length == DIGITS && !touched && !goes_on).then(|| Span::new(first.start(), end))
}

/// One group, or those on the card.
fn is_usual(words: &str) -> bool {
    words.bytes().all(|byte| byte.is_ascii_digit())
        || words.split([' ', '-', '\u{a0}', '.']).map(str::len).eq([3, 3, 4])
}

/// `tabled`: some table has a column of such numbers.
fn is_nhs(text: &str, span: Span, tabled: bool) -> bool {
    let words = span.of(text);
    let near = before(text, span.start(), 90);
    // A line's end may break a number that is called so.
    if words.contains('\n') && !near.contains("nhs") || words.contains(':') && !near.contains("nhs") {
        return false;
    }
    let named = NAMED.is_match(&near);
    let groups = words.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()).count();
    let of_health = || !words.starts_with('0') && groups <= 4 && OF_HEALTH.is_match(&near);
    let likely = is_usual(words) || digits::is_checked(&digits::of(words)) || named || of_health();
    let is_cell = tabled && text[..span.start()].trim_end_matches(' ').ends_with('|');
    let spelt = groups == 10 && (near.contains("nhs") || near.contains("n h s") || is_cell);
    likely && (groups <= 5 || named && groups <= 6 || spelt) && (named || !is_date(words)) && !OTHER.is_match(&near)
}
